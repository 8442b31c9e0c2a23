#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

constexpr const char* kDropped = "x-signalbox-dropped";
constexpr const char* kMoved = "messages: place of a system message";

/// Claude Code 2.1: the system array, and a system message after the first user message.
std::string claudeCode(bool isStream)
{
    return std::string(R"({"model":"alias","max_tokens":64,"stream":)") + (isStream ? "true" : "false")
        + R"(,"system":[{"type":"text","text":"You are Claude Code."},{"type":"text","text":"Help.","cache_control":{"type":"ephemeral"}}],)"
          R"("messages":[{"role":"user","content":[{"type":"text","text":"hi"}]},{"role":"system","content":"Agents: none."}]})";
}

/// Codex 0.171: instructions, developer messages before the user message, and one after a tool call.
std::string codex(bool isStream)
{
    return std::string(R"({"model":"alias","stream":)") + (isStream ? "true" : "false")
        + R"(,"instructions":"You are Codex.","input":[)"
          R"({"type":"message","role":"developer","content":[{"type":"input_text","text":"Permissions."}]},)"
          R"({"type":"message","role":"developer","content":[{"type":"input_text","text":"Skills."}]},)"
          R"({"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]},)"
          R"({"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},)"
          R"({"type":"message","role":"developer","content":[{"type":"input_text","text":"Be brief."}]},)"
          R"({"type":"function_call_output","call_id":"c1","output":"done"}],)"
          R"("tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}}}]})";
}

/// opencode and other chat clients: several at the front, one after an answer.
std::string openCode(bool isStream)
{
    return std::string(R"({"model":"alias","stream":)") + (isStream ? "true" : "false")
        + R"(,"messages":[{"role":"system","content":"You are opencode."},{"role":"developer","content":"Rules."},)"
          R"({"role":"user","content":"hi"},{"role":"assistant","content":"ho"},{"role":"system","content":"Be brief."},{"role":"user","content":"go"}]})";
}

/// The upstream's answer to that call.
std::string answerAt(const std::string& call)
{
    if (call.ends_with("/messages"))
        return R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Oui"}],)"
               R"("stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})";
    if (call.ends_with(":generateContent"))
        return R"({"candidates":[{"content":{"parts":[{"text":"Oui"}]},"finishReason":"STOP"}]})";
    if (call.ends_with("/api/chat"))
        return R"({"model":"m","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"Oui"},"done":true,"done_reason":"stop"})";
    return R"({"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"type":"message","id":"msg_1",)"
           R"("status":"completed","role":"assistant","content":[{"type":"output_text","text":"Oui","annotations":[]}]}]})";
}

std::string reminder(const std::string& words) { return "<system-reminder>\n" + words + "\n</system-reminder>"; }

} // namespace

TEST_CASE("engines that accept only one system message serve every coding agent")
{
    struct Row {
        const char* path;
        std::string body;
        Json messages;
    };
    const bool isStream = GENERATE(false, true);
    const char* const type = GENERATE("sglang", "openai-compatible");
    const Json call{{"role", "assistant"}, {"content", nullptr},
        {"tool_calls", {{{"id", "c1"}, {"type", "function"}, {"function", {{"name", "f"}, {"arguments", "{}"}}}}}}};
    const std::vector<Row> rows{
        {"/v1/messages?beta=true", claudeCode(isStream),
            {{{"role", "system"}, {"content", "You are Claude Code.\n\nHelp."}}, {{"role", "user"}, {"content", "hi\n\n" + reminder("Agents: none.")}}}},
        {"/v1/responses", codex(isStream),
            {{{"role", "system"}, {"content", "You are Codex.\n\nPermissions.\n\nSkills."}}, {{"role", "user"}, {"content", "hi"}}, call,
                {{"role", "tool"}, {"tool_call_id", "c1"}, {"content", "done"}}, {{"role", "user"}, {"content", reminder("Be brief.")}}}},
        {"/v1/chat/completions", openCode(isStream),
            {{{"role", "system"}, {"content", "You are opencode.\n\nRules."}}, {{"role", "user"}, {"content", "hi"}},
                {{"role", "assistant"}, {"content", "ho"}}, {{"role", "user"}, {"content", reminder("Be brief.") + "\n\ngo"}}}},
    };
    FakeUpstream upstream;
    upstream.setDefault("one-system");
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "Qwen3.8-27B", 0)})}), withKey());
    for (const Row& row : rows) {
        CAPTURE(row.path, type, isStream);
        const auto answer = exchange(gateway.port(), {.target = row.path, .body = row.body});
        CAPTURE(answer.body);
        CHECK(answer.status == 200);
        CHECK_THAT(std::string(answer.headerOr(kDropped)), Catch::Contains(kMoved));
        const Json sent = parsed(upstream.requests().back().body);
        CHECK(sent["messages"].dump() == row.messages.dump());
    }
}

TEST_CASE("forwards a request unchanged when its system message comes first")
{
    FakeUpstream upstream;
    upstream.setDefault("one-system");
    GatewayProcess gateway(configuration({ofType(upstream, "vllm")}, {route("alias", {target("up", "alias", 0)})}), withKey());
    const std::string body = R"({ "model":"alias", "messages":[ {"role":"system","content":"the \"system\""}, {"role":"user","content":"hi"} ] })";
    const auto answer = exchange(gateway.port(), {.target = "/v1/chat/completions", .body = body});
    CHECK(answer.status == 200);
    CHECK(upstream.requests().back().body == body);
    CHECK(answer.headerOr(kDropped).empty());
}

TEST_CASE("keeps the position of system messages when the target accepts it")
{
    struct Row {
        const char* type;
        const char* model;
        const char* path;
        std::string body;
        const char* call; ///< at the upstream
        const char* at; ///< path in what it gets
        Json value;
        bool isReported;
    };
    const std::string late = R"({"model":"alias","max_tokens":9,"stream":false,"messages":[{"role":"user","content":"x"},{"role":"system","content":"Now."}]})";
    const std::string reminded = "x\n\n" + reminder("Now.");
    const auto row = GENERATE_COPY(values<Row>({
        // the client's own format
        {"openai", "gpt-5.5", "/v1/chat/completions", late, "POST /v1/chat/completions", "/messages/1/role", "system", false},
        {"openai", "a-local-one", "/v1/chat/completions", late, "POST /v1/chat/completions", "/messages/0/content", reminded, true}, // an engine's
        {"openai", "a-local-one", "/v1/responses", R"({"model":"alias","instructions":"A.","input":[{"role":"developer","content":"B."},{"role":"user","content":"x"}]})",
            "POST /v1/responses", "/instructions", "A.\n\nB.", false},
        {"openai", "gpt-4.1", "/v1/chat/completions", late, "POST /v1/chat/completions", "/messages/1/role", "system", false}, // behind a proxy
        {"fireworks", "qwen3p8", "/v1/chat/completions", late, "POST /v1/chat/completions", "/messages/0/content", reminded, true},
        {"minimax", "a-new-one", "/v1/chat/completions", late, "POST /v1/chat/completions", "/messages/0/content", reminded, true},
        {"anthropic", "claude-opus-4-8", "/v1/messages", late, "POST /v1/messages", "/messages/1/role", "system", false},
        {"anthropic", "a-new-one", "/v1/messages", late, "POST /v1/messages", "/messages/1/role", "system", false},
        {"anthropic", "claude-sonnet-4-5", "/v1/messages", late, "POST /v1/messages", "/messages/0/content", reminded, true},
        {"anthropic-compatible", "claude-fable-5-1", "/v1/messages", late, "POST /v1/messages", "/messages/1/role", "system", false},
        {"anthropic-compatible", "deepseek-v4-pro", "/v1/messages", late, "POST /v1/messages", "/messages/0/content", reminded, true},
        {"vllm", "m", "/v1/messages", late, "POST /v1/messages", "/messages/0/content", reminded, true},
        {"ollama", "qwen3.8:27b", "/api/chat", late, "POST /api/chat", "/messages/0/content", reminded, true},
        {"vllm", "m", "/v1/responses", R"({"model":"alias","instructions":"A.","input":[{"role":"developer","content":"B."},{"role":"user","content":"x"}]})",
            "POST /v1/responses", "/instructions", "A.\n\nB.", false},
        // another format
        {"anthropic", "claude-opus-4-8", "/v1/chat/completions", late, "POST /v1/messages", "/messages/1/role", "system", false},
        {"anthropic", "claude-opus-4-7", "/v1/chat/completions", late, "POST /v1/messages", "/messages/0/content/1/text", reminder("Now."), true},
        {"anthropic", "a-new-one", "/v1/chat/completions", late, "POST /v1/messages", "/messages/0/content/1/text", reminder("Now."), true},
        {"gemini-compatible", "m", "/v1/messages", late, "POST /v1beta/models/m:generateContent", "/contents/0/parts/1/text", reminder("Now."), true},
        {"openai", "gpt-5.5", "/v1/messages", late, "POST /v1/responses", "/input/1/role", "system", false},
    }));
    CAPTURE(row.type, row.model, row.path);
    FakeUpstream upstream;
    upstream.onCall(row.call, told(answerAt(row.call)));
    upstream.onCall("POST /responses", told(answerAt("POST /v1/responses"))); // for an address without a version
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", row.model, 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.path, .body = row.body});
    const auto requests = upstream.allRequests();
    CAPTURE(answer.body);
    REQUIRE_FALSE(requests.empty());
    const Json sent = parsed(requests.back().body);
    CAPTURE(sent.dump());
    const Json::json_pointer at(row.at);
    CHECK((sent.contains(at) ? sent[at] : Json()) == row.value);
    CHECK((answer.headerOr(kDropped).find(kMoved) != std::string_view::npos) == row.isReported);
}
