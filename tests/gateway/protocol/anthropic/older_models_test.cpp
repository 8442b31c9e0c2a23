#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "catch.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

TEST_CASE("a Claude gets nothing that it is too old for")
{
    struct Row {
        const char* model;
        bool thinks;
        bool keepsToSchema;
    };
    const auto row = GENERATE(values<Row>({
        {"claude-3-haiku-20240307", false, false},
        {"claude-3-5-haiku-latest", false, false},
        {"claude-3-5-haiku@20241022", false, false},
        {"claude-3-7-sonnet-20250219", true, false},
        {"claude-sonnet-4-20250514", true, false},
        {"claude-opus-4-1", true, true},
        {"anthropic/claude-sonnet-4.5", true, true},
        {"claude-haiku-4-5-20251001", true, true},
        {"claude-a-new-one", true, true},
        {"another-model", true, true},
    }));
    CAPTURE(row.model);
    WriteTarget target;
    target.model = row.model;
    Conversation conversation;
    Message question;
    question.parts.push_back({Text{"Hi", {}, {}}, {}});
    conversation.messages = {question};
    conversation.reasoning.effort = "high";
    Losses losses;
    CHECK(writeRequest(anthropicCodec(), conversation, target, &losses).contains("thinking") == row.thinks);
    CHECK(losses.list() == (row.thinks ? std::vector<std::string>{} : std::vector<std::string>{"reasoning"}));
    Losses none;
    conversation.reasoning.effort = "none";
    CHECK(writeRequest(anthropicCodec(), conversation, target, &none).contains("thinking") == row.thinks);
    CHECK(none.list().empty());
    conversation.reasoning = {};
    conversation.output.kind = OutputFormat::Kind::JsonSchema;
    conversation.output.schema = Json{{"type", "object"}};
    const Json body = writeRequest(anthropicCodec(), conversation, target, &none);
    CHECK(body.contains("output_config") == row.keepsToSchema);
    CHECK(body.contains("tools") != row.keepsToSchema); // which asks for the same
}
