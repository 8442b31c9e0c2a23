#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

constexpr const char* kMessagesPath = "/v1/messages";
constexpr const char* kResponsesPath = "/v1/responses";
constexpr const char* kUnsignedLoss = "messages: thinking that Anthropic did not sign";
constexpr const char* kForeignLoss = "input: thinking of another provider";

Behaviour answering(int status, const std::string& body)
{
    Behaviour behaviour;
    behaviour.status = status;
    behaviour.body = body;
    return behaviour;
}

/// `claude` is Anthropic, `other` speaks chat, `native` speaks Responses. `alias` goes to
/// `claude` and falls back to `other`.
class ThreeVendors {
public:
    ThreeVendors()
        : m_gateway(config(), withKey())
    {
        REQUIRE(m_gateway.isListening());
    }

    HttpAnswer ask(const char* path, const std::string& body)
    {
        m_answer = exchange(m_gateway.port(), {.target = path, .body = body});
        CAPTURE(m_answer.raw);
        REQUIRE(m_answer.status == 200);
        return m_answer;
    }
    std::string provider() const { return m_answer.headerOr("x-signalbox-provider"); }
    std::string dropped() const { return m_answer.headerOr("x-signalbox-dropped"); }
    std::string sent() const { return upstream.allRequests().back().body; }

    FakeUpstream upstream;

private:
    Json config() const
    {
        Json claude = tests::provider("claude", upstream.origin(), {kKeyReference});
        claude["type"] = "anthropic";
        Json native = tests::provider("native", upstream.baseUrl(), {kKeyReference});
        native["type"] = "openai-responses";
        return withoutHealth(configuration({claude, tests::provider("other", upstream.baseUrl(), {kKeyReference}), native},
            {route("alias", {target("claude", "claude-up", 1), target("other", "chat-up", 0)}),
                route("claude", {target("claude", "claude-up", 0)}), route("gpt", {target("native", "gpt-up", 0)})}));
    }

    GatewayProcess m_gateway;
    HttpAnswer m_answer;
};

std::string chatSaying(const std::string& message)
{
    return R"({"id":"c","object":"chat.completion","created":1,"model":"chat-up","choices":[{"index":0,"message":)" + message
        + R"(,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}})";
}

std::string claudeSaying(const std::string& blocks)
{
    return R"({"id":"msg_1","type":"message","role":"assistant","model":"claude-up","content":[)" + blocks
        + R"(],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}})";
}

constexpr const char* kClaudesBlocks =
    R"({"type":"thinking","thinking":"Let me see.","signature":"EqQB"},{"type":"text","text":"Here it is."})";
constexpr const char* kNativesAnswer =
    R"({"id":"resp_up","object":"response","created_at":1,"status":"completed","model":"gpt-up","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Yes.","annotations":[]}]}],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})";

/// A client's request to /v1/messages with thinking enabled.
std::string thinkingAsk(const std::string& model, const Json& messages)
{
    return R"({"model":")" + model + R"(","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":)"
        + messages.dump() + R"(,"tools":[{"name":"ls","input_schema":{"type":"object"}}]})";
}

Json ofUser(const Json& content) { return {{"role", "user"}, {"content", content}}; }
Json ofAssistant(const Json& content) { return {{"role", "assistant"}, {"content", content}}; }

} // namespace

TEST_CASE("a session that another provider continued returns to Anthropic", "[sanitized]")
{
    ThreeVendors session;
    session.upstream.onCall("POST /v1/messages", answering(529, R"({"type":"error","error":{"type":"overloaded_error","message":"Busy"}})"));
    session.upstream.onModel("chat-up",
        answering(200, chatSaying(R"({"role":"assistant","content":null,"reasoning_content":"Hm.","tool_calls":)"
                             R"([{"id":"call_1","type":"function","function":{"name":"ls","arguments":"{}"}}]})")));
    Json messages = Json::array({ofUser("List them.")});
    const auto first = session.ask(kMessagesPath, thinkingAsk("alias", messages));
    CHECK(session.provider() == "other");
    CAPTURE(first.body);
    const Json foreign = parsed(first.body)["content"];
    REQUIRE(foreign.size() == 2);
    CHECK(foreign[0] == parsed(R"({"type":"thinking","thinking":"Hm.","signature":""})"));

    session.upstream.onCall("POST /v1/messages", answering(200, claudeSaying(kClaudesBlocks)));
    messages.push_back(ofAssistant(foreign));
    messages.push_back(ofUser(parsed(R"([{"type":"tool_result","tool_use_id":"call_1","content":"a b"}])")));
    const auto second = session.ask(kMessagesPath, thinkingAsk("alias", messages));
    CHECK(session.provider() == "claude");
    CHECK(session.dropped() == std::string(kUnsignedLoss) + ", thinking");
    Json sent = parsed(session.sent());
    CHECK(sent["model"] == "claude-up");
    CHECK(sent["messages"][1]["content"] == Json::array({foreign[1]}));
    CHECK(sent["messages"][2] == messages[2]);
    CHECK_FALSE(sent.contains("thinking"));
    CHECK(second.body == claudeSaying(kClaudesBlocks));

    messages.push_back(ofAssistant(parsed(second.body)["content"]));
    messages.push_back(ofUser("Thanks."));
    session.ask(kMessagesPath, thinkingAsk("alias", messages));
    CHECK(session.dropped() == kUnsignedLoss);
    sent = parsed(session.sent());
    CHECK(sent["messages"][1]["content"].size() == 1);
    CHECK(sent["messages"][3] == messages[3]);
    CHECK(sent["thinking"]["budget_tokens"] == 2000);
}

TEST_CASE("returns Anthropic's own content byte for byte")
{
    ThreeVendors session;
    session.upstream.onCall("POST /v1/messages", answering(200, claudeSaying(kClaudesBlocks)));
    const Json messages =
        Json::array({ofUser("Hi"), ofAssistant(parsed("[" + std::string(kClaudesBlocks) + "]")), ofUser("\"signature\":\"\"")});
    session.ask(kMessagesPath, thinkingAsk("alias", messages));
    CHECK(session.sent() == thinkingAsk("claude-up", messages));
    CHECK(session.dropped().empty());
}

TEST_CASE("cleans content of another Messages host so that Anthropic accepts it")
{
    ThreeVendors session;
    session.upstream.onCall("POST /v1/messages", answering(200, claudeSaying(kClaudesBlocks)));
    const Json thought = parsed(R"({"type":"thinking","thinking":"Hm.","signature":"91cfbb94-554b-4136-8e21-fa02280d56ed"})");
    const Json call = parsed(R"({"type":"tool_use","id":"functions.ls:0","name":"ls","input":{"path":"a:b"}})");
    const Json result = parsed(R"({"type":"tool_result","tool_use_id":"functions.ls:0","content":"a b"})");
    const Json messages =
        Json::array({ofUser("Hi"), ofAssistant(Json::array({thought, call})), ofUser(Json::array({result}))});
    session.ask(kMessagesPath, thinkingAsk("alias", messages));
    const Json sent = parsed(session.sent())["messages"];
    REQUIRE(sent[1]["content"].size() == 1);
    CHECK(sent[1]["content"][0]["id"] == "functions_ls_0");
    CHECK(sent[1]["content"][0]["input"] == call["input"]);
    CHECK(sent[2]["content"][0]["tool_use_id"] == "functions_ls_0");
    CHECK(session.dropped() == std::string(kUnsignedLoss) + ", thinking");
}

TEST_CASE("continues an Anthropic conversation at a Responses provider", "[sanitized]")
{
    ThreeVendors session;
    session.upstream.onCall("POST /v1/messages", answering(200, claudeSaying(kClaudesBlocks)));
    session.upstream.onCall("POST /v1/responses", answering(200, kNativesAnswer));
    const Json first = parsed(session.ask(kResponsesPath, R"({"model":"claude","input":"Show it."})").body);
    CHECK(session.provider() == "claude");
    REQUIRE(first["output"].size() == 2);
    const std::string sealed = first["output"][0]["encrypted_content"];
    CHECK(sealed.starts_with("sbx1."));

    const bool isKept = GENERATE(true, false);
    CAPTURE(isKept);
    Json next{{"model", "gpt"}};
    if (isKept) {
        next["input"] = "Go on.";
        next["previous_response_id"] = first["id"];
    } else { // as Codex does
        next["input"] = Json::array({ofUser("Show it."), first["output"][0], first["output"][1], ofUser("Go on.")});
        next["store"] = false;
    }
    session.ask(kResponsesPath, next.dump());
    CHECK(session.provider() == "native");
    CHECK(session.dropped() == kForeignLoss);
    CHECK(session.sent().find("sbx1.") == std::string::npos);
    const Json sent = parsed(session.sent());
    CAPTURE(sent.dump());
    CHECK(sent["model"] == "gpt-up");
    CHECK_FALSE(sent.contains("previous_response_id"));
    REQUIRE(sent["input"].size() == 3);
    CHECK(sent["input"][0]["role"] == "user");
    CHECK(sent["input"][1] == first["output"][1]);
    CHECK(sent["input"][2]["role"] == "user");
}

TEST_CASE("sends a summary made by the gateway as text to a Responses provider")
{
    ThreeVendors session;
    session.upstream.onCall("POST /v1/messages", answering(200, claudeSaying(R"({"type":"text","text":"It is mended."})")));
    session.upstream.onCall("POST /v1/responses", answering(200, kNativesAnswer));
    const Json compacted = parsed(
        session.ask(kResponsesPath, R"({"model":"claude","input":[{"role":"user","content":"Mend it."},{"type":"compaction_trigger"}],"store":false})")
            .body);
    REQUIRE(compacted["output"].size() == 1);
    CHECK(compacted["output"][0]["type"] == "compaction");

    const Json next{{"model", "gpt"}, {"input", Json::array({compacted["output"][0], ofUser("Go on.")})}, {"store", false}};
    session.ask(kResponsesPath, next.dump());
    CHECK(session.dropped().empty());
    const Json sent = parsed(session.sent());
    CAPTURE(sent.dump());
    REQUIRE(sent["input"].size() == 2);
    CHECK(sent["input"][0]["role"] == "user");
    CHECK(sent["input"][0]["content"][0]["text"].get<std::string>().ends_with("It is mended."));
    CHECK(sent["input"][1] == next["input"][1]);
}

TEST_CASE("passes items of other origin byte for byte to a Responses provider")
{
    ThreeVendors session;
    session.upstream.onCall("POST /v1/responses", answering(200, kNativesAnswer));
    const auto body = [](const std::string& model) {
        return R"({"model":")" + model
            + R"(","input":[{"type":"reasoning","summary":[],"encrypted_content":"gAAAAAB"},{"role":"user","content":"What is sbx1. for?"}],"store":false})";
    };
    session.ask(kResponsesPath, body("gpt"));
    CHECK(session.sent() == body("gpt-up"));
    CHECK(session.dropped().empty());
}

TEST_CASE("returns signed content only to the Messages host that signed it", "[sanitized]")
{
    const std::string blocks = R"({"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"redacted_thinking","data":"cmVk"},)"
                               R"({"type":"tool_use","id":"toolu_1","name":"ls","input":{"path":"b"}})";
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", answering(200, claudeSaying(blocks)));
    std::vector<Json> providers;
    for (const char* id : {"one", "two"}) {
        Json each = provider(id, upstream.origin(), {kKeyReference});
        each["type"] = "anthropic-compatible";
        each["models"] = Json::array({"m"});
        providers.push_back(each);
    }
    GatewayProcess gateway(configuration(providers), withKey());
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"ls","parameters":{"type":"object"}}}],"messages":)";
    Json messages = Json::array({ofUser("List them.")});
    const auto say = [&](const std::string& model) {
        return exchange(gateway.port(), {.target = "/v1/chat/completions", .body = R"({"model":")" + model + '"' + tools + messages.dump() + '}'});
    };
    const auto first = say("one/m");
    CAPTURE(first.raw);
    REQUIRE(first.status == 200);
    Json answer = parsed(first.body)["choices"][0]["message"];
    for (const bool isBare : {false, true}) { // many clients return only the calls
        CAPTURE(isBare);
        messages = Json::array({ofUser("List them.")});
        if (isBare)
            say("one/m"); // the gateway remembers the newest of equal calls
        if (isBare)
            answer = Json{{"role", "assistant"}, {"content", nullptr}, {"tool_calls", answer["tool_calls"]}};
        messages = Json::array({ofUser("List them."), answer,
            Json{{"role", "tool"}, {"tool_call_id", answer["tool_calls"][0]["id"]}, {"content", "a b"}}});
        const auto same = say("one/m");
        CAPTURE(same.raw, upstream.allRequests().back().body);
        const Json content = parsed(upstream.allRequests().back().body)["messages"][1]["content"];
        REQUIRE(content.size() == 3);
        CHECK(content[0] == parsed(R"({"type":"thinking","thinking":"Hm.","signature":"c2ln"})"));
        CHECK(content[1] == parsed(R"({"type":"redacted_thinking","data":"cmVk"})"));
        const auto other = say("two/m");
        CAPTURE(other.raw);
        const std::string sent = upstream.allRequests().back().body;
        CHECK(sent.find("c2ln") == std::string::npos);
        CHECK(sent.find("cmVk") == std::string::npos);
        CHECK(other.headerOr("x-signalbox-dropped").find("another provider signed") != std::string::npos);
    }
}
