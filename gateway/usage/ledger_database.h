#pragma once

#include "ledger.h"
#include "record.h"
#include "usage_report.h"

#include "gateway/core/pause.h"
#include "gateway/core/result.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QString>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gateway::usage {

/// The ledger's tables in SQLite. Everything on the thread that calls `open()`.
/// Private to the room.
class LedgerDatabase final {
public:
    explicit LedgerDatabase(QString file);

    /// Makes the file and its folder where needed and brings the schema up to date.
    /// Errors: Io; the file is then as it was.
    Result<void> open();
    /// To read what is there, whoever else writes; for `find()`, `content()`, `totals()` and `usage()` only. Changes nothing.
    /// Errors: Io, also where there is no file or one of another version.
    Result<void> openToRead();
    void close();
    bool isOpen() const { return m_writing.has_value(); }

    /// All of them or none. Errors: Io.
    Result<void> insert(const RecordBatch& batch);
    Result<Totals> totals(WallTime from, WallTime to);
    Result<std::vector<UsageRow>> usage(const UsageQuery& query);
    Result<std::vector<ExchangeRecord>> recent(int limit);
    /// That exchange; empty: there is none. Errors: Io.
    Result<std::optional<ExchangeRecord>> find(const std::string& id);
    /// The content that is kept of that exchange and has not expired at `now`; empty: there is none. Errors: Io.
    Result<std::optional<Content>> content(const std::string& id, WallTime now);
    /// Deletes the content that has expired at `now`, so that the file does not hold it any more; answers when the next
    /// one does. Empty: there is none.
    Result<std::optional<WallTime>> expire(WallTime now);
    /// Deletes at most `limit` of the oldest; answers how many.
    Result<int> prune(WallTime olderThan, int limit);

private:
    /// What each batch needs.
    struct Writing {
        SqliteStatement begin;
        SqliteStatement exchange;
        SqliteStatement exchanges; // many at once
        SqliteStatement attempt;
        SqliteStatement routeList; // looks for one
        SqliteStatement refusals; // likewise
        SqliteStatement price; // likewise
        SqliteStatement commit;
    };

    Result<void> prepareFile() const;
    Result<void> setUp();
    Result<int> version();
    Result<void> migrate();
    Result<void> migrateAll();
    Result<void> prepareWriting();
    Result<void> insertAll(const RecordBatch& batch);
    Result<void> insertMany(std::span<const std::shared_ptr<const ExchangeRecord>> records);
    Result<void> insertOne(const ExchangeRecord& record);
    Result<void> eraseContents(const char* deletion, std::initializer_list<std::int64_t> values);
    Result<void> insertContent(std::int64_t exchange, const Content& content);
    Result<std::vector<ExchangeRecord>> read(SqliteStatement& rows);
    Result<void> run(const std::string& statement);
    tl::unexpected<Error> problem(const char* what, const Error& error) const;

    QString m_file;
    SqliteConnection m_connection;
    bool m_onlyReads = false;
    Breaths m_breaths; // between the rows of a batch
    std::optional<Writing> m_writing; // none while it is closed
};

} // namespace gateway::usage
