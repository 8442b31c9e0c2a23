#pragma once

#include "sqlite_statement.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_module;

namespace gateway::usage {

/// The last error, with SQLite's message, and its code as `detail`.
Error lastError(sqlite3* database);

/// An open SQLite database file. Used on one thread; errors are Io, with SQLite's message.
class SqliteConnection final {
public:
    /// Whether a prepared statement is used once or throughout the connection.
    enum class Use { Once, Often };
    enum class Access { Read, Write };

    /// Opens an existing file. Waits at most `busyTimeout` each time another program is writing it. For reading, it may
    /// be on a read-only medium. `file` is a path in UTF-8.
    Result<void> open(const std::string& file, Milliseconds busyTimeout, Access access = Access::Write);
    /// To be called after all statements are destroyed.
    void close() { m_database.reset(); }

    /// `sql` must be one statement.
    Result<SqliteStatement> prepare(const std::string& sql, Use use = Use::Once);
    Result<void> run(const std::string& sql);
    /// Registers a virtual table module for tables called `name`; it gets `data`.
    Result<void> addModule(const char* name, const sqlite3_module* module, void* data);
    /// Number of rows that the last INSERT, UPDATE or DELETE changed directly.
    std::int64_t changes() const;
    std::int64_t lastInsertId() const;
    /// Does nothing outside a transaction.
    void rollBack();
    /// Replaces the content of `other` with this database, in one transaction: readers see all of the old or of the new
    /// content. Neither may have a running statement.
    Result<void> copyInto(SqliteConnection& other);
    /// From now on a statement ends with an error as soon as `isOver` returns true; it is polled many times a second
    /// while a statement runs.
    void endWhen(std::function<bool()> isOver);

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };

    std::unique_ptr<std::function<bool()>> m_isOver; // at a fixed address, since SQLite calls it
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace gateway::usage
