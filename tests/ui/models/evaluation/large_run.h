#pragma once

#include "eval_world.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <chrono>
#include <string>

/// The same as `writeRun()` for a run of any size, in one transaction.
inline void writeLargeRun(const QString& dataDir, const gateway::evaluation::RunPlan& plan, gateway::evaluation::RunState state)
{
    using namespace gateway::evaluation;
    {
        auto run = RunFile::create(dataDir, plan);
        REQUIRE(run);
        REQUIRE(run->setState(state, state == RunState::Stopped ? RunStopReason::Interrupted : RunStopReason::None, plan.startedAt));
    }
    gateway::usage::SqliteConnection database;
    REQUIRE(database.open(RunFile::fileIn(dataDir, plan.id).toStdString(), std::chrono::seconds(5)));
    const std::string numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + std::to_string(plan.rows) + "), t(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM t WHERE k + 1 < "
        + std::to_string(plan.targets.size()) + ") ";
    const std::string statements[] = {
        "BEGIN",
        numbers + "INSERT INTO rows SELECT i, 'q' || i, CASE WHEN i % 3 = 0 THEN '[\"math\"]' ELSE '[\"language\"]' END, 'Question ' || i || '?', 'reference ' || i FROM n",
        numbers + "INSERT INTO answers SELECT i, k, 0, '', '', 'x-' || i || '-' || k, 1763640000000, 100 * (k + 1), NULL, NULL, NULL, CASE WHEN k = 0 OR i % 2 = 0 THEN 1.0 ELSE 0.0 END, 1, 0, (k + 1) * 1000000000, NULL FROM n, t",
        numbers + "INSERT INTO texts SELECT i, k, 0, '[]', CASE WHEN k = 0 OR i % 2 = 0 THEN 'The answer is right' ELSE 'The answer is wrong' END FROM n, t",
        "COMMIT",
    };
    for (const std::string& statement : statements) {
        const auto done = database.run(statement);
        INFO((done ? std::string() : done.error().text() + done.error().detail));
        REQUIRE(done);
    }
}
