#include "gateway/protocol/conversation/adaptation/placed_system_body.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

Json parsed(const std::string& text)
{
    const auto json = parseJson(text);
    REQUIRE(json);
    return *json;
}

} // namespace

TEST_CASE("moves system messages of a same-format request to where the target accepts them")
{
    struct Row {
        Format format;
        SystemPlace place;
        const char* body;
        const char* placed; ///< empty: unchanged
        std::vector<std::string> losses;
    };
    using enum SystemPlace;
    const std::string moved = "messages: place of a system message";
    const auto row = GENERATE_COPY(values<Row>({
        // chat: leading messages are merged into one
        {Format::OpenAiChat, OneAtFront,
            R"({"messages":[{"role":"system","content":"a"},{"role":"developer","content":[{"type":"text","text":"b"},{"type":"text","text":"c"}]},{"role":"user","content":"x"}]})",
            R"({"messages":[{"role":"system","content":"a\n\nb\n\nc"},{"role":"user","content":"x"}]})", {}},
        {Format::OpenAiChat, OneAtFront,
            R"({"messages":[{"role":"system","content":"a"},{"role":"system","name":"n","content":[{"type":"text","text":"b","cache_control":{"type":"ephemeral"}}]}]})",
            R"({"messages":[{"role":"system","content":"a\n\nb"}]})", {"messages: name", "cache_control"}},
        {Format::OpenAiChat, Front, R"({"messages":[{"role":"system","content":"a"},{"role":"developer","content":"b"},{"role":"user","content":"x"}]})", "", {}},
        {Format::OpenAiChat, OneAtFront, R"({"messages":[{"role":"system","content":"a"},{"role":"user","content":"x"}]})", "", {}},
        {Format::OpenAiChat, Middle, R"({"messages":[{"role":"user","content":"x"},{"role":"system","content":"a"}]})", "", {}},
        // chat: later ones become user messages
        {Format::OpenAiChat, OneAtFront,
            R"({"messages":[{"role":"system","content":"a"},{"role":"user","content":"x"},{"role":"system","content":"b"},{"role":"assistant","content":"y"}]})",
            R"({"messages":[{"role":"system","content":"a"},{"role":"user","content":"x\n\n<system-reminder>\nb\n</system-reminder>"},{"role":"assistant","content":"y"}]})",
            {moved}},
        {Format::OpenAiChat, Front,
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"developer","content":"b"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]})",
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"user","content":[{"type":"text","text":"<system-reminder>\nb\n</system-reminder>"},{"type":"image_url","image_url":{"url":"u"}}]}]})",
            {moved}},
        {Format::OpenAiChat, Front,
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":null,"tool_calls":[{"id":"c"}]},{"role":"system","content":"b"},{"role":"tool","tool_call_id":"c","content":"r"}]})",
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":null,"tool_calls":[{"id":"c"}]},{"role":"tool","tool_call_id":"c","content":"r"},{"role":"user","content":"<system-reminder>\nb\n</system-reminder>"}]})",
            {moved}},
        // Ollama
        {Format::OllamaChat, OneAtFront,
            R"({"messages":[{"role":"system","content":"a"},{"role":"system","content":"b"},{"role":"user","content":"x","images":["i"]},{"role":"system","content":"c"}]})",
            R"({"messages":[{"role":"system","content":"a\n\nb"},{"role":"user","content":"x\n\n<system-reminder>\nc\n</system-reminder>","images":["i"]}]})", {moved}},
        {Format::OllamaChat, OneAtFront,
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"system","content":"c"}]})",
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"user","content":"<system-reminder>\nc\n</system-reminder>"}]})", {moved}},
        {Format::OllamaChat, OneAtFront, R"({"messages":[{"role":"system","content":"a"},{"role":"user","content":"x"}]})", "", {}},
        // Anthropic's Messages: leading ones move to the system field
        {Format::Anthropic, Front, R"({"system":"a","messages":[{"role":"system","content":"b"},{"role":"user","content":"x"}]})",
            R"({"system":"a\n\nb","messages":[{"role":"user","content":"x"}]})", {}},
        {Format::Anthropic, OneAtFront,
            R"({"system":[{"type":"text","text":"a"}],"messages":[{"role":"user","content":[{"type":"text","text":"x"}]},{"role":"system","content":[{"type":"text","text":"b","cache_control":{"type":"ephemeral"}}]}]})",
            R"({"system":[{"type":"text","text":"a"}],"messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"<system-reminder>\nb\n</system-reminder>","cache_control":{"type":"ephemeral"}}]}]})",
            {moved}},
        {Format::Anthropic, Front,
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":{}}]},{"role":"system","content":"b"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"r"}]}]})",
            R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"r"},{"type":"text","text":"<system-reminder>\nb\n</system-reminder>"}]}]})",
            {moved}},
        {Format::Anthropic, Front, R"({"messages":[{"role":"user","content":"x"},{"role":"system","content":[],"output_config":{"effort":"low"}}]})",
            R"({"messages":[{"role":"user","content":"x"}]})", {moved, "messages: output_config"}},
        {Format::Anthropic, Middle, R"({"messages":[{"role":"user","content":"x"},{"role":"system","content":"b"}]})", "", {}},
        // Responses: instructions count as a system message
        {Format::OpenAiResponses, OneAtFront,
            R"({"instructions":"a","input":[{"type":"message","role":"developer","content":[{"type":"input_text","text":"b"}]},{"role":"user","content":"x"}]})",
            R"({"instructions":"a\n\nb","input":[{"role":"user","content":"x"}]})", {}},
        {Format::OpenAiResponses, OneAtFront,
            R"({"input":[{"role":"developer","content":"a"},{"role":"developer","content":"b"},{"role":"user","content":"x"},{"type":"function_call","call_id":"c"},{"role":"developer","content":"d"},{"type":"function_call_output","call_id":"c"}]})",
            R"({"input":[{"role":"user","content":"x"},{"type":"function_call","call_id":"c"},{"type":"function_call_output","call_id":"c"},{"type":"message","role":"user","content":[{"type":"input_text","text":"<system-reminder>\nd\n</system-reminder>"}]}],"instructions":"a\n\nb"})",
            {moved}},
        {Format::OpenAiResponses, OneAtFront, R"({"instructions":"a","input":"x"})", "", {}},
        {Format::OpenAiResponses, OneAtFront, R"({"input":[{"role":"developer","content":"a"},{"role":"user","content":"x"}]})", "", {}},
        // other formats have no system messages in the list
        {Format::Gemini, Front, R"({"contents":[]})", "", {}},
    }));
    CAPTURE(row.body);
    const Json before = parsed(row.body);
    Json body = before;
    Losses losses;
    const bool isPlaced = placeSystem(row.format, row.place, body, losses);
    CHECK(isPlaced == (*row.placed != '\0'));
    CHECK(body.dump() == (isPlaced ? parsed(row.placed) : before).dump());
    CHECK(losses.list() == row.losses);
    if (isPlaced)
        CHECK(mayHoldMisplacedSystem(row.format, row.place, row.body));
    Losses none;
    CHECK_FALSE(placeSystem(row.format, row.place, body, none));
}

TEST_CASE("does not parse requests whose system messages are already in place")
{
    struct Row {
        Format format;
        SystemPlace place;
        const char* body;
        bool mayHold;
    };
    using enum SystemPlace;
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiChat, OneAtFront, R"({"user":"me","messages":[{"role":"system","content":"the \"system\""},{"role":"user","content":"x"}]})", false},
        {Format::OpenAiChat, OneAtFront, R"({"messages":[{"role":"user","content":"x"}]})", false},
        {Format::OpenAiChat, OneAtFront, R"({"messages":[{"role": "system"},{"role": "system"},{"role": "user"}]})", true},
        {Format::OpenAiChat, Front, R"({"messages":[{"role":"system"},{"role":"system"},{"role":"user"}]})", false},
        {Format::OpenAiChat, Front, R"({"messages":[{"role":"user"},{"role":"developer"}]})", true},
        {Format::OpenAiChat, Middle, R"({"messages":[{"role":"user"},{"role":"system"}]})", false},
        {Format::OllamaChat, OneAtFront, R"({"messages":[{"role":"assistant"},{"role":"system"}]})", true},
        {Format::Anthropic, Front, R"({"system": "a","messages":[{"role":"user"}]})", false},
        {Format::Anthropic, Front, R"({"system": "a","messages":[{"role":"user"},{"role":"system"}]})", true},
        {Format::OpenAiResponses, OneAtFront, R"({"instructions":"a","input":[{"role":"developer"}]})", true},
        {Format::Gemini, Front, R"({"contents":[{"role":"user"},{"role":"system"}]})", false},
    }));
    CAPTURE(row.body);
    CHECK(mayHoldMisplacedSystem(row.format, row.place, row.body) == row.mayHold);
}
