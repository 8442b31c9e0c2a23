#include "catch.h"

#include "scenario.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>

using namespace tests;

namespace {

/// `signalboxd clients ARGUMENTS` beside a gateway, with a home folder of its own.
class Clients {
public:
    explicit Clients(const GatewayProcess& gateway) : m_gateway(gateway) {}

    Ran operator()(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--http-port", std::to_string(m_gateway.port())});
        return withoutPort(std::move(arguments));
    }
    Ran withoutPort(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "clients");
        arguments.insert(arguments.end(), {"--config", m_gateway.configFile(), "--data-dir", m_gateway.dataDir()});
        return runGateway(arguments, {}, {{"HOME", m_home.path().toStdString()}, {"XDG_CONFIG_HOME", ""}, {"CODEX_HOME", ""}, {"PATH", "/nowhere"}});
    }
    void write(const char* place, const std::string& text) const
    {
        const QString path = m_home.filePath(QString::fromLatin1(place));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }
    std::string read(const char* place) const
    {
        QFile file(m_home.filePath(QString::fromLatin1(place)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

    static std::string textOf(const std::string& path)
    {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private:
    const GatewayProcess& m_gateway;
    QTemporaryDir m_home;
};

constexpr auto kCodex = ".codex/config.toml";

} // namespace

TEST_CASE("sets up a client from the command line, accepts its key and restores it", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["require_key"] = "always";
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    const std::string before = "# mine\nmodel = \"gpt-5\" # good\n";
    clients.write(kCodex, before);

    const auto unasked = clients({"setup", "codex", "--model", "alias"});
    CHECK(unasked.status == 1);
    CHECK_THAT(unasked.err, Catch::Contains("--yes"));
    CHECK_THAT(unasked.out, Catch::Contains("+model = \"alias\" # good"));
    CHECK(clients.read(kCodex) == before);

    const auto ran = clients({"setup", "codex", "--model", "alias", "--yes"});
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    const std::string after = clients.read(kCodex);
    CHECK_THAT(after, Catch::StartsWith("# mine\nmodel = \"alias\" # good\n"));
    CHECK_THAT(after, Catch::Contains("http://127.0.0.1:" + std::to_string(gateway.port()) + "/v1"));
    const std::string name = "experimental_bearer_token = \"";
    const std::size_t at = after.find(name);
    REQUIRE(at != std::string::npos);
    const std::string key = after.substr(at + name.size(), after.find('"', at + name.size()) - at - name.size());
    CHECK(ran.out.find(key) == std::string::npos);
    CHECK(gateway.filesWith(key).empty());
    CHECK_THAT(ran.err, Catch::Contains("waiting for the first request") && Catch::Contains("Note: Codex also requests gpt-5.6-luna, gpt-5.6-terra in the background"));
    CHECK_THAT(clients({"list"}).out, Catch::Contains("set up, waiting for the first request"));
    const auto status = [&] { return chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer " + key}}).status; };
    CHECK(eventually([&] { return status() == 200; }));
    CHECK(eventually([&] { return clients({"list"}).out.find("works: first request received at ") != std::string::npos; }));
    CHECK_THAT(clients({"show", "codex"}).out, Catch::Contains(" (alias)"));

    const auto list = Json::parse(clients({"list", "--format", "json"}).out);
    const auto codex = std::find_if(list.begin(), list.end(), [](const Json& each) { return each["id"] == "codex"; });
    REQUIRE(codex != list.end());
    CHECK((*codex)["set_up"] == true);
    CHECK((*codex)["points_here"] == true);
    CHECK((*codex)["drift"] == "none");
    CHECK((*codex)["consumer"] == "codex");
    CHECK_THAT(clients({"setup", "codex", "--model", "alias", "--yes"}).err, Catch::Contains("already set up"));

    CHECK(clients({"restore", "codex", "--yes"}).status == 0);
    CHECK(clients.read(kCodex) == before);
    CHECK(eventually([&] { return status() == 401; }));
}

TEST_CASE("keeps the model of a setup when no other is given")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    CHECK_THAT(clients({"show", "aider"}).out, Catch::Contains("Setup: Aider does not fetch a list of models: name the model that it should use"));
    REQUIRE(clients({"setup", "aider", "--model", "alias", "--yes"}).status == 0);
    const auto shown = clients({"show", "aider"});
    CHECK_THAT(shown.out, Catch::Contains(", model alias\n") && Catch::Contains(".aider.conf.yml: nothing\n"));
    CHECK(shown.out.find("Setup: ") == std::string::npos);
    CHECK_THAT(clients({"show", "aider", "--model", "other"}).out, Catch::Contains("+model: openai/other\n"));
    CHECK_THAT(clients({"setup", "aider", "--yes"}).err, Catch::Contains("already set up"));
}

TEST_CASE("restore keeps a setting changed since the setup and says why", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    constexpr auto kContinue = ".continue/config.yaml";
    clients.write(kContinue, "name: Mine\nversion: 1.0.0\nschema: v1\n");
    REQUIRE(clients({"setup", "continue", "--model", "alias", "--yes"}).status == 0);
    std::string changed = clients.read(kContinue);
    const std::string here = "http://127.0.0.1:" + std::to_string(gateway.port());
    const std::size_t at = changed.find(here);
    REQUIRE(at != std::string::npos);
    changed.replace(at, here.size(), "https://elsewhere.example");
    clients.write(kContinue, changed);
    const auto restored = clients({"restore", "continue", "--yes"});
    CAPTURE(restored.out);
    CHECK(restored.status == 0);
    CHECK_THAT(restored.err, Catch::Contains(" is left unchanged because its address was changed since the setup"));
    CHECK_THAT(clients.read(kContinue), Catch::Contains("elsewhere.example"));
}

TEST_CASE("explains clients without a configuration file and clients that cannot work", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    const auto listed = clients({"list"});
    CHECK_THAT(listed.out, Catch::Contains("claude-code") && Catch::Contains("cannot work") && Catch::Contains("by hand"));
    CHECK(listed.out.find("openai-sdk") == std::string::npos);
    CHECK_THAT(clients({"show", "cursor"}).out, Catch::Contains("Not possible on localhost"));
    CHECK_THAT(clients({"show", "cline"}).out, Catch::Contains("Base URL") && Catch::Contains("/v1"));
    CHECK_THAT(clients({"show", "openai-sdk"}).out, Catch::Contains("from openai import OpenAI"));
    CHECK_THAT(Json::parse(clients({"show", "claude-code", "--format", "json"}).out)["changes"][0]["diff"].get<std::string>(), Catch::Contains("***"));
    CHECK(clients({"show", "nobody"}).status == 1);
    CHECK(clients({"show"}).status == 2);
    CHECK(clients({"list", "--format", "csv"}).status == 2);
    for (const char* const byHand : {"cline", "roo-code", "jetbrains"}) {
        CAPTURE(byHand);
        const auto made = clients({"setup", byHand, "--yes"});
        CHECK(made.status == 0);
        CHECK_THAT(made.err, Catch::StartsWith("No file was changed: ") && Catch::Contains("set up by hand") && Catch::Contains("Follow these steps"));
        CHECK(made.err.find("is set up") == std::string::npos);
        CHECK_THAT(clients({"show", byHand}).out, Catch::Contains(": has a key, must be set up by hand; no request yet; "));
    }
    CHECK(clients({"list"}).out.find("written") == std::string::npos);
    CHECK_THAT(clients({"restore", "cline", "--yes"}).err, Catch::Contains("by hand. Its key is revoked"));
    CHECK_THAT(clients({"setup", "aider", "--yes"}).err, Catch::Contains("name the model"));
    CHECK_THAT(clients({"restore", "aider", "--yes"}).err, Catch::Contains("nothing to restore"));
}

TEST_CASE("refuses a setup that would have no effect and names the conflict unless --anyway is given", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    clients.write(".bashrc", "\nexport CLAUDE_CODE_USE_BEDROCK=1\n");
    const auto refused = clients({"setup", "claude-code", "--model", "alias", "--yes"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Catch::Contains("Conflict: CLAUDE_CODE_USE_BEDROCK in ~/.bashrc, line 2") && Catch::Contains("nothing was written") && Catch::Contains("--anyway"));
    CHECK(clients.read(".claude/settings.json").empty());
    CHECK_THAT(clients({"show", "claude-code"}).out, Catch::Contains("Conflict: CLAUDE_CODE_USE_BEDROCK in ~/.bashrc, line 2"));
    CHECK(clients({"setup", "claude-code", "--model", "alias", "--yes", "--anyway"}).status == 0);
    CHECK_THAT(clients.read(".claude/settings.json"), Catch::Contains("ANTHROPIC_BASE_URL"));
}

TEST_CASE("setup changes the configuration file in effect and creates no other", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    clients.write(".continue/config.json", "{\"models\": []}\n");
    REQUIRE(clients({"setup", "continue", "--model", "alias", "--yes"}).status == 0);
    CHECK_THAT(clients.read(".continue/config.json"), Catch::Contains("\"Signalbox\""));
    CHECK(clients.read(".continue/config.yaml").empty());
    CHECK(clients({"restore", "continue", "--yes"}).status == 0);
    CHECK(clients.read(".continue/config.json") == "{\"models\": []}\n");
}

TEST_CASE("refuses to set up a model that nothing serves and can map all other models to a served one", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["require_key"] = "always";
    config["providers"][0]["models"] = {"real"};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    const auto refused = clients({"setup", "claude-code", "--yes"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Catch::Contains("its first request would fail with 404") && Catch::Contains("--other-models-to"));
    CHECK(clients.read(".claude/settings.json").empty());
    CHECK_THAT(clients({"setup", "claude-code", "--yes", "--other-models-to", "nobody"}).err, Catch::Contains("serves \"nobody\""));
    CHECK(clients({"list", "--other-models-to", "alias"}).status == 2);

    const auto ran = clients({"setup", "claude-code", "--yes", "--other-models-to", "alias"});
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    const auto routes = Json::parse(clients.textOf(gateway.configFile()))["routes"];
    CHECK(routes.back()["id"] == "other-models");
    const std::string settings = clients.read(".claude/settings.json");
    const std::string key = Json::parse(settings)["env"]["ANTHROPIC_AUTH_TOKEN"];
    for (const char* model : {"claude-opus-4-8", "claude-haiku-4-5-20251001", "claude-of-next-year"})
        CHECK(eventually([&] { return chat(gateway.port(), ask(model), {{"Authorization", "Bearer " + key}}).status == 200; }));
    CHECK_THAT(clients({"setup", "claude-code", "--yes", "--other-models-to", "alias"}).err, Catch::Contains("already set up"));

    const auto routesNow = [&] { return Json::parse(clients.textOf(gateway.configFile()))["routes"]; };
    SECTION("restore removes the route")
    {
        CHECK_THAT(clients({"restore", "claude-code", "--yes"}).err, Catch::Contains("The route \"other-models\""));
        CHECK(routesNow().size() == routes.size() - 1);
        CHECK(routesNow().dump().find("other-models") == std::string::npos);
    }
    SECTION("restore keeps a route that another client uses")
    {
        REQUIRE(clients({"setup", "codex", "--yes", "--other-models-to", "alias"}).status == 0);
        CHECK(routesNow().size() == routes.size());
        CHECK(clients({"restore", "claude-code", "--yes"}).status == 0);
        CHECK_THAT(routesNow().back().dump(), Catch::Contains("codex") && !Catch::Contains("claude-code"));
        CHECK(clients({"restore", "codex", "--yes"}).status == 0);
        CHECK(routesNow().size() == routes.size() - 1);
    }
}

TEST_CASE("reports the last failed request of a client instead of calling its setup working", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["require_key"] = "always";
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    REQUIRE(clients({"setup", "claude-code", "--model", "alias", "--yes", "--anyway"}).status == 0);
    const std::string key = Json::parse(clients.read(".claude/settings.json"))["env"]["ANTHROPIC_AUTH_TOKEN"];
    const auto status = [&](const char* model) { return chat(gateway.port(), ask(model), {{"Authorization", "Bearer " + key}}).status; };
    CHECK(eventually([&] { return status("nobody-has-it") == 404; }));
    CHECK(eventually([&] { return clients({"list"}).out.find("and failed with 404 model_not_found (nobody-has-it)") != std::string::npos; }));
    CHECK(clients({"list"}).out.find("works: first request received") == std::string::npos);
    CHECK(eventually([&] { return status("alias") == 200; }));
    CHECK(eventually([&] { return clients({"list"}).out.find("works: first request received at ") != std::string::npos; }));
    CHECK(clients({"list"}).out.find("failed with") == std::string::npos);
}

TEST_CASE("refuses a setup whose first request would fail and says why", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    const auto kept = config;
    std::string told;
    SECTION("the consumer may use only other models")
    {
        config["consumers"] = {{{"name", "claude-code"}, {"models", {"other"}}, {"keys", Json::array()}}};
        told = "would fail: ";
    }
    SECTION("the provider is reserved for another consumer")
    {
        config["consumers"] = {{{"name", "bob"}, {"keys", Json::array()}}};
        config["providers"][0]["consumers"] = {"bob"};
        told = "would fail: ";
    }
    SECTION("the provider is disabled")
    {
        config["providers"][0]["enabled"] = false;
        told = "would fail: ";
    }
    SECTION("the key file is missing")
    {
        config["providers"][0]["keys"] = {{{"name", "main"}, {"secret", "file:/nowhere/key"}}};
        told = "would fail: ";
    }
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    const auto refused = clients({"setup", "claude-code", "--model", "alias", "--yes"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Catch::Contains("nothing was written") && Catch::Contains(told));
    CHECK(clients.read(".claude/settings.json").empty());
}

TEST_CASE("does not map other models to a model that the provider does not list", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["models"] = {"real"};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    const std::string provider = config["providers"][0]["id"];
    CHECK_THAT(clients({"setup", "claude-code", "--yes", "--other-models-to", provider + "/none"}).err, Catch::Contains("the provider does not list that model; it lists real"));
    CHECK(clients({"setup", "claude-code", "--yes", "--other-models-to", provider + "/real"}).status == 0);
}

TEST_CASE("setup writes the address on which the gateway of its data folder listens", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["http_port"] = 18080; // the gateway is started with another one
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const Clients clients(gateway);
    const std::string here = "http://127.0.0.1:" + std::to_string(gateway.port());
    REQUIRE(eventually([&] { return clients.textOf(gateway.dataDir() + "/listening.json").find(std::to_string(gateway.port())) != std::string::npos; }));
    for (const char* const client : {"codex", "aider"}) {
        const auto ran = clients.withoutPort({"setup", client, "--model", "alias", "--yes"});
        CAPTURE(ran.err);
        REQUIRE(ran.status == 0);
        CHECK_THAT(ran.err, Catch::Contains("listens at " + here + ", not at http://127.0.0.1:18080"));
    }
    CHECK_THAT(clients.read(kCodex), Catch::Contains(here + "/v1"));
    CHECK_THAT(clients.read(".aider.conf.yml"), Catch::Contains(here + "/v1"));
    CHECK(clients.withoutPort({"list"}).out.find("does not listen") == std::string::npos);
    const auto refused = clients.withoutPort({"setup", "continue", "--model", "alias", "--yes", "--http-port", "18081"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Catch::Contains("listens at " + here) && Catch::Contains("--http-port"));
    CHECK(clients.read(".continue/config.yaml").empty());
}
