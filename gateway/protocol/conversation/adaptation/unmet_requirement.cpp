#include "unmet_requirement.h"

#include "answer_requirement.h"
#include "tool_requirement.h"

#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace gateway::protocol {

namespace {

/// Something that a provider stores or retrieves itself.
struct OwnField {
    Format client;
    std::string_view name;
    const char* what; ///< text after the field name
};

constexpr std::array kOwnFields{
    OwnField{Format::Gemini, "cachedContent",
        QT_TRANSLATE_NOOP("Error", "refers to content cached at Google, which the target cannot access. Send the conversation itself, or "
            "choose one of Google's models.")},
    OwnField{Format::Anthropic, "mcp_servers",
        QT_TRANSLATE_NOOP("Error", "lists MCP servers that Anthropic would call; the target's API does not support them. Choose one of "
            "Anthropic's models, or define their tools as functions.")},
    OwnField{Format::Anthropic, "container",
        QT_TRANSLATE_NOOP("Error", "refers to files and skills stored at Anthropic, which the target cannot access. Leave it out, or choose "
            "one of Anthropic's models.")},
    OwnField{Format::OpenAiChat, "web_search_options",
        QT_TRANSLATE_NOOP("Error", "requests a web search, which the target's API does not support. Choose a model of a provider that supports it.")},
};

/// An empty list requests nothing; an empty object may request the default.
bool isSaid(const Json& value) { return !value.is_null() && !(value.is_array() && value.empty()); }

void requireOwnFields(const Conversation& conversation, BodyProblem& problem)
{
    for (const OwnField& field : kOwnFields)
        for (const auto& [key, value] : conversation.extras)
            if (field.client == conversation.origin && field.name == key && isSaid(value))
                problem.add(key, Sentence::of(field.what));
}

/// Except plain text files.
void requireFile(const Media* media, BodyProblem& problem)
{
    if (media && media->kind == Media::Kind::File && !plainText(*media))
        problem.add(media->placeOr("messages"),
            QT_TRANSLATE_NOOP("Error", "is a document, which the target's API does not accept. Send its text, or choose a model of another provider."));
}

void requireFiles(const Conversation& conversation, BodyProblem& problem)
{
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts) {
            requireFile(std::get_if<Media>(&part.content), problem);
            if (const auto* const result = std::get_if<ToolResult>(&part.content))
                for (const ResultContent& content : result->content)
                    requireFile(std::get_if<Media>(&content), problem);
        }
}

/// Messages with an unknown role and without text cannot be expressed, and are dropped only if there are others.
void requireWords(const Conversation& conversation, BodyProblem& problem)
{
    const auto saysNothing = [](const Message& message) { return !message.original.is_null() && message.parts.empty(); };
    if (conversation.messages.empty() || !std::ranges::all_of(conversation.messages, saysNothing))
        return;
    const Format client = conversation.origin;
    problem.add(client == Format::Gemini ? "contents" : client == Format::OpenAiResponses ? "input" : "messages",
        QT_TRANSLATE_NOOP("Error", "contains only messages without text whose roles are unknown, so there is nothing for the target to "
            "answer. Send a user message, or choose a model of a provider with the API of this request."));
}

} // namespace

std::optional<Error> unmetRequirement(const Conversation& conversation, Format target, const TargetLimits& limits)
{
    BodyProblem problem;
    problem.nameAs(conversation.spellings);
    requireTools(conversation, target, limits, problem);
    if (conversation.origin != target) {
        requireOwnFields(conversation, problem);
        requireWords(conversation, problem);
    }
    if (conversation.origin != target && limits.noFiles)
        requireFiles(conversation, problem);
    requireAnswer(conversation, target, limits, problem);
    if (!problem.isThere())
        return std::nullopt;
    return problem.error().value();
}

} // namespace gateway::protocol
