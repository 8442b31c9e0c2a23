#include "gateway/protocol/codecs/codec_table.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

std::string errorOf(Format client, const std::string& body)
{
    const auto read = codecOf(client).readRequest(parseJson(body).value(), {client == Format::Gemini ? "m" : "", false});
    return read ? std::string() : read.error().text();
}

} // namespace

TEST_CASE("an error about a wrong type or a missing field says what to write")
{
    struct Row {
        Format client;
        std::string body;
        const char* error;
    };
    const auto chat = [](const char* rest) { return R"({"model":"m","messages":[{"role":"user","content":"Hi"}])" + std::string(rest) + "}"; };
    const auto responses = [](const char* rest) { return R"({"model":"m","input":"Hi")" + std::string(rest) + "}"; };
    const auto anthropic = [](const char* rest) { return R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}])" + std::string(rest) + "}"; };
    const auto gemini = [](const char* rest) { return R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}])" + std::string(rest) + "}"; };
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OpenAiResponses, responses(R"(,"tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"allowed_tools","tools":[]})"), R"("tool_choice.mode" is missing. Write "auto" or "required".)"},
        {Format::OpenAiChat, chat(R"(,"tool_choice":5)"), R"("tool_choice" must be a string or an object, not number. Write "auto", "none", "required", or an object that names a tool.)"},
        {Format::OpenAiResponses, responses(R"(,"tool_choice":5)"), R"("tool_choice" must be a string or an object, not number. Write "auto", "none", "required", or an object that names a tool.)"},
        {Format::Anthropic, anthropic(R"(,"tool_choice":5)"), R"("tool_choice" must be an object, not number. Write an object such as {"type":"auto"}.)"},
        {Format::Anthropic, anthropic(R"(,"tool_choice":{})"), R"("tool_choice.type" is missing. Write "auto", "any", "none" or "tool".)"},
        {Format::Gemini, gemini(R"(,"toolConfig":{"functionCallingConfig":{"mode":1}})"), R"("toolConfig.functionCallingConfig.mode" must be a string, not number. Write "AUTO", "ANY", "VALIDATED" or "NONE".)"},
        {Format::OpenAiResponses, responses(R"(,"tools":[{"type":"function","name":"f","parameters":[]}])"),
            R"("tools[0].parameters" must be an object, not array. Write a JSON Schema, such as {"type":"object","properties":{}}.)"},
        {Format::OpenAiChat, chat(R"(,"tools":[{"type":"function","function":{"name":"f","parameters":"x"}}])"),
            R"("tools[0].function.parameters" must be an object, not string. Write a JSON Schema, such as {"type":"object","properties":{}}.)"},
        {Format::Gemini, gemini(R"(,"tools":[{"functionDeclarations":[{"name":"f","parameters":5}]}])"),
            R"("tools[0].functionDeclarations[0].parameters" must be an object, not number. Write a JSON Schema, such as {"type":"object","properties":{}}.)"},
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"},{"content":"x"}]})", R"("messages[1].role" is missing. Write "system", "developer", "user", "assistant" or "tool".)"},
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"content":"x"}]})", R"("messages[0].role" is missing. Write "user" or "assistant".)"},
        {Format::OllamaChat, R"({"model":"m","messages":[{"role":"","content":"x"}]})", R"("messages[0].role" must not be empty. Write "system", "user", "assistant" or "tool".)"},
        {Format::OpenAiResponses, R"({"model":"m","input":[{"role":7,"content":"x"}]})", R"("input[0].role" must be a string, not number. Write "user", "assistant", "developer" or "system".)"},
        {Format::Gemini, R"({"contents":[{"role":true,"parts":[]}]})", R"("contents[0].role" must be a string, not boolean. Write "user" or "model".)"},
        {Format::OpenAiChat, R"({"model":"m"})", R"("messages" is missing. Write an array such as [{"role":"user","content":"Hello"}].)"},
        {Format::OpenAiResponses, R"({"model":"m","input":7})", R"("input" must be a string or an array, not number. Write a string, or an array such as [{"role":"user","content":"Hello"}].)"},
        {Format::Gemini, R"({"contents":[]})", R"("contents" must not be empty. Write an array such as [{"role":"user","parts":[{"text":"Hello"}]}].)"},
        {Format::Anthropic, R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})", R"("max_tokens" is missing. Write the maximum number of output tokens, such as 1024.)"},
        {Format::OpenAiChat, chat(R"(,"temperature":"hot")"), R"("temperature" must be a number, not string. Write a number without quotes, such as 1.)"},
        {Format::OpenAiChat, chat(R"(,"stream":"yes")"), R"("stream" must be true or false, not string.)"},
        {Format::Anthropic, anthropic(R"(,"stop_sequences":["a",5])"), R"("stop_sequences[1]" must be a string, not number. Write a string in double quotes.)"},
        {Format::Anthropic, anthropic(R"(,"stop_sequences":"a")"), R"("stop_sequences" must be an array, not string. Write an array, such as ["a","b"].)"},
        {Format::OpenAiChat, chat(R"(,"metadata":[])"), R"("metadata" must be an object, not array. Write an object, such as {"name":"value"}.)"},
    }));
    CHECK(errorOf(row.client, row.body) == row.error);
}

TEST_CASE("distinguishes a required field that is null from a missing one")
{
    struct Row {
        Format client;
        const char* body;
        const char* error;
    };
    const auto row = GENERATE(values<Row>({
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","input_schema":null}]})",
            R"("tools[0].input_schema" is null. Write a JSON Schema, such as {"type":"object","properties":{}}.)"},
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f"}]})",
            R"("tools[0].input_schema" is missing. Write a JSON Schema, such as {"type":"object","properties":{}}.)"},
        {Format::Anthropic, R"({"model":"m","max_tokens":null,"messages":[{"role":"user","content":"Hi"}]})", R"("max_tokens" is null. Write the maximum number of output tokens, such as 1024.)"},
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":null,"content":"Hi"}]})", R"("messages[0].role" is null. Write "system", "developer", "user", "assistant" or "tool".)"},
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","tools":[{"type":"function","name":null}]})", R"("tools[0].name" is null. Write the name of a tool.)"},
        // An optional field may be null.
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"web_search_20250305","name":"web_search","input_schema":null}]})", ""},
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":null}}]})", ""},
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","tools":[{"type":"function","name":"f","parameters":null}]})", ""},
    }));
    CHECK(errorOf(row.client, row.body) == row.error);
}
