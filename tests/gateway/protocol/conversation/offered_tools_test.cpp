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

TEST_CASE("tools that stay as they are given are not copied")
{
    Conversation conversation;
    conversation.tools = {offered("a"), offered("a", {}, "space"), providersOwn("web_search", "web_search"), providersOwn("mcp", "")};
    OfferedTools(conversation).finish();
    CHECK_FALSE(conversation.toolsAsWritten);
    CHECK(conversation.tools.size() == 4);
}

TEST_CASE("the last definition of a tool stands in the place of the first, in its own namespace")
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
    CHECK(conversation.unknown == std::vector<std::string>{"tools: an earlier a"}); // what messages change is meant
}

TEST_CASE("a tool that was withdrawn may be offered again, and one that is not known changes nothing")
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

TEST_CASE("a type is named as the client wrote it only if it cannot be words of a prompt")
{
    CHECK(nameableType("web_search_2025_08_26") == "web_search_2025_08_26");
    CHECK(nameableType("x-note.v2") == "x-note.v2");
    CHECK(nameableType("a sentence of somebody's") == "unknown");
    CHECK(nameableType(std::string(65, 'a')) == "unknown");
    CHECK(nameableType("") == "unknown");
}
