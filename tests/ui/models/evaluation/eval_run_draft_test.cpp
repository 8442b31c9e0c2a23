#include "eval_world.h"

#include "ui/models/evaluation/eval_run_draft.h"
#include "ui/models/evaluation/eval_target_list_model.h"

using namespace ui::models;
using namespace gateway::evaluation;

namespace {

struct DraftWorld : EvalWorld<GatewayParts<GatewayControl, Configuration, Providers, Requests>> {
    EvalRunDraft draft{gateway, nullptr, std::chrono::milliseconds(0)};

    void choose(const QString& path)
    {
        draft.setDataset(path);
        REQUIRE(QTest::qWaitFor([&] { return !draft.isReading(); }, kEvalWait_ms));
    }
    void set(const RunPlan& plan)
    {
        draft.setPlan(plan);
        REQUIRE(QTest::qWaitFor([&] { return obstacle() != "The cost is being estimated."; }, kEvalWait_ms));
    }
    std::string obstacle() const { return draft.obstacle().toStdString(); }
};

} // namespace

TEST_CASE("says what a new run lacks until it can start")
{
    DraftWorld world;
    CHECK(world.obstacle() == "Choose a dataset.");
    world.choose(world.dataset);
    CHECK(world.obstacle() == "Choose at least one target.");
    RunPlan plan;
    plan.targets = {"nobody/nothing"};
    world.set(plan);
    CHECK_FALSE(world.obstacle().empty()); // the message that a client would get
    CHECK_FALSE(world.draft.estimate());
    plan.targets = {"qwen/qwen-turbo"};
    world.set(plan);
    CHECK(world.obstacle().empty());
    REQUIRE(world.draft.estimate());
    CHECK(world.draft.estimate()->targets.front().requests == 3);
    plan.samples = 4;
    world.set(plan);
    CHECK(world.draft.estimate()->targets.front().requests == 12);
    plan.targets.clear();
    world.set(plan);
    CHECK_FALSE(world.draft.estimate());
}

TEST_CASE("asks for a judge or for permission where a dataset needs it")
{
    struct Row {
        const char* text;
        const char* obstacle;
        void (*mend)(RunPlan& plan);
    };
    const auto row = GENERATE(values<Row>({
        {R"({"prompt":"a","assert":[{"type":"judge","rubric":"kind"}]})", "Some answers can only be scored by a judge. Choose a model as the judge.", [](RunPlan& plan) { plan.judge = "qwen/qwen-plus"; }},
        {"{\"prompt\":\"a\"}\n{\"prompt\":\"b\",\"reference\":\"c\"}", "1 row of the dataset is invalid. Correct it, or leave it out.", [](RunPlan& plan) { plan.skipBroken = true; }},
    }));
    CAPTURE(row.text);
    DraftWorld world;
    world.choose(world.writeText("other.jsonl", QByteArray(row.text) + '\n'));
    RunPlan plan;
    plan.targets = {"qwen/qwen-turbo"};
    world.set(plan);
    CHECK(world.obstacle() == row.obstacle);
    row.mend(plan);
    world.set(plan);
    CHECK(world.obstacle().empty());
}

TEST_CASE("a dataset that cannot be read says why")
{
    DraftWorld world;
    world.choose(world.folder.filePath(QStringLiteral("gone.jsonl")));
    CHECK(world.draft.datasetError());
    CHECK_FALSE(world.obstacle().empty());
    CHECK(world.obstacle() != "Choose a dataset.");
}

TEST_CASE("offers the models of providers and the names of routes")
{
    DraftWorld world;
    gateway::config::RouteSettings route;
    route.id = "fast";
    route.match.models = {{gateway::config::TextMatch::Kind::Exact, "fast-model"}, {gateway::config::TextMatch::Kind::Prefix, "x-"}};
    world.gateway.m_settings.routes = {route};
    EvalTargetListModel targets(world.gateway);
    CHECK(targets.names().contains(QStringLiteral("qwen/qwen-turbo")));
    CHECK(targets.names().contains(QStringLiteral("fast-model")));
    CHECK_FALSE(targets.names().contains(QStringLiteral("x-")));
    const int place = static_cast<int>(targets.names().indexOf(QStringLiteral("fast-model")));
    targets.toggle(place);
    CHECK(targets.checked() == std::vector<std::string>{"fast-model"});
    CHECK(targets.index(place, 0).data(Qt::CheckStateRole) == int(Qt::Checked));
    CHECK(targets.index(place, EvalTargetListModel::Provider).data() == QStringLiteral("route"));
    world.gateway.m_settings.routes.clear();
    targets.refresh();
    CHECK(targets.checked().empty());
}
