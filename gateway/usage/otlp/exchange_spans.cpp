#include "exchange_spans.h"

#include "trace_ids.h"

#include "gateway/core/money.h"
#include "gateway/core/text/utf8.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace gateway::usage {

namespace {

constexpr int kFirstServerError = 500;
// Numbers after those of all attempts.
constexpr std::size_t kLateSpan = 1'000'000;
constexpr std::size_t kOtherModelSpans = 2'000'000;

// Names of attributes. Source: open-telemetry/semantic-conventions, docs/gen-ai/gen-ai-spans.md,
// docs/http and docs/general/recording-errors.md, read 2026-11-22; those of our own begin with "signalbox".

class AttributeList {
public:
    explicit AttributeList(Attributes& list) : m_list(list) { }
    AttributeList& text(std::string_view key, std::string_view value)
    {
        if (!value.empty())
            m_list.emplace_back(key, validUtf8(value));
        return *this;
    }
    AttributeList& number(std::string_view key, std::int64_t value)
    {
        m_list.emplace_back(key, value);
        return *this;
    }
    AttributeList& tokens(std::string_view key, const std::optional<Tokens>& value)
    {
        return value ? number(key, value->count) : *this;
    }
    AttributeList& status(int value) { return value > 0 ? number("http.response.status_code", value) : *this; }
    AttributeList& truth(std::string_view key, bool value)
    {
        m_list.emplace_back(key, value);
        return *this;
    }
    AttributeList& real(std::string_view key, double value)
    {
        m_list.emplace_back(key, value);
        return *this;
    }

private:
    Attributes& m_list;
};

/// "chat gpt-4o": what is done, and with what.
std::string spanName(std::string_view operation, std::string_view dialect, std::string_view model)
{
    std::string name(operation.empty() ? dialect : operation);
    if (!model.empty())
        name.append(1, ' ').append(model);
    return validUtf8(name);
}

/// In these conventions, input tokens include cached ones, and output tokens include reasoning.
void addTokens(AttributeList& list, const protocol::TokenUsage& tokens)
{
    if (tokens.input || tokens.cachedInput || tokens.cacheWrite)
        list.number("gen_ai.usage.input_tokens", tokens.totalInput().count);
    if (tokens.output || tokens.reasoning)
        list.number("gen_ai.usage.output_tokens", tokens.totalOutput().count);
    list.tokens("gen_ai.usage.cache_read.input_tokens", tokens.cachedInput)
        .tokens("gen_ai.usage.cache_creation.input_tokens", tokens.cacheWrite)
        .tokens("gen_ai.usage.reasoning.output_tokens", tokens.reasoning)
        .text("signalbox.usage.origin", protocol::originName(tokens.origin));
}

/// `used`: an exchange, or an attempt.
template <class Used> void addUsed(AttributeList& list, const Used& used)
{
    addTokens(list, used.tokens);
    if (used.cost)
        list.real("signalbox.cost", static_cast<double>(used.cost->pico) / static_cast<double>(kPicoOfUnit))
            .text("signalbox.currency", kCurrencyNames[static_cast<std::size_t>(used.cost->currency)])
            .text("signalbox.cost.origin", kCostOriginNames[static_cast<std::size_t>(used.costOrigin)]);
}

void addEvents(Span& span, const ExchangeRecord& record)
{
    for (const AttemptRecord& attempt : record.attempts) {
        if (!attempt.failure)
            continue;
        SpanEvent& event = span.events.emplace_back();
        event.at = record.startedAt + attempt.startedAfter + attempt.duration;
        event.name = "signalbox.attempt.failed";
        AttributeList(event.attributes)
            .text("signalbox.provider", attempt.provider)
            .text("signalbox.key", attempt.key)
            .text("error.type", errorType(attempt))
            .text("signalbox.reason", toText(attempt.reason));
    }
    if (record.firstToken.count() >= 0)
        span.events.push_back({record.startedAt + record.firstToken, "signalbox.first_token", {}});
}

/// Attributes common to all spans of an exchange.
void addExchange(AttributeList& list, const ExchangeRecord& record, const ProviderNames& names)
{
    const std::string_view provider = record.served().provider;
    list.text("gen_ai.operation.name", operationName(record.dialect))
        .text("gen_ai.provider.name", provider.empty() ? std::string_view() : providerName(names, provider))
        .text("gen_ai.request.model", record.askedModel)
        .text("gen_ai.response.model", record.model)
        .text("signalbox.exchange.id", record.id)
        .text("signalbox.route", record.route)
        .text("signalbox.provider", provider)
        .text("signalbox.consumer", record.consumer);
}

Span exchangeSpan(const ExchangeRecord& record, const ProviderNames& names)
{
    const TracePlace place = traceOf(record);
    const std::string_view operation = operationName(record.dialect);
    Span span;
    span.trace = place.trace;
    span.id = place.span;
    span.parent = place.parent;
    span.name = spanName(operation, record.dialect, record.askedModel);
    span.start = record.startedAt;
    span.end = record.startedAt + record.duration;
    AttributeList list(span.attributes);
    addExchange(list, record, names);
    list.status(record.status)
        .text("error.type", errorType(record))
        .text("signalbox.dialect", record.dialect)
        .text("signalbox.client", record.clientName)
        .text("signalbox.process", record.processName())
        .text("signalbox.outcome", kOutcomeNames[static_cast<std::size_t>(record.outcome)])
        .truth("signalbox.stream", record.isStream)
        .truth("signalbox.fallback", record.isFallback)
        .number("signalbox.attempts", static_cast<std::int64_t>(record.attempts.size()))
        .number("http.request.body.size", record.requestBytes)
        .number("http.response.body.size", record.answerBytes);
    addUsed(list, record);
    addEvents(span, record);
    // A client error is not an error of the server. Source: semantic conventions, "HTTP spans", "Status".
    span.isError = record.isFailure() || record.status >= kFirstServerError;
    if (span.isError)
        span.problem = record.errorCode;
    return span;
}

Span attemptSpanOf(const ExchangeRecord& record, std::size_t number, const ProviderNames& names, const Span& parent)
{
    const AttemptRecord& attempt = record.attempts[number];
    const std::string_view operation = operationName(record.dialect);
    Span span;
    span.trace = parent.trace;
    span.id = attemptSpan(record, number);
    span.parent = parent.id;
    span.name = spanName(operation, record.dialect, attempt.model);
    span.kind = SpanKind::Client;
    span.start = record.startedAt + attempt.startedAfter;
    span.end = span.start + attempt.duration;
    AttributeList list(span.attributes);
    list.text("gen_ai.operation.name", operation)
        .text("gen_ai.provider.name", providerName(names, attempt.provider))
        .text("gen_ai.request.model", attempt.model)
        .status(attempt.status)
        .text("error.type", errorType(attempt))
        .text("signalbox.provider", attempt.provider)
        .text("signalbox.key", attempt.key)
        .number("signalbox.attempt", static_cast<std::int64_t>(number + 1));
    const bool isKnown = record.tokens.origin != protocol::UsageOrigin::Unknown;
    const bool isAnswer = record.charges.empty() && number + 1 == record.attempts.size() && (isKnown || !attempt.failure);
    const auto isOwn = [&](const Charge& each) { return each.attempt == number && !record.isOfOtherModel(each); };
    const auto charge = std::ranges::find_if(record.charges, isOwn);
    if (isAnswer)
        addUsed(list, record);
    else if (charge != record.charges.end())
        addUsed(list, *charge);
    if (attempt.connect.count() >= 0)
        list.number("signalbox.connect_ms", attempt.connect.count());
    if (attempt.firstByte.count() >= 0)
        list.number("signalbox.first_byte_ms", attempt.firstByte.count());
    if (attempt.firstToken.count() >= 0)
        list.number("signalbox.first_token_ms", attempt.firstToken.count());
    span.isError = attempt.failure.has_value();
    if (span.isError)
        span.problem = validUtf8(toText(attempt.reason));
    return span;
}

/// Sent long after the span of the exchange itself.
Span lateSpan(const ExchangeRecord& record, const ProviderNames& names)
{
    const TracePlace place = traceOf(record);
    const std::string_view operation = operationName(record.dialect);
    Span span;
    span.trace = place.trace;
    span.id = attemptSpan(record, kLateSpan);
    span.parent = place.span;
    span.name = spanName(operation, record.dialect, record.askedModel);
    span.kind = SpanKind::Internal;
    span.start = span.end = record.startedAt + record.duration;
    AttributeList list(span.attributes);
    addExchange(list, record, names);
    addUsed(list, record);
    return span;
}

/// What another model than the requested one did for an attempt: the time is unknown.
Span otherModelSpan(const ExchangeRecord& record, const Charge& charge, std::size_t number, const ProviderNames& names, const Span& attempt)
{
    const std::string_view operation = operationName(record.dialect);
    Span span;
    span.trace = attempt.trace;
    span.id = attemptSpan(record, kOtherModelSpans + number);
    span.parent = attempt.id;
    span.name = spanName(operation, record.dialect, charge.model);
    span.kind = SpanKind::Client;
    span.start = attempt.start;
    span.end = attempt.end;
    AttributeList list(span.attributes);
    list.text("gen_ai.operation.name", operation)
        .text("gen_ai.provider.name", providerName(names, charge.provider))
        .text("gen_ai.request.model", charge.model)
        .text("signalbox.provider", charge.provider)
        .text("signalbox.key", charge.key);
    addUsed(list, charge);
    return span;
}

} // namespace

std::vector<Span> spansOf(const ExchangeRecord& record, const ProviderNames& names)
{
    if (record.isLate)
        return {lateSpan(record, names)};
    std::vector<Span> spans;
    spans.reserve(record.attempts.size() + record.charges.size() + 1);
    spans.push_back(exchangeSpan(record, names));
    for (std::size_t i = 0; i < record.attempts.size(); ++i)
        spans.push_back(attemptSpanOf(record, i, names, spans.front()));
    for (std::size_t i = 0; i < record.charges.size(); ++i)
        if (const Charge& charge = record.charges[i]; charge.attempt < record.attempts.size() && record.isOfOtherModel(charge))
            spans.push_back(otherModelSpan(record, charge, i, names, spans[1 + charge.attempt]));
    return spans;
}

} // namespace gateway::usage
