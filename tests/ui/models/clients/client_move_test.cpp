#include "ui/models/clients/client_move.h"

#include "catch.h"
#include "fake_tools.h"

#include <QTest>

using gateway::clients::Drift;
using ui::models::ClientMove;

namespace {

void wait(const std::function<void(std::function<void()>)>& call)
{
    bool isDone = false;
    call([&] { isDone = true; });
    REQUIRE(QTest::qWaitFor([&] { return isDone; }));
}

} // namespace

TEST_CASE("moves clients from the old port to the new one and leaves others alone")
{
    FakeTools tools;
    const QDateTime when = QDateTime::currentDateTime();
    for (const char* id : {"continue", "codex", "aider"}) tools.setUpAt(id, when);
    tools.state("continue").base = "http://localhost:8080";
    tools.state("continue").model = "fast";
    tools.state("continue").drift = Drift::Elsewhere;
    tools.state("codex").base = "http://127.0.0.1:9999"; // another gateway's
    tools.state("aider").base = "http://localhost:8080";
    tools.state("aider").drift = Drift::Ours;
    tools.files = {continueChange()};
    ClientMove move(tools);
    wait([&](auto done) { move.plan(8080, 8081, done); });
    REQUIRE(move.tools().size() == 2);
    CHECK(move.count() == 1);
    REQUIRE(tools.wishes.size() == 1);
    CHECK(tools.wishes.front().client == "continue");
    CHECK(tools.wishes.front().base == "http://localhost:8081");
    CHECK(tools.wishes.front().model == "fast");
    CHECK(move.diff().contains(QStringLiteral("config.yaml")));
    CHECK(tools.written.empty());
    for (const auto& tool : move.tools()) CHECK(tool.problem.isEmpty() == tool.plan.has_value());

    wait([&](auto done) { move.apply(done); });
    REQUIRE(tools.written.size() == 1);
    CHECK(tools.written.front().wish.client == "continue");
}

TEST_CASE("reports why a client's file cannot be written")
{
    FakeTools tools;
    tools.setUpAt("continue", QDateTime::currentDateTime());
    tools.state("continue").base = "http://localhost:8080";
    tools.writeError = gateway::Error{gateway::ErrorKind::Io, "the disk is full"};
    ClientMove move(tools);
    wait([&](auto done) { move.plan(8080, 8081, done); });
    wait([&](auto done) { move.apply(done); });
    REQUIRE(move.tools().size() == 1);
    CHECK(move.tools().front().problem == QStringLiteral("the disk is full"));
}
