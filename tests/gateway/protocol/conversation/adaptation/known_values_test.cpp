#include "gateway/protocol/conversation/adaptation/known_values.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

using Dropped = std::vector<std::string>;

Conversation saidBy(Content content, Format origin)
{
    Conversation conversation;
    conversation.origin = origin;
    conversation.messages.push_back({Role::User, {{std::move(content), {}}}});
    return conversation;
}

} // namespace

TEST_CASE("drops an unknown effort for other formats and reports it by the client's field name")
{
    struct Row {
        Format client;
        const char* effort;
        Dropped dropped;
    };
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiChat, "ultra", {"reasoning_effort"}},
        {Format::OpenAiResponses, "extreme", {"reasoning.effort"}},
        {Format::Anthropic, "auto", {"output_config.effort"}},
        {Format::Gemini, "dynamic", {"generationConfig.thinkingConfig.thinkingLevel"}},
        {Format::Anthropic, "max", {}},
        {Format::OpenAiChat, "", {}},
    }));
    CAPTURE(row.effort);
    Conversation conversation = saidBy(Text{"Hi"}, row.client);
    conversation.reasoning.effort = row.effort;
    Losses losses;
    const auto made = withKnownValues(Format::Bedrock, conversation, losses);
    CHECK(losses.list() == row.dropped);
    REQUIRE(made.has_value() == !row.dropped.empty());
    if (made) {
        CHECK(made->reasoning.effort.empty());
        CHECK(made->reasoning.isAdaptive);
        CHECK(made->reasoning.enabled == true);
    }
    CHECK_FALSE(withKnownValues(row.client, conversation, losses));
}

TEST_CASE("reports Gemini signatures that other formats cannot carry")
{
    Text text{"Hi"};
    text.signature = "s";
    Media media;
    media.data = "AAAA";
    media.signature = "s";
    ToolCall call;
    call.name = "f";
    call.signature = "s";
    const auto content = GENERATE_COPY(values<Content>({text, media, call}));
    Losses losses;
    CHECK_FALSE(withKnownValues(Format::Gemini, saidBy(content, Format::Gemini), losses));
    CHECK(losses.list().empty());
    CHECK_FALSE(withKnownValues(Format::OpenAiChat, saidBy(content, Format::OpenAiChat), losses)); // Google's chat endpoint
    CHECK(losses.list().empty());
    CHECK_FALSE(withKnownValues(Format::OpenAiChat, saidBy(content, Format::Gemini), losses));
    CHECK(losses.list() == Dropped{"thoughtSignature"});
}

TEST_CASE("drops and reports a message of unknown role without content")
{
    Conversation conversation = saidBy(Text{"Hi"}, Format::OpenAiChat);
    Message silent;
    silent.original = Json{{"role", "critic"}, {"score", 1}};
    conversation.messages.push_back(silent);
    conversation.unknown = {"messages[1].role"};
    Losses losses;
    CHECK_FALSE(withKnownValues(Format::OpenAiChat, conversation, losses));
    const auto made = withKnownValues(Format::Anthropic, conversation, losses);
    REQUIRE(made);
    CHECK(made->messages.size() == 1);
    CHECK(losses.list() == Dropped{"messages[1].role"});
}
