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
        QT_TRANSLATE_NOOP("Error", "names what Google keeps of the conversation, which the target cannot see. Send the conversation itself, or "
        "choose one of Google's models.")},
    OwnField{Format::Anthropic, "mcp_servers",
        QT_TRANSLATE_NOOP("Error", "names servers whose tools Anthropic calls, which the target's API does not. Choose a model of Anthropic's, or "
        "describe their tools as functions.")},
    OwnField{Format::Anthropic, "container",
        QT_TRANSLATE_NOOP("Error", "names files and skills that Anthropic keeps, which the target cannot see. Leave it out, or choose a model of "
        "Anthropic's.")},
    OwnField{Format::OpenAiChat, "web_search_options",
        QT_TRANSLATE_NOOP("Error", "asks for a search of the web, which the target's API does not have. Choose a model of a provider that has it.")},
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
            QT_TRANSLATE_NOOP("Error", "is a document, which the target's API does not take. Send its text, or choose a model of another "
            "provider."));
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
        QT_TRANSLATE_NOOP("Error", "holds messages only whose role is not known here and that have no text, so that the target has nothing to answer. "
        "Send a message of the user, or choose a model of a provider that speaks the API of this request."));
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
