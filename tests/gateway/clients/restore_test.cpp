#include "catch.h"

#include "client_fixture.h"

#include "gateway/clients/setup_state.h"

#include <QDir>
#include <QFile>

using namespace gateway;
using namespace gateway::clients;
using namespace tests;

TEST_CASE("distinguishes later edits by others and keeps them on restore")
{
    const Machine machine;
    machine.write(".claude/settings.json", "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"https://old.example\", // mine\n    \"ANTHROPIC_API_KEY\": \"sk-mine-0001\"\n  }\n}\n");
    ClientSetups setups = machine.setups();
    setUp(setups, "claude-code");
    std::string text = *machine.read(".claude/settings.json");
    CHECK(text.find("ANTHROPIC_API_KEY") == std::string::npos);

    machine.write(".claude/settings.json", "// a note\n" + text);
    ClientState state = value(setups.state("claude-code", kBase));
    CHECK(state.drift == Drift::Elsewhere);
    RestorePlan back = value(setups.planRestore("claude-code"));
    CHECK_FALSE(back.files.front().isExact);
    CHECK(unifiedDiff(back.files.front().change.diff).find("sk-mine") == std::string::npos);

    text.replace(text.find(kBase), std::string_view(kBase).size(), "https://other.example");
    machine.write(".claude/settings.json", "// a note\n" + text);
    state = value(setups.state("claude-code", kBase));
    CHECK(state.drift == Drift::Ours);
    CHECK(state.changedFields == std::vector<std::string>{"env.ANTHROPIC_BASE_URL"});
    CHECK_FALSE(state.pointsHere);

    back = value(setups.planRestore("claude-code"));
    CHECK(back.files.front().kept == std::vector<std::string>{"env.ANTHROPIC_BASE_URL"});
    succeed(setups.restore(back));
    const std::string after = *machine.read(".claude/settings.json");
    CHECK_THAT(after, Catch::StartsWith("// a note\n"));
    CHECK_THAT(after, Catch::Contains("\"ANTHROPIC_BASE_URL\": \"https://other.example\", // mine"));
    CHECK_THAT(after, Catch::Contains("\"ANTHROPIC_API_KEY\": \"sk-mine-0001\""));
    CHECK(after.find("ANTHROPIC_AUTH_TOKEN") == std::string::npos);
}

TEST_CASE("restore keeps values edited since and reverts unchanged ones")
{
    struct Row {
        const char* name;
        const char* client;
        const char* place;
        std::optional<std::string> before;
        std::string is; ///< text in the written file
        std::string becomes;
        std::string after;
        std::vector<std::string> kept;
        std::vector<std::string> lost = {};
        std::vector<std::string> elsewhere = {};
    };
    const std::string note = "# mine\n";
    const std::string head = "name: a\nversion: 1.0.0\nschema: v1\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"nothing of ours", "aider", ".aider.conf.yml", "model: old\n", "model: ", "x: 1\nmodel: ", "x: 1\nmodel: old\n", {}},
        {"a value", "aider", ".aider.conf.yml", "model: old\n", "openai/qwen-turbo", "mine", "model: mine\n", {"model"}},
        {"a new value", "aider", ".aider.conf.yml", {}, "openai/qwen-turbo", "mine", "model: mine\n", {"model"}},
        {"the key", "aider", ".aider.conf.yml", "model: old\n", kKey, "sk-mine", "model: old\nopenai-api-key: sk-mine\n", {"openai-api-key"}},
        {"the name of this machine", "aider", ".aider.conf.yml", "model: old\n", "127.0.0.1", "localhost", "model: old\n", {}},
        {"a path that still leads here", "aider", ".aider.conf.yml", "model: old\n", ":8080/v1", ":8080/v1/", "model: old\n", {}},
        {"a removed value", "aider", ".aider.conf.yml", "model: old\n", "model: openai/qwen-turbo\n", "", "model: old\n", {}},
        {"a conflicting value", "gemini-cli", ".gemini/.env", "A=1\n", "A=1", "A=2", "A=2\n", {}},
        {"quotes of the previous value", "gemini-cli", ".gemini/.env", "GEMINI_API_KEY=\"mine\"\nA=1\n", "A=1", "A=2", "GEMINI_API_KEY=\"mine\"\nA=2\n", {}},
        {"likewise, in YAML", "aider", ".aider.conf.yml", "model: 'old'\nx: 1\n", "x: 1", "x: 2", "model: 'old'\nx: 2\n", {}},
        {"the address in an entry of ours", "codex", ".codex/config.toml", note, "127.0.0.1:8080", "other.example",
            note + "\n[model_providers.signalbox]\nname = \"Signalbox\"\nbase_url = \"http://other.example/v1\"\nwire_api = \"responses\"\nexperimental_bearer_token = \"" + kKey + "\"\n",
            {"model_providers.signalbox"}, {}, {"model_providers.signalbox"}},
        {"the address of one entry among others", "continue", ".continue/config.yaml", head, "127.0.0.1:8080", "other.example",
            head + "models:\n  - name: Signalbox\n    provider: openai\n    model: qwen-turbo\n    apiBase: http://other.example/v1\n    apiKey: " + kKey + "\n    roles:\n      - chat\n      - edit\n      - apply\n",
            {"models[name=Signalbox]"}, {}, {"models[name=Signalbox]"}},
        {"something else of it", "codex", ".codex/config.toml", note, "\"responses\"", "\"chat\"", note, {}, {"model_providers.signalbox.wire_api"}},
        {"something put into it", "codex", ".codex/config.toml", note, "\"responses\"", "\"responses\"\nquery_params = { a = \"b\" }", note, {}, {"model_providers.signalbox.query_params.a"}},
        {"a field that was kept", "continue", ".continue/config.yaml", "name: a\nversion: 1.0.0\nschema: v1\n", "name: a", "name: b", "name: b\nversion: 1.0.0\nschema: v1\n", {}},
        {"a field created besides", "continue", ".continue/config.yaml", {}, "Local Config", "b", "name: \"b\"\n", {"name"}},
    }));
    CAPTURE(row.name);
    const Machine machine;
    if (row.before)
        machine.write(row.place, *row.before);
    ClientSetups setups = machine.setups();
    setUp(setups, row.client);
    std::string text = *machine.read(row.place);
    const std::size_t at = text.find(row.is);
    REQUIRE(at != std::string::npos);
    machine.write(row.place, text.replace(at, row.is.size(), row.becomes));
    const RestorePlan back = value(setups.planRestore(row.client));
    CHECK_FALSE(back.files.front().isExact);
    CHECK(back.files.front().kept == row.kept);
    CHECK(back.files.front().lost == row.lost);
    CHECK(back.files.front().elsewhere == row.elsewhere);
    succeed(setups.restore(back));
    CHECK(machine.read(row.place).value_or("") == row.after);
}

TEST_CASE("restore recovers replaced values exactly as written despite other edits")
{
    struct Row {
        const char* client;
        const char* place;
        std::string before;
        std::string is;      ///< text in the written file
        std::string becomes;
        std::string after;
    };
    const std::string head = "name: a\nversion: 1.0.0\nschema: v1\nmodels:\n";
    const std::string other = "name: b\nversion: 1.0.0\nschema: v1\nmodels:\n";
    const std::string entry = "  - name: Signalbox # mine\n    # which it asks\n    provider: 'ollama'\n    model: \"x\"   # old\n    apiBase: >-\n      http://x.example/\n      v1\n    systemMessage: |\n      Be brief.\n\n      # no comment\n"
                              "    apiKey: ~\n    requestOptions: {headers: {X: 010}} # gone\n    roles: [chat]\n  - name: other\n    model: 4.10\n";
    const std::string provider = "[model_providers.signalbox] # mine\nname = 'mine'\nenv_key = \"X\" # here\nbase_url = \"\"\"http://x.example\"\"\"\nstream_max_retries = 0x1F\nsince = 1979-05-27T07:32:00Z\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"continue", ".continue/config.yaml", head + entry, "name: a", "name: b", other + entry},
        {"continue", ".continue/config.yaml", head + entry, "127.0.0.1", "localhost", head + entry}, // one of our own lines
        {"continue", ".continue/config.json", R"({"models": [{"title": "Signalbox", "model": "x", "maxTokens": 1e2 /* few */, "requestOptions": {"a": 1.10}}], "b": 1})", "\"b\": 1", "\"b\": 2.0",
            R"({"models": [{"title": "Signalbox", "model": "x", "maxTokens": 1e2 /* few */, "requestOptions": {"a": 1.10}}], "b": 2.0})"},
        {"codex", ".codex/config.toml", "[model_providers.signalbox]\nname=\"mine\"\n", "base_url", "# note\nbase_url", "[model_providers.signalbox]\nname=\"mine\"\n"},
        {"codex", ".codex/config.toml", "a = 0x1F\n\n" + provider, "a = 0x1F", "a = 0b1", "a = 0b1\n\n" + provider},
        {"codex", ".codex/config.toml", "model = 'x' # mine\r\n\r\n[model_providers.signalbox]\r\nname = 'mine'\r\n\r\n[tui]\r\nx = 1\r\n", "x = 1", "x = 2",
            "model = 'x' # mine\r\n\r\n[model_providers.signalbox]\r\nname = 'mine'\r\n\r\n[tui]\r\nx = 2\r\n"},
        {"codex", ".codex/config.toml", "[model_providers.signalbox.http_headers]\nA = \"b\"\n", "model = ", "x = 1\nmodel = ", "x = 1\n[model_providers.signalbox.http_headers]\nA = \"b\"\n"},
        {"qwen-code", ".qwen/settings.json", "{\n  \"model\": {\"name\": 1.10},\n  \"a\": 1\n}\n", "\"a\": 1", "\"a\": 2", "{\n  \"model\": {\"name\": 1.10},\n  \"a\": 2\n}\n"},
        {"qwen-code", ".qwen/settings.json", "{\"model\": {\"name\": 1e2}, \"a\": \"\\u00e9\\/\"}", "\"a\": ", "\"b\": 1e2, \"a\": ", "{\"model\": {\"name\": 1e2}, \"b\": 1e2, \"a\": \"\\u00e9\\/\"}"},
        {"gemini-cli", ".gemini/.env", "export GEMINI_API_KEY = `x y` # mine\r\nA=1", "A=1", "A=2", "export GEMINI_API_KEY = `x y` # mine\r\nA=2"},
        {"claude-code", ".claude/settings.json", "{\n\t\"env\": {\n\t\t// the old one\n\t\t\"ANTHROPIC_API_KEY\": \"sk\", // mine\n\t\t\"Z\": \"1\"\n\t}\n}\n", "\"Z\": \"1\"", "\"Z\": \"2\"",
            "{\n\t\"env\": {\n\t\t// the old one\n\t\t\"Z\": \"2\",\n\t\t\"ANTHROPIC_API_KEY\": \"sk\"\n\t}\n}\n"},
    }));
    CAPTURE(row.client, row.before, row.becomes);
    const Machine machine;
    machine.write(row.place, row.before);
    ClientSetups setups = machine.setups();
    setUp(setups, row.client);
    std::string text = *machine.read(row.place);
    const std::size_t at = text.find(row.is);
    REQUIRE(at != std::string::npos);
    machine.write(row.place, text.replace(at, row.is.size(), row.becomes));
    succeed(setups.restore(value(setups.planRestore(row.client))));
    CHECK(machine.read(row.place).value_or("") == row.after);
}

TEST_CASE("restores values that a parser would reinterpret exactly as written")
{
    const std::string said = GENERATE("y", "n", "off", "No", "on", "yes", "4.10", "0123", "0x1F", "1e3", "12345678901234567890", "~", "null", "", "'y'", "\"\\u0041\"", "a b  c", "1_000", ".inf", "2026-11-28");
    const bool isOurLine = GENERATE(false, true);
    struct Row {
        const char* client;
        const char* place;
        const char* front;
        const char* behind;
    };
    const auto row = GENERATE(values<Row>({{"aider", ".aider.conf.yml", "a: 1\nmodel: ", "\nz: 2\n"}, {"aider", ".aider.conf.yml", "a: 1\nmodel:    ", "   # mine\nz: 2\n"},
        {"continue", ".continue/config.yaml", "a: 1\nname: a\nversion: 1.0.0\nschema: v1\nmodels:\n-   name: Signalbox\n    model: ", "\nz: 2\n"}}));
    CAPTURE(said, row.front, isOurLine);
    const Machine machine;
    machine.write(row.place, row.front + said + row.behind);
    ClientSetups setups = machine.setups();
    setUp(setups, row.client);
    std::string text = *machine.read(row.place);
    const std::string is = isOurLine ? "127.0.0.1" : "a: 1";
    const std::size_t at = text.find(is);
    REQUIRE(at != std::string::npos);
    machine.write(row.place, text.replace(at, is.size(), isOurLine ? "localhost" : "a: 2"));
    succeed(setups.restore(value(setups.planRestore(row.client))));
    CHECK(machine.read(row.place).value_or("") == std::string(row.front).replace(3, 1, isOurLine ? "1" : "2") + said + row.behind);
}

TEST_CASE("does not overwrite a key added since with the one removed by the set-up")
{
    const Machine machine;
    machine.write(".claude/settings.json", "{\n  \"env\": {\n    \"ANTHROPIC_API_KEY\": \"sk-old\"\n  }\n}\n");
    ClientSetups setups = machine.setups();
    setUp(setups, "claude-code");
    std::string text = *machine.read(".claude/settings.json");
    machine.write(".claude/settings.json", text.insert(text.find("\"ANTHROPIC_BASE_URL"), "\"ANTHROPIC_API_KEY\": \"sk-new\", "));
    const RestorePlan back = value(setups.planRestore("claude-code"));
    CHECK(back.files.front().kept == std::vector<std::string>{"env.ANTHROPIC_API_KEY"});
    CHECK(unifiedDiff(back.files.front().change.diff).find("sk-") == std::string::npos);
    succeed(setups.restore(back));
    CHECK_THAT(*machine.read(".claude/settings.json"), Catch::Contains("sk-new") && !Catch::Contains("sk-old") && !Catch::Contains("ANTHROPIC_BASE_URL"));
}

TEST_CASE("restoring never leaves a file pointing to the gateway")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    SECTION("a file already pointing here")
    {
        machine.write(".claude/settings.json", "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"http://localhost:8080\",\n    \"X\": \"1\"\n  }\n}\n");
        CHECK(value(setups.state("claude-code", kBase)).pointsHere);
        setUp(setups, "claude-code");
        const RestorePlan back = value(setups.planRestore("claude-code"));
        CHECK(back.files.front().ledHere);
        CHECK_FALSE(back.files.front().isExact);
        succeed(setups.restore(back));
        CHECK(*machine.read(".claude/settings.json") == "{\n  \"env\": {\n    \"X\": \"1\"\n  }\n}\n");
    }
    SECTION("set up again after edits")
    {
        machine.write(".claude/settings.json", "{\n  \"a\": 1\n}\n");
        setUp(setups, "claude-code");
        std::string text = *machine.read(".claude/settings.json");
        machine.write(".claude/settings.json", text.replace(text.find("\"a\": 1"), 6, "\"a\": 2"));
        setUp(setups, "claude-code", "sb-another-key-of-it-0000000000000000000000000000");
        CHECK(value(setups.planRestore("claude-code")).files.front().isExact);
        succeed(setups.restore(value(setups.planRestore("claude-code"))));
        CHECK(*machine.read(".claude/settings.json") == "{\n  \"a\": 2\n}\n");
    }
    SECTION("created by the set-up and edited later")
    {
        setUp(setups, "kilo-code");
        std::string text = *machine.read(".config/kilo/kilo.json");
        machine.write(".config/kilo/kilo.json", "// mine\n" + text);
        succeed(setups.restore(value(setups.planRestore("kilo-code"))));
        CHECK(machine.read(".config/kilo/kilo.json").value_or("").find("signalbox") == std::string::npos);
    }
}

TEST_CASE("restore removes an address that pointed here before and keeps everything else")
{
    struct Row {
        const char* name;
        const char* client;
        const char* place;
        std::string before;
        std::string after;
    };
    const std::string ours = kKey;
    const auto row = GENERATE_COPY(values<Row>({
        {"a key for the gateway", "aider", ".aider.conf.yml", "x: 1\nopenai-api-base: http://localhost:8080/v1/\nopenai-api-key: " + ours + "\nmodel: openai/a\n", "x: 1\nmodel: openai/a\n"},
        {"a key of the user's own", "gemini-cli", ".gemini/.env", "GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:8080\nGEMINI_API_KEY=AIza-mine\n", "GEMINI_API_KEY=AIza-mine\n"},
        {"a key that was in the way", "claude-code", ".claude/settings.json", "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"http://[::1]:8080\",\n    \"ANTHROPIC_API_KEY\": \"sk-mine\"\n  }\n}\n",
            "{\n  \"env\": {\n    \"ANTHROPIC_API_KEY\": \"sk-mine\"\n  }\n}\n"},
        {"an entry for the gateway only", "codex", ".codex/config.toml",
            "# mine\nmodel_provider = \"signalbox\"\n\n[model_providers.signalbox]\nname = \"S\"\nbase_url = \"http://localhost:8080/v1\"\n", "# mine\n"},
        {"another model of the entry", "vscode-copilot", ".config/Code/User/chatLanguageModels.json",
            "[\n  {\"name\": \"mine\"},\n  {\"name\": \"Signalbox\", \"models\": [{\"id\": \"a\", \"url\": \"http://localhost:8080/v1/chat/completions\"}]}\n]\n", "[\n  {\"name\": \"mine\"}\n]\n"},
        {"required fields", "continue", ".continue/config.yaml", "name: Local Config\nversion: 1.0.0\nschema: v1\nmodels:\n  - name: Signalbox\n    apiBase: http://localhost:8080/v1\n",
            "name: Local Config\nversion: 1.0.0\nschema: v1\n"},
    }));
    CAPTURE(row.name);
    const Machine machine;
    machine.write(row.place, row.before);
    ClientSetups setups = machine.setups();
    setUp(setups, row.client);
    setUp(setups, row.client); // repeating the set-up changes nothing here
    const RestorePlan back = value(setups.planRestore(row.client));
    CHECK(back.files.front().ledHere);
    CHECK_FALSE(back.files.front().isExact);
    CHECK_FALSE(machine.keeps(kKey));
    CHECK_FALSE(machine.keeps("8080/v1"));
    succeed(setups.restore(back));
    CHECK(*machine.read(row.place) == row.after);
}

TEST_CASE("does not restore a copy that points here under another host name")
{
    const Machine machine;
    machine.write(".aider.conf.yml", "openai-api-base: http://other.example:8080/v1\n# mine\n");
    ClientSetups setups = machine.setups();
    setUp(setups, "aider");
    const std::string copy = "openai-api-base: http://localhost:8080/v1\n# mine\n";
    const QDir copies(machine.surroundings.dataDir + QStringLiteral("/backups/clients/aider"));
    QFile file(copies.filePath(copies.entryList(QDir::Files).value(0)));
    REQUIRE(file.open(QIODevice::ReadWrite));
    const std::string was = file.readAll().toStdString();
    REQUIRE((file.resize(0) && file.seek(0) && file.write(copy.c_str()) > 0));
    file.close();
    QFile list(machine.surroundings.dataDir + QStringLiteral("/clients.json"));
    REQUIRE(list.open(QIODevice::ReadWrite));
    const QByteArray text = list.readAll().replace(sha256(was).c_str(), sha256(copy).c_str());
    REQUIRE((list.seek(0) && list.write(text) == text.size()));
    list.close();
    const RestorePlan back = value(setups.planRestore("aider"));
    CHECK(back.files.front().ledHere);
    succeed(setups.restore(back));
    CHECK(*machine.read(".aider.conf.yml") == "# mine\n");
}

TEST_CASE("restores a deleted file with its original mode")
{
    const Machine machine;
    const auto mode = [](const QString& file) { return QFile::permissions(file) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser); };
    struct Row {
        QFileDevice::Permissions before;
        bool isSetUpTwice;
    };
    constexpr auto kOwn = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const auto row = GENERATE_COPY(values<Row>({
        {kOwn | QFileDevice::ReadGroup | QFileDevice::ReadOther, false},
        {kOwn | QFileDevice::ReadGroup | QFileDevice::ReadOther, true},
        {kOwn | QFileDevice::ReadGroup, false},
        {kOwn, false},
    }));
    machine.write(".aider.conf.yml", "model: mine\n");
    REQUIRE(QFile::setPermissions(machine.path(".aider.conf.yml"), row.before));
    ClientSetups setups = machine.setups();
    setUp(setups, "aider");
    if (row.isSetUpTwice)
        setUp(setups, "aider", "sb-another-key-of-it-0000000000000000000000000000");
    REQUIRE(mode(machine.path(".aider.conf.yml")) == row.before);
    REQUIRE(QFile::remove(machine.path(".aider.conf.yml")));
    succeed(setups.restore(value(setups.planRestore("aider"))));
    CHECK(*machine.read(".aider.conf.yml") == "model: mine\n");
    CHECK(mode(machine.path(".aider.conf.yml")) == row.before);
}

TEST_CASE("a set-up from a backup decides neither what is deleted nor what is written")
{
    const Machine machine;
    const auto before = GENERATE(std::optional<std::string>(), std::optional<std::string>("model: old\n"));
    if (before)
        machine.write(".aider.conf.yml", *before);
    ClientSetups setups = machine.setups();
    setUp(setups, "aider");
    machine.write(".aider.conf.yml", *machine.read(".aider.conf.yml") + "mine: 1\n");
    const QString list = machine.surroundings.dataDir + QStringLiteral("/clients.json");
    QFile file(list);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const std::string kept = withoutBelief(file.readAll().toStdString());
    file.close();
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray::fromStdString(kept));
    file.close();

    ClientSetups later = machine.setups();
    const RestorePlan plan = value(later.planRestore("aider"));
    CHECK(plan.keySha256.empty());
    CHECK(plan.consumer.empty());
    succeed(later.restore(plan));
    const auto after = machine.read(".aider.conf.yml");
    REQUIRE(after); // not deleted although the record says it did not exist
    CHECK_THAT(*after, Catch::Contains("mine: 1") && !Catch::Contains("127.0.0.1:8080"));
    CHECK(after->find("old") == std::string::npos); // the original content is unknown
}

TEST_CASE("makes a file created by a set-up private")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "aider");
    CHECK((QFile::permissions(machine.path(".aider.conf.yml")) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)) == QFileDevice::Permissions());
}

TEST_CASE("removes the gateway's settings even without a copy of the original")
{
    const Machine machine;
    machine.write(".claude/settings.json", "{\n  \"a\": 1,\n  \"env\": {\"Z\": \"1\"}\n}\n");
    ClientSetups setups = machine.setups();
    setUp(setups, "claude-code");
    QDir(machine.surroundings.dataDir + QStringLiteral("/backups")).removeRecursively();
    const RestorePlan back = value(setups.planRestore("claude-code"));
    CHECK(back.files.front().hasNoCopy);
    CHECK_FALSE(back.files.front().isExact);
    succeed(setups.restore(back));
    const std::string after = *machine.read(".claude/settings.json");
    CHECK_THAT(after, Catch::Contains("\"a\": 1") && Catch::Contains("\"Z\": \"1\"") && !Catch::Contains("127.0.0.1") && !Catch::Contains("sb-"));
}

TEST_CASE("restores the file that was written even if the client now reads another")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "opencode");
    machine.write(".config/opencode/opencode.jsonc", "{}\n");
    succeed(setups.restore(value(setups.planRestore("opencode"))));
    CHECK_FALSE(machine.read(".config/opencode/opencode.json"));
    CHECK(machine.read(".config/opencode/opencode.jsonc") == "{}\n");
}
