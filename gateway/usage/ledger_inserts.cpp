// How batches of records come into the ledger's tables.

#include "ledger_database.h"

#include "ledger_rows.h"
#include "ledger_schema.h"
#include "rollup_facts.h"
#include "shared_text_rows.h"

#include <algorithm>
#include <span>

namespace gateway::usage {

namespace {

constexpr std::size_t kFoldedAtOnce = 10; // records, then a breath

} // namespace

Result<void> LedgerDatabase::insert(const RecordBatch& batch, const RollupFold* beside)
{
    return transaction("write", [&] { return insertAll(batch, beside); });
}

Result<void> LedgerDatabase::insertAll(const RecordBatch& batch, const RollupFold* beside)
{
    if (auto done = insertExchanges(batch); !done)
        return done;
    RollupFold fold;
    std::size_t folded = 0;
    for (const auto& record : batch) {
        addTo(fold, *record, Details::Kept);
        if (++folded % kFoldedAtOnce == 0)
            m_breaths.take();
    }
    if (beside)
        fold.add(*beside);
    return m_rollups->write(fold);
}

Result<void> LedgerDatabase::insertExchanges(const RecordBatch& batch)
{
    SharedTextKeeper lists(m_connection, kRouteLists, m_writing->routeList);
    SharedTextKeeper refusals(m_connection, kRefusals, m_writing->refusals);
    SharedTextKeeper prices(m_connection, kPrices, m_writing->price);
    for (const auto& record : batch) {
        auto kept = lists.keep(record->routeList.get(), record->startedAt);
        if (kept)
            kept = refusals.keep(record->refusals.get(), record->startedAt);
        if (kept)
            kept = prices.keep(record->price.get(), record->startedAt);
        for (const Charge& charge : record->charges)
            if (kept)
                kept = prices.keep(charge.price.get(), record->startedAt);
        if (!kept)
            return kept;
    }
    for (std::span<const std::shared_ptr<const ExchangeRecord>> left = batch; !left.empty();) {
        const auto first = left.first(std::min(left.size(), kRowsAtOnce));
        const bool many = first.size() == kRowsAtOnce && std::ranges::all_of(first, isOneRow);
        if (auto done = many ? insertMany(first) : insertOne(*first.front()); !done)
            return done;
        left = left.subspan(many ? kRowsAtOnce : 1);
        if (many)
            m_breaths.take();
    }
    return {};
}

Result<void> LedgerDatabase::insertMany(std::span<const std::shared_ptr<const ExchangeRecord>> records)
{
    for (const auto& record : records)
        bindExchange(m_writing->exchanges, *record);
    return m_writing->exchanges.run();
}

Result<void> LedgerDatabase::insertOne(const ExchangeRecord& record)
{
    bindExchange(m_writing->exchange, record);
    if (auto done = m_writing->exchange.run(); !done)
        return done;
    const std::int64_t exchange = m_connection.lastInsertId();
    if (record.content)
        if (auto done = insertContent(exchange, *record.content); !done)
            return done;
    for (std::size_t i = 0; i + 1 < record.attempts.size(); ++i) {
        m_writing->attempt.bind(exchange);
        m_writing->attempt.bind(static_cast<std::int64_t>(i + 1));
        bindAttempt(m_writing->attempt, record.attempts[i]);
        if (auto done = m_writing->attempt.run(); !done)
            return done;
    }
    return insertCharges(exchange, record.charges);
}

Result<void> LedgerDatabase::insertCharges(std::int64_t exchange, const std::vector<Charge>& charges)
{
    for (std::size_t i = 0; i < charges.size(); ++i) {
        const Charge& charge = charges[i];
        m_writing->charge.bind(exchange);
        m_writing->charge.bind(static_cast<std::int64_t>(charge.attempt + 1));
        m_writing->charge.bind(static_cast<std::int64_t>(i));
        bindCharge(m_writing->charge, charge);
        if (auto done = m_writing->charge.run(); !done)
            return done;
    }
    return {};
}

Result<void> LedgerDatabase::insertContent(std::int64_t exchange, const Content& content)
{
    auto insert = m_connection.prepare(kInsertContent);
    if (!insert)
        return failure(insert.error());
    insert->bind(exchange);
    bindContent(*insert, content);
    return insert->run();
}

} // namespace gateway::usage
