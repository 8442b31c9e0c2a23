#include "owner_file.h"

#include "gateway/core/files/file_system.h"
#include "gateway/usage/sqlite/database_file.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFile>

#include <utility>

namespace gateway::host {

namespace {

using protocol::OwnedKind;
using protocol::OwnerChange;
using usage::SqliteConnection;
using usage::SqliteStatement;

constexpr Milliseconds kOwnersBusyTimeout{1000};
constexpr int kLastKind = static_cast<int>(OwnedKind::File);

Result<void> openOwners(SqliteConnection& database, const QString& path)
{
    if (auto opened = database.open(path.toStdString(), kOwnersBusyTimeout); !opened)
        return opened;
    for (const char* statement : {"PRAGMA synchronous=NORMAL",
             "CREATE TABLE IF NOT EXISTS owners(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, owner TEXT NOT NULL)"})
        if (auto done = database.run(statement); !done)
            return done;
    return {};
}

Result<std::vector<OwnerChange>> readAllOwners(SqliteConnection& database)
{
    std::vector<OwnerChange> all;
    auto rows = database.prepare("SELECT kind, id, owner FROM owners ORDER BY number");
    if (!rows)
        return failure(std::move(rows.error()));
    auto found = rows->step();
    for (; found && *found; found = rows->step()) {
        const std::int64_t kind = rows->integer();
        OwnerChange line;
        line.id = rows->text();
        line.owner = std::string(rows->text());
        if (kind < 0 || kind > kLastKind)
            continue;
        line.kind = static_cast<OwnedKind>(kind);
        all.push_back(std::move(line));
    }
    if (!found)
        return failure(std::move(found.error()));
    return all;
}

Result<void> writeAllOwners(SqliteConnection& database, const std::vector<OwnerChange>& changes)
{
    auto keep = database.prepare("INSERT OR REPLACE INTO owners(id, kind, owner) VALUES(?, ?, ?)");
    auto drop = database.prepare("DELETE FROM owners WHERE id = ?");
    if (!keep || !drop)
        return failure(keep ? drop.error() : keep.error());
    for (const OwnerChange& change : changes) {
        SqliteStatement& statement = change.owner ? *keep : *drop;
        statement.bind(change.id);
        if (change.owner) {
            statement.bind(static_cast<std::int64_t>(change.kind));
            statement.bind(*change.owner);
        }
        if (auto done = statement.run(); !done)
            return done;
    }
    return {};
}

std::string putOwnersAside(const QString& path)
{
    QFile::remove(path + QStringLiteral("-journal"));
    if (!files::moveAside(path))
        return " The file cannot be moved away; delete it yourself.";
    return " The file is kept as " + files::asideOf(path).toStdString() + '.';
}

} // namespace

FoundOwners readOwners(const QString& path)
{
    FoundOwners found;
    if (!QFile::exists(path))
        return found;
    std::string why;
    {
        SqliteConnection database;
        auto ready = openOwners(database, path);
        auto read = ready ? readAllOwners(database) : failure(std::move(ready.error()));
        if (read) {
            found.owners = std::move(*read);
            return found;
        }
        why = read.error().message;
    }
    found.problem = path.toStdString() + " cannot be used: " + why + '.' + putOwnersAside(path)
        + " Consumers cannot use files, batches and responses that they made before this start.";
    return found;
}

Result<void> writeOwners(const QString& path, const std::vector<OwnerChange>& changes)
{
    SqliteConnection database;
    auto done = usage::makeDatabaseFile(path);
    if (done)
        done = openOwners(database, path);
    if (done)
        done = database.run("BEGIN IMMEDIATE");
    if (done)
        done = writeAllOwners(database, changes);
    if (done)
        done = database.run("COMMIT");
    if (!done)
        return failure(ErrorKind::Io,
            "cannot write " + path.toStdString() + ": " + done.error().message
                + ". After the next start, consumers cannot use the files, batches and responses that they make now.");
    return {};
}

} // namespace gateway::host
