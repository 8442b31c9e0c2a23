#include "chat_fixture.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/openai/chat_codec.h"

#include <fstream>
#include <iterator>
#include <utility>

namespace tests {

using namespace gateway::protocol;
using namespace gateway::protocol::openai;

std::string dataFile(const std::string& name)
{
    std::ifstream file(std::string(SIGNALBOX_TEST_DATA "/") + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

Part textPart(std::string text) { return {Text{std::move(text), {}, {}}, {}}; }

Message messageOf(Role role, std::vector<Part> parts)
{
    Message message;
    message.role = role;
    message.parts = std::move(parts);
    return message;
}

void checkStreamInOnePiece(const ModelAnswer& answer)
{
    Conversation request;
    request.includeUsage = true;
    AnswerContext context;
    context.request = &request;
    context.model = answer.model;
    context.now_s = answer.created_s;
    const auto encoder = openAiChatCodec().makeEncoder(context);
    std::string stream;
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, stream);
    CAPTURE(stream);
    AnswerBuilder builder;
    for (const AnswerEvent& event : decoded(openAiChatCodec(), {stream}))
        builder.take(event);
    ModelAnswer again = std::move(builder.answer());
    again.id = answer.id; // streams generate their own IDs
    CHECK(describe(again).dump(1) == describe(answer).dump(1));
}

Conversation foreignConversation()
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    conversation.model = "m";
    conversation.messages.push_back(messageOf(Role::User, {textPart("Hi")}));
    return conversation;
}

} // namespace tests
