#include "request_fact_lines.h"

#include "gateway/usage/pricing/price.h"
#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/words/failure_words.h"
#include "ui/words/price_words.h"
#include "ui/words/route_words.h"
#include "ui/words/sentence_words.h"

#include <QStringList>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace ui::models {

using gateway::Milliseconds;
using gateway::config::FailureClass;
using gateway::protocol::UsageOrigin;
using gateway::usage::AttemptRecord;
using gateway::usage::ExchangeRecord;
using gateway::usage::Outcome;
using words::FailureWords;
using words::RouteWords;

namespace {

constexpr int kRefused = 300; ///< from this status on there was no answer

constexpr int kFirstErrorStatus = 400;

QString qString(const std::string& text) { return QString::fromStdString(text); }

QString shape(const char* name) { return QString::fromLatin1(name); }

/// The attempts' costs by currency; empty: one is unknown.
std::map<gateway::Currency, std::int64_t> costsOf(const ExchangeRecord& record)
{
    std::map<gateway::Currency, std::int64_t> costs;
    for (const gateway::usage::Charge& charge : record.charges) {
        if (!charge.cost) return {};
        costs[charge.cost->currency] += charge.cost->pico;
    }
    return costs;
}

bool hasFailed(const AttemptRecord& attempt) { return attempt.failure || attempt.status >= kFirstErrorStatus; }

/// Amber for failures that a cooldown solves, red for those that somebody has to fix.
QString statusOf(const ExchangeRecord& record, const AttemptRecord& attempt, bool isLast)
{
    if (attempt.failure == FailureClass::RateLimited || attempt.failure == FailureClass::Overloaded) return shape("resting");
    if (hasFailed(attempt)) return shape("error");
    if (isLast && record.outcome == Outcome::Interrupted) return shape("error");
    if (isLast && record.outcome == Outcome::Cancelled) return shape("idle");
    return isLast ? shape("ok") : shape("idle"); // another one was faster
}

/// An attempt's duration is the time until its first output: its answer continues afterwards.
Milliseconds endOf(const ExchangeRecord& record, const AttemptRecord& attempt, bool isLast)
{
    const Milliseconds shown = attempt.startedAfter + attempt.duration;
    if (!isLast || hasFailed(attempt)) return shown;
    return std::max(shown, attempt.lastByte.count() >= 0 ? attempt.startedAfter + attempt.lastByte : record.duration);
}

std::optional<std::int64_t> count(const std::optional<gateway::Tokens>& tokens)
{
    return tokens ? std::optional(tokens->count) : std::nullopt;
}

constexpr std::size_t kMostReasons = 2; ///< of targets that were skipped: the first ones were tried before the others

QString reasonsOfSkipped(const ExchangeRecord& record)
{
    QStringList reasons;
    for (const auto& target : record.decisions.passedOver) {
        if (QString reason = words::SentenceWords::of(target.why); !reason.isEmpty() && !reasons.contains(reason)) reasons += std::move(reason);
        if (reasons.size() == static_cast<qsizetype>(kMostReasons)) break;
    }
    return reasons.join(u' ');
}

} // namespace

QString RequestFactLines::ending(const ExchangeRecord& record, const AttemptRecord& attempt, bool isLast)
{
    const QString after = Formatter().duration(attempt.duration);
    if (hasFailed(attempt)) {
        const QString reason = FailureWords::reason(attempt.failure, attempt.status, attempt.reason);
        const bool tellsClass = attempt.status >= kFirstErrorStatus && attempt.failure && *attempt.failure != FailureClass::RateLimited;
        const QString words = tellsClass ? QStringLiteral("%1 %2").arg(reason, FailureWords::failureClass(*attempt.failure)) : reason;
        if (attempt.status >= kFirstErrorStatus) return tr("%1 after %2", "an HTTP status, a duration").arg(words, after);
        //: %1 is why an attempt failed: "timeout"; %2 a duration
        return tr("%1 after %2").arg(words, after);
    }
    if (!isLast) return tr("another target was faster");
    if (record.outcome == Outcome::Cancelled) return record.errorCode.empty() ? tr("cancelled by client") : words::FailureWords::errorCode(record.errorCode);
    if (record.outcome == Outcome::Interrupted) return tr("interrupted");
    return attempt.status > 0 ? QString::number(attempt.status) : tr("no answer");
}

std::vector<AttemptBar> RequestFactLines::attempts(const ExchangeRecord& record, const RequestText::NameOf& nameOf)
{
    std::vector<AttemptBar> bars;
    for (std::size_t i = 0; i < record.attempts.size(); ++i) {
        const AttemptRecord& attempt = record.attempts[i];
        const bool isLast = i + 1 == record.attempts.size();
        AttemptBar bar;
        bar.name = nameOf(attempt.provider);
        if (!attempt.key.empty()) bar.name = QStringLiteral("%1 · %2").arg(bar.name, qString(attempt.key));
        bar.model = qString(attempt.model);
        bar.status = statusOf(record, attempt, isLast);
        bar.ending = ending(record, attempt, isLast);
        bar.isFailed = hasFailed(attempt);
        bar.from = attempt.startedAfter;
        bar.to = endOf(record, attempt, isLast);
        if (isLast && record.firstToken.count() >= 0) bar.firstToken = std::clamp(record.firstToken, bar.from, std::max(bar.from, bar.to));
        else if (attempt.firstByte.count() >= 0 && attempt.status < kRefused) bar.firstToken = std::min(bar.from + attempt.firstByte, std::max(bar.from, bar.to));
        bars.push_back(bar);
    }
    return bars;
}

TokenParts RequestFactLines::tokens(const ExchangeRecord& record)
{
    if (record.tokens.origin == UsageOrigin::Unknown) return {};
    const auto& tokens = record.tokens;
    return {count(tokens.input), count(tokens.cachedInput), count(tokens.cacheWrite), count(tokens.output), count(tokens.reasoning)};
}

QString RequestFactLines::cost(const ExchangeRecord& record)
{
    if (record.cost) return Formatter().cost(*record.cost, record.isPriced());
    if (const auto costs = costsOf(record); costs.size() > 1)
        return Formatter().cost({{gateway::Currency::Usd, costs.at(gateway::Currency::Usd)}, {gateway::Currency::Cny, costs.at(gateway::Currency::Cny)}},
            std::ranges::all_of(record.charges, &gateway::usage::Charge::isPriced));
    return record.provider.empty() ? Formatter::none() : Formatter().unknown();
}

std::vector<FactLine> RequestFactLines::tokenLines(const ExchangeRecord& record)
{
    const Formatter format;
    const TokenParts parts = tokens(record);
    const auto text = [&](const std::optional<std::int64_t>& value) { return value ? format.exact(*value) : Formatter::none(); };
    std::vector<FactLine> lines;
    if (record.tokens.origin == UsageOrigin::Unknown) {
        lines.push_back({tr("Tokens"), record.provider.empty() ? Formatter::none() : format.unknown()});
    } else if (record.isDeferred() && record.charges.empty()) {
        lines.push_back({tr("Tokens"), tr("reported when the answer is retrieved")});
    } else {
        lines = {{tr("Uncached input"), text(parts.fresh)}, {tr("Cached input"), text(parts.cached)}};
        if (parts.cacheWrite) lines.push_back({tr("Cache write"), text(parts.cacheWrite)});
        lines.push_back({tr("Output"), text(parts.output)});
        if (parts.reasoning) lines.push_back({tr("Reasoning"), text(parts.reasoning)});
        const bool isReported = record.tokens.origin == UsageOrigin::Reported;
        const bool isCounted = record.tokens.origin == UsageOrigin::Counted;
        if (record.tokens.webSearches.value_or(0) > 0) lines.push_back({tr("Web searches"), format.exact(*record.tokens.webSearches)});
        lines.push_back({tr("Token counts"), isReported ? tr("from the provider") : isCounted ? tr("from the model’s tokenizer") : tr("estimated by Signalbox")});
        if (record.decisions.unseenOutput > 0)
            lines.push_back({tr("Cut off"), tr("counts up to %Ln output token(s) that did not arrive, because a limit reserved them", nullptr, static_cast<int>(record.decisions.unseenOutput))});
    }
    const auto price = record.price ? gateway::usage::Price::fromText(record.price->text()) : std::nullopt;
    QString source;
    if (record.cost && price) source = words::PriceWords::origin(price->source);
    if (record.cost && record.costOrigin == gateway::usage::CostOrigin::Provider) source = tr("reported by the provider");
    if (record.cost && !record.isPriced()) source = tr("%1; other charges have no known price", "by whose price").arg(source);
    if (!record.cost && price && record.tokens.serviceTier != gateway::protocol::ServiceTier::Standard)
        source = tr("no price for the service tier “%1”").arg(qString(std::string(record.tokens.tierName())));
    lines.push_back({tr("Cost"), cost(record), source});
    for (const gateway::usage::Charge& charge : record.charges) {
        const bool isKnown = charge.tokens.isKnown();
        const QString used = isKnown ? tr("%1 in, %2 out", "tokens").arg(format.exact(charge.tokens.totalInput().count), format.exact(charge.tokens.totalOutput().count))
                                     : format.unknown();
        const QString number = QString::number(charge.attempt + 1);
        const QString name = record.isOfOtherModel(charge)
            ? tr("Attempt %1, by %2", "its number and the model that was asked beside").arg(number, qString(charge.model))
            : tr("Attempt %1").arg(number);
        lines.push_back({name, used, charge.cost ? Formatter().cost(*charge.cost, charge.isPriced()) : QString()});
    }
    return lines;
}

/// The client has the same name as in the list. What the request itself says of its client may differ: any program can
/// use a consumer's key.
void RequestFactLines::addCaller(std::vector<FactLine>& lines, const Caller& caller)
{
    if (!caller.consumer.empty()) lines.push_back({tr("Consumer"), RouteWords::consumer(caller.consumer)});
    if (!caller.isConsumer() && caller.client.empty()) return; // the name would be that of the program
    const QString name = ClientName::of(caller);
    lines.push_back({tr("Client"), name});
    if (!caller.client.empty() && !caller.isOurselves() && qString(caller.client) != name) lines.push_back({tr("User-Agent"), qString(caller.client)});
}

std::vector<FactLine> RequestFactLines::originLines(const ExchangeRecord& record)
{
    std::vector<FactLine> lines;
    const auto add = [&](const QString& label, std::string_view text) {
        if (!text.empty()) lines.push_back({label, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))});
    };
    addCaller(lines, Caller(record));
    add(tr("Program"), record.processName());
    add(tr("Project"), record.project());
    add(tr("Route"), record.route);
    add(tr("Conversation"), record.session);
    add(tr("Sub-agent"), record.agent);
    if (!record.limit.empty()) {
        const bool isRedirected = record.limitAction == gateway::usage::LimitAction::Redirected;
        lines.push_back({tr("Limit"), qString(record.limit), isRedirected ? tr("sent to another target") : tr("refused")});
    }
    if (record.trace) add(tr("Trace"), gateway::usage::digitsOf(record.trace->trace));
    add(tr("Protocol"), record.dialect);
    add(tr("Request ID"), record.id);
    const auto* content = record.content.get();
    lines.push_back({tr("Stored content"), content ? tr("until %1", "a day and a time").arg(Formatter().dateTime(Formatter::local(content->expiresAt))) : tr("off")});
    return lines;
}

QString RequestFactLines::why(const ExchangeRecord& record, const RequestText::NameOf& nameOf, QString& status)
{
    // Targets of one provider differ by their models.
    const bool isOfModels = std::ranges::any_of(record.attempts, [&](const AttemptRecord& one) {
        return std::ranges::any_of(record.attempts, [&](const AttemptRecord& other) { return one.provider == other.provider && one.model != other.model; });
    });
    const auto target = [&](const std::string& provider, const std::string& model) {
        return isOfModels && !model.empty() ? QStringLiteral("%1 · %2").arg(nameOf(provider), qString(model)) : nameOf(provider);
    };
    QStringList failed;
    for (const AttemptRecord& attempt : record.attempts) {
        if (!hasFailed(attempt)) continue;
        failed += tr("%1 (%2)", "provider, error").arg(target(attempt.provider, attempt.model), FailureWords::reason(attempt.failure, attempt.status, attempt.reason));
    }
    const QString skipped = reasonsOfSkipped(record);
    const QString who = words::SentenceWords::listed(failed);
    if (record.outcome == Outcome::Answered || record.outcome == Outcome::Cancelled || record.outcome == Outcome::Interrupted) {
        const QString served = target(record.provider, record.model);
        if (!failed.isEmpty()) {
            status = shape("warn");
            //: %1 lists providers with their errors, %2 is a provider
            if (skipped.isEmpty()) return tr("Why: %1 failed, so %2 answered.").arg(who, served);
            //: %3 is one or two sentences that say why others were skipped, such as: Provider "alpha" is disabled.
            return tr("Why: %1 failed, so %2 answered. %3").arg(who, served, skipped);
        }
        status = shape(record.isFallback ? "warn" : "ok");
        if (record.provider.empty()) return tr("Why: answered by Signalbox.");
        if (record.isFallback && skipped.isEmpty()) return tr("Why: the first choice was skipped, so %1 answered.").arg(served);
        //: %2 is one or two sentences that say why, such as: Provider "alpha" is disabled. Enable it to use this target.
        if (record.isFallback) return tr("Why: the first choice was skipped, so %1 answered. %2").arg(served, skipped);
        return record.route.empty() ? tr("Why: no route matches, and %1 has this model.").arg(served)
                                    : tr("Why: %1 is the first choice of route “%2”.").arg(served, qString(record.route));
    }
    status = shape("error");
    if (!failed.isEmpty() && skipped.isEmpty()) return tr("Why: %1 failed, and no other target was left.").arg(who);
    if (!failed.isEmpty()) return tr("Why: %1 failed, and no other target was left. %2").arg(who, skipped);
    const QString code = FailureWords::errorCode(record.errorCode);
    return record.decisions.error.isEmpty() ? tr("Why: %1.").arg(code) : tr("Why: %1. Error sent to the client: “%2”").arg(code, words::SentenceWords::of(record.decisions.error));
}

std::vector<FactLine> RequestFactLines::underWayLines(const gateway::usage::InFlight& one, gateway::WallTime begin, const RequestText::NameOf& nameOf)
{
    const Formatter format;
    const auto orNone = [](const std::string& text) { return text.empty() ? Formatter::none() : qString(text); };
    std::vector<FactLine> lines{{tr("Requested model"), orNone(one.askedModel)}, {tr("Route"), orNone(one.route)},
        {tr("Provider"), one.provider.empty() ? Formatter::none() : nameOf(one.provider)}, {tr("Model"), orNone(one.model)},
        {tr("Attempt"), one.attempt > 0 ? QString::number(one.attempt) : Formatter::none()}, {tr("In progress since"), format.dateTime(Formatter::local(begin))},
        {tr("First token"), format.latency(one.firstToken)}};
    const bool hasTokens = one.firstToken.count() >= 0;
    lines.push_back({tr("Output so far"), hasTokens ? tr("%1, estimated", "tokens").arg(format.exact(one.outputTokens)) : Formatter::none()});
    if (one.reasoningTokens > 0) lines.push_back({tr("Reasoning so far"), tr("%1, estimated", "tokens").arg(format.exact(one.reasoningTokens))});
    addCaller(lines, Caller(one));
    if (!one.process.empty()) lines.push_back({tr("Program"), qString(one.process)});
    lines.push_back({tr("Request ID"), qString(one.id)});
    return lines;
}

QString RequestFactLines::underWay(const gateway::usage::InFlight& one, const RequestText::NameOf& nameOf)
{
    if (one.provider.empty()) return tr("In progress: selecting a provider.");
    const QString name = nameOf(one.provider);
    if (one.firstToken.count() < 0) return tr("In progress: waiting for the first token from %1.").arg(name);
    return tr("In progress: %1 is answering.").arg(name);
}

} // namespace ui::models
