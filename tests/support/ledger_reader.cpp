#include "ledger_reader.h"

#include "gateway_process.h"

#include <sqlite3.h>

#include <cstdlib>
#include <utility>

namespace tests {

namespace {

constexpr int kBusyTimeout_ms = 5000;

int addRow(void* rows, int columns, char** texts, char** names)
{
    Row row;
    for (int i = 0; i < columns; ++i)
        row[names[i]] = texts[i] ? std::optional<std::string>(texts[i]) : std::nullopt;
    static_cast<std::vector<Row>*>(rows)->push_back(std::move(row));
    return 0;
}

} // namespace

std::vector<Row> query(const std::string& ledger, const std::string& sql)
{
    std::vector<Row> rows;
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(ledger.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK) {
        sqlite3_busy_timeout(database, kBusyTimeout_ms);
        if (sqlite3_exec(database, sql.c_str(), addRow, &rows, nullptr) != SQLITE_OK)
            rows.clear();
    }
    sqlite3_close(database);
    return rows;
}

std::vector<Row> exchanges(const std::string& ledger, std::size_t count)
{
    std::vector<Row> rows;
    eventually([&] {
        rows = query(ledger, "SELECT *, (SELECT routes FROM refusals WHERE key = exchanges.refusals) AS refused FROM exchanges ORDER BY started_at, seq");
        return rows.size() >= count;
    });
    return rows;
}

std::string settled(const Row& exchange)
{
    const auto code = text(exchange, "error_code");
    return text(exchange, "status") + ' ' + (code == "NULL" || code.empty() ? text(exchange, "outcome") : code);
}

std::string text(const Row& row, const std::string& column)
{
    const auto found = row.find(column);
    if (found == row.end())
        return "no column " + column;
    return found->second.value_or("NULL");
}

long long number(const Row& row, const std::string& column)
{
    const auto found = row.find(column);
    return found == row.end() || !found->second ? -1 : std::atoll(found->second->c_str());
}

} // namespace tests
