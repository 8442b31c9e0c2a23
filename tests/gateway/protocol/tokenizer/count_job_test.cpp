#include "gateway/protocol/tokenizer/count_job.h"

#include "gateway/protocol/tokenizer/piece_estimate.h"

#include "catch.h"

#include <cmath>

using namespace gateway::protocol;

TEST_CASE("a request is as many tokens as its texts and what stands around them")
{
    struct Row {
        const char* name;
        std::string body;
        const char* messages;
        bool isChat;
        std::optional<std::int64_t> tokens;
        bool isExact;
    };
    // "hi" is one token, "Hello, world!" four, "be short" two; three and a role around each message, three before the answer.
    const auto row = GENERATE(values<Row>({
        {"one message", R"({"messages":[{"role":"user","content":"hi"}]})", "messages", true, 8, true},
        {"a name", R"({"messages":[{"role":"user","name":"hi","content":"hi"}]})", "messages", true, 10, true},
        {"several parts", R"({"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"text","text":"Hello, world!"}]}]})",
            "messages", true, 12, true},
        {"Anthropic's system", R"({"system":"be short","messages":[{"role":"user","content":"hi"}]})", "messages", true, 14, true},
        {"the same in parts", R"({"system":[{"type":"text","text":"be short"}],"messages":[{"role":"user","content":"hi"}]})",
            "messages", true, 14, true},
        {"Gemini's", R"({"systemInstruction":{"parts":[{"text":"be short"}]},"contents":[{"role":"user","parts":[{"text":"hi"}]}]})",
            "contents", true, 14, true},
        {"Responses' text", R"({"instructions":"be short","input":"hi"})", "input", true, 14, true},
        {"Responses' items", R"({"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}]})", "input", true, 8, true},
        {"an image", R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}}]}]})", "messages", true, 92, false},
        {"texts to be embedded", R"({"input":["hi","Hello, world!"]})", "input", false, 5, true},
        {"one text", R"({"input":"hi"})", "input", false, 1, true},
        {"a prompt", R"({"prompt":"hi"})", "prompt", false, 1, true},
        {"no JSON", "{", "messages", true, std::nullopt, false},
    }));
    CAPTURE(row.name);
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    REQUIRE(tokenizer);
    CountJob job;
    job.family = TokenFamily::O200k;
    job.request = QByteArray::fromStdString(row.body);
    job.messages = row.messages;
    job.isChat = row.isChat;
    const TokenCounts counts = countTokens(job, tokenizer->get());
    CHECK(counts.input == row.tokens);
    CHECK(counts.isInputExact == row.isExact);
    CHECK_FALSE(counts.output);
    CHECK_FALSE(countTokens(job, nullptr).isInputExact);
}

TEST_CASE("an answer is as many tokens as what it says, and calls make it inexact")
{
    struct Row {
        const char* name;
        std::optional<std::string> said;
        std::string answer;
        std::optional<std::int64_t> tokens;
        bool isExact;
    };
    const auto row = GENERATE(values<Row>({
        {"a stream's text", "Hello, world!", "", 4, true},
        {"OpenAI's", {}, R"({"id":"x","model":"gpt","choices":[{"index":0,"message":{"role":"assistant","content":"Hello, world!"},"finish_reason":"stop"}]})", 4, true},
        {"Anthropic's", {}, R"({"type":"message","content":[{"type":"text","text":"Hello, world!"}],"stop_reason":"end_turn"})", 4, true},
        {"Gemini's", {}, R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Hello, world!"}]}}]})", 4, true},
        {"Ollama's", {}, R"({"model":"x","response":"Hello, world!","done":true})", 4, true},
        {"a call", {}, R"({"choices":[{"message":{"content":null,"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]}}]})", std::nullopt, false},
        {"none", {}, "", std::nullopt, false},
    }));
    CAPTURE(row.name);
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    CountJob job;
    job.said = row.said;
    job.answer = QByteArray::fromStdString(row.answer);
    const TokenCounts counts = countTokens(job, tokenizer->get());
    if (row.tokens || row.answer.empty())
        CHECK(counts.output == row.tokens);
    else
        CHECK(counts.output.value_or(0) > 5);
    CHECK(counts.isOutputExact == row.isExact);
}

// The error that piece_estimate.h states.
TEST_CASE("the estimate is within its stated error of what is counted")
{
    constexpr double kMostError = 0.15;
    struct Row {
        const char* name;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {"English", "A request goes to the first route that matches it; what fails before its first token is tried elsewhere, and the "
                    "client sees nothing of it. Prices come from the catalogue, and a model without a price says so.\n"},
        {"code", "    for (const auto& [name, value] : m_options.headers)\n        request.setRawHeader(toBytes(name), value.reveal());\n"},
        {"JSON", R"({"id":"01KAJ3V6ZC3WQG1D5PNBX7S4TM","model":"gpt-4o","usage":{"prompt_tokens":12,"completion_tokens":34}},)"},
        {"Chinese", "请求会被发送到第一个匹配的路由;在第一个令牌之前失败的请求会在别处重试,客户端不会察觉。价格来自目录,没有价格的模型会说明。\n"},
        {"Russian", "Запрос идёт к первому подходящему маршруту; то, что не удалось до первого токена, пробуется в другом месте.\n"},
    }));
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += row.text;
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    const auto counted = static_cast<double>((*tokenizer)->count(text));
    const auto estimated = static_cast<double>(estimateByPieces(text));
    CAPTURE(row.name, counted, estimated, estimated / counted);
    CHECK(std::abs(estimated / counted - 1) <= kMostError);
}
