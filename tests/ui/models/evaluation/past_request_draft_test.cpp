#include "captured_requests.h"
#include "eval_world.h"

#include "ui/models/evaluation/live_comparison_list_model.h"
#include "ui/models/evaluation/past_request_draft.h"
#include "ui/models/roles.h"

#include <QSignalSpy>

using namespace ui::models;
using namespace gateway::evaluation;
using gateway::usage::RecordBatch;

namespace {

constexpr gateway::Money kCopyCost{gateway::Currency::Usd, 310'000'000'000};

struct LedgerWorld : EvalWorld<GatewayParts<GatewayControl, Configuration, Requests, Experiments>> {
    gateway::IdSource ids;
    RecordBatch records;

    LedgerWorld()
    {
        clock.setWall(std::chrono::system_clock::now());
        gateway.ledgerFile = folder.filePath(QStringLiteral("usage.sqlite"));
    }
    std::shared_ptr<gateway::usage::ExchangeRecord> add(const char* question)
    {
        auto record = capturedRequest(ids, clock.wallNow() - std::chrono::milliseconds(1), question, "an answer");
        records.push_back(record);
        return record;
    }
    void write() const { writeLedger(gateway.ledgerFile, records); }
    PastRequests wanted() const
    {
        PastRequests all;
        all.from = clock.wallNow() - std::chrono::hours(24);
        all.to = clock.wallNow() + std::chrono::hours(1);
        return all;
    }
};

} // namespace

TEST_CASE("counts past requests after a pause and writes them as a dataset")
{
    LedgerWorld world;
    world.add("2 + 2?");
    world.add("not stored")->content = nullptr;
    world.write();
    PastRequestDraft draft(world.gateway.ledgerFile, nullptr, std::chrono::milliseconds(1));
    PastRequests other = world.wanted();
    other.model = "nobody";
    draft.setWanted(other);
    CHECK_FALSE(draft.found());
    draft.setWanted(world.wanted());
    REQUIRE(QTest::qWaitFor([&] { return draft.found().has_value(); }, kEvalWait_ms));
    CHECK(draft.found()->rows == 1);
    CHECK(draft.found()->withoutContent == 1);
    QSignalSpy written(&draft, &PastRequestDraft::written);
    const QString path = world.folder.filePath(QStringLiteral("past.jsonl"));
    draft.write(path, PastRequestDraft::Existing::Kept);
    CHECK(draft.isWriting());
    REQUIRE(written.wait(kEvalWait_ms));
    CHECK_FALSE(draft.isWriting());
    const auto dataset = Dataset::open(path);
    REQUIRE(dataset);
    CHECK(dataset->rowCount() == 1);
    draft.write(path, PastRequestDraft::Existing::Kept);
    REQUIRE(written.wait(kEvalWait_ms));
    const auto refused = written.back().at(1).value<std::optional<gateway::Error>>();
    REQUIRE(refused);
    CHECK(refused->text().find("already exists") != std::string::npos);
    draft.write(path, PastRequestDraft::Existing::Replaced);
    REQUIRE(written.wait(kEvalWait_ms));
    CHECK_FALSE(written.back().at(1).value<std::optional<gateway::Error>>());
}

TEST_CASE("finds no past requests without a ledger and reports one that cannot be read")
{
    const QTemporaryDir folder;
    PastRequestDraft none(QString(), nullptr, std::chrono::milliseconds(1));
    none.setWanted({});
    REQUIRE(QTest::qWaitFor([&] { return none.found().has_value(); }, kEvalWait_ms));
    CHECK(none.found()->matching() == 0);
    PastRequestDraft missing(folder.filePath(QStringLiteral("no.sqlite")), nullptr, std::chrono::milliseconds(1));
    missing.setWanted({});
    REQUIRE(QTest::qWaitFor([&] { return missing.error().has_value(); }, kEvalWait_ms));
}

TEST_CASE("lists routes whose requests are copied with what the ledger has of today")
{
    LedgerWorld world;
    gateway::config::RouteSettings route;
    route.id = "fast";
    route.shadow = gateway::config::ShadowSettings{"qwen/qwen-turbo", 0.05, 1, gateway::Currency::Usd};
    world.gateway.m_settings.routes.push_back(route);
    const auto original = world.add("2 + 2?");
    world.records.push_back(copyOf(world.ids, *original, kCopyCost));
    world.write();
    LiveComparisonListModel rows(world.gateway, world.clock);
    const auto cell = [&rows](int row, int column, int role = Qt::DisplayRole) { return rows.index(row, column).data(role).toString().toStdString(); };
    REQUIRE(rows.rowCount() == 1);
    CHECK(cell(0, LiveComparisonListModel::Result) == "–");
    rows.refresh();
    REQUIRE(QTest::qWaitFor([&] { return rows.storedPairs(0) == 1; }, kEvalWait_ms));
    CHECK(cell(0, LiveComparisonListModel::Name) == "fast");
    CHECK(cell(0, LiveComparisonListModel::Share) == "5% also to qwen/qwen-turbo");
    CHECK(cell(0, LiveComparisonListModel::Result) == "1 answer pair stored");
    CHECK(cell(0, LiveComparisonListModel::Result, SecondLineRole) == "1 of 1 copies answered today");
    CHECK(cell(0, LiveComparisonListModel::Result, StatusRole) == "ok");
    CHECK(cell(0, LiveComparisonListModel::Cost) == "$0.31");
    CHECK(cell(0, LiveComparisonListModel::Cost, SecondLineRole) == "of $1.00");
    CHECK(rows.copiedRoute(0) == "fast");

    gateway::host::ExperimentReport experiment;
    experiment.route = "gpt";
    experiment.figures.name = "cheaper";
    experiment.figures.arms[0].target = "deepseek/deepseek-chat";
    experiment.figures.arms[0].share = 0.9;
    experiment.figures.arms[0].requests = 191;
    experiment.figures.arms[1].target = "qwen/qwen-plus";
    experiment.figures.arms[1].share = 0.1;
    experiment.figures.arms[1].requests = 21;
    rows.setExperiments({experiment});
    REQUIRE(rows.rowCount() == 2);
    CHECK(rows.copiedRoute(0).empty());
    CHECK(rows.copiedRoute(1) == "fast");
    CHECK(cell(0, LiveComparisonListModel::Share) == "90% deepseek/deepseek-chat");
    CHECK(cell(0, LiveComparisonListModel::Share, SecondLineRole) == "10% qwen/qwen-plus, by session");
    CHECK(cell(0, LiveComparisonListModel::Result) == "no difference shown yet");
    CHECK(cell(0, LiveComparisonListModel::Result, SecondLineRole) == "error rate, 212 requests");
    experiment.figures.winner = 1;
    rows.setExperiments({experiment});
    CHECK(cell(0, LiveComparisonListModel::Result) == "qwen/qwen-plus is better");
    experiment.figures.stops = true;
    rows.setExperiments({experiment});
    CHECK(cell(0, LiveComparisonListModel::Result) == "qwen/qwen-plus gets all requests");
    experiment.isRunning = false;
    experiment.note = gateway::asIs("its route is disabled");
    rows.setExperiments({experiment});
    CHECK(cell(0, LiveComparisonListModel::Result) == "not running");
    CHECK(cell(0, LiveComparisonListModel::Result, SecondLineRole) == "its route is disabled");
}
