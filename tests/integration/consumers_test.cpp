#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

using namespace tests;

namespace {

std::string sha256(const std::string& key)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Sha256).toHex().toStdString();
}

Json consumer(const std::string& name, Json key) { return {{"name", name}, {"keys", Json::array({std::move(key)})}}; }

Json consumerConfiguration(const FakeUpstream& upstream, const std::string& requireKey)
{
    auto config = aliasConfiguration(upstream);
    auto ours = route("team", {target("up", "team-model", 0)});
    ours["consumers"] = {"ide"};
    config["routes"].push_back(std::move(ours));
    auto off = consumer("off", {{"sha256", sha256("sb-off")}});
    off["enabled"] = false;
    config["listen"]["require_key"] = requireKey;
    config["consumers"] = {
        consumer("ide", {{"sha256", sha256("sb-ide")}, {"hint", "sb-...ide"}}),
        consumer("agent", {{"secret", "env:E2E_AGENT"}}),
        consumer("later", {{"sha256", sha256("sb-later")}, {"expires_at", "2999-01-01T00:00:00Z"}}),
        consumer("expired", {{"sha256", sha256("sb-expired")}, {"expires_at", "2020-01-01T00:00:00Z"}}),
        consumer("disabled", {{"sha256", sha256("sb-disabled")}, {"enabled", false}}),
        off,
    };
    return config;
}

GatewayProcess::Options environment() { return {.environment = {{kKeyName, kKey}, {"E2E_AGENT", "sb-agent"}}}; }

Fields bearer(const std::string& key) { return {{"Authorization", "Bearer " + key}}; }

} // namespace

TEST_CASE("rejects a consumer key that no client can send and names it in the log")
{
    FakeUpstream upstream;
    auto options = environment();
    options.environment.back().second = "sb-age\nnt";
    GatewayProcess gateway(consumerConfiguration(upstream, "always"), options);
    REQUIRE(gateway.isListening());
    for (const char* const key : {"sb-age", "sb-agent"})
        CHECK(chat(gateway.port(), ask("alias"), bearer(key)).status == 401);
    CHECK(chat(gateway.port(), ask("alias"), bearer("sb-ide")).status == 200);
    CHECK(gateway.waitForLog("consumer \"agent\": nobody can show its key env:E2E_AGENT: it contains a line break"));
    CHECK(gateway.log().find("sb-age") == std::string::npos);
}

TEST_CASE("lets another process of the same user in by the file of the running gateway")
{
    constexpr const char* kRun = "01M8Z3V6ZC3WQG1D5PNBX7S4TM";
    FakeUpstream upstream;
    auto config = consumerConfiguration(upstream, "always");
    config["providers"][0]["forward_headers"] = {"x-signalbox-eval-run"};
    GatewayProcess gateway(config, environment());
    REQUIRE(gateway.isListening());
    const QString path = QString::fromStdString(gateway.dataDir() + "/running.json");
    REQUIRE(eventually([&] { return QFileInfo::exists(path); }));
    CHECK((QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) == QFile::Permissions());
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const Json running = parsed(file.readAll().toStdString());
    CHECK(running["base_url"] == gateway.url());
    CHECK(running["pid"] == gateway.pid());
    const std::string key = running["key"];

    CHECK(chat(gateway.port(), ask("alias")).status == 401);
    Fields fields = bearer(key);
    fields.emplace_back("x-signalbox-eval-run", kRun);
    CHECK(chat(gateway.port(), ask("alias"), fields).status == 200);
    fields = bearer("sb-ide");
    fields.emplace_back("x-signalbox-eval-run", kRun);
    CHECK(chat(gateway.port(), ask("alias"), fields).status == 200);
    for (const auto& request : upstream.requests())
        CHECK_FALSE(request.header("x-signalbox-eval-run"));

    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    REQUIRE(rows.size() == 3);
    CHECK(text(rows[1], "consumer") == "Signalbox");
    CHECK(text(rows[1], "eval_run") == kRun);
    CHECK(text(rows[1], "process") == "eval");
    CHECK(text(rows[2], "consumer") == "ide");
    CHECK(text(rows[2], "eval_run") == "NULL");
    CHECK(text(rows[2], "process") != "eval");

    CHECK(gateway.log().find(key) == std::string::npos);
    CHECK(gateway.filesWith(key) == std::vector<std::string>{path.toStdString()});
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    CHECK_FALSE(QFileInfo::exists(path));
    CHECK(gateway.filesWith(key).empty());
}

TEST_CASE("accepts only known keys when a key is always required")
{
    FakeUpstream upstream;
    GatewayProcess gateway(consumerConfiguration(upstream, "always"), environment());
    REQUIRE(gateway.isListening());
    struct Row {
        const char* name;
        Fields headers;
        int status;
        std::string target = "/v1/chat/completions";
    };
    const std::vector<Row> rows{
        {"none", {}, 401},
        {"unknown", bearer("sb-unknown"), 401},
        {"nearly", bearer("sb-id"), 401},
        {"empty", bearer(""), 401},
        {"the digest itself", bearer(sha256("sb-ide")), 401},
        {"expired", bearer("sb-expired"), 401},
        {"disabled key", bearer("sb-disabled"), 401},
        {"disabled consumer", bearer("sb-off"), 401},
        {"an upstream's key", bearer(kKey), 401},
        {"sha256", bearer("sb-ide"), 200},
        {"secret", bearer("sb-agent"), 200},
        {"not yet expired", bearer("sb-later"), 200},
        {"lower case scheme", {{"authorization", "bearer sb-ide"}}, 200},
        {"x-api-key", {{"x-api-key", "sb-ide"}}, 200},
        {"api-key", {{"api-key", "sb-ide"}}, 200},
        {"x-goog-api-key", {{"x-goog-api-key", "sb-ide"}}, 200},
        {"query", {}, 200, "/v1/chat/completions?key=sb-ide"},
        {"query, wrong", {}, 401, "/v1/chat/completions?key=sb-unknown"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto answer =
            exchange(gateway.port(), {.target = row.target, .headers = row.headers, .body = ask("alias")});
        if (row.status == 401)
            checkError(answer, 401, "invalid_consumer_key");
        CHECK(answer.status == row.status);
        CHECK(answer.raw.find("sb-") == std::string::npos);
    }
    CHECK(get(gateway.port(), "/v1/models").status == 401);
    CHECK(get(gateway.port(), "/v1/models", bearer("sb-ide")).status == 200);
    CHECK(get(gateway.port(), "/health").status == 200); // liveness needs no key
    for (const auto& request : upstream.requests()) {
        CHECK(request.bearer() == kKey);
        CHECK(request.target == "/v1/chat/completions"); // without ?key=
    }
}

TEST_CASE("on loopback accepts a missing or unknown key but not a disabled one")
{
    FakeUpstream upstream;
    GatewayProcess gateway(consumerConfiguration(upstream, "auto"), environment());
    struct Row {
        const char* name;
        Fields headers;
        int status;
    };
    const std::vector<Row> rows{
        {"none", {}, 200},
        {"unknown, as SDKs send", bearer("sk-no-key-required"), 200},
        {"known", bearer("sb-ide"), 200},
        {"expired", bearer("sb-expired"), 401},
        {"disabled key", bearer("sb-disabled"), 401},
        {"disabled consumer", bearer("sb-off"), 401},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto answer = chat(gateway.port(), ask("alias"), row.headers);
        CHECK(answer.status == row.status);
        if (row.status == 401)
            checkError(answer, 401, "invalid_consumer_key");
    }
}

TEST_CASE("refuses other consumers on a route with consumers")
{
    FakeUpstream upstream;
    const auto* require = GENERATE("auto", "always");
    GatewayProcess gateway(consumerConfiguration(upstream, require), environment());
    CHECK(chat(gateway.port(), ask("team"), bearer("sb-ide")).status == 200);
    checkError(chat(gateway.port(), ask("team")), 401, "invalid_consumer_key");
    checkError(chat(gateway.port(), ask("team"), bearer("sb-unknown")), 401, "invalid_consumer_key");
    checkError(chat(gateway.port(), ask("team"), bearer("sb-agent")), 403, "consumer_not_allowed");
    CHECK(upstream.requests().size() == 1);
    // The model list omits what the caller cannot use.
    const auto lists = [&](const std::string& key) {
        return get(gateway.port(), "/v1/models", bearer(key)).body.find("\"team\"") != std::string::npos;
    };
    CHECK(lists("sb-ide"));
    CHECK_FALSE(lists("sb-agent"));
}

TEST_CASE("limits a consumer to its own routes")
{
    FakeUpstream upstream;
    auto config = consumerConfiguration(upstream, "always");
    config["consumers"][1]["routes"] = {"route-alias"};
    config["routes"].push_back(route("third", {target("up", "third-model", 0)}));
    GatewayProcess gateway(config, environment());
    CHECK(chat(gateway.port(), ask("alias"), bearer("sb-agent")).status == 200);
    checkError(chat(gateway.port(), ask("third"), bearer("sb-agent")), 403, "consumer_not_allowed");
    CHECK(chat(gateway.port(), ask("third"), bearer("sb-ide")).status == 200);
}

TEST_CASE("refuses to start off loopback without a consumer")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["address"] = "0.0.0.0";
    auto options = withKey();
    options.mayFail = true;
    GatewayProcess gateway(config, options);
    CHECK_FALSE(gateway.isListening());
    CHECK(gateway.waitForExit() == 1);
    CHECK(gateway.log().find("consumer") != std::string::npos);
}

namespace {

/// A model that reasons before it calls the tool f. Its ids repeat in every conversation.
Behaviour thoughtfulCall()
{
    const Json message{{"role", "assistant"}, {"content", ""}, {"reasoning_content", "look first"},
        {"tool_calls", {{{"index", 0}, {"id", "functions.f:0"}, {"type", "function"},
            {"function", {{"name", "f"}, {"arguments", R"({"a":1,"b":2})"}}}}}}};
    const auto choices = [&](const char* key) -> Json { return {{{"index", 0}, {key, message}, {"finish_reason", "tool_calls"}}}; };
    Behaviour behaviour;
    behaviour.body = Json{{"id", "c1"}, {"object", "chat.completion"}, {"model", "m"}, {"choices", choices("message")}}.dump();
    const Json chunk{{"id", "c1"}, {"object", "chat.completion.chunk"}, {"model", "m"}, {"choices", choices("delta")}};
    behaviour.events = std::vector<std::string>{"data: " + chunk.dump() + "\n\n", "data: [DONE]\n\n"};
    return behaviour;
}

/// A client that gets the call and then sends the tool result without the reasoning.
struct ForgetfulClient {
    const char* path;
    const char* first;
    std::string (*second)(const std::string& arguments);
};

std::string secondChat(const std::string& arguments)
{
    return R"({"model":"deepseek/m","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":null,"tool_calls":[
        {"id":"functions.f:0","type":"function","function":{"name":"f","arguments":)" + Json(arguments).dump()
        + R"(}}]},{"role":"tool","tool_call_id":"functions.f:0","content":"42"}]})";
}

std::string secondMessages(const std::string& arguments)
{
    return R"({"model":"deepseek/m","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[
        {"type":"tool_use","id":"functions.f:0","name":"f","input":)" + arguments
        + R"(}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"functions.f:0","content":"42"}]}]})";
}

std::string secondContents(const std::string& arguments)
{
    return R"({"contents":[{"role":"user","parts":[{"text":"hi"}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":)"
        + arguments + R"(}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":42}}}]}]})";
}

} // namespace

TEST_CASE("restores the reasoning before a tool call only for the same consumer and call", "[sanitized]")
{
    const std::vector<ForgetfulClient> clients{
        {"/v1/chat/completions", R"({"model":"deepseek/m","messages":[{"role":"user","content":"hi"}]})", secondChat},
        {"/v1/chat/completions", R"({"model":"deepseek/m","stream":true,"messages":[{"role":"user","content":"hi"}]})", secondChat},
        {"/v1/messages", R"({"model":"deepseek/m","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})", secondMessages},
        {"/v1/messages", R"({"model":"deepseek/m","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"hi"}]})",
            secondMessages},
        {"/v1beta/models/deepseek/m:generateContent", R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})", secondContents},
    };
    struct Row {
        const char* key;
        const char* arguments;
        const char* thought; ///< a space: none
    };
    const std::vector<Row> rows{
        {"sb-ide", R"({"a":1,"b":2})", "look first"},
        {"sb-ide", R"({ "b": 2, "a": 1 })", "look first"},
        {"sb-ide", R"({"a":1,"b":3})", " "},
        {"sb-agent", R"({"a":1,"b":2})", " "},
    };
    for (const ForgetfulClient& client : clients) {
        FakeUpstream upstream;
        auto config = consumerConfiguration(upstream, "always");
        auto deepseek = provider("deepseek", upstream.baseUrl(), {kKeyReference});
        deepseek["type"] = "deepseek";
        config["providers"].push_back(deepseek);
        GatewayProcess gateway(config, environment());
        upstream.setDefault(thoughtfulCall());
        const auto asked = [&](const std::string& key, const std::string& body) {
            return exchange(gateway.port(), {.target = client.path, .headers = bearer(key), .body = body});
        };
        CHECK(asked("sb-ide", client.first).status == 200);
        upstream.setDefault(Behaviour{});
        for (const Row& row : rows) {
            CAPTURE(client.path, client.first, row.key, row.arguments);
            CHECK(asked(row.key, client.second(row.arguments)).status == 200);
            CHECK(parsed(upstream.requests().back().body)["messages"][1]["reasoning_content"] == row.thought);
        }
    }
}
