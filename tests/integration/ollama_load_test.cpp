#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

using namespace tests;

namespace {

/// `local` is an Ollama, `far` is not; each has its own model.
Json loadConfiguration(const FakeUpstream& upstream)
{
    Json local = provider("local", upstream.origin());
    local["type"] = "ollama";
    return configuration({local, provider("far", upstream.baseUrl())},
        {route("here", {target("local", "qwen3:8b", 1), target("far", "far-model", 0)}),
            route("there", {target("far", "far-model", 1), target("local", "qwen3:8b", 0)})});
}

} // namespace

TEST_CASE("answers load and unload requests itself when no Ollama is behind the model")
{
    FakeUpstream upstream;
    GatewayProcess gateway(loadConfiguration(upstream));
    struct Row {
        const char* name;
        const char* target;
        std::string fields;
        const char* reason;
        const char* field; ///< where the answer's text would be
    };
    const auto row = GENERATE(values<Row>({
        {"chat without messages", "/api/chat", "", "load", "message"},
        {"chat with an empty list", "/api/chat", R"(,"messages":[ ],"stream":true,"keep_alive":"10m")", "load", "message"},
        {"chat with keep_alive 0", "/api/chat", R"(,"messages":[],"keep_alive":0)", "unload", "message"},
        {"generate", "/api/generate", "", "load", "response"},
        {"generate with an empty prompt", "/api/generate", R"(,"prompt":"","keep_alive":"0s")", "unload", "response"},
    }));
    CAPTURE(row.name);
    const auto answer =
        exchange(gateway.port(), {.target = row.target, .body = R"({"model":"there")" + row.fields + "}"});
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("content-type") == "application/json");
    const Json body = parsed(answer.body);
    CHECK(body["model"] == "there");
    CHECK(body.contains("created_at"));
    CHECK(body.contains(row.field));
    CHECK(body["done"] == true);
    CHECK(body["done_reason"] == row.reason);
    CHECK(upstream.allRequests().empty());

    const auto record = exchanges(gateway.dataDir() + "/ledger.sqlite", 1).front();
    CHECK(settled(record) == "200 answered");
    CHECK(text(record, "route") == "route-there");
    CHECK(number(record, "input_tokens") <= 0);
    CHECK(number(record, "output_tokens") <= 0);
}

TEST_CASE("passes a load request to the Ollama that has the model")
{
    FakeUpstream upstream;
    Behaviour loaded;
    loaded.body =
        R"({"model":"qwen3:8b","created_at":"2026-11-21T10:00:00Z","message":{"role":"assistant","content":""},)"
        R"("done_reason":"load","done":true})";
    upstream.onCall("POST /api/chat", loaded);
    GatewayProcess gateway(loadConfiguration(upstream));
    const auto answer =
        exchange(gateway.port(), {.target = "/api/chat", .body = R"({"model":"here", "keep_alive":"10m"})"});
    CHECK(answer.status == 200);
    CHECK(answer.body == *loaded.body);
    CHECK(attempts(answer) == 1);
    CHECK(answer.headerOr("x-signalbox-provider") == "local");
    REQUIRE(upstream.allRequests().size() == 1);
    CHECK(upstream.allRequests().front().body == R"({"model":"qwen3:8b", "keep_alive":"10m"})");
    const auto record = exchanges(gateway.dataDir() + "/ledger.sqlite", 1).front();
    CHECK(settled(record) == "200 answered");
    CHECK(number(record, "output_tokens") <= 0);
}

TEST_CASE("does not try another target when an Ollama cannot load a model")
{
    FakeUpstream upstream;
    Behaviour refusal;
    refusal.status = 500;
    refusal.body = R"({"error":"model requires more system memory"})";
    upstream.onCall("POST /api/chat", refusal);
    GatewayProcess gateway(loadConfiguration(upstream));
    const auto answer = exchange(gateway.port(), {.target = "/api/chat", .body = R"({"model":"here"})"});
    CHECK(answer.status == 500);
    CHECK(parsed(answer.body)["error"].get<std::string>().find("system memory") != std::string::npos);
    CHECK(upstream.requests().empty());
}

TEST_CASE("refuses to load an unknown model")
{
    FakeUpstream upstream;
    GatewayProcess gateway(loadConfiguration(upstream));
    struct Row {
        std::string body;
        int status;
    };
    const auto row =
        GENERATE(values<Row>({{R"({"model":"nowhere"})", 404}, {R"({"model":"there","messages":[],"tools":7})", 400}}));
    const auto answer = exchange(gateway.port(), {.target = "/api/chat", .body = row.body});
    CHECK(answer.status == row.status);
    CHECK(parsed(answer.body)["error"].is_string());
}
