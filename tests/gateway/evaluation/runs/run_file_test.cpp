#include "gateway/evaluation/runs/run_file.h"

#include "run_fixture.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <chrono>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;
using namespace Qt::StringLiterals;

namespace {

/// The folder of runs as a program leaves it that is killed now.
void copyRuns(const QString& from, const QString& to)
{
    QDir(to).mkpath(u"evaluations"_s);
    for (const QFileInfo& file : QDir(RunFile::folderIn(from)).entryInfoList(QDir::Files))
        if (!file.fileName().endsWith(u"-shm"_s)) // memory of the killed program
            REQUIRE(QFile::copy(file.absoluteFilePath(), RunFile::folderIn(to) + u'/' + file.fileName()));
}

RunPlan fullPlan()
{
    RunPlan plan = planFor(3, {"a/x", "b/y"});
    plan.skipBroken = true;
    plan.samples = 2;
    plan.concurrency = 7;
    plan.temperature = 0.25;
    plan.seed = -9'007'199'254'740'993;
    plan.judge = "c/z";
    plan.rubric = "The answer is polite. 回答有礼貌。";
    plan.isPairs = true;
    plan.maxCost = Money{Currency::Cny, 1};
    plan.currency = Currency::Cny;
    plan.allowsUnpriced = true;
    plan.allowsCommands = true;
    plan.failuresCount = true;
    plan.minScore = 0.8;
    plan.baseline = "01BASE";
    return plan;
}

} // namespace

TEST_CASE("a run keeps its plan and its state")
{
    const RunPlan plan = fullPlan();
    QTemporaryDir folder;
    {
        auto run = RunFile::create(folder.path(), plan);
        REQUIRE(run);
        CHECK(run->state() == RunState::Running);
        REQUIRE(run->setConcurrency(9));
        REQUIRE(run->setMaxCost(usd(5)));
        REQUIRE(run->setState(RunState::Stopped, RunStopReason::Cost, timeAt(42)));
    }
    const auto again = RunFile::open(RunFile::fileIn(folder.path(), plan.id), RunFile::Access::Read);
    REQUIRE(again);
    CHECK(again->state() == RunState::Stopped);
    CHECK(again->stopReason() == RunStopReason::Cost);
    CHECK(again->endedAt() == timeAt(42));
    const RunPlan& read = again->plan();
    CHECK(std::tie(read.id, read.name, read.startedAt, read.datasetPath, read.datasetSha256, read.rows, read.targets)
        == std::tie(plan.id, plan.name, plan.startedAt, plan.datasetPath, plan.datasetSha256, plan.rows, plan.targets));
    CHECK(read.skipBroken);
    CHECK(read.samples == 2);
    CHECK(read.concurrency == 9);
    CHECK(read.temperature == 0.25);
    CHECK(read.seed == plan.seed);
    CHECK(read.judge == "c/z");
    CHECK(read.rubric == plan.rubric);
    CHECK(read.isPairs);
    CHECK(read.maxCost == usd(5));
    CHECK(read.currency == Currency::Cny);
    CHECK((read.allowsUnpriced && read.allowsCommands && read.failuresCount));
    CHECK(read.minScore == 0.8);
    CHECK(read.baseline == "01BASE");
}

TEST_CASE("only the owner can read a run")
{
    const RunFixture fixture(planFor(1, {"a/x"}));
    REQUIRE(const_cast<RunFile&>(fixture.run).record(answerTo(0, 0, 1)));
    for (const QFileInfo& file : QDir(RunFile::folderIn(fixture.folder.path())).entryInfoList(QDir::Files)) {
        CAPTURE(file.fileName().toStdString());
        CHECK((file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) == QFile::Permissions());
    }
}

TEST_CASE("what was recorded survives a crash")
{
    QTemporaryDir folder;
    QTemporaryDir later;
    auto run = RunFile::create(folder.path(), fullPlan());
    REQUIRE(run);
    REQUIRE(run->addRows(factsFor(3, {"math", "中文"})));
    RunAnswer answer = answerTo(1, 0, 1.0 / 3);
    answer.key.sample = 1;
    answer.text = std::string("a\0b\xff 中文", 11);
    answer.firstToken = Milliseconds{5};
    answer.inputTokens = Tokens{12};
    answer.cost = Money{Currency::Cny, 123'456'789};
    answer.checks = {{{"type", "judge"}, {"score", 0.5}, {"reason", "good"}}};
    REQUIRE(run->record(answer));
    REQUIRE(run->record(failureOf(0, 1)));
    REQUIRE(run->record(SideCall{SideCall::Kind::Judge, answer.key, "judge-1", usd(3), false}));
    REQUIRE(run->record(PairVerdict{1, 0, 1, PairVerdict::Winner::Tie, false}));
    REQUIRE(run->record(HumanRating{1, 0, 1, HumanRating::Verdict::A}));
    REQUIRE(run->record(HumanRating{1, 0, 1, HumanRating::Verdict::BothBad}));
    copyRuns(folder.path(), later.path());

    auto resumed = RunFile::open(RunFile::fileIn(later.path(), "01RUN"), RunFile::Access::Write);
    REQUIRE(resumed);
    CHECK(resumed->state() == RunState::Running);
    CHECK(resumed->answerCount() == 2);
    CHECK(resumed->has(answer.key));
    CHECK(resumed->has({0, 1, 0}));
    CHECK_FALSE(resumed->has({1, 0, 0}));
    CHECK_FALSE(resumed->has({9, 0, 0}));
    CHECK(*resumed->addedRows() == 3);
    const auto read = resumed->answer(answer.key);
    REQUIRE(read);
    REQUIRE(*read);
    CHECK((*read)->text == answer.text);
    CHECK((*read)->score == 1.0 / 3);
    CHECK((*read)->latency == answer.latency);
    CHECK((*read)->firstToken == answer.firstToken);
    CHECK((*read)->inputTokens == answer.inputTokens);
    CHECK_FALSE((*read)->outputTokens);
    CHECK((*read)->cost == answer.cost);
    CHECK((*read)->checks == answer.checks);
    CHECK((*read)->endedAt == answer.endedAt);
    const auto failed = resumed->answer({0, 1, 0});
    CHECK((*failed)->error == "The provider failed.");
    CHECK_FALSE((*failed)->isAnswered());
    const auto ratings = resumed->humanRatings();
    REQUIRE(ratings->size() == 1);
    CHECK(ratings->front().verdict == HumanRating::Verdict::BothBad);
    std::size_t verdicts = 0;
    REQUIRE(resumed->eachPairVerdict([&verdicts](const PairVerdict& verdict) {
        CHECK(verdict.winner == PairVerdict::Winner::Tie);
        ++verdicts;
        return true;
    }));
    CHECK(verdicts == 1);
    const auto rows = resumed->rows(1, 5);
    REQUIRE(rows->size() == 2);
    CHECK(rows->front().id == "q1");
    CHECK(rows->front().tags == std::vector<std::string>{"math", "中文"});
}

TEST_CASE("a message is kept for every language")
{
    RunFixture fixture(planFor(2, {"a/x"}));
    RunAnswer failed = failureOf(0, 0);
    failed.error = {"given up after %1: %2", {std::string("8"), {"HTTP status %1", {std::string("502")}}}};
    REQUIRE(fixture.run.record(failed));
    REQUIRE(fixture.run.record(failureOf(1, 0)));
    for (const bool withText : {false, true}) {
        const auto answers = fixture.run.answers(0, 2, withText);
        REQUIRE(answers);
        REQUIRE(answers->size() == 2);
        CHECK(toText(answers->front().error) == "given up after 8: HTTP status 502");
        REQUIRE(answers->front().error.values.size() == 2);
        CHECK(answers->front().error.values[1].pattern == "HTTP status %1");
        CHECK(answers->back().error.pattern.empty());
        CHECK(answers->back().error == "The provider failed.");
    }
}

TEST_CASE("a run of the first version is read, and goes on")
{
    QTemporaryDir folder;
    const QString path = RunFile::fileIn(folder.path(), "01RUN");
    {
        auto run = RunFile::create(folder.path(), planFor(2, {"a/x"}));
        REQUIRE(run);
        REQUIRE(run->record(failureOf(0, 0)));
    }
    {
        usage::SqliteConnection file;
        REQUIRE(file.open(path.toStdString(), std::chrono::seconds(1)));
        REQUIRE(file.run("ALTER TABLE answers DROP COLUMN error_parts; PRAGMA user_version=1"));
    }
    const auto errorAt = [](RunFile& run, std::size_t row) { return run.answer({row, 0, 0}).value().value().error; };
    auto reader = RunFile::open(path, RunFile::Access::Read);
    REQUIRE(reader);
    CHECK(errorAt(*reader, 0) == "The provider failed.");
    RunAnswer failed = failureOf(1, 0);
    failed.error = {"HTTP status %1", {std::string("502")}};
    for (int time = 0; time < 2; ++time) { // the second time, it is of the newest version
        auto writer = RunFile::open(path, RunFile::Access::Write);
        REQUIRE(writer);
        REQUIRE(writer->record(failed));
        CHECK(errorAt(*writer, 0) == "The provider failed.");
        CHECK(errorAt(*writer, 1).pattern == "HTTP status %1");
    }
    CHECK(errorAt(*reader, 1) == "HTTP status 502");
    CHECK(RunFile::readHead(path));
}

TEST_CASE("an answer replaces an earlier one and is counted once")
{
    RunFixture fixture(planFor(2, {"a/x"}));
    REQUIRE(fixture.run.record(failureOf(0, 0)));
    REQUIRE(fixture.run.record(answerTo(0, 0, 1)));
    CHECK(fixture.run.answerCount() == 1);
    const auto answers = fixture.run.answers(0, 10, false);
    REQUIRE(answers->size() == 1);
    CHECK(answers->front().isAnswered());
    CHECK(answers->front().text.empty());
}

TEST_CASE("a key outside the plan is rejected")
{
    RunFixture fixture(planFor(2, {"a/x"}));
    const auto key = GENERATE(values<AnswerKey>({{2, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, -1}}));
    RunAnswer answer = answerTo(0, 0, 1);
    answer.key = key;
    CHECK(fixture.run.record(answer).error().kind == ErrorKind::InvalidRequest);
    CHECK_FALSE(fixture.run.has(key));
    CHECK(fixture.run.record(PairVerdict{0, 0, 1}).error().kind == ErrorKind::InvalidRequest);
    CHECK(fixture.run.addRows(factsFor(3)).error().kind == ErrorKind::InvalidRequest);
}

TEST_CASE("costs are set later and summed by currency")
{
    RunFixture fixture(planFor(3, {"a/x"}));
    RunFile& run = fixture.run;
    for (std::size_t row = 0; row < 3; ++row) {
        RunAnswer answer = answerTo(row, 0, 1);
        answer.exchange = "exchange-" + std::to_string(3 - row);
        REQUIRE(run.record(answer));
    }
    REQUIRE(run.record(SideCall{SideCall::Kind::Judge, {0, 0, 0}, "exchange-0", std::nullopt, false}));
    REQUIRE(run.record(SideCall{SideCall::Kind::Judge, {0, 0, 0}, "", std::nullopt, false}));
    CHECK(*run.uncosted(2) == std::vector<std::string>{"exchange-0", "exchange-1"});
    REQUIRE(run.setCost("exchange-0", usd(7)));
    REQUIRE(run.setCost("exchange-1", usd(1)));
    REQUIRE(run.setCost("exchange-2", Money{Currency::Cny, 5}));
    REQUIRE(run.setCost("exchange-3", std::nullopt));
    REQUIRE(run.setCost("unknown", usd(100)));
    CHECK(run.uncosted(9)->empty());
    const auto spent = run.spent();
    REQUIRE(spent);
    CHECK(spent->targets == std::vector<Money>{usd(1), {Currency::Cny, 5}});
    CHECK(spent->judge == std::vector<Money>{usd(7)});
    CHECK(spent->unpriced == 1);
    CHECK(spent->judgeUnpriced == 0);
    CHECK((*run.answer({0, 0, 0}))->isUnpriced);
}

TEST_CASE("answers are visited in order and as long as the visitor wants")
{
    RunFixture fixture(planFor(3, {"a/x", "b/y"}));
    for (const auto& [row, target] : {std::pair(2U, 1U), std::pair(0U, 1U), std::pair(2U, 0U), std::pair(0U, 0U)})
        REQUIRE(fixture.run.record(answerTo(row, target, 0.5)));
    std::vector<AnswerKey> keys;
    REQUIRE(fixture.run.eachAnswer([&keys](const RunAnswer& answer) {
        keys.push_back(answer.key);
        return keys.size() < 3;
    }, true));
    CHECK(keys == std::vector<AnswerKey>{{0, 0, 0}, {0, 1, 0}, {2, 0, 0}});
    CHECK(fixture.run.answers(1, 9, true)->size() == 2);
}

TEST_CASE("a run is read while it is written")
{
    RunFixture fixture(planFor(2, {"a/x"}));
    REQUIRE(fixture.run.record(answerTo(0, 0, 1)));
    auto reader = RunFile::open(RunFile::fileIn(fixture.folder.path(), "01RUN"), RunFile::Access::Read);
    REQUIRE(reader);
    CHECK(reader->answerCount() == 1);
    REQUIRE(fixture.run.record(answerTo(1, 0, 1)));
    CHECK(reader->answers(0, 9, false)->size() == 2);
    CHECK(reader->record(answerTo(1, 0, 0)).error().kind == ErrorKind::Io);
}

TEST_CASE("a file that is no run is rejected")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"x.db"_s);
    const auto openFile = [&path] { return RunFile::open(path, RunFile::Access::Write); };
    SECTION("missing")
    {
        CHECK_THAT(openFile().error().text(), Catch::Contains("There is no evaluation run"));
    }
    SECTION("not a database")
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4096, 'x'));
        file.close();
        CHECK(openFile().error().kind == ErrorKind::InvalidRequest);
    }
    SECTION("empty")
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.close();
        CHECK_THAT(openFile().error().text(), Catch::Contains("is not an evaluation run"));
    }
}

TEST_CASE("an invalid plan is rejected")
{
    QTemporaryDir folder;
    RunPlan plan = planFor(1, {"a/x"});
    SECTION("no targets") { plan.targets.clear(); }
    SECTION("a target twice") { plan.targets = {"a/x", "a/x"}; }
    SECTION("no samples") { plan.samples = 0; }
    SECTION("an id with a path") { plan.id = "../x"; }
    CHECK(RunFile::create(folder.path(), plan).error().kind == ErrorKind::InvalidRequest);
    CHECK(QDir(RunFile::folderIn(folder.path())).isEmpty());
}

TEST_CASE("an existing run is not replaced")
{
    const RunFixture fixture(planFor(1, {"a/x"}));
    CHECK_THAT(RunFile::create(fixture.folder.path(), planFor(1, {"a/x"})).error().text(), Catch::Contains("exists already"));
}

TEST_CASE("runs are listed with the newest first and found by id or name")
{
    QTemporaryDir folder;
    const auto add = [&folder](const char* id, const char* name, std::int64_t at) {
        RunPlan plan = planFor(1, {"a/x"}, id);
        plan.name = name;
        plan.startedAt = timeAt(at);
        REQUIRE(RunFile::create(folder.path(), plan));
    };
    add("01ABC", "october", 1);
    add("01ABD", "november", 2);
    add("01XYZ", "november", 3);
    QFile broken(RunFile::folderIn(folder.path()) + u"/broken.db"_s);
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.close();

    const RunList list = runsIn(folder.path());
    REQUIRE(list.runs.size() == 3);
    CHECK(list.runs.front().first.id == "01XYZ");
    CHECK(list.runs.back().first.id == "01ABC");
    REQUIRE(list.problems.size() == 1);
    CHECK_THAT(list.problems.front().text(), Catch::Contains("broken.db"));

    struct Row {
        const char* asked;
        const char* id;
    };
    for (const Row& row : {Row{"01ABC", "01ABC"}, Row{"01x", "01XYZ"}, Row{"october", "01ABC"}, Row{"november", "01XYZ"}}) {
        CAPTURE(row.asked);
        CHECK(findRun(folder.path(), row.asked) == RunFile::fileIn(folder.path(), row.id));
    }
    CHECK_THAT(findRun(folder.path(), "01A").error().text(), Catch::Contains("01ABC (october)"));
    CHECK_THAT(findRun(folder.path(), "octobre").error().text(), Catch::Contains("did you mean october"));
    CHECK_THAT(findRun(folder.path(), "zzzzzz").error().text(), Catch::Contains("eval list"));
    CHECK(runsIn(folder.path() + u"/none"_s).runs.empty());
}

TEST_CASE("visits the texts of two targets where both answered")
{
    RunFixture fixture(planFor(4, {"a", "b", "c"}));
    RunFile& run = fixture.run;
    for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t target = 0; target < 3; ++target) {
            RunAnswer answer = row == 1 && target == 2 ? failureOf(row, target) : answerTo(row, target, 1);
            answer.text = std::to_string(row) + '/' + std::to_string(target);
            if (row != 2 || target != 0) // not asked yet
                REQUIRE(run.record(answer));
        }
    }
    std::vector<std::string> seen;
    const auto note = [&seen](std::size_t row, std::string_view a, std::string_view b) {
        seen.push_back(std::to_string(row) + ' ' + std::string(a) + ' ' + std::string(b));
        return true;
    };
    REQUIRE(run.eachTextPair(0, 2, note));
    CHECK(seen == std::vector<std::string>{"0 0/0 0/2", "3 3/0 3/2"});
    seen.clear();
    REQUIRE(run.eachTextPair(2, 1, [&](std::size_t row, std::string_view a, std::string_view b) {
        note(row, a, b);
        return row < 2;
    }));
    CHECK(seen == std::vector<std::string>{"0 0/2 0/1", "2 2/2 2/1"});
}
