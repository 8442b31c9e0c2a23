#include "sent_request.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

constexpr Format kCodex = Format::OpenAiResponses;
constexpr Format kClaude = Format::Anthropic;

std::string codex(const std::string& items, const std::string& more = {})
{
    return R"({"model":"m","input":[{"type":"message","role":"user","content":"Hi"},)" + items + "]" + more + "}";
}

std::string claude(const std::string& messages, const std::string& tools)
{
    return R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]},)" + messages + R"(],"tools":[)" + tools + "]}";
}

std::string tool(const char* name, const char* more = "")
{
    return R"({"name":")" + std::string(name) + R"(","description":"d","input_schema":{"type":"object","properties":{}})" + more + "}";
}

using Names = std::vector<std::string>;

Names sorted(Names names)
{
    std::ranges::sort(names);
    return names;
}


} // namespace

TEST_CASE("offers tools from within a Responses conversation to every other format")
{
    struct Row {
        const char* name;
        std::string body;
        Names tools;
        const char* words = "";
    };
    const std::string search = R"({"type":"tool_search_call","call_id":"s","execution":"client","status":"completed","arguments":{"query":"mail"}},)";
    const auto row = GENERATE_COPY(values<Row>({
        {"Responses lite",
            R"({"model":"m","input":[{"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"ls"},)"
            R"({"type":"namespace","name":"agents","tools":[{"type":"function","name":"spawn"}]}]},{"role":"user","content":"Hi"}]})",
            {"agents__spawn", "ls"}},
        {"later in the conversation",
            codex(R"({"type":"additional_tools","role":"developer","tools":[{"type":"custom","name":"patch"}]})",
                R"(,"tools":[{"type":"function","name":"ls","parameters":{}}])"),
            {"ls", "patch"}},
        {"found by a client search",
            codex(search
                    + R"({"type":"tool_search_output","call_id":"s","execution":"client","status":"completed","tools":[)"
                      R"({"type":"namespace","name":"mail","tools":[{"type":"function","name":"send","defer_loading":true}]}]})",
                R"(,"tools":[{"type":"tool_search","execution":"client","description":"Finds tools","parameters":{"type":"object"}}])"),
            {"mail__send", "tool_search"}, "Tool mail__send is now available."},
        {"found by a server search",
            codex(R"({"type":"tool_search_call","call_id":null,"execution":"server","status":"completed","arguments":{"paths":["crm"]}},)"
                  R"({"type":"tool_search_output","call_id":null,"execution":"server","status":"completed","tools":[{"type":"function","name":"lookup"}]})",
                R"(,"tools":[{"type":"function","name":"ls","parameters":{}}])"),
            {"lookup", "ls"}, "Tool lookup is now available."},
        {"nothing found",
            codex(search + R"({"type":"tool_search_output","call_id":"s","execution":"client","tools":[]})",
                R"(,"tools":[{"type":"function","name":"ls","parameters":{}}])"),
            {"ls"}, "No tool was found."},
    }));
    CAPTURE(row.name);
    const Conversation request = readFrom(kCodex, row.body);
    for (const Format target : foreignTo(kCodex)) {
        CAPTURE(static_cast<int>(target));
        const Sent sent = sentTo(target, request);
        CAPTURE(sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        CHECK(sorted(sent.tools) == row.tools);
        CHECK(sent.says(row.words));
        CHECK_FALSE(sent.says("additional_tools"));
        CHECK_FALSE(sent.drops("messages: additional_tools"));
    }
    const Json before = parseJson(row.body).value();
    const Json again = writtenAgain(kCodex, row.body);
    CHECK(unordered(again.value("tools", Json())).dump(1) == unordered(before.value("tools", Json())).dump(1));
    const auto isOurs = [](const Json& item) { return item.contains("tools"); };
    CHECK(std::ranges::count_if(again.at("input"), isOurs) == std::ranges::count_if(before.at("input"), isOurs));
}

TEST_CASE("restores name and namespace in calls of tools from within a Responses conversation")
{
    const Conversation request = readFrom(kCodex,
        codex(R"({"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"agents","tools":[{"type":"function","name":"spawn"}]},)"
              R"({"type":"namespace","name":"jobs","tools":[{"type":"function","name":"spawn"}]},{"type":"custom","name":"patch"}]})",
            R"(,"tools":[{"type":"tool_search","execution":"client","description":"d","parameters":{"type":"object"}}])"));
    for (const Format target : foreignTo(kCodex)) {
        const Names tools = sentTo(target, request).tools;
        CAPTURE(static_cast<int>(target), tools);
        REQUIRE(tools.size() == 4);
        CHECK(calledBack(request, tools[0], "{}").find(R"("type":"tool_search_call")") != std::string::npos);
        CHECK(calledBack(request, tools[1], "{}").find(R"("name":"spawn","namespace":"agents")") != std::string::npos);
        CHECK(calledBack(request, tools[2], "{}").find(R"("name":"spawn","namespace":"jobs")") != std::string::npos);
        CHECK(calledBack(request, tools[3], R"({"input":"x"})").find(R"("type":"custom_tool_call")") != std::string::npos);
    }
    const std::string found = calledBack(request, "tool_search", R"({"query":"mail"})");
    CHECK(found.find(R"("call_id":"call_1","execution":"client","arguments":{"query":"mail"})") != std::string::npos);
    CHECK(found.find("response.function_call_arguments") == std::string::npos);
}

TEST_CASE("keeps tools apart whose flattened names clash between namespaces")
{
    const Conversation request = readFrom(kCodex,
        codex(R"({"type":"additional_tools","role":"developer","tools":[)"
              R"({"type":"namespace","name":"a","tools":[{"type":"function","name":"b__c"}]},)"
              R"({"type":"namespace","name":"a__b","tools":[{"type":"function","name":"c"}]},{"type":"function","name":"a__b__c"}]})"));
    for (const Format target : foreignTo(kCodex)) {
        const Names tools = sentTo(target, request).tools;
        CAPTURE(static_cast<int>(target), tools);
        REQUIRE(tools.size() == 3);
        CHECK(calledBack(request, tools[0], "{}").find(R"("name":"b__c","namespace":"a")") != std::string::npos);
        CHECK(calledBack(request, tools[1], "{}").find(R"("name":"c","namespace":"a__b")") != std::string::npos);
        CHECK(calledBack(request, tools[2], "{}").find(R"("name":"a__b__c","arguments")") != std::string::npos);
    }
}

TEST_CASE("the later definition of a tool wins")
{
    struct Row {
        Format client;
        std::string body;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {kCodex,
            codex(R"({"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"ls","description":"newer"}]})",
                R"(,"tools":[{"type":"function","name":"ls","description":"older"}])")},
        {kCodex, R"({"model":"m","input":"Hi","tools":[{"type":"function","name":"ls","description":"older"},{"type":"function","name":"ls","description":"newer"}]})"},
        {kClaude,
            claude(R"({"role":"system","content":[{"type":"tool_addition","tool":{"type":"tool_definition","definition":{"name":"ls","description":"newer","input_schema":{"type":"object"}}}}]})",
                R"({"name":"ls","description":"older","input_schema":{"type":"object"}})")},
    }));
    CAPTURE(row.body);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text());
        CHECK(sent.tools == Names{"ls"});
        CHECK(sent.says("newer"));
        CHECK_FALSE(sent.says("older"));
    }
    CHECK(writtenAgain(row.client, row.body)["tools"].size() == parseJson(row.body)->at("tools").size());
}

TEST_CASE("offers and withdraws tools from within an Anthropic conversation for other formats")
{
    const std::string removed = R"({"type":"tool_removal","tool":{"type":"tool_reference","name":"rm"}})";
    const std::string added = R"({"type":"tool_addition","tool":{"type":"tool_definition","definition":)" + tool("mk") + "}}";
    const std::string restored = R"({"type":"tool_addition","tool":{"type":"tool_reference","name":"rm"}})";
    const auto system = [](const std::string& blocks) { return R"({"role":"system","content":[)" + blocks + "]}"; };
    struct Row {
        const char* name;
        std::string messages;
        Names tools;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"withdrawn", system(removed), {"ls"}},
        {"defined by value", system(added), {"ls", "mk", "rm"}},
        {"in a user message", R"({"role":"user","content":[)" + added + "," + removed + R"(,{"type":"text","text":"Go"}]})", {"ls", "mk"}},
        {"withdrawn and offered again", system(removed) + "," + system(restored), {"ls", "rm"}},
        {"from a compaction",
            R"({"role":"assistant","content":[{"type":"compaction","content":"All is built.","tool_changes":[)" + removed + "," + added + "]}]}",
            {"ls", "mk"}},
    }));
    CAPTURE(row.name);
    const std::string body = claude(row.messages, tool("ls") + "," + tool("rm"));
    const Conversation request = readFrom(kClaude, body);
    for (const Format target : foreignTo(kClaude)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        CHECK(sorted(sent.tools) == row.tools);
        CHECK_FALSE(sent.says("tool_removal"));
        CHECK(std::ranges::none_of(sent.dropped, [](const std::string& what) { return what.find("tool_") != std::string::npos; }));
    }
    const Json again = writtenAgain(kClaude, body);
    CHECK(unordered(again.at("messages")).dump(1) == unordered(parseJson(body)->at("messages")).dump(1));
    CHECK(unordered(again.at("tools")).dump(1) == unordered(parseJson(body)->at("tools")).dump(1));
    CHECK(calledBack(request, "ls", "{}").find(R"("name":"ls")") != std::string::npos);
}

TEST_CASE("rejects the choice of a withdrawn tool and reports tool changes of MCP servers")
{
    const Conversation chosen = readFrom(kClaude,
        R"({"model":"m","max_tokens":9,"tool_choice":{"type":"tool","name":"rm"},"tools":[)" + tool("rm") + "," + tool("ls")
            + R"(],"messages":[{"role":"user","content":"Hi"},{"role":"system","content":[{"type":"tool_removal","tool":{"type":"tool_reference","name":"rm"}}]}]})");
    CHECK(sentTo(Format::OpenAiChat, chosen).refused.starts_with("tool_choice: "));
    const Conversation remote = readFrom(kClaude,
        claude(R"({"role":"user","content":[{"type":"tool_removal","tool":{"type":"mcp_tool_reference","server_name":"s","name":"x"}},{"type":"text","text":"Go"}]})",
            tool("ls")));
    CHECK(sentTo(Format::OpenAiChat, remote).drops("content of type tool_removal"));
}

TEST_CASE("offers tools that Claude Code found and omits the placeholder")
{
    const std::string search = R"({"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"ToolSearch","input":{"query":"select:A,B"}}]},)";
    struct Row {
        const char* name;
        std::string content;
        std::string words;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"references only", R"([{"type":"tool_reference","tool_name":"A"},{"type":"tool_reference","tool_name":"B"}])",
            "Tool B is now available."},
        {"with a text", R"([{"type":"text","text":"Found 1."},{"type":"tool_reference","tool_name":"A"}])", "Tool A is now available."},
        {"marked for the cache", R"([{"type":"tool_reference","tool_name":"A","cache_control":{"type":"ephemeral"}}])",
            "Tool A is now available."},
    }));
    CAPTURE(row.name);
    const std::string body = claude(search + R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":)" + row.content + "}]}",
        tool("ToolSearch") + "," + tool("DeferredToolPlaceholder", R"(,"defer_loading":true)") + "," + tool("A", R"(,"defer_loading":true)"));
    const Conversation request = readFrom(kClaude, body);
    for (const Format target : foreignTo(kClaude)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        CHECK(sent.tools == Names{"ToolSearch", "A"});
        CHECK(sent.says(row.words));
        CHECK_FALSE(sent.says("tool_reference"));
        CHECK_FALSE(sent.says("defer_loading"));
        CHECK(sent.drops("tools: DeferredToolPlaceholder"));
    }
    const Json again = writtenAgain(kClaude, body);
    CHECK(unordered(again.at("messages")).dump(1) == unordered(parseJson(body)->at("messages")).dump(1));
    CHECK(unordered(again.at("tools")).dump(1) == unordered(parseJson(body)->at("tools")).dump(1));
}

TEST_CASE("describes a tool search that Anthropic ran and offers the searched tools")
{
    const Conversation request = readFrom(kClaude,
        claude(R"({"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"tool_search_tool_regex","input":{"pattern":"mail"}},)"
               R"({"type":"tool_search_tool_result","tool_use_id":"s","content":{"type":"tool_search_tool_search_result","tool_references":[{"type":"tool_reference","tool_name":"A"}]}}]},)"
               R"({"role":"user","content":"Go on"})",
            R"({"type":"tool_search_tool_regex_20251119","name":"tool_search_tool_regex"},)" + tool("A", R"(,"defer_loading":true)")));
    for (const Format target : foreignTo(kClaude)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text());
        CHECK(sent.tools == Names{"A"});
        CHECK(sent.says("Searched the tools for"));
        CHECK(sent.says("Tool A is now available."));
        CHECK_FALSE(sent.dropped.empty()); // the search tool itself
    }
}

TEST_CASE("reports a tool that was replaced by another of its name")
{
    struct Row {
        const char* name;
        Format client;
        std::string body;
        std::string dropped;
    };
    const std::string first = R"(,"tools":[{"type":"function","name":"f","description":"1"}])";
    const std::string second = R"({"type":"function","name":"f","description":"2"})";
    const auto row = GENERATE_COPY(values<Row>({
        {"additional tools", kCodex, codex(R"({"type":"additional_tools","role":"developer","tools":[)" + second + "]}", first), "tools: an earlier f"},
        {"additional tools, twice", kCodex,
            codex(R"({"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"f","description":"1"}]},{"type":"additional_tools","role":"developer","tools":[)" + second + "]}"),
            "tools: an earlier f"},
        {"a namespace", kCodex,
            codex(R"({"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"s","tools":[)" + second + "]}]}",
                R"(,"tools":[{"type":"namespace","name":"s","tools":[{"type":"function","name":"f","description":"1"}]}])"),
            "tools: an earlier s__f"},
        {"found by a search", kCodex,
            codex(R"({"type":"tool_search_call","call_id":"s","execution":"client","arguments":{}},{"type":"tool_search_output","call_id":"s","execution":"client","tools":[)" + second + "]}", first),
            "tools: an earlier f"},
        {"a tool addition", kClaude,
            claude(R"({"role":"user","content":[{"type":"tool_addition","tool":{"type":"tool_definition","definition":{"name":"f","description":"2","input_schema":{"type":"object","properties":{}}}}},{"type":"text","text":"Go"}]})",
                tool("f")),
            "tools: an earlier f"},
        {"within tools", kClaude, claude(R"({"role":"user","content":"Go"})", tool("f") + ',' + tool("f", R"(,"strict":true)")), "tools: an earlier f"},
        {"a reference", kClaude,
            claude(R"({"role":"user","content":[{"type":"tool_addition","tool":{"type":"tool_reference","name":"f"}},{"type":"text","text":"Go"}]})", tool("f")), ""},
    }));
    CAPTURE(row.name);
    for (const Format target : foreignTo(row.client)) {
        CAPTURE(static_cast<int>(target));
        const Sent sent = sentTo(target, readFrom(row.client, row.body));
        CHECK(sent.refused.empty());
        CHECK(std::ranges::count_if(sent.dropped, [](const std::string& each) { return each.starts_with("tools: an earlier"); }) == (row.dropped.empty() ? 0 : 1));
        CHECK((row.dropped.empty() || sent.drops(row.dropped)));
        CHECK(std::ranges::count_if(sent.tools, [](const std::string& each) { return each.ends_with('f'); }) == 1);
    }
}
