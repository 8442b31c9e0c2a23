#include "gateway/protocol/models/gemma_model.h"
#include "gateway/protocol/models/sampling_limit.h"

#include "catch.h"

using namespace gateway::protocol;

TEST_CASE("recognises reasoning models that reject sampling parameters by name")
{
    struct Row {
        const char* model;
        const char* effort;
        std::size_t untaken;
    };
    const auto row = GENERATE(values<Row>({
        {"o3-mini", "", 7},
        {"gpt-5.1", "", 0},
        {"gpt-5.1", "low", 7},
        {"gpt-4o", "high", 0},
        {"xai/grok-4", "", 2},
        {"grok-4-fast-non-reasoning", "", 0},
        {"qwen3-max", "high", 0},
    }));
    CAPTURE(row.model, row.effort);
    CHECK(untakenSampling(row.model, row.effort, {}).size() == row.untaken);
}

TEST_CASE("recognises Gemma models before the fourth as accepting contents only")
{
    CHECK(isPlainGemma("gemma-3-27b-it"));
    CHECK(isPlainGemma("models/gemma-3n-e4b-it"));
    CHECK(isPlainGemma("gemma-2-9b-it"));
    CHECK_FALSE(isPlainGemma("gemma-4-31b-it"));
    CHECK_FALSE(isPlainGemma("gemma-"));
    CHECK_FALSE(isPlainGemma("gemini-3-pro-preview"));
}
