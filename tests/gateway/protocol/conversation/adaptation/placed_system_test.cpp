#include "gateway/protocol/conversation/adaptation/placed_system.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// One message per letter: system, developer, user or assistant; c is a tool call and r its
/// result. Each contains its letter and index.
Conversation saying(const std::string& letters)
{
    Conversation conversation;
    conversation.origin = Format::OpenAiResponses;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const char letter = letters[i];
        Message message;
        message.role = letter == 's' ? Role::System
            : letter == 'd'          ? Role::Developer
            : letter == 'u' || letter == 'r' ? Role::User
                                             : Role::Assistant;
        if (letter == 'c') {
            ToolCall call;
            call.id = call.name = "c";
            message.parts.push_back({std::move(call), {}});
        } else if (letter == 'r') {
            ToolResult result;
            result.callId = "c";
            message.parts.push_back({std::move(result), {}});
        } else {
            message.parts.push_back({Text{letter + std::to_string(i)}, {}});
        }
        conversation.messages.push_back(std::move(message));
    }
    return conversation;
}

std::string inShort(std::string text)
{
    const auto replace = [&](const std::string& what, const std::string& by) {
        for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what))
            text.replace(at, what.size(), by);
    };
    replace("<system-reminder>\n", "{");
    replace("\n</system-reminder>", "}");
    replace("\n\n", "/");
    return text;
}

/// "s:s0 u:u1+{s2}": role and parts; braces mark system text, / a blank line.
std::string laidOut(const Conversation& conversation)
{
    constexpr std::string_view kLetters = "sdua";
    std::string all;
    for (const Message& message : conversation.messages) {
        all += (all.empty() ? "" : " ") + std::string(1, kLetters[static_cast<std::size_t>(message.role)]) + ':';
        for (const Part& part : message.parts) {
            all += &part == &message.parts.front() ? "" : "+";
            const auto* const text = std::get_if<Text>(&part.content);
            all += text ? inShort(text->text) : std::holds_alternative<ToolCall>(part.content) ? "call" : "result";
        }
    }
    return all;
}

} // namespace

TEST_CASE("moves system messages to where the target accepts them")
{
    struct Row {
        const char* said;
        Format format;
        SystemPlace place;
        const char* shown; ///< empty: unchanged
        bool isReported = false;
    };
    using enum SystemPlace;
    constexpr Format kChat = Format::OpenAiChat;
    constexpr Format kClaude = Format::Anthropic;
    const auto row = GENERATE(values<Row>({
        {"suasu", kChat, Middle, ""},
        {"sdsu", Format::OpenAiCompletions, Middle, ""},
        // before the first turn
        {"sdsu", kChat, OneAtFront, "s:s0/d1/s2 u:u3"},
        {"sdu", Format::OllamaChat, OneAtFront, "s:s0/d1 u:u2"},
        {"sd", Format::Cohere, OneAtFront, "s:s0/d1"},
        {"su", kChat, OneAtFront, ""},
        {"ua", kChat, OneAtFront, ""},
        {"", kChat, OneAtFront, ""},
        {"sdsu", kChat, Front, ""},
        {"sdu", Format::Gemini, Front, "s:s0/d1 u:u2"},
        {"sdu", Format::Bedrock, Front, "s:s0/d1 u:u2"},
        {"sdu", kClaude, Front, "s:s0/d1 u:u2"},
        {"sdu", kClaude, Middle, "s:s0/d1 u:u2"},
        // after it, as Claude Code, Codex and others send them
        {"susa", kChat, OneAtFront, "s:s0 u:u1+{s2} a:a3", true},
        {"sdus", Format::OllamaChat, OneAtFront, "s:s0/d1 u:u2+{s3}", true},
        {"uds", Format::OpenAiChat, OneAtFront, "u:u0+{d1}+{s2}", true},
        {"sduas", kChat, Front, "s:s0 d:d1 u:u2 a:a3 u:{s4}", true},
        {"suasu", kChat, OneAtFront, "s:s0 u:u1 a:a2 u:{s3}+u4", true},
        {"susu", kChat, Front, "s:s0 u:u1+{s2} u:u3", true},
        {"susau", Format::Gemini, Front, "s:s0 u:u1+{s2} a:a3 u:u4", true},
        {"suas", Format::Bedrock, Front, "s:s0 u:u1 a:a2 u:{s3}", true},
        {"asa", Format::Gemini, Front, "a:a0 u:{s1} a:a2", true},
        // a call and its result stay together
        {"ucsr", kChat, OneAtFront, "u:u0 a:call u:result+{s2}", true},
        {"ucsrr", Format::OllamaChat, OneAtFront, "u:u0 a:call u:result u:result+{s2}", true},
        {"ucrsru", kChat, OneAtFront, "u:u0 a:call u:result u:result u:{s3}+u5", true},
        {"ucrsa", Format::Gemini, Front, "u:u0 a:call u:result+{s3} a:a4", true},
        // Anthropic's newer models accept them after user turns
        {"susa", kClaude, Middle, "s:s0 u:u1 s:s2 a:a3"},
        {"sussa", kClaude, Middle, "s:s0 u:u1 s:s2/s3 a:a4"},
        {"us", kClaude, Middle, "u:u0 s:s1"},
        {"usu", kClaude, Middle, "u:u0 u:u2 s:s1", true},
        {"ucsr", kClaude, Middle, "u:u0 a:call u:result s:s2", true},
        {"uas", kClaude, Middle, "u:u0 a:a1 u:{s2}", true},
        {"uasu", kClaude, Middle, "u:u0 a:a1 u:u3 s:s2", true},
        {"susa", kClaude, Front, "s:s0 u:u1+{s2} a:a3", true},
    }));
    CAPTURE(row.said, static_cast<int>(row.format), static_cast<int>(row.place));
    Losses losses;
    const auto made = withPlacedSystem({row.format, row.place}, saying(row.said), losses);
    CHECK((made ? laidOut(*made) : std::string()) == row.shown);
    CHECK(losses.list() == (row.isReported ? std::vector<std::string>{kSystemMoved} : std::vector<std::string>{}));
    if (made) { // a second run changes nothing
        Losses none;
        const auto again = withPlacedSystem({row.format, row.place}, *made, none);
        CHECK((again ? laidOut(*again) : laidOut(*made)) == laidOut(*made));
        CHECK(none.list().empty());
    }
}

TEST_CASE("keeps cache control between system texts where it is supported")
{
    Conversation conversation = saying("ssu");
    conversation.messages[0].parts[0].cacheControl = Json{{"type", "ephemeral"}};
    Losses losses;
    const auto apart = withPlacedSystem({Format::Anthropic, SystemPlace::Front, true}, conversation, losses);
    REQUIRE(apart);
    CHECK(laidOut(*apart) == "s:s0+/s1 u:u2");
    CHECK(apart->messages[0].parts[0].cacheControl == Json{{"type", "ephemeral"}});
    const auto joined = withPlacedSystem({Format::OllamaChat, SystemPlace::OneAtFront, false}, conversation, losses);
    REQUIRE(joined);
    CHECK(laidOut(*joined) == "s:s0/s1 u:u2");
    CHECK(joined->messages[0].parts[0].cacheControl == Json{{"type", "ephemeral"}}); // for the writer to report
    CHECK(losses.list().empty());
}

TEST_CASE("drops an empty system message and does not tag one twice")
{
    Conversation conversation = saying("usau");
    conversation.messages[1].parts.clear();
    Losses losses;
    const auto without = withPlacedSystem({Format::OpenAiChat, SystemPlace::OneAtFront}, conversation, losses);
    REQUIRE(without);
    CHECK(laidOut(*without) == "u:u0 a:a2 u:u3");
    conversation.messages[1].parts.push_back({Text{"<system-reminder>\nBe brief.\n</system-reminder>\n"}, {}});
    const auto marked = withPlacedSystem({Format::OpenAiChat, SystemPlace::OneAtFront}, conversation, losses);
    REQUIRE(marked);
    CHECK(std::get<Text>(marked->messages[0].parts[1].content).text == "<system-reminder>\nBe brief.\n</system-reminder>\n");
}

TEST_CASE("leaves system messages of a same-format request alone")
{
    Losses losses;
    Conversation conversation = saying("uas");
    conversation.origin = Format::Anthropic;
    CHECK_FALSE(withPlacedSystem({Format::Anthropic, SystemPlace::Front}, conversation, losses));
    CHECK(losses.list().empty());
}
