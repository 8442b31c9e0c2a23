#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <chrono>
#include <thread>

// Streams that break off or stall.

using namespace tests;

TEST_CASE("story: a provider dies mid-stream for 19 requests in a row")
{
    const bool mayContinue = GENERATE(false, true);
    CAPTURE(mayContinue);
    FakeUpstream dying;
    FakeUpstream well;
    dying.setDefault("reset=4");
    auto spread = route("alias", {target("dying", "d", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = mayContinue;
    auto first = member("dying", dying);
    first["key_failover"]["check_interval_ms"] = 60000;
    GatewayProcess gateway(configuration({first, member("well", well)}, {spread}), withFleetKeys());
    int interrupted = 0;
    for (int i = 0; i < 19; ++i) {
        const auto answer = chat(gateway.port(), askStream("alias"));
        CAPTURE(i, answer.body);
        CHECK(answer.status == 200);
        const bool isWhole = eventData(answer.body).back() == "[DONE]";
        if (!isWhole)
            CHECK(answer.body.find("stream_interrupted") != std::string::npos); // never a regular end
        interrupted += !isWhole;
    }
    CHECK(interrupted == (mayContinue ? 0 : 3));
    CHECK(dying.requests().size() == 3);
    CHECK(well.requests().size() == (mayContinue ? 19 : 16));
    if (!mayContinue)
        return;
    const auto continued = parsed(well.requests().front().body)["messages"]; // the partial answer to continue
    REQUIRE(continued.size() == 3);
    CHECK(continued[1]["role"] == "assistant");
    CHECK(continued[1]["content"].get<std::string>().find("word1") != std::string::npos);
    CHECK(continued[2]["role"] == "user");
}

TEST_CASE("story: continues a stream after the deadline for its start has passed")
{
    FakeUpstream dying;
    FakeUpstream well;
    dying.setDefault("gap=600,reset=5");
    auto spread = route("alias", {target("dying", "d", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    spread["fallback"]["deadline_ms"] = 2000;
    GatewayProcess gateway(configuration({member("dying", dying), member("well", well)}, {spread}), withFleetKeys());
    const auto answer = chat(gateway.port(), askStream("alias"));
    CAPTURE(answer.body);
    CHECK(providerOf(answer) == "dying");
    CHECK(eventData(answer.body).back() == "[DONE]");
    CHECK(well.requests().size() == 1);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(parsed(text(rows[0], "trail"))["continued"] == true);
    CHECK(settled(rows[0]) == "200 answered");
}

TEST_CASE("story: a stream below the minimum rate is continued elsewhere", "[slow]")
{
    FakeUpstream dripping;
    FakeUpstream flowing;
    dripping.onModel("stream", "gap=1000,words=60");
    dripping.onModel("whole", "slices=2,slice-gap=200");
    auto slow = member("dripping", dripping);
    slow["timeouts"] = {{"first_byte_ms", 30000}, {"total_ms", 60000}, {"min_bytes_per_second", 2000}};
    auto stream = route("stream", {target("dripping", "stream", 1), target("flowing", "f", 0)});
    stream["fallback"]["continue_partial"] = true;
    GatewayProcess gateway(configuration({slow, member("flowing", flowing)},
                               {stream, route("whole", {target("dripping", "whole", 1), target("flowing", "f", 0)})}),
        withFleetKeys());
    HttpAnswer whole;
    std::thread other([&] { whole = chat(gateway.port(), ask("whole")); });
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = chat(gateway.port(), askStream("stream"));
    other.join();
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(4));
    CHECK(providerOf(whole) == "flowing"); // before anything was sent
    CHECK(providerOf(answer) == "dripping"); // it had started, and another provider continued it
    CHECK(eventData(answer.body).back() == "[DONE]");
    CHECK(flowing.requests().size() == 2);
}

TEST_CASE("story: a continued stream looks like one answer")
{
    struct Row {
        const char* name;
        const char* extra;
        Json limits; // in the continuation request
    };
    const auto row = GENERATE(values<Row>({
        {"no limit", "", Json::object()},
        {"a limit", R"(,"max_tokens":60)", {{"max_tokens", 57}}},
        {"the newer one", R"(,"max_completion_tokens":4)", {{"max_completion_tokens", 1}}},
        {"hardly anything left", R"(,"max_tokens":2,"n":1)", {{"max_tokens", 1}}},
    }));
    CAPTURE(row.name);
    FakeUpstream broken;
    FakeUpstream well;
    const auto chunk = [](const char* delta) {
        return R"(data: {"id":"one","created":5,"model":"b","choices":[{"index":0,"delta":{)" + std::string(delta) + "}}]}\n\n";
    };
    Behaviour behaviour;
    behaviour.events = std::vector<std::string>{chunk(R"("role":"assistant","content":"")"), chunk(R"("content":"One")"),
        chunk(R"("content":" two")"), chunk(R"("content":" six")"), ": never sent\n\n"};
    behaviour.resetAfter = 4;
    behaviour.gap = 30;
    broken.setDefault(behaviour);
    auto spread = route("alias", {target("broken", "b", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    GatewayProcess gateway(configuration({member("broken", broken), member("well", well)}, {spread}), withFleetKeys());
    const auto answer = chat(gateway.port(), askStream("alias", row.extra));
    CAPTURE(answer.body);
    int roles = 0;
    auto events = eventData(answer.body);
    REQUIRE(events.back() == "[DONE]");
    events.pop_back();
    CHECK(events.size() > 8);
    for (const auto& event : events) {
        const Json json = parsed(event);
        CHECK(json["id"] == "one");
        CHECK(json["created"] == 5);
        CHECK(json["model"] == "b");
        roles += !json["choices"].empty() && json["choices"][0]["delta"].contains("role") ? 1 : 0;
    }
    CHECK(roles == 1);
    REQUIRE(well.requests().size() == 1);
    const Json asked = parsed(well.requests().front().body);
    for (const char* const limit : {"max_tokens", "max_completion_tokens"})
        CHECK(asked.value(limit, 0) == row.limits.value(limit, 0));
}

TEST_CASE("story: continues a broken stream of text but not of several choices or a tool call", "[sanitized]")
{
    struct Row {
        const char* name;
        std::vector<std::string> events;
        const char* extra;
        bool isContinued;
        bool isWhole;
    };
    const auto chunk = [](const std::string& choice) { return R"(data: {"id":"a","choices":[)" + choice + "]}\n\n"; };
    const std::string text = chunk(R"({"index":0,"delta":{"content":"One two "}})");
    const std::string end = chunk(R"({"index":0,"delta":{},"finish_reason":"stop"})");
    const auto row = GENERATE_COPY(values<Row>({
        {"an error inside", {text, R"(data: {"error":{"message":"overloaded","code":"503"}})" "\n\n"}, "", true, true},
        {"an answer that had ended", {text, end}, "", false, true},
        {"two choices", {text, chunk(R"({"index":1,"delta":{"content":"second"}})")}, R"(,"n":2)", false, false},
        {"several choices of which one has begun", {text}, R"(,"n":2)", false, false},
        {"an error inside several choices", {text, R"(data: {"error":{"message":"overloaded","code":"503"}})" "\n\n"}, R"(,"n":2)", false, false},
        {"a tool call", {text, chunk(R"({"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f"}}]}})")}, "", false, false},
    }));
    CAPTURE(row.name);
    FakeUpstream broken;
    FakeUpstream well;
    Behaviour behaviour;
    behaviour.events = row.events;
    behaviour.events->push_back(": never sent\n\n");
    behaviour.resetAfter = static_cast<int>(row.events.size());
    behaviour.gap = 30;
    broken.setDefault(behaviour);
    auto spread = route("alias", {target("broken", "b", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    GatewayProcess gateway(configuration({member("broken", broken), member("well", well)}, {spread}), withFleetKeys());
    const auto answer = chat(gateway.port(), askStream("alias", row.extra));
    CAPTURE(answer.body);
    CHECK(well.requests().size() == (row.isContinued ? 1 : 0));
    CHECK(answer.body.find("One two ") != std::string::npos);
    CHECK((eventData(answer.body).back() == "[DONE]") == row.isContinued); // the broken upstream sent none
    CHECK((answer.body.find("error") != std::string::npos) == !row.isWhole);
}
