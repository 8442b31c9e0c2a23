#include "past_exchange.h"

#include "app/process/text_table.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/ids.h"
#include "gateway/core/money.h"
#include "gateway/core/text/printable.h"
#include "gateway/routing/past_explanation.h"
#include "gateway/usage/ledger/exchange_lookup.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/pricing/price.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <ostream>
#include <thread>

namespace app {

using gateway::Json;
using gateway::Milliseconds;
using gateway::routing::pastExplanation;
using gateway::usage::AttemptRecord;
using gateway::usage::Content;
using gateway::usage::ExchangeRecord;
using gateway::usage::Outcome;

namespace {

std::string ms(Milliseconds time) { return std::to_string(time.count()) + " ms"; }

std::string ending(const ExchangeRecord& record)
{
    const std::string after = " after " + ms(record.duration);
    const std::string code = record.errorCode.empty() ? std::string() : ' ' + record.errorCode;
    switch (record.outcome) {
    case Outcome::Cancelled: return (record.errorCode.empty() ? "the client disconnected" : "it was cancelled on this machine") + after;
    case Outcome::Interrupted: return "the answer was interrupted" + after + ':' + code;
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

std::string_view wordsFor(gateway::protocol::UsageOrigin origin)
{
    constexpr std::array<std::string_view, 5> kWords{
        "of unknown origin", "as reported by the provider", "as estimated by Signalbox", "as counted by Signalbox with the model's tokenizer", "when its answer is retrieved"};
    return kWords[static_cast<std::size_t>(origin)];
}

/// Of numbers that are surer than the rest: " (but input as the provider says)".
std::string surerOf(const gateway::protocol::TokenUsage& tokens)
{
    using namespace gateway::protocol;
    std::string text;
    for (std::size_t i = 0; i < kTokenPartCount; ++i)
        if (tokens.others[i])
            text.append(text.empty() ? " (but " : ", ").append(kTokenParts[i].name).append(" ").append(wordsFor(*tokens.others[i]));
    return text.empty() ? text : text + ')';
}

/// " (300 of audio, 20 of images)"; empty: none of them is known.
std::string mediaOf(const std::optional<gateway::Tokens>& audio, const std::optional<gateway::Tokens>& images)
{
    std::string text;
    for (const auto& [tokens, what] : {std::pair{audio, " of audio"}, std::pair{images, " of images"}})
        if (tokens && tokens->count > 0)
            text += (text.empty() ? " (" : ", ") + std::to_string(tokens->count) + what;
    return text.empty() ? text : text + ')';
}

/// "used 1200 tokens of input (1000 of them cached) and 50 of output, as reported by the provider: $0.0125 (price:
/// models.dev 2026-07-02)"; empty: nothing is known of them.
template <class Used> std::string tokensOf(const Used& record)
{
    using gateway::protocol::UsageOrigin;
    const gateway::protocol::TokenUsage& tokens = record.tokens;
    if (tokens.origin == UsageOrigin::Unknown)
        return {};
    if (tokens.isDeferred() && tokens.totalInput() == gateway::Tokens{} && tokens.totalOutput() == gateway::Tokens{})
        return "the answer is generated in the background: usage is reported when the answer is retrieved";
    std::string text = "used " + std::to_string(tokens.totalInput().count) + (tokens.totalInput().count == 1 ? " token of input" : " tokens of input");
    if (tokens.cachedInput && tokens.cachedInput->count > 0)
        text += " (" + std::to_string(tokens.cachedInput->count) + " of them from a cache)";
    text += mediaOf(tokens.audioInput, tokens.imageInput) + " and " + std::to_string(tokens.totalOutput().count) + " of output";
    text += mediaOf(tokens.audioOutput, tokens.imageOutput) + ", ";
    text.append(wordsFor(tokens.origin)).append(surerOf(tokens));
    if (const std::int64_t searches = tokens.webSearches.value_or(0); searches > 0)
        text += ", with " + std::to_string(searches) + (searches == 1 ? " web search" : " web searches");
    const auto price = record.price ? gateway::usage::Price::fromText(record.price->text()) : std::nullopt;
    if (record.cost)
        text += (record.isPriced() ? ": " : ": at least ") + toText(*record.cost)
            + (record.costOrigin == gateway::usage::CostOrigin::Provider ? " as reported by the provider"
                   : price                                               ? " (price: " + price->source.toText() + ')'
                                                                         : std::string())
            + (record.isPriced() ? "" : "; something else is charged, too, for which no price is known");
    else if (price && tokens.serviceTier != gateway::protocol::ServiceTier::Standard)
        text += "; their cost is not known: " + price->source.toText() + " has no price for all of them in the service tier " + std::string(tokens.tierName());
    else if (price)
        text += "; their cost is not known: " + price->source.toText() + " has no price for some of them";
    else
        text += "; their cost is not known";
    return text;
}

/// Of several, in two currencies.
bool isCostOfEachKnown(const ExchangeRecord& record)
{
    const auto isKnown = [](const gateway::usage::Charge& charge) { return charge.cost.has_value(); };
    return !record.charges.empty() && std::ranges::all_of(record.charges, isKnown);
}

/// "connected after 12 ms, TLS 30 ms, the first byte after 200 ms"; empty: nothing was reached.
std::string timesOf(const AttemptRecord& attempt)
{
    std::string text;
    for (const auto& [time, what] : {std::pair{attempt.connect, "connected after "}, std::pair{attempt.tls, "TLS "},
             std::pair{attempt.firstByte, "the first byte after "}, std::pair{attempt.firstToken, "the first token after "},
             std::pair{attempt.lastByte, "the last byte after "}})
        if (time >= Milliseconds(0))
            text += (text.empty() ? "" : ", ") + (what + ms(time));
    return text;
}

/// What is known of each attempt beside how it ended.
void addAttempts(const ExchangeRecord& record, std::vector<std::string>& lines)
{
    for (std::size_t i = 0; i < record.attempts.size(); ++i) {
        const AttemptRecord& attempt = record.attempts[i];
        const std::string times = timesOf(attempt);
        const std::string id = attempt.requestId.empty() ? std::string() : "provider's id: " + attempt.requestId;
        if (attempt.protocol.empty())
            continue; // of an older version
        lines.push_back("attempt " + std::to_string(i + 1) + " by " + std::string(attempt.protocol)
                        + (times.empty() ? "" : ": " + times) + (id.empty() ? "" : "; " + id));
    }
    for (const gateway::usage::Charge& charge : record.charges)
        if (const std::string used = tokensOf(charge); !used.empty())
            lines.push_back("of that, attempt " + std::to_string(charge.attempt + 1) + " at " + charge.provider
                + (record.isOfOtherModel(charge) ? ", by " + charge.model : "") + ": " + used);
}

/// What the exchange is part of.
void addContext(const ExchangeRecord& record, std::vector<std::string>& lines)
{
    using gateway::usage::digitsOf;
    if (!record.project().empty())
        lines.push_back("program runs in " + std::string(record.project()));
    if (!record.session.empty())
        lines.push_back("conversation: " + record.session);
    if (!record.agent.empty())
        lines.push_back("sub-agent: " + record.agent);
    if (!record.evalRun.empty())
        lines.push_back("evaluation run: " + record.evalRun);
    if (!record.shadowOf.empty())
        lines.push_back("shadow of request " + record.shadowOf);
    if (record.trace && record.trace->parent)
        lines.push_back("trace: " + std::string(digitsOf(record.trace->trace)) + ", under its span "
                        + std::string(digitsOf(*record.trace->parent)));
    else if (record.trace)
        lines.push_back("started trace: " + std::string(digitsOf(record.trace->trace)));
}

std::vector<std::string> endOf(const ExchangeRecord& record)
{
    std::vector<std::string> lines{ending(record)};
    if (!record.limit.empty())
        lines.push_back(std::string(record.limitAction == gateway::usage::LimitAction::Redirected ? "sent to another target" : "refused") + " by limit "
                        + record.limit);
    if (!record.decisions.error.isEmpty())
        lines.push_back("why: " + toText(record.decisions.error));
    if (!record.provider.empty())
        lines.push_back("answered by " + record.provider + '/' + record.model);
    if (const std::string tokens = tokensOf(record); !tokens.empty())
        lines.push_back(tokens + (record.cost || !isCostOfEachKnown(record) ? "" : " in one currency; of each attempt it is"));
    for (const std::string& lost : record.decisions.dropped)
        lines.push_back("left out, because the provider's API has no field for it: " + lost);
    if (!record.decisions.responseId.empty())
        lines.push_back("the client can retrieve the answer as " + record.decisions.responseId);
    if (record.decisions.unseenOutput > 0)
        lines.push_back("an answer was cut off: up to " + std::to_string(record.decisions.unseenOutput)
                        + " output tokens that did not arrive are counted, because a limit reserved them and the provider may charge for them");
    if (record.decisions.repeatedCalls > 0)
        lines.push_back("the same tool call had the same result " + std::to_string(record.decisions.repeatedCalls) + " times in a row");
    if (record.decisions.isContinued)
        lines.emplace_back("an interrupted stream was continued by the next target");
    if (record.decisions.isClientCredential)
        lines.emplace_back("the client's own key was passed through to the provider");
    addContext(record, lines);
    if (record.queue.count() >= 0)
        lines.push_back("the first attempt started after " + std::to_string(record.queue.count()) + " µs");
    addAttempts(record, lines);
    return lines;
}

Json orNull(Milliseconds time) { return time < Milliseconds(0) ? Json() : Json(time.count()); }

Json orNull(std::string_view text) { return text.empty() ? Json() : Json(text); }

/// Counts and how each was obtained; null: not known.
Json tokensJson(const gateway::protocol::TokenUsage& tokens)
{
    using namespace gateway::protocol;
    Json json = Json::object();
    for (std::size_t i = 0; i < kTokenPartCount; ++i) {
        const auto& count = tokens.*kTokenParts[i].count;
        const UsageOrigin origin = tokens.originOf(static_cast<TokenPart>(i));
        json[std::string(kTokenParts[i].name)] =
            count ? Json{{"count", count->count}, {"origin", kOriginNames[static_cast<std::size_t>(origin)]}} : Json();
    }
    return json;
}

void add(Json& json, const AttemptRecord& attempt)
{
    json["status"] = attempt.status;
    json["failure"] = attempt.failure ? Json(gateway::config::toText(*attempt.failure)) : Json();
    json["reason"] = toText(attempt.reason);
    json["started_after_ms"] = attempt.startedAfter.count();
    json["duration_ms"] = attempt.duration.count();
    json["protocol"] = orNull(attempt.protocol);
    json["connect_ms"] = orNull(attempt.connect);
    json["tls_ms"] = orNull(attempt.tls);
    json["first_byte_ms"] = orNull(attempt.firstByte);
    json["first_token_ms"] = orNull(attempt.firstToken);
    json["last_byte_ms"] = orNull(attempt.lastByte);
    json["request_id"] = orNull(attempt.requestId);
}

/// By an exchange, or by one of its attempts.
template <class Used> void addUsed(Json& json, const Used& used)
{
    json["tokens"] = tokensJson(used.tokens);
    json["web_searches"] = used.tokens.webSearches ? Json(*used.tokens.webSearches) : Json();
    json["service_tier"] = orNull(used.tokens.tierName());
    json["cost"] = used.cost ? Json(gateway::decimalText(used.cost->pico)) : Json();
    json["currency"] = used.cost ? Json(gateway::kCurrencyNames[static_cast<std::size_t>(used.cost->currency)]) : Json();
    json["cost_origin"] = gateway::usage::kCostOriginNames[static_cast<std::size_t>(used.costOrigin)];
    json["price"] = used.price ? gateway::parseJson(used.price->text()).value_or(Json()) : Json();
}

void addContext(Json& json, const ExchangeRecord& record)
{
    using gateway::usage::digitsOf;
    json["project"] = orNull(record.project());
    json["session"] = orNull(record.session);
    json["agent"] = orNull(record.agent);
    json["limit"] = orNull(record.limit);
    json["limit_action"] = orNull(gateway::usage::kLimitActionNames[static_cast<std::size_t>(record.limitAction)]);
    json["eval_run"] = orNull(record.evalRun);
    json["shadow_of"] = orNull(record.shadowOf);
    json["trace_id"] = record.trace ? Json(digitsOf(record.trace->trace)) : Json();
    json["parent_span_id"] = record.trace && record.trace->parent ? Json(digitsOf(*record.trace->parent)) : Json();
    json["trace_flags"] = record.trace ? Json(record.trace->flags) : Json();
    json["span_id"] = digitsOf(gateway::usage::spanIdOf(record.id));
    for (std::size_t i = 0; i < record.attempts.size(); ++i)
        json["attempts"][i]["span_id"] = digitsOf(gateway::usage::spanIdOf(record.id, i + 1));
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
    const std::string caller = gateway::printable(callerOf(record));
    std::string text = "Request " + record.id + " at " + gateway::config::toTimestamp(record.startedAt)
                       + (caller.empty() ? std::string() : " from " + caller) + '\n' + pastExplanation(record).toText()
                       + "\nResult\n";
    for (const std::string& line : endOf(record))
        text += "  " + gateway::printable(line) + '\n';
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
    json["error_message"] = toText(record.decisions.error);
    json["provider"] = record.provider;
    json["upstream_model"] = record.model;
    json["dialect"] = orNull(record.dialect);
    json["stream"] = record.isStream;
    json["queue_us"] = record.queue.count() < 0 ? Json() : Json(record.queue.count());
    json["first_byte_ms"] = orNull(record.firstByte);
    json["first_token_ms"] = orNull(record.firstToken);
    json["last_byte_ms"] = orNull(record.lastByte);
    json["duration_ms"] = record.duration.count();
    json["request_bytes"] = record.requestBytes;
    json["answer_bytes"] = record.answerBytes;
    addUsed(json, record);
    addContext(json, record);
    for (const gateway::usage::Charge& charge : record.charges)
        if (charge.attempt < record.attempts.size()) {
            Json& attempt = json["attempts"][charge.attempt];
            const bool isOther = record.isOfOtherModel(charge);
            addUsed(isOther ? attempt["other_models"].emplace_back(Json{{"model", charge.model}}) : attempt, charge);
        }
    json["dropped"] = record.decisions.dropped;
    json["continued"] = record.decisions.isContinued;
    json["unseen_output_tokens"] = record.decisions.unseenOutput;
    json["client_credential"] = record.decisions.isClientCredential;
    return json;
}

std::string contentText(const std::optional<Content>& content)
{
    if (!content)
        return "\nContent\n  not stored\n";
    const std::string cut = content->isCut ? ", truncated" : "";
    return "\nContent, until " + gateway::config::toTimestamp(content->expiresAt) + cut + "\n\nRequest\n" + content->request
        + "\n\nAnswer\n" + content->answer + '\n';
}

Json contentJson(const std::optional<Content>& content)
{
    if (!content)
        return {};
    return Json{{"expires_at", gateway::config::toTimestamp(content->expiresAt)}, {"cut", content->isCut},
                {"request", content->request}, {"answer", content->answer}};
}

int explainPast(const PastRequest& request, const QString& dataDir, std::ostream& out, std::ostream& err)
{
    const auto& [id, asJson, withContent] = request;
    const QString file = gateway::usage::Ledger::fileIn(dataDir);
    const auto record = found(file, id);
    if (record && *record) {
        const auto content = withContent ? gateway::usage::findContent(file, (*record)->id) : gateway::Result<std::optional<Content>>(std::nullopt);
        if (!content) {
            err << "signalboxd: " << content.error().text() << '\n';
            return 1;
        }
        Json json = asJson ? pastJson(**record) : Json();
        if (asJson && withContent)
            json["content"] = contentJson(*content);
        out << (asJson ? gateway::toPrettyText(json) : shownText(pastText(**record) + (withContent ? contentText(*content) : std::string())));
        return 0;
    }
    err << "signalboxd: "
        << (record ? "There is no request \"" + id + "\" in " + file.toStdString()
                         + ". Use the x-signalbox-request-id of its answer; a request is recorded when it has ended. Requests for lists of models, stored responses "
                           "or status are not recorded."
                   : record.error().text())
        << " Use --data-dir DIR for another folder.\n";
    return 1;
}

} // namespace app
