// Writing batches of records to the ledger's tables.

#include "ledger_database.h"

#include "gateway/usage/tables/ledger_rows.h"
#include "gateway/usage/tables/ledger_schema.h"
#include "gateway/usage/tables/rollup_facts.h"
#include "gateway/usage/tables/shared_text_rows.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::usage {

namespace {

constexpr std::size_t kRowsOnceOther = 16;

} // namespace

Result<void> LedgerDatabase::insert(const RecordBatch& batch, const RollupFold* beside)
{
    return transaction("write", [&] { return insertAll(batch, beside); });
}

Result<void> LedgerDatabase::insertAll(const RecordBatch& batch, const RollupFold* beside)
{
    const bool hasLate = std::ranges::any_of(batch, [](const auto& record) { return record->isLate; });
    const auto settled = hasLate ? insertWithLate(batch) : insertExchanges(batch).map([] { return RecordBatch(); });
    if (!settled)
        return failure(settled.error());
    RollupFold fold;
    Folding folding(fold, Details::Kept);
    for (const auto& record : hasLate ? *settled : batch)
        folding.add(*record);
    if (beside)
        fold.add(*beside);
    return m_rollups->write(fold);
}

Result<void> LedgerDatabase::insertExchanges(const RecordBatch& batch)
{
    SharedTextWriter lists(m_connection, kRouteLists, m_writing->routeList);
    SharedTextWriter refusals(m_connection, kRefusals, m_writing->refusals);
    SharedTextWriter prices(m_connection, kPrices, m_writing->price);
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
        const auto rows = static_cast<std::size_t>(std::ranges::find_if_not(left, isOneRow) - left.begin());
        if (auto done = rows > 0 ? insertMany(left.first(rows)) : insertOne(*left.front()); !done)
            return done;
        left = left.subspan(std::max<std::size_t>(rows, 1));
    }
    return {};
}

/// Returns the records for the sums.
Result<RecordBatch> LedgerDatabase::insertWithLate(const RecordBatch& batch)
{
    RecordBatch summed;
    std::ranges::copy_if(batch, std::back_inserter(summed), [](const auto& record) { return !record->isLate; });
    if (auto done = insertExchanges(summed); !done)
        return failure(std::move(done.error()));
    for (const auto& record : batch) {
        const auto settled = record->isLate ? settle(record) : nullptr;
        if (!settled)
            return failure(settled.error());
        if (*settled)
            summed.push_back(*settled);
    }
    return summed;
}

/// The part that is new for the sums; null: known already.
Result<std::shared_ptr<const ExchangeRecord>> LedgerDatabase::settle(const std::shared_ptr<const ExchangeRecord>& late)
{
    using Settled = std::shared_ptr<const ExchangeRecord>;
    std::int64_t exchange = 0;
    auto found = find(late->id, &exchange);
    if (!found)
        return failure(std::move(found.error()));
    if (!*found) {
        const auto isGone = isPruned(*late);
        if (!isGone || *isGone)
            return isGone ? Result<Settled>(late) : failure(isGone.error());
        if (late->tokens.origin == protocol::UsageOrigin::Unknown)
            return Settled(); // the exchange is unknown
        const auto whole = std::make_shared<ExchangeRecord>(*late); // the exchange itself was lost in a crash
        whole->isLate = false;
        return insertExchanges({whole}).map([&] { return Settled(whole); });
    }
    const auto told = (*found)->settle(*late);
    if (!told)
        return Settled();
    SharedTextWriter prices(m_connection, kPrices, m_writing->price);
    auto done = prices.keep(late->price.get(), late->startedAt);
    if (done)
        done = updateUsed(exchange, **found);
    return done.map([&] { return Settled(std::make_shared<const ExchangeRecord>(*told)); });
}

/// Whether the exchange, or its contemporaries, were deleted.
Result<bool> LedgerDatabase::isPruned(const ExchangeRecord& record)
{
    return m_rollups->state(kDetailsFrom).map([&record](std::int64_t from) { return minuteOf(record) < from; });
}

Result<void> LedgerDatabase::updateUsed(std::int64_t exchange, const ExchangeRecord& record)
{
    auto update = m_connection.prepare(usage::updateUsed());
    auto clear = m_connection.prepare(kDeleteCharges);
    if (!update || !clear)
        return failure(update ? clear.error() : update.error());
    bindUsed(*update, record);
    update->bind(exchange);
    clear->bind(exchange);
    auto done = update->run();
    if (done)
        done = clear->run();
    return done ? insertCharges(exchange, record.charges) : done;
}

Result<void> LedgerDatabase::giveUpDeferred(WallTime before)
{
    constexpr int kMost = 1000; // the rest follows next time
    auto found = deferred(WallTime{}, before, kMost);
    if (!found)
        return failure(std::move(found.error()));
    RecordBatch batch;
    for (ExchangeRecord& record : *found) {
        record.isLate = true;
        record.charge({});
        batch.push_back(std::make_shared<const ExchangeRecord>(std::move(record)));
    }
    return batch.empty() ? Result<void>() : insert(batch);
}

/// In the order of the table, in which many rows are inserted.
Result<std::vector<std::string>> LedgerDatabase::columnsOf(const char* table)
{
    auto query = m_connection.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid");
    if (!query)
        return failure(query.error());
    query->bind(std::string_view(table));
    std::vector<std::string> names;
    auto row = query->step();
    for (; row && *row; row = query->step())
        names.emplace_back(query->text());
    return row ? Result<std::vector<std::string>>(std::move(names)) : failure(row.error());
}

Result<void> LedgerDatabase::insertMany(std::span<const std::shared_ptr<const ExchangeRecord>> records)
{
    Result<void> done;
    for (auto left = records; done && !left.empty();) {
        done = insertRows(left, m_writing->plainExchanges, m_seldom);
        if (done)
            left = left.subspan(m_feed.rows());
        const auto others = left.first(std::min(left.size(), kRowsOnceOther)); // the next ones may also be of this kind
        if (done && !others.empty())
            done = insertRows(others, m_writing->exchanges, {});
        left = left.subspan(others.size());
    }
    m_feed.withdraw();
    return done;
}

/// Inserts the rows before the first one with a value in a column that the statement omits; `m_feed` knows how many.
Result<void> LedgerDatabase::insertRows(
    std::span<const std::shared_ptr<const ExchangeRecord>> records, SqliteStatement& statement, std::span<const std::size_t> leftOut)
{
    m_feed.offer(records.size(), [records](std::size_t row, Values& values) { bindExchange(values, *records[row]); }, leftOut);
    return statement.run();
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
