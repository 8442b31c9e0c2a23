#include "eval_world.h"

#include "ui/models/evaluation/eval_pairs_model.h"
#include "ui/models/evaluation/eval_run_pair.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/roles.h"

#include "gateway/evaluation/runs/results.h"

#include <QSignalSpy>

using namespace ui::models;
using namespace gateway::evaluation;

namespace {

struct PairWorld {
    Language language{"en"};
    QTemporaryDir folder;
    EvalRunPair pair{folder.path()};

    void open(const char* later, const char* earlier)
    {
        QSignalSpy read(&pair, &EvalRunPair::read);
        pair.open(later, earlier, {});
        REQUIRE(read.wait(kEvalWait_ms));
    }
    std::string cell(int row, int column, int role = Qt::DisplayRole) const { return pair.index(row, column).data(role).toString().toStdString(); }
};

} // namespace

TEST_CASE("compares the targets of two runs over their common rows")
{
    PairWorld world;
    // The first target is always right, the second one in every second row.
    writeRun(world.folder.path(), evalPlan("01A", "october", 60, {"qwen/qwen-turbo", "qwen/qwen-plus", "qwen/old"}), RunState::Finished);
    writeRun(world.folder.path(), evalPlan("01B", "november", 60, {"qwen/qwen-plus", "qwen/qwen-turbo", "qwen/new"}), RunState::Finished);
    world.open("01B", "01A");
    REQUIRE_FALSE(world.pair.error());
    CHECK(world.pair.note() == QStringLiteral("The same dataset, 60 rows"));
    CHECK(world.pair.headerData(EvalRunPair::Later, Qt::Horizontal) == QStringLiteral("november"));
    REQUIRE(world.pair.rowCount() == 4);
    CHECK(world.cell(0, EvalRunPair::Name) == "qwen/qwen-plus");
    CHECK(world.cell(0, EvalRunPair::Later) == "1.00");
    CHECK(world.cell(0, EvalRunPair::Later, SecondLineRole) == "$1.00 · 100 ms");
    CHECK(world.cell(0, EvalRunPair::Earlier) == "0.50");
    CHECK(world.cell(0, EvalRunPair::Difference) == "+0.50");
    CHECK(world.cell(0, EvalRunPair::Difference, SecondLineRole).find("+0.") == 0);
    CHECK(world.cell(0, EvalRunPair::Verdict) == "better");
    CHECK(world.cell(0, EvalRunPair::Verdict, StatusRole) == "ok");
    CHECK(world.cell(0, EvalRunPair::Verdict, SecondLineRole) == "60 rows");
    CHECK(world.cell(1, EvalRunPair::Name) == "qwen/qwen-turbo");
    CHECK(world.cell(1, EvalRunPair::Difference) == "−0.50");
    CHECK(world.cell(1, EvalRunPair::Verdict) == "worse");
    CHECK(world.cell(2, EvalRunPair::Verdict) == "only in november");
    CHECK(world.cell(3, EvalRunPair::Name) == "qwen/old");
    CHECK(world.cell(3, EvalRunPair::Later) == "–");
    CHECK(world.cell(3, EvalRunPair::Verdict) == "only in october");
}

TEST_CASE("gives no verdicts on two runs while one of them goes on")
{
    PairWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "october", 60, {"qwen/qwen-turbo"}), RunState::Finished);
    writeRun(world.folder.path(), evalPlan("01B", "november", 60, {"qwen/qwen-turbo"}), RunState::Running);
    world.open("01B", "01A");
    CHECK(world.cell(0, EvalRunPair::Verdict) == "–");
    CHECK(world.pair.note() == QStringLiteral("The same dataset, 60 rows, verdicts follow when both runs have ended"));
    world.open("01B", "01GONE");
    CHECK(world.pair.error());
}

TEST_CASE("lists all pairs of targets of a run")
{
    PairWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "october", 60, {"qwen/qwen-turbo", "qwen/qwen-plus", "deepseek/deepseek-chat"}), RunState::Finished);
    auto run = RunFile::open(RunFile::fileIn(world.folder.path(), "01A"), RunFile::Access::Read);
    REQUIRE(run);
    auto results = resultsOf(*run, std::nullopt);
    REQUIRE(results);
    EvalPairsModel pairs(std::make_shared<const RunResults>(std::move(*results)));
    const auto cell = [&pairs](int row, int column, int role = Qt::DisplayRole) { return pairs.index(row, column).data(role).toString().toStdString(); };
    REQUIRE(pairs.rowCount() == 3);
    CHECK(cell(0, EvalPairsModel::Name) == "qwen/qwen-turbo");
    CHECK(cell(0, EvalPairsModel::Against) == "qwen/qwen-plus");
    CHECK(cell(0, EvalPairsModel::Difference) == "+0.50");
    CHECK(cell(0, EvalPairsModel::Corrected) == "< 0.001");
    CHECK(cell(0, EvalPairsModel::Cost) == "−$1.00");
    CHECK(cell(0, EvalPairsModel::Time) == "−100 ms");
    CHECK(cell(0, EvalPairsModel::Verdict) == "better");
    CHECK(cell(2, EvalPairsModel::Difference) == "0.00");
    CHECK(cell(2, EvalPairsModel::Verdict) == "no difference shown");
    CHECK(cell(2, EvalPairsModel::Verdict, StatusRole) == "idle");
    CHECK(pairs.columnCount() == EvalPairsModel::Judged); // no pairs were judged
}

TEST_CASE("lists how often the judge preferred which target, even where nothing was scored")
{
    const Language language("en");
    auto results = std::make_shared<RunResults>();
    for (const char* const name : {"a/x", "b/y", "c/z"}) results->targets.emplace_back().name = name;
    ComparisonResult& compared = results->comparisons.emplace_back();
    compared.score.b = 1;
    compared.score.seen.difference = 0.25;
    results->pairs = {{0, 1, 12, 5, 3, 0}, {1, 2, 0, 1, 0, 2}};
    const EvalPairsModel pairs(results);
    const auto cell = [&pairs](int row, int column, int role = Qt::DisplayRole) { return pairs.index(row, column).data(role).toString().toStdString(); };
    REQUIRE(pairs.columnCount() == EvalPairsModel::ColumnCount);
    REQUIRE(pairs.rowCount() == 2);
    CHECK(cell(0, EvalPairsModel::Difference) == "+0.25");
    CHECK(cell(0, EvalPairsModel::Judged) == "12 : 5");
    CHECK(cell(0, EvalPairsModel::Judged, SecondLineRole) == "3 tied");
    CHECK(cell(1, EvalPairsModel::Name) == "b/y");
    CHECK(cell(1, EvalPairsModel::Against) == "c/z");
    CHECK(cell(1, EvalPairsModel::Difference) == "–");
    CHECK(cell(1, EvalPairsModel::Difference, SecondLineRole).empty());
    CHECK(cell(1, EvalPairsModel::Verdict) == "–");
    CHECK(cell(1, EvalPairsModel::Judged) == "0 : 1");
    CHECK(cell(1, EvalPairsModel::Judged, SecondLineRole) == "0 tied, 2 without a verdict");
}

TEST_CASE("leaves the provider out of names that differ without it")
{
    CHECK(EvalText::shortNames({"qwen/qwen-turbo", "deepseek/deepseek-chat", "fast"}) == QStringList{QStringLiteral("qwen-turbo"), QStringLiteral("deepseek-chat"), QStringLiteral("fast")});
    CHECK(EvalText::shortNames({"openrouter/qwen/max", "qwen/max"}) == QStringList{QStringLiteral("qwen/max"), QStringLiteral("max")});
    CHECK(EvalText::shortNames({"a/max", "b/max"}) == QStringList{QStringLiteral("a/max"), QStringLiteral("b/max")});
}
