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
        places.push_back(conflict.what + " in " + conflict.where);
    return places;
}

} // namespace

TEST_CASE("a variable that leads a client to another provider is found wherever it is set, if it counts there")
{
    struct Row {
        const char* file;
        const char* text;
        const char* where; ///< empty: it is no conflict
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
        CHECK(conflict.where.ends_with(where));
        CHECK_THAT(messageOf(conflict), Catch::Contains("another provider") && Catch::Contains("Remove it there"));
    }
}

TEST_CASE("another key beside that of a set-up is named, and is not in its way")
{
    const Machine machine;
    machine.write(".bashrc", "export ANTHROPIC_API_KEY=sk-ant-mine\n");
    machine.write(".claude/settings.json", "{\n\"apiKeyHelper\": \"pass show anthropic\",\n\"env\": {\"ANTHROPIC_API_KEY\": \"sk-ant-mine\"}}\n"); // which goes
    const auto found = conflictsAt(machine, "claude-code");
    CHECK(found == std::vector<Conflict>{{Conflict::Kind::Variable, "ANTHROPIC_API_KEY", "~/.bashrc, line 1", true},
              {Conflict::Kind::Field, "apiKeyHelper", "~/.claude/settings.json, line 2", true}});
    CHECK_FALSE(isAnyInTheWay(found));
    CHECK(messageOf(found.front()).find("sk-ant") == std::string::npos);
}

TEST_CASE("a file that others source is read, too")
{
    const Machine machine;
    machine.write(".bashrc", "source ~/.work.sh\n. \"$HOME/.work.sh\"\n");
    machine.write(".work.sh", "\nexport CLAUDE_CODE_USE_VERTEX=1\nexport CLAUDE_CODE_USE_FOUNDRY=on\n");
    CHECK(placesOf(machine, "claude-code")
        == std::vector<std::string>{"CLAUDE_CODE_USE_VERTEX in ~/.work.sh, line 2", "CLAUDE_CODE_USE_FOUNDRY in ~/.work.sh, line 3"});
}

TEST_CASE("variables of other clients that win, and those that do not")
{
    Machine machine;
    machine.write(".profile", "export GOOGLE_GENAI_USE_VERTEXAI=true\nexport GEMINI_MODEL=m\nexport OPENAI_BASE_URL=https://x\nexport OPENAI_API_KEY=k\nexport OPENAI_MODEL=o\n");
    CHECK(placesOf(machine, "gemini-cli") == std::vector<std::string>{"GOOGLE_GENAI_USE_VERTEXAI in ~/.profile, line 1", "GEMINI_MODEL in ~/.profile, line 2"});
    CHECK(conflictsAt(machine, "gemini-cli").back().isPartly);
    CHECK(placesOf(machine, "aider") == std::vector<std::string>{"OPENAI_BASE_URL in ~/.profile, line 3"});
    CHECK(placesOf(machine, "qwen-code") == std::vector<std::string>{"OPENAI_MODEL in ~/.profile, line 5"});
    CHECK(placesOf(machine, "codex").empty()); // its provider has an address and a key of its own
    machine.write(".qwen/.env", "QWEN_MODEL=q\n");
    CHECK(placesOf(machine, "qwen-code") == std::vector<std::string>{"OPENAI_MODEL in ~/.profile, line 5", "QWEN_MODEL in ~/.qwen/.env, line 1"});
    CHECK(isAnyInTheWay(conflictsAt(machine, "gemini-cli")));
    CHECK_FALSE(isAnyInTheWay({{Conflict::Kind::Variable, "GEMINI_MODEL", "x", true}}));
}

TEST_CASE("a folder of a client that only its shell knows is told of")
{
    Machine machine;
    machine.write(".zshrc", "export CODEX_HOME=\"$HOME/work/codex\"\nexport CLAUDE_CONFIG_DIR=$HOME/.claude\n");
    REQUIRE(conflictsAt(machine, "codex").size() == 1);
    CHECK(conflictsAt(machine, "codex").front() == Conflict{Conflict::Kind::Elsewhere, "CODEX_HOME", "~/.zshrc, line 1"});
    CHECK(conflictsAt(machine, "claude-code").empty()); // it is there anyway
    machine.write(".profile", "export XDG_CONFIG_HOME=~/configs\n");
    CHECK(placesOf(machine, "zed") == std::vector<std::string>{"XDG_CONFIG_HOME in ~/.profile, line 1"});
    CHECK(conflictsAt(machine, "claude-code").empty()); // which has no folder there
    machine.surroundings.environment["CODEX_HOME"] = machine.path("work/codex").toStdString();
    CHECK(conflictsAt(machine, "codex").empty());
    CHECK(value(machine.setups().plan(wish("codex"))).files.front().path == machine.path("work/codex/config.toml"));
}

TEST_CASE("a set-up writes the file that is in force, and a new one puts none out of force")
{
    struct Row {
        const char* client;
        const char* there;
        const char* text;
        const char* other; ///< which would win, were it there
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

    SECTION("and is set back there") {}
    SECTION("also where the other one is made since, which is told")
    {
        machine.write(row.other, "");
        if (std::string_view(row.client) != "opencode") // which reads both
            CHECK(value(setups.state(row.client, kBase)).conflicts.front().kind == Conflict::Kind::WholeFile);
    }
    if (std::string_view(row.client) == "opencode")
        return;
    succeed(setups.restore(value(setups.planRestore(row.client))));
    CHECK(machine.read(row.there) == row.text);
}

TEST_CASE("where both files are there the one that wins is written, and where none is the usual one is made")
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

TEST_CASE("files of a project in which a client is used are told of where they win")
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
    CHECK(conflictsAt(machine, "opencode") == std::vector<Conflict>{{Conflict::Kind::File, "model", "~/work/app/opencode.json, line 1", true}});
    CHECK(placesOf(machine, "aider") == std::vector<std::string>{"openai-api-base in ~/work/app/.aider.conf.yml, line 1"});
}

TEST_CASE("fields of a client's own file that win are told of")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* what; ///< empty: nothing
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

TEST_CASE("a file that a variable names is read for what it says")
{
    Machine machine;
    machine.write("other.json", "{\"provider\": {\"signalbox\": {\"options\": {\"baseURL\": \"https://elsewhere.example\"}}}}");
    machine.write("harmless.json", "{\"theme\": \"dark\"}");
    machine.surroundings.environment["OPENCODE_CONFIG"] = machine.path("harmless.json").toStdString();
    CHECK(conflictsAt(machine, "opencode").empty());
    machine.surroundings.environment["OPENCODE_CONFIG"] = machine.path("other.json").toStdString();
    CHECK(placesOf(machine, "opencode") == std::vector<std::string>{"provider.signalbox.options.baseURL in ~/other.json, line 1"});
}

TEST_CASE("a plan tells the model that the client asks for then")
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

TEST_CASE("a set-up works from its first request on, across restarts, and waits again when it is made anew")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "codex");
    const auto seen = [&] { return value(machine.setups().state("codex", kBase)); };
    CHECK_FALSE(seen().firstSeenAt.isValid());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    CHECK(value(setups.noteRequest("somebody", now, "m")).isSettled); // nobody waits for that one
    CHECK_FALSE(value(setups.noteRequest("codex", now.addSecs(-60), "before")).isSettled);
    CHECK_FALSE(seen().firstSeenAt.isValid());
    CHECK(value(setups.noteRequest("codex", now.addSecs(1), "qwen-turbo")).isFirst);
    CHECK_FALSE(value(setups.noteRequest("codex", now.addSecs(2), "later")).isFirst);
    CHECK(seen().firstSeenAt == now.addSecs(1));
    CHECK(seen().firstModel == "qwen-turbo");
    setUp(setups, "codex");
    CHECK_FALSE(seen().firstSeenAt.isValid());
}

TEST_CASE("a set-up from which nothing has come says what may be in the way by now")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "claude-code");
    CHECK(value(setups.state("claude-code", kBase)).conflicts.empty());
    machine.write(".bashrc", "export CLAUDE_CODE_USE_VERTEX=1\n");
    CHECK(value(setups.state("claude-code", kBase)).conflicts.size() == 1);
    REQUIRE(value(setups.noteRequest("claude-code", QDateTime::currentDateTimeUtc().addSecs(1), "m")).isFirst);
    CHECK(value(setups.state("claude-code", kBase)).conflicts.empty());
}

TEST_CASE("a variable is found in every file that a start file reads")
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
            : name.ends_with(".fish") ? "\nset -gx CLAUDE_CODE_USE_BEDROCK 1\n" : "\nCLAUDE_CODE_USE_BEDROCK=1\n");
    CHECK(placesOf(machine, "claude-code") == std::vector<std::string>{"CLAUDE_CODE_USE_BEDROCK in ~/" + name + ", line 2"});
}

TEST_CASE("a variable is found in start files of every shell and system, in its own spelling")
{
    struct Row {
        const char* file;
        const char* text;
        int line; ///< 0: it is no conflict
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
        CHECK(found.front().where.ends_with(", line " + std::to_string(row.line)));
}

TEST_CASE("files that read each other, many files and files of another kind end the search")
{
    const Machine machine;
    machine.write(".bashrc", ". ~/.bashrc\nfor f in ~/.d/*; do . $f; done\n. ~/.d\n. ~/.program\n. $f/$f/$f\n");
    for (int i = 0; i < 600; ++i)
        machine.write(".d/" + std::to_string(1000 + i), "for f in ~/.d/*; do . $f; done\n");
    machine.write(".program", std::string("CLAUDE_CODE_USE_BEDROCK=1\n\0x", 28));
    CHECK(conflictsAt(machine, "claude-code").empty());
    machine.write(".d/0", "CLAUDE_CODE_USE_BEDROCK=1\n");
    CHECK(placesOf(machine, "claude-code") == std::vector<std::string>{"CLAUDE_CODE_USE_BEDROCK in ~/.d/0, line 1"});
}

TEST_CASE("an alias or a function that gives a client another provider is named")
{
    struct Row {
        const char* client;
        const char* file;
        const char* text;
        const char* what; ///< empty: it is no conflict
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
    CHECK(found.front().where.starts_with(std::string("~/") + row.file + ", line "));
}

TEST_CASE("a profile that an alias chooses is a conflict where it has another provider")
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
    SECTION("in a file of its own")
    {
        machine.write(".codex/work.config.toml", "model_provider = \"azure\"\n");
        CHECK(placesOf(machine, "codex") == std::vector<std::string>{"model_provider in ~/.codex/work.config.toml, line 1"});
    }
}

TEST_CASE("a key in an argument is not told")
{
    const Machine machine;
    machine.write(".bashrc", "alias qwen='qwen --openai-api-key=sk-mine'\nalias aider='aider --openai-api-key sk-mine'\n");
    for (const char* const client : {"qwen-code", "aider"})
        for (const Conflict& conflict : conflictsAt(machine, client))
            CHECK(messageOf(conflict).find("sk-mine") == std::string::npos);
}

TEST_CASE("fields of a provider of the user's own that has our name go with a set-up, and come back after it")
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
    CHECK(plan.files.front().diff.find("very-secret-words") == std::string::npos);
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
