#include "gateway/protocol/tokenizer/count_job.h"

#include "gateway/protocol/tokenizer/piece_estimate.h"

#include "catch.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace gateway::protocol;

TEST_CASE("counts the tokens of a request's texts plus the overhead of each message")
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
        {"Anthropic's system in parts", R"({"system":[{"type":"text","text":"be short"}],"messages":[{"role":"user","content":"hi"}]})",
            "messages", true, 14, true},
        {"Gemini", R"({"systemInstruction":{"parts":[{"text":"be short"}]},"contents":[{"role":"user","parts":[{"text":"hi"}]}]})",
            "contents", true, 14, true},
        {"Responses' text", R"({"instructions":"be short","input":"hi"})", "input", true, 14, true},
        {"Responses' items", R"({"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}]})", "input", true, 8, true},
        {"an image", R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}}]}]})", "messages", true, 92, false},
        {"several texts to embed", R"({"input":["hi","Hello, world!"]})", "input", false, 5, true},
        {"one text", R"({"input":"hi"})", "input", false, 1, true},
        {"completion prompt", R"({"prompt":"hi"})", "prompt", false, 1, true},
        {"one Gemini text to embed", R"({"content":{"parts":[{"text":"hi"},{"text":"Hello, world!"}]}})", "content", false, 5, true},
        {"several Gemini texts to embed", R"({"requests":[{"model":"m","content":{"parts":[{"text":"hi"}]}},{"content":{"parts":[{"text":"hi"}]}}]})",
            "requests", false, 2, false},
        {"texts in an unknown field", R"({"texts":["hi"]})", "input", false, std::nullopt, false},
        {"not JSON", "{", "messages", true, std::nullopt, false},
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

TEST_CASE("counts the tokens of an answer however its texts are split")
{
    using enum SaidText::What;
    struct Row {
        const char* name;
        std::vector<SaidText::Text> said;
        std::int64_t output;
        std::optional<std::int64_t> reasoning;
        bool isExact;
    };
    // A call has an overhead of four tokens; "get_weather" is two, {"city":"Paris"} five.
    const auto row = GENERATE(values<Row>({
        {"a text", {{0, 0, Plain, "Hello, world!"}}, 4, {}, true},
        {"two choices", {{0, 0, Plain, "Hello, world!"}, {1, 0, Plain, "Hello, world!"}}, 8, {}, true},
        {"a refusal", {{0, 0, Declined, "Hello, world!"}}, 4, {}, true},
        {"thoughts", {{0, 0, Thought, "Hello, world!"}, {0, 1, Plain, "hi"}}, 1, 4, false},
        {"a call", {{0, 0, CallName, "get_weather"}, {0, 0, Arguments, R"({"city":"Paris"})"}}, 11, {}, false},
        {"an object", {{0, 0, CallName, "get_weather"}, {0, 0, ArgumentObject, R"({ "city" : "Paris" })"}}, 11, {}, false},
        {"two calls", {{0, 0, CallName, "get_weather"}, {0, 1, CallName, "get_weather"}, {0, 0, Arguments, R"({"city":"Paris"})"},
                          {0, 1, Arguments, R"({"city":"Paris"})"}}, 22, {}, false},
    }));
    const std::size_t step = GENERATE(1U, 2U, 3U, 100U);
    CAPTURE(row.name, step);
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    CountJob job;
    SaidText& said = job.said.emplace();
    for (std::size_t at = 0; at < 100; at += step) // interleaved
        for (const SaidText::Text& text : row.said)
            said.add(text.choice, text.part, text.what, std::string_view(text.text).substr(std::min(at, text.text.size()), step));
    const TokenCounts counts = countTokens(job, tokenizer->get());
    CHECK(counts.output == row.output);
    CHECK(counts.reasoning == row.reasoning);
    CHECK(counts.isOutputExact == row.isExact);
    CHECK_FALSE(countTokens(job, nullptr).isOutputExact);
}

TEST_CASE("media make a count inexact")
{
    CountJob job;
    job.said.emplace().addOther();
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    CHECK_FALSE(countTokens(job, tokenizer->get()).isOutputExact);
}

TEST_CASE("extrapolates the tokens of an answer beyond the part that is kept")
{
    using enum SaidText::What;
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    const auto what = GENERATE(Plain, Thought);
    CountJob job;
    SaidText& said = job.said.emplace();
    constexpr std::size_t kPieces = SaidText::kMostBytes / 16;
    for (std::size_t i = 0; i < kPieces; ++i)
        said.add(0, 0, what, "0123456789 6789,"); // six tokens
    const TokenCounts kept = countTokens(job, tokenizer->get());
    CHECK(kept.isOutputExact == (what == Plain));
    for (std::size_t i = 0; i < kPieces; ++i)
        said.add(0, 0, what, "0123456789 6789,");
    CHECK(said.bytes() == SaidText::kMostBytes);
    const TokenCounts counts = countTokens(job, tokenizer->get());
    CHECK_FALSE(counts.isOutputExact);
    CHECK(counts.output == *kept.output * 2);
    CHECK(counts.reasoning.value_or(0) == kept.reasoning.value_or(0) * 2);
    CHECK(counts.reasoning.value_or(*counts.output) > static_cast<std::int64_t>(kPieces) * 10);
}

TEST_CASE("truncates one piece that exceeds the limit at a character boundary")
{
    std::string text = "a";
    while (text.size() <= SaidText::kMostBytes)
        text += "\xE4\xB8\xAD"; // one character of three bytes
    SaidText said;
    said.add(0, 0, SaidText::What::Plain, text);
    CHECK(said.texts().at(0).text.size() % 3 == 1);
    CHECK(said.bytes() + said.moreSaid() == text.size());
    CHECK(said.moreSaid() > 0);
}

TEST_CASE("extrapolates the tokens of a request beyond the part that is counted")
{
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    const auto countOf = [&](std::size_t words, const Tokenizer* by) {
        std::string text;
        for (std::size_t i = 0; i < words; ++i)
            text += " word";
        CountJob job;
        job.request = QByteArray::fromStdString(R"({"messages":[{"role":"user","content":"a"},{"role":"user","content":")" + text + "\"}]}");
        job.messages = "messages";
        return countTokens(job, by);
    };
    constexpr std::size_t kWords = kMostCounted / 5;
    const auto by = GENERATE_COPY(tokenizer->get(), static_cast<const Tokenizer*>(nullptr));
    const TokenCounts all = countOf(kWords - 10, by);
    CHECK(all.isInputExact == (by != nullptr));
    const TokenCounts part = countOf(3 * kWords, by);
    CHECK_FALSE(part.isInputExact);
    CHECK(std::abs(*part.input - 3 * *all.input) < 100);
}

TEST_CASE("counts only the beginning of a text that repeats one letter")
{
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    const auto countOf = [&](std::size_t letters) {
        CountJob job;
        job.said.emplace().add(0, 0, SaidText::What::Plain, std::string(letters, 'a'));
        return countTokens(job, tokenizer->get());
    };
    const TokenCounts some = countOf(4000);
    CHECK(some.isOutputExact);
    const TokenCounts much = countOf(400'000);
    CHECK_FALSE(much.isOutputExact);
    CHECK(std::abs(*much.output - 100 * *some.output) < *some.output);
}

TEST_CASE("extrapolates the tokens of texts beyond the first thousand")
{
    CountJob job;
    SaidText& said = job.said.emplace();
    for (int i = 0; i < 2 * static_cast<int>(SaidText::kMostTexts); ++i)
        said.add(i, 0, SaidText::What::Plain, "word");
    CHECK(said.texts().size() == SaidText::kMostTexts);
    const auto tokenizer = Tokenizer::load(TokenFamily::O200k);
    CHECK(countTokens(job, tokenizer->get()).output == 2000);
}

// The error that piece_estimate.h specifies.
TEST_CASE("the estimate is within its specified error of the exact count")
{
    constexpr double kMostError = 0.15;
    struct Row {
        const char* name;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {"English", "A request goes to the first route that matches it; what fails before its first token is tried elsewhere, and the "
                    "client sees nothing of it. Prices come from the catalog, and a model without a price says so.\n"},
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
