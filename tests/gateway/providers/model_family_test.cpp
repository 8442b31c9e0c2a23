#include "gateway/providers/model_family.h"

#include "catch.h"

using namespace gateway::providers;

TEST_CASE("derives a model's family by removing the date from its name")
{
    struct Row {
        const char* model;
        const char* family;
        bool isDated;
    };
    const auto row = GENERATE(values<Row>({
        {"gpt-4.1-2025-04-14", "gpt-4.1", true},
        {"gpt-4o-mini-2024-07-18", "gpt-4o-mini", true},
        {"openai/gpt-5-2025-08-07", "openai/gpt-5", true},
        {"claude-sonnet-4-5-20250929", "claude-sonnet-4-5", true},
        {"claude-opus-4@20250514", "claude-opus-4", true},
        {"claude-3-5-sonnet-latest", "claude-3-5-sonnet", false},
        {"claude-opus-4-6@default", "claude-opus-4-6", false},
        // A size, a version, a day within the name, and something that is not a date.
        {"gpt-4", "gpt-4", false},
        {"gpt-4-32k", "gpt-4-32k", false},
        {"deepseek-chat-v3-0324", "deepseek-chat-v3-0324", false},
        {"mistral-large-2411", "mistral-large-2411", false},
        {"claude-sonnet-4-5", "claude-sonnet-4-5", false},
        {"anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0", false},
        {"qwen-2026", "qwen-2026", false},
        {"gpt-4o20240513", "gpt-4o20240513", false},
        {"-20250929", "-20250929", false},
        {"latest", "latest", false},
        {"", "", false},
    }));
    CAPTURE(row.model);
    CHECK(familyOf(row.model) == row.family);
    CHECK(isDated(row.model) == row.isDated);
}
