#include "sqlite_connection.h"

#include "gateway/core/text/system_reason.h"

#include <QFileInfo>
#include <QString>
#include <QUrl>

#include <sqlite3.h>

#include <utility>

namespace gateway::usage {

Error lastError(sqlite3* database)
{
    Error error;
    error.kind = ErrorKind::Io;
    error.message = systemReason(sqlite3_errmsg(database));
    error.detail = std::to_string(sqlite3_extended_errcode(database));
    return error;
}

namespace {

constexpr int kReading = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;

/// Whether reading fails because SQLite must create files beside the database, which is impossible on a read-only
/// medium.
bool lacksFilesBeside(sqlite3* database)
{
    const int result = sqlite3_exec(database, "PRAGMA schema_version", nullptr, nullptr, nullptr);
    return result == SQLITE_CANTOPEN || result == SQLITE_READONLY;
}

/// For media on which nobody can write, so that nothing has to be locked. Data that is only in the journal is read from
/// there; its index is kept in memory. Sources: sqlite.org, "Write-Ahead Logging" (2.2, 6), "Uniform Resource
/// Identifiers" (immutable), "The OS Backend" (unix-none); read 2026-11-22.
sqlite3* openUnchanging(const std::string& file)
{
    sqlite3* database = nullptr;
    const QString path = QString::fromStdString(file);
    if (QFileInfo(path + QStringLiteral("-wal")).size() == 0) {
        const QByteArray uri = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toEncoded() + "?immutable=1";
        sqlite3_open_v2(uri.constData(), &database, kReading | SQLITE_OPEN_URI, nullptr);
        return database;
    }
#ifdef Q_OS_WIN
    constexpr const char* kWithoutLocks = "win32-none";
#else
    constexpr const char* kWithoutLocks = "unix-none";
#endif
    sqlite3_open_v2(file.c_str(), &database, kReading, kWithoutLocks);
    sqlite3_exec(database, "PRAGMA locking_mode=EXCLUSIVE", nullptr, nullptr, nullptr);
    return database;
}

} // namespace

void SqliteConnection::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Result<void> SqliteConnection::open(const std::string& file, Milliseconds busyTimeout, Access access)
{
    // Does not create a file, which would be readable for everybody.
    const int flags = (access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
    // SQLite's memory statistics cost a lock for each allocation, and are not used.
    [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3* database = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
    m_database.reset(database); // it exists even after a failure
    if (opened != SQLITE_OK)
        return tl::unexpected(lastError(database));
    sqlite3_busy_timeout(database, static_cast<int>(busyTimeout.count()));
    if (access == Access::Read && lacksFilesBeside(database)) {
        database = openUnchanging(file);
        m_database.reset(database);
    }
    return {};
}

Result<SqliteStatement> SqliteConnection::prepare(const std::string& sql, Use use)
{
    const unsigned flags = use == Use::Often ? SQLITE_PREPARE_PERSISTENT : 0;
    sqlite3_stmt* statement = nullptr;
    const int size = static_cast<int>(sql.size()) + 1; // including the terminating zero, which saves SQLite a copy
    if (sqlite3_prepare_v3(m_database.get(), sql.c_str(), size, flags, &statement, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError(m_database.get()));
    return SqliteStatement(statement);
}

Result<void> SqliteConnection::run(const std::string& sql)
{
    if (sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError(m_database.get()));
    return {};
}

Result<void> SqliteConnection::addModule(const char* name, const sqlite3_module* module, void* data)
{
    if (sqlite3_create_module_v2(m_database.get(), name, module, data, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError(m_database.get()));
    return {};
}

std::int64_t SqliteConnection::changes() const { return sqlite3_changes(m_database.get()); }

std::int64_t SqliteConnection::lastInsertId() const { return sqlite3_last_insert_rowid(m_database.get()); }

void SqliteConnection::rollBack()
{
    if (sqlite3_get_autocommit(m_database.get()) == 0)
        sqlite3_exec(m_database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

// Source: sqlite.org, "SQLite Backup API" (a destination with a write-ahead log is written like by any other transaction);
// read 2026-11-23.
Result<void> SqliteConnection::copyInto(SqliteConnection& other)
{
    sqlite3_backup* const copy = sqlite3_backup_init(other.m_database.get(), "main", m_database.get(), "main");
    if (!copy)
        return tl::unexpected(lastError(other.m_database.get()));
    const int stepped = sqlite3_backup_step(copy, -1); // all pages
    const int finished = sqlite3_backup_finish(copy);
    if (stepped == SQLITE_DONE && finished == SQLITE_OK)
        return {};
    return tl::unexpected(lastError(other.m_database.get()));
}

void SqliteConnection::endWhen(std::function<bool()> isOver)
{
    constexpr int kEvery = 2000; // steps of its virtual machine: some 100 us
    m_isOver = std::make_unique<std::function<bool()>>(std::move(isOver));
    sqlite3_progress_handler(
        m_database.get(), kEvery, [](void* asked) { return (*static_cast<std::function<bool()>*>(asked))() ? 1 : 0; }, m_isOver.get());
}

} // namespace gateway::usage
