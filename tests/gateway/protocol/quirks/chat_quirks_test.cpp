#include "gateway/protocol/quirks/chat_quirks.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

struct Applied {
    Json body;
    std::vector<std::string> losses;
};

Applied applied(std::string_view quirk, std::string_view body, const ReasoningMemory& memory = {})
{
    ChatQuirks quirks;
    REQUIRE(setQuirk(quirks, quirk));
    CHECK(quirks.any());
    CHECK(mayConcern(quirks, body));
    Applied result{*parseJson(body), {}};
    Losses losses;
    applyQuirks(quirks, memory, result.body, losses);
    result.losses = losses.list();
    return result;
}

} // namespace

TEST_CASE("requests become what a provider takes")
{
    struct Row {
        const char* quirk;
        const char* body;
        const char* expected;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {"system_role", R"({"messages":[{"role":"developer","content":"a"},{"role":"user","content":"\"developer\""}]})",
         R"({"messages":[{"role":"system","content":"a"},{"role":"user","content":"\"developer\""}]})", {}},
        {"string_content", R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]})",
         R"({"messages":[{"role":"user","content":"a\nb"}]})", {}},
        {"string_content", R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url"}]}]})",
         R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url"}]}]})", {}},
        {"no_required_tool", R"({"tool_choice":"required"})", R"({"tool_choice":"auto"})", {"tool_choice: required"}},
        {"functions_only", R"({"tools":[{"type":"function"},{"type":"custom"}]})", R"({"tools":[{"type":"function"}]})",
         {"tools: custom"}},
        {"functions_only", R"({"tools":[{"type":"custom"}],"model":"m"})", R"({"model":"m"})", {"tools: custom"}},
        {"temperature_to_1", R"({"temperature":1.5})", R"({"temperature":1})", {"temperature above 1"}},
        {"temperature_to_1", R"({"temperature":0.5})", R"({"temperature":0.5})", {}},
        {"echo_reasoning", R"({"messages":[{"role":"assistant","tool_calls":[{"id":"c"}]},{"role":"assistant","content":"x"}]})",
         R"({"messages":[{"role":"assistant","tool_calls":[{"id":"c"}],"reasoning_content":" "},{"role":"assistant","content":"x"}]})", {}},
        {"no_reasoning_content", R"({"messages":[{"role":"assistant","reasoning_content":"why","content":"x"}]})",
         R"({"messages":[{"role":"assistant","content":"x"}]})", {}},
        {"echo_reasoning", R"({"messages":[{"role":"assistant","reasoning":"why","tool_calls":[{"id":"c"}]}]})",
         R"({"messages":[{"role":"assistant","reasoning":"why","tool_calls":[{"id":"c"}],"reasoning_content":"why"}]})", {}},
    }));
    CAPTURE(row.quirk, row.body);
    const Applied result = applied(row.quirk, row.body);
    CHECK(result.body == *parseJson(row.expected));
    CHECK(result.losses == row.losses);
}

TEST_CASE("reasoning that a client left out is put back")
{
    ReasoningMemory memory;
    Thinking thinking;
    thinking.text = "first look, then read";
    memory.remember("call_1", {thinking, {}});
    const Applied result = applied("echo_reasoning", R"({"messages":[{"role":"assistant","tool_calls":[{"id":"call_1"}]}]})", memory);
    CHECK(result.body["messages"][0]["reasoning_content"] == "first look, then read");
}

TEST_CASE("calls and their results get the same short id")
{
    const Applied result = applied("short_call_ids", R"({"messages":[
        {"role":"assistant","tool_calls":[{"id":"call_abcdef0123456789"},{"id":"aB3456789"}]},
        {"role":"tool","tool_call_id":"call_abcdef0123456789"},{"role":"tool","tool_call_id":"aB3456789"}]})");
    const Json& messages = result.body["messages"];
    const std::string id = messages[0]["tool_calls"][0]["id"];
    CHECK(id.size() == 9);
    CHECK(messages[1]["tool_call_id"] == id);
    CHECK(messages[0]["tool_calls"][1]["id"] == "aB3456789");
    CHECK(messages[2]["tool_call_id"] == "aB3456789");
}

TEST_CASE("what no quirk concerns is not read, and unknown names are none")
{
    ChatQuirks quirks;
    CHECK_FALSE(setQuirk(quirks, "nothing_known"));
    CHECK_FALSE(quirks.any());
    CHECK(setQuirk(quirks, "system_role"));
    CHECK_FALSE(mayConcern(quirks, R"({"messages":[{"role":"system"}]})"));
}
