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

/// What went wrong last, in the words of SQLite, and its number as `detail`.
Error lastError(sqlite3* database);

/// An open database file of SQLite. All of it on one thread; errors are Io, in the
/// words of SQLite.
class SqliteConnection final {
public:
    /// Whether a statement is prepared for one use or for as long as the connection.
    enum class Use { Once, Often };
    enum class Access { Read, Write };

    /// Opens a file that is there. Another program that writes
    /// it is waited for, at most `busyTimeout` each time. What is to be read may be on a medium that takes no writing.
    /// `file` is a path in UTF-8.
    Result<void> open(const std::string& file, Milliseconds busyTimeout, Access access = Access::Write);
    /// After its statements are gone.
    void close() { m_database.reset(); }

    /// `sql` is one statement.
    Result<SqliteStatement> prepare(const std::string& sql, Use use = Use::Once);
    Result<void> run(const std::string& sql);
    /// Tables of that name are what `module` says, which is given `data`.
    Result<void> addModule(const char* name, const sqlite3_module* module, void* data);
    /// Rows that the last INSERT, UPDATE or DELETE changed itself.
    std::int64_t changes() const;
    std::int64_t lastInsertId() const;
    /// Does nothing outside of a transaction.
    void rollBack();
    /// Makes `other` what this database is, as one transaction: who reads it sees what was there, or all of the new. Neither may have
    /// a statement under way.
    Result<void> copyInto(SqliteConnection& other);
    /// From now on a statement ends with an error as soon as `isOver` says so, which is
    /// asked while it runs, many times a second.
    void endWhen(std::function<bool()> isOver);

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };

    std::unique_ptr<std::function<bool()>> m_isOver; // at the same place for as long as SQLite asks it
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace gateway::usage
