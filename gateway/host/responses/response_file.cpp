#include "response_file.h"

#include "kept_database.h"

#include "gateway/core/files/file_system.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFile>

#include <utility>

namespace gateway::host {

namespace {

using usage::SqliteConnection;
using usage::SqliteStatement;

constexpr int kVersion = 1;

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
    // Nothing of deleted data remains: neither its bytes nor its space.
    for (const char* pragma : {"PRAGMA secure_delete=ON", "PRAGMA auto_vacuum=FULL", "PRAGMA synchronous=NORMAL"})
        if (auto done = database.run(pragma); !done)
            return done;
    const auto version = versionOf(database);
    if (!version)
        return failure(version.error());
    if (*version == kVersion)
        return {};
    if (*version != 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "it is from another version of Signalbox")});
    if (auto made = database.run("CREATE TABLE IF NOT EXISTS responses(id TEXT PRIMARY KEY, created_s INTEGER NOT "
                                 "NULL, text TEXT NOT NULL)");
        !made)
        return made;
    return database.run("PRAGMA user_version=" + std::to_string(kVersion));
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
    found.problem = KeptDatabase(path, setUp).read([&found, notBefore_s](SqliteConnection& database) -> Result<void> {
        if (auto dropped = dropBefore(database, notBefore_s); !dropped)
            return dropped;
        auto all = readAll(database);
        if (!all)
            return failure(std::move(all.error()));
        found.responses = std::move(*all);
        return {};
    });
    if (!found.problem.isEmpty())
        found.problem = {QT_TRANSLATE_NOOP("Error", "%1 Clients can no longer refer to the responses in it."), {found.problem}};
    return found;
}

Result<void> writeResponses(const QString& path, const std::vector<protocol::ResponseChange>& changes)
{
    auto done = KeptDatabase(path, setUp).write([&changes](SqliteConnection& database) { return writeAll(database, changes); });
    if (!done)
        done.error().message = {QT_TRANSLATE_NOOP("Error", "%1. Responses that clients may refer to will be lost at the next start."), {done.error().message}};
    return done;
}

bool removeResponses(const QString& path)
{
    for (const QString& each : {path, KeptDatabase::journalOf(path), files::asideOf(path)})
        QFile::remove(each);
    return !QFile::exists(path) && !QFile::exists(files::asideOf(path));
}

FoundResponses takeOverResponses(const QString& path, std::int64_t notBefore_s, bool isWanted)
{
    const bool isThere = QFile::exists(path);
    if (!isThere && !QFile::exists(files::asideOf(path)))
        return {};
    FoundResponses found = isWanted ? readResponses(path, notBefore_s) : FoundResponses();
    const bool isRead = isThere && isWanted && found.problem.isEmpty();
    const bool isGone = removeResponses(path);
    found.problem = Sentence::of(isGone ? QT_TRANSLATE_NOOP("Error", "%1 was deleted: responses.keep is not \"disk\", so no response is stored in a file.")
                                        : QT_TRANSLATE_NOOP("Error", "%1 cannot be deleted; delete it yourself. responses.keep is not \"disk\", so no response is "
        "stored in a file."),
        {path.toStdString()});
    if (isRead)
        found.problem = {QT_TRANSLATE_NOOP("Error", "%1 Its responses (%2) are kept in memory until Signalbox stops. To keep storing them, set responses.keep to "
        "\"disk\" before that."),
            {found.problem, std::to_string(found.responses.size())}};
    else
        found.problem = {QT_TRANSLATE_NOOP("Error", "%1 Clients can no longer refer to the responses in it."), {found.problem}};
    return found;
}

} // namespace gateway::host
