#include "catch.h"

#include "scenario.h"

#include <filesystem>
#include <sstream>

using namespace tests;

namespace {

constexpr const char* kAsked = "pumpernickel-asked-4401"; // in prompts and tool results
constexpr const char* kAnswered = "gooseberry-answered-4402"; // in answers and reasoning
constexpr const char* kCalled = "marzipan-called-4403"; // in the arguments of tool calls
constexpr const char* kRefused = "elderberry-refused-4404"; // in a provider's error, as some repeat the prompt

std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// An answer with text, reasoning and a tool call, whole and streamed.
Behaviour talkative()
{
    const std::string call = R"("tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"look","arguments":"{\"at\":\")"
        + std::string(kCalled) + R"(\"}"}}])";
    const std::string words = R"("role":"assistant","reasoning_content":)" + quoted(kAnswered) + R"(,"content":)" + quoted(kAnswered);
    const std::string usage = R"("usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12})";
    Behaviour behaviour;
    behaviour.body = R"({"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{)" + words + ',' + call
        + R"(},"finish_reason":"tool_calls"}],)" + usage + '}';
    const std::string chunk = R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{)";
    behaviour.events = std::vector<std::string>{"data: " + chunk + words + "}}]}\n\n", "data: " + chunk + call + "}}]}\n\n",
        "data: " + chunk + R"(},"finish_reason":"tool_calls"}],)" + usage + "}\n\n", "data: [DONE]\n\n"};
    return behaviour;
}

/// Requests in each dialect, for `model`.
std::vector<HttpRequest> marked(const std::string& model)
{
    const std::string named = R"({"model":)" + quoted(model) + ',';
    const std::string words = quoted(kAsked);
    const std::string tools = R"("tools":[{"type":"function","function":{"name":"look","description":)" + words + R"(,"parameters":{"type":"object"}}}])";
    const std::string talk = R"("messages":[{"role":"system","content":)" + words + R"(},{"role":"user","content":)" + words
        + R"(},{"role":"assistant","tool_calls":[{"id":"call_0","type":"function","function":{"name":"look","arguments":"{\"at\":\")" + kCalled
        + R"(\"}"}}]},{"role":"tool","tool_call_id":"call_0","content":)" + words + "}]";
    const std::string contents = R"({"contents":[{"role":"user","parts":[{"text":)" + words + "}]}]}";
    std::vector<HttpRequest> requests;
    for (const std::string stream : {"", R"(,"stream":true)"}) {
        requests.push_back({.body = named + talk + ',' + tools + stream + '}'});
        requests.push_back({.target = "/v1/completions", .body = named + R"("prompt":)" + words + stream + '}'});
        requests.push_back({.target = "/v1/responses", .body = named + R"("input":)" + words + R"(,"instructions":)" + words + stream + '}'});
        requests.push_back({.target = "/v1/messages",
            .body = named + R"("max_tokens":64,"system":)" + words + R"(,"messages":[{"role":"user","content":)" + words + "}]" + stream + '}'});
        requests.push_back({.target = "/api/chat", .body = named + R"("messages":[{"role":"user","content":)" + words + "}]"
                + (stream.empty() ? R"(,"stream":false)" : "") + '}'});
        requests.push_back({.target = "/api/generate", .body = named + R"("prompt":)" + words + (stream.empty() ? R"(,"stream":false)" : "") + '}'});
    }
    requests.push_back({.target = "/v1/responses", .body = named + R"("input":)" + words + R"(,"store":true,"previous_response_id":"resp_none"})"});
    requests.push_back({.target = "/v1/embeddings", .body = named + R"("input":)" + words + '}'});
    requests.push_back({.target = "/v1/messages/count_tokens", .body = named + R"("messages":[{"role":"user","content":)" + words + "}]}"});
    requests.push_back({.target = "/v1/responses/input_tokens", .body = named + R"("input":)" + words + '}'});
    requests.push_back({.target = "/v1/images/generations", .body = named + R"("prompt":)" + words + '}'});
    for (const char* const verb : {":generateContent", ":streamGenerateContent?alt=sse", ":countTokens"})
        requests.push_back({.target = "/v1beta/models/" + model + verb, .body = contents});
    requests.push_back({.body = named + R"("messages":[{"role":"user","content":)" + words + "}], broken"}); // not valid JSON
    requests.push_back({.body = named + R"("messages":)" + words + '}'}); // not a chat
    // Invalid JSON after a prompt, and long values in place of names.
    const std::string sentence = quoted("a sentence with " + std::string(kAsked) + " that somebody has put where only a name or a word belongs");
    for (const std::string fault : {" oops", R"( "next")", " 1"}) {
        const std::string message = R"("messages":[{"role":"user","content":)" + words + fault + "}]}";
        for (const char* const target : {"/v1/chat/completions", "/v1/messages", "/api/chat"})
            requests.push_back({.target = target, .body = named + R"("max_tokens":5,)" + message});
        requests.push_back({.target = "/v1/responses", .body = named + R"("input":)" + words + fault + '}'});
        for (const char* const target : {"/v1/completions", "/api/generate"})
            requests.push_back({.target = target, .body = named + R"("prompt":)" + words + fault + '}'});
        requests.push_back({.target = "/v1beta/models/" + model + ":generateContent", .body = R"({"contents":[{"parts":[{"text":)" + words + fault + "}]}]}"});
    }
    for (const char* const target : {"/v1/chat/completions", "/v1/messages", "/api/chat", "/v1/responses"}) {
        const std::string base = named + R"("max_tokens":5,"input":"x","messages":[{"role":"user","content":"x"}],)" + tools;
        requests.push_back({.target = target, .body = base + R"(,"tool_choice":{"type":"function","function":{"name":)" + sentence + "}}}"});
        requests.push_back({.target = target, .body = base + R"(,"tool_choice":{"type":"tool","name":)" + sentence + "}}"});
        requests.push_back({.target = target, .body = base + R"(,"thinking":{"type":)" + sentence + "}}"});
        requests.push_back({.target = target, .body = named + R"("max_tokens":5,"messages":[{"role":)" + sentence + R"(,"content":"x"}]})"});
        requests.push_back({.target = target, .body = named + R"("max_tokens":5,"messages":[{"role":"user","content":[{"type":)" + sentence + "}]}]}"});
    }
    return requests;
}

std::string linesWith(const std::string& text, const std::string& mark)
{
    std::string found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.find(mark) != std::string::npos)
            found += line + '\n';
    return found;
}

} // namespace

TEST_CASE("with the default configuration no file contains prompt or answer text")
{
    FakeUpstream well;
    FakeUpstream ill;
    well.setDefault(talkative());
    Behaviour image;
    image.body = R"({"created":1,"data":[{"b64_json":)" + quoted(kAnswered) + R"(,"revised_prompt":)" + quoted(kAsked) + "}]}";
    well.onCall("POST /v1/images/generations", image);
    Json first = provider("well", well.baseUrl(), {kKeyReference});
    Json native = provider("native", well.baseUrl(), {kKeyReference});
    native["type"] = "openai-responses";
    Behaviour response;
    response.body = R"({"id":"resp_native","object":"response","created_at":1,"status":"completed","model":"m","output":[{"id":"msg_1",)"
                    R"("type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":)" + quoted(kAnswered)
        + R"(,"annotations":[]}]}],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})";
    well.onCall("POST /v1/responses", response);
    const Json config = withoutHealth(configuration({first, native, provider("ill", ill.baseUrl(), {kKeyReference})},
        {route("alias", {target("well", "m", 0)}), route("native", {target("native", "m", 0)}), route("refused", {target("ill", "m", 0)}),
            route("second", {target("ill", "m", 1), target("well", "m", 0)})}));
    GatewayProcess gateway(config, [] {
        auto options = withKey();
        options.arguments = {"--log-level", "debug"};
        return options;
    }());
    REQUIRE(gateway.isListening());
    std::string answers;
    const auto send = [&](const std::string& model) {
        for (const HttpRequest& request : marked(model))
            answers += exchange(gateway.port(), request).raw;
    };
    send("alias");
    CHECK(answers.find(kAnswered) != std::string::npos);
    CHECK(answers.find(kCalled) != std::string::npos);
    send("native");
    for (const char* const status : {"400", "404", "429", "500"}) {
        ill.setDefault(std::string("status=") + status + ",message=cannot process " + kAsked + " and " + kRefused);
        send("refused");
        send("second");
    }
    CHECK(answers.find(kRefused) != std::string::npos);
    ill.setDefault(std::string("error=2,message=") + kRefused);
    send("refused");
    const auto kept = parsed(exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":"x"})"}).body);
    CHECK(get(gateway.port(), "/v1/responses/" + kept.value("id", std::string())).status == 200); // from memory
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);

    CHECK_FALSE(std::filesystem::exists(gateway.dataDir() + "/responses.sqlite"));
    for (const char* const mark : {kAsked, kAnswered, kCalled, kRefused}) {
        CAPTURE(mark, linesWith(gateway.log(), mark));
        std::size_t searched = 0;
        const auto files = gateway.filesWith(mark, &searched); // home, configuration, data, temporary files, standard error
        CAPTURE(files);
        CHECK(files.empty());
        CHECK(searched >= 4);
    }
    CHECK_FALSE(gateway.filesWith("route-alias").empty()); // the search finds what exists
}

TEST_CASE("moves stored responses of an earlier version to memory and logs it at start")
{
    FakeUpstream upstream;
    Json config = aliasConfiguration(upstream);
    config["responses"] = {{"keep", "disk"}};
    GatewayProcess first(config, withKey());
    const std::string body = R"({"model":"alias","input":")" + std::string(kAsked) + "\"}";
    const auto id = parsed(exchange(first.port(), {.target = "/v1/responses", .body = body}).body).value("id", std::string());
    REQUIRE_FALSE(id.empty());
    first.terminate();
    REQUIRE(first.waitForExit() == 0);
    REQUIRE_FALSE(first.filesWith(kAsked).empty());

    const std::string keep = GENERATE("", "memory", "none");
    CAPTURE(keep);
    config.erase("responses");
    if (!keep.empty())
        config["responses"] = {{"keep", keep}};
    auto options = withKey();
    const bool isDamaged = GENERATE(false, true);
    CAPTURE(isDamaged);
    options.prepare = [&](const std::string& dataDir) {
        std::filesystem::create_directories(dataDir);
        std::filesystem::copy_file(first.dataDir() + "/responses.sqlite", dataDir + "/responses.sqlite");
        if (isDamaged)
            std::filesystem::resize_file(dataDir + "/responses.sqlite", 3000);
    };
    GatewayProcess next(config, options);
    REQUIRE(next.isListening());
    CHECK(next.waitForLog("responses.sqlite was deleted: responses.keep is not \"disk\""));
    const bool isKept = keep != "none" && !isDamaged;
    CHECK(next.waitForLog(isKept ? "Its responses (1) are kept in memory" : "Clients can no longer refer to the responses in it."));
    CHECK(get(next.port(), "/v1/responses/" + id).status == (isKept ? 200 : 404));
    CHECK(next.filesWith(kAsked).empty());
    if (keep.empty() && isKept) { // whoever objects has time to configure it
        config["responses"] = {{"keep", "disk"}};
        next.writeConfig(config);
        CHECK(eventually([&] { return !next.filesWith(kAsked).empty(); }));
    }
}
