#include "gateway/host/doctor/client_look.h"

#include "client_fixture.h"

#include "catch.h"

#include <QFile>

#include <optional>

using Catch::Contains;
using namespace gateway::host;
using gateway::Secret;

namespace {

constexpr auto kPlace = ".claude/settings.json";

/// A machine on which Claude Code was set up.
tests::Machine setUpMachine()
{
    tests::Machine machine;
    machine.write(kPlace, "{}\n");
    auto setups = machine.setups();
    const auto plan = setups.plan({"claude-code", tests::kBase, {}, {}});
    REQUIRE(plan);
    REQUIRE(setups.apply(*plan, Secret(tests::kKey), "00", "claude-code"));
    return machine;
}

} // namespace

TEST_CASE("reports a machine without client set-ups as healthy")
{
    const tests::Machine machine;
    const auto findings = clientLook(machine.surroundings, tests::kBase, {})();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].outcome == Outcome::Ok);
    CHECK(findings[0].check == Check::Clients);
}

TEST_CASE("reports what happened to a client since its set-up")
{
    struct Row {
        const char* name;
        std::optional<std::string> content; ///< none: as written
        bool isGone;
        const char* base;
        Outcome outcome;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"as it was", {}, false, tests::kBase, Outcome::Ok, "Claude Code is set up; no request has been received from it yet"},
        {"another name of this machine", {}, false, "http://localhost:8080", Outcome::Ok, "is set up; no request"},
        {"another port", {}, false, "http://localhost:9090", Outcome::Problem, "http://127.0.0.1:8080, but this gateway listens at http://localhost:9090"},
        {"another address in the file", R"({"env":{"ANTHROPIC_BASE_URL":"https://api.example"}})", false, tests::kBase, Outcome::Notice, "env"},
        {"no file", {}, true, tests::kBase, Outcome::Notice, "missing"},
        {"no JSON any more", "{", false, tests::kBase, Outcome::Problem, "cannot be read"},
    }));
    CAPTURE(row.name);
    const tests::Machine machine = setUpMachine();
    if (row.content)
        machine.write(kPlace, *row.content);
    if (row.isGone)
        REQUIRE(QFile::remove(machine.path(kPlace)));
    const auto findings = clientLook(machine.surroundings, row.base, {"00"})();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].outcome == row.outcome);
    CHECK_THAT(toText(findings[0].found), Contains(row.words));
    CHECK_THAT(toText(findings[0].found), !Contains(tests::kKey));
    CHECK((row.outcome == Outcome::Ok) == findings[0].remedy.isEmpty());
}

TEST_CASE("reports a client whose key is no longer accepted")
{
    const tests::Machine machine = setUpMachine();
    const auto findings = clientLook(machine.surroundings, tests::kBase, {"11"})();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].outcome == Outcome::Problem);
    CHECK_THAT(toText(findings[0].found), Contains("no longer accepts the key of Claude Code"));
    CHECK_FALSE(findings[0].remedy.isEmpty());
}
