#include "eval_world.h"

#include "gateway/evaluation/preparation/run_lock.h"
#include "ui/models/evaluation/eval_run_overview.h"

#include <QSignalSpy>

using namespace ui::models;
using namespace gateway::evaluation;

namespace {

struct SessionWorld : EvalWorld<EvalSession::Access> {
    std::unique_ptr<EvalSession> session;

    explicit SessionWorld(int rows = 3) : EvalWorld(rows) { open(); }

    void open() { session = std::make_unique<EvalSession>(gateway, scriptedDoors(script)); }
    std::shared_ptr<const Dataset> opened() const
    {
        auto read = Dataset::open(dataset);
        REQUIRE(read);
        return std::make_shared<const Dataset>(std::move(*read));
    }
    RunPlan plan(std::vector<std::string> targets) const
    {
        RunPlan wanted;
        wanted.name = "try";
        wanted.targets = std::move(targets);
        return wanted;
    }
    bool ends()
    {
        return QTest::qWaitFor([this] { return session->isIdle(); }, kEvalWait_ms);
    }
    bool hasAsked(int requests)
    {
        return QTest::qWaitFor([&] { return script->asked == requests && session->state() != EvalSession::State::Starting; }, kEvalWait_ms);
    }
};

} // namespace

TEST_CASE("carries out a run and keeps every answer")
{
    SessionWorld world;
    QSignalSpy ended(world.session.get(), &EvalSession::ended);
    QSignalSpy begun(world.session.get(), &EvalSession::begun);
    world.session->start(world.plan({"qwen/qwen-turbo", "qwen/qwen-plus"}), world.opened());
    CHECK(world.session->state() == EvalSession::State::Starting);
    CHECK(world.session->obstacle() == QStringLiteral("Another run is in progress."));
    REQUIRE(world.ends());
    CHECK(ended.size() == 1);
    CHECK(begun.size() == 1);
    CHECK(world.session->problems().empty());
    CHECK(world.session->progress().done == 6);
    CHECK(world.script->asked == 6);
    const auto run = RunFile::open(RunFile::fileIn(world.folder.path(), world.session->runId()), RunFile::Access::Read);
    REQUIRE(run);
    CHECK(run->state() == RunState::Finished);
    CHECK(run->answerCount() == 6);
    CHECK(world.session->obstacle().isEmpty());
}

TEST_CASE("pauses a run and continues it")
{
    SessionWorld world(20);
    world.script->holds = true;
    world.session->start(world.plan({"qwen/qwen-turbo"}), world.opened());
    REQUIRE(world.hasAsked(4)); // as many at once as the plan says
    world.session->pause();
    CHECK(world.session->state() == EvalSession::State::Paused);
    REQUIRE(QTest::qWaitFor([&] { return world.stateOf(world.session->runId()) == RunState::Paused; }, kEvalWait_ms));
    world.script->holds = false;
    REQUIRE(QTest::qWaitFor([&] { return world.session->progress().done == 4; }, kEvalWait_ms));
    CHECK(world.script->asked == 4);
    world.session->goOn();
    REQUIRE(world.ends());
    CHECK(world.script->asked == 20);
    CHECK(world.stateOf(world.session->runId()) == RunState::Finished);
}

TEST_CASE("stops a run and resumes it without asking anything twice")
{
    SessionWorld world(10);
    world.script->holds = true;
    world.session->start(world.plan({"qwen/qwen-turbo"}), world.opened());
    REQUIRE(world.hasAsked(4));
    world.session->stop();
    CHECK(world.session->state() == EvalSession::State::Stopping);
    world.script->holds = false;
    REQUIRE(world.ends());
    const std::string id = world.session->runId();
    CHECK(world.stateOf(id) == RunState::Stopped);
    CHECK(world.script->asked == 4);
    world.session->resume(id);
    REQUIRE(world.ends());
    CHECK(world.script->asked == 10);
    CHECK(world.stateOf(id) == RunState::Finished);
}

TEST_CASE("a run stops and can be resumed when its session is destroyed")
{
    SessionWorld world(10);
    world.script->holds = true;
    world.session->start(world.plan({"qwen/qwen-turbo"}), world.opened());
    REQUIRE(world.hasAsked(4));
    REQUIRE(QTest::qWaitFor([&] { return !world.session->runId().empty(); }, kEvalWait_ms));
    const std::string id = world.session->runId();
    CHECK(RunLock::isHeld(world.folder.path(), id));
    world.session.reset();
    CHECK(world.stateOf(id) == RunState::Stopped);
    CHECK_FALSE(RunLock::isHeld(world.folder.path(), id));
    world.script->holds = false;
    world.open();
    world.session->resume(id);
    REQUIRE(world.ends());
    CHECK(world.stateOf(id) == RunState::Finished);
}

TEST_CASE("a model that nobody serves leaves no run behind")
{
    SessionWorld world;
    world.session->start(world.plan({"nobody/nothing"}), world.opened());
    REQUIRE(world.ends());
    REQUIRE(world.session->problems().size() == 1);
    CHECK(world.session->problems().front().param == "nobody/nothing");
    CHECK(runsIn(world.folder.path()).runs.empty());
    CHECK(world.script->asked == 0);
}

TEST_CASE("a dataset that has changed is refused when its run goes on")
{
    SessionWorld world(5);
    world.script->holds = true;
    world.session->start(world.plan({"qwen/qwen-turbo"}), world.opened());
    REQUIRE(world.hasAsked(4));
    world.session->stop();
    world.session->stop(); // without waiting
    REQUIRE(world.ends());
    world.write("set.jsonl", 6);
    world.session->resume(world.session->runId());
    REQUIRE(world.ends());
    REQUIRE(world.session->problems().size() == 1);
    CHECK(world.session->problems().front().text().find("has changed since the run began") != std::string::npos);
}

TEST_CASE("no run can begin while the gateway does not listen")
{
    SessionWorld world;
    world.gateway.m_status.urls = {"https://127.0.0.1:8443"};
    CHECK(world.session->obstacle() == QStringLiteral("The gateway is not listening."));
}
