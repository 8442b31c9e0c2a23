#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <string>
#include <vector>

// Upstreams that stream without being asked: the client gets one whole answer.

using namespace tests;

namespace {

Behaviour unaskedStream(const std::string& text = {})
{
    std::string problem;
    Behaviour behaviour = parseBehaviour(text, problem).value_or(Behaviour{});
    REQUIRE(problem.empty());
    behaviour.alwaysStream = true;
    return behaviour;
}

Row gatheredRecord(const GatewayProcess& gateway)
{
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    return rows[0];
}

} // namespace

TEST_CASE("turns an unrequested stream into one answer in the client's format")
{
    FakeUpstream upstream;
    const bool isTold = GENERATE(true, false);
    upstream.setDefault(unaskedStream(isTold ? "words=3,input=9,usage-always" : "words=3"));
    struct AskingClient {
        const char* path;
        const char* body;
        const char* text; ///< where the words are
    };
    const auto client = GENERATE(values<AskingClient>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})",
            "/choices/0/message/content"},
        {"/v1/chat/completions", R"({"model":"alias","stream":false,"messages":[{"role":"user","content":"hi"}]})",
            "/choices/0/message/content"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})",
            "/content/0/text"},
        {"/v1/responses", R"({"model":"alias","input":"hi"})", "/output/0/content/0/text"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"hi"}]}]})",
            "/candidates/0/content/parts/0/text"},
        {"/api/chat", R"({"model":"alias","stream":false,"messages":[{"role":"user","content":"hi"}]})",
            "/message/content"},
    }));
    CAPTURE(client.path, isTold);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = exchange(gateway.port(), {.target = client.path, .body = client.body});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("content-type").starts_with("application/json"));
    const Json body = parsed(answer.body);
    const Json::json_pointer place(client.text);
    REQUIRE(body.contains(place));
    CHECK(body[place].get<std::string>().find("word3") != std::string::npos);
    CHECK(upstream.requests().size() == 1);
    const Row row = gatheredRecord(gateway);
    CHECK(text(row, "outcome") == "answered");
    CHECK(number(row, "is_stream") == 0);
    CHECK(text(row, "usage_origin") == (isTold ? "reported" : "estimated"));
    CHECK(number(row, "output_tokens") > 0);
    if (isTold)
        CHECK(number(row, "input_tokens") == 9);
}

TEST_CASE("falls back when an unrequested stream is incomplete")
{
    FakeUpstream first;
    FakeUpstream second;
    const auto* const fault = GENERATE("end=3", "truncate=3", "reset=3", "error=3");
    CAPTURE(fault);
    first.setDefault(unaskedStream(fault));
    GatewayProcess gateway(withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl())));
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
    CHECK(parsed(answer.body)["choices"][0]["finish_reason"] == "stop");
}

TEST_CASE("keeps the id of a response that arrives only as a stream")
{
    FakeUpstream upstream;
    const std::string whole =
        R"({"id":"resp_up","object":"response","created_at":1,"status":"completed","model":"up-model","x":1.50,"output":[)"
        R"({"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[)"
        R"({"type":"output_text","text":"one two","annotations":[]}]}],)"
        R"("usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})";
    Behaviour behaviour;
    behaviour.events = std::vector<std::string>{
        R"(data: {"type":"response.created","response":{"id":"resp_up","status":"in_progress","output":[]}})"
        "\n\n",
        "data: {\"type\":\"response.completed\",\"response\":" + whole + "}\n\n"};
    upstream.onCall("POST /v1/responses", behaviour);
    Json config = aliasConfiguration(upstream);
    config["providers"][0]["type"] = "openai-responses";
    GatewayProcess gateway(config, withKey());
    const auto answer =
        exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":"hi"})"});
    CHECK(answer.status == 200);
    CHECK(parsed(answer.body) == parsed(whole));
    const Row row = gatheredRecord(gateway);
    CHECK(text(row, "usage_origin") == "reported");
    CHECK(number(row, "output_tokens") == 2);
}

TEST_CASE("accepts JSON that is labelled as a stream")
{
    FakeUpstream upstream;
    Behaviour behaviour;
    behaviour.headers = {{"Content-Type", "text/event-stream"}};
    behaviour.body =
        R"({"id":"x","choices":[{"message":{"role":"assistant","content":"hi"},"finish_reason":"stop","index":0}]})";
    upstream.setDefault(behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), ask("alias")).body == *behaviour.body);
}
