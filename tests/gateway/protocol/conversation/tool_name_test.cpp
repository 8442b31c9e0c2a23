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

/// What the tools of `conversation` are called at `target`.
std::vector<std::string> namesAt(Format target, const Conversation& conversation)
{
    const auto renamed = withToolNamesFor(target, conversation);
    std::vector<std::string> names;
    for (const Tool& tool : (renamed ? *renamed : conversation).tools)
        names.push_back(flatToolName(tool.nameSpace, tool.name));
    return names;
}

} // namespace

TEST_CASE("a choice of a tool in a group means that one, whatever others are called")
{
    struct Row {
        const char* name;
        std::vector<std::pair<std::string, std::string>> tools; ///< group and name
        std::size_t chosen;
    };
    const auto row = GENERATE(values<Row>({
        {"a plain tool of the name", {{"", "x"}, {"ns", "x"}}, 1},
        {"a plain tool of the flat name", {{"ns", "x"}, {"", "ns__x"}}, 0},
        {"a group whose flat name is the same", {{"a__b", "c"}, {"a", "b__c"}}, 1},
        {"the plain one itself", {{"ns", "x"}, {"", "x"}}, 1},
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

TEST_CASE("a tool's name fits its target, and is found again")
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
        {Format::OpenAiResponses, {"a.b", "c.d"}, "a.b__c.d", 8}, // in its group
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

TEST_CASE("two tools stay two, and one keeps the name that it has already")
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

TEST_CASE("calls, results and the choice are renamed with their tools, and nothing is copied for names that fit")
{
    Conversation request = offering({{"", "my.tool"}, {"group.1", "x"}});
    ToolCall call;
    call.name = "x";
    call.nameSpace = "group.1";
    ToolCall forgotten; // of a tool that is not offered any more
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

TEST_CASE("thousands of tools get names of their own, and are found again by all of them")
{
    const Format target = GENERATE(Format::Anthropic, Format::Gemini, Format::OpenAiResponses, Format::OpenAiChat);
    constexpr int kMany = 4000; // a program that compares each with all would be seen to stop here
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
    CHECK(different.size() == kMany * 3 / 4); // half of those without a space have another's name
    CHECK(found == kMany);
}

TEST_CASE("a finder of tools finds what is found one by one")
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
