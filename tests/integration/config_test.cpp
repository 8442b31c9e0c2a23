#include "catch.h"

#include "scenario.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

using namespace tests;

namespace {

Ran check(const std::string& text)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("config.json")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(text));
    file.close();
    return runGateway({"--check-config", "--config", file.fileName().toStdString()});
}

/// A small valid configuration with one value replaced.
std::string with(const std::string& pointer, const Json& value)
{
    auto config = configuration({provider("up", "http://127.0.0.1:9/v1")}, {route("alias", {target("up", "m", 0)})});
    config["consumers"] = Json::array({{{"name", "ide"}, {"keys", Json::array({{{"sha256", std::string(64, 'a')}}})}}});
    config[Json::json_pointer(pointer)] = value;
    return config.dump(2);
}

std::string anotherSignalbox(const std::string& name, long long pid)
{
    return "is taken by another Signalbox, version " SIGNALBOX_VERSION " (" + name + ", process " + std::to_string(pid) + ')';
}

// A server that reports our name but answers nothing else.
constexpr const char* kNamesake = R"(import http.server
open("/proc/self/comm", "w").write("signalboxd")
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
print(server.server_port, flush=True)
server.serve_forever()
)";

} // namespace

TEST_CASE("the configuration check reports errors with path and reason", "[sanitized]")
{
    struct Row {
        const char* pointer;
        Json value;
        const char* path; // named in the output
        bool isError = true;
    };
    const std::vector<Row> rows{
        {"/version", 1, "", false},
        {"/listen/http_port", "8080", "listen.http_port"},
        {"/listen/http_port", 70000, "listen.http_port"},
        {"/listen/require_key", "sometimes", "listen.require_key"},
        {"/providers/0/timeouts/connect_ms", "soon", "providers[0].timeouts.connect_ms"},
        {"/providers/0/timeouts/connect_ms", -1, "providers[0].timeouts.connect_ms"},
        {"/providers/0/id", 7, "providers[0].id"},
        {"/providers/0/id", "a/b", "providers[0].id"},
        {"/providers/0/type", "no-such-provider", "providers[0].type"},
        {"/providers/0/base_url", "not a url", "providers[0].base_url"},
        {"/providers/0/keys", "sk-123", "providers[0].keys"},
        {"/providers", Json::object(), "providers"},
        {"/routes/0/targets/0/provider", "nobody", "routes[0].targets[0].provider"},
        {"/routes/0/targets/0/weight", -3, "routes[0].targets[0].weight"},
        {"/routes/0/match/models/0", "gpt", "routes[0].match.models[0]"},
        {"/routes/0/match/models/0", {{"regex", "(["}}, "routes[0].match.models[0]"},
        {"/routes/0/fallback/on", {"whenever"}, "routes[0].fallback.on[0]"},
        {"/consumers/0/keys/0/sha256", "abc", "consumers[0].keys[0].sha256"},
        {"/providers/0/basee_url", "x", "providers[0].basee_url", false},
        {"/surprise", true, "surprise", false},
        {"/routes/0/match/traits", Json::array({"vision"}), "routes[0].match.traits[0]"},
        {"/providers/0/ssl_verify", false, "providers[0].ssl_verify", false},
        {"/policies", Json{{"some", 1}}, "policies.some"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.pointer, row.value.dump());
        const auto ran = check(with(row.pointer, row.value));
        const auto said = ran.out + ran.err;
        CAPTURE(said);
        CHECK(ran.status == (row.isError ? 1 : 0));
        CHECK(said.find(row.path) != std::string::npos);
    }
}

TEST_CASE("reports malformed JSON with its line")
{
    const auto ran = check("{\n  \"version\": 1,\n  \"providers\": [ }\n");
    CHECK(ran.status == 1);
    CHECK((ran.out + ran.err).find("3") != std::string::npos);
}

TEST_CASE("refuses a literal key in place of a reference without repeating it")
{
    for (const auto* secret : {"sk-live-0123456789abcdef", "keychain:", "safe:x"}) {
        CAPTURE(secret);
        const auto ran = check(with("/providers/0/keys", Json::array({{{"name", "main"}, {"secret", secret}}})));
        CHECK(ran.status == 1);
        CHECK((ran.out + ran.err).find("providers[0].keys[0].secret") != std::string::npos);
        CHECK((ran.out + ran.err).find("sk-live") == std::string::npos);
    }
}

TEST_CASE("exits with 1 when the file is invalid or missing at start")
{
    GatewayProcess gateway(std::string("{\"version\":1,\"listen\":{\"http_port\":\"x\"}}"), {.mayFail = true});
    CHECK_FALSE(gateway.isListening());
    CHECK(gateway.waitForExit() == 1);
    CHECK(gateway.log().find("listen.http_port") != std::string::npos);

    const auto ran = runGateway({"--config", "/nonexistent/config.json"});
    CHECK(ran.status == 1);
    CHECK(ran.err.find("/nonexistent/config.json") != std::string::npos);
}

TEST_CASE("warns about an unknown field and keeps it in the file")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["x_note"] = "mine";
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(gateway.waitForLog("x_note"));
    CHECK(gateway.readConfig().find("x_note") != std::string::npos);
}

TEST_CASE("reloads a changed file without a restart but not an invalid one")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    GatewayProcess gateway(config, withKey());
    const bool byHangUp = GENERATE(false, true);
    CAPTURE(byHangUp);
    const auto applied = [&](const Json& next) {
        gateway.writeConfig(next);
        if (byHangUp)
            gateway.hangUp();
    };
    const auto asks = [&](const char* model, int status) {
        return eventually([&] { return chat(gateway.port(), ask(model)).status == status; });
    };
    CHECK(chat(gateway.port(), ask("added")).status == 404);
    config["routes"].push_back(route("added", {target("up", "added-model", 0)}));
    applied(config);
    CHECK(asks("added", 200));

    // Invalid: the last valid one stays in effect, and the log says so.
    const auto seen = gateway.log().size();
    auto broken = config;
    broken["routes"].erase(1);
    broken["providers"][0]["timeouts"] = {{"connect_ms", "soon"}};
    applied(broken);
    CHECK(gateway.waitForLog("providers[0].timeouts.connect_ms", seen));
    CHECK(chat(gateway.port(), ask("added")).status == 200);

    // Once it is valid again it is loaded.
    config["routes"].erase(1);
    applied(config);
    CHECK(asks("added", 404));
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
}

TEST_CASE("follows the configuration when a link or a folder above it changes")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    QTemporaryDir folder;
    const auto at = [&](const char* path) { return folder.filePath(QString::fromLatin1(path)).toStdString(); };
    const auto writeRelease = [&](const char* release, const char* model) {
        auto next = config;
        if (std::string_view(model) != "alias")
            next["routes"].push_back(route(model, {target("up", "added-model", 0)}));
        REQUIRE(QDir(folder.path()).mkpath(QString::fromLatin1(release)));
        QFile file(QString::fromStdString(at(release) + "/config.json"));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(next.dump()));
    };
    writeRelease("releases/1", "alias");
    writeRelease("releases/2", "second");
    writeRelease("other/2", "third");
    REQUIRE(QFile::link(QStringLiteral("releases/1"), folder.filePath(QStringLiteral("current"))));
    auto options = withKey();
    REQUIRE(QFile::link(folder.filePath(QStringLiteral("current/config.json")), folder.filePath(QStringLiteral("config.json"))));
    options.withConfig = false;
    options.arguments = {"--config", at("config.json")}; // a link into a folder that is a link
    GatewayProcess gateway(config, options);
    const auto isServedSoon = [&](const char* model) {
        return eventually([&] { return chat(gateway.port(), ask(model)).status == 200; });
    };
    CHECK(chat(gateway.port(), ask("second")).status == 404);
    REQUIRE(QFile::link(QStringLiteral("releases/2"), folder.filePath(QStringLiteral("new"))));
    REQUIRE(std::rename(at("new").c_str(), at("current").c_str()) == 0);
    CHECK(isServedSoon("second"));
    REQUIRE(QDir(folder.path()).rename(QStringLiteral("releases"), QStringLiteral("old")));
    REQUIRE(QDir(folder.path()).rename(QStringLiteral("other"), QStringLiteral("releases")));
    CHECK(isServedSoon("third"));
    writeRelease("releases/2", "fourth"); // in place, in the current target of the link
    CHECK(isServedSoon("fourth"));
}

TEST_CASE("keeps serving the old port while the new one is taken")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    QTcpServer probe;
    REQUIRE(probe.listen(QHostAddress::LocalHost));
    const int first = probe.serverPort();
    probe.close();
    config["listen"]["http_port"] = first;
    auto options = withKey();
    options.httpPort = -1; // as the file has it
    GatewayProcess gateway(config, options);
    REQUIRE(gateway.port() == first);
    const auto takenPort = upstream.port();
    config["listen"]["http_port"] = takenPort;
    gateway.writeConfig(config);
    CHECK(gateway.waitForLog(std::to_string(takenPort) + " on 127.0.0.1 is taken by"));
    CHECK(gateway.waitForLog("keeps listening on http://127.0.0.1:" + std::to_string(first) + " until then"));
    CHECK(chat(first, ask("alias")).status == 200);
    CHECK(gateway.isRunning());
    config["listen"]["http_port"] = first;
    config["routes"].push_back(route("added", {target("up", "added-model", 0)}));
    gateway.writeConfig(config);
    CHECK(eventually([&] { return chat(first, ask("added")).status == 200; }));
}

TEST_CASE("keeps its configuration when the file is removed")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    GatewayProcess gateway(config, withKey());
    REQUIRE(QFile::remove(QString::fromStdString(gateway.configFile())));
    CHECK(gateway.waitForLog("the configuration file is missing"));
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    config["routes"].push_back(route("added", {target("up", "added-model", 0)}));
    gateway.writeConfig(config);
    CHECK(eventually([&] { return chat(gateway.port(), ask("added")).status == 200; }));
}

TEST_CASE("reports all errors at once")
{
    auto config = configuration({provider("up", "http://127.0.0.1:9/v1")}, {route("alias", {target("nobody", "m", 0)})});
    config["listen"] = {{"http_port", "x"}};
    config["providers"][0]["timeouts"] = {{"connect_ms", "soon"}};
    const auto ran = check(config.dump());
    CHECK(ran.status == 1);
    for (const auto* path : {"listen.http_port", "providers[0].timeouts.connect_ms", "routes[0].targets[0].provider"})
        CHECK((ran.out + ran.err).find(path) != std::string::npos);
}

TEST_CASE("an exchange in progress keeps the configuration that it started with")
{
    FakeUpstream upstream;
    upstream.setDefault("stepped,words=3");
    auto config = aliasConfiguration(upstream);
    GatewayProcess gateway(config, withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    upstream.step(2);
    REQUIRE(client.readHead());
    upstream.onModel("other", "ok");
    config["providers"] = Json::array({provider("new", upstream.baseUrl())});
    config["routes"] = Json::array({route("fresh", {target("new", "other", 0)})});
    gateway.writeConfig(config);
    gateway.hangUp();
    CHECK(eventually([&] { return chat(gateway.port(), ask("fresh")).status == 200; }));
    CHECK(chat(gateway.port(), ask("alias")).status == 404);
    upstream.step(20);
    CHECK(client.readToEnd());
    CHECK(eventData(client.answer().body).back() == "[DONE]");
}

TEST_CASE("rereads a key file on SIGHUP")
{
    FakeUpstream upstream(FakeUpstream::Options{.keys = {"sk-e2e-second"}});
    const QTemporaryDir folder;
    const auto write = [&](const char* key) {
        QFile file(folder.filePath(QStringLiteral("key")));
        REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(key);
        file.write("\n"); // as editors leave it
    };
    write("sk-e2e-first");
    const auto reference = "file:" + folder.filePath(QStringLiteral("key")).toStdString();
    GatewayProcess gateway(
        configuration({provider("up", upstream.baseUrl(), {reference})}, {route("alias", {target("up", "m", 0)})}));
    checkError(chat(gateway.port(), ask("alias")), 503, "no_usable_key");
    REQUIRE(upstream.requests().size() == 1);
    CHECK(upstream.requests()[0].bearer() == "sk-e2e-first");
    write("sk-e2e-second");
    if (GENERATE(true, false))
        gateway.hangUp(); // without SIGHUP a refusal makes it read the file again
    CHECK(eventually([&] { return chat(gateway.port(), ask("alias")).status == 200; }));
}

TEST_CASE("rereads a key file through changed links and keeps the old key while it is unusable")
{
    FakeUpstream upstream;
    const QTemporaryDir folder;
    const auto path = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
    const auto write = [&](const char* name, const char* key) {
        REQUIRE(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(key);
    };
    const auto point = [&](const char* name, const char* to) { // at once, as Kubernetes does it
        REQUIRE(QFile::link(QString::fromLatin1(to), path("new")));
        REQUIRE(std::rename(path("new").toLocal8Bit().constData(), path(name).toLocal8Bit().constData()) == 0);
    };
    write("..first/key", "sk-e2e-first");
    write("..second/key", "sk-e2e-second");
    write("elsewhere/key", "sk-e2e-third");
    point("..data", "..first");
    point("key", "..data/key");
    GatewayProcess gateway(configuration({provider("up", upstream.baseUrl(), {"file:" + path("key").toStdString()})}, {route("alias", {target("up", "m", 0)})}));
    const auto shows = [&](const char* key) {
        return chat(gateway.port(), ask("alias")).status == 200 && upstream.requests().back().bearer() == key;
    };
    REQUIRE(shows("sk-e2e-first"));
    point("..data", "..second");
    CHECK(eventually([&] { return shows("sk-e2e-second"); }));
    write("..second/key", "");
    CHECK(gateway.waitForLog("providers[0].keys[0].secret: file " + path("key").toStdString() + " is empty. The previous secret stays in use"));
    CHECK(shows("sk-e2e-second"));
    REQUIRE(QDir(path("..second")).removeRecursively());
    CHECK(gateway.waitForLog("providers[0].keys[0].secret: file " + path("key").toStdString() + " does not exist"));
    CHECK(shows("sk-e2e-second"));
    REQUIRE(QDir().rename(path("elsewhere"), path("..second")));
    CHECK(eventually([&] { return shows("sk-e2e-third"); }));
    CHECK(gateway.log().find("sk-e2e") == std::string::npos);
}

TEST_CASE("names the program that holds a taken port", "[sanitized]")
{
    FakeUpstream upstream;
    const auto config = aliasConfiguration(upstream);
    auto options = withKey();
    options.mayFail = true;
    SECTION("another program")
    {
        options.httpPort = upstream.port(); // held by this test
        GatewayProcess gateway(config, options);
        CHECK_FALSE(gateway.isListening());
        CHECK(gateway.waitForExit() == 1);
        const auto log = gateway.log();
        CAPTURE(log);
        CHECK(log.find(std::to_string(upstream.port())) != std::string::npos);
        CHECK(log.find("integration") != std::string::npos); // our own name
    }
    SECTION("another Signalbox")
    {
        GatewayProcess one(config, withKey());
        options.httpPort = one.port();
        GatewayProcess gateway(config, options);
        CHECK(gateway.waitForExit() == 1);
        const auto log = gateway.log();
        CAPTURE(log);
        CHECK(log.find(anotherSignalbox("signalboxd", one.pid())) != std::string::npos);
        CHECK(chat(one.port(), ask("alias")).status == 200);
    }
    SECTION("another Signalbox with another program name")
    {
        auto renamed = withKey();
        renamed.program = "xyz";
        GatewayProcess one(config, renamed);
        REQUIRE(one.isListening());
        options.httpPort = one.port();
        GatewayProcess gateway(config, options);
        CHECK(gateway.waitForExit() == 1);
        const auto log = gateway.log();
        CAPTURE(log);
        CHECK(log.find(anotherSignalbox("xyz", one.pid())) != std::string::npos);
    }
#ifdef Q_OS_LINUX
    SECTION("another Signalbox that no longer answers")
    {
        GatewayProcess one(config, withKey());
        options.httpPort = one.port();
        ::kill(static_cast<pid_t>(one.pid()), SIGSTOP);
        GatewayProcess gateway(config, options);
        const auto status = gateway.waitForExit();
        ::kill(static_cast<pid_t>(one.pid()), SIGCONT);
        CHECK(status == 1);
        const auto log = gateway.log();
        CAPTURE(log);
        CHECK(log.find("is taken by another Signalbox (process " + std::to_string(one.pid()) + ')') != std::string::npos);
    }
    SECTION("a program that only reports the same name")
    {
        QProcess other;
        other.start(QStandardPaths::findExecutable(QStringLiteral("python3")), {QStringLiteral("-c"), QString::fromLatin1(kNamesake)});
        REQUIRE(other.waitForReadyRead());
        options.httpPort = other.readLine().trimmed().toInt();
        REQUIRE(options.httpPort > 0);
        GatewayProcess gateway(config, options);
        CHECK(gateway.waitForExit() == 1);
        const auto log = gateway.log();
        CAPTURE(log);
        CHECK(log.find("another Signalbox") == std::string::npos);
        CHECK(log.find("(process " + std::to_string(other.processId()) + ')') != std::string::npos);
        other.kill();
        other.waitForFinished();
    }
#endif
}

TEST_CASE("command line and environment override the file")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["http_port"] = upstream.port(); // would be taken
    GatewayProcess gateway(config, withKey()); // --http-port 0
    CHECK(gateway.isListening());
    CHECK(gateway.port() != upstream.port());
    CHECK(gateway.firstLine() == "listening on http://127.0.0.1:" + std::to_string(gateway.port()));
}

TEST_CASE("answers version and help and rejects command-line errors")
{
    const auto version = runGateway({"--version"});
    CHECK(version.status == 0);
    CHECK(version.out.find(SIGNALBOX_VERSION) != std::string::npos);
    const auto help = runGateway({"--help"});
    CHECK(help.status == 0);
    for (const auto* option :
        {"--config", "--data-dir", "--address", "--http-port", "--https-port", "--log-level", "--check-config", "key"})
        CHECK(help.out.find(option) != std::string::npos);
    for (const auto& wrong : std::vector<std::vector<std::string>>{
             {"--no-such-option"}, {"--http-port", "many"}, {"--http-port"}, {"nonsense"}, {"key", "set"}}) {
        CAPTURE(wrong.front());
        const auto ran = runGateway(wrong);
        CHECK(ran.status != 0);
        CHECK(ran.status != -1);
        CHECK_FALSE(ran.err.empty());
    }
}
