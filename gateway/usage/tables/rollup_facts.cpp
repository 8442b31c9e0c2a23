#include "rollup_facts.h"

#include "ledger_rows.h"
#include "ledger_schema.h"

#include "gateway/usage/rollups/local_grid.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <list>
#include <optional>
#include <string_view>
#include <utility>

namespace gateway::usage {

namespace {

std::int64_t countOf(const std::optional<Tokens>& tokens) { return tokens ? tokens->count : 0; }

void addUsed(Totals& totals, const protocol::TokenUsage& tokens, const Paid& paid)
{
    totals.inputTokens += countOf(tokens.input);
    totals.cachedInputTokens += countOf(tokens.cachedInput);
    totals.cacheWriteTokens += countOf(tokens.cacheWrite);
    totals.outputTokens += countOf(tokens.output);
    totals.reasoningTokens += countOf(tokens.reasoning);
    using protocol::TokenPart;
    totals.estimatedInputTokens += tokens.estimated({TokenPart::Input, TokenPart::CachedInput, TokenPart::CacheWrite}).count;
    totals.estimatedOutputTokens += tokens.estimated({TokenPart::Output, TokenPart::Reasoning}).count;
    if (paid.cost)
        (paid.cost->currency == Currency::Usd ? totals.costUsd_pico : totals.costCny_pico) += paid.cost->pico;
}

/// For charges; tokens that may still be reported do not count as missing.
void addMissing(Totals& totals, const protocol::TokenUsage& tokens, const Paid& paid)
{
    if (tokens.isDeferred())
        return;
    totals.unknownUsage += tokens.origin != protocol::UsageOrigin::Reported ? 1 : 0;
    totals.unpriced += paid.isWhole ? 0 : 1;
}

void addCharge(Totals& totals, const protocol::TokenUsage& tokens, const Paid& paid)
{
    ++totals.charged;
    addUsed(totals, tokens, paid);
    addMissing(totals, tokens, paid);
}

/// Whether the exchange and its only attempt are in the same series.
bool isOfOneSeries(const ExchangeRecord& record)
{
    if (record.isLate || !record.charges.empty() || record.attempts.size() != 1)
        return false;
    const AttemptRecord& attempt = record.attempts.front();
    return Served{attempt.provider, attempt.model, attempt.key} == record.served();
}

/// The usage of an exchange without charges.
void addOwn(Totals& totals, const ExchangeRecord& record)
{
    const Paid paid{record.cost, record.isPriced()};
    if (record.isCharged())
        addCharge(totals, record.tokens, paid);
    else
        addUsed(totals, record.tokens, paid);
}

} // namespace

std::string seriesKeyOf(const ExchangeRecord& record, const Served& by)
{
    std::array<std::string_view, kNameCount> names;
    std::list<std::string> made; // copies of texts with invalid UTF-8
    const auto set = [&](UsageBy column, std::string_view name) {
        names.at(placeOf(column)) = isAscii(name) ? name : std::string_view(made.emplace_back(asUtf8(name)));
    };
    set(UsageBy::Provider, by.provider);
    set(UsageBy::Model, by.model);
    set(UsageBy::Key, by.key);
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

void addTo(RollupSums& sums, const ExchangeRecord& record, const Fact& fact)
{
    Totals& totals = sums.totals;
    if (record.isLate) { // everything else was counted before
        addUsed(totals, record.tokens, {record.cost, record.isPriced()});
        if (!record.charges.empty() || record.isCharged())
            addMissing(totals, record.tokens, {record.cost, record.isPriced()});
        return;
    }
    if (fact.charge) {
        addCharge(totals, fact.charge->tokens, {fact.charge->cost, fact.charge->isPriced()});
        return;
    }
    if (fact.attempt) {
        ++totals.attempts;
        totals.failedAttempts += fact.attempt->failure ? 1 : 0;
        return;
    }
    ++totals.exchanges;
    totals.failed += record.isFailure() ? 1 : 0;
    totals.fallbacks += record.isFallback ? 1 : 0;
    if (record.charges.empty())
        addOwn(totals, record);
    else if (record.isAnswerMissing())
        addCharge(totals, {}, {});
    totals.requestBytes += record.requestBytes;
    totals.answerBytes += record.answerBytes;
    if (record.firstToken.count() >= 0)
        sums.firstToken.add(record.firstToken);
    if (record.outcome == Outcome::Answered)
        sums.duration.add(record.duration);
}

void Folding::add(const ExchangeRecord& record)
{
    const std::int64_t minute = minuteOf(record);
    if (const Known* const like = likeOf(record, minute)) {
        addFact(like->sums, record, {});
        addFact(like->sums, record, {nullptr, &record.attempts.front()});
        return;
    }
    RollupSums* last = nullptr;
    visitSeries(record, [&](const std::string& key, const Fact& fact) {
        last = m_fold.at(key, minute);
        addFact(last, record, fact);
    });
    if (last && isOfOneSeries(record))
        m_known[m_oldest++ % m_known.size()] = {&record, minute, last};
}

void Folding::addFact(RollupSums* sums, const ExchangeRecord& record, const Fact& fact) const
{
    if (!sums)
        return;
    addTo(*sums, record, fact);
    const bool isExchange = !record.isLate && !fact.charge && !fact.attempt;
    sums->totals.withoutDetails += isExchange && m_details == Details::Dropped ? 1 : 0;
}

/// Null: it must be looked up.
const Folding::Known* Folding::likeOf(const ExchangeRecord& record, std::int64_t minute) const
{
    if (!isOfOneSeries(record))
        return nullptr;
    const Served by = record.served();
    const auto found = std::ranges::find_if(m_known, [&](const Known& known) {
        const ExchangeRecord* const other = known.record;
        return other && minute == known.minute && by == other->served() && record.outcome == other->outcome && record.route == other->route
            && record.askedModel == other->askedModel && record.consumer == other->consumer && record.clientName == other->clientName
            && record.dialect == other->dialect && record.processName() == other->processName() && record.project() == other->project();
    });
    return found == m_known.end() ? nullptr : &*found;
}

Result<std::int64_t> FactReader::read(SqliteStatement& row, ExchangeRecord& record)
{
    const std::int64_t number = row.integer();
    const Beside beside = readExchange(row, record);
    if (beside.charges > 0)
        if (auto read = m_charges.read(number, record); !read)
            return failure(std::move(read.error()));
    if (beside.attempts < 2)
        return number;
    if (!m_attempts) {
        auto prepared = m_connection.prepare(selectAttempts());
        if (!prepared)
            return failure(std::move(prepared.error()));
        m_attempts = std::move(*prepared);
    }
    auto read = readAttempts(*m_attempts, number, record);
    return read ? Result<std::int64_t>(number) : failure(std::move(read.error()));
}

void addTo(RollupFold& fold, const RecordBatch& batch, Details details)
{
    Folding folding(fold, details);
    for (const auto& record : batch)
        folding.add(*record);
}

} // namespace gateway::usage
