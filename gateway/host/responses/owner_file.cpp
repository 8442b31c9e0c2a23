#include "owner_file.h"

#include "kept_database.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <utility>

namespace gateway::host {

namespace {

using protocol::OwnedKind;
using protocol::OwnerChange;
using usage::SqliteConnection;
using usage::SqliteStatement;

constexpr int kLastKind = static_cast<int>(OwnedKind::File);

Result<void> setUpOwners(SqliteConnection& database)
{
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

} // namespace

FoundOwners readOwners(const QString& path)
{
    FoundOwners found;
    found.problem = KeptDatabase(path, setUpOwners).read([&found](SqliteConnection& database) -> Result<void> {
        auto all = readAllOwners(database);
        if (!all)
            return failure(std::move(all.error()));
        found.owners = std::move(*all);
        return {};
    });
    if (!found.problem.isEmpty())
        found.problem = {QT_TRANSLATE_NOOP("Error", "%1 Consumers cannot use files, batches and responses that they created before this start."), {found.problem}};
    return found;
}

Result<void> writeOwners(const QString& path, const std::vector<OwnerChange>& changes)
{
    auto done = KeptDatabase(path, setUpOwners).write([&changes](SqliteConnection& database) { return writeAllOwners(database, changes); });
    if (!done)
        done.error().message = {QT_TRANSLATE_NOOP("Error", "%1. After the next start, consumers cannot use the files, batches and responses that they create now."), {done.error().message}};
    return done;
}

} // namespace gateway::host
