#include "foreign_database.h"

#include "gateway/core/text/system_reason.h"

#include <QtGlobal>

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace gateway::usage {

namespace {

constexpr int kLongestValue = 16 * 1024 * 1024; // bytes
constexpr int kStepsBetweenLooks = 2000;

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

tl::unexpected<Error> refused(Sentence why)
{
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "it contains something that Signalbox never writes (%1), so it was created or changed by another "
        "program"), {std::move(why)}});
}

tl::unexpected<Error> damaged(sqlite3* database)
{
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the database cannot be read: %1"), {systemReason(sqlite3_errmsg(database))}});
}

/// A schema name quoted for SQL.
std::string quoted(const std::string& name)
{
    std::string text = "\"";
    for (const char c : name)
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

Result<Statement> prepared(sqlite3* database, const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()) + 1, &statement, nullptr) != SQLITE_OK)
        return damaged(database);
    return Statement(statement);
}

std::string textAt(sqlite3_stmt* row, int column)
{
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column))) : std::string();
}

/// Sources: sqlite.org, "Defense Against The Dark Arts"; "Database Connection Configuration Options"; read 2026-11-27.
Result<Database> openForeign(const std::string& file)
{
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(opened);
    if (result != SQLITE_OK)
        return damaged(opened);
    for (const auto& [option, value] : {std::pair(SQLITE_DBCONFIG_DEFENSIVE, 1), std::pair(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
             std::pair(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), std::pair(SQLITE_DBCONFIG_ENABLE_VIEW, 0), std::pair(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0)})
        sqlite3_db_config(opened, option, value, nullptr);
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, kLongestValue);
    for (const char* const pragma : {"PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0", "PRAGMA query_only=ON", "PRAGMA temp_store=MEMORY"})
        if (sqlite3_exec(opened, pragma, nullptr, nullptr, nullptr) != SQLITE_OK)
            return damaged(opened);
    return database;
}

struct Column {
    std::string name;
    int type = SQLITE_INTEGER; // as declared
};

int typeOf(const std::string& declared) { return declared == "INTEGER" ? SQLITE_INTEGER : declared == "BLOB" ? SQLITE_BLOB : SQLITE_TEXT; }

class Copying {
public:
    Copying(const ForeignCopy& copy, sqlite3* from, sqlite3* into) : m_copy(copy), m_from(from), m_into(into)
    {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(copy.from, error);
        m_mostRows = error ? 0 : bytes; // each row takes at least a byte: limits a cyclic chain of pages
    }

    Result<void> run()
    {
        if (auto checked = checkSchema(); !checked)
            return checked;
        const auto tables = namesOf(m_into, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
        if (!tables)
            return failure(tables.error());
        if (sqlite3_exec(m_into, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK)
            return damaged(m_into);
        for (const std::string& table : *tables)
            if (std::ranges::find(m_copy.leftOut, table) == m_copy.leftOut.end())
                if (auto copied = copyTable(table); !copied)
                    return copied;
        return sqlite3_exec(m_into, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK ? Result<void>() : Result<void>(damaged(m_into));
    }

private:
    static Result<std::vector<std::string>> namesOf(sqlite3* database, const std::string& sql)
    {
        auto rows = prepared(database, sql);
        if (!rows)
            return failure(rows.error());
        std::vector<std::string> names;
        int stepped = 0;
        while ((stepped = sqlite3_step(rows->get())) == SQLITE_ROW)
            names.push_back(textAt(rows->get(), 0));
        if (stepped != SQLITE_DONE)
            return damaged(database);
        return names;
    }

    Result<void> checkSchema()
    {
        const auto others = namesOf(m_from, "SELECT type FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR (type = 'table' AND rootpage = 0)");
        if (!others)
            return failure(others.error());
        return others->empty() ? Result<void>() : Result<void>(refused({QT_TRANSLATE_NOOP("Error", "a view, a trigger or a virtual table")}));
    }

    /// The columns of `table` in `database`; a computed one is an error.
    static Result<std::vector<Column>> columnsOf(sqlite3* database, const std::string& table)
    {
        auto rows = prepared(database, "PRAGMA table_xinfo(" + quoted(table) + ')');
        if (!rows)
            return failure(rows.error());
        std::vector<Column> columns;
        int stepped = 0;
        while ((stepped = sqlite3_step(rows->get())) == SQLITE_ROW) {
            if (sqlite3_column_int(rows->get(), 6) != 0)
                return refused({QT_TRANSLATE_NOOP("Error", "a computed column")});
            columns.push_back({textAt(rows->get(), 1), typeOf(textAt(rows->get(), 2))});
        }
        if (stepped != SQLITE_DONE)
            return damaged(database);
        return columns;
    }

    Result<void> copyTable(const std::string& table)
    {
        auto columns = columnsOf(m_into, table);
        const auto theirs = columnsOf(m_from, table);
        if (!columns || !theirs)
            return failure(columns ? theirs.error() : columns.error());
        std::erase_if(*columns, [&](const Column& column) { return std::ranges::find(*theirs, column.name, &Column::name) == theirs->end(); });
        if (columns->empty())
            return {}; // a ledger of that version always has it; if it is missing, only its rows are missing
        std::string names;
        std::string marks;
        for (const Column& column : *columns) {
            names += (names.empty() ? "" : ", ") + quoted(column.name);
            marks += marks.empty() ? "?" : ", ?";
        }
        auto rows = prepared(m_from, "SELECT " + names + " FROM main." + quoted(table) + " NOT INDEXED");
        auto insert = prepared(m_into, "INSERT OR REPLACE INTO " + quoted(table) + " (" + names + ") VALUES (" + marks + ')');
        if (!rows || !insert)
            return failure(rows ? insert.error() : rows.error());
        int stepped = 0;
        while ((stepped = sqlite3_step(rows->get())) == SQLITE_ROW)
            if (auto copied = copyRow(table, *columns, rows->get(), insert->get()); !copied)
                return copied;
        return stepped == SQLITE_DONE ? Result<void>() : Result<void>(damaged(m_from));
    }

    Result<void> copyRow(const std::string& table, const std::vector<Column>& columns, sqlite3_stmt* row, sqlite3_stmt* insert)
    {
        if (++m_rows > m_mostRows)
            return refused({QT_TRANSLATE_NOOP("Error", "more rows than fit into its size")});
        for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
            const Column& column = columns[static_cast<std::size_t>(i)];
            const int type = sqlite3_column_type(row, i);
            const bool isFit = type == SQLITE_NULL
                || (type == column.type && (type != SQLITE_INTEGER || !m_copy.isInRange || m_copy.isInRange(table, column.name, sqlite3_column_int64(row, i))));
            if (!isFit)
                return refused({QT_TRANSLATE_NOOP("Error", "a value in %1.%2"), {table, column.name}});
            sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
        }
        const int inserted = sqlite3_step(insert);
        sqlite3_reset(insert);
        return inserted == SQLITE_DONE ? Result<void>() : Result<void>(refused({QT_TRANSLATE_NOOP("Error", "a row of %1: %2"), {table, systemReason(sqlite3_errmsg(m_into))}}));
    }

    const ForeignCopy& m_copy;
    sqlite3* m_from;
    sqlite3* m_into;
    std::uintmax_t m_rows = 0;
    std::uintmax_t m_mostRows = 0;
};

} // namespace

Result<std::int64_t> foreignVersion(const std::string& file)
{
    const auto database = openForeign(file);
    if (!database)
        return failure(database.error());
    const auto query = prepared(database->get(), "PRAGMA user_version");
    if (!query)
        return failure(query.error());
    if (sqlite3_step(query->get()) != SQLITE_ROW)
        return damaged(database->get());
    return sqlite3_column_int64(query->get(), 0);
}

Result<void> copyForeignRows(const ForeignCopy& copy)
{
    const auto from = openForeign(copy.from);
    if (!from)
        return failure(from.error());
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(copy.into.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    const Database into(opened);
    if (result != SQLITE_OK)
        return damaged(opened);
    if (copy.isOver)
        for (sqlite3* const database : {from->get(), opened})
            sqlite3_progress_handler(database, kStepsBetweenLooks,
                [](void* asked) { return (*static_cast<const std::function<bool()>*>(asked))() ? 1 : 0; },
                const_cast<std::function<bool()>*>(&copy.isOver));
    return Copying(copy, from->get(), opened).run();
}

} // namespace gateway::usage
