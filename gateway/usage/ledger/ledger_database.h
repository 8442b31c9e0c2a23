#pragma once

#include "ledger_export.h"
#include "shadow_lookup.h"

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

/// A position among the exchanges, by time and number.
struct LedgerPlace {
    std::int64_t startedAt_ms = 0;
    std::int64_t seq = 0;
};

/// The tables of the ledger in SQLite. Used only on the thread that calls `open()`. Private to the room.
class LedgerDatabase final {
public:
    explicit LedgerDatabase(QString file);

    /// Creates the file and its folder if needed and updates the schema. Errors: Io; the file is unchanged then.
    Result<void> open();
    /// Opens the file read-only while others may write it; for `find()`, `content()`, `withSearches()`, `totals()` and
    /// `usage()` only. Errors: Io, also if the file does not exist or has another version.
    Result<void> openToRead();
    /// After a failed `openToRead()`: whether the file is missing, or has no table yet, as while it is being created.
    bool isNew();
    void close();
    bool isOpen() const { return m_writing.has_value(); }
    /// Whether the opened file is still at its path, neither deleted nor replaced.
    bool isThere() const;

    /// Writes all records with their sums, and the sums in `beside` (may be null), or nothing. A late record updates
    /// its exchange, once; if that is not in the ledger (any more), the late record is stored by itself. Errors: Io.
    Result<void> insert(const RecordBatch& batch, const RollupFold* beside = nullptr);
    Result<Totals> totals(WallTime from, WallTime to);
    Result<UsageReport> usage(const UsageQuery& query);
    Result<UsageSeries> series(const SeriesQuery& query);
    /// See `findGone()`.
    Result<GoneExchanges> gone(WallTime from, WallTime to);
    Result<std::vector<ExchangeRecord>> recent(int limit);
    /// Finds an exchange, and its number if requested; empty: not found. Errors: Io.
    Result<std::optional<ExchangeRecord>> find(const std::string& id, std::int64_t* seq = nullptr);
    /// Exchanges of [from, to) whose tokens are not reported yet, oldest first, at most `limit`. Errors: Io.
    Result<std::vector<ExchangeRecord>> deferred(WallTime from, WallTime to, int limit);
    /// Marks unreported tokens of exchanges before `before` as unknown, a thousand at a time. Errors: Io.
    Result<void> giveUpDeferred(WallTime before);
    /// The stored content of an exchange, unless it has expired at `now`; empty: none. Errors: Io.
    Result<std::optional<Content>> content(const std::string& id, WallTime now);
    /// Deletes content that has expired at `now` so that the file no longer contains it; returns when the next one
    /// expires. Empty: none.
    Result<std::optional<WallTime>> expire(WallTime now);
    /// Deletes the content of consumers not in `limits` in the same way, and adjusts when the other content expires.
    Result<void> keepContents(const std::vector<ContentLimit>& limits);
    /// Exchanges of [from, to) after the position, by time, at most `limit`. Updates the position to the last one.
    Result<std::vector<ExchangeRecord>> next(LedgerPlace& behind, WallTime to, int limit);
    /// Exchanges of [from, to) that were charged for web searches.
    Result<std::vector<ExchangeRecord>> withSearches(WallTime from, WallTime to);
    /// Number of exchanges that started in [from, to).
    Result<std::int64_t> count(WallTime from, WallTime to);
    /// The ids of the exchanges of an evaluation's run that began at `from` or later.
    Result<std::vector<std::string>> idsOfRun(const std::string& run, WallTime from);
    /// The copies for comparison that began in [from, to), by route; what is stored of them at `now`.
    Result<std::vector<ShadowSum>> shadows(WallTime from, WallTime to, WallTime now);
    /// The ids of the exchanges of which a copy was answered and is stored at `now`.
    Result<std::vector<std::string>> originalsOfStoredCopies(WallTime now);
    /// How many of them the loop guard acted on.
    Result<std::int64_t> countLoops(WallTime from, WallTime to);

    /// Copies all data to `keptAs`, which must not exist, and replaces it with the content of the file `from`. `from`
    /// is updated to the current schema. Errors: Io; the data is unchanged then.
    Result<void> replaceWith(const QString& from, const QString& keptAs);
    /// Whether exchanges of an older version are not in the sums yet.
    bool isFolding() const { return m_folding.has_value(); }
    /// Adds at most `limit` of them to the sums.
    Result<void> fold(int limit);

    /// Deletes at most `limit` of the oldest exchanges; returns how many.
    Result<int> prune(WallTime olderThan, int limit);
    /// Deletes the oldest exchanges, whatever their age.
    Result<int> pruneOldest(int limit);
    /// Deletes at most `limit` older sums of minutes, and of hours and days; returns how many.
    Result<int> pruneSums(WallTime minutesBefore, WallTime totalsBefore, int limit);
    /// Size of the data in the file, without free space.
    Result<std::int64_t> usedBytes();
    /// Returns some free space to the system if there is much; returns whether there may be more.
    Result<bool> shrink();
    /// Rewrites the whole file without free space, which also enables `shrink()`. Takes long.
    Result<void> vacuum();

private:
    /// Prepared statements for each batch.
    struct Writing {
        SqliteStatement begin;
        SqliteStatement exchange;
        SqliteStatement exchanges; // inserts from the feed
        SqliteStatement plainExchanges; // the same without the `kSeldomColumns`
        SqliteStatement attempt;
        SqliteStatement charge;
        SqliteStatement routeList; // looks up a route list
        SqliteStatement refusals; // looks up refusals
        SqliteStatement price; // looks up a price
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
    Result<std::int64_t> countWhere(const std::string& condition, WallTime from, WallTime to);
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
    std::string m_identity; // identity of the opened file
    RowFeed m_feed;
    const std::vector<std::size_t> m_seldom; // indices of the exchange columns that are empty in most rows
    SqliteConnection m_connection;
    bool m_onlyReads = false;
    std::optional<Writing> m_writing; // empty while closed
    std::optional<RollupWriter> m_rollups; // empty while closed
    bool m_journalTells = false; // the journal still contains deleted content
    std::optional<std::int64_t> m_folding; // number of the last exchange that is not in the sums yet
};

} // namespace gateway::usage
