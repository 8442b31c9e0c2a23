#pragma once

namespace gateway::usage {

// The statements of the rollups, which stand in the ledger's file. Times are minutes since 1970 (UTC).

/// What makes them, in a ledger whose exchanges are to be folded into them a few at a time.
inline constexpr const char* kRollupSchema[] = {
    // The names of each series; `used_at` is when the latest of its exchanges began, or up to a day before that.
    ("CREATE TABLE usage_series (id INTEGER PRIMARY KEY, used_at INTEGER NOT NULL,"
    " provider TEXT NOT NULL, model TEXT NOT NULL, key TEXT NOT NULL, consumer TEXT NOT NULL, route TEXT NOT NULL,"
    " asked_model TEXT NOT NULL, program TEXT NOT NULL, project TEXT NOT NULL, client TEXT NOT NULL, api TEXT NOT NULL, outcome TEXT NOT NULL,"
    " UNIQUE (provider, model, key, consumer, route, asked_model, program, project, client, api, outcome))"),
    // `level` is a `RollupLevel`, `bucket` the first minute, `sums` what `RollupSums::toBytes()` says.
    ("CREATE TABLE rollups (level INTEGER NOT NULL, bucket INTEGER NOT NULL, series INTEGER NOT NULL, sums BLOB NOT NULL,"
    " PRIMARY KEY (level, bucket, series)) WITHOUT ROWID"),
    // The days, as this machine's clocks had them when they were written.
    "CREATE TABLE rollup_days (begin_at INTEGER PRIMARY KEY, end_at INTEGER NOT NULL)",
    "CREATE TABLE rollup_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    // Exchanges up to `folded_to` are in the rollups, and those behind `fold_until`: they were written with them.
    "INSERT INTO rollup_state VALUES ('folded_to', 0)",
    "INSERT INTO rollup_state SELECT 'fold_until', IFNULL(MAX(seq), 0) FROM exchanges",
    // Since when there are sums of minutes, and all the exchanges: what is older may be deleted.
    "INSERT INTO rollup_state VALUES ('minutes_from', -1000000000)",
    "INSERT INTO rollup_state VALUES ('details_from', -1000000000)",
};

/// Since when there are sums of hours and days.
inline constexpr const char* kAgeSchema[] = {"INSERT INTO rollup_state VALUES ('totals_from', -1000000000)"};

/// The numbers of `rollup_state`.
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
