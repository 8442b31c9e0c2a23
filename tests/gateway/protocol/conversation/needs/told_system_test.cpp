#include "gateway/protocol/conversation/needs/told_system.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// A message for each letter: of the system, the developer, the user or the assistant.
Conversation saying(const std::string& roles)
{
    Conversation conversation;
    for (const char role : roles) {
        Message message;
        message.role = role == 's' ? Role::System : role == 'd' ? Role::Developer : role == 'u' ? Role::User : Role::Assistant;
        message.parts.push_back({Text{std::string(1, role)}, {}});
        conversation.messages.push_back(std::move(message));
    }
    return conversation;
}

std::string rolesOf(const Conversation& conversation)
{
    constexpr std::string_view kLetters = "sdua";
    std::string roles;
    for (const Message& message : conversation.messages)
        roles += kLetters[static_cast<std::size_t>(message.role)];
    return roles;
}

} // namespace

TEST_CASE("late words of the system keep their place as the user's where the assistant would have the last word")
{
    struct Row {
        const char* roles;
        Format target;
        const char* told; ///< the roles; empty: as they are
        bool isMoved = false; ///< one goes to the top
    };
    const auto row = GENERATE(values<Row>({
        {"uas", Format::Anthropic, "uau"},
        {"uad", Format::Gemini, "uau"},
        {"suasd", Format::Bedrock, "suauu"},
        {"uas", Format::OpenAiResponses, ""},
        {"uas", Format::Cohere, ""},
        {"sua", Format::Anthropic, ""},
        {"sd", Format::Anthropic, ""},
        {"uasu", Format::Anthropic, "", true},
        {"us", Format::Anthropic, "", true},
        {"usas", Format::Gemini, "usau", true},
        {"as", Format::Gemini, "au"},
        {"", Format::Gemini, ""},
    }));
    CAPTURE(row.roles);
    Losses losses;
    const Conversation conversation = saying(row.roles);
    const auto made = withToldSystem(row.target, conversation, losses);
    CHECK((made ? rolesOf(*made) : std::string()) == row.told);
    CHECK(losses.list()
        == (row.isMoved ? std::vector<std::string>{"messages: place of a system message"} : std::vector<std::string>{}));
}

TEST_CASE("a format's own late words of the system are its own matter")
{
    Losses losses;
    Conversation conversation = saying("uas");
    conversation.origin = Format::Anthropic;
    CHECK_FALSE(withToldSystem(Format::Anthropic, conversation, losses));
    CHECK(losses.list().empty());
}
