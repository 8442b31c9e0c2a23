#include "catch.h"

#include "scenario.h"

#include <string>

// Experiments: the requests of a route are divided between two of its targets.

using namespace tests;

namespace {

/// The route `alias` to `first`, then `second`, with an experiment between them and without fallback.
Json experimentConfiguration(const FakeUpstream& first, const FakeUpstream& second, double shareOfSecond)
{
    Json config = withoutHealth(configuration({provider("first", first.baseUrl(), {kKeyReference}), provider("second", second.baseUrl(), {kKeyReference})},
        {route("alias", {target("first", "first-model", 1), target("second", "second-model", 0)})}));
    config["routes"][0]["fallback"] = {{"on", Json::array()}};
    config["routes"][0]["experiment"] = {{"name", "cheaper"}, {"measure", "error_rate"}, {"stop", true},
        {"arms", Json::array({{{"target", 0}, {"share", 1 - shareOfSecond}}, {{"target", 1}, {"share", shareOfSecond}}})}};
    return config;
}

/// The provider that answered, or that of the error.
std::string answeringProvider(const GatewayProcess& gateway, const std::string& session)
{
    return exchange(gateway.port(),
        {.target = "/v1/chat/completions", .headers = {{"content-type", "application/json"}, {"x-session-id", session}}, .body = ask("alias")})
        .headerOr("x-signalbox-provider");
}

Ran experimentCommand(const GatewayProcess& gateway, std::vector<std::string> words)
{
    words.insert(words.begin(), "experiment");
    words.insert(words.end(), {"--config", gateway.configFile(), "--data-dir", gateway.dataDir()});
    return runGateway(words);
}

Json shown(const GatewayProcess& gateway)
{
    const Ran ran = experimentCommand(gateway, {"show", "cheaper", "--format", "json"});
    CHECK(ran.status == 0);
    return parsed(ran.out);
}

} // namespace

TEST_CASE("divides sessions of every dialect between the targets of a route")
{
    struct Client {
        const char* target;
        const char* body;
    };
    const Client clients[] = {
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})"},
        {"/v1/responses", R"({"model":"alias","input":"Hi"})"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]})"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})"},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})"},
    };
    FakeUpstream first;
    FakeUpstream second;
    GatewayProcess gateway(experimentConfiguration(first, second, 0.5), withKey());
    std::size_t ofSecond = 0;
    std::size_t session = 0;
    for (const Client& client : clients) {
        CAPTURE(client.target);
        const std::string name = "talk-" + std::to_string(++session);
        std::string answeredBy;
        for (int i = 0; i < 3; ++i) {
            const auto answer = exchange(gateway.port(), {.target = client.target, .headers = {{"content-type", "application/json"}, {"x-session-id", name}}, .body = client.body});
            CHECK(answer.status == 200);
            const std::string provider = answer.headerOr("x-signalbox-provider");
            CHECK((answeredBy.empty() || provider == answeredBy)); // a session stays
            answeredBy = provider;
        }
        const Ran explained = runGateway({"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "--header", "x-session-id: " + name, "-"},
            R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})", withKey().environment);
        CHECK_THAT(explained.out, Catch::Contains("experiment \"cheaper\": session \"" + name + "\" is assigned to arm " + (answeredBy == "second" ? "1" : "0") + " (" + answeredBy + '/'));
        ofSecond += answeredBy == "second" ? 3 : 0;
    }
    REQUIRE(first.requests().size() + second.requests().size() == 15);
    CHECK(second.requests().size() == ofSecond);
    REQUIRE(eventually([&] { return shown(gateway)["arms"][0]["requests"].get<std::size_t>() + shown(gateway)["arms"][1]["requests"].get<std::size_t>() == 15; }));
    const Json experiment = shown(gateway);
    CHECK(experiment["name"] == "cheaper");
    CHECK(experiment["measure"] == "error_rate");
    CHECK(experiment["arms"][0]["target"] == "first/first-model");
    CHECK(experiment["arms"][1]["target"] == "second/second-model");
    CHECK(experiment["arms"][1]["requests"] == ofSecond);
    CHECK(experiment["winner"].is_null());
}

TEST_CASE("shows a winner that then gets all requests until a person chooses another one")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=400");
    GatewayProcess gateway(experimentConfiguration(first, second, 0.5), withKey());
    constexpr int kMost = 400;
    int asked = 0;
    const auto hasWinner = [&] {
        for (int i = 0; i < 40 && asked < kMost; ++i)
            answeringProvider(gateway, "talk-" + std::to_string(++asked));
        return shown(gateway)["winner"] == 1;
    };
    REQUIRE(eventually(hasWinner));
    CHECK(gateway.waitForLog("has a winner: arm 1 (second/second-model), which gets all requests from now on"));
    const auto ofFirst = [&] { return first.requests().size(); };
    REQUIRE(eventually([&] { // the next snapshot
        const std::size_t before = ofFirst();
        for (int i = 0; i < 20; ++i)
            answeringProvider(gateway, "other-" + std::to_string(++asked));
        return ofFirst() == before;
    }));
    const Ran list = experimentCommand(gateway, {"list"});
    CHECK(list.status == 0);
    CHECK_THAT(list.out, Catch::Contains("cheaper") && Catch::Contains("1 (second/second-model)"));
    const Ran text = experimentCommand(gateway, {"show", "cheaper"});
    CHECK_THAT(text.out, Catch::Contains("Arm 1 (second/second-model) was shown to be better. All requests go to it."));

    const Ran ended = experimentCommand(gateway, {"end", "cheaper", "--winner", "0"});
    CHECK(ended.status == 0);
    CHECK(ended.err == "Experiment \"cheaper\" has ended. All requests of route route-alias go to arm 0 (first/first-model) from now on. The configuration is unchanged.\n");
    first.setDefault("");
    CHECK(eventually([&] { return answeringProvider(gateway, "other-" + std::to_string(++asked)) == "first"; }));
    CHECK(gateway.waitForLog("was ended"));

    const Json before = shown(gateway);
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    const Json after = shown(gateway); // written at the end
    CHECK(after["winner"] == 0);
    CHECK(after["arms"][1]["requests"].get<int>() >= before["arms"][1]["requests"].get<int>());
    CHECK(after["arms"][0]["requests"].get<int>() + after["arms"][1]["requests"].get<int>() == asked);
}

TEST_CASE("names wrong experiments and those that do not run")
{
    FakeUpstream first;
    FakeUpstream second;
    GatewayProcess gateway(experimentConfiguration(first, second, 0.5), withKey());
    const Ran unknown = experimentCommand(gateway, {"show", "cheapr"});
    CHECK(unknown.status == 1);
    CHECK(unknown.err == "signalboxd: there is no experiment \"cheapr\"; did you mean \"cheaper\"?\n");
    CHECK(experimentCommand(gateway, {"end", "cheaper"}).status == 2);
    answeringProvider(gateway, "talk-1");
    REQUIRE(eventually([&] { return shown(gateway)["arms"][0]["requests"].get<int>() + shown(gateway)["arms"][1]["requests"].get<int>() == 1; }));
    Json changed = experimentConfiguration(first, second, 0.5);
    changed["routes"][0]["targets"][1]["model"] = "another-model";
    gateway.writeConfig(changed);
    const Ran list = experimentCommand(gateway, {"list"});
    CHECK(list.status == 0);
    CHECK_THAT(list.out, Catch::Contains("not running") && Catch::Contains("was started with another measure or other targets"));
    const Ran ended = experimentCommand(gateway, {"end", "cheaper", "--winner", "1"});
    CHECK(ended.status == 1);
    CHECK_THAT(ended.err, Catch::Contains("was started with another measure or other targets"));
}

TEST_CASE("a judge scores the answers of both arms in every dialect")
{
    const auto saying = [](const std::string& answer) {
        Behaviour behaviour;
        behaviour.events = std::vector<std::string>{
            "data: " + Json{{"id", "c"}, {"object", "chat.completion.chunk"}, {"model", "judge"}, {"choices", {{{"index", 0}, {"delta", {{"role", "assistant"}, {"content", answer}}}, {"finish_reason", "stop"}}}}}.dump() + "\n\n",
            "data: [DONE]\n\n"};
        return behaviour;
    };
    FakeUpstream first;
    FakeUpstream second;
    FakeUpstream judge;
    judge.onModel("judge", saying(R"({"score": 0.75, "reason": "kind"})"));
    Json config = experimentConfiguration(first, second, 0.5);
    config["providers"].push_back(provider("third", judge.baseUrl(), {kKeyReference}));
    Json& experiment = config["routes"][0]["experiment"];
    experiment["measure"] = "judge";
    experiment["judge"] = {{"model", "third/judge"}, {"rubric", "Is it kind?"}};
    GatewayProcess gateway(withoutHealth(config), withKey());
    const std::pair<const char*, const char*> clients[] = {
        {"/v1/chat/completions", R"({"model":"alias","stream":true,"messages":[{"role":"user","content":"Who is there?"}]})"},
        {"/v1/responses", R"({"model":"alias","input":"Who is there?"})"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Who is there?"}]})"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Who is there?"}]}]})"},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"Who is there?"}]})"},
    };
    std::size_t sessions = 0;
    for (const auto& [path, body] : clients)
        for (int i = 0; i < 2; ++i) // one session each, of which one answer is scored
            CHECK(exchange(gateway.port(), {.target = path, .headers = {{"content-type", "application/json"}, {"x-session-id", "talk-" + std::to_string(sessions += i == 0 ? 1 : 0)}}, .body = body}).status == 200);
    REQUIRE(judge.waitForRequests(sessions));
    for (const RecordedRequest& request : judge.requests()) {
        const Json asked = parsed(parsed(request.body)["messages"].back()["content"].get<std::string>());
        CHECK_THAT(asked["question"].get<std::string>(), Catch::Contains("Who is there?"));
        CHECK_THAT(asked["answer"].get<std::string>(), Catch::Contains("word1"));
        CHECK(asked["rubric"] == "Is it kind?");
    }
    const auto valueOf = [](const Json& arm) { return arm["requests"] == 0 || arm["value"] == 0.75; };
    CHECK(eventually([&] {
        const Json now = shown(gateway);
        return now["measure"] == "judge" && now["arms"][0]["requests"].get<std::size_t>() + now["arms"][1]["requests"].get<std::size_t>() == 2 * sessions
            && valueOf(now["arms"][0]) && valueOf(now["arms"][1]);
    }));
    CHECK(judge.requests().size() == sessions);
}
