#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <array>
#include <atomic>
#include <map>
#include <set>
#include <thread>

// Stories from the field, each with the real program and a fleet of upstreams: what
// clients see, and what reaches the upstreams.

using namespace tests;

namespace {

constexpr const char* kNames[] = {"FLEET_KEY_A", "FLEET_KEY_B", "FLEET_KEY_C", "FLEET_KEY_D"};
constexpr const char* kKeys[] = {"sk-fleet-a-1234567", "sk-fleet-b-1234567", "sk-fleet-c-1234567", "sk-fleet-d-1234567"};

GatewayProcess::Options withKeys()
{
    GatewayProcess::Options options;
    for (std::size_t i = 0; i < std::size(kNames); ++i)
        options.environment.emplace_back(kNames[i], kKeys[i]);
    return options;
}

/// With as many of the keys; what fails rests for a tenth of a second at first.
Json member(const std::string& id, const FakeUpstream& upstream, std::size_t keys = 1)
{
    std::vector<std::string> references;
    for (std::size_t i = 0; i < keys; ++i)
        references.push_back(std::string("env:") + kNames[i]);
    Json made = provider(id, upstream.baseUrl(), references);
    made["key_failover"]["check_interval_ms"] = 100;
    made["timeouts"] = {{"connect_ms", 2000}, {"first_byte_ms", 700}, {"idle_ms", 700}, {"total_ms", 2000}};
    return made;
}

std::size_t countOf(const FakeUpstream& upstream, const std::string& key)
{
    std::size_t count = 0;
    for (const auto& request : upstream.requests())
        count += request.bearer() == key;
    return count;
}

std::string providerOf(const HttpAnswer& answer)
{
    CAPTURE(answer.raw.substr(0, 1500));
    CHECK(answer.status == 200);
    return answer.headerOr("x-signalbox-provider");
}

} // namespace

TEST_CASE("story: DeepSeek falls back to qwen-turbo on 429")
{
    FakeUpstream deepseek;
    FakeUpstream qwen;
    deepseek.setDefault("status=429,retry-after=60");
    GatewayProcess gateway(configuration({member("deepseek", deepseek), member("qwen", qwen)},
                               {route("deepseek-*", {target("deepseek", std::nullopt, 1), target("qwen", "qwen-turbo", 0)})}),
        withKeys());
    for (const bool isStream : {false, true, false, true}) {
        const auto answer = chat(gateway.port(), isStream ? askStream("deepseek-chat") : ask("deepseek-chat"));
        CHECK(providerOf(answer) == "qwen");
        CHECK(answer.headerOr("x-signalbox-model") == "qwen-turbo");
    }
    CHECK(deepseek.requests().size() == 1); // who says "in a minute" is not asked again before
    CHECK(qwen.requests().size() == 4);
}

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
    GatewayProcess gateway(configuration({first, member("well", well)}, {spread}), withKeys());
    int interrupted = 0;
    for (int i = 0; i < 19; ++i) {
        const auto answer = chat(gateway.port(), askStream("alias"));
        CAPTURE(i, answer.body);
        CHECK(answer.status == 200);
        const bool isWhole = eventData(answer.body).back() == "[DONE]";
        if (!isWhole)
            CHECK(answer.body.find("stream_interrupted") != std::string::npos); // never a clean end
        interrupted += !isWhole;
    }
    CHECK(interrupted == (mayContinue ? 0 : 3));
    CHECK(dying.requests().size() == 3);
    CHECK(well.requests().size() == (mayContinue ? 19 : 16));
    if (!mayContinue)
        return;
    const auto continued = parsed(well.requests().front().body)["messages"]; // what it goes on from
    REQUIRE(continued.size() == 3);
    CHECK(continued[1]["role"] == "assistant");
    CHECK(continued[1]["content"].get<std::string>().find("word1") != std::string::npos);
    CHECK(continued[2]["role"] == "user");
}

TEST_CASE("story: a stream is gone on with though the deadline for its beginning has passed")
{
    FakeUpstream dying;
    FakeUpstream well;
    dying.setDefault("gap=150,reset=5");
    auto spread = route("alias", {target("dying", "d", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    spread["fallback"]["deadline_ms"] = 400;
    GatewayProcess gateway(configuration({member("dying", dying), member("well", well)}, {spread}), withKeys());
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

TEST_CASE("story: a 5-hour quota error with a Chinese message")
{
    FakeUpstream plan;
    FakeUpstream other;
    Behaviour limited;
    limited.status = 429;
    limited.code = "1308";
    limited.message = "已达到 5 小时的使用上限。您的限额将在 2099-01-01 16:10:04 重置。";
    plan.setDefault(limited);
    GatewayProcess gateway(configuration({member("plan", plan), member("other", other)},
                               {route("alias", {target("plan", "glm-4.6", 1), target("other", "o", 0)}),
                                   route("alone", {target("plan", "glm-4.6", 1)})}),
        withKeys());
    for (int i = 0; i < 5; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "other");
    CHECK(plan.requests().size() == 1);
    const auto alone = chat(gateway.port(), ask("alone"));
    checkError(alone, 429, "upstream_rate_limited");
    CHECK(std::stoi(alone.headerOr("Retry-After")) > 3600);
    CHECK(plan.requests().size() == 1);
}

TEST_CASE("story: all keys share one model quota")
{
    FakeUpstream shared;
    FakeUpstream other;
    shared.onModel("busy", "status=429,retry-after=30");
    GatewayProcess gateway(configuration({member("shared", shared, 4), member("other", other)},
                               {route("alias", {target("shared", "busy", 1), target("other", "o", 0)}),
                                   route("free", {target("shared", "idle", 1)})}),
        withKeys());
    for (int i = 0; i < 6; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "other");
    CHECK(shared.requests().size() == 2); // two keys are enough to know, not four
    CHECK(providerOf(chat(gateway.port(), ask("free"))) == "shared"); // another model is not concerned
}

TEST_CASE("story: priority 1 down and back")
{
    FakeUpstream first;
    FakeUpstream second;
    GatewayProcess gateway(configuration({member("first", first), member("second", second)},
                               {route("alias", {target("first", "f", 1), target("second", "s", 0)})}),
        withKeys());
    const auto asked = [&] { return providerOf(chat(gateway.port(), ask("alias"))); };
    CHECK(asked() == "first");
    first.setDefault("status=503");
    for (int i = 0; i < 30; ++i)
        CHECK(asked() == "second");
    CHECK(first.requests().size() < 15); // it rests in between
    first.setDefault("");
    CHECK(eventually([&] { return asked() == "first"; }));
    for (int i = 0; i < 5; ++i)
        CHECK(asked() == "first");
}

TEST_CASE("story: a fallback of a fallback")
{
    std::array<FakeUpstream, 4> upstreams;
    upstreams[0].setDefault("status=500");
    upstreams[1].setDefault("status=429,retry-after=5");
    upstreams[2].setDefault("reset-before-head");
    std::vector<Json> providers;
    std::vector<Json> targets;
    for (std::size_t i = 0; i < upstreams.size(); ++i) {
        providers.push_back(member("p" + std::to_string(i), upstreams[i]));
        targets.push_back(target("p" + std::to_string(i), "m", 4 - static_cast<int>(i)));
    }
    GatewayProcess gateway(configuration(providers, {route("alias", targets)}), withKeys());
    for (const auto& body : {ask("alias"), askStream("alias")}) {
        const auto answer = chat(gateway.port(), body);
        CHECK(providerOf(answer) == "p3");
    }
}

TEST_CASE("story: a key is refused, suspended, and back within one interval")
{
    FakeUpstream upstream;
    upstream.onKey(kKeys[0], "status=401");
    auto two = member("two", upstream, 2);
    two["key_failover"]["check_interval_ms"] = 1500;
    GatewayProcess gateway(configuration({two}, {route("alias", {target("two", "m", 0)})}), withKeys());
    for (int i = 0; i < 40; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
    CHECK(countOf(upstream, kKeys[0]) == 3); // the threshold, and not one more
    upstream.onKey(kKeys[0], "");
    CHECK(eventually([&] {
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
        return countOf(upstream, kKeys[0]) > 3;
    }, 4000));
    const auto before = countOf(upstream, kKeys[0]);
    for (int i = 0; i < 10; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
    CHECK(countOf(upstream, kKeys[0]) >= before + 4); // it has its turns again
}

TEST_CASE("story: a suspended key that is still refused costs one trial an interval, and no client sees it")
{
    FakeUpstream upstream;
    upstream.onKey(kKeys[0], "status=401");
    GatewayProcess gateway(configuration({member("two", upstream, 2)}, {route("alias", {target("two", "m", 0)})}), withKeys());
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) {
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
        pause(5);
    }
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(countOf(upstream, kKeys[0]) <= 3 + static_cast<std::size_t>(took / std::chrono::milliseconds(100)));
    CHECK(countOf(upstream, kKeys[0]) >= 4);
}

TEST_CASE("story: the only target fails now and then, and is asked nevertheless")
{
    FakeUpstream upstream;
    upstream.setDefault("status=500,message=it is me");
    GatewayProcess gateway(configuration({member("only", upstream)}, {route("alias", {target("only", "m", 0)})}), withKeys());
    for (int i = 0; i < 8; ++i) {
        const auto answer = chat(gateway.port(), ask("alias"));
        checkError(answer, 500, "upstream_error");
        CHECK(answer.body.find("it is me") != std::string::npos);
    }
    upstream.setDefault("");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "only");
    CHECK(upstream.requests().size() == 9);
}

TEST_CASE("story: a slow first choice is raced by the second, and the loser is cancelled")
{
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault("first-delay=600,head-delay=0");
    auto raced = route("alias", {target("slow", "s", 1), target("quick", "q", 0)});
    raced["fallback"]["hedge_after_ms"] = 100;
    GatewayProcess gateway(configuration({member("slow", slow), member("quick", quick)}, {raced}), withKeys());
    for (const auto& body : {askStream("alias"), ask("alias")}) {
        const auto answer = chat(gateway.port(), body);
        CHECK(providerOf(answer) == "quick");
        CHECK(attempts(answer) == 2);
    }
    CHECK(slow.waitForEnd(0, RecordedRequest::End::Cancelled));
    CHECK(slow.waitForEnd(1, RecordedRequest::End::Cancelled));
    slow.setDefault("");
    const auto answer = chat(gateway.port(), askStream("alias"));
    CHECK(providerOf(answer) == "slow");
    CHECK(attempts(answer) == 1);
}

TEST_CASE("story: a race goes to another target, not to another key of the slow one, which comes last")
{
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault("first-delay=600,head-delay=0");
    auto raced = route("alias", {target("slow", "s", 1), target("quick", "q", 0)});
    raced["fallback"]["hedge_after_ms"] = 100;
    GatewayProcess gateway(withoutHealth(configuration({member("slow", slow, 2), member("quick", quick)}, {raced})), withKeys());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "quick");
    CHECK(slow.requests().size() == 1);
    quick.setDefault("status=429");
    slow.script({"first-delay=300,status=429,head-delay=300"});
    slow.setDefault("");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "slow");
    CHECK(slow.requests().size() == 3); // the other key of it answers
}

TEST_CASE("story: both of a race fail, or the one that was late answers")
{
    FakeUpstream slow;
    FakeUpstream bad;
    FakeUpstream third;
    slow.setDefault("head-delay=300");
    bad.setDefault("status=500");
    auto raced = route("alias", {target("slow", "s", 2), target("bad", "b", 1), target("third", "t", 0)});
    raced["fallback"]["hedge_after_ms"] = 50;
    GatewayProcess gateway(configuration({member("slow", slow), member("bad", bad), member("third", third)}, {raced}), withKeys());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "slow");
    slow.setDefault("head-delay=300,status=500");
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(providerOf(answer) == "third");
    CHECK(attempts(answer) == 3);
}

TEST_CASE("story: in a race the other keys of a target that failed are left out where they would fail, too")
{
    struct Row {
        const char* name;
        const char* slow;
        const char* quick;
        std::size_t slowRequests;
        std::size_t quickRequests;
    };
    const auto row = GENERATE(values<Row>({
        {"the first fails while the second runs", "head-delay=150,status=500", "head-delay=300,status=500", 1, 1},
        {"the first fails behind the second", "head-delay=300,status=500", "status=500", 1, 1},
        {"a limit of the first one's key", "head-delay=150,status=429", "head-delay=300,status=500", 2, 1},
        {"a limit of the second one's key", "head-delay=150,status=500", "head-delay=300,status=429", 1, 2},
    }));
    CAPTURE(row.name);
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault(row.slow);
    quick.setDefault(row.quick);
    auto raced = route("alias", {target("slow", "s", 1), target("quick", "q", 0)});
    raced["fallback"]["hedge_after_ms"] = 50;
    GatewayProcess gateway(configuration({member("slow", slow, 2), member("quick", quick, 2)}, {raced}), withKeys());
    CHECK(chat(gateway.port(), ask("alias")).status >= 429);
    CHECK(slow.requests().size() == row.slowRequests);
    CHECK(quick.requests().size() == row.quickRequests);
}

TEST_CASE("story: what a request cannot afford is tried elsewhere, and nothing rests for it")
{
    FakeUpstream poor;
    FakeUpstream rich;
    poor.setDefault("status=402,message=This request requires more credits; or fewer max_tokens. You requested up to 65536 tokens");
    GatewayProcess gateway(configuration({member("poor", poor), member("rich", rich)},
                               {route("alias", {target("poor", "p", 1), target("rich", "r", 0)}), route("alone", {target("poor", "p", 0)})}),
        withKeys());
    for (int i = 0; i < 4; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "rich");
    CHECK(poor.requests().size() == 4);
    const auto told = checkError(chat(gateway.port(), ask("alone")), 402, "upstream_error");
    CHECK(told.find("fewer max_tokens") != std::string::npos);
}

TEST_CASE("story: a provider that says when it answers again is waited for, if it is soon and nobody else is there")
{
    FakeUpstream upstream;
    upstream.script({"status=429,retry-after=1"});
    auto patient = route("alias", {target("only", "m", 0)});
    patient["fallback"]["retries"] = 1;
    patient["fallback"]["backoff_ms"] = 1;
    GatewayProcess gateway(configuration({member("only", upstream)}, {patient}), withKeys());
    const auto begin = std::chrono::steady_clock::now();
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "only");
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(950));
    CHECK(upstream.requests().size() == 2);
    upstream.script({"status=429,retry-after=600"});
    const auto answer = chat(gateway.port(), ask("alias"));
    checkError(answer, 429, "upstream_rate_limited");
    CHECK(upstream.requests().size() == 3);
}

TEST_CASE("story: a target whose model takes no tools is passed over, unless the route allows it")
{
    const bool mayDegrade = GENERATE(false, true);
    FakeUpstream plain;
    FakeUpstream able;
    auto first = member("plain", plain);
    first["type"] = "openai";
    auto second = member("able", able);
    second["type"] = "openai";
    auto spread = route("alias", {target("plain", "gpt-3.5-turbo", 1), target("able", "gpt-4o", 0)});
    spread["fallback"]["allow_degraded"] = mayDegrade;
    GatewayProcess gateway(configuration({first, second}, {spread}), withKeys());
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}])";
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "plain");
    CHECK(providerOf(chat(gateway.port(), ask("alias", tools))) == (mayDegrade ? "plain" : "able"));
    able.setDefault("status=500");
    if (!mayDegrade)
        checkError(chat(gateway.port(), ask("alias", tools)), 500, "upstream_error");
    CHECK(plain.requests().size() == (mayDegrade ? 2 : 1));
}

TEST_CASE("story: an answer that only drips is left for one that flows")
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
        withKeys());
    HttpAnswer whole;
    std::thread other([&] { whole = chat(gateway.port(), ask("whole")); });
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = chat(gateway.port(), askStream("stream"));
    other.join();
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(4));
    CHECK(providerOf(whole) == "flowing"); // before anything was shown
    CHECK(providerOf(answer) == "dripping"); // which had begun, and was gone on with
    CHECK(eventData(answer.body).back() == "[DONE]");
    CHECK(flowing.requests().size() == 2);
}

TEST_CASE("story: as long as one target is well no client sees a failure, and nobody storms")
{
    constexpr int kClients = 12;
    constexpr int kRequests = 40;
    std::array<FakeUpstream, 4> fleet;
    const char* const faults[] = {"status=500", "status=429,retry-after=1", "reset-before-head", "status=401",
        "empty", "error=0", "truncate=0", "status=529", "", "head-delay=30"};
    std::vector<Json> providers;
    std::vector<Json> targets;
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        providers.push_back(member("p" + std::to_string(i), fleet[i], 2));
        targets.push_back(target("p" + std::to_string(i), "m", i == 3 ? 0 : 1));
    }
    auto spread = route("alias", targets);
    spread["fallback"]["max_attempts"] = 8;
    GatewayProcess gateway(configuration(providers, {spread}), withKeys());
    std::atomic<int> failed{0};
    std::atomic<bool> isOver{false};
    std::thread weather([&] {
        for (std::size_t turn = 0; !isOver; ++turn) {
            for (std::size_t i = 0; i < 3; ++i)
                fleet[i].setDefault(faults[(turn * 3 + i * 7) % std::size(faults)]);
            std::this_thread::sleep_for(std::chrono::milliseconds(40));
        }
    });
    std::vector<std::thread> clients;
    for (int client = 0; client < kClients; ++client)
        clients.emplace_back([&, client] {
            for (int i = 0; i < kRequests; ++i) {
                const bool isStream = (client + i) % 2 == 0;
                const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
                failed += answer.status != 200 || (isStream && eventData(answer.body).back() != "[DONE]");
            }
        });
    for (auto& client : clients)
        client.join();
    isOver = true;
    weather.join();
    CHECK(failed == 0);
    std::size_t reached = 0;
    for (const auto& upstream : fleet)
        reached += upstream.requests().size();
    CHECK(reached <= std::size_t{kClients} * kRequests * 8);
    CHECK(reached >= std::size_t{kClients} * kRequests);
    WARN("requests of clients " << kClients * kRequests << ", of upstreams " << reached);
}

TEST_CASE("what became of a request is kept, and can be asked for beforehand")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429,retry-after=60");
    auto spread = route("alias", {target("first", "f", 1), target("second", "s", 0)});
    const auto config = configuration({member("first", first), member("second", second)},
        {route("other", {target("second", "s", 0)}), spread});
    GatewayProcess gateway(config, withKeys());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "second");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "second");
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    REQUIRE(rows.size() == 2);
    const Json refused{{{"why", "the model is none of its own"}, {"at", "0"}}};
    CHECK(parsed(text(rows[0], "trail")) == Json{{"routes", refused}});
    const auto trail = parsed(text(rows[1], "trail"));
    CHECK(trail["routes"] == refused);
    REQUIRE(trail["passed_over"].size() == 1);
    CHECK(trail["passed_over"][0]["provider"] == "first");
    CHECK(trail["passed_over"][0]["why"].get<std::string>().find("rests until") != std::string::npos);

    // By the file of a gateway that has ended, which is written at the end if not before.
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);
    const std::vector<std::string> options{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"};
    const auto said = runGateway(options, ask("alias"), withKeys().environment);
    CAPTURE(said.out, said.err);
    CHECK(said.status == 0);
    for (const auto* expected : {"> route-alias: is taken", "route-other: the model is none of its own", "1. second/s",
             "\"first\", key \"key1\", model \"f\" rests until", "at most 8 attempts"})
        CHECK(said.out.find(expected) != std::string::npos);
    CHECK(said.out.find(kKeys[0]) == std::string::npos);
    for (const auto& [path, told] : std::vector<std::pair<const char*, const char*>>{{"/v1/models", "405 method_not_allowed: This path is not a chat"},
             {"/health", "405 method_not_allowed: This path is not a chat"}, {"/v1/embeddings", "501 protocol_not_served: This path is not a chat"},
             {"/v2/other", "404 unknown_endpoint: There is nothing"}}) {
        CAPTURE(path);
        auto elsewhere = options;
        elsewhere.insert(elsewhere.end(), {"--path", path});
        const auto answer = runGateway(elsewhere, ask("alias"), withKeys().environment);
        CAPTURE(answer.out);
        CHECK(answer.status == 1);
        CHECK(answer.out.find(told) != std::string::npos);
        CHECK(answer.out.find("is taken") == std::string::npos);
    }
    const auto unknown = runGateway({"explain", "--json", "--config", gateway.configFile(), "-"}, ask("nobody"), withKeys().environment);
    CHECK(unknown.status == 1);
    CHECK(parsed(unknown.out)["error"]["code"] == "model_not_found");
    CHECK(first.requests().size() == 1);
    CHECK(second.requests().size() == 2);
}

TEST_CASE("the client's own key is marked in the record, and its refusal sets nothing aside")
{
    FakeUpstream first;
    FakeUpstream second;
    auto own = route("alias", {target("first", "f", 1), target("second", "s", 0)});
    own["client_credential"] = true;
    GatewayProcess gateway(configuration({member("first", first), member("second", second)}, {own, route("plain", {target("first", "f", 0)})}),
        withKeys());
    first.setDefault("status=401");
    for (int i = 0; i < 4; ++i)
        CHECK(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-clients-own-key"}}).status == 401);
    CHECK(second.requests().empty()); // the key is not for it
    first.setDefault("");
    CHECK(providerOf(chat(gateway.port(), ask("plain"))) == "first");
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 5);
    REQUIRE(rows.size() == 5);
    CHECK(parsed(text(rows[0], "trail"))["client_credential"] == true);
    CHECK_FALSE(parsed(text(rows[4], "trail")).contains("client_credential"));
    CHECK(first.requests().front().bearer() == "sk-clients-own-key");
    CHECK(first.requests().back().bearer() == kKeys[0]);
}

TEST_CASE("beside the client's own key goes what the configuration has that is no key")
{
    FakeUpstream upstream;
    auto up = member("first", upstream);
    up["auth"] = {{"headers", {{"x-team", "red"}, {"x-own-key", "${key}"}, {"x-secret", {{"secret", std::string("env:") + kNames[1]}}}}},
        {"query", {{"api-version", "2024-10-21"}, {"k", "${key}"}}}};
    up["forward_headers"] = {"x-team"};
    auto own = route("alias", {target("first", "f", 0)});
    own["client_credential"] = true;
    GatewayProcess gateway(configuration({up}, {own}), withKeys());
    CHECK(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-own"}, {"x-team", "blue"}}).status == 200);
    REQUIRE(upstream.requests().size() == 1);
    const auto sent = upstream.requests()[0];
    CHECK(sent.target == "/v1/chat/completions?api-version=2024-10-21");
    CHECK(sent.header("x-team") == "red");
    CHECK(sent.bearer() == "sk-own");
    CHECK_FALSE(sent.header("x-own-key"));
    CHECK_FALSE(sent.header("x-secret"));
    for (const char* const key : {kKeys[0], kKeys[1]})
        CHECK(sent.head.find(key) == std::string::npos);

    const std::vector<std::string> options{"explain", "--config", gateway.configFile(), "-"};
    const auto without = runGateway(options, ask("alias"), withKeys().environment);
    CHECK(without.status == 1);
    CHECK(without.out.find("Attempts, in this order\n  none\n") != std::string::npos);
    CHECK(without.out.find("401 invalid_consumer_key: Route \"route-alias\" passes the client's own key on") != std::string::npos);
    const std::string told = checkError(chat(gateway.port(), ask("alias")), 401, "invalid_consumer_key");
    CHECK(without.out.find(told) != std::string::npos);
    auto more = options;
    more.insert(more.end(), {"--header", "Authorization: Bearer sk-own"});
    const auto with = runGateway(more, ask("alias"), withKeys().environment);
    CHECK(with.status == 0);
    CHECK(with.out.find("1. first/f: ") != std::string::npos);
}

TEST_CASE("the client's own key goes to one provider, and a key of this gateway to none")
{
    FakeUpstream first;
    FakeUpstream second;
    auto own = route("alias", {target("first", "f", 0), target("second", "s", 0)});
    own["client_credential"] = true;
    auto config = configuration({member("first", first), member("second", second)}, {own});
    config["consumers"] = {{{"name", "ide"}, {"keys", {{{"secret", std::string("env:") + kNames[3]}}}}}};
    config["listen"]["require_key"] = "always";
    GatewayProcess gateway(config, withKeys());
    const std::string ours = kKeys[3];
    checkError(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer " + ours}}), 401, "invalid_consumer_key");
    for (int i = 0; i < 4; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-own"}, {"x-api-key", ours}})) == "first");
    CHECK(second.requests().empty());
    REQUIRE(first.requests().size() == 4);
    for (const auto& request : first.requests()) {
        CHECK(request.bearer() == "sk-own");
        CHECK(request.head.find(ours) == std::string::npos);
    }
    config["providers"][0]["enabled"] = false;
    gateway.writeConfig(config);
    CHECK(eventually([&] {
        return chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-own"}, {"x-api-key", ours}}).status == 503;
    }));
    CHECK(second.requests().empty());
}

TEST_CASE("story: in a race a refusal waits for who may still answer")
{
    FakeUpstream slow;
    FakeUpstream strict;
    slow.setDefault("head-delay=400");
    strict.setDefault("status=400,message=bad param");
    auto raced = route("alias", {target("slow", "s", 1), target("strict", "b", 0)});
    raced["fallback"]["hedge_after_ms"] = 50;
    GatewayProcess gateway(configuration({member("slow", slow), member("strict", strict)}, {raced}), withKeys());
    for (const auto& body : {ask("alias"), askStream("alias")})
        CHECK(providerOf(chat(gateway.port(), body)) == "slow");
    slow.setDefault("head-delay=400,status=500");
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 400);
    CHECK(answer.body.find("bad param") != std::string::npos);
}

TEST_CASE("story: what a stream that breaks off is continued with, and where it is not")
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
    GatewayProcess gateway(configuration({member("broken", broken), member("well", well)}, {spread}), withKeys());
    const auto answer = chat(gateway.port(), askStream("alias", row.extra));
    CAPTURE(answer.body);
    CHECK(well.requests().size() == (row.isContinued ? 1 : 0));
    CHECK(answer.body.find("One two ") != std::string::npos);
    CHECK((eventData(answer.body).back() == "[DONE]") == row.isWhole);
    CHECK((answer.body.find("error") != std::string::npos) == !row.isWhole);
}
