#pragma once

#include "gateway/evaluation/runs/run_file.h"

#include "catch.h"

#include <QTemporaryDir>

#include <string>
#include <utility>
#include <vector>

namespace gateway::evaluation::tests {

inline WallTime timeAt(std::int64_t ms) { return WallTime{Milliseconds{ms}}; }

inline Money usd(std::int64_t microDollars) { return {Currency::Usd, microDollars * 1'000'000}; }

inline RunPlan planFor(std::size_t rows, std::vector<std::string> targets, const std::string& id = "01RUN")
{
    RunPlan plan;
    plan.id = id;
    plan.name = "november";
    plan.startedAt = timeAt(1'790'000'000'000);
    plan.datasetPath = QStringLiteral("/data/set.jsonl");
    plan.datasetSha256 = "abc";
    plan.rows = rows;
    plan.targets = std::move(targets);
    return plan;
}

inline RunAnswer answerTo(std::size_t row, std::size_t target, double score)
{
    RunAnswer answer;
    answer.key = {row, target, 0};
    answer.text = "answer " + std::to_string(row) + " of " + std::to_string(target);
    answer.exchange = "exchange-" + std::to_string(row) + '-' + std::to_string(target);
    answer.endedAt = timeAt(1'790'000'001'000);
    answer.latency = Milliseconds{100};
    answer.score = score;
    return answer;
}

inline RunAnswer failureOf(std::size_t row, std::size_t target)
{
    RunAnswer answer;
    answer.key = {row, target, 0};
    answer.errorCode = "upstream_error";
    answer.error = asIs("The provider failed.");
    answer.endedAt = timeAt(1'790'000'001'000);
    return answer;
}

inline std::vector<RunFile::RowFacts> factsFor(std::size_t rows, const std::vector<std::string>& tags = {})
{
    std::vector<RunFile::RowFacts> facts;
    for (std::size_t row = 0; row < rows; ++row)
        facts.push_back({'q' + std::to_string(row), tags, "Question " + std::to_string(row) + '?', "reference"});
    return facts;
}

/// A run in a temporary folder.
struct RunFixture {
    explicit RunFixture(const RunPlan& plan)
        : run(*RunFile::create(folder.path(), plan))
    {
    }

    QTemporaryDir folder;
    RunFile run;
};

} // namespace gateway::evaluation::tests
