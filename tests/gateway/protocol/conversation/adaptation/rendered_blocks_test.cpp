#include "gateway/protocol/conversation/adaptation/rendered_blocks.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

Opaque block(const std::string& json) { return {Format::Anthropic, parseJson(json).value(), "messages[0].content[0]"}; }

Message saying(Role role, std::vector<Content> contents)
{
    Message message;
    message.role = role;
    for (Content& content : contents)
        message.parts.push_back({std::move(content), {}});
    return message;
}

template <class Piece> std::string wordsOf(const Piece& content)
{
    if (const auto* const text = std::get_if<Text>(&content))
        return text->text;
    const auto* const media = std::get_if<Media>(&content);
    return media ? "image:" + media->mediaType + media->data + media->url + media->fileId : "?";
}

/// "user: text | text" for each message, on one line each.
std::string shown(const Conversation& conversation)
{
    std::string all;
    for (const Message& message : conversation.messages) {
        all += message.role == Role::Assistant ? "assistant:" : "user:";
        for (const Part& part : message.parts) {
            if (const auto* const result = std::get_if<ToolResult>(&part.content))
                for (const ResultContent& each : result->content)
                    all += " (" + wordsOf(each) + ')';
            else
                all += ' ' + wordsOf(part.content);
            all += part.cacheControl.is_null() ? " |" : " cached |";
        }
        all += '\n';
    }
    return all;
}

const std::string kDocument =
    R"({"type":"document","title":"Trip","context":"Of May","source":{"type":"content","content":[{"type":"text","text":"Day 1"},)"
    R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"text","text":"Day 2"},)"
    R"({"type":"image","source":{"type":"url","url":"https://e.com/a.png"}}]},"cache_control":{"type":"ephemeral"}})";

} // namespace

TEST_CASE("renders a document of text and images in order including in tool results")
{
    ToolResult result;
    result.callId = "1";
    result.content.emplace_back(block(kDocument));
    Conversation conversation;
    conversation.messages.push_back(saying(Role::User, {block(kDocument), Text{"Where?", {}, {}}}));
    conversation.messages.push_back(saying(Role::User, {result}));
    Losses losses;
    CHECK_FALSE(withRenderedBlocks(Format::Anthropic, conversation, losses));
    const auto made = withRenderedBlocks(Format::OpenAiChat, conversation, losses);
    REQUIRE(made);
    const std::string head = "Document: Trip\nOf May\n\nDay 1";
    CHECK(std::get<Media>(made->messages[0].parts[1].content).place == "messages[0].content[0].source.content[1]");
    CHECK(shown(*made)
        == "user: " + head + " | image:image/pngAAAA | Day 2 | image:https://e.com/a.png cached | Where? |\n"
            + "user: (" + head + ") (image:image/pngAAAA) (Day 2) (image:https://e.com/a.png) |\n");
}

TEST_CASE("sends a compaction summary as a user message")
{
    struct Row {
        const char* block;
        bool isAlone;
        const char* shown;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"compaction","content":"All is built."})", false,
            "user: Hi |\nuser: Summary of the conversation so far:\n\nAll is built. |\nassistant: Yes |\n", {}},
        {R"({"type":"compaction","content":"All is built."})", true,
            "user: Hi |\nuser: Summary of the conversation so far:\n\nAll is built. |\n", {}},
        // a failed compaction
        {R"({"type":"compaction","content":null})", false, "user: Hi |\nassistant: ? | Yes |\n", {}}, // left for the writer to report
        {R"({"type":"compaction","content":null})", true, "user: Hi |\n", {"messages: compaction"}},
    }));
    CAPTURE(row.block);
    Conversation conversation;
    conversation.messages.push_back(saying(Role::User, {Text{"Hi", {}, {}}}));
    std::vector<Content> said{block(row.block)};
    if (!row.isAlone)
        said.emplace_back(Text{"Yes", {}, {}});
    conversation.messages.push_back(saying(Role::Assistant, said));
    Losses losses;
    CHECK_FALSE(withRenderedBlocks(Format::Anthropic, conversation, losses));
    const auto made = withRenderedBlocks(Format::Gemini, conversation, losses);
    REQUIRE(made);
    CHECK(shown(*made) == row.shown);
    CHECK(losses.list() == row.losses);
}

TEST_CASE("renders provider tool calls between the texts of a turn and drops empty messages")
{
    const auto item = [](const char* json) { return Opaque{Format::OpenAiResponses, parseJson(json).value(), {}}; };
    const Opaque call = item(R"({"type":"mcp_call","name":"find","arguments":"{}","output":"1"})");
    const Opaque image = item(R"({"type":"image_generation_call","result":"AAAA"})");
    const std::string told = "[Called the tool find:]\n{}\n[It returned:]\n1";
    const auto text = [](const char* words) { return Text{words, {}, {}}; };
    struct Row {
        std::vector<std::vector<Content>> turns; ///< of the assistant
        std::string shown;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{{call}}, "user: Hi |\nassistant: " + told + " |\n", {}},
        {{{text("a"), call, text("b"), text("c")}},
            "user: Hi |\nassistant: a | \n\n" + told + " | \n\nb | c |\n", {}},
        {{{call, call}, {text("a")}},
            "user: Hi |\nassistant: " + told + " | \n\n" + told + " |\nassistant: \n\na |\n", {}},
        {{{image}}, "user: Hi |\n", {"messages: image_generation_call"}},
        {{{image, text("a")}}, "user: Hi |\nassistant: ? | a |\n", {}}, // left for the writer to report
        {{{}, {image, image}}, "user: Hi |\nassistant:\n", {"messages: image_generation_call"}},
    }));
    CAPTURE(row.shown);
    Conversation conversation;
    conversation.messages.push_back(saying(Role::User, {text("Hi")}));
    for (const std::vector<Content>& turn : row.turns)
        conversation.messages.push_back(saying(Role::Assistant, turn));
    Losses losses;
    CHECK_FALSE(withRenderedBlocks(Format::OpenAiResponses, conversation, losses));
    CHECK(losses.list().empty());
    const Format target = GENERATE(Format::OpenAiChat, Format::Anthropic, Format::Gemini, Format::OllamaChat);
    const auto made = withRenderedBlocks(target, conversation, losses);
    REQUIRE(made);
    CHECK(shown(*made) == row.shown);
    CHECK(losses.list() == row.losses);
}
