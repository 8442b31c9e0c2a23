#include "eval_world.h"

#include "gateway/evaluation/preparation/run_lock.h"
#include "ui/models/evaluation/eval_dataset_list_model.h"
#include "ui/models/evaluation/eval_run_list_model.h"
#include "ui/models/roles.h"

#include <QSignalSpy>

using namespace ui::models;
using namespace gateway::evaluation;

namespace {

struct ListWorld : EvalWorld<GatewayParts<GatewayControl>> {
    EvalRunListModel runs{folder.path(), clock};

    void read()
    {
        QSignalSpy done(&runs, &EvalRunListModel::read);
        runs.refresh();
        REQUIRE(done.wait(kEvalWait_ms));
    }
    std::string cell(int row, int column, int role = Qt::DisplayRole) const { return runs.index(row, column).data(role).toString().toStdString(); }
};

} // namespace

TEST_CASE("an empty data folder has no runs")
{
    ListWorld world;
    CHECK_FALSE(world.runs.isRead());
    world.read();
    CHECK(world.runs.isRead());
    CHECK(world.runs.rowCount() == 0);
    CHECK(world.runs.problems().empty());
}

TEST_CASE("lists runs with their state and their best target")
{
    ListWorld world;
    const QString folder = world.folder.path();
    writeRun(folder, evalPlan("01A", "finished one", 6, {"qwen/qwen-turbo", "qwen/qwen-plus"}), RunState::Finished);
    writeRun(folder, evalPlan("01B", "killed one", 2, {"qwen/qwen-turbo"}), RunState::Running);
    writeRun(folder, evalPlan("01C", "paused one", 2, {"qwen/qwen-turbo"}), RunState::Paused);
    writeRun(folder, evalPlan("01D", "stopped one", 2, {"qwen/qwen-turbo"}), RunState::Stopped);
    writeRun(folder, evalPlan("01E", "running one", 2, {"qwen/qwen-turbo"}), RunState::Running);
    const auto held = RunLock::take(folder, "01E");
    REQUIRE(held);
    world.read();
    REQUIRE(world.runs.rowCount() == 5);
    const auto condition = [&](const char* id) { return world.runs.find(id)->condition; };
    CHECK(condition("01A") == RunCondition::Finished);
    CHECK(condition("01B") == RunCondition::Interrupted);
    CHECK(condition("01C") == RunCondition::Paused);
    CHECK(condition("01D") == RunCondition::Stopped);
    CHECK(condition("01E") == RunCondition::Running);
    CHECK(world.runs.find("01B")->canResume());
    CHECK_FALSE(world.runs.find("01A")->canResume());
    CHECK_FALSE(world.runs.find("01E")->canResume());
    REQUIRE(QTest::qWaitFor([&] { return world.runs.find("01A")->summary.has_value(); }, kEvalWait_ms));
    CHECK(world.runs.find("01A")->summary->best == "qwen/qwen-turbo");
    CHECK(world.runs.find("01A")->summary->score == 1);
    int row = 0;
    while (world.cell(row, EvalRunListModel::Name, IdRole) != "01A") ++row;
    CHECK(world.cell(row, EvalRunListModel::Name) == "finished one");
    CHECK(world.cell(row, EvalRunListModel::Name, SecondLineRole) == "set");
    CHECK(world.cell(row, EvalRunListModel::Condition) == "finished");
    CHECK(world.cell(row, EvalRunListModel::Best) == "qwen/qwen-turbo");
    CHECK(world.cell(row, EvalRunListModel::Best, SecondLineRole) == "1.00");
    CHECK(world.cell(row, EvalRunListModel::Cost) == "$0.02");
    const Language chinese("zh_CN");
    CHECK(world.cell(row, EvalRunListModel::Condition) == "已完成");
}

TEST_CASE("the cheaper one of two targets is the best whatever the currency")
{
    ListWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "tie", 1, {"qwen/qwen-turbo", "qwen/qwen-plus"}), RunState::Finished);
    {
        auto run = RunFile::open(RunFile::fileIn(world.folder.path(), "01A"), RunFile::Access::Write);
        REQUIRE(run);
        auto answer = run->answer({0, 1, 0});
        REQUIRE(answer);
        (*answer)->cost = gateway::Money{gateway::Currency::Cny, 5'000'000'000}; // the other one costs $0.001
        REQUIRE(run->record(**answer));
    }
    const auto best = [&](double usdCny) {
        world.runs.setRate({usdCny, {}, {}});
        world.read();
        REQUIRE(QTest::qWaitFor([&] { return world.runs.find("01A")->summary.has_value(); }, kEvalWait_ms));
        return world.runs.find("01A")->summary->best;
    };
    CHECK(best(0) == "qwen/qwen-turbo"); // of the other one nothing is known
    CHECK(best(7) == "qwen/qwen-plus");
    CHECK(best(4) == "qwen/qwen-turbo");
}

TEST_CASE("a file that is no run is reported and the others are listed")
{
    ListWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "good", 2, {"qwen/qwen-turbo"}), RunState::Finished);
    QFile broken(RunFile::fileIn(world.folder.path(), "01B"));
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.write("no database");
    broken.close();
    world.read();
    CHECK(world.runs.rowCount() == 1);
    CHECK(world.runs.problems().size() == 1);
}

TEST_CASE("progress of a run shows at once")
{
    ListWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "x", 2, {"qwen/qwen-turbo"}), RunState::Running);
    world.read();
    RunProgress progress;
    progress.done = 1;
    progress.total = 2;
    progress.spent = {gateway::Currency::Usd, 120'000'000'000};
    world.runs.setProgress("01A", progress);
    CHECK(world.cell(0, EvalRunListModel::Condition) == "running");
    CHECK(world.cell(0, EvalRunListModel::Condition, SecondLineRole) == "1 of 2 answers");
    CHECK(world.cell(0, EvalRunListModel::Cost) == "$0.12");
}

TEST_CASE("lists the datasets that come with the program and those of runs")
{
    ListWorld world;
    EvalDatasetListModel datasets;
    const int shipped = datasets.rowCount();
    CHECK(shipped == 3);
    RunPlan plan = evalPlan("01A", "x", 2, {"qwen/qwen-turbo"});
    plan.datasetPath = world.dataset;
    writeRun(world.folder.path(), plan, RunState::Finished);
    world.read();
    datasets.setRuns(world.runs.runs());
    REQUIRE(datasets.rowCount() == shipped + 1);
    CHECK(datasets.entries().back().name == QStringLiteral("set"));
    CHECK(datasets.entries().back().runs == 1);
    datasets.add(world.writeText("broken.jsonl", "{\"prompt\":\"a\",\"assert\":[{\"type\":\"fuzzy\"}]}\n{\"prompt\":\"b\",\"reference\":\"c\"}\n"));
    REQUIRE(QTest::qWaitFor([&] { return datasets.entries().back().problem.has_value() && datasets.entries().front().rows.has_value(); }, kEvalWait_ms));
    const std::string note = datasets.index(shipped + 1, 0).data(SecondLineRole).toString().toStdString();
    CHECK(note.find("line 1: ") == 0);
    CHECK(note.find("fuzzy") != std::string::npos);
    CHECK(*datasets.entries().front().rows > 10);
}

TEST_CASE("deletes runs except for one that is being carried out")
{
    ListWorld world;
    for (const char* id : {"01A", "01B", "01C"}) writeRun(world.folder.path(), evalPlan(id, "x", 2, {"qwen/qwen-turbo"}), RunState::Finished);
    world.read();
    QSignalSpy read(&world.runs, &EvalRunListModel::read);
    QSignalSpy failed(&world.runs, &EvalRunListModel::notRemoved);
    world.runs.remove({"01A", "01B"});
    world.runs.refresh(); // does not cancel it
    REQUIRE(QTest::qWaitFor([&] { return world.runs.rowCount() == 1; }, kEvalWait_ms));
    CHECK(world.runs.find("01C"));
    CHECK(failed.isEmpty());
    const auto held = RunLock::take(world.folder.path(), "01C");
    REQUIRE(held);
    world.runs.remove({"01C"});
    REQUIRE(QTest::qWaitFor([&] { return failed.size() == 1; }, kEvalWait_ms));
    CHECK(RunFile::readHead(RunFile::fileIn(world.folder.path(), "01C")));
}
