#include "gateway/host/experiments/experiment_judge.h"

#include "catch.h"

#include <QTest>

#include <deque>
#include <memory>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::host;
using evaluation::CallDone;
using evaluation::CallResult;
using evaluation::ChatCall;

namespace {

constexpr int kLimit_ms = 10'000;

/// What all calls have been asked, and their answers.
struct Judges {
    std::vector<ChatCall> asked;
    std::deque<CallResult> answers;
    std::deque<CallDone> open; ///< that wait for an answer

    void answerAll()
    {
        while (!open.empty() && !answers.empty()) {
            const CallDone done = std::move(open.front());
            open.pop_front();
            const CallResult result = std::move(answers.front());
            answers.pop_front();
            done(result);
        }
    }
};

class JudgeCalls final : public evaluation::ModelCalls {
public:
    explicit JudgeCalls(Judges& judges)
        : m_judges(judges)
    {
    }
    void chat(const ChatCall& call, CallDone done) override
    {
        m_judges.asked.push_back(call);
        m_judges.open.push_back(std::move(done));
    }
    void embed(const evaluation::EmbeddingCall& /*call*/, CallDone /*done*/) override { FAIL("no embedding is needed"); }
    void cancelAll() override { }

private:
    Judges& m_judges;
};

CallResult saying(const std::string& text)
{
    CallResult result;
    result.text = text;
    result.status = 200;
    return result;
}

struct Judging {
    Judging()
        : judge([this]() -> std::unique_ptr<evaluation::ModelCalls> { return isReachable ? std::make_unique<JudgeCalls>(judges) : nullptr; })
    {
        QObject::connect(&judge, &ExperimentJudge::judged, [this](const JudgedAnswer& judged) { verdicts.push_back(judged); });
    }
    void ask(std::size_t arm) { judge.judge({"kinder", arm, "j/judge", "Is it kind?", "Who is there?", "Nobody"}); }
    bool has(std::size_t count)
    {
        return QTest::qWaitFor([&] {
            judges.answerAll();
            return verdicts.size() == count;
        }, kLimit_ms);
    }

    bool isReachable = true;
    Judges judges;
    std::vector<JudgedAnswer> verdicts;
    ExperimentJudge judge;
};

} // namespace

TEST_CASE("a judge is asked with the rubric and the conversation and its score is told")
{
    Judging judging;
    judging.judges.answers = {saying(R"({"score": 0.75, "reason": "close"})")};
    judging.ask(1);
    REQUIRE(judging.has(1));
    CHECK(judging.verdicts[0].experiment == "kinder");
    CHECK(judging.verdicts[0].arm == 1);
    CHECK(judging.verdicts[0].score == 0.75);
    REQUIRE(judging.judges.asked.size() == 1);
    CHECK(judging.judges.asked[0].model == "j/judge");
    const auto data = parseJson(judging.judges.asked[0].messages.back()["content"].get<std::string>());
    REQUIRE(data);
    CHECK((*data)["rubric"] == "Is it kind?");
    CHECK((*data)["question"] == "Who is there?");
    CHECK((*data)["answer"] == "Nobody");
}

TEST_CASE("a judge that says no score is asked once more and then has given none")
{
    Judging judging;
    judging.judges.answers = {saying("I like it."), saying(R"({"score": 1})"), saying("I like it."), saying("Very much.")};
    judging.ask(0);
    REQUIRE(judging.has(1));
    CHECK(judging.verdicts[0].score == 1.0);
    judging.ask(0);
    REQUIRE(judging.has(2));
    CHECK_FALSE(judging.verdicts[1].score);
    CHECK(toText(judging.verdicts[1].problem) == "judge j/judge gave no readable score");
    CHECK(judging.judges.asked.size() == 4);
}

TEST_CASE("a judge that fails or cannot be reached has given no score")
{
    Judging judging;
    CallResult failed;
    failed.status = 502;
    failed.errorCode = "upstream_error";
    failed.error = gateway::asIs("it is down");
    judging.judges.answers = {failed};
    judging.ask(0);
    REQUIRE(judging.has(1));
    CHECK(toText(judging.verdicts[0].problem) == "judge j/judge failed: it is down");
    judging.isReachable = false;
    judging.ask(0);
    REQUIRE(judging.has(2));
    CHECK(toText(judging.verdicts[1].problem) == "the gateway does not accept requests");
}

TEST_CASE("judges are asked a few answers at once and the others wait")
{
    Judging judging;
    const std::size_t all = ExperimentJudge::kMostAtOnce + ExperimentJudge::kMostWaiting;
    for (std::size_t i = 0; i < all + 1; ++i)
        judging.ask(i % 2);
    CHECK(judging.judges.asked.size() == ExperimentJudge::kMostAtOnce);
    REQUIRE(judging.has(1)); // the last one
    CHECK(toText(judging.verdicts[0].problem) == "too many answers were waiting for the judge");
    judging.judges.answers.assign(all, saying(R"({"score": 0.5})"));
    REQUIRE(judging.has(all + 1));
    CHECK(judging.judges.asked.size() == all);
}

TEST_CASE("a slow judge of one experiment does not hold up another one")
{
    Judging judging;
    for (std::size_t i = 0; i < ExperimentJudge::kMostAtOnce + ExperimentJudge::kMostWaiting; ++i)
        judging.ask(0);
    judging.judge.judge({"shorter", 1, "k/judge", "Is it short?", "Who is there?", "Nobody"});
    REQUIRE(judging.judges.asked.size() == ExperimentJudge::kMostAtOnce + 1);
    CHECK(judging.judges.asked.back().model == "k/judge");
}
