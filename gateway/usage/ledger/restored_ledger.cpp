#include "restored_ledger.h"

#include "gateway/usage/sqlite/database_file.h"
#include "gateway/usage/sqlite/foreign_database.h"
#include "gateway/usage/sqlite/sqlite_connection.h"
#include "gateway/usage/tables/ledger_schema.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::usage {

namespace {

constexpr Milliseconds kBusyCopy{5000};
constexpr std::int64_t kYear9999_ms = 253'402'300'799'999;
// Columns with arbitrary numbers: keys of other rows, money, and times of sums, which may be before 1970.
constexpr std::array<std::string_view, 11> kUnbounded{"key", "route_list", "refusals", "price", "cost_pico", "value", "bucket", "begin_at", "end_at", "series", "id"};

/// All other columns are counts, sizes, times and durations.
bool isInRange(const std::string&, const std::string& column, std::int64_t value)
{
    return std::ranges::find(kUnbounded, column) != kUnbounded.end() || (value >= 0 && value <= kYear9999_ms);
}

/// An empty ledger of that version.
Result<void> makeSchema(const QString& file, std::size_t version)
{
    SqliteConnection made;
    if (auto opened = made.open(file.toStdString(), kBusyCopy); !opened)
        return opened;
    auto done = made.run("PRAGMA auto_vacuum=INCREMENTAL");
    for (std::size_t next = 0; done && next < version; ++next)
        for (const char* const statement : kMigrations[next])
            if (done)
                done = made.run(statement);
    return done ? made.run("PRAGMA user_version=" + std::to_string(version)) : done;
}

Result<void> filled(const QString& from, const QString& into, std::function<bool()> isOver)
{
    const auto version = foreignVersion(from.toStdString());
    if (!version)
        return failure(version.error());
    if (*version < 1)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "it is a database, but not a Signalbox ledger")});
    if (*version > static_cast<std::int64_t>(kMigrations.size()))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "it was written by a newer version of Signalbox; update Signalbox first")});
    if (auto made = makeDatabaseFile(into); !made)
        return made;
    if (auto made = makeSchema(into, static_cast<std::size_t>(*version)); !made)
        return made;
    ForeignCopy copy{from.toStdString(), into.toStdString(), {"contents"}, isInRange, std::move(isOver)};
    return copyForeignRows(copy);
}

} // namespace

Result<void> restoreLedger(const QString& from, const QString& into, std::function<bool()> isOver)
{
    auto done = filled(from, into, std::move(isOver));
    if (!done) {
        QFile::remove(into);
        QFile::remove(into + QStringLiteral("-journal"));
    }
    return done;
}

} // namespace gateway::usage
