#include "gateway/protocol/metering/openai_chat_reader.h"

#include "catch.h"
#include "recorded_chat.h"

#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("estimates tokens only when asked to")
{
    constexpr std::string_view kAnswer =
        R"({"choices":[{"message":{"content":"Hello to all","reasoning":"They said hello"},"finish_reason":"stop"}]})";
    OpenAiChatReader reader;
    const ChatFacts with = reader.read(kAnswer);
    CHECK(with.outputTokens > 0);
    CHECK(with.reasoningTokens > 0);
    const ChatFacts without = reader.read(kAnswer, 0, OpenAiChatReader::Estimates::LeftOut);
    CHECK(without.outputTokens == 0);
    CHECK(without.reasoningTokens == 0);
    CHECK(without.hasContent);
    CHECK(without.hasReasoning);
    CHECK(without.finishReason == "stop");
}

TEST_CASE("recognises a usage that contains only a total")
{
    struct Row {
        const char* usage;
        std::optional<Tokens> total;
    };
    const auto row = GENERATE(values<Row>({{R"({"total_tokens":26})", Tokens{26}}, {R"({"total_tokens":26,"prompt_tokens":26})", {}},
        {R"({"total_tokens":26,"completion_tokens":3})", {}}, {"{}", {}}, {"null", {}}}));
    CAPTURE(row.usage);
    OpenAiChatReader reader;
    const auto usage = reader.read(std::string(R"({"data":[],"usage":)") + row.usage + "}").usage;
    CHECK((usage ? usage->reportedTotal : std::nullopt) == row.total);
}

TEST_CASE("reads a complete answer")
{
    OpenAiChatReader reader;
    SECTION("OpenAI")
    {
        const ChatFacts facts = reader.read(recorded("openai.json"));
        CHECK(facts.isJson);
        CHECK(facts.choices == 1);
        CHECK(facts.hasContent);
        CHECK(facts.finishReason == "stop");
        REQUIRE(facts.usage);
        CHECK(facts.usage->input == Tokens{30});
        CHECK(facts.usage->cachedInput == Tokens{1280});
        CHECK(facts.usage->output == Tokens{20});
        CHECK(facts.usage->reasoning == Tokens{5});
        CHECK(facts.usage->totalInput() == Tokens{1310});
        CHECK(facts.usage->totalOutput() == Tokens{25});
    }
    SECTION("DeepSeek")
    {
        const ChatFacts facts = reader.read(recorded("deepseek.json"));
        CHECK(facts.hasContent);
        CHECK(facts.hasReasoning);
        REQUIRE(facts.usage);
        CHECK(facts.usage->input == Tokens{7});
        CHECK(facts.usage->output == Tokens{14});
        CHECK(facts.usage->reasoning == Tokens{104});
    }
    SECTION("empty answer")
    {
        const ChatFacts facts =
            reader.read(R"({"choices":[{"message":{"role":"assistant","content":""},"finish_reason":"stop"}]})");
        CHECK(facts.isJson);
        CHECK_FALSE(facts.hasContent);
        CHECK_FALSE(facts.hasReasoning);
        CHECK(facts.finishReason == "stop");
        CHECK_FALSE(facts.usage);
    }
    SECTION("error with status 200")
    {
        const ChatFacts facts =
            reader.read(R"({"error":{"message":"no such model","type":"invalid_request_error","code":null}})");
        REQUIRE(facts.error);
        CHECK(facts.error->message == "no such model");
        CHECK(facts.error->type == "invalid_request_error");
        CHECK(facts.error->code.empty());
    }
    SECTION("error with status 200 in MiniMax's format")
    {
        const ChatFacts facts = reader.read(
            R"({"choices":null,"usage":{"total_tokens":0},"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}})");
        REQUIRE(facts.error);
        CHECK(facts.error->message == "insufficient balance");
        CHECK(facts.error->code == "1008");
        const ChatFacts success = reader.read(
            R"({"choices":[{"message":{"content":"hi"}}],"base_resp":{"status_code":0,"status_msg":""}})");
        CHECK_FALSE(success.error);
    }
    SECTION("error with status 200 in Qianfan's format")
    {
        const ChatFacts facts = reader.read(R"({"error_code":18,"error_msg":"Open api qps request limit reached","id":"x"})");
        REQUIRE(facts.error);
        CHECK(facts.error->code == "18");
    }
    SECTION("embeddings have no completion tokens")
    {
        const ChatFacts facts = reader.read(
            R"({"object":"list","data":[{"embedding":[0.1]}],"usage":{"prompt_tokens":8,"total_tokens":8}})");
        REQUIRE(facts.usage);
        CHECK(facts.usage->input == Tokens{8});
        CHECK_FALSE(facts.usage->output);
    }
    SECTION("an HTML page is not an answer")
    {
        CHECK_FALSE(reader.read("<html><body>502 Bad Gateway</body></html>").isJson);
        CHECK_FALSE(reader.read("").isJson);
    }
}

TEST_CASE("accepts an answer that starts with a byte order mark")
{
    OpenAiChatReader reader;
    const ChatFacts facts = reader.read("\xEF\xBB\xBF" R"({"choices":[{"message":{"content":"hi"}}]})");
    CHECK(facts.isJson);
    CHECK(facts.hasContent);
}

TEST_CASE("survives an answer that is nested very deeply")
{
    struct Row {
        const char* begin;
        const char* level;
        const char* levelEnd;
        const char* end;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"choices":[{"delta":{"content":[)", R"({"thinking":[)", "]}", "]}}]}"},
        {R"({"choices":[{"delta":{"reasoning_details":[)", R"({"thinking":[)", "]}", "]}}]}"},
        {R"({"choices":[{"delta":{"tool_calls":[)", R"({"function":)", "}", "]}}]}"},
        {R"({"error":)", R"({"message":)", "}", "}"},
    }));
    CAPTURE(row.begin);
    constexpr int kLevels = 100000;
    std::string text = row.begin;
    for (int i = 0; i < kLevels; ++i)
        text += row.level;
    text += "1";
    for (int i = 0; i < kLevels; ++i)
        text += row.levelEnd;
    OpenAiChatReader reader;
    const ChatFacts facts = reader.read(text + row.end);
    CHECK(facts.isJson);
    CHECK(facts.outputTokens == 0);
}

TEST_CASE("usage parts are disjoint whichever way the provider counts them")
{
    struct Row {
        const char* usage;
        std::optional<int> input, cached, written, output, reasoning;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":15})", 10, {}, {}, 5, {}},
        {R"({"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":null})", 10, {}, {}, 5, {}},
        {R"({"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}})", 6, 4, {}, 5, {}},
        {R"({"prompt_tokens_details":{"cached_tokens":4},"completion_tokens":5,"prompt_tokens":10})", 6, 4, {}, 5, {}},
        // xAI: reasoning beside the completion
        {R"({"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}})",
            32, {}, {}, 9, 94},
        // OpenAI: reasoning within it
        {R"({"prompt_tokens":32,"completion_tokens":103,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}})",
            32, {}, {}, 9, 94},
        // Google's compatible endpoint: reasoning in the total only
        {R"({"prompt_tokens":20,"completion_tokens":198,"total_tokens":623})", 20, {}, {}, 198, 405},
        // Perplexity: reasoning in neither, and more than the completion; SGLang: reported in the same field, but included
        {R"({"prompt_tokens":1188,"completion_tokens":4240,"total_tokens":5428,"reasoning_tokens":92431,"citation_tokens":29470,"num_search_queries":54})",
            1188, {}, {}, 4240, 92431},
        {R"({"prompt_tokens":10,"completion_tokens":50,"total_tokens":60,"reasoning_tokens":40})", 10, {}, {}, 10, 40},
        // a converter that counts cached tokens in addition to the prompt
        {R"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":115,"cache_creation_input_tokens":40,"prompt_tokens_details":{"cached_tokens":60}})",
            10, 60, 40, 5, {}},
        // a count that follows from the total
        {R"({"prompt_tokens":100,"total_tokens":120})", 100, {}, {}, 20, {}},
        {R"({"completion_tokens":20,"total_tokens":120})", 100, {}, {}, 20, {}},
        // an embedding
        {R"({"prompt_tokens":8,"total_tokens":8})", 8, {}, {}, {}, {}},
        {R"({"prompt_tokens":12.0,"completion_tokens":3e1})", 12, {}, {}, 30, {}},
        {R"({"prompt_tokens":7,"completion_tokens":2,"cost":0.0001,"is_byok":false,"cost_details":{"x":[1,{"prompt_tokens":99}]}})",
            7, {}, {}, 2, {}},
    }));
    CAPTURE(row.usage);
    OpenAiChatReader reader;
    const std::string text = std::string(R"({"choices":[],"usage":)") + row.usage + "}";
    const ChatFacts facts = reader.read(text);
    CHECK(facts.isJson);
    REQUIRE(facts.usage);
    const auto tokens = [](std::optional<int> count) { return count ? std::optional(Tokens{*count}) : std::nullopt; };
    CHECK(facts.usage->origin == UsageOrigin::Reported);
    CHECK(facts.usage->input == tokens(row.input));
    CHECK(facts.usage->cachedInput == tokens(row.cached));
    CHECK(facts.usage->cacheWrite == tokens(row.written));
    CHECK(facts.usage->output == tokens(row.output));
    CHECK(facts.usage->reasoning == tokens(row.reasoning));
    CHECK(facts.isUsageOnly());
}

TEST_CASE("an incomplete usage is estimated and impossible counts are ignored")
{
    struct Row {
        const char* usage;
        std::optional<std::int64_t> input;
        UsageOrigin origin;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"prompt_tokens":9,"completion_tokens":9223372036854775807})", 9, UsageOrigin::Estimated},
        {R"({"prompt_tokens":9,"completion_tokens":null,"total_tokens":"many"})", 9, UsageOrigin::Estimated},
        {R"({"prompt_tokens":9})", 9, UsageOrigin::Estimated},
        {R"({"prompt_tokens":-3,"completion_tokens":-1,"total_tokens":4})", {}, UsageOrigin::Unknown},
        {R"({"total_tokens":120})", {}, UsageOrigin::Unknown},
    }));
    CAPTURE(row.usage);
    OpenAiChatReader reader;
    const ChatFacts facts = reader.read(std::string(R"({"choices":[],"usage":)") + row.usage + "}");
    REQUIRE(facts.usage);
    CHECK(facts.usage->origin == row.origin);
    CHECK(facts.usage->input == (row.input ? std::optional(Tokens{*row.input}) : std::nullopt));
    CHECK_FALSE(facts.usage->output);
    CHECK(facts.usage->originOf(TokenPart::Input) == (row.input ? UsageOrigin::Reported : UsageOrigin::Unknown));
}

TEST_CASE("ignores a usage that is empty or malformed")
{
    const auto usage = GENERATE("null", "{}", "[]", "3", "\"x\"", R"({"prompt_tokens":"x"})");
    OpenAiChatReader reader;
    const std::string text = std::string(R"({"choices":[],"usage":)") + usage + "}";
    const ChatFacts facts = reader.read(text);
    CHECK(facts.isJson);
    CHECK_FALSE(facts.usage);
    CHECK_FALSE(facts.isUsageOnly());
}

TEST_CASE("finds Groq's usage in x_groq")
{
    OpenAiChatReader reader;
    const ChatFacts facts = reader.read(
        R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"queue_time":0.1,"prompt_tokens":4,"completion_tokens":6,"total_tokens":10}}})");
    REQUIRE(facts.usage);
    CHECK(facts.usage->output == Tokens{6});
    CHECK_FALSE(facts.isUsageOnly());
}
