#include "gateway/protocol/quirks/chat_quirks.h"
#include "gateway/protocol/quirks/format_quirks.h"

#include "catch.h"

#include <algorithm>

using namespace gateway;
using namespace gateway::protocol;

namespace {

struct Applied {
    Json body;
    std::vector<std::string> losses;
};

/// `names`: one quirk, or several separated by commas.
Applied applied(std::string_view names, std::string_view body, ReasoningMemory* memory = nullptr,
                std::optional<bool> canThink = {}, const Reasoning* asked = nullptr)
{
    ReasoningMemory nothing;
    ChatQuirks quirks;
    for (std::size_t at = 0; at <= names.size();) {
        const std::size_t end = std::min(names.find(',', at), names.size());
        REQUIRE(setQuirk(quirks, names.substr(at, end - at)));
        at = end + 1;
    }
    CHECK(quirks.any());
    CHECK((asked || mayConcern(quirks, body)));
    Applied result{*parseJson(body), {}};
    Losses losses;
    applyQuirks(quirks, {ReasoningScope(memory ? *memory : nothing, "a"), canThink, asked}, result.body, losses);
    result.losses = losses.list();
    return result;
}

} // namespace

TEST_CASE("adapts a request to what the provider accepts")
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
        {"string_content", R"({"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{}}]}]})",
         R"({"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{}}]}]})", {}},
        {"string_turns", R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"}]},
            {"role":"assistant","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
            {"role":"tool","content":[{"type":"text","text":"c","cache_control":{}}]}]})",
         R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"}]},
            {"role":"assistant","content":"a\nb"},{"role":"tool","content":"c"}]})", {"cache_control"}},
        {"no_tools", R"({"tools":[{"type":"function"}],"tool_choice":"auto","parallel_tool_calls":true,"n":1})", R"({"n":1})", {"tools"}},
        {"no_tools", R"({"tools":[{"type":"function"}],"tool_choice":"required"})",
         R"({"tools":[{"type":"function"}],"tool_choice":"required"})", {}},
        {"answers_tools", R"({"messages":[{"role":"tool","content":"a"},{"role":"tool","content":"b"},{"role":"user","content":"c"}]})",
         R"({"messages":[{"role":"tool","content":"a"},{"role":"tool","content":"b"},
            {"role":"assistant","content":"I have read the results."},{"role":"user","content":"c"}]})", {}},
        {"answers_tools", R"({"messages":[{"role":"tool","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]})",
         R"({"messages":[{"role":"tool","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]})", {}},
        {"warm_choices", R"({"temperature":0.1,"n":2})", R"({"temperature":0.3,"n":2})", {"temperature below 0.3"}},
        {"warm_choices", R"({"temperature":0.1})", R"({"temperature":0.1})", {}},
        {"fixed_sampling", R"({"temperature":0.1})", R"({"temperature":0.1})", {}},
        {"thinks_unforced", R"({"tool_choice":"required","reasoning_effort":"high"})",
         R"({"tool_choice":"required","thinking":{"type":"disabled"}})", {"reasoning"}},
        {"thinks_unforced", R"({"tool_choice":{"type":"function","function":{"name":"f"}},"thinking":{"type":"disabled"}})",
         R"({"tool_choice":{"type":"function","function":{"name":"f"}},"thinking":{"type":"disabled"}})", {}},
        {"thinks_unforced,thinking_flag", R"({"tool_choice":"required","reasoning_effort":"high"})",
         R"({"tool_choice":"required","enable_thinking":false})", {"reasoning"}},
        {"thinks_unforced,thinking_flag", R"({"tool_choice":"required","enable_thinking":false})",
         R"({"tool_choice":"required","enable_thinking":false})", {}},
        {"json_unthinking,thinking_flag", R"({"response_format":{"type":"json_object"},"enable_thinking":true})",
         R"({"response_format":{"type":"json_object"},"enable_thinking":false})", {"reasoning"}},
        {"json_unthinking,thinking_flag", R"({"response_format":{"type":"json_object"},"n":1})",
         R"({"response_format":{"type":"json_object"},"n":1})", {}},
        {"json_unthinking,thinking_flag", R"({"response_format":{"type":"json_schema"},"reasoning_effort":"high"})",
         R"({"response_format":{"type":"json_schema"},"enable_thinking":false})", {"reasoning"}},
        {"json_unthinking,thinking_flag", R"({"response_format":{"type":"text"},"enable_thinking":true})",
         R"({"response_format":{"type":"text"},"enable_thinking":true})", {}},
        {"no_user", R"({"user":"u","n":1})", R"({"n":1})", {"user"}},
        {"thinks_unforced", R"({"tool_choice":"auto"})", R"({"tool_choice":"auto"})", {}},
        {"no_required_tool", R"({"tool_choice":"required"})", R"({"tool_choice":"auto"})", {"tool_choice: required"}},
        {"functions_only", R"({"tools":[{"type":"function"},{"type":"custom"}]})", R"({"tools":[{"type":"function"}]})",
         {"tools: custom"}},
        {"functions_only", R"({"tools":[{"type":"custom"}],"tool_choice":"auto","model":"m"})", R"({"model":"m"})", {"tools: custom"}},
        {"temperature_to_1", R"({"temperature":1.5})", R"({"temperature":1})", {"temperature above 1"}},
        {"temperature_to_1", R"({"temperature":0.5})", R"({"temperature":0.5})", {}},
        {"echo_reasoning", R"({"messages":[{"role":"assistant","tool_calls":[{"id":"c"}]},{"role":"assistant","content":"x"}]})",
         R"({"messages":[{"role":"assistant","tool_calls":[{"id":"c"}],"reasoning_content":" "},{"role":"assistant","content":"x"}]})", {}},
        {"echo_all_reasoning", R"({"messages":[{"role":"assistant","content":"x"}],"tool_calls":0})",
         R"({"messages":[{"role":"assistant","content":"x"}],"tool_calls":0})", {}},
        {"echo_all_reasoning", R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","tool_calls":[{"id":"c"}]},{"role":"assistant","content":"x"}]})",
         R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","tool_calls":[{"id":"c"}],"reasoning_content":" "},
            {"role":"assistant","content":"x","reasoning_content":" "}]})", {}},
        {"auto_tool_choice", R"({"tools":[1],"tool_choice":"auto"})", R"({"tools":[1],"tool_choice":"auto"})", {}},
        {"auto_tool_choice", R"({"tools":[1],"tool_choice":"none"})", "{}", {}},
        {"auto_tool_choice", R"({"tools":[1],"tool_choice":"required"})", R"({"tools":[1],"tool_choice":"auto"})", {"tool_choice"}},
        {"auto_tool_choice", R"({"tools":[1],"tool_choice":{"type":"function"}})", R"({"tools":[1],"tool_choice":"auto"})",
         {"tool_choice"}},
        {"document_url", R"({"messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0x","filename":"a.pdf"}},
            {"type":"file","file":{"file_data":"JVBERi0x"}},{"type":"file","file":{"file_data":"https://e.com/a.pdf"}},{"type":"file","file":{"file_id":"f"}}]}]})",
         R"({"messages":[{"role":"user","content":[{"type":"document_url","document_url":"data:application/pdf;base64,JVBERi0x","document_name":"a.pdf"},
            {"type":"document_url","document_url":"data:application/pdf;base64,JVBERi0x"},{"type":"document_url","document_url":"https://e.com/a.pdf"},
            {"type":"file","file":{"file_id":"f"}}]}]})", {}},
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

TEST_CASE("restores reasoning that the client left out")
{
    struct Row {
        const char* name;
        const char* call;
        const char* expected;
    };
    const std::vector<Row> rows{
        {"the same call", R"({"id":"call_1","type":"function","function":{"name":"ls","arguments":"{\"b\": 2, \"a\": 1}"}})", "first look"},
        {"arguments as a tree", R"({"id":"call_1","function":{"name":"ls","arguments":{"a":1,"b":2}}})", "first look"},
        {"other arguments", R"({"id":"call_1","function":{"name":"ls","arguments":"{\"a\":2}"}})", " "},
        {"another tool", R"({"id":"call_1","function":{"name":"rm","arguments":"{\"a\":1,\"b\":2}"}})", " "},
        {"another ID", R"({"id":"call_2","function":{"name":"ls","arguments":"{\"a\":1,\"b\":2}"}})", " "},
        {"no ID", R"({"function":{"name":"ls","arguments":"{\"a\":1,\"b\":2}"}})", " "},
        {"free form", R"({"id":"call_1","type":"custom","custom":{"name":"patch","input":"*** Begin"}})", "then patch"},
        {"other free form", R"({"id":"call_1","type":"custom","custom":{"name":"patch","input":"*** End"}})", " "},
        {"not a call", "7", " "},
    };
    ReasoningMemory memory;
    const auto remember = [&](const char* name, const char* input, bool isFreeForm, const char* words) {
        ToolCall call;
        call.id = "call_1";
        call.name = name;
        call.input = input;
        call.isFreeForm = isFreeForm;
        Thinking thinking;
        thinking.text = words;
        ReasoningScope(memory, "a").remember(call, {thinking, {}});
    };
    remember("ls", R"({"a":1,"b":2})", false, "first look");
    remember("patch", "*** Begin", true, "then patch");
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const std::string body = std::string(R"({"messages":[{"role":"assistant","tool_calls":[)") + row.call + "]}]}";
        const Applied result = applied("echo_reasoning", body, &memory);
        CHECK(result.body["messages"][0]["reasoning_content"] == row.expected);
    }
}

TEST_CASE("gives a call and its result the same short ID")
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

TEST_CASE("skips bodies that no quirk concerns and rejects unknown quirk names")
{
    ChatQuirks quirks;
    CHECK_FALSE(setQuirk(quirks, "nothing_known"));
    CHECK_FALSE(quirks.any());
    CHECK(setQuirk(quirks, "system_role"));
    CHECK_FALSE(mayConcern(quirks, R"({"messages":[{"role":"system"}]})"));
}

TEST_CASE("finds a quirk's marker anywhere in a body and nothing similar")
{
    ChatQuirks quirks;
    REQUIRE(setQuirk(quirks, "system_role"));
    const std::string sign = "\"developer\"";
    for (std::size_t size = sign.size(); size < 1100; size += 7)
        for (std::size_t at = 0; at + sign.size() <= size; at += at > 490 && at < 540 ? 1 : 61) {
            CAPTURE(size, at);
            std::string body(size, 'v');
            REQUIRE_FALSE(mayConcern(quirks, body));
            body.replace(at, sign.size(), sign);
            REQUIRE(mayConcern(quirks, body));
            body[at + sign.size() - 1] = 's';
            REQUIRE_FALSE(mayConcern(quirks, body));
        }
    CHECK_FALSE(mayConcern(quirks, std::string_view(sign).substr(1)));
    CHECK(mayConcern(quirks, std::string(700, '"') + sign)); // any of these quotes might start it
}

TEST_CASE("removes sampling parameters that some providers fix for reasoning models")
{
    const Applied result = applied("fixed_sampling", R"({"temperature":0.1,"top_p":0.5,"presence_penalty":1,"n":1})", {}, true);
    CHECK(result.body == *parseJson(R"({"n":1})"));
    CHECK(result.losses == std::vector<std::string>{"temperature", "top_p", "presence_penalty"});
}

TEST_CASE("requests and returns reasoning separately from the text only for translated clients")
{
    const Reasoning asked;
    constexpr const char* kBody = R"({"messages":[{"role":"assistant","content":"x","reasoning_content":"why"}]})";
    CHECK(applied("reasoning_split", kBody, {}, {}, &asked).body
          == *parseJson(R"({"messages":[{"role":"assistant","content":"x",
            "reasoning_details":[{"type":"reasoning.text","text":"why","index":0}]}],"reasoning_split":true})"));
    ChatQuirks quirks;
    REQUIRE(setQuirk(quirks, "reasoning_split"));
    CHECK_FALSE(mayConcern(quirks, kBody));
}

TEST_CASE("switches thinking on or off in the provider's own field")
{
    const auto reasoningOf = [](bool isAdaptive, std::optional<std::int64_t> budget) {
        Reasoning reasoning;
        reasoning.isAdaptive = isAdaptive;
        reasoning.budget = budget;
        return reasoning;
    };
    struct Row {
        const char* quirk;
        std::optional<Reasoning> asked; ///< empty: a request in the provider's own format
        std::optional<bool> canThink;
        const char* body;
        const char* expected;
        std::vector<std::string> losses;
    };
    const Reasoning plain = reasoningOf(false, {});
    const std::vector<Row> rows{
        {"thinking_switch", {}, {}, R"({"reasoning_effort":"none"})", R"({"thinking":{"type":"disabled"}})", {}},
        {"thinking_switch", {}, {}, R"({"reasoning_effort":"low"})", R"({"reasoning_effort":"low","thinking":{"type":"enabled"}})", {}},
        {"thinking_switch", {}, false, R"({"reasoning_effort":"low"})", R"({"reasoning_effort":"low"})", {}},
        {"thinking_switch", plain, false, R"({"reasoning_effort":"low"})", R"({})", {"reasoning"}},
        {"thinking_switch", {}, {}, R"({"reasoning_effort":"low","enable_thinking":false})",
         R"({"reasoning_effort":"low","enable_thinking":false})", {}},
        {"thinking_switch", plain, true, R"({"n":1})", R"({"n":1})", {}},
        {"thinking_switch", reasoningOf(true, {}), true, R"({"n":1})", R"({"n":1,"thinking":{"type":"enabled"}})", {}},
        {"thinking_adaptive", plain, true, R"({"reasoning_effort":"high"})", R"({"thinking":{"type":"adaptive"}})", {"reasoning: how much"}},
        {"thinking_adaptive", {}, {}, R"({"reasoning_effort":"high"})", R"({"thinking":{"type":"adaptive"}})", {"reasoning_effort"}},
        {"thinking_adaptive", plain, true, R"({"reasoning_effort":"none"})", R"({"thinking":{"type":"disabled"}})", {}},
        {"thinking_flag", plain, {}, R"({"reasoning_effort":"none"})", R"({"enable_thinking":false})", {}},
        {"thinking_flag", plain, {}, R"({"reasoning_effort":"low"})", R"({"enable_thinking":true,"thinking_budget":2048})", {}},
        {"thinking_flag", plain, {}, R"({"reasoning_effort":"max"})", R"({"enable_thinking":true})", {}},
        {"thinking_flag", reasoningOf(false, 5000), {}, R"({"reasoning_effort":"medium"})",
         R"({"enable_thinking":true,"thinking_budget":5000})", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.quirk, row.body);
        const Applied result = applied(row.quirk, row.body, {}, row.canThink, row.asked ? &*row.asked : nullptr);
        CHECK(result.body == *parseJson(row.expected));
        CHECK(result.losses == row.losses);
    }
}

TEST_CASE("maps a translated reasoning effort to a level that the model supports")
{
    struct Row {
        const char* quirk; ///< targets at OpenAI itself lack "system_role"
        const char* model;
        const char* effort;
        std::optional<bool> canThink;
        const char* expected; ///< empty: the field is removed
        std::vector<std::string> losses;
    };
    const std::vector<Row> rows{
        {"no_reasoning_content", "gpt-4o", "medium", false, "", {"reasoning"}},
        {"no_reasoning_content", "gpt-4o", "none", false, "", {}},
        {"no_reasoning_content", "gpt-5", "none", true, "minimal", {"reasoning: how much"}},
        {"no_reasoning_content", "gpt-5-mini", "xhigh", true, "high", {"reasoning: how much"}},
        {"no_reasoning_content", "gpt-5-codex", "minimal", true, "low", {"reasoning: how much"}},
        {"no_reasoning_content", "o3", "none", true, "low", {"reasoning: how much"}},
        {"no_reasoning_content", "gpt-5.1", "none", true, "none", {}},
        {"no_reasoning_content", "gpt-5.1", "minimal", true, "low", {"reasoning: how much"}},
        {"no_reasoning_content", "gpt-5.2", "max", true, "xhigh", {"reasoning: how much"}},
        {"no_reasoning_content", "gpt-5", "low", true, "low", {}},
        {"system_role", "gpt-oss-120b", "minimal", true, "low", {"reasoning: how much"}},
        {"system_role", "anything", "none", true, "", {"reasoning: how much"}},
        {"system_role", "anything", "high", {}, "high", {}},
        {"system_role", "grok-4-fast-reasoning", "medium", true, "", {"reasoning"}},
        {"system_role", "grok-3-mini", "medium", true, "medium", {}},
        {"system_role", "qwen/qwen3-32b", "medium", true, "", {"reasoning"}},
        {"system_role", "mistral-small-latest", "low", true, "high", {"reasoning: how much"}},
        {"system_role", "magistral-medium-latest", "low", true, "", {"reasoning"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.model, row.effort);
        const Reasoning asked;
        const Json body{{"model", row.model}, {"reasoning_effort", row.effort}};
        const Applied result = applied(row.quirk, body.dump(), {}, row.canThink, &asked);
        CHECK(result.body.value("reasoning_effort", "") == row.expected);
        CHECK(result.losses == row.losses);
    }
    ReasoningMemory nothing; // a client that speaks chat knows its own target
    ChatQuirks quirks;
    REQUIRE(setQuirk(quirks, "system_role"));
    Json own{{"model", "m"}, {"reasoning_effort", "minimal"}};
    Losses losses;
    applyQuirks(quirks, {ReasoningScope(nothing, "a"), true, nullptr}, own, losses);
    CHECK(own["reasoning_effort"] == "minimal");
}

TEST_CASE("knows the quirk names of other formats")
{
    FormatQuirks quirks;
    CHECK_FALSE(setQuirk(quirks, "nothing_known"));
    CHECK(quirks == FormatQuirks{});
    for (const char* name : {"foreign_signatures", "no_json_schema", "openapi_schemas"})
        CHECK(setQuirk(quirks, name));
    CHECK((quirks.foreignSignatures && quirks.noJsonSchema && quirks.openApiSchemas));
}

TEST_CASE("marks a prefilled answer of a translated client where the provider requires it")
{
    ChatQuirks quirks;
    REQUIRE(setQuirk(quirks, "marks_begun"));
    ReasoningMemory nothing;
    const Reasoning asked;
    Losses losses;
    const auto applied = [&](const char* body, const Reasoning* reasoning) {
        Json json = *parseJson(body);
        applyQuirks(quirks, {ReasoningScope(nothing, "a"), std::nullopt, reasoning}, json, losses);
        return json["messages"].back().value("prefix", false);
    };
    constexpr const char* kBegun = R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"{"}]})";
    CHECK(applied(kBegun, &asked));
    CHECK_FALSE(applied(kBegun, nullptr)); // a client that speaks the format sets it itself
    CHECK_FALSE(applied(R"({"messages":[{"role":"assistant","content":"a"},{"role":"user","content":"b"}]})", &asked));
}
