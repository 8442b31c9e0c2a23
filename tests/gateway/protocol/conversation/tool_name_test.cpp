#include "gateway/protocol/conversation/tool_name.h"

#include "catch.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace gateway::protocol;

namespace {

using Names = std::vector<std::pair<std::string, std::string>>; // namespace, name

Conversation offering(const Names& names)
{
    Conversation conversation;
    for (const auto& [nameSpace, name] : names) {
        Tool tool;
        tool.nameSpace = nameSpace;
        tool.name = name;
        conversation.tools.push_back(tool);
    }
    return conversation;
}

/// The names of the tools of `conversation` at `target`.
std::vector<std::string> namesAt(Format target, const Conversation& conversation)
{
    const auto renamed = withToolNamesFor(target, conversation);
    std::vector<std::string> names;
    for (const Tool& tool : (renamed ? *renamed : conversation).tools)
        names.push_back(flatToolName(tool.nameSpace, tool.name));
    return names;
}

} // namespace

TEST_CASE("a choice of a namespaced tool selects that tool whatever other tools are called")
{
    struct Row {
        const char* name;
        std::vector<std::pair<std::string, std::string>> tools; ///< namespace and name
        std::size_t chosen;
    };
    const auto row = GENERATE(values<Row>({
        {"a plain tool with the same name", {{"", "x"}, {"ns", "x"}}, 1},
        {"a plain tool with the flattened name", {{"ns", "x"}, {"", "ns__x"}}, 0},
        {"a namespace with the same flattened name", {{"a__b", "c"}, {"a", "b__c"}}, 1},
        {"the plain tool itself", {{"ns", "x"}, {"", "x"}}, 1},
    }));
    CAPTURE(row.name);
    Conversation request;
    for (const auto& [group, name] : row.tools) {
        request.tools.emplace_back();
        request.tools.back().name = name;
        request.tools.back().nameSpace = group;
    }
    const auto& [group, name] = row.tools[row.chosen];
    const std::string choice = ChoiceNames(request.tools).nameOf({group, name});
    CHECK(ToolFinder(request.tools).named(choice) == &request.tools[row.chosen]);
    CHECK(toolNamed(&request, choice) == &request.tools[row.chosen]);
    request.toolChoice.allowed = {choice};
    const AllowedTools allowed(request);
    for (std::size_t i = 0; i < request.tools.size(); ++i)
        CHECK(allowed.holds(request.tools[i]) == (i == row.chosen));
    for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini, Format::OllamaChat}) {
        const auto renamed = withToolNamesFor(target, request);
        const Conversation& made = renamed ? *renamed : request;
        CHECK(ToolFinder(made.tools).named(made.toolChoice.allowed.front()) == &made.tools[row.chosen]);
    }
}

TEST_CASE("shortens a tool name for the target and finds the tool by it again")
{
    const std::string n90(90, 'n');
    struct Row {
        Format target;
        std::pair<std::string, std::string> name;
        std::string begin;
        std::size_t size;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {Format::Anthropic, {"", "Bash"}, "Bash", 4},
        {Format::Anthropic, {"agents", "spawn"}, "agents__spawn", 13},
        {Format::Anthropic, {"", "mcp.server/tool x"}, "mcp_server_tool_x", 17},
        {Format::Anthropic, {"", n90}, n90, 90},
        {Format::OpenAiChat, {"", n90}, std::string(55, 'n') + '_', 64},
        {Format::OpenAiChat, {"", "my.tool"}, "my_tool", 7},
        {Format::OpenAiChat, {n90, "x"}, std::string(55, 'n') + '_', 64},
        {Format::Bedrock, {"", "文字"}, "______", 6},
        {Format::Gemini, {"", "my.tool"}, "my.tool", 7},
        {Format::Gemini, {"", "my/tool"}, "my_tool", 7},
        {Format::Gemini, {"", "1st"}, "_1st", 4},
        {Format::OllamaChat, {"", "my/tool"}, "my/tool", 7},
        {Format::OpenAiResponses, {"a.b", "c.d"}, "a.b__c.d", 8}, // within its namespace
        {Format::OpenAiResponses, {"", "c.d"}, "c_d", 3},
    }));
    const Conversation request = offering({{"", "other"}, row.name});
    const std::string name = namesAt(row.target, request)[1];
    CAPTURE(name);
    CHECK(name.substr(0, row.begin.size()) == row.begin);
    CHECK(name.size() == row.size);
    CHECK(toolNamed(&request, name) == &request.tools[1]);
    CHECK(toolNamed(&request, "none") == nullptr);
    CHECK(toolNamed(nullptr, name) == nullptr);

    ToolCall call;
    call.name = name;
    AnswerContext context;
    context.request = &request;
    useClientsName(context, call);
    CHECK(flatToolName(call.nameSpace, call.name) == flatToolName(row.name.first, row.name.second));
}

TEST_CASE("keeps clashing tool names unique and valid names unchanged")
{
    const Format target = GENERATE(Format::Anthropic, Format::OpenAiChat, Format::Bedrock);
    const std::string long70(70, 'a');
    const Conversation request = offering({{"", "my_tool"}, {"", "my.tool"}, {"", "my/tool"}, {"my", "x"}, {"", "my__x"},
        {"", long70 + "." + long70 + "1"}, {"", long70 + "." + long70 + "2"}});
    const auto names = namesAt(target, request);
    CHECK(names[0] == "my_tool");
    CHECK(names[4] == "my__x");
    for (std::size_t i = 0; i < names.size(); ++i) {
        CAPTURE(names[i]);
        CHECK(std::count(names.begin(), names.end(), names[i]) == 1);
        CHECK(toolNamed(&request, names[i]) == &request.tools[i]);
    }
}

TEST_CASE("renames calls and results and tool choice with their tools but copies nothing if names fit")
{
    Conversation request = offering({{"", "my.tool"}, {"group.1", "x"}});
    ToolCall call;
    call.name = "x";
    call.nameSpace = "group.1";
    ToolCall forgotten; // a tool that is no longer offered
    forgotten.name = "old/tool";
    ToolResult result;
    result.name = "my.tool";
    request.messages.push_back({Role::Assistant, {{call, {}}, {forgotten, {}}}});
    request.messages.push_back({Role::User, {{result, {}}}});
    request.toolChoice.kind = ToolChoice::Kind::Named;
    request.toolChoice.name = "my.tool";
    request.toolChoice.allowed = {"x", "unknown.tool"};
    const auto renamed = withToolNamesFor(Format::OpenAiChat, request);
    REQUIRE(renamed);
    const auto& parts = renamed->messages[0].parts;
    CHECK(std::get<ToolCall>(parts[0].content).name == "group_1__x");
    CHECK(std::get<ToolCall>(parts[0].content).nameSpace.empty());
    CHECK(std::get<ToolCall>(parts[1].content).name == "old_tool");
    CHECK(std::get<ToolResult>(renamed->messages[1].parts[0].content).name == "my_tool");
    CHECK(renamed->toolChoice.name == "my_tool");
    CHECK(renamed->toolChoice.allowed == std::vector<std::string>{"group_1__x", "unknown.tool"});
    CHECK(chosenToolName(*renamed, "group_1__x") == "group_1__x");
    CHECK(chosenToolName(request, "x") == "group.1__x");
    CHECK_FALSE(withToolNamesFor(Format::OllamaChat, request));
    CHECK_FALSE(withToolNamesFor(Format::Anthropic, offering({{"", "a"}, {"b", "c"}})));
}

TEST_CASE("gives thousands of tools unique names and finds them again")
{
    const Format target = GENERATE(Format::Anthropic, Format::Gemini, Format::OpenAiResponses, Format::OpenAiChat);
    constexpr int kMany = 4000; // large enough that a quadratic search would visibly stall
    Names names;
    for (int i = 0; i < kMany; ++i)
        names.emplace_back(i % 2 ? "" : "space." + std::to_string(i), "a b/" + std::to_string(i / 4));
    Conversation request = offering(names);
    for (const auto& [nameSpace, name] : names)
        request.toolChoice.allowed.push_back(flatToolName(nameSpace, name));
    const auto renamed = withToolNamesFor(target, request);
    REQUIRE(renamed);
    const ToolFinder finder(request.tools);
    std::set<std::string> different;
    std::size_t found = 0;
    for (std::size_t i = 0; i < renamed->tools.size(); ++i) {
        const Tool& tool = renamed->tools[i];
        const std::string name = flatToolName(tool.nameSpace, tool.name);
        different.insert(name);
        const Tool* const meant = finder.named(name);
        found += meant && meant->name == names[i].second && meant->nameSpace == names[i].first ? 1 : 0;
    }
    CHECK(different.size() == kMany * 3 / 4); // half of those without a namespace share their name
    CHECK(found == kMany);
}

TEST_CASE("the tool index gives the same results as a linear search")
{
    const std::string long70(70, 'a');
    const Conversation request = offering({{"", "my_tool"}, {"", "my.tool"}, {"", "my/tool"}, {"my", "x"}, {"", "my__x"},
        {"other", "x"}, {"", long70 + "." + long70 + "1"}, {"", "x y"}});
    const ToolFinder finder(request.tools);
    std::vector<std::string> asked{"", "none", "x", "my__x", "other__x", "my.tool", "my_tool"};
    for (const Format target : {Format::Anthropic, Format::Gemini, Format::OpenAiResponses, Format::OpenAiChat})
        for (const std::string& name : namesAt(target, request))
            asked.push_back(name);
    for (const std::string& name : asked) {
        CAPTURE(name);
        CHECK(finder.named(name) == toolNamed(&request, name));
        CHECK(finder.chosenName(name) == chosenToolName(request, name));
    }
}
