#include "client_fixture.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace gateway;
using namespace gateway::clients;
using namespace tests;

namespace {

/// A machine whose PATH is ~/bin.
struct Programs : Machine {
    Programs() { surroundings.programFolders = {path("bin")}; }

    void script(const std::string& place, const std::string& lines) const
    {
        write(place, "#!/bin/sh\n" + lines + '\n');
        QFile(path(place)).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void link(const std::string& from, const std::string& to) const
    {
        QDir().mkpath(QFileInfo(path(from)).path());
        REQUIRE(QFile::link(path(to), path(from)));
    }
    ClientState state(const char* client) const { return setups().state(client, kBase).value(); }
};

std::string package(const char* name, const char* version) { return std::string(R"({"name": ")") + name + R"(", "version": ")" + version + "\"}"; }

} // namespace

TEST_CASE("finds a version in the files near the program without running it")
{
    Programs machine;
    const std::string trap = "touch " + machine.path("was-run").toStdString();

    machine.script("lib/node_modules/@openai/codex/bin/codex.js", trap); // npm: a link into the package
    machine.write("lib/node_modules/@openai/codex/package.json", package("@openai/codex", "0.150.2"));
    machine.link("bin/codex", "lib/node_modules/@openai/codex/bin/codex.js");
    CHECK(machine.state("codex").version == "0.150.2");
    CHECK_FALSE(machine.state("codex").versionRule);

    machine.script("bin/opencode", trap); // a script next to its modules
    machine.write("bin/node_modules/opencode-ai/package.json", package("opencode-ai", "2.0.7"));
    CHECK(machine.state("opencode").version == "2.0.7");
    REQUIRE(machine.state("opencode").versionRule);
    CHECK_FALSE(machine.state("opencode").versionRule->refuses);

    machine.script("share/code/bin/code", trap);
    machine.link("bin/code", "share/code/bin/code");
    machine.write("share/code/package.json", package("somebody-elses", "9.9.9"));
    CHECK(machine.state("vscode-copilot").version.empty());
    machine.write("share/code/resources/app/package.json", package("Code", "1.121.3"));
    CHECK(machine.state("vscode-copilot").version == "1.121.3");
    REQUIRE(machine.state("vscode-copilot").versionRule);
    CHECK(machine.state("vscode-copilot").versionRule->refuses);

    CHECK(machine.state("claude-code").version.empty());
    CHECK_FALSE(QFileInfo::exists(machine.path("was-run")));
}

TEST_CASE("refuses a set-up that the installed version would not read")
{
    struct Row {
        const char* version;
        bool isRefused;
    };
    const auto row = GENERATE(values<Row>({{"1.121.3", true}, {"1.122.0", false}, {"1.9.0", true}, {"2.0", false}, {"odd", false}}));
    CAPTURE(row.version);
    Programs machine;
    machine.script("bin/code", "exit 1");
    machine.write("resources/app/package.json", package("Code", row.version));
    const auto plan = machine.setups().plan({"vscode-copilot", kBase, kModel, {}});
    REQUIRE(plan.has_value() != row.isRefused);
    if (row.isRefused) {
        CHECK(plan.error().kind == ErrorKind::InvalidRequest);
        CHECK(plan.error().text().find(std::string("GitHub Copilot in VS Code ") + row.version + ": VS Code knows the vendor") == 0);
    }
}

TEST_CASE("asks a program for its version and reports why it has none")
{
    struct Row {
        const char* name;
        const char* script; ///< null: missing
        const char* version;
        const char* problem;
    };
    const auto row = GENERATE(values<Row>({
        {"with its name before it", "echo 'codex-cli 0.141.0'", "0.141.0", nullptr},
        {"alone, with a letter", "echo v2.0.7", "2.0.7", nullptr},
        {"where errors go", "echo 'codex 0.1.2504172351' >&2; exit 3", "0.1.2504172351", nullptr},
        {"no version", "echo hello", nullptr, "~/bin/codex --version did not report a version"},
        {"waits for input", "read line; echo \"$line\"", nullptr, "~/bin/codex --version did not report a version"},
        {"missing", nullptr, nullptr, "the program of Codex was not found on this machine"},
    }));
    CAPTURE(row.name);
    Programs machine;
    if (row.script)
        machine.script("bin/codex", std::string("test \"$*\" = --version || exit 0\n") + row.script);
    ClientSetups setups = machine.setups();
    const auto asked = setups.askVersion("codex");
    REQUIRE(asked.has_value() == (row.version != nullptr));
    if (asked) {
        CHECK(*asked == row.version);
        CHECK(setups.state("codex", kBase).value().version == row.version); // remembered
    } else {
        CHECK(asked.error().text() == row.problem);
    }
}
