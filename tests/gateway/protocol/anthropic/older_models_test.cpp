#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "catch.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

TEST_CASE("omits what an older Claude model does not support")
{
    struct Row {
        const char* model;
        bool thinks;
    };
    const auto row = GENERATE(values<Row>({
        {"claude-3-haiku-20240307", false},
        {"claude-3-5-haiku-latest", false},
        {"claude-3-5-haiku@20241022", false},
        {"claude-3-7-sonnet-20250219", true},
        {"claude-sonnet-4-20250514", true},
        {"claude-opus-4-1", true},
        {"anthropic/claude-sonnet-4.5", true},
        {"claude-haiku-4-5-20251001", true},
        {"claude-a-new-one", true},
        {"another-model", true},
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
    conversation.output.schema = Json{{"type", "object"}, {"properties", Json::object()}};
    for (const bool takesSchemas : {false, true}) {
        target.takesJsonSchema = takesSchemas;
        const Json body = writeRequest(anthropicCodec(), conversation, target, &none);
        CHECK(body.contains("output_config") == takesSchemas);
        CHECK(body.contains("tools") != takesSchemas); // which asks for the same
    }
}

TEST_CASE("sends both temperature and top_p only to a model that accepts both")
{
    struct Row {
        std::optional<bool> takesOne;
        double temperature;
        const char* sampling;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {false, 0.5, R"({"temperature":0.5,"top_p":0.25})", {}},
        {false, 1, R"({"temperature":1.0,"top_p":0.25})", {}},
        {true, 0.5, R"({"temperature":0.5})", {"top_p"}},
        {true, 1, R"({"top_p":0.25})", {}}, // a temperature of 1 is the default
        {{}, 0.5, R"({"temperature":0.5})", {"top_p"}},
    }));
    CAPTURE(row.temperature);
    WriteTarget target;
    target.model = "m";
    target.takesOneSampler = row.takesOne;
    Conversation conversation;
    Message question;
    question.parts.push_back({Text{"Hi", {}, {}}, {}});
    conversation.messages = {question};
    conversation.sampling.temperature = row.temperature;
    conversation.sampling.topP = 0.25;
    Losses losses;
    const Json body = writeRequest(anthropicCodec(), conversation, target, &losses);
    Json sampling = Json::object();
    for (const char* key : {"temperature", "top_p"})
        if (body.contains(key))
            sampling[key] = body[key];
    CHECK(sampling.dump() == row.sampling);
    CHECK(losses.list() == row.losses);
}

TEST_CASE("keeps late system messages in place for a model that accepts them")
{
    WriteTarget target;
    target.model = "claude-opus-4-8";
    target.takesLateSystem = true;
    Conversation conversation;
    const std::vector<std::pair<Role, std::string>> said{
        {Role::System, "a"}, {Role::User, "b"}, {Role::System, "c"}, {Role::Assistant, "d"}, {Role::User, "e"}};
    for (const auto& [role, text] : said) {
        Message message;
        message.role = role;
        message.parts.push_back({Text{text, {}, {}}, {}});
        conversation.messages.push_back(std::move(message));
    }
    const Json body = writeRequest(anthropicCodec(), conversation, target);
    CHECK(body["system"].dump() == R"([{"type":"text","text":"a"}])");
    CHECK(body["messages"][1].dump() == R"({"role":"system","content":[{"type":"text","text":"c"}]})");
    CHECK(body["messages"].size() == 4);
}
