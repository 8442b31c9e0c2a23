#include "large_run.h"

#include "ui/models/evaluation/compared_rows_model.h"
#include "ui/models/evaluation/eval_run_list_model.h"

#include <QSignalSpy>

using namespace ui::models;
using namespace gateway::evaluation;

namespace {

constexpr std::size_t kManyRows = 100'000;
const std::vector<std::string> kFive{"qwen/a", "qwen/b", "qwen/c", "qwen/d", "qwen/e"};

struct LargeWorld {
    Language language{"en"};
    QTemporaryDir folder;
    std::unique_ptr<ComparedRowsModel> rows;

    LargeWorld()
    {
        writeLargeRun(folder.path(), evalPlan("01A", "large", kManyRows, kFive), RunState::Running);
        rows = std::make_unique<ComparedRowsModel>(folder.path());
    }
    void open(ComparedRowsModel::Shown shown = ComparedRowsModel::Shown::All, const std::string& tag = {})
    {
        QSignalSpy opened(rows.get(), &ComparedRowsModel::opened);
        rows->open({"01A", 0, 1, shown, tag});
        CHECK(rows->rowCount() == 0); // nothing is read on the main thread
        REQUIRE(opened.wait(kEvalWait_ms));
    }
    bool shows(int place, const char* question)
    {
        return QTest::qWaitFor([&] { return rows->index(place, 0).data().toString() == QLatin1String(question); }, kEvalWait_ms);
    }
};

} // namespace

TEST_CASE("of a run of 100000 rows only the blocks that are looked at are read")
{
    LargeWorld world;
    ManualClock clock;
    EvalRunListModel runs(world.folder.path(), clock);
    QSignalSpy read(&runs, &EvalRunListModel::read);
    runs.refresh();
    CHECK(runs.rowCount() == 0); // nothing is read on the main thread
    REQUIRE(read.wait(kEvalWait_ms));
    REQUIRE(runs.rowCount() == 1);
    CHECK(runs.runs().front().done == kManyRows * kFive.size());
    world.open();
    REQUIRE(world.rows->rowCount() == static_cast<int>(kManyRows));
    CHECK(world.rows->readCount() == 0);
    CHECK(world.rows->index(99'999, 0).data() == QStringLiteral("…")); // asked for, not read
    CHECK(world.shows(99'999, "Question 99999?"));
    CHECK(world.rows->readCount() == 1);
    CHECK(world.shows(0, "Question 0?"));
    CHECK(world.rows->readCount() == 2);
    for (int place = 0; place < 10'000; place += ComparedRowsModel::kBlock) REQUIRE(world.shows(place, ("Question " + std::to_string(place) + '?').c_str()));
    CHECK(world.rows->readCount() == 101); // each once
    CHECK(world.rows->blockCount() == ComparedRowsModel::kMostBlocks);
    CHECK(world.shows(99'999, "Question 99999?")); // forgotten meanwhile, and read again
    CHECK(world.rows->blockCount() == ComparedRowsModel::kMostBlocks);
}

TEST_CASE("filters of a large run work in the background and can be left")
{
    LargeWorld world;
    QSignalSpy opened(world.rows.get(), &ComparedRowsModel::opened);
    world.rows->open({"01A", 0, 1, ComparedRowsModel::Shown::Differing, {}});
    CHECK(world.rows->isReading());
    world.rows->open({"01A", 0, 1, ComparedRowsModel::Shown::NotRated, "math"});
    world.open(); // whoever waits for this does not wait for the others
    CHECK(world.rows->rowCount() == static_cast<int>(kManyRows));
    CHECK(opened.size() == 1); // of the last one alone
    world.open(ComparedRowsModel::Shown::All, "math");
    CHECK(world.rows->rowCount() == 33'334);
    CHECK(world.shows(33'333, "Question 99999?"));
    world.open(ComparedRowsModel::Shown::Differing);
    CHECK(world.rows->rowCount() == 50'000);
    CHECK(world.shows(49'999, "Question 99999?"));
    CHECK(world.rows->blockCount() == 1);
    world.rows->open({"01A", 0, 1, ComparedRowsModel::Shown::Differing, {}});
    world.rows.reset(); // ends the search
}
