#include "app/process/command_line.h"

#include "app/process/folders.h"
#include "catch.h"

#include <QDir>

using app::Action;
using app::CommandLine;
using app::Program;
using app::WindowRequest;

namespace {

using Variables = std::vector<std::pair<const char*, const char*>>;

QProcessEnvironment environmentOf(const Variables& variables)
{
    QProcessEnvironment environment;
    for (const auto& [name, value] : variables)
        environment.insert(QLatin1String(name), QLatin1String(value));
    return environment;
}

gateway::Result<CommandLine> parse(Program program, const char* words, const Variables& variables = {})
{
    const QStringList arguments = QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return app::parseCommandLine(program, arguments, environmentOf(variables));
}

} // namespace

TEST_CASE("without arguments runs in the default folders and sets nothing else")
{
    const auto program = GENERATE(Program::Signalbox, Program::Signalboxd);
    const auto line = parse(program, "");
    REQUIRE(line);
    CHECK(line->action == Action::Run);
    CHECK(line->window == WindowRequest::Default);
    CHECK(line->configFile == app::defaultConfigFile());
    CHECK(line->configFile.endsWith(QLatin1String("/signalbox/config.json")));
    CHECK_FALSE(line->configGiven);
    CHECK(line->dataDir == app::defaultDataDir());
    CHECK(QDir::isAbsolutePath(line->dataDir));
    const auto options = line->hostOptions();
    CHECK_FALSE(options.address);
    CHECK_FALSE(options.httpPort);
    CHECK_FALSE(options.httpsPort);
    CHECK_FALSE(options.logLevel);
}

TEST_CASE("passes every option to the gateway")
{
    const auto words = GENERATE(
        as<const char*>{}, "--config /c.json --data-dir /d --address ::1 --http-port 9090 --https-port 0 --log-level debug",
        "--config=/c.json --data-dir=/d --address=::1 --http-port=9090 --https-port=0 --log-level=debug");
    const auto program = GENERATE(Program::Signalbox, Program::Signalboxd);
    const auto line = parse(program, words);
    REQUIRE(line);
    const auto options = line->hostOptions();
    CHECK(options.configFile == QLatin1String("/c.json"));
    CHECK(options.configGiven);
    CHECK(options.dataDir == QLatin1String("/d"));
    CHECK(options.address == "::1");
    CHECK(options.httpPort == 9090);
    CHECK(options.httpsPort == std::optional<std::optional<int>>(std::optional<int>(0)));
    CHECK(options.logLevel == "debug");
}

TEST_CASE("interprets special values")
{
    CHECK(parse(Program::Signalboxd, "--https-port off")->httpsPort == std::optional<std::optional<int>>(std::optional<int>()));
    CHECK(parse(Program::Signalboxd, "--address localhost")->address == "127.0.0.1");
    CHECK(parse(Program::Signalboxd, "--http-port 1 --http-port 2")->httpPort == 2);
    CHECK(parse(Program::Signalboxd, "--config x/../y.json")->configFile == QDir::current().absoluteFilePath(QStringLiteral("y.json")));
}

TEST_CASE("derives the action from the command line")
{
    struct Row {
        Program program;
        const char* words;
        Action action;
        WindowRequest window;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {Program::Signalboxd, "run", Action::Run, WindowRequest::Default, ""},
        {Program::Signalboxd, "run --http-port 1", Action::Run, WindowRequest::Default, ""},
        {Program::Signalboxd, "--check-config", Action::CheckConfig, WindowRequest::Default, ""},
        {Program::Signalbox, "--check-config", Action::CheckConfig, WindowRequest::Default, ""},
        {Program::Signalboxd, "--version", Action::Version, WindowRequest::Default, ""},
        {Program::Signalbox, "--help --nonsense", Action::Help, WindowRequest::Default, ""},
        {Program::Signalboxd, "-h", Action::Help, WindowRequest::Default, ""},
        {Program::Signalboxd, "key set deepseek/main", Action::KeySet, WindowRequest::Default, "deepseek/main"},
        {Program::Signalboxd, "key set keychain:deepseek/main", Action::KeySet, WindowRequest::Default, "deepseek/main"},
        {Program::Signalboxd, "key set vault:deepseek/main", Action::KeySet, WindowRequest::Default, "deepseek/main"},
        {Program::Signalboxd, "key remove a", Action::KeyRemove, WindowRequest::Default, "a"},
        {Program::Signalboxd, "--config /c.json key list", Action::KeyList, WindowRequest::Default, ""},
        {Program::Signalboxd, "key list --config /c.json", Action::KeyList, WindowRequest::Default, ""},
        {Program::Signalboxd, "explain request.json --json --consumer ide", Action::Explain, WindowRequest::Default, ""},
        {Program::Signalboxd, "explain --id 01KAJ3V6ZC3WQG1D5PNBX7S4TM --json", Action::Explain, WindowRequest::Default, ""},
        {Program::Signalboxd, "explain --id 01KAJ3V6ZC3WQG1D5PNBX7S4TM --content", Action::Explain, WindowRequest::Default, ""},
        {Program::Signalboxd, "explain --error 400", Action::Explain, WindowRequest::Default, ""},
        {Program::Signalboxd, "explain --error 400 no-such-file", Action::Explain, WindowRequest::Default, ""},
        {Program::Signalboxd, "--json r.json eval show november", Action::Eval, WindowRequest::Default, ""},
        {Program::Signalboxd, "usage", Action::Usage, WindowRequest::Default, ""},
        {Program::Signalboxd, "usage --since 7d --by day,model --format json", Action::Usage, WindowRequest::Default, ""},
        {Program::Signalboxd, "clients list --format json", Action::Clients, WindowRequest::Default, ""},
        {Program::Signalboxd, "clients setup codex --model m --yes", Action::Clients, WindowRequest::Default, ""},
        {Program::Signalboxd, "doctor --format json", Action::Doctor, WindowRequest::Default, ""},
        {Program::Signalboxd, "reconcile deepseek amount.csv cost.csv --format csv", Action::Reconcile, WindowRequest::Default, ""},
        {Program::Signalboxd, "reconcile --help", Action::ReconcileHelp, WindowRequest::Default, ""},
        {Program::Signalboxd, "limits --format json", Action::Limits, WindowRequest::Default, ""},
        {Program::Signalboxd, "limits check --since 7d", Action::Limits, WindowRequest::Default, ""},
        {Program::Signalboxd, "import /f.yaml", Action::Import, WindowRequest::Default, ""},
        {Program::Signalboxd, "import --from apisix --write --replace --store-keys -", Action::Import, WindowRequest::Default, ""},
        {Program::Signalboxd, "export --to higress", Action::Export, WindowRequest::Default, ""},
        {Program::Signalboxd, "export a b --to=apisix", Action::Export, WindowRequest::Default, ""},
        {Program::Signalboxd, "import --help", Action::Help, WindowRequest::Default, ""},
        {Program::Signalboxd, "export --help", Action::Help, WindowRequest::Default, ""},
        {Program::Signalboxd, "formats", Action::Formats, WindowRequest::Default, ""},
        {Program::Signalboxd, "formats --from anthropic --to=openai/chat", Action::Formats, WindowRequest::Default, ""},
        {Program::Signalboxd, "ca", Action::Authority, WindowRequest::Default, ""},
        {Program::Signalboxd, "eval list", Action::Eval, WindowRequest::Default, ""},
        {Program::Signalboxd, "--config explain eval show november --json out.json", Action::Eval, WindowRequest::Default, ""},
        {Program::Signalbox, "--minimized", Action::Run, WindowRequest::Minimized, ""},
        {Program::Signalbox, "--show", Action::Run, WindowRequest::Show, ""},
        {Program::Signalbox, "--quit", Action::Run, WindowRequest::Quit, ""},
        {Program::Signalbox, "-session 10b2 --minimized", Action::Run, WindowRequest::Minimized, ""},
    }));
    CAPTURE(row.words);
    const auto line = parse(row.program, row.words);
    REQUIRE(line);
    CHECK(line->action == row.action);
    CHECK(line->window == row.window);
    CHECK(line->keyReference.name == row.name);
}

TEST_CASE("passes a link on unchanged")
{
    const auto line = parse(Program::Signalbox, "--minimized Signalbox://open/usage");
    REQUIRE(line);
    CHECK(line->link == QStringLiteral("Signalbox://open/usage"));
    CHECK(line->window == WindowRequest::Minimized);
    CHECK(parse(Program::Signalbox, "--show")->link.isEmpty());
}

TEST_CASE("parses import and export")
{
    const auto import = parse(Program::Signalboxd, "import --from apisix --write --replace --store-keys f.yaml --config /c.json");
    REQUIRE(import);
    CHECK(import->foreign.program == QLatin1String("apisix"));
    CHECK(import->foreign.file == QDir::current().absoluteFilePath(QStringLiteral("f.yaml")));
    CHECK(import->foreign.write);
    CHECK(import->foreign.replace);
    CHECK(import->foreign.storeKeys);
    CHECK(import->configFile == QLatin1String("/c.json"));
    CHECK(parse(Program::Signalboxd, "import -")->foreign.file == QLatin1String("-"));
    const auto out = parse(Program::Signalboxd, "export --to higress a b");
    REQUIRE(out);
    CHECK(out->foreign.program == QLatin1String("higress"));
    CHECK(out->foreign.routes == QStringList{QStringLiteral("a"), QStringLiteral("b")});
}

TEST_CASE("options override the environment")
{
    const Variables all{{"SIGNALBOX_CONFIG", "/e.json"},
                        {"SIGNALBOX_ADDRESS", "0.0.0.0"},
                        {"SIGNALBOX_HTTP_PORT", "7070"},
                        {"SIGNALBOX_HTTPS_PORT", "off"}};
    const auto below = parse(Program::Signalboxd, "", all);
    REQUIRE(below);
    CHECK(below->configFile == QLatin1String("/e.json"));
    CHECK(below->configGiven);
    CHECK(below->address == "0.0.0.0");
    CHECK(below->httpPort == 7070);
    CHECK(below->httpsPort == std::optional<std::optional<int>>(std::optional<int>()));

    const auto above = parse(Program::Signalboxd, "--config /c.json --address ::1 --http-port 1 --https-port 2", all);
    REQUIRE(above);
    CHECK(above->configFile == QLatin1String("/c.json"));
    CHECK(above->address == "::1");
    CHECK(above->httpPort == 1);
    CHECK(above->httpsPort == std::optional<std::optional<int>>(std::optional<int>(2)));

    CHECK(parse(Program::Signalboxd, "", {{"SIGNALBOX_HTTP_PORT", ""}})->httpPort == std::nullopt);
}

TEST_CASE("names wrong usage and the remedy")
{
    struct Row {
        Program program;
        const char* words;
        Variables variables;
        std::vector<const char*> says;
    };
    const auto row = GENERATE(values<Row>({
        {Program::Signalboxd, "--http-prot 1", {}, {"--http-prot", "did you mean --http-port?", "signalboxd --help"}},
        {Program::Signalboxd, "--zzzzzzzzzzz", {}, {"unknown option --zzzzzzzzzzz;"}},
        {Program::Signalboxd, "--minimized", {}, {"--minimized", "an option of signalbox only"}},
        {Program::Signalboxd, "--http-port", {}, {"--http-port needs a value", "--http-port N"}},
        {Program::Signalboxd, "--http-port x", {}, {"--http-port", "0 to 65535", "'x'"}},
        {Program::Signalboxd, "--http-port -1", {}, {"--http-port", "0 to 65535"}},
        {Program::Signalboxd, "--http-port 65536", {}, {"--http-port", "0 to 65535"}},
        {Program::Signalboxd, "--https-port on", {}, {"--https-port", "'off'"}},
        {Program::Signalboxd, "--address example.com", {}, {"--address", "127.0.0.1"}},
        {Program::Signalboxd, "--config=", {}, {"--config needs a value: --config FILE"}},
        {Program::Signalboxd, "--log-level loud", {}, {"--log-level", "debug, info, warning or error"}},
        {Program::Signalboxd, "--version=2", {}, {"--version takes no value"}},
        {Program::Signalboxd, "", {{"SIGNALBOX_HTTP_PORT", "http"}}, {"SIGNALBOX_HTTP_PORT", "0 to 65535"}},
        {Program::Signalboxd, "foo", {}, {"unknown command 'foo'; see signalboxd --help"}},
        {Program::Signalboxd, "-- --version", {}, {"unknown command '--version'"}},
        {Program::Signalboxd, "explain h=1 --consumer", {}, {"--consumer needs a value"}},
        {Program::Signalboxd, "export all=1 --to", {}, {"--to needs a value"}},
        {Program::Signalbox, "--config help=1 --data-dir", {}, {"--data-dir needs a value"}},
        {Program::Signalboxd, "explain --header --json=1 --consumer", {}, {"--consumer needs a value"}},
        {Program::Signalboxd, "--data-dir eval explain r.json --json foo", {}, {"explain takes only one file"}},
        {Program::Signalboxd, "-x", {}, {"unknown option -x"}},
        {Program::Signalbox, "-session", {}, {"-session needs a value: -session ID"}},
        {Program::Signalbox, "--minimized -platform=xcb", {}, {"-platform needs its value as the next argument: -platform NAME"}},
        {Program::Signalboxd, "rnu", {}, {"did you mean run?"}},
        {Program::Signalboxd, "exlpain", {}, {"unknown command 'exlpain'", "did you mean explain?"}},
        {Program::Signalboxd, "explain", {}, {"explain needs a file", "--id"}},
        {Program::Signalboxd, "explain --id=", {}, {"--id needs a value: --id ID"}},
        {Program::Signalboxd, "explain --id 01 request.json", {}, {"explain --id takes no file"}},
        {Program::Signalboxd, "explain --id 01 --consumer ide", {}, {"except --json and --content"}},
        {Program::Signalboxd, "explain request.json --content", {}, {"--content needs --id"}},
        {Program::Signalboxd, "--id 01", {}, {"--id is an option of explain"}},
        {Program::Signalboxd, "run now", {}, {"run takes only options"}},
        {Program::Signalboxd, "key", {}, {"set NAME, remove NAME, list"}},
        {Program::Signalboxd, "key show", {}, {"set NAME, remove NAME, list"}},
        {Program::Signalboxd, "key set", {}, {"key set needs a name"}},
        {Program::Signalboxd, "key set env:X", {}, {"keychain"}},
        {Program::Signalboxd, "key set sk-0123456789abcdef", {}, {"looks like a key"}},
        {Program::Signalboxd, "key set gsk_abcdefghijklmnopqrst", {}, {"looks like a key"}},
        {Program::Signalboxd, "key set keychain:", {}, {"signalboxd --help"}},
        {Program::Signalboxd, "key plan x", {}, {"key plan takes no arguments"}},
        {Program::Signalboxd, "key plan --format csv", {}, {"table and json"}},
        {Program::Signalboxd, "key balance --format json", {}, {"--format is an option of key plan"}},
        {Program::Signalboxd, "key list x", {}, {"key list takes no arguments"}},
        {Program::Signalboxd, "--check-config key list", {}, {"cannot be used with"}},
        {Program::Signalboxd, "import", {}, {"import needs a file"}},
        {Program::Signalboxd, "import a b", {}, {"only one file"}},
        {Program::Signalboxd, "import --from kong a", {}, {"--from", "apisix or higress", "'kong'"}},
        {Program::Signalboxd, "import --to apisix a", {}, {"--to is an option of export"}},
        {Program::Signalboxd, "usage --by vendor", {}, {"--by must be a list of", "provider, model, key", "'vendor'"}},
        {Program::Signalboxd, "usage --since soon", {}, {"--since must be a date", "'soon'"}},
        {Program::Signalboxd, "usage --since 7d --until 8d", {}, {"--since must be before --until"}},
        {Program::Signalboxd, "usage --format xml", {}, {"--format must be table, json or csv"}},
        {Program::Signalboxd, "usage today", {}, {"usage takes only options, export or vacuum, not 'today'"}},
        {Program::Signalboxd, "usage vacuum now", {}, {"not 'now'"}},
        {Program::Signalboxd, "usage export --format table", {}, {"--format of usage export must be csv or jsonl"}},
        {Program::Signalboxd, "usage --format jsonl", {}, {"--format jsonl is an option of usage export"}},
        {Program::Signalboxd, "usage vacuum --output a.csv", {}, {"--output is an option of usage export"}},
        {Program::Signalboxd, "usage --output a.csv", {}, {"--output is an option of usage export"}},
        {Program::Signalboxd, "usage vacuum --since 7d", {}, {"--since is an option of usage and usage export"}},
        {Program::Signalboxd, "usage vacuum --format json", {}, {"--format is an option of usage and usage export"}},
        {Program::Signalboxd, "usage export --by day", {}, {"--by is an option of usage"}},
        {Program::Signalboxd, "usage export --currency usd", {}, {"--currency is an option of usage"}},
        {Program::Signalboxd, "key approve --format json", {}, {"--format is an option of key plan"}},
        {Program::Signalboxd, "key list --all", {}, {"--all is an option of key approve"}},
        {Program::Signalboxd, "clients list --model m", {}, {"--model is an option of clients show and clients setup"}},
        {Program::Signalboxd, "clients restore codex --anyway", {}, {"--anyway is an option of clients setup"}},
        {Program::Signalboxd, "clients show codex --other-models-to a/m", {}, {"--other-models-to is an option of clients setup"}},
        {Program::Signalboxd, "clients setup codex --format json", {}, {"--format is an option of clients list and clients show"}},
        {Program::Signalboxd, "clients show codex --yes", {}, {"--yes is an option of clients setup and clients restore"}},
        {Program::Signalboxd, "config show 1 --trust", {}, {"--trust is an option of config restore"}},
        {Program::Signalboxd, "backup export f --trust", {}, {"--trust is an option of backup import"}},
        {Program::Signalboxd, "backup export -", {}, {"a backup must be a file"}},
        {Program::Signalboxd, "explain f --provider openai", {}, {"explain --provider needs --error"}},
        {Program::Signalboxd, "explain f --error 500 --json", {}, {"explain --error takes no other options than --header and --provider"}},
        {Program::Signalboxd, "explain f --consumer=", {}, {"--consumer needs a value: --consumer NAME"}},
        {Program::Signalboxd, "explain f --by model", {}, {"--by is an option of usage"}},
        {Program::Signalboxd, "clients", {}, {"clients needs one of", "setup NAME"}},
        {Program::Signalboxd, "clients setup", {}, {"clients needs one of"}},
        {Program::Signalboxd, "clients list codex", {}, {"clients needs one of"}},
        {Program::Signalboxd, "clients list --format csv", {}, {"--format of clients must be table or json"}},
        {Program::Signalboxd, "usage --yes", {}, {"--yes is an option of clients"}},
        {Program::Signalboxd, "explain f --format csv", {}, {"--format is an option of usage and reconcile and clients and doctor and key and limits"}},
        {Program::Signalboxd, "doctor --format csv", {}, {"doctor takes only --format table or --format json"}},
        {Program::Signalboxd, "doctor ports", {}, {"doctor takes only"}},
        {Program::Signalboxd, "limits now", {}, {"limits takes only options or check, not 'now'"}},
        {Program::Signalboxd, "limits --format csv", {}, {"limits takes only --format table or --format json"}},
        {Program::Signalboxd, "limits --since 7d", {}, {"--since is an option of limits check"}},
        {Program::Signalboxd, "reconcile deepseek f --format jsonl", {}, {"--format jsonl is an option of usage export"}},
        {Program::Signalboxd, "reconcile deepseek", {}, {"reconcile needs a configured provider", "files"}},
        {Program::Signalboxd, "formats --to chat", {}, {"formats --to needs --from"}},
        {Program::Signalboxd, "formats chat", {}, {"formats takes only --from FORMAT and --to FORMAT, not 'chat'"}},
        {Program::Signalboxd, "doctor --from chat", {}, {"--from is an option of import and formats"}},
        {Program::Signalboxd, "export --to kong", {}, {"--to must be apisix or higress, not 'kong'"}},
        {Program::Signalboxd, "export", {}, {"--to apisix or --to higress"}},
        {Program::Signalboxd, "export --to apisix --write", {}, {"--write is an option of import"}},
        {Program::Signalboxd, "--replace", {}, {"--replace is an option of import"}},
        {Program::Signalbox, "--write", {}, {"unknown option --write"}},
        {Program::Signalbox, "key list", {}, {"key is a command of signalboxd"}},
        {Program::Signalbox, "file.json", {}, {"signalbox takes only options"}},
        {Program::Signalbox, "signalbox://open/usage signalbox://open/routes", {}, {"signalbox takes only options"}},
        {Program::Signalboxd, "signalbox://open/usage", {}, {"unknown command"}},
    }));
    CAPTURE(row.words);
    const auto line = parse(row.program, row.words, row.variables);
    REQUIRE_FALSE(line);
    for (const char* text : row.says)
        CHECK_THAT(line.error().text(), Catch::Contains(text));
}

TEST_CASE("refuses an empty argument, except as the body of a provider's answer")
{
    const QString command = GENERATE(QStringLiteral("explain"), QStringLiteral("import"), QStringLiteral("reconcile deepseek"), QStringLiteral("backup export"),
        QStringLiteral("eval estimate --targets a/b"));
    CAPTURE(command.toStdString());
    const auto line = app::parseCommandLine(Program::Signalboxd, command.split(u' ') << QString(), QProcessEnvironment());
    REQUIRE_FALSE(line);
    CHECK_THAT(line.error().text(), Catch::Contains("an argument of " + command.section(u' ', 0, 0).toStdString() + " is empty"));
    CHECK(app::parseCommandLine(Program::Signalboxd, {QStringLiteral("explain"), QStringLiteral("--error"), QStringLiteral("500"), QString()}, QProcessEnvironment()));
}

TEST_CASE("does not repeat a key typed in place of a name")
{
    const auto line = parse(Program::Signalboxd, "key set deepseek/main sk-very-secret");
    REQUIRE_FALSE(line);
    CHECK_THAT(line.error().text(), !Catch::Contains("sk-very-secret") && Catch::Contains("standard input"));
}
