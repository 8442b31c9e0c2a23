#include "gateway/protocol/models/claude_model.h"

#include "catch.h"

using namespace gateway::protocol;

TEST_CASE("reads a Claude model's version from its name at any provider")
{
    struct Row {
        const char* model;
        std::optional<int> version;
    };
    const auto row = GENERATE(values<Row>({
        {"claude-2.1", 201},
        {"claude-instant-1.2", 102},
        {"claude-3-haiku-20240307", 300},
        {"claude-3-5-haiku-latest", 305},
        {"claude-3.7-sonnet", 307},
        {"claude-opus-4-20250514", 400},
        {"claude-opus-4@20250514", 400},
        {"claude-opus-4-0", 400},
        {"claude-opus-4-1-20250805", 401},
        {"anthropic/claude-sonnet-4.5", 405},
        {"us.anthropic.claude-sonnet-4-5-20250929-v1:0", 405},
        {"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-6-v1", 406},
        {"claude-fable-5", 500},
        {"claude-opus-latest", kNewestClaude},
        {"deepseek-v3", std::nullopt},
    }));
    CAPTURE(row.model);
    CHECK(claudeVersion(row.model) == row.version);
    CHECK(isClaudeBefore(row.model, 405) == (row.version && *row.version < 405));
    CHECK(isClaudeFrom(row.model, 405) == (row.version && *row.version >= 405));
}
