#include "gateway/protocol/token_usage.h"

#include "gateway/protocol/metering/openai_chat_reader.h"

#include "catch.h"

#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("reads audio and image tokens of OpenAI usage as parts of input and output")
{
    struct Row {
        const char* name;
        std::string details;
        std::optional<Tokens> audioInput;
        std::optional<Tokens> imageInput;
        std::optional<Tokens> audioOutput;
        std::optional<Tokens> imageOutput;
    };
    const auto row = GENERATE(values<Row>({
        {"none", "", {}, {}, {}, {}},
        {"input and output", R"(,"prompt_tokens_details":{"audio_tokens":30},"completion_tokens_details":{"audio_tokens":20})",
         Tokens{30}, {}, Tokens{20}, {}},
        {"reported as zero", R"(,"prompt_tokens_details":{"audio_tokens":0,"cached_tokens":60})", Tokens{0}, {}, {}, {}},
        {"images", R"(,"prompt_tokens_details":{"text_tokens":1,"image_tokens":99},"completion_tokens_details":{"image_tokens":7})",
         {}, Tokens{99}, {}, Tokens{7}},
        {"more than the total", R"(,"prompt_tokens_details":{"audio_tokens":5000},"completion_tokens_details":{"audio_tokens":5000})",
         Tokens{100}, {}, Tokens{50}, {}},
        {"outside of the details", R"(,"audio_tokens":9,"image_tokens":9)", {}, {}, {}, {}},
        {"not a number", R"(,"prompt_tokens_details":{"audio_tokens":null})", {}, {}, {}, {}},
    }));
    CAPTURE(row.name);
    OpenAiChatReader reader;
    const auto usage = reader.read(R"({"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":50)" + row.details + "}}").usage;
    REQUIRE(usage);
    CHECK(usage->audioInput == row.audioInput);
    CHECK(usage->imageInput == row.imageInput);
    CHECK(usage->audioOutput == row.audioOutput);
    CHECK(usage->imageOutput == row.imageOutput);
    CHECK(usage->totalInput() == Tokens{100}); // they are not added to any total
    CHECK(usage->totalOutput() == Tokens{50});
}

TEST_CASE("maps a service tier to a priced tier or keeps its own name")
{
    struct Row {
        const char* word;
        ServiceTier tier;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {"", ServiceTier::Standard, ""}, {"default", ServiceTier::Standard, ""}, {"standard", ServiceTier::Standard, ""},
        {"auto", ServiceTier::Standard, ""}, {"on_demand", ServiceTier::Standard, ""}, {"ON_DEMAND", ServiceTier::Standard, ""},
        {"flex", ServiceTier::Flex, "flex"}, {"SERVICE_TIER_PRIORITY", ServiceTier::Priority, "priority"}, {"batch", ServiceTier::Batch, "batch"},
        {"fast", ServiceTier::Fast, "fast"}, {"scale", ServiceTier::Other, "scale"}, {"performance", ServiceTier::Other, "performance"},
        {"Ultra <b>", ServiceTier::Other, "ultrab"}, {"PROVISIONED_THROUGHPUT", ServiceTier::Other, "provisioned_throughput"},
    }));
    CAPTURE(row.word);
    CHECK(serviceTierOf(row.word) == row.tier);
    TokenUsage usage;
    usage.tellTier(row.word);
    CHECK(usage.serviceTier == row.tier);
    CHECK(usage.tierName() == row.name);
    CHECK((TokenUsage{} + usage).tierName() == row.name);
    usage.tellTier(usage.tierName());
    CHECK(usage.tierName() == row.name);
}

TEST_CASE("adding two usages keeps the less certain origin for each count")
{
    struct Row {
        UsageOrigin a;
        UsageOrigin b;
        UsageOrigin both;
    };
    const auto row = GENERATE(values<Row>({
        {UsageOrigin::Reported, UsageOrigin::Reported, UsageOrigin::Reported},
        {UsageOrigin::Counted, UsageOrigin::Counted, UsageOrigin::Counted},
        {UsageOrigin::Reported, UsageOrigin::Counted, UsageOrigin::Counted},
        {UsageOrigin::Counted, UsageOrigin::Reported, UsageOrigin::Counted},
        {UsageOrigin::Estimated, UsageOrigin::Counted, UsageOrigin::Estimated},
        {UsageOrigin::Reported, UsageOrigin::Estimated, UsageOrigin::Estimated},
    }));
    const TokenUsage a{row.a, Tokens{1}, {}, {}, Tokens{2}, {}};
    TokenUsage b{row.b, Tokens{10}, Tokens{5}, {}, Tokens{20}, {}};
    b.audioInput = Tokens{3};
    const TokenUsage both = a + b;
    CHECK(both.origin == row.both);
    CHECK(both.input == Tokens{11});
    CHECK(both.cachedInput == Tokens{5});
    CHECK(both.audioInput == Tokens{3});
    CHECK(both.originOf(TokenPart::Input) == row.both);
    CHECK(both.originOf(TokenPart::CachedInput) == row.b); // only one of them has it
    CHECK(both.originOf(TokenPart::AudioInput) == row.b);
    CHECK(both.originOf(TokenPart::CacheWrite) == UsageOrigin::Unknown);
    CHECK(TokenUsage() + b == b);
}

TEST_CASE("clamps parts that exceed their total and marks them as estimated")
{
    struct Row {
        const char* name;
        std::string details;
        bool isInputDoubted;
        bool isOutputDoubted;
    };
    const auto row = GENERATE(values<Row>({
        {"fit", R"("prompt_tokens_details":{"cached_tokens":100},"completion_tokens_details":{"reasoning_tokens":50})", false, false},
        {"more cached", R"("prompt_tokens_details":{"cached_tokens":101})", true, false},
        {"more read and written", R"("cache_creation_input_tokens":60,"prompt_tokens_details":{"cached_tokens":60})", true, false},
        {"more reasoning", R"("completion_tokens_details":{"reasoning_tokens":51})", false, true},
        {"more of both", R"("prompt_tokens_details":{"cached_tokens":101},"completion_tokens_details":{"reasoning_tokens":51})", true, true},
    }));
    CAPTURE(row.name);
    OpenAiChatReader reader;
    const auto usage =
        reader.read(R"({"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":50,)" + row.details + "}}").usage;
    REQUIRE(usage);
    CHECK(usage->totalInput() == Tokens{100});
    CHECK(usage->totalOutput() == Tokens{50});
    CHECK((usage->origin == UsageOrigin::Estimated) == (row.isInputDoubted || row.isOutputDoubted));
    CHECK(usage->originOf(TokenPart::Input) == (row.isInputDoubted ? UsageOrigin::Estimated : UsageOrigin::Reported));
    CHECK(usage->originOf(TokenPart::Output) == (row.isOutputDoubted ? UsageOrigin::Estimated : UsageOrigin::Reported));
}
