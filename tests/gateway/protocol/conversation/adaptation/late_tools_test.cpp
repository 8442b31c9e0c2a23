#include "gateway/protocol/conversation/adaptation/late_tools.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

std::string toolNamed(const std::string& name, const std::string& more = {})
{
    return R"({"name":")" + name + R"(","input_schema":{"type":"object"})" + more + "}";
}

std::string askedWith(const std::string& tools, const std::string& messages, const std::string& more = {})
{
    return R"({"model":"m","max_tokens":9,"tools":[)" + tools + R"(],"messages":[)" + messages + "]" + more + "}";
}

std::string resultOf(const std::string& content)
{
    return R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":)" + content + "}]}";
}

std::string toolChange(const std::string& type, const std::string& of)
{
    return R"({"role":"system","content":[{"type":")" + type + R"(","tool":)" + of + "}]}";
}

std::string referenceTo(const std::string& name) { return R"({"type":"tool_reference","name":")" + name + "\"}"; }

std::string definitionOf(const std::string& name)
{
    return R"({"type":"tool_definition","definition":)" + toolNamed(name) + "}";
}

const std::string kGreeting = R"({"role":"user","content":"Hi"})";
const std::string kDeferred = R"(,"defer_loading":true)";

} // namespace

TEST_CASE("sends deferred tools as plain ones to Anthropic-compatible hosts")
{
    struct Row {
        const char* name;
        std::string body;
        std::string plain; ///< empty: unchanged
        std::vector<std::string> losses;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"nothing to change", askedWith(toolNamed("A"), kGreeting + "," + resultOf(R"([{"type":"text","text":"1"}])")), "", {}},
        {"an unknown block", askedWith(toolNamed("A"), R"({"role":"user","content":[{"type":"hologram","text":"x"}]})"), "", {}},
        {"deferred tools and the placeholder of Claude Code",
            askedWith(toolNamed("A") + "," + toolNamed("B", kDeferred) + "," + toolNamed("DeferredToolPlaceholder", kDeferred), kGreeting),
            askedWith(toolNamed("A") + "," + toolNamed("B"), kGreeting), {"tools: defer_loading", "tools: DeferredToolPlaceholder"}},
        {"a tool of that name that is not deferred", askedWith(toolNamed("DeferredToolPlaceholder"), kGreeting), "", {}},
        {"a tool search run by Anthropic",
            askedWith(R"({"type":"tool_search_tool_regex_20251119","name":"tool_search_tool_regex"},)" + toolNamed("A", kDeferred), kGreeting),
            askedWith(toolNamed("A"), kGreeting), {"tools: tool_search_tool_regex_20251119", "tools: defer_loading"}},
        {"no other tool is left",
            askedWith(R"({"type":"tool_search_tool_bm25_20251119","name":"s"})", kGreeting, R"(,"tool_choice":{"type":"auto"})"),
            R"({"model":"m","max_tokens":9,"messages":[)" + kGreeting + "]}", {"tools: tool_search_tool_bm25_20251119"}},
        {"tools found by a search", askedWith(toolNamed("A"), kGreeting + "," + resultOf(R"([{"type":"tool_reference","tool_name":"A"},{"type":"text","text":"1 tool"}])")),
            askedWith(toolNamed("A"), kGreeting + "," + resultOf(R"([{"type":"text","text":"Tool A is now available."},{"type":"text","text":"1 tool"}])")), {}},
        {"cache control is kept",
            askedWith(toolNamed("A"), resultOf(R"([{"type":"tool_reference","tool_name":"A","cache_control":{"type":"ephemeral"}}])")),
            askedWith(toolNamed("A"), resultOf(R"([{"type":"text","text":"Tool A is now available.","cache_control":{"type":"ephemeral"}}])")), {}},
        {"a withdrawn tool", askedWith(toolNamed("A") + "," + toolNamed("B"), kGreeting + "," + toolChange("tool_removal", referenceTo("A"))),
            askedWith(toolNamed("B"), kGreeting), {}},
        {"a tool withdrawn and offered again",
            askedWith(toolNamed("A"), toolChange("tool_removal", referenceTo("A")) + "," + kGreeting + "," + toolChange("tool_addition", referenceTo("A"))),
            askedWith(toolNamed("A"), kGreeting), {}},
        {"a tool defined within the messages", askedWith(toolNamed("A"), kGreeting + "," + toolChange("tool_addition", definitionOf("B"))),
            askedWith(toolNamed("A") + "," + toolNamed("B"), kGreeting), {}},
        {"beside other system text",
            askedWith(toolNamed("A"), kGreeting + R"(,{"role":"system","content":[{"type":"text","text":"Now B."},{"type":"tool_addition","tool":)" + definitionOf("B") + "}]}"),
            askedWith(toolNamed("A") + "," + toolNamed("B"), kGreeting + R"(,{"role":"system","content":[{"type":"text","text":"Now B."}]})"), {}},
        {"a change that only Anthropic supports",
            askedWith(toolNamed("A"), kGreeting + "," + toolChange("tool_removal", R"({"type":"mcp_tool_reference","server_name":"s","name":"x"})")),
            askedWith(toolNamed("A"), kGreeting), {"content of type tool_removal"}},
        {"Claude Code's safeguards", askedWith(toolNamed("A"), kGreeting, R"(,"safeguards":[{"type":"dangerous_tool_use","classifier_context":{"home_dir":"/home/me"}}])"),
            askedWith(toolNamed("A"), kGreeting), {"safeguards"}},
        {"a request without tools", R"({"messages":[{"role":"user","content":[{"type":"tool_addition","tool":)" + definitionOf("B") + R"(},{"type":"text","text":"Go"}]}]})",
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"Go"}]}],"tools":[)" + toolNamed("B") + "]}", {}},
        {"not a request", R"({"messages":"defer_loading","tools":{"defer_loading":true}})", "", {}},
    }));
    CAPTURE(row.name);
    Json body = *parseJson(row.body);
    Losses losses;
    const bool isAny = makeToolsPlain(body, losses);
    CHECK(toText(body) == toText(*parseJson(row.plain.empty() ? row.body : row.plain)));
    CHECK(isAny == !row.plain.empty());
    CHECK((!isAny || mayHoldLateTools(row.body)));
    CHECK(losses.list() == row.losses);
}

TEST_CASE("describes the use of Anthropic's server tools as text for compatible hosts")
{
    const auto [block, words] = GENERATE(table<std::string, std::string>({
        {R"({"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"tides"}})", "tides"},
        {R"({"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"https://a.example/","title":"Tides"}]})",
            "https://a.example/"},
        {R"({"type":"mcp_tool_use","id":"t","name":"look","server_name":"maps","input":{"at":"Rome"}})", "Rome"},
        {R"({"type":"mcp_tool_result","tool_use_id":"t","content":[{"type":"text","text":"A city"}]})", "A city"},
        {R"({"type":"tool_search_tool_result","tool_use_id":"s","content":{"type":"tool_search_tool_search_result","tool_references":[{"type":"tool_reference","tool_name":"A"}]}})",
            "Tool A is now available."},
    }));
    CAPTURE(block);
    Json body = *parseJson(askedWith(toolNamed("A"), kGreeting + R"(,{"role":"assistant","content":[)" + block + "]}"));
    Losses losses;
    REQUIRE(makeToolsPlain(body, losses));
    const Json& told = body["messages"][1]["content"][0];
    CHECK(told["type"] == "text");
    CHECK(told["text"].get<std::string>().find(words) != std::string::npos);
}
