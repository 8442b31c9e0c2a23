#include "sent_request.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

constexpr const char* kFunction = R"({"type":"function","name":"x","parameters":{"type":"object","properties":{"q":{"type":"string"}}}})";
constexpr const char* kCustom = R"({"type":"custom","name":"x"})";
constexpr const char* kSearchFunction = R"({"type":"function","name":"tool_search","parameters":{"type":"object"}})";
constexpr const char* kSearch = R"({"type":"tool_search","execution":"client","description":"Finds","parameters":{"type":"object"}})";
constexpr const char* kHostedSearch = R"({"type":"web_search"})";
constexpr const char* kWebFunction = R"({"type":"function","name":"web_search","parameters":{"type":"object"}})";

std::string codexAsking(const std::string& tools, const std::string& items = {}, const std::string& more = {})
{
    return R"({"model":"m","input":[{"type":"message","role":"user","content":"Hi"})" + items + R"(],"tools":[)" + tools + "]" + more + "}";
}

std::string chatAsking(const std::string& tools, const std::string& messages = {}, const std::string& more = {})
{
    return R"({"model":"m","messages":[{"role":"user","content":"Hi"})" + messages + R"(],"tools":[)" + tools + "]" + more + "}";
}

std::string group(const std::string& tools) { return R"({"type":"namespace","name":"ns","description":"d","tools":[)" + tools + "]}"; }

/// Counts the occurrences of `piece` in JSON text.
std::size_t countOf(const std::string& text, const std::string& piece)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1))
        ++count;
    return count;
}

constexpr const char* kChatFunction = R"({"type":"function","function":{"name":"x","parameters":{"type":"object"}}})";
constexpr const char* kChatCustom = R"({"type":"custom","custom":{"name":"x"}})";

} // namespace

TEST_CASE("keeps two tools of one name apart for every target and restores their names in calls")
{
    struct Row {
        const char* name;
        Format client;
        std::string body;
        std::vector<std::string> calledBack; ///< what a call of each of the sent tools contains
    };
    const std::string ofFunction = R"("type":"function_call")";
    const std::string ofCustom = R"("type":"custom_tool_call")";
    const std::string ofSearch = R"("type":"tool_search_call")";
    const auto row = GENERATE_COPY(values<Row>({
        {"a function and a custom one", Format::OpenAiResponses, codexAsking(std::string(kFunction) + "," + kCustom), {ofFunction, ofCustom}},
        {"in reverse order", Format::OpenAiResponses, codexAsking(std::string(kCustom) + "," + kFunction), {ofCustom, ofFunction}},
        {"a function and a tool search", Format::OpenAiResponses, codexAsking(std::string(kSearchFunction) + "," + kSearch), {ofFunction, ofSearch}},
        {"in a namespace", Format::OpenAiResponses, codexAsking(group(std::string(kFunction) + "," + kCustom)), {ofFunction, ofCustom}},
        {"beside one in a namespace", Format::OpenAiResponses, codexAsking(group(kCustom) + "," + kFunction + "," + kCustom), {ofCustom, ofFunction, ofCustom}},
        {"in chat", Format::OpenAiChat, chatAsking(std::string(kChatFunction) + "," + kChatCustom), {R"("type":"function")", R"("type":"custom")"}},
    }));
    CAPTURE(row.name);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : kTargets) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        if (target == row.client && sent.says(R"("type":"tool_search")")) // its type distinguishes it from the function
            continue;
        REQUIRE(sent.tools.size() == row.calledBack.size());
        auto names = sent.tools;
        std::ranges::sort(names);
        CHECK(std::ranges::adjacent_find(names) == names.end());
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string back = calledBack(request, sent.tools[i], R"({"input":"X"})");
            CAPTURE(sent.tools[i], back);
            CHECK(countOf(back, row.calledBack[i]) > 0);
            for (const std::string& other : row.calledBack)
                CHECK((other == row.calledBack[i] || countOf(back, other) == 0));
            CHECK(countOf(back, R"("name":"x_)") == 0);
        }
    }
}

TEST_CASE("earlier calls and their results stay with their own tool")
{
    const std::string items = R"(,{"type":"function_call","call_id":"a","name":"x","arguments":"{\"q\":\"1\"}"},{"type":"function_call_output","call_id":"a","output":"A"},)"
                              R"({"type":"custom_tool_call","call_id":"b","name":"x","input":"P"},{"type":"custom_tool_call_output","call_id":"b","output":"B"})";
    const std::string messages = R"(,{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"x","arguments":"{}"}},)"
                                 R"({"id":"b","type":"custom","custom":{"name":"x","input":"P"}}]},{"role":"tool","tool_call_id":"a","content":"A"},{"role":"tool","tool_call_id":"b","content":"B"})";
    for (const Conversation& request : {readFrom(Format::OpenAiResponses, codexAsking(std::string(kFunction) + "," + kCustom, items)),
             readFrom(Format::OpenAiChat, chatAsking(std::string(kChatFunction) + "," + kChatCustom, messages))})
        for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini, Format::OllamaChat}) {
            const Sent sent = sentTo(target, request);
            CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
            REQUIRE(sent.tools.size() == 2);
            const char* const conversation = target == Format::Gemini ? "contents" : "messages";
            const std::string said = toText(sent.body[conversation]);
            for (const std::string& name : sent.tools) // Gemini and Ollama also name it in the result
                CHECK(countOf(said, "name\":\"" + name + '"') == (target == Format::Gemini || target == Format::OllamaChat ? 2U : 1U));
        }
}

TEST_CASE("assigns a call of another kind to the only tool of its name")
{
    const Conversation request = readFrom(Format::OpenAiResponses,
        codexAsking(kFunction, R"(,{"type":"custom_tool_call","call_id":"b","name":"x","input":"P"},{"type":"custom_tool_call_output","call_id":"b","output":"B"})"));
    const Sent sent = sentTo(Format::Anthropic, request);
    CHECK(sent.tools == std::vector<std::string>{"x"});
    CHECK(countOf(toText(sent.body["messages"]), R"("name":"x")") == 1);
}

TEST_CASE("a tool choice selects the tool of the given kind")
{
    struct Row {
        Format client;
        std::string body;
        std::size_t chosen;
    };
    const std::string both = std::string(kFunction) + "," + kCustom;
    const std::string ofBoth = std::string(kChatFunction) + "," + kChatCustom;
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OpenAiResponses, codexAsking(both, {}, R"(,"tool_choice":{"type":"function","name":"x"})"), 0},
        {Format::OpenAiResponses, codexAsking(both, {}, R"(,"tool_choice":{"type":"custom","name":"x"})"), 1},
        {Format::OpenAiResponses, codexAsking(std::string(kSearchFunction) + "," + kSearch, {}, R"(,"tool_choice":{"type":"tool_search"})"), 1},
        {Format::OpenAiResponses, codexAsking(std::string(kSearchFunction) + "," + kSearch, {}, R"(,"tool_choice":{"type":"function","name":"tool_search"})"), 0},
        {Format::OpenAiResponses, codexAsking(std::string(kHostedSearch) + "," + kWebFunction, {}, R"(,"tool_choice":{"type":"function","name":"web_search"})"), 0},
        {Format::OpenAiChat, chatAsking(ofBoth, {}, R"(,"tool_choice":{"type":"function","function":{"name":"x"}})"), 0},
        {Format::OpenAiChat, chatAsking(ofBoth, {}, R"(,"tool_choice":{"type":"custom","custom":{"name":"x"}})"), 1},
    }));
    CAPTURE(row.body);
    const Sent sent = sentTo(Format::Anthropic, readFrom(row.client, row.body));
    CAPTURE(sent.text(), sent.refused);
    REQUIRE(sent.tools.size() > row.chosen);
    CHECK(sent.body["tool_choice"]["name"] == sent.tools[row.chosen]);
}

TEST_CASE("does not confuse a provider-run tool with a function of the same name")
{
    const Conversation request = readFrom(Format::OpenAiResponses, codexAsking(std::string(kHostedSearch) + "," + kWebFunction));
    for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini}) {
        const Sent sent = sentTo(target, request);
        CHECK(sent.tools == std::vector<std::string>{"web_search"});
        CHECK(sent.drops("tools: web_search"));
    }
    const Sent refused = sentTo(Format::Anthropic,
        readFrom(Format::OpenAiResponses, codexAsking(std::string(kHostedSearch) + "," + kWebFunction, {}, R"(,"tool_choice":{"type":"web_search"})")));
    CHECK(refused.refused.starts_with("tool_choice: "));
}

TEST_CASE("a list of allowed tools selects tools of the given kinds")
{
    const std::string allowed = R"(,"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"custom","name":"x"}]})";
    const Sent sent = sentTo(Format::Anthropic, readFrom(Format::OpenAiResponses, codexAsking(std::string(kFunction) + "," + kCustom, {}, allowed)));
    REQUIRE(sent.tools.size() == 1);
    CHECK(sent.tools.front().starts_with("x_")); // the second tool of its name
}

TEST_CASE("sends the last of several tools with the same name and kind and reports the others")
{
    struct Row {
        const char* name;
        Format client;
        std::string body;
        std::vector<std::string> dropped;
    };
    const auto row = GENERATE(values<Row>({
        {"chat functions", Format::OpenAiChat,
            chatAsking(R"({"type":"function","function":{"name":"x","description":"First."}},{"type":"function","function":{"name":"y"}},{"type":"function","function":{"name":"x","description":"Last."}})"),
            {"tools: an earlier x"}},
        {"legacy chat functions", Format::OpenAiChat,
            R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"functions":[{"name":"x","description":"First."},{"name":"x","description":"Last."},{"name":"y"}]})", {"tools: an earlier x"}},
        {"functions of Responses", Format::OpenAiResponses,
            codexAsking(R"({"type":"function","name":"x","description":"First."},{"type":"function","name":"y"},{"type":"function","name":"x","description":"Last."})"), {"tools: an earlier x"}},
        {"functions of Messages", Format::Anthropic,
            R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"x","description":"First.","input_schema":{"type":"object"}},{"name":"x","description":"Last.","input_schema":{"type":"object"}},{"name":"y","input_schema":{"type":"object"}}]})",
            {"tools: an earlier x"}},
        {"functions of Gemini, in two lists", Format::Gemini,
            R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"x","description":"First."},{"name":"y"}]},{"functionDeclarations":[{"name":"x","description":"Last."}]}]})",
            {"tools: an earlier x"}},
        {"functions of Ollama, three times", Format::OllamaChat,
            R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"x","description":"First."}},{"type":"function","function":{"name":"x","description":"Second."}},{"type":"function","function":{"name":"y"}},{"type":"function","function":{"name":"x","description":"Last."}}]})",
            {"tools: an earlier x"}},
    }));
    CAPTURE(row.name);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, readFrom(row.client, row.body));
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused, sent.dropped);
        auto names = sent.tools;
        std::ranges::sort(names);
        CHECK(names == std::vector<std::string>{"x", "y"});
        CHECK(sent.says("Last."));
        CHECK_FALSE(sent.says("First."));
        CHECK_FALSE(sent.says("Second."));
        for (const std::string& each : row.dropped)
            CHECK(sent.drops(each));
    }
}

TEST_CASE("passes duplicate tools unchanged to the client's own format")
{
    const std::string tools = R"({"type":"function","function":{"name":"x","description":"First.","parameters":{"type":"object"}}},{"type":"function","function":{"name":"x","description":"Last.","parameters":{"type":"object"}}})";
    CHECK(writtenAgain(Format::OpenAiChat, chatAsking(tools))["tools"].size() == 2);
    const std::string functions = R"({"type":"function","name":"x","description":"First."},{"type":"function","name":"x","description":"Last."})";
    CHECK(writtenAgain(Format::OpenAiResponses, codexAsking(functions))["tools"].size() == 2);
    const Json ollama = writtenAgain(Format::OllamaChat,
        R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"x","description":"First."}},{"type":"function","function":{"name":"x","description":"Last."}}]})");
    CHECK(ollama["tools"].size() == 2);
    const Json gemini = writtenAgain(Format::Gemini,
        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"x","description":"First."},{"name":"x","description":"Last."}]}]})");
    CHECK(gemini["tools"][0]["functionDeclarations"].size() == 2);
}
