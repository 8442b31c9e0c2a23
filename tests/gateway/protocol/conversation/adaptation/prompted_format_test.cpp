#include "gateway/protocol/conversation/adaptation/prompted_format.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

using Form = OutputFormat::Kind;

Message said(Role role, const std::string& words)
{
    Message message;
    message.role = role;
    Text text;
    text.text = words;
    message.parts.push_back({text, {}});
    return message;
}

Conversation asking(Form kind, bool hasTools, const std::string& words = "Hi")
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    conversation.messages = {said(Role::System, "Be brief."), said(Role::User, words)};
    conversation.output.kind = kind;
    conversation.output.schema = Json{{"type", "object"}};
    if (hasTools) {
        conversation.tools.emplace_back();
        conversation.tools.back().name = "ls";
    }
    return conversation;
}

} // namespace

TEST_CASE("describes the answer format in the prompt where it cannot be combined with tools")
{
    struct Row {
        Format format;
        const char* model;
        bool jsonOrTools;
        ToolChoice::Kind choice;
        bool isTold;
    };
    using Choice = ToolChoice::Kind;
    const auto row = GENERATE(values<Row>({
        {Format::Gemini, "gemini-2.5-flash", true, Choice::Unsaid, true},
        {Format::Gemini, "models/gemini-2.0-flash", true, Choice::Auto, true},
        {Format::Gemini, "gemini-3-flash", false, Choice::Auto, false},
        {Format::Gemini, "gemini-3-flash", false, Choice::Required, true},
        {Format::OllamaChat, "qwen3", false, Choice::Auto, true},
        {Format::OllamaChat, "qwen3", false, Choice::None, false},
        {Format::Cohere, "command-a-03-2025", false, Choice::Auto, true},
        {Format::OpenAiChat, "llama-3.3-70b-versatile", true, Choice::Auto, true},
        {Format::OpenAiChat, "gpt-5", false, Choice::Auto, false},
        {Format::Anthropic, "m", true, Choice::Auto, false},
    }));
    CAPTURE(row.model, static_cast<int>(row.choice));
    Losses losses;
    const FormatTarget target{row.format, row.jsonOrTools};
    Conversation conversation = asking(Form::JsonSchema, true);
    conversation.toolChoice.kind = row.choice;
    const auto told = withPromptedFormat(conversation, target, losses);
    REQUIRE(told.has_value() == row.isTold);
    CHECK(losses.list().size() == (row.isTold ? 1U : 0U));
    conversation.origin = row.format; // a client of the same format gets the same prompt where the two cannot be combined
    CHECK(withPromptedFormat(conversation, target, losses).has_value() == row.isTold);
    CHECK_FALSE(withPromptedFormat(asking(Form::JsonSchema, false), target, losses));
    CHECK_FALSE(withPromptedFormat(asking(Form::Text, true), target, losses));
    if (!told)
        return;
    CHECK(told->output.kind == Form::Unsaid);
    REQUIRE(told->messages.size() == 3);
    CHECK(told->messages[1].role == Role::System);
    CHECK(std::get<Text>(told->messages[1].parts[0].content).text.ends_with(R"({"type":"object"})"));
}

TEST_CASE("describes the answer format in the prompt for hosts without JSON mode in any format")
{
    for (const Form kind : {Form::JsonObject, Form::JsonSchema, Form::Text})
        for (const bool isOwn : {false, true}) {
            CAPTURE(static_cast<int>(kind), isOwn);
            Conversation conversation = asking(kind, false);
            conversation.origin = isOwn ? Format::OpenAiChat : Format::Anthropic;
            FormatTarget target{Format::OpenAiChat};
            target.noJson = true;
            Losses losses;
            const auto told = withPromptedFormat(conversation, target, losses);
            REQUIRE(told.has_value() == (kind != Form::Text));
            if (told)
                CHECK(told->output.kind == Form::Unsaid);
            CHECK(losses.list().size() == (kind == Form::JsonSchema ? 1U : 0U)); // which is not enforced
        }
}

TEST_CASE("describes the schema and uses JSON mode where the target supports JSON without a schema")
{
    struct Row {
        Form kind;
        bool hasTools;
        bool jsonOrTools;
        Form sent; ///< Unsaid: only described in the prompt
        bool isTold;
    };
    const auto row = GENERATE(values<Row>({
        {Form::JsonSchema, false, false, Form::JsonObject, true},
        {Form::JsonSchema, true, false, Form::JsonObject, true},
        {Form::JsonSchema, true, true, Form::Unsaid, true},
        {Form::JsonObject, false, false, Form::JsonObject, false},
        {Form::Text, false, false, Form::Text, false},
    }));
    for (const Format origin : {Format::OpenAiChat, Format::Anthropic}) {
        CAPTURE(static_cast<int>(row.kind), row.hasTools, row.jsonOrTools, static_cast<int>(origin));
        Conversation conversation = asking(row.kind, row.hasTools, "As JSON.");
        conversation.origin = origin;
        FormatTarget target{Format::OpenAiChat, row.jsonOrTools};
        target.noSchema = true;
        Losses losses;
        const auto told = withPromptedFormat(conversation, target, losses);
        REQUIRE(told.has_value() == row.isTold);
        CHECK(losses.isSchemaPrompted() == row.isTold);
        if (!told)
            continue;
        CHECK(told->output.kind == row.sent);
        REQUIRE(told->messages.size() == 3);
        CHECK_THAT(std::get<Text>(told->messages[1].parts[0].content).text, Catch::Contains(R"({"type":"object"})"));
    }
}

TEST_CASE("requests JSON in the prompt where the target has no JSON mode")
{
    struct Row {
        Format format;
        const char* model;
        bool hasTools;
        bool isTold;
    };
    const auto row = GENERATE(values<Row>({
        {Format::Anthropic, "claude-sonnet-4-5", false, true},
        {Format::Bedrock, "anthropic.claude-sonnet-4-5", false, true},
        {Format::Gemini, "gemma-3-27b-it", false, true},
        {Format::Gemini, "gemini-2.5-flash", false, false},
        {Format::Gemini, "gemini-2.5-flash", true, true},
        {Format::Cohere, "command-a-03-2025", false, false},
        {Format::Cohere, "command-a-03-2025", true, true},
        {Format::OllamaChat, "qwen3", false, false},
    }));
    CAPTURE(row.model, row.hasTools);
    Losses losses;
    Conversation conversation = asking(Form::JsonObject, row.hasTools);
    conversation.origin = Format::OpenAiChat;
    const auto told = withPromptedFormat(conversation, {row.format, std::string_view(row.model).starts_with("gemini-2"), row.model}, losses);
    REQUIRE(told.has_value() == row.isTold);
    CHECK(losses.list().empty()); // the gateway checks the answer
    if (!told)
        return;
    CHECK(told->output.kind == Form::Unsaid);
    CHECK(std::get<Text>(told->messages[1].parts[0].content).text.find("JSON") != std::string::npos);
}

TEST_CASE("adds the word JSON to the prompt where the API requires it")
{
    struct Row {
        Format format;
        const char* words;
        bool isPutIn;
    };
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiChat, "Three colours.", true},
        {Format::OpenAiResponses, "Three colours.", true},
        {Format::OpenAiChat, "Three colours as Json.", false},
        {Format::Gemini, "Three colours.", false},
    }));
    CAPTURE(row.words);
    Losses losses;
    const auto told = withPromptedFormat(asking(Form::JsonObject, false, row.words), {row.format, false}, losses);
    REQUIRE(told.has_value() == row.isPutIn);
    CHECK(losses.list().empty());
    if (!told)
        return;
    CHECK(told->output.kind == Form::JsonObject);
    CHECK(told->messages.size() == 3);
    CHECK_FALSE(withPromptedFormat(*told, {row.format, false}, losses));
}
