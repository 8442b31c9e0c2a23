#pragma once

#include "gateway/usage/rollups/rollup_schema.h"
#include "gateway/usage/sqlite/row_feed.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

// SQL of the ledger. Times are in milliseconds, `started_at` since 1970 (UTC); NULL means "none" or "unknown". For the
// ledger only.

/// One row for each exchange, including its last attempt; `attempts` has the earlier ones.
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

/// The calling program.
inline constexpr const char* kSchema2[] = {
    "ALTER TABLE exchanges ADD COLUMN process TEXT",
    // `ExchangeDecisions` as JSON; mostly empty. Databases of users have the column, so it keeps this name.
    "ALTER TABLE exchanges ADD COLUMN trail TEXT",
};

/// Why an exchange was routed as it was.
inline constexpr const char* kSchema3[] = {
    // `RouteList` as JSON, once for all of its exchanges. `used_at` is the start of the latest of these, or up to a day
    // earlier.
    "CREATE TABLE route_lists (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, routes TEXT NOT NULL)",
    "ALTER TABLE exchanges ADD COLUMN route_list INTEGER", // key
    "ALTER TABLE exchanges ADD COLUMN last_place TEXT", // `TargetPlace` as JSON
    "ALTER TABLE attempts ADD COLUMN place TEXT",
};

/// Which routes were skipped, and why: equal texts are stored once.
inline constexpr const char* kSchema4[] = {
    // `ExchangeDecisions` as JSON with nothing but the routes; the other decisions stay in `trail`.
    "CREATE TABLE refusals (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, routes TEXT NOT NULL)",
    "ALTER TABLE exchanges ADD COLUMN refusals INTEGER", // key
};

/// The cost of an exchange.
inline constexpr const char* kSchema5[] = {
    // `Price` as JSON, once for all exchanges with it.
    "CREATE TABLE prices (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, price TEXT NOT NULL)",
    "ALTER TABLE exchanges ADD COLUMN cost_pico INTEGER", // in 10^-12 of the currency's unit
    "ALTER TABLE exchanges ADD COLUMN currency TEXT",
    "ALTER TABLE exchanges ADD COLUMN price INTEGER", // key
};

/// What an exchange belongs to, how its time was spent, and the source of each of its numbers.
inline constexpr const char* kSchema6[] = {
    "ALTER TABLE exchanges ADD COLUMN project TEXT", // folder of the calling program
    "ALTER TABLE exchanges ADD COLUMN session TEXT",
    "ALTER TABLE exchanges ADD COLUMN trace_id TEXT",
    "ALTER TABLE exchanges ADD COLUMN parent_span_id TEXT",
    "ALTER TABLE exchanges ADD COLUMN trace_flags INTEGER",
    "ALTER TABLE exchanges ADD COLUMN queue_us INTEGER", // in microseconds: mostly less than a millisecond
    "ALTER TABLE exchanges ADD COLUMN last_byte_ms INTEGER",
    "ALTER TABLE exchanges ADD COLUMN audio_input_tokens INTEGER", // part of the input, as are those below
    "ALTER TABLE exchanges ADD COLUMN image_input_tokens INTEGER",
    "ALTER TABLE exchanges ADD COLUMN audio_output_tokens INTEGER",
    "ALTER TABLE exchanges ADD COLUMN image_output_tokens INTEGER",
    "ALTER TABLE exchanges ADD COLUMN usage_origins TEXT", // JSON for numbers that are more reliable than `usage_origin`
    "ALTER TABLE exchanges ADD COLUMN last_protocol TEXT", // of the last attempt, as are those below
    "ALTER TABLE exchanges ADD COLUMN last_tls_ms INTEGER",
    "ALTER TABLE exchanges ADD COLUMN last_first_token_ms INTEGER",
    "ALTER TABLE exchanges ADD COLUMN last_last_byte_ms INTEGER",
    "ALTER TABLE exchanges ADD COLUMN last_request_id TEXT",
    "ALTER TABLE attempts ADD COLUMN protocol TEXT",
    "ALTER TABLE attempts ADD COLUMN tls_ms INTEGER",
    "ALTER TABLE attempts ADD COLUMN first_token_ms INTEGER",
    "ALTER TABLE attempts ADD COLUMN last_byte_ms INTEGER",
    "ALTER TABLE attempts ADD COLUMN request_id TEXT",
    ("CREATE TABLE contents ("
     " exchange INTEGER PRIMARY KEY REFERENCES exchanges (seq) ON DELETE CASCADE,"
     " expires_at INTEGER NOT NULL, request TEXT, answer TEXT, is_cut INTEGER NOT NULL)"),
    "CREATE INDEX contents_expires_at ON contents (expires_at)",
};

/// The source of a cost, and what it depends on besides the tokens of each kind.
inline constexpr const char* kSchemaOfCosts[] = {
    "ALTER TABLE exchanges ADD COLUMN cost_origin TEXT", // NULL in older rows with a cost: by a price
    "ALTER TABLE exchanges ADD COLUMN cache_write_1h_tokens INTEGER", // part of cache_write_tokens
    "ALTER TABLE exchanges ADD COLUMN service_tier TEXT", // NULL: standard
};

/// The usage of each attempt, if not only the last one used something.
inline constexpr const char* kSchemaOfCharges[] = {
    "CREATE TABLE charges ("
    " exchange INTEGER NOT NULL REFERENCES exchanges (seq) ON DELETE CASCADE,"
    " number INTEGER NOT NULL," // of the attempt
    " provider TEXT, model TEXT, key TEXT,"
    " usage_origin TEXT NOT NULL, input_tokens INTEGER, cached_input_tokens INTEGER, cache_write_tokens INTEGER,"
    " output_tokens INTEGER, reasoning_tokens INTEGER, audio_input_tokens INTEGER, image_input_tokens INTEGER,"
    " audio_output_tokens INTEGER, image_output_tokens INTEGER, usage_origins TEXT,"
    " cost_pico INTEGER, currency TEXT, price INTEGER, cost_origin TEXT, cache_write_1h_tokens INTEGER, service_tier TEXT,"
    " PRIMARY KEY (exchange, number)) WITHOUT ROWID",
    "ALTER TABLE exchanges ADD COLUMN charges INTEGER", // their number; NULL: none, the last attempt used everything
};

/// Charges besides tokens.
inline constexpr const char* kSchemaOfSearches[] = {
    "ALTER TABLE exchanges ADD COLUMN web_searches INTEGER", // NULL: none
    "ALTER TABLE charges ADD COLUMN web_searches INTEGER",
};

/// Separate charges for other models that worked for an attempt. The columns of the key come first: elsewhere SQLite
/// 3.40 mistakes others for NULL when it checks the file.
inline constexpr const char* kSchemaOfOtherModels[] = {
    "ALTER TABLE charges RENAME TO charges_of_attempts",
    "CREATE TABLE charges ("
    " exchange INTEGER NOT NULL REFERENCES exchanges (seq) ON DELETE CASCADE,"
    " number INTEGER NOT NULL," // of the attempt
    " place INTEGER NOT NULL DEFAULT 0," // among those of the exchange
    " provider TEXT, model TEXT, key TEXT,"
    " usage_origin TEXT NOT NULL, input_tokens INTEGER, cached_input_tokens INTEGER, cache_write_tokens INTEGER,"
    " output_tokens INTEGER, reasoning_tokens INTEGER, audio_input_tokens INTEGER, image_input_tokens INTEGER,"
    " audio_output_tokens INTEGER, image_output_tokens INTEGER, usage_origins TEXT,"
    " cost_pico INTEGER, currency TEXT, price INTEGER, cost_origin TEXT, cache_write_1h_tokens INTEGER, service_tier TEXT,"
    " web_searches INTEGER,"
    " PRIMARY KEY (exchange, number, place)) WITHOUT ROWID",
    "INSERT INTO charges (exchange, number, provider, model, key, usage_origin, input_tokens, cached_input_tokens,"
    " cache_write_tokens, output_tokens, reasoning_tokens, audio_input_tokens, image_input_tokens, audio_output_tokens,"
    " image_output_tokens, usage_origins, cost_pico, currency, price, cost_origin, cache_write_1h_tokens, service_tier, web_searches)"
    " SELECT * FROM charges_of_attempts",
    "DROP TABLE charges_of_attempts",
};

/// Exchanges with unreported tokens are looked up at each start.
inline constexpr const char* kSchemaOfDeferred[] = {
    "CREATE INDEX IF NOT EXISTS exchanges_deferred ON exchanges (started_at) WHERE usage_origin = 'deferred'",
};

/// Why an attempt failed, for every language: a sentence as JSON; NULL: `reason` is the same in all of them.
inline constexpr const char* kSchemaOfReasons[] = {
    "ALTER TABLE exchanges ADD COLUMN last_reason_parts TEXT",
    "ALTER TABLE attempts ADD COLUMN reason_parts TEXT",
};

/// The sub-agent of the client, and the limit that acted on the request.
inline constexpr const char* kSchemaOfAgents[] = {
    "ALTER TABLE exchanges ADD COLUMN agent TEXT",
    "ALTER TABLE exchanges ADD COLUMN limit_name TEXT", // NULL: no limit acted
    "ALTER TABLE exchanges ADD COLUMN limit_action TEXT", // "refused" or "redirected"
};

/// The evaluation run that an exchange belongs to, and the exchange that it repeats.
inline constexpr const char* kSchemaOfEvaluations[] = {
    "ALTER TABLE exchanges ADD COLUMN eval_run TEXT",
    "ALTER TABLE exchanges ADD COLUMN shadow_of TEXT", // id of that exchange
};

/// Migrations of the schema from version n to n + 1; the file's `user_version` is the current one.
inline constexpr std::array<std::span<const char* const>, 16> kMigrations{
    kSchema1, kSchema2, kSchema3, kSchema4, kSchema5, kSchema6, kSchemaOfCosts, kRollupSchema, kSchemaOfCharges, kAgeSchema,
    kSchemaOfSearches, kSchemaOfOtherModels, kSchemaOfDeferred, kSchemaOfReasons, kSchemaOfAgents,
    kSchemaOfEvaluations};

/// The columns written and read for an exchange, in this order.
inline constexpr const char* kExchangeColumns =
    "id, started_at, dialect, consumer, client, route, asked_model, provider, model,"
    " is_stream, is_fallback, status, outcome, error_code, first_byte_ms, first_token_ms, duration_ms,"
    " request_bytes, answer_bytes, usage_origin, input_tokens, cached_input_tokens, cache_write_tokens,"
    " output_tokens, reasoning_tokens, audio_input_tokens, image_input_tokens, audio_output_tokens, image_output_tokens,"
    " usage_origins, attempts, last_provider, last_model, last_key, last_status, last_failure,"
    " last_reason, last_reason_parts, last_started_after_ms, last_connect_ms, last_first_byte_ms, last_duration_ms, last_place,"
    " last_protocol, last_tls_ms, last_first_token_ms, last_last_byte_ms, last_request_id,"
    " process, project, session, agent, limit_name, limit_action, eval_run, shadow_of, trace_id, parent_span_id, trace_flags, queue_us, last_byte_ms,"
    " trail, route_list, refusals, cost_pico, currency, price, cost_origin, cache_write_1h_tokens, service_tier,"
    " web_searches, charges";
/// Columns that are empty in most rows.
inline constexpr const char* kSeldomColumns =
    "error_code, audio_input_tokens, image_input_tokens, audio_output_tokens, image_output_tokens, usage_origins,"
    " last_failure, last_reason, last_reason_parts, last_connect_ms, last_tls_ms, agent, limit_name, limit_action, eval_run, shadow_of, trace_id, parent_span_id, trace_flags, trail,"
    " cache_write_1h_tokens, service_tier, web_searches, charges";
/// The columns of an attempt; its index is `kAttemptPlace`.
inline constexpr const char* kAttemptColumns =
    "provider, model, key, status, failure, reason, reason_parts, started_after_ms, connect_ms, first_byte_ms, duration_ms, place,"
    " protocol, tls_ms, first_token_ms, last_byte_ms, request_id";
/// The columns for the usage of an exchange or a charge.
inline constexpr const char* kUsedColumns =
    "usage_origin, input_tokens, cached_input_tokens, cache_write_tokens,"
    " output_tokens, reasoning_tokens, audio_input_tokens, image_input_tokens, audio_output_tokens, image_output_tokens,"
    " usage_origins, cost_pico, currency, price, cost_origin, cache_write_1h_tokens, service_tier, web_searches";
/// The columns of a charge; its index is `kChargePlace`.
inline std::string chargeColumns() { return std::string("provider, model, key, ") + kUsedColumns; }
inline constexpr const char* kAttemptPlace = "exchange, number";
inline constexpr const char* kChargePlace = "exchange, number, place";

inline constexpr const char* kNewestFirst = " ORDER BY started_at DESC, seq DESC LIMIT ?";
/// Exchanges with unreported tokens that began in a span, with a limit.
inline constexpr const char* kDeferredOfSpan =
    " WHERE usage_origin = 'deferred' AND started_at >= ? AND started_at < ? ORDER BY started_at, seq LIMIT ?";
inline constexpr const char* kWithId = " WHERE started_at = ? AND id = ?"; // the time is indexed
inline constexpr const char* kOfSpan = " WHERE started_at >= ? AND started_at < ?";
/// The next exchanges of a span after a time and a number, with a limit.
inline constexpr const char* kOfSpanBehind =
    " WHERE started_at < ?1 AND (started_at, seq) > (?2, ?3) ORDER BY started_at, seq LIMIT ?4";
/// The next exchanges in the order of writing.
inline constexpr const char* kWrittenBehind = " WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?";

/// One placeholder for each of the comma-separated columns.
inline std::string marksFor(const std::string& columns)
{
    std::string row = "(?";
    for (auto comma = std::ranges::count(columns, ','); comma > 0; --comma)
        row += ",?";
    return row + ')';
}

inline std::string insertInto(const char* table, const std::string& columns)
{
    return std::string("INSERT INTO ") + table + " (" + columns + ") VALUES " + marksFor(columns);
}

/// Splits comma-separated names.
inline std::vector<std::string_view> columnNames(std::string_view columns)
{
    std::vector<std::string_view> names;
    while (!columns.empty()) {
        const std::size_t end = std::min(columns.find(','), columns.size());
        const std::string_view name = columns.substr(0, end);
        names.push_back(name.substr(std::min(name.find_first_not_of(' '), name.size())));
        columns.remove_prefix(std::min(end + 1, columns.size()));
    }
    return names;
}

/// Their indices in `kExchangeColumns`.
inline std::vector<std::size_t> placesOfSeldom()
{
    const std::vector<std::string_view> columns = columnNames(kExchangeColumns);
    std::vector<std::size_t> places;
    for (const std::string_view name : columnNames(kSeldomColumns))
        places.push_back(static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()));
    return places;
}

/// Inserts all exchanges of the feed `from`, whose columns are `kExchangeColumns`; those at the indices `leftOut` are
/// not read: fetching a value costs SQLite more than storing NULL. `table` has the names of the table's columns: in
/// that order SQLite does not copy each value once more. Source: sqlite.org, src/insert.c ("bIdListInOrder").
inline std::string insertExchangesFrom(
    const std::string& from, std::span<const std::string> table, std::span<const std::size_t> leftOut)
{
    const std::vector<std::string_view> columns = columnNames(kExchangeColumns);
    std::string text;
    for (const std::string& name : table) {
        const auto place = static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin());
        text += text.empty() ? "INSERT INTO exchanges SELECT " : ", ";
        const bool isRead = place < columns.size() && std::ranges::find(leftOut, place) == leftOut.end();
        text += isRead ? RowFeed::column(place) : "NULL";
    }
    return text + " FROM " + from;
}

/// Updates the usage and the number of charges of an exchange, by its `seq`.
inline std::string updateUsed()
{
    const std::string columns = std::string(kUsedColumns) + ", charges";
    return "UPDATE exchanges SET (" + columns + ") = " + marksFor(columns) + " WHERE seq = ?";
}
inline constexpr const char* kDeleteCharges = "DELETE FROM charges WHERE exchange = ?";

/// `seq`, then the columns. `which` is one of the conditions above.
inline std::string selectExchanges(const char* which)
{
    return std::string("SELECT seq, ") + kExchangeColumns + " FROM exchanges" + which;
}

/// The attempts of one exchange.
inline std::string selectAttempts()
{
    return std::string("SELECT ") + kAttemptColumns + " FROM attempts WHERE exchange = ? ORDER BY number";
}

/// `number`, then the columns.
inline std::string selectCharges()
{
    return "SELECT number, " + chargeColumns() + " FROM charges WHERE exchange = ? ORDER BY number, place";
}

/// A table of texts shared by exchanges.
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

inline constexpr const char* kInsertContent =
    "INSERT INTO contents (exchange, expires_at, request, answer, is_cut) VALUES (?, ?, ?, ?, ?)";
/// Content of an exchange, unless expired.
inline constexpr const char* kSelectContent =
    "SELECT expires_at, request, answer, is_cut FROM contents JOIN exchanges ON seq = exchange"
    " WHERE started_at = ? AND id = ? AND expires_at > ?";
inline constexpr const char* kDeleteExpired = "DELETE FROM contents WHERE expires_at <= ?";
/// Deletes content of consumers not in a JSON array of names.
inline constexpr const char* kDeleteContentsBut =
    "DELETE FROM contents WHERE exchange NOT IN"
    " (SELECT exchange FROM contents JOIN exchanges ON seq = exchange WHERE consumer IN (SELECT value FROM json_each(?)))";
inline constexpr const char* kShortenContents =
    "UPDATE contents SET expires_at = ? WHERE expires_at > ?"
    " AND exchange IN (SELECT exchange FROM contents JOIN exchanges ON seq = exchange WHERE consumer = ?)";
inline constexpr const char* kNextExpiry = "SELECT MIN(expires_at) FROM contents";

/// Start of the newest of the oldest few.
inline constexpr const char* kOldest =
    "SELECT MAX(started_at) FROM (SELECT started_at FROM exchanges ORDER BY started_at LIMIT ?)";
inline constexpr const char* kDeleteOld =
    "DELETE FROM exchanges WHERE seq IN"
    " (SELECT seq FROM exchanges WHERE started_at < ? ORDER BY started_at LIMIT ?)";
/// For content of the exchanges that this deletes.
inline constexpr const char* kDeleteOldContents =
    "DELETE FROM contents WHERE exchange IN"
    " (SELECT seq FROM exchanges WHERE started_at < ? ORDER BY started_at LIMIT ?)";

} // namespace gateway::usage
