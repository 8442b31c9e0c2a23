#include "catch.h"

#include "client_fixture.h"

#include <algorithm>

using namespace gateway::clients;
using namespace tests;

namespace {

std::vector<AskedModel> askedAt(const Machine& machine, const std::string& client, const std::string& model = {})
{
    return value(machine.setups().plan({client, kBase, model, {}})).asked;
}

std::vector<std::string> namesAt(const Machine& machine, const std::string& client, bool isMain, const std::string& model = {})
{
    std::vector<std::string> names;
    for (const AskedModel& asked : askedAt(machine, client, model))
        if (asked.isMain == isMain)
            names.push_back(asked.name);
    return names;
}

} // namespace

TEST_CASE("reads a client's main model from its files and variables")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {"claude-code", "x", "", "claude-opus-4-8"},
        {"claude-code", ".claude/settings.json", R"({"model": "zz"})", "zz"},
        {"claude-code", ".claude/settings.json", R"({"model": "opus[1m]"})", "claude-opus-4-8"},
        {"claude-code", ".claude/settings.json", R"({"model": "zz[1m]"})", "zz"},
        {"claude-code", ".claude/settings.json", R"({"model": "opus", "env": {"ANTHROPIC_DEFAULT_OPUS_MODEL": "zz"}})", "zz"},
        {"claude-code", ".claude/settings.json", R"({"env": {"ANTHROPIC_DEFAULT_OPUS_MODEL": "zz"}})", "zz"},
        {"claude-code", ".claude/settings.json", R"({"model": "a", "env": {"ANTHROPIC_MODEL": "zz"}})", "zz"},
        {"claude-code", ".claude/settings.json", R"({"env": {"ANTHROPIC_DEFAULT_OPUS_MODEL": "opus"}})", "claude-opus-4-8"},
        {"claude-code", ".bashrc", "export ANTHROPIC_MODEL=zz\n", "zz"},
        {"claude-code", ".claude/settings.local.json", R"({"model": "zz"})", "zz"},
        {"gemini-cli", "x", "", "gemini-3.1-pro-preview-customtools"},
        {"gemini-cli", ".gemini/settings.json", R"({"model": {"name": "zz"}})", "zz"},
        {"gemini-cli", ".gemini/settings.json", R"({"model": {"name": "auto"}})", "gemini-3.1-pro-preview-customtools"},
        {"gemini-cli", ".bashrc", "export GEMINI_MODEL=zz\n", "zz"},
        {"gemini-cli", ".gemini/.env", "GEMINI_MODEL=zz\n", "zz"},
        {"codex", ".codex/config.toml", "model = \"zz\"\n", "zz"},
        {"codex", ".codex/config.toml", "profile = \"p\"\nmodel = \"a\"\n[profiles.p]\nmodel = \"zz\"\n", "zz"},
    }));
    CAPTURE(row.client, row.file, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    CHECK(namesAt(machine, row.client, true) == std::vector<std::string>{row.name});
}

TEST_CASE("requests the chosen model unless an overriding setting names another")
{
    const Machine machine;
    machine.write(".claude/settings.json", R"({"model": "a"})");
    CHECK(askedAt(machine, "claude-code", "m").front() == AskedModel{"m", true, {}});
    machine.write(".codex/config.toml", "model = \"a\"\n");
    CHECK(askedAt(machine, "codex", "m").front() == AskedModel{"m", true, {}});
    machine.write(".gemini/.env", "GEMINI_MODEL=a\n");
    CHECK(askedAt(machine, "gemini-cli", "m").front() == AskedModel{"m", true, {}});
    machine.write(".bashrc", "export GEMINI_MODEL=zz\n");
    CHECK(askedAt(machine, "gemini-cli", "m").front() == AskedModel{"zz", true, "GEMINI_MODEL in ~/.bashrc, line 1"});
    CHECK(askedAt(machine, "zed", "m").front() == AskedModel{"m", true, {}});
}

TEST_CASE("requests the model of a project's Codex settings")
{
    Machine machine;
    machine.write("work/app/.codex/config.toml", "model = \"zz\"\n");
    machine.surroundings.currentFolder = machine.path("work/app");
    CHECK(askedAt(machine, "codex", "m").front() == AskedModel{"zz", true, "model in ~/work/app/.codex/config.toml"});
}

TEST_CASE("reads background models from files and variables and replaces built-in ones where intended")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* model;
        std::vector<std::string> names;
    };
    const auto row = GENERATE(values<Row>({
        {"claude-code", "x", "", "", {"claude-haiku-4-5-20251001"}},
        {"claude-code", ".claude/settings.json", R"({"env": {"ANTHROPIC_DEFAULT_HAIKU_MODEL": "m1", "ANTHROPIC_DEFAULT_SONNET_MODEL": "m2"}})", "", {"m1", "m2"}},
        {"claude-code", ".bashrc", "export ANTHROPIC_SMALL_FAST_MODEL=m1 CLAUDE_CODE_SUBAGENT_MODEL=m3\n", "", {"m1", "m3"}},
        {"codex", ".codex/config.toml", "review_model = \"r\"\n[profiles.p]\nmodel = \"q\"\n", "", {"gpt-5.6-luna", "gpt-5.6-terra", "r", "q"}},
        {"aider", ".aider.conf.yml", "weak-model: openai/w\neditor-model: gemini/e\n", "m", {"w"}},
        {"opencode", ".config/opencode/opencode.json", R"({"small_model": "signalbox/s", "agent": {"a": {"model": "signalbox/t"}, "b": {"model": "openai/u"}}})", "m", {"s", "t"}},
        {"kilo-code", ".config/kilo/kilo.json", R"({"small_model": "signalbox/s"})", "m", {"s"}},
    }));
    CAPTURE(row.client, row.file, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    CHECK(namesAt(machine, row.client, false, row.model) == row.names);
}

TEST_CASE("names the setting that selects a requested model")
{
    const Machine machine;
    machine.write(".claude/settings.json", R"({"model": "zz", "env": {"ANTHROPIC_DEFAULT_SONNET_MODEL": "s"}})");
    const auto asked = askedAt(machine, "claude-code");
    CHECK(std::ranges::count(asked, AskedModel{"zz", true, "model in ~/.claude/settings.json"}) == 1);
    CHECK(std::ranges::count(asked, AskedModel{"s", false, "ANTHROPIC_DEFAULT_SONNET_MODEL in ~/.claude/settings.json"}) == 1);
}
