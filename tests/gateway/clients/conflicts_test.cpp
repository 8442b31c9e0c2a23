#include "catch.h"

#include "client_fixture.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace gateway;
using namespace gateway::clients;
using namespace tests;

namespace {

std::vector<Conflict> conflictsAt(const Machine& machine, const std::string& client) { return value(machine.setups().plan(wish(client))).conflicts; }

std::vector<std::string> placesOf(const Machine& machine, const std::string& client)
{
    std::vector<std::string> places;
    for (const Conflict& conflict : conflictsAt(machine, client))
        places.push_back(conflict.what + " in " + toText(conflict.where));
    return places;
}

} // namespace

TEST_CASE("finds a variable that selects another provider wherever it takes effect")
{
    struct Row {
        const char* file;
        const char* text;
        const char* where; ///< empty: no conflict
    };
    const auto row = GENERATE(values<Row>({
        {".claude/settings.json", "{\n  \"env\": {\n    \"CLAUDE_CODE_USE_BEDROCK\": \"1\"\n  }\n}\n", "~/.claude/settings.json, line 3"},
        {".claude/settings.json", "{\"env\": {\"CLAUDE_CODE_USE_BEDROCK\": true}}", "~/.claude/settings.json"},
        {".claude/settings.json", "{\"env\": {\"CLAUDE_CODE_USE_BEDROCK\": \"0\"}}", ""},
        {".claude/settings.json", "{\"env\": {\"CLAUDE_CODE_USE_BEDROCK\": \"\"}}", ""},
        {".claude/settings.local.json", "{\"env\": {\"CLAUDE_CODE_USE_BEDROCK\": \"yes\"}}", "~/.claude/settings.local.json, line 1"},
        {"../system/etc/claude-code/managed-settings.json", "{\"env\": {\"CLAUDE_CODE_USE_BEDROCK\": \"1\"}}", "managed-settings.json, line 1"},
        {".bashrc", "# export CLAUDE_CODE_USE_BEDROCK=1\n", ""},
        {".bashrc", "alias ll='ls -l'\nexport AWS_REGION=eu CLAUDE_CODE_USE_BEDROCK=1 # work\n", "~/.bashrc, line 2"},
        {".bashrc", "export CLAUDE_CODE_USE_BEDROCK=\"false\"\n", ""},
        {".bashrc", "export CLAUDE_CODE_USE_BEDROCK=1\nunset CLAUDE_CODE_USE_BEDROCK\n", ""},
        {".bashrc", "[ -n \"$WORK\" ] && export CLAUDE_CODE_USE_BEDROCK='1'\n", "~/.bashrc, line 1"},
        {".bashrc", "alias claude='CLAUDE_CODE_USE_BEDROCK=1 claude'\n", "~/.bashrc, line 1"},
        {".bashrc", "alias other='CLAUDE_CODE_USE_BEDROCK=1 other'\n", ""},
        {".bashrc", "CLAUDE_CODE_USE_BEDROCK=1 make test\n", ""},
        {".bashrc", "claude() {\n  CLAUDE_CODE_USE_BEDROCK=1 command claude \"$@\"\n}\n", "~/.bashrc, line 2"},
        {".zshenv", "typeset -gx CLAUDE_CODE_USE_BEDROCK=1\n", "~/.zshenv, line 1"},
        {".profile", "if true; then export CLAUDE_CODE_USE_BEDROCK=1; fi\n", "~/.profile, line 1"},
        {".config/fish/config.fish", "set -gx CLAUDE_CODE_USE_BEDROCK 1\n", "~/.config/fish/config.fish, line 1"},
        {".config/fish/conf.d/aws.fish", "\nset -Ux CLAUDE_CODE_USE_BEDROCK true\n", "~/.config/fish/conf.d/aws.fish, line 2"},
        {".config/environment.d/50-aws.conf", "CLAUDE_CODE_USE_BEDROCK=1\n", "~/.config/environment.d/50-aws.conf, line 1"},
        {".tcshrc", "setenv CLAUDE_CODE_USE_BEDROCK 1\n", "~/.tcshrc, line 1"},
        {"../system/etc/environment", "CLAUDE_CODE_USE_BEDROCK=1\n", "etc/environment, line 1"},
        {".config/Code/User/settings.json", "{ // mine\n \"claudeCode.environmentVariables\": [{\"name\": \"CLAUDE_CODE_USE_BEDROCK\", \"value\": \"1\"}]}", "~/.config/Code/User/settings.json"},
        {".config/Cursor/User/settings.json", "{\"claudeCode.environmentVariables\": [{\"name\": \"A\"}, 7, {\"name\": \"CLAUDE_CODE_USE_BEDROCK\", \"value\": \"true\"}]}", "~/.config/Cursor/User/settings.json"},
        {".config/Code/User/settings.json", "{\"claudeCode.environmentVariables\": [{\"name\": \"CLAUDE_CODE_USE_BEDROCK\", \"value\": \"0\"}]}", ""},
        {".config/VSCodium/User/settings.json", "{\"terminal.integrated.env.linux\": {\"CLAUDE_CODE_USE_BEDROCK\": \"1\"}}", "~/.config/VSCodium/User/settings.json"},
        {".vscode-server/data/Machine/settings.json", "{\"terminal.integrated.env.linux\": {\"CLAUDE_CODE_USE_BEDROCK\": null, \"B\": \"1\"}}", ""},
        {".config/Code/User/settings.json", "{\"env\": {\"CLAUDE_CODE_USE_BEDROCK\": \"1\"}}", ""}, // of no meaning there
        {"../system/etc/profile.d/work.sh", "export CLAUDE_CODE_USE_BEDROCK=1\n", "etc/profile.d/work.sh, line 1"},
    }));
    CAPTURE(row.file, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    const auto found = conflictsAt(machine, "claude-code");
    const std::string where = row.where;
    CHECK(found.size() == (where.empty() ? 0 : 1));
    for (const Conflict& conflict : found) {
        CHECK(conflict.kind == Conflict::Kind::Diversion);
        CHECK(conflict.what == "CLAUDE_CODE_USE_BEDROCK");
        CHECK(toText(conflict.where).ends_with(where));
        CHECK_THAT(toText(messageOf(conflict)), Catch::Contains("another provider") && Catch::Contains("Remove it"));
    }
}

TEST_CASE("names the place of a conflict by its kind, so that it can be translated")
{
    Machine machine;
    machine.surroundings.environment["CLAUDE_CODE_USE_BEDROCK"] = "1";
    machine.write(".bashrc", "\nexport CLAUDE_CODE_USE_VERTEX=1\n");
    machine.write(".claude/settings.json", "{\n \"apiKeyHelper\": \"pass\",\n \"env\": {\"CLAUDE_CODE_USE_FOUNDRY\": true}}\n");
    machine.write(".config/Code/User/settings.json", "{\"claudeCode.environmentVariables\": [{\"name\": \"CLAUDE_CODE_USE_BEDROCK\", \"value\": \"1\"}]}");
    struct Place {
        std::string what;
        std::string pattern; ///< empty: the same in every language
        std::string english;

        auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> places;
    for (const Conflict& conflict : conflictsAt(machine, "claude-code"))
        places.push_back({conflict.what, conflict.where.pattern, toText(conflict.where)});
    std::ranges::sort(places);
    CHECK(places == std::vector<Place>{
              {"CLAUDE_CODE_USE_BEDROCK", "", "~/.config/Code/User/settings.json"},
              {"CLAUDE_CODE_USE_BEDROCK", "the environment", "the environment"},
              {"CLAUDE_CODE_USE_FOUNDRY", "", "~/.claude/settings.json"},
              {"CLAUDE_CODE_USE_VERTEX", "%1, line %2", "~/.bashrc, line 2"},
              {"apiKeyHelper", "%1, line %2", "~/.claude/settings.json, line 2"},
          });
}

TEST_CASE("finds variables in a shell script around the client")
{
    struct Row {
        const char* text;
        bool isFound;
    };
    const auto row = GENERATE(values<Row>({
        {"#!/bin/sh\nexport CLAUDE_CODE_USE_BEDROCK=1\nexec /opt/claude/claude \"$@\"\n", true},
        {"#! /usr/bin/env bash\n# work\nexport CLAUDE_CODE_USE_BEDROCK=1; exec /opt/claude/claude \"$@\"\n", true},
        {"#!/bin/sh\nexec /opt/claude/claude \"$@\"\n", false},
        {"#!/usr/bin/env node\nexport CLAUDE_CODE_USE_BEDROCK=1\n", false}, // not a shell's
        {"\x7f" "ELF export CLAUDE_CODE_USE_BEDROCK=1\n", false},
    }));
    CAPTURE(row.text);
    Machine machine;
    machine.write(".local/bin/claude", row.text);
    machine.surroundings.programFolders = {machine.path(".local/bin")};
    const auto found = conflictsAt(machine, "claude-code");
    CHECK(found.size() == (row.isFound ? 1 : 0));
    for (const Conflict& conflict : found)
        CHECK_THAT(toText(conflict.where), Catch::Contains("~/.local/bin/claude, line "));
}

TEST_CASE("names an additional key that does not block a set-up")
{
    const Machine machine;
    machine.write(".bashrc", "export ANTHROPIC_API_KEY=sk-ant-mine\n");
    machine.write(".claude/settings.json", "{\n\"apiKeyHelper\": \"pass show anthropic\",\n\"env\": {\"ANTHROPIC_API_KEY\": \"sk-ant-mine\"}}\n"); // removed
    const auto found = conflictsAt(machine, "claude-code");
    CHECK(found == std::vector<Conflict>{{Conflict::Kind::Variable, "ANTHROPIC_API_KEY", "~/.bashrc, line 1", true},
              {Conflict::Kind::Field, "apiKeyHelper", "~/.claude/settings.json, line 2", true}});
    CHECK(toText(messageOf(found.front())).find("sk-ant") == std::string::npos);
}

TEST_CASE("reads sourced shell files too")
{
    const Machine machine;
    machine.write(".bashrc", "source ~/.work.sh\n. \"$HOME/.work.sh\"\n");
    machine.write(".work.sh", "\nexport CLAUDE_CODE_USE_VERTEX=1\nexport CLAUDE_CODE_USE_FOUNDRY=on\n");
    CHECK(placesOf(machine, "claude-code")
        == std::vector<std::string>{"CLAUDE_CODE_USE_VERTEX in ~/.work.sh, line 2", "CLAUDE_CODE_USE_FOUNDRY in ~/.work.sh, line 3"});
}

TEST_CASE("distinguishes overriding variables of other clients from harmless ones")
{
    Machine machine;
    machine.write(".profile", "export GOOGLE_GENAI_USE_VERTEXAI=true\nexport GEMINI_MODEL=m\nexport OPENAI_BASE_URL=https://x\nexport OPENAI_API_KEY=k\nexport OPENAI_MODEL=o\n");
    CHECK(placesOf(machine, "gemini-cli") == std::vector<std::string>{"GOOGLE_GENAI_USE_VERTEXAI in ~/.profile, line 1", "GEMINI_MODEL in ~/.profile, line 2"});
    CHECK(conflictsAt(machine, "gemini-cli").back().isPartly);
    CHECK(placesOf(machine, "aider") == std::vector<std::string>{"OPENAI_BASE_URL in ~/.profile, line 3"});
    CHECK(placesOf(machine, "qwen-code") == std::vector<std::string>{"OPENAI_MODEL in ~/.profile, line 5"});
    CHECK(placesOf(machine, "codex").empty()); // its provider has its own address and key
    machine.write(".qwen/.env", "QWEN_MODEL=q\n");
    CHECK(placesOf(machine, "qwen-code") == std::vector<std::string>{"OPENAI_MODEL in ~/.profile, line 5", "QWEN_MODEL in ~/.qwen/.env, line 1"});
    CHECK_FALSE(conflictsAt(machine, "gemini-cli").front().isPartly);
}

TEST_CASE("reports a client folder that only the shell sets")
{
    Machine machine;
    machine.write(".zshrc", "export CODEX_HOME=\"$HOME/work/codex\"\nexport CLAUDE_CONFIG_DIR=$HOME/.claude\n");
    REQUIRE(conflictsAt(machine, "codex").size() == 1);
    CHECK(conflictsAt(machine, "codex").front() == Conflict{Conflict::Kind::Elsewhere, "CODEX_HOME", "~/.zshrc, line 1"});
    CHECK(conflictsAt(machine, "claude-code").empty()); // the default folder anyway
    machine.write(".profile", "export XDG_CONFIG_HOME=~/configs\n");
    CHECK(placesOf(machine, "zed") == std::vector<std::string>{"XDG_CONFIG_HOME in ~/.profile, line 1"});
    CHECK(conflictsAt(machine, "claude-code").empty()); // has no folder there
    machine.surroundings.environment["CODEX_HOME"] = machine.path("work/codex").toStdString();
    CHECK(conflictsAt(machine, "codex").empty());
    CHECK(value(machine.setups().plan(wish("codex"))).files.front().path == machine.path("work/codex/config.toml"));
}

TEST_CASE("writes the file in force and never creates one that would override it")
{
    struct Row {
        const char* client;
        const char* there;
        const char* text;
        const char* other; ///< would take precedence if it existed
    };
    const auto row = GENERATE(values<Row>({
        {"continue", ".continue/config.json", "{\"models\": [{\"title\": \"Mine\", \"provider\": \"ollama\", \"model\": \"m\"}]}\n", ".continue/config.yaml"},
        {"continue", ".continue/config.json", "{}\n", ".continue/config.yaml"},
        {"gemini-cli", ".env", "GEMINI_API_KEY=mine\nOTHER=1\n", ".gemini/.env"},
        {"opencode", ".config/opencode/opencode.jsonc", "{} // mine\n", ".config/opencode/opencode.json"},
    }));
    CAPTURE(row.client, row.there);
    const Machine machine;
    machine.write(row.there, row.text);
    ClientSetups setups = machine.setups();
    const SetupPlan plan = value(setups.plan(wish(row.client)));
    CHECK(plan.files.front().path == machine.path(row.there));
    CHECK_FALSE(plan.files.front().isNew);
    succeed(setups.apply(plan, Secret(kKey), sha256(kKey), row.client));
    CHECK_FALSE(machine.read(row.other));
    CHECK_THAT(*machine.read(row.there), Catch::Contains(kBase));
    CHECK(value(setups.state(row.client, kBase)).drift == Drift::None);

    SECTION("restored there") {}
    SECTION("also if the other file is created later, which is reported")
    {
        machine.write(row.other, "");
        if (std::string_view(row.client) != "opencode") // reads both files
            CHECK(value(setups.state(row.client, kBase)).conflicts.front().kind == Conflict::Kind::WholeFile);
    }
    if (std::string_view(row.client) == "opencode")
        return;
    succeed(setups.restore(value(setups.planRestore(row.client))));
    CHECK(machine.read(row.there) == row.text);
}

TEST_CASE("writes the file that takes precedence and creates the usual one if none exists")
{
    const Machine machine;
    CHECK(value(machine.setups().plan(wish("continue"))).files.front().path == machine.path(".continue/config.yaml"));
    CHECK(value(machine.setups().plan(wish("gemini-cli"))).files.front().path == machine.path(".gemini/.env"));
    machine.write(".continue/config.json", "{}");
    machine.write(".continue/config.yaml", "name: Mine\n");
    machine.write(".env", "A=1\n");
    machine.write(".gemini/.env", "B=1\n");
    CHECK(value(machine.setups().plan(wish("continue"))).files.front().path == machine.path(".continue/config.yaml"));
    CHECK(value(machine.setups().plan(wish("gemini-cli"))).files.front().path == machine.path(".gemini/.env"));
}

TEST_CASE("reports project files that override the set-up")
{
    Machine machine;
    machine.write("work/app/.claude/settings.local.json", "{\"env\": {\n\"ANTHROPIC_BASE_URL\": \"https://elsewhere.example\"}}");
    machine.write("work/.env", "GEMINI_API_KEY=mine\n");
    machine.write("work/app/opencode.json", "{\"model\": \"openai/gpt\"}");
    machine.write("work/app/.aider.conf.yml", "openai-api-base: https://elsewhere.example\n");
    CHECK(conflictsAt(machine, "claude-code").empty());
    machine.surroundings.currentFolder = machine.path("work/app");
    CHECK(conflictsAt(machine, "claude-code") == std::vector<Conflict>{{Conflict::Kind::File, "env.ANTHROPIC_BASE_URL", "~/work/app/.claude/settings.local.json, line 2"}});
    CHECK(conflictsAt(machine, "gemini-cli") == std::vector<Conflict>{{Conflict::Kind::WholeFile, "", "~/work/.env"}});
    CHECK(conflictsAt(machine, "opencode") == std::vector<Conflict>{{Conflict::Kind::File, "model", "~/work/app/opencode.json, line 1"}});
    machine.write("work/app/.codex/config.toml", "model_provider = \"other\"\nmodel = \"gpt-5\"\n"); // Codex ignores the first there
    CHECK(conflictsAt(machine, "codex") == std::vector<Conflict>{{Conflict::Kind::File, "model", "~/work/app/.codex/config.toml, line 2", true}});
    CHECK(placesOf(machine, "aider") == std::vector<std::string>{"openai-api-base in ~/work/app/.aider.conf.yml, line 1"});
}

TEST_CASE("reports overriding fields in a client's own file")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* what; ///< empty: none
    };
    const auto row = GENERATE(values<Row>({
        {"codex", ".codex/config.toml", "profile = \"work\"\n[profiles.work]\nmodel_provider = \"azure\"\n", "profiles.work.model_provider"},
        {"codex", ".codex/config.toml", "profile = \"work\"\n[profiles.work]\nmodel = \"m\"\n", ""},
        {"codex", ".codex/config.toml", "[profiles.work]\nmodel_provider = \"azure\"\n", ""},
        {"opencode", ".config/opencode/opencode.json", "{\"disabled_providers\": [\"signalbox\"]}", "disabled_providers"},
        {"opencode", ".config/opencode/opencode.json", "{\"enabled_providers\": [\"anthropic\"]}", "enabled_providers"},
        {"opencode", ".config/opencode/opencode.json", "{\"enabled_providers\": [\"signalbox\"], \"disabled_providers\": [\"x\"]}", ""},
        {"gemini-cli", ".gemini/settings.json", "{\"security\": {\"auth\": {\"enforcedType\": \"vertex-ai\"}}}", "security.auth.enforcedType"},
        {"gemini-cli", ".gemini/.env", "GOOGLE_API_KEY=k\n", "GOOGLE_API_KEY"},
    }));
    CAPTURE(row.client, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    const auto found = conflictsAt(machine, row.client);
    REQUIRE(found.size() == (std::string_view(row.what).empty() ? 0 : 1));
    if (!found.empty())
        CHECK(found.front().what == row.what);
}

TEST_CASE("reads the contents of a file named by a variable")
{
    Machine machine;
    machine.write("other.json", "{\"provider\": {\"signalbox\": {\"options\": {\"baseURL\": \"https://elsewhere.example\"}}}}");
    machine.write("harmless.json", "{\"theme\": \"dark\"}");
    machine.surroundings.environment["OPENCODE_CONFIG"] = machine.path("harmless.json").toStdString();
    CHECK(conflictsAt(machine, "opencode").empty());
    machine.surroundings.environment["OPENCODE_CONFIG"] = machine.path("other.json").toStdString();
    CHECK(placesOf(machine, "opencode") == std::vector<std::string>{"provider.signalbox.options.baseURL in ~/other.json, line 1"});
}

TEST_CASE("a plan names the model that the client will request")
{
    const Machine machine;
    machine.write(".codex/config.toml", "model = \"mine\"\n");
    machine.write(".claude/settings.json", "{\"env\": {\"ANTHROPIC_MODEL\": \"mine\"}}");
    const auto modelOf = [&](const char* client, const char* model) { return value(machine.setups().plan({client, kBase, model, {}})).model; };
    CHECK(modelOf("codex", "") == "mine");
    CHECK(modelOf("codex", "other") == "other");
    CHECK(modelOf("claude-code", "") == "mine");
    CHECK(modelOf("gemini-cli", "").empty());
}

TEST_CASE("a set-up counts as working from its first request until it is repeated")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "codex");
    const auto seen = [&] { return value(machine.setups().state("codex", kBase)); };
    CHECK_FALSE(seen().firstSeenAt.isValid());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    CHECK(value(setups.noteRequest("somebody", now, "m")).isSettled); // not awaiting a first request
    CHECK_FALSE(value(setups.noteRequest("codex", now.addSecs(-60), "before")).isSettled);
    CHECK_FALSE(seen().firstSeenAt.isValid());
    CHECK(value(setups.noteRequest("codex", now.addSecs(1), "qwen-turbo")).isNews);
    CHECK_FALSE(value(setups.noteRequest("codex", now.addSecs(2), "later")).isNews);
    CHECK(seen().firstSeenAt == now.addSecs(1));
    CHECK(seen().firstModel == "qwen-turbo");
    setUp(setups, "codex");
    CHECK_FALSE(seen().firstSeenAt.isValid());
}

TEST_CASE("a set-up reports its last failure until a request succeeds")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "codex");
    const auto state = [&] { return value(machine.setups().state("codex", kBase)); };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto first = value(setups.noteRequest("codex", now.addSecs(1), "a", "403 model_not_allowed"));
    CHECK(first.isNews);
    CHECK_FALSE(first.isSettled);
    CHECK_FALSE(state().firstSeenAt.isValid());
    CHECK(state().failure == "403 model_not_allowed");
    CHECK(state().failedModel == "a");
    CHECK_FALSE(value(setups.noteRequest("codex", now.addSecs(2), "b", "403 model_not_allowed")).isNews);
    CHECK(value(setups.noteRequest("codex", now.addSecs(3), "c", "502 upstream_unreachable")).isNews);
    CHECK(state().failedAt == now.addSecs(3));
    CHECK(value(setups.noteRequest("codex", now.addSecs(4), "d")).isSettled);
    CHECK(state().failure.empty());
    CHECK(state().firstModel == "d");
}

TEST_CASE("a set-up without requests reports new conflicts")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "claude-code");
    CHECK(value(setups.state("claude-code", kBase)).conflicts.empty());
    machine.write(".bashrc", "export CLAUDE_CODE_USE_VERTEX=1\n");
    CHECK(value(setups.state("claude-code", kBase)).conflicts.size() == 1);
    REQUIRE(value(setups.noteRequest("claude-code", QDateTime::currentDateTimeUtc().addSecs(1), "m")).isNews);
    CHECK(value(setups.state("claude-code", kBase)).conflicts.empty());
}

TEST_CASE("finds a variable in every file that a shell start-up file reads")
{
    struct Row {
        const char* start;
        const char* text;
        const char* other;
    };
    const auto row = GENERATE(values<Row>({
        {".bashrc", "for f in ~/.bashrc.d/*; do . \"$f\"; done\n", ".bashrc.d/aws"},
        {".bashrc", "if [ -d ~/.bashrc.d ]; then\n  for rc in ~/.bashrc.d/*.sh; do\n    if [ -f \"$rc\" ]; then\n      . \"$rc\"\n    fi\n  done\nfi\n", ".bashrc.d/aws.sh"},
        {".bashrc", "DIR=\"$HOME/.config/shell\"\nfor f in \"$DIR\"/*.{sh,bash}; do source \"${f}\"; done\n", ".config/shell/work.bash"},
        {".bashrc", "for f in $(ls ~/.work/*.sh); do source $f; done\n", ".work/a.sh"},
        {".bashrc", "find ~/.work -name '*.sh' | while IFS= read -r f; do . \"$f\"; done\n", ".work/a.sh"},
        {".bashrc", ". \"${XDG_CONFIG_HOME:-$HOME/.config}/work.sh\"\n", ".config/work.sh"},
        {".bashrc", "include() { [ -f \"$1\" ] && . \"$1\"; }\ninclude ~/.work.sh\n", ".work.sh"},
        {".zshrc", "for f (~/.zsh/*.zsh(N)) source $f\n", ".zsh/work.zsh"},
        {".zshrc", "for f in ~/.zsh/**/*.zsh(.N); do source \"$f\"; done\n", ".zsh/a/b/work.zsh"},
        {".zshrc", "source ${0:A:h}/.zsh_work\n", ".zsh_work"},
        {".zshenv", "export ZDOTDIR=\"$HOME/.config/zsh\"\n", ".config/zsh/.zshrc"},
        {".config/fish/config.fish", "for f in ~/.config/fish/extra/*.fish\n  source $f\nend\n", ".config/fish/extra/a.fish"},
        {".config/fish/config.fish", "source (status dirname)/work.fish\n", ".config/fish/work.fish"},
        {".bashrc", "export $(cat ~/.env.work)\n", ".env.work"},
        {".bashrc", "[ -f ~/.env.work ] && export $(grep -v '^#' ~/.env.work | xargs)\n", ".env.work"},
        {".bashrc", "set -a; . ~/.env.work; set +a\n", ".env.work"},
        {".bashrc", "eval \"$(cat \"$HOME/.env.work\")\"\n", ".env.work"},
        {".bashrc", "eval \"$(sed 's/^/export /' ~/.env.work)\"\n", ".env.work"},
        {".bashrc", "export `cat ~/.env.work`\n", ".env.work"},
        {".bashrc", "source <(grep = ~/.env.work)\n", ".env.work"},
        {".bashrc", "while IFS= read -r line; do\n  export \"$line\"\ndone < ~/.env.work\n", ".env.work"},
        {".bashrc", "alias claude='env $(cat ~/.env.work) claude'\n", ".env.work"},
        {".config/fish/config.fish", "export (cat ~/.env.work)\n", ".env.work"},
        {".envrc", "dotenv .env.work\n", ".env.work"},
        {".envrc", "source_env ~/work\n", "work"},
        {".mise.toml", "[env]\n_.file = \".env.work\"\n", ".env.work"},
        {".config/mise/config.toml", "[env]\n_.source = [\"~/work.sh\"]\n", "work.sh"},
        {".config/nushell/config.nu", "source ~/work.nu\n", "work.nu"},
        {".config/powershell/profile.ps1", ". \"$PSScriptRoot/work.ps1\"\n", ".config/powershell/work.ps1"},
        {".config/powershell/profile.ps1", "Get-ChildItem \"$HOME/.ps.d/*.ps1\" | ForEach-Object { . $_.FullName }\n", ".ps.d/work.ps1"},
    }));
    CAPTURE(row.start, row.text);
    const Machine machine;
    machine.write(row.start, row.text);
    CHECK(conflictsAt(machine, "claude-code").empty());
    const std::string name = row.other;
    machine.write(name, name.ends_with(".nu") ? "\n$env.CLAUDE_CODE_USE_BEDROCK = \"1\"\n" : name.ends_with(".ps1") ? "\n$env:CLAUDE_CODE_USE_BEDROCK = '1'\n"
            : name.ends_with(".fish")                               ? "\nset -gx CLAUDE_CODE_USE_BEDROCK 1\n"
            : name.find(".env") != std::string::npos                ? "\nCLAUDE_CODE_USE_BEDROCK=1\n"
                                                                    : "\nexport CLAUDE_CODE_USE_BEDROCK=1\n");
    CHECK(placesOf(machine, "claude-code") == std::vector<std::string>{"CLAUDE_CODE_USE_BEDROCK in ~/" + name + ", line 2"});
}

TEST_CASE("finds a variable in the start-up files of every shell and system")
{
    struct Row {
        const char* file;
        const char* text;
        int line; ///< 0: no conflict
    };
    const auto row = GENERATE(values<Row>({
        {".config/fish/functions/work.fish", "function work\n  set -gx CLAUDE_CODE_USE_BEDROCK 1\nend\n", 2},
        {".config/fish/fish_variables", "# VERSION: 3.0\nSETUVAR --export CLAUDE_CODE_USE_BEDROCK:1\n", 2},
        {".config/fish/fish_variables", "SETUVAR --export CLAUDE_CODE_USE_BEDROCK:\\x74rue\n", 1},
        {".config/fish/fish_variables", "SETUVAR --export --path CLAUDE_CODE_USE_BEDROCK:\\u0079es\n", 1},
        {".config/fish/fish_variables", "SETUVAR CLAUDE_CODE_USE_BEDROCK:1\n", 0},
        {".config/fish/fish_variables", "SETUVAR --export CLAUDE_CODE_USE_BEDROCK:\\x1d\n", 0},
        {".config/fish/config.fish", "set -gx CLAUDE_CODE_USE_BEDROCK 1\nset -q CLAUDE_CODE_USE_BEDROCK; or echo no\n", 1},
        {".config/nushell/env.nu", "# $env.CLAUDE_CODE_USE_BEDROCK = \"1\"\n$env.CLAUDE_CODE_USE_BEDROCK = \"1\"\n", 2},
        {".config/nushell/config.nu", "load-env {\n  AWS_REGION: \"eu\"\n  CLAUDE_CODE_USE_BEDROCK: 'true'\n}\n", 3},
        {".config/nushell/config.nu", "load-env {AWS_REGION: eu, \"CLAUDE_CODE_USE_BEDROCK\": 1}\n", 1},
        {".config/nushell/autoload/work.nu", "$env.CLAUDE_CODE_USE_BEDROCK = 1\nhide-env CLAUDE_CODE_USE_BEDROCK\n", 0},
        {".config/powershell/profile.ps1", "$env:CLAUDE_CODE_USE_BEDROCK = '1'\n", 1},
        {".config/powershell/Microsoft.PowerShell_profile.ps1", "\n[Environment]::SetEnvironmentVariable('CLAUDE_CODE_USE_BEDROCK', '1', 'Process')\n", 2},
        {".config/powershell/profile.ps1", "[System.Environment]::SetEnvironmentVariable(\"CLAUDE_CODE_USE_BEDROCK\", \"true\")\n", 1},
        {".config/powershell/profile.ps1", "Set-Item -Path Env:CLAUDE_CODE_USE_BEDROCK -Value 1\n", 1},
        {".config/powershell/profile.ps1", "<#\n$env:CLAUDE_CODE_USE_BEDROCK = '1'\n#>\n", 0},
        {".config/powershell/profile.ps1", "$Env:CLAUDE_CODE_USE_BEDROCK='1'\nRemove-Item Env:\\CLAUDE_CODE_USE_BEDROCK\n", 0},
        {"Documents/PowerShell/Microsoft.PowerShell_profile.ps1", "${env:CLAUDE_CODE_USE_BEDROCK} = 1\n", 1},
        {".pam_environment", "CLAUDE_CODE_USE_BEDROCK DEFAULT=1\n", 1},
        {".pam_environment", "CLAUDE_CODE_USE_BEDROCK DEFAULT=0 OVERRIDE=\"1\"\n", 1},
        {".pam_environment", "CLAUDE_CODE_USE_BEDROCK=1\n", 1},
        {".config/environment.d/10.conf", "AWS_PROFILE=my work\nCLAUDE_CODE_USE_BEDROCK=\"1\"\n", 2},
        {"../system/etc/environment", "CLAUDE_CODE_USE_BEDROCK=1 # work\n", 1},
        {".mise.toml", "[env]\nCLAUDE_CODE_USE_BEDROCK = \"1\"\n", 2},
        {"mise.toml", "env.CLAUDE_CODE_USE_BEDROCK = true\n", 1},
        {"mise.toml", "[env]\nCLAUDE_CODE_USE_BEDROCK = false\n", 0},
        {".config/mise/conf.d/a.toml", "[env]\nCLAUDE_CODE_USE_BEDROCK = { value = \"1\" }\n", 2},
        {".envrc", "export CLAUDE_CODE_USE_BEDROCK=1\n", 1},
        {".config/elvish/rc.elv", "set-env CLAUDE_CODE_USE_BEDROCK 1\n", 1},
        {".xonshrc", "$CLAUDE_CODE_USE_BEDROCK = \"1\"\n", 1},
        {".tmux.conf", "set-environment -g CLAUDE_CODE_USE_BEDROCK 1\n", 1},
        {".bashrc", "eval \"export CLAUDE_CODE_USE_BEDROCK=1\"\n", 1},
        {".bashrc", "env CLAUDE_CODE_USE_BEDROCK=1 make\n", 0},
    }));
    CAPTURE(row.file, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    const auto found = conflictsAt(machine, "claude-code");
    REQUIRE(found.size() == (row.line > 0 ? 1 : 0));
    if (!found.empty())
        CHECK(toText(found.front().where).ends_with(", line " + std::to_string(row.line)));
}

TEST_CASE("ends the search at circular references and many files and binary files")
{
    const Machine machine;
    machine.write(".bashrc", ". ~/.bashrc\nfor f in ~/.d/*; do . $f; done\n. ~/.d\n. ~/.program\n. $f/$f/$f\n");
    for (int i = 0; i < 600; ++i)
        machine.write(".d/" + std::to_string(1000 + i), "for f in ~/.d/*; do . $f; done\n");
    machine.write(".program", std::string("export CLAUDE_CODE_USE_BEDROCK=1\n\0x", 35));
    CHECK(conflictsAt(machine, "claude-code").empty());
    machine.write(".d/0", "export CLAUDE_CODE_USE_BEDROCK=1\n");
    CHECK(placesOf(machine, "claude-code") == std::vector<std::string>{"CLAUDE_CODE_USE_BEDROCK in ~/.d/0, line 1"});
}

TEST_CASE("names an alias or function that selects another provider")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* what; ///< empty: no conflict
        bool isPartly = false;
    };
    const auto row = GENERATE(values<Row>({
        {"codex", ".bashrc", "alias codex='codex -c model_provider=x'\n", "-c model_provider=x"},
        {"codex", ".bashrc", "alias codex=\"codex -c 'model_provider = \\\"azure\\\"'\"\n", "-c model_provider=azure"},
        {"codex", ".bashrc", "codex() {\n  command codex --config model_provider=x \"$@\"\n}\n", "--config model_provider=x"},
        {"codex", ".zshrc", "alias -- codex='npx @openai/codex@latest --config=model_provider=x'\n", "--config model_provider=x"},
        {"codex", ".bashrc", "alias codex='codex --oss'\n", "--oss"},
        {"codex", ".bashrc", "FLAGS='-c model_provider=x'\nalias codex=\"codex $FLAGS\"\n", "-c model_provider=x"},
        {"codex", ".config/fish/config.fish", "abbr -a codex codex -c model_provider=x\n", "-c model_provider=x"},
        {"codex", ".config/fish/config.fish", "alias codex 'codex -c model_provider=x'\n", "-c model_provider=x"},
        {"codex", ".config/fish/functions/codex.fish", "function codex --wraps codex\n  command codex -c model_provider=x $argv\nend\n", "-c model_provider=x"},
        {"codex", ".tcshrc", "alias codex codex -c model_provider=x\n", "-c model_provider=x"},
        {"codex", ".config/nushell/config.nu", "alias codex = ^codex -c model_provider=x\n", "-c model_provider=x"},
        {"codex", ".config/powershell/profile.ps1", "function codex { codex.exe -c model_provider=x @args }\n", "-c model_provider=x"},
        {"codex", ".bashrc", "alias codex='codex -m gpt-5'\n", "-m", true},
        {"codex", ".bashrc", "alias codex='codex -c model_provider=signalbox'\n", ""},
        {"codex", ".bashrc", "alias codex='codex -c sandbox_mode=read-only'\n", ""},
        {"codex", ".bashrc", "alias other='other -c model_provider=x'\n", ""},
        {"codex", ".bashrc", "alias codex='codex -p work'\n", ""},
        {"claude-code", ".bashrc", "alias claude='CLAUDE_CODE_USE_BEDROCK=1 claude'\n", "CLAUDE_CODE_USE_BEDROCK"},
        {"claude-code", ".bashrc", "alias claude='CLAUDE_CODE_USE_BEDROCK=1 npx @anthropic-ai/claude-code'\n", "CLAUDE_CODE_USE_BEDROCK"},
        {"claude-code", ".bashrc", "alias claude='claude --settings '\\''{\"env\": {\"CLAUDE_CODE_USE_VERTEX\": \"1\"}}'\\'\n", "CLAUDE_CODE_USE_VERTEX"},
        {"claude-code", ".bashrc", "alias claude='claude --setting-sources project'\n", "--setting-sources"},
        {"claude-code", ".bashrc", "alias claude='claude --setting-sources user,project'\n", ""},
        {"opencode", ".bashrc", "alias opencode='opencode --model openai/gpt-5'\n", "--model"},
        {"opencode", ".bashrc", "alias opencode='opencode --model signalbox/m'\n", ""},
        {"kilo-code", ".zshrc", "kilo() { command kilo -m anthropic/x \"$@\"; }\n", "-m"},
        {"qwen-code", ".bashrc", "alias qwen='qwen --openai-base-url https://x --openai-api-key k'\n", "--openai-base-url"},
        {"aider", ".bashrc", "alias aider='aider --sonnet'\n", "--sonnet"},
        {"continue", ".bashrc", "alias cn='cn --config ~/other.yaml'\n", "--config"},
        {"gemini-cli", ".bashrc", "alias gemini='gemini -m gemini-2.5-pro'\n", "-m", true},
    }));
    CAPTURE(row.client, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    const auto found = conflictsAt(machine, row.client);
    REQUIRE(found.empty() == std::string_view(row.what).empty());
    if (found.empty())
        return;
    CHECK(found.front().what == row.what);
    CHECK(found.front().isPartly == row.isPartly);
    CHECK(toText(found.front().where).starts_with(std::string("~/") + row.file + ", line "));
}

TEST_CASE("a profile selected by an alias is a conflict if it has another provider")
{
    const Machine machine;
    machine.write(".bashrc", "alias codex='codex --profile work'\n");
    CHECK(conflictsAt(machine, "codex").empty());
    SECTION("in the client's own file")
    {
        machine.write(".codex/config.toml", "[profiles.work]\nmodel_provider = \"azure\"\n");
        CHECK(placesOf(machine, "codex") == std::vector<std::string>{"--profile in ~/.bashrc, line 1"});
        machine.write(".codex/config.toml", "[profiles.work]\nmodel_provider = \"signalbox\"\n");
        CHECK(conflictsAt(machine, "codex").empty());
    }
    SECTION("in a separate file")
    {
        machine.write(".codex/work.config.toml", "model_provider = \"azure\"\n");
        CHECK(placesOf(machine, "codex") == std::vector<std::string>{"model_provider in ~/.codex/work.config.toml, line 1"});
    }
}

TEST_CASE("does not repeat a key from an argument")
{
    const Machine machine;
    machine.write(".bashrc", "alias qwen='qwen --openai-api-key=sk-mine'\nalias aider='aider --openai-api-key sk-mine'\n");
    for (const char* const client : {"qwen-code", "aider"})
        for (const Conflict& conflict : conflictsAt(machine, client))
            CHECK(toText(messageOf(conflict)).find("sk-mine") == std::string::npos);
}

TEST_CASE("removes fields of the user's own provider of our name and restores them afterwards")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        std::vector<std::string> gone;
    };
    const auto row = GENERATE(values<Row>({
        {"codex", ".codex/config.toml",
            "[model_providers.signalbox]\nname = \"Mine\"\nbase_url = \"https://mine.example/v1\"\nwire_api = \"chat\"\nenv_key = \"MINE\"\nrequires_openai_auth = true\nrequest_max_retries = 2\n\n"
            "[model_providers.signalbox.http_headers]\nAuthorization = \"Bearer very-secret-words\"\n",
            {"env_key", "requires_openai_auth", "http_headers", "Authorization", "\"chat\""}},
        {"codex", ".codex/config.toml", "[model_providers.signalbox]\nquery_params = { api-version = \"1\" }\nenv_http_headers = { X = \"Y\" }\nsupports_websockets = true\n",
            {"query_params", "env_http_headers", "supports_websockets"}},
        {"codex", ".codex/config.toml", "[model_providers.signalbox]\nname = \"Mine\"\n\n[model_providers.signalbox.auth]\ncommand = \"token\"\n", {"auth", "token\""}},
        {"opencode", ".config/opencode/opencode.json",
            "{\n  \"provider\": {\n    \"signalbox\": {\n      \"env\": [\"MINE\"],\n      \"options\": {\"baseURL\": \"https://mine.example\", \"headers\": {\"Authorization\": \"Bearer very-secret-words\"}}\n    }\n  }\n}\n",
            {"MINE", "headers"}},
        {"kilo-code", ".config/kilo/kilo.json", "{\"provider\": {\"signalbox\": {\"whitelist\": [\"other\"], \"npm\": \"@ai-sdk/anthropic\"}}}\n", {"whitelist", "anthropic"}},
        {"crush", ".config/crush/crush.json", "{\"providers\": {\"signalbox\": {\"disable\": true, \"extra_headers\": {\"X\": \"very-secret-words\"}}}}\n", {"disable", "extra_headers"}},
        {"continue", ".continue/config.yaml", "models:\n  - name: Signalbox\n    provider: anthropic\n    model: m\n    requestOptions:\n      headers:\n        Authorization: very-secret-words\n",
            {"requestOptions", "anthropic"}},
        {"zed", ".config/zed/settings.json", "{\"language_models\": {\"openai_compatible\": {\"Signalbox\": {\"api_url\": \"https://mine.example\", \"custom_headers\": {\"X\": \"1\"}}}}}\n", {"custom_headers"}},
    }));
    CAPTURE(row.client, row.text);
    const Machine machine;
    machine.write(row.file, row.text);
    ClientSetups setups = machine.setups();
    const SetupPlan plan = value(setups.plan(wish(row.client)));
    CHECK(unifiedDiff(plan.files.front().diff).find("very-secret-words") == std::string::npos);
    succeed(setups.apply(plan, Secret(kKey), sha256(kKey), row.client));
    const std::string after = *machine.read(row.file);
    for (const std::string& gone : row.gone) {
        CAPTURE(gone, after);
        CHECK(after.find(gone) == std::string::npos);
    }
    CHECK(value(setups.state(row.client, kBase)).drift == Drift::None);
    succeed(setups.restore(value(setups.planRestore(row.client))));
    CHECK(machine.read(row.file) == row.text);
}

TEST_CASE("checks additional files that a client reads wherever they are")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* what; ///< empty: no conflict
        bool isPartly = false;
    };
    const char* const address = R"({"provider": {"signalbox": {"options": {"baseURL": "https://x.example/v1"}}}})";
    const char* const off = R"({"disabled_providers": ["signalbox"]})";
    const auto row = GENERATE_COPY(values<Row>({
        {"opencode", ".opencode/opencode.json", address, "provider.signalbox.options.baseURL"},
        {"opencode", ".opencode/opencode.jsonc", off, "disabled_providers"},
        {"opencode", ".config/opencode/config.json", off, "disabled_providers"},
        {"opencode", ".config/opencode/config.json", address, ""}, // ours takes precedence
        {"opencode", ".config/opencode/config.json", R"({"provider": {"signalbox": {"whitelist": ["other"]}}})", "provider.signalbox.whitelist"},
        {"opencode", "opencode.json", address, "provider.signalbox.options.baseURL"},
        {"opencode", ".opencode/opencode.json", R"({"model": "openai/x"})", "model"},
        {"opencode", ".opencode/opencode.json", R"({"model": "signalbox/x"})", "model", true},
        {"kilo-code", ".kilo/kilo.json", off, "disabled_providers"},
        {"kilo-code", ".kilocode/opencode.jsonc", address, "provider.signalbox.options.baseURL"},
        {"kilo-code", ".config/kilo/config.json", off, "disabled_providers"},
        {"kilo-code", ".config/kilo/opencode.json", address, "provider.signalbox.options.baseURL"},
        {"crush", ".config/crush/crushrc", "model large openai/gpt-4o --think\n", "model large"},
        {"crush", ".config/crush/crushrc", "model large signalbox/x\necho \"$(model large)\"\nmodel large\n", ""},
        {"crush", ".config/crush/crushrc", "if [[ $HOSTNAME == box ]]; then\n  model small openai/gpt-4o-mini\nfi\n", "model small"},
        {"crush", ".config/crush/crushrc", "provider add signalbox --type openai-compat \\\n  --base-url https://x.example/v1\n", "provider add signalbox"},
        {"crush", ".config/crush/crushrc", "provider add signalbox --type openai-compat --base-url http://127.0.0.1:8080/v1\n", ""},
        {"crush", ".config/crush/crushrc", "provider remove signalbox\n", "provider remove signalbox"},
        {"crush", ".config/crush/crushrc", "provider rm other; # provider rm signalbox\npermissions allow view edit\n", ""},
        {"crush", ".local/share/crush/crush.json", R"({"providers": {"signalbox": {"disable": true}}})", "providers.signalbox.disable"},
        {"crush", ".local/share/crush/crush.json", R"({"providers": {"signalbox": {"disable": false}}})", ""},
        {"crush", ".local/share/crush/crush.json", R"({"models": {"large": {"provider": "openai", "model": "x"}}})", "models.large"},
        {"crush", ".local/share/crush/crush.json", R"({"models": {"large": {"provider": "signalbox", "model": "x"}}})", "models.large", true},
        {"crush", ".local/share/crush/crush.json", R"({"models": {"small": {"provider": "openai", "model": "x"}}})", "models.small", true},
        {"zed", ".config/zed/settings.json", R"({"disable_ai": true})", "disable_ai"},
        {"zed", ".config/zed/settings.json", R"({"disable_ai": false})", ""},
        {"zed", ".config/zed/settings.json", R"({"agent": {"enabled": false}})", "agent.enabled"},
        {"qwen-code", ".qwen/settings.json", R"({"security": {"auth": {"enforcedType": "qwen-oauth"}}})", "security.auth.enforcedType"},
        {"qwen-code", ".qwen/settings.json", R"({"security": {"auth": {"enforcedType": "openai"}}})", ""},
        {"aider", ".aider.conf.yml", "env-file: ~/x.env\n", "AIDER_OPENAI_API_BASE"},
        {"aider", ".env", "AIDER_MODEL=gemini/x\n", "AIDER_MODEL"},
        {"aider", ".env", "AIDER_MODEL=openai/x\n", ""},
        {"gemini-cli", ".gemini/settings.json", R"({"proxy": "http://p.example:3128"})", "proxy"},
    }));
    CAPTURE(row.client, row.file, row.text);
    const Machine machine;
    machine.write("x.env", "AIDER_OPENAI_API_BASE=https://x.example\n");
    machine.write(row.file, row.text);
    const auto found = conflictsAt(machine, row.client);
    const std::string what = row.what;
    CHECK(found.size() == (what.empty() ? 0 : 1));
    for (const Conflict& conflict : found) {
        CHECK(conflict.what == what);
        CHECK(conflict.isPartly == row.isPartly);
    }
}

TEST_CASE("checks a settings folder named by a variable wherever it is set")
{
    const auto [client, name, file] = GENERATE(table<const char*, const char*, const char*>({{"opencode", "OPENCODE_CONFIG_DIR", "opencode.jsonc"}, {"kilo-code", "KILO_CONFIG_DIR", "kilo.json"}, {"opencode", "OPENCODE_CONFIG_DIR", "opencode.json"}}));
    const bool isInShell = GENERATE(true, false);
    CAPTURE(client, file, isInShell);
    Machine machine;
    machine.write(std::string("d/") + file, R"({"disabled_providers": ["signalbox"]})");
    if (isInShell)
        machine.write(".bashrc", std::string("export ") + name + "=~/d\n");
    else
        machine.surroundings.environment[name] = machine.path("d").toStdString();
    CHECK(placesOf(machine, client) == std::vector<std::string>{std::string("disabled_providers in ~/d/") + file + ", line 1"});
    machine.write(std::string("d/") + file, "{}");
    CHECK(placesOf(machine, client).empty());
}

TEST_CASE("combines opencode files of one folder so that disabling in the weaker one counts")
{
    const Machine machine;
    machine.write(".config/opencode/opencode.json", R"({"disabled_providers": ["signalbox"]})");
    machine.write(".config/opencode/opencode.jsonc", "{}");
    CHECK(placesOf(machine, "opencode") == std::vector<std::string>{"disabled_providers in ~/.config/opencode/opencode.json, line 1"});
}

TEST_CASE("a proxy for local requests is a conflict unless it excludes this machine")
{
    struct Row {
        const char* client;
        const char* name;
        const char* noProxy;
        bool isFound;
        bool isPartly = false;
    };
    const auto row = GENERATE(values<Row>({{"claude-code", "HTTP_PROXY", "", true}, {"codex", "http_proxy", "", true}, {"aider", "ALL_PROXY", "corp.example", true}, {"opencode", "HTTPS_PROXY", "", true, true},
        {"gemini-cli", "HTTP_PROXY", "localhost,127.0.0.1", false}, {"codex", "all_proxy", "127.0.0.0/8", false}, {"claude-code", "HTTP_PROXY", "*", false}, {"crush", "HTTP_PROXY", "", false}}));
    const bool isInShell = GENERATE(true, false);
    CAPTURE(row.client, row.name, row.noProxy, isInShell);
    Machine machine;
    if (isInShell) {
        machine.write(".bashrc", std::string("export ") + row.name + "=http://p.example:3128 NO_PROXY='" + row.noProxy + "'\n");
    } else {
        machine.surroundings.environment[row.name] = "http://p.example:3128";
        machine.surroundings.environment["NO_PROXY"] = row.noProxy;
    }
    const auto found = conflictsAt(machine, row.client);
    REQUIRE(found.size() == (row.isFound ? 1 : 0));
    if (!row.isFound)
        return;
    CHECK(found.front().kind == Conflict::Kind::Proxy);
    CHECK(found.front().isPartly == row.isPartly);
    CHECK_THAT(toText(messageOf(found.front())), Catch::Contains(row.name) && Catch::Contains("NO_PROXY") && !Catch::Contains("p.example"));
}

TEST_CASE("VS Code never uses a proxy for local requests")
{
    const auto [file, text] = GENERATE(table<const char*, const char*>({{".config/Code/User/settings.json", R"({"http.proxy": "http://p.example:3128"})"},
        {".config/Code/User/settings.json", R"({"http.proxy": "http://p.example:3128", "http.proxySupport": "on", "http.noProxy": []})"}, {".bashrc", "export HTTP_PROXY=http://p.example:3128\n"}}));
    CAPTURE(file, text);
    const Machine machine;
    machine.write(file, text);
    CHECK(placesOf(machine, "vscode-copilot").empty());
}

TEST_CASE("finds a crushrc in the project and in the folder a variable names with its line")
{
    Machine machine;
    machine.surroundings.currentFolder = machine.path("work/project");
    machine.write("work/project/.crushrc", "# mine\nmodel large openai/very-secret-words\n");
    machine.write("work/crushrc", "provider rm signalbox\n");
    CHECK(placesOf(machine, "crush") == std::vector<std::string>{"model large in ~/work/project/.crushrc, line 2", "provider rm signalbox in ~/work/crushrc, line 1"});
    machine.write("elsewhere/crushrc", "model small other/x\n");
    machine.surroundings.environment["CRUSH_GLOBAL_CONFIG"] = machine.path("elsewhere").toStdString();
    CHECK(placesOf(machine, "crush").back() == "model small in ~/elsewhere/crushrc, line 1");
    for (const Conflict& conflict : conflictsAt(machine, "crush"))
        CHECK(toText(messageOf(conflict)).find("very-secret-words") == std::string::npos);
}

TEST_CASE("finds a proxy in the client's own settings")
{
    const Machine machine;
    machine.write(".claude/settings.json", R"({"env": {"HTTP_PROXY": "http://p.example:3128"}})");
    CHECK(placesOf(machine, "claude-code") == std::vector<std::string>{"HTTP_PROXY in ~/.claude/settings.json"});
    machine.write(".claude/settings.json", R"({"env": {"HTTP_PROXY": "http://p.example:3128", "NO_PROXY": "127.0.0.1"}})");
    CHECK(placesOf(machine, "claude-code").empty());
}

TEST_CASE("finds a variable in every shell syntax but only where programs inherit it")
{
    struct Row {
        const char* file;
        const char* text;
        bool isFound;
    };
    static const std::string farText = std::string(3000000, '#') + "\nexport CLAUDE_CODE_USE_BEDROCK=1\n"; // rows outlive a pass
    const auto row = GENERATE_COPY(values<Row>({
        {".bashrc", "cd ~/.config/sh && . ./env\n", true},
        {".bashrc", "cd ~/.config/sh\nsource env\n", true},
        {".zshrc", "pushd ~/.config/sh; source env; popd\n", true},
        {".bashrc", ": ${CLAUDE_CODE_USE_BEDROCK:=1}; export CLAUDE_CODE_USE_BEDROCK\n", true},
        {".bashrc", ": ${CLAUDE_CODE_USE_BEDROCK=yes}\nexport CLAUDE_CODE_USE_BEDROCK\n", true},
        {".bashrc", "export CLAUDE_CODE_USE_BEDROCK=\"${CLAUDE_CODE_USE_BEDROCK:=1}\"\n", true},
        {".bashrc", farText.c_str(), true},
        {".config/systemd/user.conf", "[Manager]\nDefaultEnvironment=A=2 CLAUDE_CODE_USE_BEDROCK=1\n", true},
        {".config/systemd/user.conf.d/a.conf", "[Manager]\nDefaultEnvironment=\"CLAUDE_CODE_USE_BEDROCK=yes\" B=1\n", true},
        {"../system/etc/systemd/user.conf", "[Manager]\n#DefaultEnvironment=CLAUDE_CODE_USE_BEDROCK=1\n", false},
        {".config/systemd/user.conf", "[Manager]\nDefaultEnvironment=CLAUDE_CODE_USE_BEDROCK=1\nDefaultEnvironment=\n", false},
        {".bashrc", "CLAUDE_CODE_USE_BEDROCK=1 # the shell's own\n", false},
        {".bashrc", "declare CLAUDE_CODE_USE_BEDROCK=1\n", false},
        {".config/fish/config.fish", "set -g CLAUDE_CODE_USE_BEDROCK 1\n", false},
        {".bashrc", "CLAUDE_CODE_USE_BEDROCK=1\nexport CLAUDE_CODE_USE_BEDROCK\n", true},
        {".bashrc", "set -a\nCLAUDE_CODE_USE_BEDROCK=1\nset +a\n", true},
        {".bashrc", "set -o allexport; . ~/kv; set +o allexport\n", true},
        {".bashrc", "cat <<EOF > /tmp/x\nexport CLAUDE_CODE_USE_BEDROCK=1\nEOF\n", false},
        {".bashrc", "cat <<-'END'\n\texport CLAUDE_CODE_USE_BEDROCK=1\n\tEND\nexport CLAUDE_CODE_USE_VERTEX=1\n", true},
        {".bashrc", "(export CLAUDE_CODE_USE_BEDROCK=1; make)\n", false},
        {".bashrc", "(export CLAUDE_CODE_USE_BEDROCK=1; claude)\n", true},
        {".bashrc", "(true); export CLAUDE_CODE_USE_BEDROCK=$(echo 1)\n", true},
        {".bashrc", "cat <<<x\nexport CLAUDE_CODE_USE_BEDROCK=1\n", true},
        {".bashrc", "echo 'a << b'\nexport CLAUDE_CODE_USE_BEDROCK=1\n", true},
    }));
    CAPTURE(row.file, std::string(row.text).substr(0, 80));
    const Machine machine;
    machine.write(".config/sh/env", "export CLAUDE_CODE_USE_BEDROCK=1\n");
    machine.write("kv", "CLAUDE_CODE_USE_BEDROCK=1\n");
    machine.write(row.file, row.text);
    CHECK(conflictsAt(machine, "claude-code").size() == (row.isFound ? 1 : 0));
}

TEST_CASE("the last of several environment.d files counts")
{
    const Machine machine;
    machine.write(".config/environment.d/50.conf", "CLAUDE_CODE_USE_BEDROCK=1\n");
    machine.write(".config/environment.d/60.conf", "CLAUDE_CODE_USE_BEDROCK=\n");
    CHECK(conflictsAt(machine, "claude-code").empty());
    machine.write(".config/environment.d/70.conf", "CLAUDE_CODE_USE_BEDROCK=1\n");
    CHECK(placesOf(machine, "claude-code") == std::vector<std::string>{"CLAUDE_CODE_USE_BEDROCK in ~/.config/environment.d/70.conf, line 1"});
}

TEST_CASE("Claude Code's own settings override a shell variable")
{
    const Machine machine;
    machine.write(".bashrc", "export CLAUDE_CODE_USE_BEDROCK=1\n");
    machine.write(".claude/settings.json", R"({"env": {"CLAUDE_CODE_USE_BEDROCK": "0"}})");
    CHECK(conflictsAt(machine, "claude-code").empty());
    machine.write(".claude/settings.json", R"({"env": {"OTHER": "0"}})");
    CHECK(conflictsAt(machine, "claude-code").size() == 1);
}

TEST_CASE("writes the file of the existing installation and names others")
{
    struct Row {
        const char* client;
        const char* folder;
        const char* file;
    };
    const auto row = GENERATE(values<Row>({{"vscode-copilot", ".config/Code - Insiders/User", "chatLanguageModels.json"}, {"vscode-copilot", ".config/VSCodium/User", "chatLanguageModels.json"},
        {"vscode-copilot", ".var/app/com.visualstudio.code/config/Code/User", "chatLanguageModels.json"}, {"vscode-copilot", "snap/code/current/.config/Code/User", "chatLanguageModels.json"},
        {"zed", ".var/app/dev.zed.Zed/config/zed", "settings.json"}}));
    CAPTURE(row.client, row.folder);
    const std::string place = std::string(row.folder) + '/' + row.file;
    const Machine machine;
    machine.write(std::string(row.folder) + "/x", "");
    ClientSetups setups = machine.setups();
    CHECK(value(setups.plan(wish(row.client))).files.front().path == machine.path(place));
    CHECK(conflictsAt(machine, row.client).empty());
    setUp(setups, row.client);
    // When a second installation appears, the written one is still known and the second is named.
    machine.write(std::string(row.client) == "zed" ? ".config/zed/x" : ".config/Code/User/x", "");
    CHECK(value(setups.state(row.client, kBase)).drift == Drift::None);
    REQUIRE(conflictsAt(machine, row.client).size() == 1);
    CHECK(conflictsAt(machine, row.client).front() == Conflict{Conflict::Kind::Copy, {}, "~/" + place, true});
    succeed(setups.restore(value(setups.planRestore(row.client))));
    CHECK_FALSE(machine.read(place));
}

TEST_CASE("names each VS Code profile with files of its own")
{
    const Machine machine;
    machine.write(".config/Code/User/profiles/abc/settings.json", "{}");
    machine.write(".config/Code/User/profiles/def/chatLanguageModels.json", "[]");
    std::vector<std::string> named;
    for (const Conflict& conflict : conflictsAt(machine, "vscode-copilot"))
        named.push_back(toText(conflict.where));
    CHECK(named == std::vector<std::string>{"~/.config/Code/User/profiles/abc/chatLanguageModels.json", "~/.config/Code/User/profiles/def/chatLanguageModels.json"});
}
