#include "catch.h"

#include "scenario.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tests;

namespace {

std::string apisixFile(const std::string& first, const std::string& second)
{
    return R"(
routes:
  - id: chat
    uri: /v1/*
    vars: [["post_arg.model", "~~", "^gpt-"]]
    plugins:
      prometheus: {}
      ai-proxy-multi:
        fallback_strategy: [http_429, http_5xx]
        timeout: 20000
        instances:
          - name: first
            provider: openai-compatible
            priority: 1
            weight: 1
            auth: {header: {Authorization: "Bearer ${{E2E_UPSTREAM_KEY}}"}}
            options: {model: "first-model"}
            override: {endpoint: ")"
        + first + R"("}
          - name: second
            provider: openai-compatible
            weight: 1
            auth: {header: {Authorization: "Bearer ${{E2E_UPSTREAM_KEY}}"}}
            options: {model: second-model, temperature: 0.5}
            override: {endpoint: ")"
        + second + R"(/chat/completions"}
)";
}

std::string higressFile(const std::string& url)
{
    return R"({"providers": [{"name": "up", "type": "openai", "tokens": ["${E2E_UPSTREAM_KEY}"], "rawConfigs": {"openaiCustomUrl": ")"
        + url + R"(/chat/completions"}}],
        "routes": [{"name": "alias", "modelPredicates": [{"matchType": "EQUAL", "matchValue": "alias"}],
                    "upstreams": [{"provider": "up", "weight": 100, "modelMapping": {"*": "up-model"}}]}]})";
}

class Folder {
public:
    std::string write(const char* name, const std::string& text) const
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
        return path.toStdString();
    }
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("an imported APISIX configuration is valid and serves requests")
{
    FakeUpstream first;
    first.setDefault("status=503");
    FakeUpstream second;
    const Folder folder;
    const auto file = folder.write("apisix.yaml", apisixFile(first.origin(), second.baseUrl()));
    const auto ran = runGateway({"import", file});
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(ran.err.find("not imported: plugin prometheus (routes[0].plugins.prometheus)") != std::string::npos);
    const auto config = folder.write("config.json", ran.out);
    CHECK(runGateway({"--check-config", "--config", config}).status == 0);

    auto tree = parsed(ran.out);
    tree["listen"] = {{"http_port", 0}, {"https_port", nullptr}};
    GatewayProcess gateway(tree, withKey());
    REQUIRE(gateway.isListening());
    const auto answer = chat(gateway.port(), ask("gpt-4o"));
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
    CHECK(answer.headerOr("x-signalbox-route") == "chat");
    CHECK(attempts(answer) == 2);
    REQUIRE(second.requests().size() == 1);
    CHECK(second.requests()[0].body.find("0.5") != std::string::npos);
}

TEST_CASE("adds an imported Higress configuration to the existing one and serves it")
{
    FakeUpstream upstream;
    const Folder folder;
    const auto config = folder.write(
        "config.json", R"({"version": 1, "x_mine": true, "listen": {"http_port": 0, "https_port": null}})");
    const auto file = folder.write("higress.json", higressFile(upstream.baseUrl()));
    const auto ran = runGateway({"import", "--from", "higress", "--write", "--config", config, file});
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    QFile written(QString::fromStdString(config));
    REQUIRE(written.open(QIODevice::ReadOnly));
    const std::string text = written.readAll().toStdString();
    CHECK(text.find("x_mine") != std::string::npos);
    GatewayProcess gateway(text, withKey());
    REQUIRE(gateway.isListening());
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-model") == "up-model");
}

TEST_CASE("an exported configuration can be imported again and contains no key", "[sanitized]")
{
    const Folder folder;
    const auto first = runGateway(
        {"import", folder.write("apisix.yaml", apisixFile("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1"))});
    const auto config = folder.write("config.json", first.out);
    for (const char* program : {"apisix", "higress"}) {
        CAPTURE(program);
        const auto out = runGateway({"export", "--to", program, "--config", config, "chat"}, {}, {{kKeyName, kKey}});
        CHECK(out.status == 0);
        CHECK(out.out.find(kKey) == std::string::npos);
        CHECK(out.err.find("note: ") != std::string::npos);
        CHECK(runGateway({"import", "-"}, out.out).status == 0);
    }
    CHECK(runGateway({"export", "--to", "apisix", "--config", config, "nosuch"}).status == 1);
}

TEST_CASE("import and export exit with 2 on wrong usage and 1 on a wrong file")
{
    const Folder folder;
    CHECK(runGateway({"import"}).status == 2);
    CHECK(runGateway({"import", "--from", "kong", "x"}).status == 2);
    CHECK(runGateway({"export"}).status == 2);
    CHECK(runGateway({"import", folder.path("none.yaml")}).status == 1);
    const auto broken = runGateway({"import", folder.write("broken.yaml", "routes:\n  - uri: [")});
    CHECK(broken.status == 1);
    CHECK(broken.err.find("line") != std::string::npos);
    const auto help = runGateway({"import", "--help"});
    CHECK(help.status == 0);
    CHECK(help.out.find("--store-keys") != std::string::npos);
}
