#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

namespace gateway::usage {

// The ledger's statements. Times are milliseconds, `started_at` since 1970 (UTC);
// NULL is "none" or "unknown". Private to the room.

/// One row per exchange, its last attempt in it; `attempts` holds those before.
inline constexpr const char* kSchema1[] = {
    "CREATE TABLE exchanges ("
    " seq INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL,"
    " started_at INTEGER NOT NULL,"
    " dialect TEXT, consumer TEXT, client TEXT, route TEXT, asked_model TEXT, provider TEXT, model TEXT,"
    " is_stream INTEGER NOT NULL, is_fallback INTEGER NOT NULL, status INTEGER NOT NULL,"
    " outcome TEXT NOT NULL, error_code TEXT,"
    " first_byte_ms INTEGER, first_token_ms INTEGER, duration_ms INTEGER NOT NULL,"
    " request_bytes INTEGER NOT NULL, answer_bytes INTEGER NOT NULL,"
    " usage_origin TEXT NOT NULL, input_tokens INTEGER, cached_input_tokens INTEGER,"
    " cache_write_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,"
    " attempts INTEGER NOT NULL,"
    " last_provider TEXT, last_model TEXT, last_key TEXT, last_status INTEGER NOT NULL, last_failure TEXT,"
    " last_reason TEXT, last_started_after_ms INTEGER NOT NULL, last_connect_ms INTEGER,"
    " last_first_byte_ms INTEGER, last_duration_ms INTEGER NOT NULL)",
    "CREATE INDEX exchanges_started_at ON exchanges (started_at)",
    "CREATE TABLE attempts ("
    " exchange INTEGER NOT NULL REFERENCES exchanges (seq) ON DELETE CASCADE,"
    " number INTEGER NOT NULL,"
    " provider TEXT, model TEXT, key TEXT, status INTEGER NOT NULL, failure TEXT, reason TEXT,"
    " started_after_ms INTEGER NOT NULL, connect_ms INTEGER, first_byte_ms INTEGER, duration_ms INTEGER NOT NULL,"
    " PRIMARY KEY (exchange, number)) WITHOUT ROWID",
};

/// The program that called.
inline constexpr const char* kSchema2[] = {
    "ALTER TABLE exchanges ADD COLUMN process TEXT",
    "ALTER TABLE exchanges ADD COLUMN trail TEXT", // `Trail` as JSON; most have none
};

/// Why an exchange came where it came.
inline constexpr const char* kSchema3[] = {
    // `RouteList` as JSON, once for all exchanges that it decided. `used_at` is when the
    // latest of these began, or up to a day before that.
    "CREATE TABLE route_lists (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, routes TEXT NOT NULL)",
    "ALTER TABLE exchanges ADD COLUMN route_list INTEGER", // its key
    "ALTER TABLE exchanges ADD COLUMN last_place TEXT", // `TargetPlace` as JSON, likewise
    "ALTER TABLE attempts ADD COLUMN place TEXT",
};

/// Which routes did not take an exchange, and why: once for all of the same.
inline constexpr const char* kSchema4[] = {
    // `Trail` as JSON, of which there is nothing but the routes; the rest stays in `trail`.
    "CREATE TABLE refusals (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, routes TEXT NOT NULL)",
    "ALTER TABLE exchanges ADD COLUMN refusals INTEGER", // its key
};

/// What an exchange has cost.
inline constexpr const char* kSchema5[] = {
    // `Price` as JSON, once for all exchanges that it was used for.
    "CREATE TABLE prices (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, price TEXT NOT NULL)",
    "ALTER TABLE exchanges ADD COLUMN cost_pico INTEGER", // millionths of a millionth of the currency's unit
    "ALTER TABLE exchanges ADD COLUMN currency TEXT",
    "ALTER TABLE exchanges ADD COLUMN price INTEGER", // its key
};

/// How a cost is known, and what it hangs on beside the tokens of each kind.
inline constexpr const char* kSchemaOfCosts[] = {
    "ALTER TABLE exchanges ADD COLUMN cost_origin TEXT", // NULL of older rows with a cost: by a price
    "ALTER TABLE exchanges ADD COLUMN cache_write_1h_tokens INTEGER", // of cache_write_tokens
    "ALTER TABLE exchanges ADD COLUMN service_tier TEXT", // NULL: the standard one
};

/// What brings the schema from version n to n + 1; the file's `user_version` says where it is.
inline constexpr std::array<std::span<const char* const>, 6> kMigrations{
    kSchema1, kSchema2, kSchema3, kSchema4, kSchema5, kSchemaOfCosts};

/// What is written and read of an exchange, in this order.
inline constexpr const char* kExchangeColumns =
    "id, started_at, dialect, consumer, client, route, asked_model, provider, model,"
    " is_stream, is_fallback, status, outcome, error_code, first_byte_ms, first_token_ms, duration_ms,"
    " request_bytes, answer_bytes, usage_origin, input_tokens, cached_input_tokens, cache_write_tokens,"
    " output_tokens, reasoning_tokens, attempts, last_provider, last_model, last_key, last_status, last_failure,"
    " last_reason, last_started_after_ms, last_connect_ms, last_first_byte_ms, last_duration_ms, last_place, process,"
    " trail, route_list, refusals, cost_pico, currency, price, cost_origin, cache_write_1h_tokens, service_tier";
/// The same of an attempt, whose place is `kAttemptPlace`.
inline constexpr const char* kAttemptColumns =
    "provider, model, key, status, failure, reason, started_after_ms, connect_ms, first_byte_ms, duration_ms, place";
inline constexpr const char* kAttemptPlace = "exchange, number";

inline constexpr const char* kNewestFirst = " ORDER BY started_at DESC, seq DESC LIMIT ?";
inline constexpr const char* kWithId = " WHERE started_at = ? AND id = ?"; // the time has an index

/// `rows` of question marks; `columns` are separated by commas.
inline std::string insertInto(const char* table, const std::string& columns, std::size_t rows)
{
    std::string row = "(?";
    for (auto comma = std::ranges::count(columns, ','); comma > 0; --comma)
        row += ",?";
    row += ')';
    std::string text = std::string("INSERT INTO ") + table + " (" + columns + ") VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i)
        text += ',' + row;
    return text;
}

/// With their `seq` before the columns. `which` is one of those above.
inline std::string selectExchanges(const char* which)
{
    return std::string("SELECT seq, ") + kExchangeColumns + " FROM exchanges" + which;
}

/// Of one exchange.
inline std::string selectAttempts()
{
    return std::string("SELECT ") + kAttemptColumns + " FROM attempts WHERE exchange = ? ORDER BY number";
}

/// What `Totals` holds, in its order.
inline constexpr const char* kTotalColumns =
    "COUNT(*), TOTAL(outcome IN ('failed', 'interrupted')), TOTAL(is_fallback), TOTAL(input_tokens),"
    " TOTAL(cached_input_tokens), TOTAL(cache_write_tokens), TOTAL(output_tokens), TOTAL(reasoning_tokens),"
    " TOTAL(provider IS NOT NULL AND usage_origin <> 'reported'),"
    // Not TOTAL, which counts in floating point.
    " IFNULL(SUM(IIF(currency = 'USD', cost_pico, 0)), 0), IFNULL(SUM(IIF(currency = 'CNY', cost_pico, 0)), 0),"
    " TOTAL(provider IS NOT NULL AND cost_pico IS NULL)";

/// Sums of the exchanges that began in a span: one row for each combination of values of
/// `groups`, which are expressions and stand before the sums; in their order.
inline std::string selectTotals(std::span<const char* const> groups)
{
    std::string columns;
    std::string places;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        columns += std::string(groups[i]) + ", ";
        places += (i == 0 ? "" : ", ") + std::to_string(i + 1);
    }
    std::string text =
        "SELECT " + columns + kTotalColumns + " FROM exchanges WHERE started_at >= ? AND started_at < ?";
    if (!groups.empty())
        text += " GROUP BY " + places + " ORDER BY " + places;
    return text;
}

/// A table of texts that exchanges share.
struct SharedTexts {
    const char* find;
    const char* insert;
    const char* touch;
    const char* select;
    const char* deleteOld;
};
inline constexpr SharedTexts kRouteLists{
    "SELECT used_at FROM route_lists WHERE key = ?",
    "INSERT INTO route_lists (key, used_at, routes) VALUES (?, ?, ?)",
    "UPDATE route_lists SET used_at = ?2 WHERE key = ?1",
    "SELECT routes FROM route_lists WHERE key = ?",
    "DELETE FROM route_lists WHERE used_at < ?",
};
inline constexpr SharedTexts kRefusals{
    "SELECT used_at FROM refusals WHERE key = ?",
    "INSERT INTO refusals (key, used_at, routes) VALUES (?, ?, ?)",
    "UPDATE refusals SET used_at = ?2 WHERE key = ?1",
    "SELECT routes FROM refusals WHERE key = ?",
    "DELETE FROM refusals WHERE used_at < ?",
};
inline constexpr SharedTexts kPrices{
    "SELECT used_at FROM prices WHERE key = ?",
    "INSERT INTO prices (key, used_at, price) VALUES (?, ?, ?)",
    "UPDATE prices SET used_at = ?2 WHERE key = ?1",
    "SELECT price FROM prices WHERE key = ?",
    "DELETE FROM prices WHERE used_at < ?",
};

inline constexpr const char* kDeleteOld =
    "DELETE FROM exchanges WHERE seq IN"
    " (SELECT seq FROM exchanges WHERE started_at < ? ORDER BY started_at LIMIT ?)";

} // namespace gateway::usage
