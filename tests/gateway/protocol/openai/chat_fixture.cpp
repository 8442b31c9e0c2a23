#include "chat_fixture.h"

#include "catch.h"

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

Conversation foreignConversation()
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    conversation.model = "m";
    conversation.messages.push_back(messageOf(Role::User, {textPart("Hi")}));
    return conversation;
}

} // namespace tests
