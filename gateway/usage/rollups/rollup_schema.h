#pragma once

namespace gateway::usage {

// SQL of the rollups, which are stored in the ledger file. Times are minutes since 1970 (UTC).

/// Creates the tables in a ledger whose exchanges are then added in small steps.
inline constexpr const char* kRollupSchema[] = {
    // The names of each series; `used_at` is the start of its latest exchange, or up to a day earlier.
    ("CREATE TABLE usage_series (id INTEGER PRIMARY KEY, used_at INTEGER NOT NULL,"
    " provider TEXT NOT NULL, model TEXT NOT NULL, key TEXT NOT NULL, consumer TEXT NOT NULL, route TEXT NOT NULL,"
    " asked_model TEXT NOT NULL, program TEXT NOT NULL, project TEXT NOT NULL, client TEXT NOT NULL, api TEXT NOT NULL, outcome TEXT NOT NULL,"
    " UNIQUE (provider, model, key, consumer, route, asked_model, program, project, client, api, outcome))"),
    // `level` is a `RollupLevel`, `bucket` the first minute, `sums` the output of `RollupSums::toBytes()`.
    ("CREATE TABLE rollups (level INTEGER NOT NULL, bucket INTEGER NOT NULL, series INTEGER NOT NULL, sums BLOB NOT NULL,"
    " PRIMARY KEY (level, bucket, series)) WITHOUT ROWID"),
    // Days in local time, as of when they were written.
    "CREATE TABLE rollup_days (begin_at INTEGER PRIMARY KEY, end_at INTEGER NOT NULL)",
    "CREATE TABLE rollup_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    // The rollups contain the exchanges up to `folded_to`, and those after `fold_until`, which were written together
    // with them.
    "INSERT INTO rollup_state VALUES ('folded_to', 0)",
    "INSERT INTO rollup_state SELECT 'fold_until', IFNULL(MAX(seq), 0) FROM exchanges",
    // Start of the sums of minutes and of the complete exchanges: older data may be deleted.
    "INSERT INTO rollup_state VALUES ('minutes_from', -1000000000)",
    "INSERT INTO rollup_state VALUES ('details_from', -1000000000)",
};

/// Start of the sums of hours and days.
inline constexpr const char* kAgeSchema[] = {"INSERT INTO rollup_state VALUES ('totals_from', -1000000000)"};

/// Keys of `rollup_state`.
inline constexpr const char* kFoldedTo = "folded_to";
inline constexpr const char* kFoldUntil = "fold_until";
inline constexpr const char* kMinutesFrom = "minutes_from";
inline constexpr const char* kDetailsFrom = "details_from";
inline constexpr const char* kTotalsFrom = "totals_from";

/// In the order of `UsageBy`.
inline constexpr const char* kSeriesColumns[] = {
    "provider", "model", "key", "consumer", "route", "asked_model", "program", "project", "client", "api", "outcome"};

enum class RollupLevel { Minute, Hour, Day };

} // namespace gateway::usage
