#include "gateway/usage/context/agent_id.h"
#include "gateway/usage/context/plain_id.h"
#include "gateway/usage/context/session_id.h"
#include "gateway/usage/context/upstream_request_id.h"

#include "catch.h"

#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

http::Headers headersOf(const Fields& fields)
{
    http::Headers headers;
    for (const auto& [name, value] : fields)
        headers.add(name, value);
    return headers;
}

std::string sessionIn(const Fields& fields, const std::string& body)
{
    std::string padded = body + std::string(protocol::kJsonPadding, ' ');
    const std::string_view view(padded.data(), body.size());
    protocol::RequestOutlineReader reader;
    const auto outline = reader.read(view);
    REQUIRE(outline);
    const http::Headers headers = headersOf(fields);
    return std::string(sessionOf(headers, *outline, view));
}

/// A chat request body with additional fields.
std::string with(const std::string& fields) { return R"({"model":"m","messages":[])" + fields + '}'; }

} // namespace

TEST_CASE("finds the conversation of a request in each client's format")
{
    struct Row {
        const char* name;
        Fields headers;
        std::string body;
        std::string session;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {}, with(""), ""},
        {"opencode", {{"X-Session-Id", "ses_1"}, {"x-session-affinity", "ses_2"}}, with(""), "ses_1"},
        {"opencode's other", {{"x-session-affinity", "ses_2"}}, with(""), "ses_2"},
        {"Codex", {{"session-id", "019a"}, {"thread-id", "019b"}}, with(R"(,"prompt_cache_key":"019c")"), "019a"},
        {"Codex' thread", {{"thread-id", "019b"}}, with(""), "019b"},
        {"pi", {{"session_id", "p1"}}, with(R"(,"prompt_cache_key":"p2")"), "p1"},
        {"Claude Code", {{"x-claude-code-session-id", "c1"}}, with(R"(,"metadata":{"user_id":"user_x_account__session_c2"})"), "c1"},
        {"Claude Code's body", {}, with(R"(,"metadata":{"user_id":"{\"device_id\":\"d\",\"account_uuid\":\"\",\"session_id\":\"2c4e-1\"}"})"), "2c4e-1"},
        {"an older Claude Code", {}, with(R"(,"metadata":{"user_id":"user_8b7e_account_1f_session_7d0e2f61-4b5c"})"), "7d0e2f61-4b5c"},
        {"another user", {}, with(R"(,"metadata":{"user_id":"user-1"})"), ""},
        {"a session that is null", {}, with(R"(,"metadata":{"session_id":null})"), ""},
        {"OpenAI's metadata", {}, with(R"(,"metadata":{"session_id" : "m1"})"), "m1"},
        {"OpenClaw", {{"x-openclaw-session-key", "agent:main:my channel"}}, with(""), "agent:main:my channel"},
        {"OpenClaw's older names", {{"x-moltbot-session-key", "b"}, {"x-clawdbot-session-key", "a"}}, with(""), "a"},
        {"any agent", {{"x-agent-session", "g"}}, with(""), "g"},
        {"a cache key", {}, with(R"(,"prompt_cache_key":"key-1")"), "key-1"},
        {"a cache key with escapes", {}, with(R"(,"prompt_cache_key":"a\nb")"), ""},
        {"an invalid cache key", {}, with(R"(,"prompt_cache_key":7)"), ""},
        {"OpenRouter", {}, with(R"(,"session_id":"or-1","prompt_cache_key":"key-1")"), "or-1"},
        {"a conversation", {}, with(R"(,"conversation":"conv_1")"), "conv_1"},
        {"a conversation's object", {}, with(R"(,"conversation":{"id":"conv_2"})"), "conv_2"},
        {"an empty header", {{"x-session-id", ""}}, with(R"(,"prompt_cache_key":"key-1")"), "key-1"},
        {"too long", {{"x-session-id", std::string(kLongestId + 1, 'x')}}, with(""), ""},
        {"as long as it may be", {{"x-session-id", std::string(kLongestId, 'x')}}, with(""), std::string(kLongestId, 'x')},
        {"invalid text", {{"x-session-id", "a\x80"}}, with(""), ""},
    }));
    CAPTURE(row.name);
    CHECK(sessionIn(row.headers, row.body) == row.session);
}

TEST_CASE("finds the sub-agent of a request in each client's format")
{
    struct Row {
        const char* name;
        Fields headers;
        std::string agent;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {}, ""},
        {"Claude Code", {{"X-Claude-Code-Session-Id", "c1"}, {"X-Claude-Code-Agent-Id", "a1"}}, "a1"},
        {"a nested one of Claude Code", {{"x-claude-code-agent-id", "a2"}, {"x-claude-code-parent-agent-id", "a1"}}, "a2"},
        {"Claude Code itself", {{"x-claude-code-session-id", "c1"}}, ""},
        {"Codex", {{"session-id", "019a"}, {"thread-id", "019b"}, {"x-openai-subagent", "collab_spawn"}, {"x-codex-parent-thread-id", "019a"}}, "019b"},
        {"Codex without a kind", {{"session-id", "019a"}, {"thread-id", "019b"}, {"x-codex-parent-thread-id", "019a"}}, "019b"},
        {"a review of Codex without a thread", {{"session-id", "019a"}, {"x-openai-subagent", "review"}}, "review"},
        {"Codex itself", {{"session-id", "019a"}, {"thread-id", "019a"}}, ""},
        {"opencode", {{"x-session-id", "ses_2"}, {"x-parent-session-id", "ses_1"}}, "ses_2"},
        {"opencode's other name", {{"x-session-affinity", "ses_2"}, {"x-parent-session-id", "ses_1"}}, "ses_2"},
        {"opencode itself", {{"x-session-id", "ses_1"}}, ""},
        {"Copilot CLI names none", {{"x-interaction-type", "conversation-subagent"}}, ""},
        {"an empty header", {{"x-claude-code-agent-id", ""}}, ""},
        {"too long", {{"x-claude-code-agent-id", std::string(kLongestId + 1, 'x')}}, ""},
        {"invalid text", {{"x-claude-code-agent-id", "a\x80"}}, ""},
    }));
    CAPTURE(row.name);
    const http::Headers headers = headersOf(row.headers);
    CHECK(agentOf(headers) == row.agent);
}

TEST_CASE("finds the request ID in an upstream's response headers")
{
    struct Row {
        const char* name;
        Fields headers;
        std::string id;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {{"content-type", "application/json"}}, ""},
        {"OpenAI", {{"X-Request-Id", "req_9f"}, {"cf-ray", "8c1-FRA"}}, "req_9f"},
        {"Anthropic", {{"cf-ray", "8c1-FRA"}, {"request-id", "req_011C"}}, "req_011C"},
        {"Bedrock", {{"x-amzn-RequestId", "7a2b-11"}}, "7a2b-11"},
        {"Azure", {{"apim-request-id", "d0c1"}}, "d0c1"},
        {"DeepSeek", {{"x-ds-trace-id", "fb3c"}}, "fb3c"},
        {"Moonshot", {{"Msh-Request-Id", "m1"}}, "m1"},
        {"SiliconFlow", {{"x-siliconcloud-trace-id", "ti_1"}}, "ti_1"},
        {"Mistral", {{"mistral-correlation-id", "c-1"}}, "c-1"},
        {"Volcengine", {{"x-tt-logid", "0217"}}, "0217"},
        {"OpenRouter", {{"x-generation-id", "gen-1"}}, "gen-1"},
        {"a proxy's alone", {{"cf-ray", "8c1-FRA"}}, "8c1-FRA"},
        {"too long", {{"x-request-id", std::string(1000, 'x')}, {"cf-ray", "8c1"}}, "8c1"},
        {"one with other bytes", {{"x-request-id", "a\x1b[31m"}}, ""},
        {"request content", {{"x-request-id", "Translate this"}, {"request-id", "{\"a\":1}"}, {"cf-ray", "8c1:1.2_3-FRA"}}, "8c1:1.2_3-FRA"},
    }));
    CAPTURE(row.name);
    const http::Headers headers = headersOf(row.headers);
    CHECK(upstreamRequestId(headers) == row.id);
}
