#include "gateway/evaluation/runs/csv.h"

#include "run_fixture.h"

#include <QBuffer>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

namespace {

std::string csvOf(RunFile& run)
{
    QBuffer buffer;
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(writeCsv(run, buffer));
    return buffer.data().toStdString();
}

} // namespace

TEST_CASE("CSV has a line for each row and target with the means of its samples")
{
    RunPlan plan = planFor(3, {"a/x", "b/y"});
    plan.samples = 2;
    RunFixture fixture(plan);
    auto facts = factsFor(3, {"math", "x;y"});
    facts[0].question = "Is \"1, 2\"\r\na list?";
    REQUIRE(fixture.run.addRows(facts));
    for (int sample = 0; sample < 2; ++sample) {
        RunAnswer answer = answerTo(0, 1, sample);
        answer.key.sample = sample;
        answer.cost = usd(10 * (sample + 1));
        answer.inputTokens = Tokens{sample + 1};
        answer.text = sample == 0 ? "=cmd|' /C calc'!A0" : "other";
        REQUIRE(fixture.run.record(answer));
    }
    RunAnswer failed = failureOf(2, 0);
    failed.key.sample = 1;
    REQUIRE(fixture.run.record(failed));
    CHECK(csvOf(fixture.run)
        == "row,id,tags,target,samples,answered,score,cost,currency,latency_ms,first_token_ms,input_tokens,output_tokens,error,question,reference,answer\r\n"
           "1,q0,math;x;y,b/y,2,2,0.5,0.000015,USD,100,,2,,,\"Is \"\"1, 2\"\"\r\na list?\",reference,'=cmd|' /C calc'!A0\r\n"
           "3,q2,math;x;y,a/x,1,0,,,,,,,,upstream_error,Question 2?,reference,\r\n");
}

TEST_CASE("CSV is valid UTF-8 and has every row of a long run")
{
    RunFixture fixture(planFor(250, {"a/x"}));
    REQUIRE(fixture.run.addRows(factsFor(250)));
    for (std::size_t row = 0; row < 250; ++row) {
        RunAnswer answer = answerTo(row, 0, 1);
        answer.text = "\xff" + std::to_string(row);
        REQUIRE(fixture.run.record(answer));
    }
    const std::string csv = csvOf(fixture.run);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 251);
    CHECK(csv.find('\xff') == std::string::npos);
    CHECK_THAT(csv, Catch::Contains("250,q249,,a/x,"));
}

TEST_CASE("a CSV file that cannot be written is an error")
{
    RunFixture fixture(planFor(1, {"a/x"}));
    QBuffer closed;
    REQUIRE(closed.open(QIODevice::ReadOnly));
    CHECK(writeCsv(fixture.run, closed).error().kind == ErrorKind::Io);
}
