#pragma once

namespace gateway::evaluation {

/// "SbEv": distinguishes a run from other databases.
inline constexpr int kRunApplication = 0x53624576;
/// The newest version of the tables, in `user_version`. A change gets a number, and a migration from the one before.
inline constexpr int kRunVersion = 2;

/// What is known of the cost of a request.
enum class CostState {
    Pending, ///< the ledger has not been asked yet
    Known,
    Unpriced, ///< the ledger has none
    Nothing, ///< no request reached the gateway
};

/// The tables of version 1. Texts are in a table of their own, so that results are computed without reading them.
inline constexpr const char* kRunTables = R"(
CREATE TABLE run (plan TEXT NOT NULL, state INTEGER NOT NULL, reason INTEGER NOT NULL, ended_at INTEGER);
CREATE TABLE rows (row INTEGER PRIMARY KEY, id TEXT NOT NULL, tags TEXT NOT NULL, question TEXT NOT NULL,
    reference TEXT NOT NULL);
CREATE TABLE answers (row INTEGER, target INTEGER, sample INTEGER, error_code TEXT NOT NULL, error TEXT NOT NULL,
    exchange TEXT NOT NULL, ended_at INTEGER NOT NULL, latency_ms INTEGER, first_token_ms INTEGER, input_tokens INTEGER, output_tokens INTEGER,
    score REAL, cost_state INTEGER NOT NULL, currency INTEGER, pico INTEGER,
    PRIMARY KEY (row, target, sample)) WITHOUT ROWID;
CREATE INDEX answers_by_cost ON answers (cost_state, exchange);
CREATE TABLE texts (row INTEGER, target INTEGER, sample INTEGER, checks TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (row, target, sample)) WITHOUT ROWID;
CREATE TABLE side_calls (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, row INTEGER NOT NULL, target INTEGER NOT NULL,
    sample INTEGER NOT NULL, exchange TEXT NOT NULL, cost_state INTEGER NOT NULL, currency INTEGER, pico INTEGER);
CREATE INDEX side_calls_by_cost ON side_calls (cost_state, exchange);
CREATE TABLE pair_verdicts (row INTEGER, a INTEGER, b INTEGER, winner INTEGER NOT NULL, is_agreed INTEGER NOT NULL,
    PRIMARY KEY (row, a, b)) WITHOUT ROWID;
CREATE TABLE human_ratings (row INTEGER, a INTEGER, b INTEGER, verdict INTEGER NOT NULL,
    PRIMARY KEY (row, a, b)) WITHOUT ROWID;
)";

inline constexpr int kErrorPartsVersion = 2;
/// From version 1 to this one: a message for every language, a sentence as JSON. NULL: `error` is the same in all of them.
inline constexpr const char* kRunErrorParts = "ALTER TABLE answers ADD COLUMN error_parts TEXT";

} // namespace gateway::evaluation
