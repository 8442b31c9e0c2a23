#pragma once

#include "ledger_export.h"

#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/rollups/rollup_fold.h"
#include "gateway/usage/rollups/rollup_writer.h"
#include "gateway/usage/sqlite/row_feed.h"
#include "gateway/usage/sqlite/sqlite_connection.h"
#include "gateway/usage/usage_report.h"
#include "gateway/usage/usage_series.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gateway::usage {

/// A place among the exchanges, by time and number.
struct LedgerPlace {
    std::int64_t startedAt_ms = 0;
    std::int64_t seq = 0;
};

/// The ledger's tables in SQLite. Everything on the thread that calls `open()`.
/// Private to the room.
class LedgerDatabase final {
public:
    explicit LedgerDatabase(QString file);

    /// Makes the file and its folder where needed and brings the schema up to date.
    /// Errors: Io; the file is then as it was.
    Result<void> open();
    /// To read what is there, whoever else writes; for `find()`, `content()`, `withSearches()`, `totals()` and `usage()` only. Changes nothing.
    /// Errors: Io, also where there is no file or one of another version.
    Result<void> openToRead();
    void close();
    bool isOpen() const { return m_writing.has_value(); }
    /// Nobody has taken the file away, or put another in its place.
    bool isThere() const;

    /// All of them with their sums, and those of `beside` (may be null), or nothing. What is late goes to the exchange that it is
    /// of, once; where that is not here (any more), it is all that is known of it. Errors: Io.
    Result<void> insert(const RecordBatch& batch, const RollupFold* beside = nullptr);
    Result<Totals> totals(WallTime from, WallTime to);
    Result<UsageReport> usage(const UsageQuery& query);
    Result<UsageSeries> series(const SeriesQuery& query);
    /// As `findGone()`.
    Result<GoneExchanges> gone(WallTime from, WallTime to);
    Result<std::vector<ExchangeRecord>> recent(int limit);
    /// That exchange, and its number where that is wanted; empty: there is none. Errors: Io.
    Result<std::optional<ExchangeRecord>> find(const std::string& id, std::int64_t* seq = nullptr);
    /// At most so many of [from, to) whose tokens are yet to be told, the oldest first. Errors: Io.
    Result<std::vector<ExchangeRecord>> deferred(WallTime from, WallTime to, int limit);
    /// Of those that began before nobody will tell any more: they are unknown, a thousand at a time. Errors: Io.
    Result<void> giveUpDeferred(WallTime before);
    /// The content that is kept of that exchange and has not expired at `now`; empty: there is none. Errors: Io.
    Result<std::optional<Content>> content(const std::string& id, WallTime now);
    /// Deletes the content that has expired at `now`, so that the file does not hold it any more; answers when the next
    /// one does. Empty: there is none.
    Result<std::optional<WallTime>> expire(WallTime now);
    /// Deletes the content of all other consumers, likewise, and has the rest expire when it should.
    Result<void> keepContents(const std::vector<ContentLimit>& limits);
    /// Exchanges of [from, to) behind the place, by their time, at most `limit`. The place is then that of the last one.
    Result<std::vector<ExchangeRecord>> next(LedgerPlace& behind, WallTime to, int limit);
    /// Those of [from, to) that were charged with searches of the web.
    Result<std::vector<ExchangeRecord>> withSearches(WallTime from, WallTime to);
    /// How many exchanges began in [from, to).
    Result<std::int64_t> count(WallTime from, WallTime to);

    /// Keeps a copy of all of it as `keptAs`, which is not there yet, and takes what the file `from` has in its place. `from` is brought
    /// up to date. Errors: Io; what was there is then as it was.
    Result<void> replaceWith(const QString& from, const QString& keptAs);
    /// Whether exchanges of an older version are not yet in the sums.
    bool isFolding() const { return m_folding.has_value(); }
    /// Brings at most `limit` of them there.
    Result<void> fold(int limit);

    /// Deletes at most `limit` of the oldest; answers how many.
    Result<int> prune(WallTime olderThan, int limit);
    /// Deletes the oldest, whatever their age.
    Result<int> pruneOldest(int limit);
    /// Deletes at most `limit` of the sums of minutes, and of hours and days, that are older; answers how many.
    Result<int> pruneSums(WallTime minutesBefore, WallTime totalsBefore, int limit);
    /// What the file needs, without what is free in it.
    Result<std::int64_t> usedBytes();
    /// Gives some of what is free in it back to the system if that is much; answers whether there may be more.
    Result<bool> shrink();
    /// Writes all of the file anew, without what is free in it; from then on `shrink()` works. Takes long.
    Result<void> vacuum();

private:
    /// What each batch needs.
    struct Writing {
        SqliteStatement begin;
        SqliteStatement exchange;
        SqliteStatement exchanges; // those of the feed
        SqliteStatement plainExchanges; // likewise, of which nothing is in `kSeldomColumns`
        SqliteStatement attempt;
        SqliteStatement charge;
        SqliteStatement routeList; // looks for one
        SqliteStatement refusals; // likewise
        SqliteStatement price; // likewise
        SqliteStatement commit;
    };

    Result<void> prepareFile() const;
    void putLostAside() const;
    Result<void> setUp();
    Result<int> version();
    Result<void> migrate();
    Result<void> migrateAll();
    Result<std::vector<std::string>> columnsOf(const char* table);
    Result<void> prepareWriting();
    Result<void> transaction(const char* what, const std::function<Result<void>()>& changes);
    Result<void> insertAll(const RecordBatch& batch, const RollupFold* beside);
    Result<void> insertExchanges(const RecordBatch& batch);
    Result<RecordBatch> insertWithLate(const RecordBatch& batch);
    Result<std::shared_ptr<const ExchangeRecord>> settle(const std::shared_ptr<const ExchangeRecord>& late);
    Result<void> updateUsed(std::int64_t exchange, const ExchangeRecord& record);
    Result<bool> isPruned(const ExchangeRecord& record);
    Result<int> foldNext(int limit);
    Result<int> deleteExchanges(const char* sql, std::int64_t before, int limit);
    Result<std::int64_t> numberOf(const char* sql);
    Result<void> insertMany(std::span<const std::shared_ptr<const ExchangeRecord>> records);
    Result<void> insertRows(std::span<const std::shared_ptr<const ExchangeRecord>> records, SqliteStatement& statement,
        std::span<const std::size_t> leftOut);
    Result<void> insertOne(const ExchangeRecord& record);
    Result<void> eraseContents(const char* deletion, const std::function<void(SqliteStatement&)>& bind);
    Result<void> clearJournal();
    Result<void> insertCharges(std::int64_t exchange, const std::vector<Charge>& charges);
    Result<void> insertContent(std::int64_t exchange, const Content& content);
    Result<std::vector<ExchangeRecord>> read(SqliteStatement& rows, std::int64_t* lastSeq = nullptr);
    Result<void> run(const std::string& statement);
    tl::unexpected<Error> problem(const char* what, const Error& error) const;

    QString m_file;
    std::string m_identity; // of the file that was opened
    RowFeed m_feed;
    const std::vector<std::size_t> m_seldom; // its columns in which most rows have nothing
    SqliteConnection m_connection;
    bool m_onlyReads = false;
    std::optional<Writing> m_writing; // none while it is closed
    std::optional<RollupWriter> m_rollups; // likewise
    bool m_journalTells = false; // of contents that are deleted
    std::optional<std::int64_t> m_folding; // the number of the last exchange that is yet to be in the sums
};

} // namespace gateway::usage
