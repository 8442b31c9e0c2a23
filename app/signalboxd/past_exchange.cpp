#include "past_exchange.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/ids.h"
#include "gateway/core/money.h"
#include "gateway/routing/past_explanation.h"
#include "gateway/usage/exchange_lookup.h"
#include "gateway/usage/ledger.h"
#include "gateway/usage/pricing/price.h"

#include <chrono>
#include <optional>
#include <ostream>
#include <thread>

namespace app {

using gateway::Json;
using gateway::Milliseconds;
using gateway::routing::pastExplanation;
using gateway::usage::AttemptRecord;
using gateway::usage::ExchangeRecord;
using gateway::usage::Outcome;

namespace {

std::string ms(Milliseconds time) { return std::to_string(time.count()) + " ms"; }

std::string ending(const ExchangeRecord& record)
{
    const std::string after = " after " + ms(record.duration);
    const std::string code = record.errorCode.empty() ? std::string() : ' ' + record.errorCode;
    switch (record.outcome) {
    case Outcome::Cancelled: return "the client left" + after;
    case Outcome::Interrupted: return "the answer broke off" + after + ':' + code;
    case Outcome::Answered:
    case Outcome::ClientError:
    case Outcome::Failed: break;
    }
    std::string text = "the client got " + std::to_string(record.status) + code + after;
    if (record.firstByte >= Milliseconds(0))
        text += ", the first byte after " + ms(record.firstByte);
    return text;
}

std::string callerOf(const ExchangeRecord& record)
{
    const std::string process(record.processName());
    if (record.clientName.empty() || process.empty())
        return record.clientName + process;
    return record.clientName + ", " + process;
}

/// "it took 1200 tokens of input (1000 of them cached) and 50 of output, reported by the provider: $0.0125 by models.dev
/// 2026-07-02"; empty: nothing is known of them.
std::string tokensOf(const ExchangeRecord& record)
{
    using gateway::protocol::UsageOrigin;
    const gateway::protocol::TokenUsage& tokens = record.tokens;
    if (tokens.origin == UsageOrigin::Unknown)
        return {};
    std::string text = "it took " + std::to_string(tokens.totalInput().count) + " tokens of input";
    if (tokens.cachedInput && tokens.cachedInput->count > 0)
        text += " (" + std::to_string(tokens.cachedInput->count) + " of them from a cache)";
    text += " and " + std::to_string(tokens.totalOutput().count) + " of output, ";
    text += tokens.origin == UsageOrigin::Reported ? "as the provider says"
        : tokens.origin == UsageOrigin::Counted ? "as counted here"
                                                : "as estimated here";
    const auto price = record.price ? gateway::usage::Price::fromText(record.price->text()) : std::nullopt;
    if (record.cost)
        text += ": " + toText(*record.cost) + (price ? " by " + price->source : std::string());
    else
        text += "; what they cost is not known";
    return text;
}

std::vector<std::string> endOf(const ExchangeRecord& record)
{
    std::vector<std::string> lines{ending(record)};
    if (!record.trail.error.empty())
        lines.push_back("why: " + record.trail.error);
    if (!record.provider.empty())
        lines.push_back("its answer is of " + record.provider + '/' + record.model);
    if (const std::string tokens = tokensOf(record); !tokens.empty())
        lines.push_back(tokens);
    for (const std::string& lost : record.trail.dropped)
        lines.push_back("its provider's API cannot be told, so it was left out: " + lost);
    if (record.trail.isContinued)
        lines.emplace_back("a stream that broke off was continued by the next target");
    if (record.trail.isClientCredential)
        lines.emplace_back("the client's own key went to the provider");
    if (record.trail.lostInputTokens > 0)
        lines.push_back("about " + std::to_string(record.trail.lostInputTokens)
                        + " tokens went to targets that another one was sooner than");
    return lines;
}

void add(Json& json, const AttemptRecord& attempt)
{
    json["status"] = attempt.status;
    json["failure"] = attempt.failure ? Json(gateway::config::toText(*attempt.failure)) : Json();
    json["reason"] = attempt.reason;
    json["started_after_ms"] = attempt.startedAfter.count();
    json["duration_ms"] = attempt.duration.count();
}

/// Ids are made of capital letters, whatever they are typed in.
std::string asWritten(std::string id)
{
    for (char& c : id)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return id;
}

/// Waits a little for one that is not there yet: a gateway writes what has ended in batches.
gateway::Result<std::optional<ExchangeRecord>> found(const QString& file, const std::string& typed)
{
    constexpr Milliseconds kLongest{1000};
    constexpr Milliseconds kBetween{50};
    const std::string id = asWritten(typed);
    const auto until = std::chrono::steady_clock::now() + kLongest;
    for (;;) {
        auto record = gateway::usage::findExchange(file, id);
        const bool isThere = record && *record;
        if (isThere || !gateway::timeOfId(id) || std::chrono::steady_clock::now() >= until)
            return record;
        std::this_thread::sleep_for(kBetween);
    }
}

} // namespace

std::string pastText(const ExchangeRecord& record)
{
    const std::string caller = callerOf(record);
    std::string text = "Request " + record.id + " at " + gateway::config::toTimestamp(record.startedAt)
                       + (caller.empty() ? std::string() : " from " + caller) + '\n' + pastExplanation(record).toText()
                       + "\nIn the end\n";
    for (const std::string& line : endOf(record))
        text += "  " + line + '\n';
    return text;
}

Json pastJson(const ExchangeRecord& record)
{
    Json json{{"id", record.id}, {"started_at", gateway::config::toTimestamp(record.startedAt)},
              {"client", record.clientName}, {"process", record.processName()}};
    json.update(pastExplanation(record).toJson());
    for (std::size_t i = 0; i < record.attempts.size(); ++i)
        add(json["attempts"][i], record.attempts[i]);
    json["outcome"] = gateway::usage::kOutcomeNames[static_cast<std::size_t>(record.outcome)];
    json["status"] = record.status;
    json["error_code"] = record.errorCode;
    json["error_message"] = record.trail.error;
    json["provider"] = record.provider;
    json["upstream_model"] = record.model;
    json["duration_ms"] = record.duration.count();
    json["cost"] = record.cost ? Json(gateway::decimalText(record.cost->pico)) : Json();
    json["currency"] = record.cost ? Json(gateway::kCurrencyNames[static_cast<std::size_t>(record.cost->currency)]) : Json();
    json["price"] = record.price ? gateway::parseJson(record.price->text()).value_or(Json()) : Json();
    json["dropped"] = record.trail.dropped;
    json["continued"] = record.trail.isContinued;
    json["client_credential"] = record.trail.isClientCredential;
    json["lost_input_tokens"] = record.trail.lostInputTokens;
    return json;
}

int explainPast(const std::string& id, const QString& dataDir, bool asJson, std::ostream& out, std::ostream& err)
{
    const QString file = gateway::usage::Ledger::fileIn(dataDir);
    const auto record = found(file, id);
    if (record && *record) {
        out << (asJson ? gateway::toPrettyText(pastJson(**record)) : pastText(**record));
        return 0;
    }
    err << "signalboxd: "
        << (record ? "There is no request \"" + id + "\" in " + file.toStdString()
                         + ". The id is what its answer has as x-signalbox-request-id; a request is kept once it has ended."
                   : record.error().message)
        << " --data-dir DIR names another folder.\n";
    return 1;
}

} // namespace app
