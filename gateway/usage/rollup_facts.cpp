#include "rollup_facts.h"

#include "ledger_rows.h"

#include "gateway/usage/rollups/local_grid.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <list>
#include <optional>
#include <string_view>

namespace gateway::usage {

namespace {

std::int64_t countOf(const std::optional<Tokens>& tokens) { return tokens ? tokens->count : 0; }

std::int64_t estimatedOf(const protocol::TokenUsage& tokens, std::initializer_list<protocol::TokenPart> parts)
{
    std::int64_t count = 0;
    for (const protocol::TokenPart part : parts)
        if (tokens.originOf(part) == protocol::UsageOrigin::Estimated)
            count += countOf(tokens.*protocol::kTokenParts[static_cast<std::size_t>(part)].count);
    return count;
}

} // namespace

std::string seriesKeyOf(const ExchangeRecord& record)
{
    static const AttemptRecord kNone;
    const AttemptRecord& last = record.attempts.empty() ? kNone : record.attempts.back();
    std::array<std::string_view, kNameCount> names;
    std::list<std::string> made; // of what may be no UTF-8
    const auto set = [&](UsageBy by, std::string_view name) {
        names.at(placeOf(by)) = isAscii(name) ? name : std::string_view(made.emplace_back(asUtf8(name)));
    };
    set(UsageBy::Provider, record.provider.empty() ? last.provider : record.provider);
    set(UsageBy::Model, record.model.empty() ? last.model : record.model);
    set(UsageBy::Key, last.key);
    set(UsageBy::Consumer, record.consumer);
    set(UsageBy::Route, record.route);
    set(UsageBy::AskedModel, record.askedModel);
    set(UsageBy::Program, record.processName());
    set(UsageBy::Project, record.project());
    set(UsageBy::Client, record.clientName);
    set(UsageBy::Api, record.dialect);
    set(UsageBy::Outcome, kOutcomeNames.at(static_cast<std::size_t>(record.outcome)));
    return seriesKey(names);
}

std::int64_t minuteOf(const ExchangeRecord& record) { return minuteOf(toMs(record.startedAt)); }

void addTo(RollupSums& sums, const ExchangeRecord& record)
{
    Totals& totals = sums.totals;
    const bool isCharged = record.isCharged();
    ++totals.exchanges;
    totals.failed += record.isFailure() ? 1 : 0;
    totals.fallbacks += record.isFallback ? 1 : 0;
    totals.inputTokens += countOf(record.tokens.input);
    totals.cachedInputTokens += countOf(record.tokens.cachedInput);
    totals.cacheWriteTokens += countOf(record.tokens.cacheWrite);
    totals.outputTokens += countOf(record.tokens.output);
    totals.reasoningTokens += countOf(record.tokens.reasoning);
    using protocol::TokenPart;
    totals.estimatedInputTokens += estimatedOf(record.tokens, {TokenPart::Input, TokenPart::CachedInput, TokenPart::CacheWrite});
    totals.estimatedOutputTokens += estimatedOf(record.tokens, {TokenPart::Output, TokenPart::Reasoning});
    totals.unknownUsage += isCharged && record.tokens.origin != protocol::UsageOrigin::Reported ? 1 : 0;
    if (record.cost)
        (record.cost->currency == Currency::Usd ? totals.costUsd_pico : totals.costCny_pico) += record.cost->pico;
    else
        totals.unpriced += isCharged ? 1 : 0;
    totals.requestBytes += record.requestBytes;
    totals.answerBytes += record.answerBytes;
    if (record.firstToken.count() >= 0)
        sums.firstToken.add(record.firstToken);
    if (record.outcome == Outcome::Answered)
        sums.duration.add(record.duration);
}

void addTo(RollupFold& fold, const RecordBatch& batch, Details details)
{
    for (const auto& record : batch) {
        RollupSums* sums = fold.at(seriesKeyOf(*record), minuteOf(*record));
        if (!sums)
            continue;
        addTo(*sums, *record);
        sums->totals.withoutDetails += details == Details::Dropped ? 1 : 0;
    }
}

} // namespace gateway::usage
