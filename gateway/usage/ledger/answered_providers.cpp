#include "answered_providers.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFileInfo>

namespace gateway::usage {

namespace {

constexpr Milliseconds kWaitForWriter{1000};

// Columns that exist in every version. The limit keeps the start fast, however large the file is.
constexpr const char* kLastAnswers =
    "SELECT provider, MAX(started_at) FROM (SELECT provider, started_at, status FROM exchanges ORDER BY started_at DESC LIMIT 20000)"
    " WHERE provider IS NOT NULL AND provider <> '' AND status BETWEEN 200 AND 299 GROUP BY provider";

} // namespace

std::map<std::string, WallTime> lastAnswers(const QString& file)
{
    std::map<std::string, WallTime> found;
    SqliteConnection connection;
    if (!QFileInfo::exists(file) || !connection.open(file.toStdString(), kWaitForWriter, SqliteConnection::Access::Read))
        return found;
    auto rows = connection.prepare(kLastAnswers);
    if (!rows)
        return found;
    for (auto row = rows->step(); row && *row; row = rows->step()) {
        const std::string provider(rows->text());
        found.insert_or_assign(provider, WallTime(Milliseconds(rows->integer())));
    }
    return found;
}

} // namespace gateway::usage
