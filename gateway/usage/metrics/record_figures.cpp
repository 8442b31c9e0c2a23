#include "record_figures.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace gateway::usage {

namespace {

// Clients can request any model name: unknown ones are not distinguished.
constexpr std::string_view kUnknownModel = "unknown";

double seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

/// Common to all series of an exchange.
struct Facts {
    const ExchangeRecord& record;
    Served by;
    std::string_view operation;
    std::string_view provider; ///< as OpenTelemetry calls it
    std::string_view askedModel;
    std::string error;
};

Label bounded(std::string_view key, std::string_view value) { return {key, value, true}; }

/// The least certain origin of these numbers, ignoring unknown ones.
protocol::UsageOrigin leastSure(const protocol::TokenUsage& tokens, std::initializer_list<protocol::TokenPart> parts)
{
    using protocol::UsageOrigin;
    UsageOrigin least = UsageOrigin::Reported;
    for (const protocol::TokenPart part : parts) {
        const UsageOrigin origin = tokens.originOf(part);
        if (origin == UsageOrigin::Estimated || (origin == UsageOrigin::Counted && least == UsageOrigin::Reported))
            least = origin;
    }
    return least;
}

/// For one charged provider.
void addTokenUsage(SeriesBook& book, const Facts& facts, const ProviderNames& names, const Served& by, const protocol::TokenUsage& tokens)
{
    const auto add = [&](std::string_view type, std::int64_t number, protocol::UsageOrigin origin) {
        book.observe(Instrument::TokenUsage,
            {bounded("gen_ai.operation.name", facts.operation), {"gen_ai.provider.name", providerName(names, by.provider)},
                bounded("gen_ai.token.type", type), {"gen_ai.request.model", facts.askedModel},
                {"gen_ai.response.model", by.model}, {"signalbox.provider", by.provider},
                bounded("signalbox.usage.origin", protocol::originName(origin))},
            static_cast<double>(number));
    };
    using enum protocol::TokenPart;
    if (tokens.input || tokens.cachedInput || tokens.cacheWrite)
        add("input", tokens.totalInput().count, leastSure(tokens, {Input, CachedInput, CacheWrite}));
    if (tokens.output || tokens.reasoning)
        add("output", tokens.totalOutput().count, leastSure(tokens, {Output, Reasoning}));
}

void observeTime(SeriesBook& book, const Facts& facts, Instrument instrument, double time)
{
    book.observe(instrument,
        {bounded("gen_ai.operation.name", facts.operation), {"gen_ai.provider.name", facts.provider},
            {"gen_ai.request.model", facts.askedModel}, {"gen_ai.response.model", facts.record.model},
            {"signalbox.provider", facts.by.provider}, bounded("error.type", facts.error)},
        time);
}

void addTimes(SeriesBook& book, const Facts& facts)
{
    const ExchangeRecord& record = facts.record;
    observeTime(book, facts, Instrument::RequestDuration, seconds(record.duration));
    const protocol::TokenUsage& tokens = record.tokens;
    const bool isSeen = record.isStream && record.outcome == Outcome::Answered && record.firstToken.count() >= 0;
    if (!isSeen)
        return;
    observeTime(book, facts, Instrument::TimeToFirstToken, seconds(record.firstToken));
    const std::int64_t later = tokens.totalOutput().count - 1;
    if (later > 0)
        observeTime(book, facts, Instrument::TimePerOutputToken,
            seconds(record.duration - record.firstToken) / static_cast<double>(later));
}

void addAttempts(SeriesBook& book, const Facts& facts, const ProviderNames& names)
{
    for (const AttemptRecord& attempt : facts.record.attempts) {
        const std::string error = errorType(attempt);
        book.add(Instrument::Attempts,
            {{"signalbox.provider", attempt.provider}, {"gen_ai.request.model", attempt.model},
                bounded("error.type", error)});
        if (facts.operation.empty())
            continue;
        book.observe(Instrument::OperationDuration,
            {bounded("gen_ai.operation.name", facts.operation),
                {"gen_ai.provider.name", providerName(names, attempt.provider)},
                {"gen_ai.request.model", attempt.model}, {"signalbox.provider", attempt.provider},
                bounded("error.type", error)},
            seconds(attempt.duration));
    }
}

void addTokens(SeriesBook& book, const ExchangeRecord& record, const Served& by, const protocol::TokenUsage& tokens)
{
    const auto add = [&](std::string_view kind, const std::optional<Tokens>& number, protocol::TokenPart part) {
        if (number && number->count > 0)
            book.add(Instrument::Tokens,
                {{"signalbox.provider", by.provider}, {"gen_ai.response.model", by.model},
                    {"signalbox.consumer", record.consumer}, bounded("signalbox.token.kind", kind),
                    bounded("signalbox.usage.origin", protocol::originName(tokens.originOf(part)))},
                number->count);
    };
    using enum protocol::TokenPart;
    add("input", tokens.input, Input);
    add("cached_input", tokens.cachedInput, CachedInput);
    add("cache_write", tokens.cacheWrite, CacheWrite);
    add("output", tokens.output, Output);
    add("reasoning", tokens.reasoning, Reasoning);
}

/// `isCharged`: unknown costs are counted.
void addMoney(SeriesBook& book, const Facts& facts, const Served& by, const protocol::TokenUsage& tokens,
    const Paid& paid, bool isCharged)
{
    const auto& cost = paid.cost;
    const Label provider{"signalbox.provider", by.provider};
    const Label model{"gen_ai.response.model", by.model};
    if (cost)
        book.add(Instrument::Cost,
            {provider, model, {"signalbox.consumer", facts.record.consumer},
                bounded("signalbox.currency", kCurrencyNames[static_cast<std::size_t>(cost->currency)])},
            cost->pico);
    if (!isCharged || tokens.isDeferred())
        return;
    if (tokens.origin != protocol::UsageOrigin::Reported)
        book.add(Instrument::UnreportedUsage, {provider, model});
    if (tokens.origin == protocol::UsageOrigin::Unknown)
        book.add(Instrument::UnknownUsage, {provider, model});
    if (!paid.isWhole)
        book.add(Instrument::Unpriced, {provider, model});
}

/// Like Higress: answers, and tokens where known.
void addHigress(SeriesBook& book, const ExchangeRecord& record)
{
    if (record.outcome != Outcome::Answered || record.tokens.origin == protocol::UsageOrigin::Unknown)
        return;
    const auto add = [&](Instrument instrument, std::int64_t amount) {
        book.add(instrument,
            {{"ai_route", record.route.empty() ? std::string_view("none") : std::string_view(record.route)},
                {"ai_cluster", record.provider}, {"ai_model", record.model},
                {"ai_consumer", record.consumer == "anonymous" ? std::string_view("none") : std::string_view(record.consumer)}},
            amount);
    };
    const std::int64_t input = record.tokens.totalInput().count;
    const std::int64_t output = record.tokens.totalOutput().count;
    add(Instrument::HigressInput, input);
    add(Instrument::HigressOutput, output);
    add(Instrument::HigressTotal, input + output);
    if (record.isLate)
        return;
    add(Instrument::HigressServiceTime, record.duration.count());
    add(Instrument::HigressCount, 1);
    if (record.isStream && record.firstToken.count() >= 0) {
        add(Instrument::HigressFirstTokenTime, record.firstToken.count());
        add(Instrument::HigressStreamCount, 1);
    }
}

/// Tokens and money.
void addUsed(SeriesBook& book, const Facts& facts, const FigureOptions& options)
{
    const ExchangeRecord& record = facts.record;
    if (!facts.operation.empty())
        visitCharges(record, [&](const Served& by, const protocol::TokenUsage& used, const Paid&) {
            addTokenUsage(book, facts, options.providers, by, used);
        });
    const bool isCharged = !record.charges.empty() || record.isCharged();
    visitCharges(record, [&](const Served& by, const protocol::TokenUsage& tokens, const Paid& paid) {
        addTokens(book, record, by, tokens);
        addMoney(book, facts, by, tokens, paid, isCharged);
    });
    if (!record.charges.empty() && record.isAnswerMissing())
        addMoney(book, facts, record.served(), {}, {}, true);
    if (options.higressNames)
        addHigress(book, record);
}

/// A name for everything that determines the series of most exchanges: those answered by one attempt, without other
/// charges. Empty: not such an exchange.
std::string wayOf(const Facts& facts, const FigureOptions& options)
{
    const ExchangeRecord& record = facts.record;
    const protocol::TokenUsage& tokens = record.tokens;
    const auto isOfWhole = [&tokens](const auto& other) { return other && *other != tokens.origin; };
    if (record.isLate || record.outcome != Outcome::Answered || !facts.error.empty() || record.attempts.size() != 1
        || !record.charges.empty() || std::ranges::any_of(tokens.others, isOfWhole))
        return {};
    const AttemptRecord& attempt = record.attempts.front();
    if (attempt.provider != facts.by.provider || !errorType(attempt).empty())
        return {};
    std::string way;
    way.reserve(256);
    const auto addBits = [&way](std::initializer_list<bool> bits) {
        unsigned value = 0;
        for (const bool bit : bits)
            value = value * 2 + (bit ? 1U : 0U);
        way += static_cast<char>(value);
    };
    const auto isSome = [](const std::optional<Tokens>& number) { return number && number->count > 0; };
    addBits({isSome(tokens.input), isSome(tokens.cachedInput), isSome(tokens.cacheWrite), isSome(tokens.output), isSome(tokens.reasoning)});
    addBits({tokens.input.has_value(), tokens.cachedInput.has_value(), tokens.cacheWrite.has_value(), tokens.output.has_value(),
        tokens.reasoning.has_value(), tokens.totalOutput().count > 1});
    addBits({record.isStream, record.firstToken.count() >= 0, record.isFallback, record.isCharged(), options.higressNames, record.isPriced(),
        record.cost.has_value()});
    way += static_cast<char>(tokens.origin);
    way += record.cost ? static_cast<char>(record.cost->currency) : '\0';
    for (const std::string_view name : {std::string_view(record.dialect), std::string_view(record.route), std::string_view(record.consumer),
             facts.askedModel, facts.provider, facts.by.provider, facts.by.model, std::string_view(record.provider),
             std::string_view(record.model), std::string_view(attempt.model)}) {
        const auto size = static_cast<std::uint32_t>(name.size());
        way.append(reinterpret_cast<const char*>(&size), sizeof size).append(name);
    }
    return way;
}

} // namespace

void addRecord(SeriesBook& book, const ExchangeRecord& record, const FigureOptions& options)
{
    const bool isKnown = !record.attempts.empty() || !record.provider.empty();
    const Served by = record.served(); // also for a failed one, as in the ledger's sums
    const Facts facts{record, by, operationName(record.dialect),
        by.provider.empty() ? std::string_view() : providerName(options.providers, by.provider),
        isKnown || record.askedModel.empty() ? std::string_view(record.askedModel) : kUnknownModel, errorType(record)};
    if (record.isLate)
        return addUsed(book, facts, options);
    const std::string way = wayOf(facts, options);
    if (!way.empty())
        book.beginWay(way);
    const Label route{"signalbox.route", record.route};
    const Label consumer{"signalbox.consumer", record.consumer};
    const Label provider{"signalbox.provider", by.provider};
    book.add(Instrument::Exchanges,
        {route, provider, consumer, bounded("signalbox.dialect", record.dialect),
            bounded("signalbox.outcome", kOutcomeNames[static_cast<std::size_t>(record.outcome)]),
            bounded("error.type", facts.error)});
    book.add(Instrument::RequestBytes, {route, consumer}, record.requestBytes);
    book.add(Instrument::AnswerBytes, {route, consumer}, record.answerBytes);
    if (record.isFallback)
        book.add(Instrument::Fallbacks, {route, provider});
    if (!facts.operation.empty())
        addTimes(book, facts);
    addAttempts(book, facts, options.providers);
    addUsed(book, facts, options);
    book.endWay();
}

} // namespace gateway::usage
