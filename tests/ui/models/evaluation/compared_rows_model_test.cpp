#include "eval_world.h"

#include "ui/models/evaluation/compared_rows_model.h"
#include "ui/models/roles.h"

#include <QSignalSpy>

using namespace ui::models;
using namespace gateway::evaluation;
using Verdict = ComparedRowsModel::Verdict;
using Shown = ComparedRowsModel::Shown;

namespace {

struct RowsWorld {
    Language language{"en"};
    QTemporaryDir folder;
    std::unique_ptr<ComparedRowsModel> rows = std::make_unique<ComparedRowsModel>(folder.path());

    explicit RowsWorld(std::size_t count) { writeRun(folder.path(), evalPlan("01A", "november", count, {"qwen/qwen-turbo", "qwen/qwen-plus"}), RunState::Finished); }

    void open(Shown shown = Shown::All, const std::string& tag = {})
    {
        QSignalSpy opened(rows.get(), &ComparedRowsModel::opened);
        rows->open({"01A", 0, 1, shown, tag});
        REQUIRE(opened.wait(kEvalWait_ms));
    }
    std::string question(int place)
    {
        const auto text = [&] { return rows->index(place, 0).data().toString(); };
        REQUIRE(QTest::qWaitFor([&] { return text() != QStringLiteral("…"); }, kEvalWait_ms));
        return text().toStdString();
    }
    void readDetail(int place)
    {
        QSignalSpy read(rows.get(), &ComparedRowsModel::detailRead);
        rows->readDetail(place);
        REQUIRE(read.wait(kEvalWait_ms));
    }
};

} // namespace

TEST_CASE("rows are read in blocks when they are looked at")
{
    RowsWorld world(450);
    world.open();
    CHECK(world.rows->rowCount() == 450);
    CHECK(world.rows->index(0, 0).data() == QStringLiteral("…")); // asked for
    CHECK(world.question(0) == "Question 0?");
    CHECK(world.question(99) == "Question 99?");
    CHECK(world.question(449) == "Question 449?");
    world.readDetail(1);
    REQUIRE(world.rows->detail());
    CHECK(world.rows->detail()->a->text == "The answer is right");
    CHECK(world.rows->detail()->b->text == "The answer is wrong");
    CHECK(world.rows->detail()->facts.reference == "reference 1");
}

TEST_CASE("shows only rows with a tag or with different answers")
{
    RowsWorld world(12);
    world.open(Shown::All, "math");
    CHECK(world.rows->rowCount() == 4);
    CHECK(world.question(3) == "Question 9?");
    world.open(Shown::Differing);
    CHECK(world.rows->rowCount() == 6);
    CHECK(world.question(0) == "Question 1?");
    world.open(Shown::Differing, "math");
    CHECK(world.rows->rowCount() == 2);
}

TEST_CASE("a rating is kept in the file and can be undone")
{
    RowsWorld world(5);
    world.open();
    world.rows->setNames(QStringLiteral("turbo"), QStringLiteral("plus"));
    CHECK(world.question(2) == "Question 2?");
    CHECK(world.rows->index(2, 0).data(SecondLineRole) == QStringLiteral("language · not rated"));
    world.rows->rate(2, Verdict::B);
    CHECK(world.rows->index(2, 0).data(SecondLineRole) == QStringLiteral("language · plus is better"));
    CHECK(world.rows->index(2, 0).data(StatusRole) == QStringLiteral("ok"));
    world.rows->rate(3, Verdict::Tie);
    world.rows->rate(2, Verdict::BothBad);
    CHECK(world.rows->ratingCount() == 2);
    world.open(Shown::NotRated); // writes first what is not written yet
    CHECK(world.rows->rowCount() == 3);
    world.open();
    CHECK(world.rows->rating(2) == Verdict::BothBad);
    CHECK(world.rows->undoRating() == -1); // steps end with the choice of rows
    world.rows->rate(2, Verdict::A);
    world.rows->rate(4, Verdict::A);
    CHECK(world.rows->undoRating() == 4);
    CHECK_FALSE(world.rows->rating(4));
    CHECK(world.rows->undoRating() == 2);
    CHECK(world.rows->rating(2) == Verdict::BothBad);
}

TEST_CASE("a rating given right before the end is not lost")
{
    RowsWorld world(5);
    world.open();
    world.rows->rate(0, Verdict::A);
    world.rows.reset();
    auto run = RunFile::open(RunFile::fileIn(world.folder.path(), "01A"), RunFile::Access::Read);
    REQUIRE(run);
    const auto ratings = run->humanRatings();
    REQUIRE(ratings);
    REQUIRE(ratings->size() == 1);
    CHECK(ratings->front().verdict == Verdict::A);
}

TEST_CASE("a run that is gone is reported")
{
    RowsWorld world(1);
    QSignalSpy opened(world.rows.get(), &ComparedRowsModel::opened);
    world.rows->open({"01GONE", 0, 1, Shown::All, {}});
    REQUIRE(opened.wait(kEvalWait_ms));
    CHECK(world.rows->rowCount() == 0);
    CHECK(world.rows->error());
}
