#include "catch.h"

#include "client_fixture.h"

#include "gateway/clients/given_keys.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdlib>

using namespace gateway;
using namespace gateway::clients;
using namespace tests;

namespace {

struct Sample {
    const char* client;
    std::vector<std::string> places;
};

const std::vector<Sample>& samples()
{
    static const std::vector<Sample> all{
        {"claude-code", {".claude/settings.json"}},
        {"codex", {".codex/config.toml"}},
        {"gemini-cli", {".gemini/.env", ".gemini/settings.json"}},
        {"qwen-code", {".qwen/settings.json"}},
        {"opencode", {".config/opencode/opencode.json"}},
        {"crush", {".config/crush/crush.json"}},
        {"kilo-code", {".config/kilo/kilo.json"}},
        {"continue", {".continue/config.yaml"}},
        {"zed", {".config/zed/settings.json"}},
        {"vscode-copilot", {".config/Code/User/chatLanguageModels.json"}},
        {"aider", {".aider.conf.yml"}},
    };
    return all;
}

std::string sampleOf(const Sample& of, const std::string& place) { return sample(of.client, place.substr(place.rfind('/') + 1)); }

/// The lines a set-up may change: those that contain what it sets or removes.
std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (const QString& line : QString::fromStdString(text).split(QLatin1Char('\n')))
        lines.push_back(line.toStdString());
    return lines;
}

std::string withCarriageReturns(std::string text)
{
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
        text.insert(at, 1, '\r');
    return text;
}

/// Sets a client up and restores it, checking its files in between and afterwards.
void thereAndBack(const Machine& machine, const Sample& of)
{
    std::vector<std::optional<std::string>> before;
    for (const std::string& place : of.places)
        before.push_back(machine.read(place));
    ClientSetups setups = machine.setups();
    const SetupPlan plan = value(setups.plan(wish(of.client)));
    REQUIRE(plan.files.size() == of.places.size());
    CHECK(plan.needsKey);
    for (std::size_t i = 0; i < plan.files.size(); ++i) {
        CHECK(plan.files[i].path == machine.path(of.places[i]));
        CHECK_FALSE(plan.files[i].diff.empty());
        CHECK(plan.files[i].isNew == !before[i]);
        CHECK(machine.read(of.places[i]) == before[i]); // nothing is written yet
    }
    succeed(setups.apply(plan, Secret(kKey), sha256(kKey), of.client));
    const ClientState state = value(setups.state(of.client, kBase));
    CHECK(state.isSetUp);
    CHECK(state.pointsHere);
    CHECK_FALSE(state.misses);
    CHECK(value(setups.state(of.client, "http://127.0.0.1:9")).misses);
    CHECK_FALSE(value(setups.state(of.client, "")).misses); // the gateway does not listen
    CHECK(state.isInstalled);
    CHECK(state.drift == Drift::None);
    CHECK_FALSE(machine.keeps(kKey));
    const SetupPlan again = value(setups.plan({of.client, kBase, kModel, {sha256(kKey)}}));
    CHECK(again.changesNothing());
    const RestorePlan back = value(setups.planRestore(of.client));
    for (const RestorePlan::File& file : back.files)
        CHECK(file.isExact);
    succeed(setups.restore(back));
    for (std::size_t i = 0; i < of.places.size(); ++i)
        CHECK(machine.read(of.places[i]) == before[i]);
    CHECK_FALSE(value(setups.state(of.client, kBase)).isSetUp);
}

} // namespace

TEST_CASE("set-ups change realistic client files exactly as reviewed")
{
    const bool isWritten = std::getenv("SIGNALBOX_WRITE_SAMPLES") != nullptr;
    for (const Sample& each : samples()) {
        CAPTURE(each.client);
        const Machine machine;
        for (const std::string& place : each.places)
            machine.write(place, sampleOf(each, place));
        std::string diff;
        for (const FileChange& file : value(machine.setups().plan(wish(each.client))).files)
            diff += "--- " + QFileInfo(file.path).fileName().toStdString() + '\n' + unifiedDiff(file.diff);
        CHECK(diff.find("of-the-user-itself") == std::string::npos);
        CHECK(diff.find("TheUsersOwnKey") == std::string::npos);
        CHECK(diff.find("sb-x") == std::string::npos);
        if (isWritten) {
            QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/data/clients/%1/expected.diff").arg(QLatin1String(each.client)));
            REQUIRE(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(diff));
        } else {
            CHECK(diff == sample(each.client, "expected.diff"));
        }
    }
}

TEST_CASE("masks foreign keys in a diff in every form but shows references")
{
    struct Row {
        const char* name;
        const char* client;
        const char* place;
        std::string text;
        std::string shown; ///< contains no "hush"
    };
    const std::string continues = "models:\n  - name: Mine\n";
    const std::vector<Row> rows{
        {"a list under the name of a key", "aider", ".aider.conf.yml", "api-key: # mine\n  - deepseek=hush0123456789abcdef\n", " api-key: # mine\n   - ***\n"},
        {"such a list in brackets", "aider", ".aider.conf.yml", "api-key: [deepseek=hush0123456789abcdef, hush2] # mine\n", " api-key: [***, ***] # mine\n"},
        {"assignments in a list", "aider", ".aider.conf.yml",
            "set-env:\n  - OPENAI_API_KEY=hush_me\n  - \"ONE_TOKEN=hush, hush\"\n  - OPENAI_API_BASE=http://x\n",
            "   - OPENAI_API_KEY=***\n   - \"ONE_TOKEN=***\"\n   - OPENAI_API_BASE=http://x\n"},
        {"a block, whose name is out of sight", "aider", ".aider.conf.yml", "x-key: |\n  hush 1\n  hush 2\n  # hush 3\n\n  hush 4\nlast: 1\n", " \n   ***\n last: 1\n"},
        {"a text over two lines", "aider", ".aider.conf.yml", "x-key: hush 1\n  hush 2\n# a word\n", " x-key: ***\n   ***\n+"},
        {"a comment", "aider", ".aider.conf.yml", "# openai-api-key: hush\n# x_key: \"hush \\\"hush\"\nlast: 1\n", " # openai-api-key: \"***\"\n # x_key: \"***\"\n last: 1\n"},
        {"a text of several lines in TOML", "codex", ".codex/config.toml", "model = \"x\"\nkey = \"\"\"\nhush \"1\"\n  hush 2\"\"\"\nlast = 'x'\n[x]\n",
            " key = \"\"\"\n ***\n   ***\"\"\"\n"},
        {"a table with a name of a key in it", "codex", ".codex/config.toml", "model = \"x\"\nlast = { password = 'hush', name = 'n' }\n[x]\n",
            "last = { password = '***', name = 'n' }\n"},
        {"the value after a flag", "codex", ".codex/config.toml", "model = \"x\"\nargs = [\"--api-key\", \"hush\", \"--token=hush\", \"y\"]\n[x]\n",
            " args = [\"--api-key\", \"***\", \"--token=***\", \"y\"]\n"},
        {"a password in an address", "codex", ".codex/config.toml", "model = \"x\"\nproxy = \"http://me:hush:hush@host:1/x\" # or http://me:hush@host\n[x]\n",
            " proxy = \"http://me:***@host:1/x\" # or http://me:***@host\n"},
        {"quotes within", "claude-code", ".claude/settings.json", "{\n  \"env\": {},\n  \"apiKey\": \"a \\\"hush\\\" hush\",\n  \"x\": 1\n}\n", "   \"apiKey\": \"***\",\n   \"x\": 1\n"},
        {"an object under the name of keys", "claude-code", ".claude/settings.json", "{\n  \"env\": {},\n  \"keys\": { \"a\": \"hush\", \"b\": [\"hush\"] },\n  \"x\": \"--token=\\\"hush\\\"\"\n}\n",
            "   \"keys\": { \"a\": \"***\", \"b\": [\"***\"] },\n   \"x\": \"--token=***\"\n"},
        {"names in short", "claude-code", ".claude/settings.json",
            "{\n  \"env\": { \"DB_PASS\": \"hush\", \"MYSQL_PWD\": \"hush\", \"SESSION_COOKIE\": \"hush=1\", \"dbPass\": \"hush\", \"auth\": { \"kind\": \"plain\" }, \"COMPASS\": \"north\" }\n}\n",
            "\"auth\": { \"kind\": \"plain\" }, \"COMPASS\": \"north\""},
        {"headers with any name", "claude-code", ".claude/settings.json", "{\n  \"env\": {},\n  \"extraHeaders\": { \"x-mine\": \"hush\" }\n}\n", "   \"extraHeaders\": { \"x-mine\": \"***\" }\n"},
        {"a scheme within quotes within quotes", "claude-code", ".claude/settings.json", "{\n  \"env\": {},\n  \"run\": \"curl -H \\\"Authorization: Bearer hush7Xk2\\\" x\"\n}\n",
            "   \"run\": \"curl -H \\\"Authorization: Bearer ***\\\" x\"\n"},
        {"addresses with a key in them", "claude-code", ".claude/settings.json",
            "{\n  \"env\": {},\n  \"a\": \"https://hooks.example.com/services/T0/hush8Qz2vR7mK4xW9nB3pL6tY\",\n  \"b\": \"https://hush1234@host/1\", \"c\": \"https://host/?sig=hush\"\n}\n",
            "   \"a\": \"https://hooks.example.com/services/T0/***\",\n   \"b\": \"https://***@host/1\", \"c\": \"https://host/?sig=***\"\n"},
        {"a key of several lines", "codex", ".codex/config.toml", "model = \"x\"\npem = \"\"\"\n-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----\"\"\"\n[x]\n", " pem = \"\"\"\n ***\n ***\n ***\"\"\"\n"},
        {"the argument after a flag with its own value", "codex", ".codex/config.toml", "model = \"x\"\nargs = [\"--api-key=hush\", \"-p\", \"hush\", \"y\"]\n[x]\n",
            " args = [\"--api-key=***\", \"-p\", \"***\", \"y\"]\n"},
        {"logins within commands", "claude-code", ".claude/settings.json",
            "{\n  \"env\": {},\n  \"a\": \"mysql -h x -u me -phush db\", \"b\": \"curl -u me:hush https://x\", \"c\": [\"-u\", \"me:hush\", \"-u\", \"me\"],\n"
            "  \"d\": \"curl --user='me:hush' x; mkdir -p y; git push -u origin main\"\n}\n",
            "   \"a\": \"mysql -h x -u me -p*** db\", \"b\": \"curl -u me:*** https://x\", \"c\": [\"-u\", \"***\", \"-u\", \"me\"],\n"
            "   \"d\": \"curl --user='me:***' x; mkdir -p y; git push -u origin main\"\n"},
        {"environment variables with any value", "claude-code", ".claude/settings.json",
            "{\n  \"env\": { \"HTTPS_PROXY\": \"user:hush-Pa55@proxy.corp:8080\", \"AWS_BEARER_TOKEN_BEDROCK\": \"hush\", \"PASSWORD_DB\": \"hush\", \"PGPASS\": \"hushHush\", "
            "\"MOT_DE_PASSE\": \"Hush1hush\", \"LOGIN\": \"user:hushPa55\", \"密码\": \"hush\", \"EDITOR\": \"vim\", \"MAX_TOKENS\": \"32000\", \"ANTHROPIC_SMALL_FAST_MODEL\": \"Claude-3.5\" },\n"
            "  \"a\": \"user:hush@proxy:1\", \"b\": \"sshpass -p hush ssh h; docker login -u me -p hush reg; x --password hush\", \"c\": \"https://hooks.slack.com/services/T0/B0/hush\", \"d\": \"xoxb-2345-hush2345\"\n}\n",
            "\"EDITOR\": \"vim\", \"MAX_TOKENS\": \"32000\", \"ANTHROPIC_SMALL_FAST_MODEL\": \"Claude-3.5\""},
        {"variables in short", "gemini-cli", ".gemini/.env", "CREDS=a:hush\nX_PAT=hush\nAUTH_HEADER=Basic hush\n", " CREDS=***\n X_PAT=***\n AUTH_HEADER=***\n"},
        {"variables", "gemini-cli", ".gemini/.env", "A_TOKEN='hush # hush'\nB_KEY=$A_TOKEN\n", " A_TOKEN='***'\n B_KEY=$A_TOKEN\n"},
        {"a reference to a variable", "continue", ".continue/config.yaml", "x-key: ${X_KEY}\n" + continues, " x-key: ${X_KEY}\n"},
        {"the name of a variable", "continue", ".continue/config.yaml", "x-key: X_KEY\n" + continues, " x-key: X_KEY\n"},
        {"a reference", "continue", ".continue/config.yaml", continues + "    apiKey: ${{ secrets.X }}\n", "     apiKey: ${{ secrets.X }}\n"},
        {"a reference in quotes, and one after a scheme", "continue", ".continue/config.yaml", continues + "    apiKey: \"${{ secrets.X }}\" # mine\n    headers: {Authorization: 'Bearer ${TOKEN}'}\n",
            "     apiKey: \"${{ secrets.X }}\" # mine\n     headers: {Authorization: 'Bearer ${TOKEN}'}\n"},
        {"a default for an unset variable", "continue", ".continue/config.yaml", continues + "    apiKey: ${X:-hush}\n", "     apiKey: ***\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const Machine machine;
        machine.write(row.place, row.text);
        ClientSetups setups = machine.setups();
        std::string diff;
        for (const FileChange& file : value(setups.plan(wish(row.client))).files)
            diff += unifiedDiff(file.diff);
        CHECK(diff.find("hush") == std::string::npos);
        CHECK_THAT(diff, Catch::Contains(row.shown));
        setUp(setups, row.client);
        CHECK(machine.read(row.place)->find("***") == std::string::npos);
        succeed(setups.restore(value(setups.planRestore(row.client))));
        CHECK(*machine.read(row.place) == row.text);
    }
}

TEST_CASE("set-up and restore leave every kind of client file byte for byte as it was")
{
    struct Variant {
        const char* name;
        std::optional<std::string> (*of)(std::string);
    };
    const std::vector<Variant> variants{
        {"as it is", [](std::string text) -> std::optional<std::string> { return text; }},
        {"CRLF", [](std::string text) -> std::optional<std::string> { return withCarriageReturns(std::move(text)); }},
        {"a byte order mark", [](std::string text) -> std::optional<std::string> { return "\xEF\xBB\xBF" + text; }},
        {"no line at the end", [](std::string text) -> std::optional<std::string> { return text.substr(0, text.size() - 1); }},
        {"empty", [](std::string) -> std::optional<std::string> { return std::string(); }},
        {"missing", [](std::string) -> std::optional<std::string> { return std::nullopt; }},
    };
    for (const Variant& variant : variants)
        for (const Sample& each : samples()) {
            CAPTURE(variant.name, each.client);
            const Machine machine;
            QDir().mkpath(QFileInfo(machine.path(each.places.front())).path());
            for (const std::string& place : each.places)
                if (const auto text = variant.of(sampleOf(each, place)))
                    machine.write(place, *text);
            thereAndBack(machine, each);
        }
}

TEST_CASE("a set-up changes only lines with its own fields")
{
    for (const Sample& each : samples()) {
        CAPTURE(each.client);
        const Machine machine;
        for (const std::string& place : each.places)
            machine.write(place, withCarriageReturns(sampleOf(each, place)));
        ClientSetups setups = machine.setups();
        setUp(setups, each.client);
        for (std::size_t i = 0; i < each.places.size(); ++i) {
            const std::string after = *machine.read(each.places[i]);
            CHECK(std::count(after.begin(), after.end(), '\n') == std::count(after.begin(), after.end(), '\r'));
            std::size_t gone = 0;
            const auto lines = linesOf(after);
            for (const std::string& line : linesOf(withCarriageReturns(sampleOf(each, each.places[i]))))
                gone += std::find(lines.begin(), lines.end(), line) == lines.end() ? 1 : 0;
            CHECK(gone <= 5); // replaced values, and a comma added after the former last entry
        }
    }
}

TEST_CASE("refuses or edits a truncated or damaged file and never alters it while planning")
{
    constexpr std::size_t kStep = 7;
    for (const Sample& each : samples()) {
        CAPTURE(each.client);
        const Machine machine;
        const ClientSetups setups = machine.setups();
        const std::string& place = each.places.back();
        const std::string whole = sampleOf(each, place);
        for (std::size_t at = 0; at < whole.size(); at += kStep) {
            std::string damaged = whole;
            damaged[at] = "{}[]\"'#:,\n-=&*|"[at / kStep % 16];
            for (const std::string& text : {whole.substr(0, at), damaged}) {
                machine.write(place, text);
                const auto plan = setups.plan(wish(each.client));
                CHECK((plan || !plan.error().text().empty()));
                CHECK(*machine.read(place) == text);
            }
        }
    }
}

TEST_CASE("keeps links and file modes and makes new files private")
{
    const Machine machine;
    machine.write("dotfiles/claude.json", "{\n  \"a\": 1\n}\n");
    const auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup;
    REQUIRE(QFile::setPermissions(machine.path("dotfiles/claude.json"), mode));
    QDir().mkpath(machine.path(".claude"));
    REQUIRE(QFile::link(QStringLiteral("../dotfiles/claude.json"), machine.path(".claude/settings.json")));
    ClientSetups setups = machine.setups();
    CHECK(value(setups.plan(wish("claude-code"))).files.front().target == machine.path("dotfiles/claude.json"));
    setUp(setups, "claude-code");
    CHECK(QFileInfo(machine.path(".claude/settings.json")).isSymLink());
    CHECK_THAT(*machine.read("dotfiles/claude.json"), Catch::Contains(kKey));
    CHECK((QFile::permissions(machine.path("dotfiles/claude.json")) & QFileDevice::ReadGroup));
    succeed(setups.restore(value(setups.planRestore("claude-code"))));
    CHECK(QFileInfo(machine.path(".claude/settings.json")).isSymLink());
    CHECK(*machine.read("dotfiles/claude.json") == "{\n  \"a\": 1\n}\n");

    setUp(setups, "codex");
    CHECK_FALSE((QFile::permissions(machine.path(".codex/config.toml")) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    CHECK_FALSE((QFile::permissions(machine.surroundings.dataDir + QStringLiteral("/clients.json")) & QFileDevice::ReadOther));
}

TEST_CASE("explains why a file cannot be changed and leaves it alone")
{
    struct Row {
        const char* client;
        const char* place;
        const char* text;
        const char* says;
    };
    const std::vector<Row> rows{
        {"claude-code", ".claude/settings.json", "{\n  \"env\": {,}\n}\n", "~/.claude/settings.json: line 2"},
        {"codex", ".codex/config.toml", "model = \n", "~/.codex/config.toml: line 1"},
        {"continue", ".continue/config.yaml", "models: &m\n  - name: x\n", "models uses an anchor"},
        {"gemini-cli", ".gemini/settings.json", "{ \"security\": 1 }", "security is not an object"},
        {"vscode-copilot", ".config/Code/User/chatLanguageModels.json", "{\"a\": 1}", "the top level of the file is not a list"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.client);
        const Machine machine;
        machine.write(row.place, row.text);
        const auto plan = machine.setups().plan(wish(row.client));
        REQUIRE_FALSE(plan);
        CHECK_THAT(plan.error().text(), Catch::Contains(row.says));
    }
    const Machine machine;
    ClientSetups setups = machine.setups();
    CHECK_THAT(setups.plan(wish("cursor")).error().text(), Catch::Contains("Not possible on localhost"));
    CHECK_THAT(setups.plan({"aider", kBase, {}, {}}).error().text(), Catch::Contains("name the model"));
    CHECK_THAT(setups.plan(wish("nobody")).error().text(), Catch::Contains("unknown client \"nobody\""));
    CHECK_THAT(setups.planRestore("codex").error().text(), Catch::Contains("nothing to restore"));
}

TEST_CASE("reports a read-only file and leaves nothing half done")
{
    const Machine machine;
    machine.write(".gemini/.env", "A=1\n");
    machine.write(".gemini/settings.json", "{}\n");
    REQUIRE(QFile::setPermissions(machine.path(".gemini/settings.json"), QFileDevice::ReadOwner));
    ClientSetups setups = machine.setups();
    const SetupPlan plan = value(setups.plan(wish("gemini-cli")));
    CHECK_THAT(setups.check(plan).error().text(), Catch::Contains("settings.json is read-only; make it writable")); // before making a key
    const auto applied = setups.apply(plan, Secret(kKey), sha256(kKey), "gemini-cli");
    REQUIRE_FALSE(applied);
    CHECK_THAT(applied.error().text(), Catch::Contains("settings.json is read-only; make it writable"));
    CHECK(*machine.read(".gemini/.env") == "A=1\n");
    CHECK(*machine.read(".gemini/settings.json") == "{}\n");
    CHECK_FALSE(value(setups.state("gemini-cli", kBase)).isSetUp);
}

TEST_CASE("reports a link into a missing folder and creates nothing there")
{
    const Machine machine;
    QDir().mkpath(machine.path(".claude"));
    REQUIRE(QFile::link(machine.path("gone/claude.json"), machine.path(".claude/settings.json")));
    ClientSetups setups = machine.setups();
    const auto applied = setups.apply(value(setups.plan(wish("claude-code"))), Secret(kKey), sha256(kKey), "claude-code");
    REQUIRE_FALSE(applied);
    CHECK_THAT(applied.error().text(), Catch::Contains("is a link to"));
    CHECK_THAT(applied.error().text(), Catch::Contains("whose folder does not exist"));
    CHECK_FALSE(QFileInfo::exists(machine.path("gone")));
    CHECK_FALSE(value(setups.state("claude-code", kBase)).isSetUp);
}

TEST_CASE("does not write a file changed since the change was shown")
{
    const Machine machine;
    machine.write(".claude/settings.json", "{}\n");
    ClientSetups setups = machine.setups();
    const SetupPlan plan = value(setups.plan(wish("claude-code")));
    machine.write(".claude/settings.json", "{\"theirs\": 1}\n");
    const auto applied = setups.apply(plan, Secret(kKey), sha256(kKey), "claude-code");
    REQUIRE_FALSE(applied);
    CHECK_THAT(applied.error().text(), Catch::Contains("has changed since"));
    CHECK(*machine.read(".claude/settings.json") == "{\"theirs\": 1}\n");
    setUp(setups, "claude-code");
    const RestorePlan back = value(setups.planRestore("claude-code"));
    machine.write(".claude/settings.json", "{}");
    CHECK_FALSE(setups.restore(back));
}

TEST_CASE("recognises other names of the local machine but writes only one")
{
    for (const Sample& each : samples()) {
        CAPTURE(each.client);
        const Machine machine;
        ClientSetups setups = machine.setups();
        const SetupPlan plan = value(setups.plan({each.client, "http://localhost:8080", kModel, {}}));
        CHECK(plan.wish.base == kBase);
        succeed(setups.apply(plan, Secret(kKey), sha256(kKey), each.client));
        std::string text = *machine.read(each.places.front());
        const std::size_t at = text.find(kBase);
        REQUIRE(at != std::string::npos);
        CHECK(value(setups.state(each.client, "http://localhost:8080")).pointsHere);
        CHECK(value(setups.state(each.client, "http://localhost:8080")).drift == Drift::None);
        CHECK(value(setups.plan({each.client, "http://[::]:8080", kModel, {sha256(kKey)}})).changesNothing());

        machine.write(each.places.front(), text.replace(at, std::string_view(kBase).size(), "http://localhost:8080"));
        const ClientState state = value(setups.state(each.client, kBase));
        CHECK(state.drift == Drift::Elsewhere);
        CHECK(state.changedFields.empty());
        CHECK(state.pointsHere);
    }
}

TEST_CASE("reports a missing or broken file and restores the previous content")
{
    const Machine machine;
    machine.write(".codex/config.toml", "model = \"x\"\n");
    ClientSetups setups = machine.setups();
    setUp(setups, "codex");
    machine.write(".codex/config.toml", "model = \n");
    CHECK(value(setups.state("codex", kBase)).drift == Drift::Unreadable);
    CHECK_FALSE(setups.planRestore("codex"));
    REQUIRE(QFile::remove(machine.path(".codex/config.toml")));
    CHECK(value(setups.state("codex", kBase)).drift == Drift::Gone);
    succeed(setups.restore(value(setups.planRestore("codex"))));
    CHECK(*machine.read(".codex/config.toml") == "model = \"x\"\n");
}

TEST_CASE("keeps a valid key and replaces an invalid one")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    setUp(setups, "codex");
    SetupPlan plan = value(setups.plan({"codex", "http://127.0.0.1:9090", kModel, {sha256(kKey)}}));
    CHECK_FALSE(plan.needsKey);
    CHECK(plan.keptKeySha256 == sha256(kKey));
    CHECK_FALSE(plan.changesNothing());
    CHECK(unifiedDiff(plan.files.front().diff).find(kKey) == std::string::npos);
    succeed(setups.apply(plan, {}, {}, "codex"));
    CHECK_THAT(*machine.read(".codex/config.toml"), Catch::Contains(kKey) && Catch::Contains("http://127.0.0.1:9090/v1"));
    CHECK(value(setups.state("codex", kBase)).drift == Drift::None);
    CHECK_FALSE(value(setups.state("codex", kBase)).pointsHere);
    CHECK(value(setups.plan(wish("codex"))).needsKey);
}

TEST_CASE("keeps one copy of the original file however often a client is set up")
{
    const Machine machine;
    machine.write(".codex/config.toml", "model = \"x\"\n");
    ClientSetups setups = machine.setups();
    const QDir copies(machine.surroundings.dataDir + QStringLiteral("/backups/clients/codex"));
    setUp(setups, "codex");
    setUp(setups, "codex", "sb-another-key-of-it-0000000000000000000000000000");
    CHECK(copies.entryList(QDir::Files).size() == 1);
    succeed(setups.restore(value(setups.planRestore("codex"))));
    CHECK(*machine.read(".codex/config.toml") == "model = \"x\"\n");
}

TEST_CASE("manual set-ups get a key and no file")
{
    const Machine machine;
    ClientSetups setups = machine.setups();
    const SetupPlan plan = value(setups.plan(wish("cline")));
    CHECK(plan.files.empty());
    CHECK(plan.needsKey);
    succeed(setups.apply(plan, Secret(kKey), sha256(kKey), "cline"));
    const ClientState state = value(setups.state("cline", kBase));
    CHECK(state.isSetUp);
    CHECK(state.consumer == "cline");
    CHECK(state.keySha256 == sha256(kKey));
    succeed(setups.restore(value(setups.planRestore("cline"))));
    CHECK_FALSE(value(setups.state("cline", kBase)).isSetUp);
}

TEST_CASE("finds clients by their programs and files in the system's folders")
{
    Machine machine;
    CHECK(std::none_of(knownClients()->entries().begin(), knownClients()->entries().end(),
        [&](const ClientEntry& entry) { return value(machine.setups().state(entry.id, kBase)).isInstalled; }));
    machine.write("bin/codex", "#!/bin/sh\n");
    machine.write("bin/aider", "not a program");
    REQUIRE(QFile::setPermissions(machine.path("bin/codex"), QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    machine.surroundings.programFolders << machine.path("bin");
    QDir().mkpath(machine.path(".vscode/extensions/saoudrizwan.claude-dev-3.2.1"));
    CHECK(value(machine.setups().state("codex", kBase)).foundAs == "~/bin/codex");
    CHECK_FALSE(value(machine.setups().state("aider", kBase)).isInstalled);
    CHECK(value(machine.setups().state("cline", kBase)).isInstalled);

    machine.surroundings.environment["CODEX_HOME"] = machine.path("elsewhere").toStdString();
    machine.surroundings.environment["XDG_CONFIG_HOME"] = machine.path("configs").toStdString();
    CHECK(value(machine.setups().state("codex", kBase)).files == std::vector<std::string>{machine.path("elsewhere/config.toml").toStdString()});
    CHECK(value(machine.setups().state("zed", kBase)).files == std::vector<std::string>{machine.path("configs/zed/settings.json").toStdString()});
    machine.write("configs/opencode/opencode.json", "{}");
    machine.write("configs/opencode/opencode.jsonc", "{}"); // the file that takes precedence
    CHECK(value(machine.setups().state("opencode", kBase)).files == std::vector<std::string>{machine.path("configs/opencode/opencode.jsonc").toStdString()});
    machine.surroundings.system = System::MacOs;
    CHECK(value(machine.setups().state("vscode-copilot", kBase)).files
        == std::vector<std::string>{machine.path("Library/Application Support/Code/User/chatLanguageModels.json").toStdString()});
}

TEST_CASE("names variables that override a client's file with their location")
{
    Machine machine;
    machine.write(".bashrc", "# AIDER_MODEL=x\nexport AIDER_MODEL=y\nexport AIDER_MODELS=z\n");
    machine.write(".config/fish/config.fish", "set -gx AIDER_OPENAI_API_KEY sk-x\n");
    machine.surroundings.environment["AIDER_OPENAI_API_BASE"] = "http://x";
    CHECK(value(machine.setups().plan(wish("aider"))).conflicts
        == std::vector<Conflict>{{Conflict::Kind::Variable, "AIDER_OPENAI_API_BASE", "the environment"},
            {Conflict::Kind::Variable, "AIDER_OPENAI_API_KEY", "~/.config/fish/config.fish, line 1"}, {Conflict::Kind::Diversion, "AIDER_MODEL", "~/.bashrc, line 2"}});
}

TEST_CASE("adds and revokes and removes consumer keys")
{
    config::Settings settings;
    const GivenKey first = giveKey(settings, "codex");
    const GivenKey second = giveKey(settings, "codex");
    REQUIRE(settings.consumers.size() == 1);
    CHECK(first.sha256 == sha256(first.key.reveal()));
    CHECK(acceptedKeys(settings, "codex") == std::set<std::string>{first.sha256, second.sha256});
    settings.consumers.front().keys.front().expiresAt = "2020-01-01T00:00:00Z";
    CHECK(acceptedKeys(settings, "codex") == std::set<std::string>{second.sha256});
    refuseKey(settings, "codex", second.sha256);
    CHECK(acceptedKeys(settings, "codex").empty());
    CHECK(settings.consumers.front().keys.size() == 2);
    forgetKey(settings, "codex", first.sha256);
    CHECK(settings.consumers.front().keys.size() == 1);
    forgetKey(settings, "codex", second.sha256);
    CHECK(settings.consumers.empty());
}

TEST_CASE("shows model names in a diff even if they look like keys")
{
    const Machine machine;
    machine.write(".config/opencode/opencode.json", "{\"provider\": {\"signalbox\": {\"whitelist\": [\"qwen-token\", \"openai\"]}}}\n");
    const SetupPlan plan = value(machine.setups().plan({"opencode", kBase, "qwen-token", {}}));
    const std::string diff = unifiedDiff(plan.files.front().diff);
    CHECK_THAT(diff, Catch::Contains("\"whitelist\": [\"qwen-token\", \"openai\"]") && Catch::Contains("\"qwen-token\":{\"name\":\"qwen-token\"}") && Catch::Contains("signalbox/qwen-token"));
    CHECK_THAT(diff, Catch::Contains("\"apiKey\": \"***\""));
}
