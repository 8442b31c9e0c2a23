#include "gateway/protocol/conversation/adaptation/rendered_documents.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

Media document(const char* own, const char* name = "")
{
    Media media;
    media.kind = Media::Kind::File;
    media.data = "JVBERi0x";
    media.mediaType = "application/pdf";
    media.name = name;
    media.extras = {Format::Anthropic, parseJson(own).value()};
    return media;
}

Conversation holding(Content content)
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    Message message;
    message.parts.push_back({std::move(content), {}});
    conversation.messages.push_back(std::move(message));
    return conversation;
}

} // namespace

TEST_CASE("puts a document's title and context before it and reports what cannot be carried")
{
    struct Row {
        const char* own;
        const char* name;
        Format target;
        const char* words; ///< before it; null: none
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"context":"Of Monday"})", "Note", Format::OpenAiChat, "Document: Note\nOf Monday", {}},
        {R"({"context":"Of Monday"})", "", Format::Gemini, "Document:\nOf Monday", {}},
        {R"({"context":"Of Monday"})", "Note", Format::Bedrock, nullptr, {}},
        {R"({"context":"Of Monday","citations":{"enabled":true}})", "", Format::Anthropic, nullptr, {}},
        {R"({"context":"","citations":{"enabled":true}})", "", Format::Bedrock, nullptr, {"messages: citations"}},
        {R"({"context":null,"citations":{"enabled":false}})", "", Format::OpenAiResponses, nullptr, {}},
        {R"({"citations":null,"new":1})", "", Format::OpenAiChat, nullptr, {"messages: new"}},
    }));
    CAPTURE(row.own);
    Losses losses;
    const auto made = withRenderedDocuments(row.target, holding(document(row.own, row.name)), losses);
    CHECK(losses.list() == row.losses);
    REQUIRE(made.has_value() == (row.words != nullptr));
    if (!made)
        return;
    const auto& parts = made->messages[0].parts;
    REQUIRE(parts.size() == 2);
    CHECK(std::get<Text>(parts[0].content).text == row.words);
    CHECK(std::get<Media>(parts[1].content).data == "JVBERi0x");
}

TEST_CASE("puts title and context before documents in tool results as well")
{
    ToolResult result;
    result.content = {Text{"Found:"}, document(R"({"context":"Of Monday"})")};
    Losses losses;
    const auto made = withRenderedDocuments(Format::OpenAiChat, holding(std::move(result)), losses);
    REQUIRE(made);
    const auto& content = std::get<ToolResult>(made->messages[0].parts[0].content).content;
    REQUIRE(content.size() == 3);
    CHECK(std::get<Text>(content[1]).text == "Document:\nOf Monday");
}

TEST_CASE("reports only citations as lost for a document that became text")
{
    Text text;
    text.text = "Document: Note\nOf Monday\n\nBuy milk.";
    text.original = {Format::Anthropic,
        parseJson(R"({"type":"document","title":"Note","context":"Of Monday","citations":{"enabled":true}})").value()};
    Losses losses;
    CHECK_FALSE(withRenderedDocuments(Format::OpenAiChat, holding(text), losses));
    CHECK(losses.list() == std::vector<std::string>{"messages: citations"});
    Losses none;
    CHECK_FALSE(withRenderedDocuments(Format::Anthropic, holding(text), none));
    CHECK(none.list().empty());
}
