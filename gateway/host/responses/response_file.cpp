#include "response_file.h"

#include "gateway/core/files/file_system.h"
#include "gateway/usage/sqlite/database_file.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFile>

#include <utility>

namespace gateway::host {

namespace {

using usage::makeDatabaseFile;
using usage::SqliteConnection;
using usage::SqliteStatement;

constexpr Milliseconds kBusyTimeout{1000};
constexpr int kVersion = 1;

/// What a crash in the middle of writing leaves behind.
QString journalOf(const QString& path) { return path + QStringLiteral("-journal"); }

/// Where the file went, as the end of a sentence.
std::string putAside(const QString& path)
{
    QFile::remove(journalOf(path));
    if (!files::moveAside(path))
        return " It cannot be put aside.";
    return " It is kept as " + files::asideOf(path).toStdString() + '.';
}

Result<std::int64_t> versionOf(SqliteConnection& database)
{
    auto query = database.prepare("PRAGMA user_version");
    if (!query)
        return failure(std::move(query.error()));
    const auto found = query->step();
    if (!found)
        return failure(found.error());
    return query->integer();
}

Result<void> setUp(SqliteConnection& database)
{
    // Of what is deleted nothing stays: neither its bytes nor the room that they took.
    for (const char* pragma : {"PRAGMA secure_delete=ON", "PRAGMA auto_vacuum=FULL", "PRAGMA synchronous=NORMAL"})
        if (auto done = database.run(pragma); !done)
            return done;
    const auto version = versionOf(database);
    if (!version)
        return failure(version.error());
    if (*version == kVersion)
        return {};
    if (*version != 0)
        return failure(ErrorKind::Io, "it is of another version of Signalbox");
    if (auto made = database.run("CREATE TABLE IF NOT EXISTS responses(id TEXT PRIMARY KEY, created_s INTEGER NOT "
                                 "NULL, text TEXT NOT NULL)");
        !made)
        return made;
    return database.run("PRAGMA user_version=" + std::to_string(kVersion));
}

Result<void> open(SqliteConnection& database, const QString& path)
{
    if (auto opened = database.open(path.toStdString(), kBusyTimeout); !opened)
        return opened;
    return setUp(database);
}

Result<void> dropBefore(SqliteConnection& database, std::int64_t notBefore_s)
{
    auto drop = database.prepare("DELETE FROM responses WHERE created_s < ?");
    if (!drop)
        return failure(std::move(drop.error()));
    drop->bind(notBefore_s);
    return drop->run();
}

Result<std::vector<protocol::RestoredResponse>> readAll(SqliteConnection& database)
{
    std::vector<protocol::RestoredResponse> all;
    auto rows = database.prepare("SELECT text FROM responses ORDER BY rowid");
    if (!rows)
        return failure(std::move(rows.error()));
    auto found = rows->step();
    for (; found && *found; found = rows->step()) {
        const std::string_view text = rows->text();
        if (auto kept = protocol::keptResponseOf(text))
            all.push_back({std::move(*kept), text.size()});
    }
    if (!found)
        return failure(std::move(found.error()));
    return all;
}

Result<void> writeAll(SqliteConnection& database, const std::vector<protocol::ResponseChange>& changes)
{
    auto keep = database.prepare("INSERT OR REPLACE INTO responses(id, created_s, text) VALUES(?, ?, ?)");
    auto drop = database.prepare("DELETE FROM responses WHERE id = ?");
    if (!keep || !drop)
        return failure(keep ? drop.error() : keep.error());
    for (const protocol::ResponseChange& change : changes) {
        SqliteStatement& statement = change.text.empty() ? *drop : *keep;
        statement.bind(change.id);
        if (!change.text.empty()) {
            statement.bind(change.created_s);
            statement.bind(change.text);
        }
        if (auto done = statement.run(); !done)
            return done;
    }
    return {};
}

} // namespace

FoundResponses readResponses(const QString& path, std::int64_t notBefore_s)
{
    FoundResponses found;
    if (!QFile::exists(path))
        return found;
    std::string why;
    {
        SqliteConnection database;
        auto ready = open(database, path);
        if (ready)
            ready = dropBefore(database, notBefore_s);
        auto read = ready ? readAll(database) : failure(std::move(ready.error()));
        if (read) {
            found.responses = std::move(*read);
            return found;
        }
        why = read.error().message;
    }
    found.problem = path.toStdString() + " cannot be used: " + why + '.' + putAside(path)
        + " Clients cannot come back to the responses in it.";
    return found;
}

Result<void> writeResponses(const QString& path, const std::vector<protocol::ResponseChange>& changes)
{
    SqliteConnection database;
    auto done = makeDatabaseFile(path);
    if (done)
        done = open(database, path);
    if (done)
        done = database.run("BEGIN IMMEDIATE");
    if (done)
        done = writeAll(database, changes);
    if (done)
        done = database.run("COMMIT");
    if (!done)
        return failure(ErrorKind::Io,
            "cannot write " + path.toStdString() + ": " + done.error().message
                + ". Responses that clients may come back to are forgotten at the next start.");
    return {};
}

bool removeResponses(const QString& path)
{
    for (const QString& each : {path, journalOf(path), files::asideOf(path)})
        QFile::remove(each);
    return !QFile::exists(path) && !QFile::exists(files::asideOf(path));
}

FoundResponses takeOverResponses(const QString& path, std::int64_t notBefore_s, bool isWanted)
{
    const bool isThere = QFile::exists(path);
    if (!isThere && !QFile::exists(files::asideOf(path)))
        return {};
    FoundResponses found = isWanted ? readResponses(path, notBefore_s) : FoundResponses();
    const bool isRead = isThere && isWanted && found.problem.empty();
    const bool isGone = removeResponses(path);
    found.problem = path.toStdString() + (isGone ? " was removed" : " cannot be removed; delete it yourself")
        + ": responses.keep is not \"disk\", so no response is stored in a file. ";
    if (isRead)
        found.problem += "The " + std::to_string(found.responses.size())
            + " in it are kept in memory until Signalbox stops. To go on storing them, set responses.keep to \"disk\" before that.";
    else
        found.problem += "Clients cannot come back to the responses in it.";
    return found;
}

} // namespace gateway::host
