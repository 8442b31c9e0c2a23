#include "catch.h"

#include "ui/models/client_name.h"

using gateway::usage::RequestField;
using gateway::usage::RequestFilter;
using ui::models::Caller;
using ui::models::ClientName;

TEST_CASE("a caller has one name: its consumer, its client, its program")
{
    struct Row {
        const char* what;
        Caller caller;
        const char* name;
        RequestFilter::Match match;
        const char* details;
    };
    const auto row = GENERATE(values<Row>({
        {"consumer before all else", {"team-a", "curl", "bash"}, "team-a", {RequestField::Consumer, "team-a"}, "team-a\ncurl · bash"},
        {"consumer of a known client", {"claude-code", "", ""}, "Claude Code", {RequestField::Consumer, "claude-code"}, "Claude Code\nclaude-code"},
        {"known client", {"anonymous", "claude-cli", "node claude (shop)"}, "Claude Code", {RequestField::Client, "claude-cli"}, "Claude Code\nclaude-cli · node claude (shop)"},
        {"one of several names of a client", {"", "codex_exec", ""}, "Codex", {RequestField::Client, "codex_exec"}, "Codex\ncodex_exec"},
        {"other client before its program", {"anonymous", "curl", "bash"}, "curl", {RequestField::Client, "curl"}, "curl\nbash"},
        {"program alone", {"anonymous", "", "bash"}, "bash", {RequestField::Program, "bash"}, ""},
        {"nothing known", {"anonymous", "", ""}, "unknown client", {RequestField::Program, ""}, ""},
        {"Signalbox", {"team-a", "Signalbox", "signalbox"}, "Signalbox itself", {RequestField::Client, "Signalbox"}, ""},
    }));
    CAPTURE(row.what);
    CHECK(ClientName::of(row.caller).toStdString() == row.name);
    CHECK(ClientName::match(row.caller) == row.match);
    CHECK(ClientName::details(row.caller).toStdString() == row.details);
}

TEST_CASE("choices tell several names of one product apart")
{
    CHECK(ClientName::choice({"", "codex_exec"}) == QStringLiteral("Codex (codex_exec)"));
    CHECK(ClientName::choice({"", "claude-cli"}) == QStringLiteral("Claude Code"));
    CHECK(ClientName::choice({"codex", "codex_exec"}) == QStringLiteral("Codex"));
    CHECK(ClientName::choice({"", "curl"}) == QStringLiteral("curl"));
}
