#include "gateway/protocol/conversation/tool_name.h"

#include "catch.h"

using namespace gateway::protocol;

TEST_CASE("a tool's name fits every format, and is found again")
{
    const std::string longName(100, 'n');
    struct Row {
        std::string nameSpace;
        std::string name;
        std::size_t most;
        std::string expected;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"", "Bash", 128, "Bash"},
        {"agents", "spawn", 128, "agents__spawn"},
        {"", "mcp.server/tool x", 128, "mcp_server_tool_x"},
        {"", longName, 128, longName},
        {"", longName, 64, std::string(55, 'n')},
    }));
    const std::string flat = flatToolName(row.nameSpace, row.name, row.most);
    CHECK(flat.substr(0, row.expected.size()) == row.expected);
    CHECK(flat.size() == std::min(row.most, std::max(row.expected.size(), row.name.size())));
    Conversation request;
    Tool other;
    other.name = "other";
    Tool tool;
    tool.nameSpace = row.nameSpace;
    tool.name = row.name;
    request.tools = {other, tool};
    CHECK(toolNamed(&request, flat) == &request.tools[1]);
    CHECK(toolNamed(&request, "none") == nullptr);
    CHECK(toolNamed(nullptr, flat) == nullptr);
}

TEST_CASE("names that are cut stay different, and a name as it is comes before one that was changed")
{
    const std::string start(70, 'a');
    CHECK(flatToolName("", start + "1", 64) != flatToolName("", start + "2", 64));
    CHECK(flatToolName("", start, 64).size() == 64);
    Conversation request;
    request.tools.resize(2);
    request.tools[0].name = "a.b";
    request.tools[1].name = "a_b";
    CHECK(toolNamed(&request, "a_b") == &request.tools[1]);
    CHECK(toolNamed(&request, "a.b") == &request.tools[0]);
}
