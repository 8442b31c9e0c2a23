#include "gateway/protocol/conversation/offered_tools.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

Tool offered(const std::string& name, const std::string& description = {}, const std::string& nameSpace = {})
{
    Tool tool;
    tool.name = name;
    tool.description = description;
    tool.nameSpace = nameSpace;
    return tool;
}

Tool providersOwn(const std::string& type, const std::string& name)
{
    Tool tool = offered(type);
    tool.kind = Tool::Kind::BuiltIn;
    tool.definition = Json{{"type", type}, {"name", name}};
    return tool;
}

/// "space/name=description"
std::vector<std::string> shownTools(const std::vector<Tool>& tools)
{
    std::vector<std::string> names;
    for (const Tool& tool : tools)
        names.push_back((tool.nameSpace.empty() ? "" : tool.nameSpace + '/') + tool.name + '=' + tool.description);
    return names;
}

using Shown = std::vector<std::string>;

} // namespace

TEST_CASE("does not copy tools that stay unchanged")
{
    Conversation conversation;
    conversation.tools = {offered("a"), offered("a", {}, "space"), providersOwn("web_search", "web_search"), providersOwn("mcp", "")};
    OfferedTools(conversation).finish();
    CHECK_FALSE(conversation.toolsAsWritten);
    CHECK(conversation.tools.size() == 4);
}

TEST_CASE("the last definition of a tool replaces the first one of the same namespace")
{
    Conversation conversation;
    conversation.tools = {offered("a", "1"), offered("b", "1"), offered("a", "2")};
    OfferedTools tools(conversation);
    tools.add(offered("b", "2", "space"));
    tools.add(offered("b", "3"));
    tools.finish();
    CHECK(shownTools(conversation.tools) == Shown{"a=2", "b=3", "space/b=2"});
    REQUIRE(conversation.toolsAsWritten);
    CHECK(shownTools(*conversation.toolsAsWritten) == Shown{"a=1", "b=1", "a=2"});
    CHECK(conversation.unknown == std::vector<std::string>{"tools: an earlier a", "tools: an earlier b"});
}

TEST_CASE("offers a withdrawn tool again and ignores unknown tools")
{
    Conversation conversation;
    conversation.tools = {offered("a"), providersOwn("bash_20250124", "bash"), offered("c")};
    OfferedTools tools(conversation);
    tools.remove("a");
    tools.remove("bash");
    tools.remove("none");
    CHECK(tools.addAgain("a"));
    CHECK_FALSE(tools.addAgain("none"));
    tools.remove("c");
    tools.finish();
    CHECK(shownTools(conversation.tools) == Shown{"a="});
    CHECK(conversation.toolsAsWritten->size() == 3);
}

TEST_CASE("reports a redefined tool unless it is identical or was withdrawn in between")
{
    struct Row {
        const char* name;
        Tool first;
        Tool again;
        std::vector<std::string> unknown;
    };
    Tool schema = offered("a");
    schema.parameters = Json{{"type", "object"}};
    Tool deferred = offered("a");
    deferred.extras = Json{{"defer_loading", true}};
    const auto row = GENERATE_COPY(values<Row>({
        {"another description", offered("a", "1"), offered("a", "2"), {"tools: an earlier a"}},
        {"another schema", offered("a"), schema, {"tools: an earlier a"}},
        {"in a namespace", offered("a", "1", "space"), offered("a", "2", "space"), {"tools: an earlier space__a"}},
        {"identical", offered("a", "1"), offered("a", "1"), {}},
        {"identical, but deferred before", deferred, offered("a"), {}},
        {"in another namespace", offered("a", "1"), offered("a", "2", "space"), {}},
        {"another tool", offered("a", "1"), offered("b", "2"), {}},
    }));
    CAPTURE(row.name);
    Conversation conversation;
    conversation.tools = {row.first};
    OfferedTools tools(conversation);
    tools.add(row.again);
    tools.finish();
    CHECK(conversation.unknown == row.unknown);
    Conversation withdrawn;
    withdrawn.tools = {row.first};
    OfferedTools others(withdrawn);
    others.remove(row.first.name);
    others.add(row.again);
    CHECK((withdrawn.unknown.empty() || !row.first.nameSpace.empty()));
}

TEST_CASE("shows a tool type literally unless it might be text and limits its length")
{
    CHECK(nameableType("openrouter:web_search") == "openrouter:web_search");
    CHECK(nameableType("x-ai/search") == "x-ai/search");
    CHECK(nameableType("a,b\"c\\d") == "a?b?c?d");
    CHECK(nameableType("\xE6\x90\x9C\xE7\xB4\xA2_web\x01") == "?_web?");
    CHECK(nameableType("a\r\nx-header:1") == "unknown");
    CHECK(nameableType("web_search_2025_08_26") == "web_search_2025_08_26");
    CHECK(nameableType("x-note.v2") == "x-note.v2");
    CHECK(nameableType("a sentence of somebody's") == "unknown");
    CHECK(nameableType(std::string(65, 'a')) == std::string(64, 'a') + "...");
    CHECK(nameableType("") == "unknown");
}
