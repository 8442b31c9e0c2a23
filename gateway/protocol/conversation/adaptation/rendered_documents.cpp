#include "rendered_documents.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr const char* kContext = "context";
constexpr const char* kCitations = "citations";

/// Whether it is the default.
bool isOff(const std::string& key, const Json& value)
{
    return value.is_null() || (key == kCitations && value.is_object() && value.value("enabled", Json()) != true);
}

/// `isInWords`: everything except the request to cite it is part of a text.
void reportOwn(const Opaque& own, bool isInWords, Losses& losses)
{
    if (!own.value.is_object())
        return;
    for (const auto& [key, value] : own.value.items())
        if (!isOff(key, value) && key != kContext && (!isInWords || key == kCitations))
            losses.add("messages: " + key);
}

template <class Content> void reportOf(const Content& content, Format target, Losses& losses)
{
    const auto* const media = std::get_if<Media>(&content);
    const auto* const text = std::get_if<Text>(&content);
    if (media && media->extras.format != target)
        reportOwn(media->extras, false, losses);
    if (text && text->original.format != target)
        reportOwn(text->original, true, losses);
}

/// The text before `media` (null: none); empty if it has no metadata or the target supports them.
std::optional<Text> wordsBefore(const Media* media, Format target)
{
    const bool isOther =
        media && media->extras.format == Format::Anthropic && target != Format::Anthropic && target != Format::Bedrock;
    if (!isOther || !media->extras.value.is_object())
        return std::nullopt;
    const auto context = media->extras.value.find(kContext);
    if (context == media->extras.value.end() || !context->is_string() || context->get_ref<const std::string&>().empty())
        return std::nullopt;
    Text text;
    text.text = (media->name.empty() ? "Document:" : "Document: " + media->name) + '\n'
        + context->get_ref<const std::string&>();
    return text;
}

bool wantsWords(const Message& message, Format target)
{
    const auto wants = [target](const auto& content) {
        return wordsBefore(std::get_if<Media>(&content), target).has_value();
    };
    return std::ranges::any_of(message.parts, [&](const Part& part) {
        const auto* const result = std::get_if<ToolResult>(&part.content);
        return wants(part.content) || (result && std::ranges::any_of(result->content, wants));
    });
}

void tell(ToolResult& result, Format target)
{
    std::vector<ResultContent> all;
    for (ResultContent& each : result.content) {
        if (auto words = wordsBefore(std::get_if<Media>(&each), target))
            all.emplace_back(std::move(*words));
        all.push_back(std::move(each));
    }
    result.content = std::move(all);
}

void tell(Message& message, Format target)
{
    std::vector<Part> all;
    for (Part& part : message.parts) {
        if (auto* const result = std::get_if<ToolResult>(&part.content))
            tell(*result, target);
        if (auto words = wordsBefore(std::get_if<Media>(&part.content), target))
            all.push_back({std::move(*words), {}});
        all.push_back(std::move(part));
    }
    message.parts = std::move(all);
}

} // namespace

std::optional<Conversation> withRenderedDocuments(Format target, const Conversation& conversation, Losses& losses)
{
    bool isRendered = false;
    for (const Message& message : conversation.messages) {
        for (const Part& part : message.parts) {
            reportOf(part.content, target, losses);
            if (const auto* const result = std::get_if<ToolResult>(&part.content))
                for (const ResultContent& each : result->content)
                    reportOf(each, target, losses);
        }
        isRendered = isRendered || wantsWords(message, target);
    }
    if (!isRendered)
        return std::nullopt;
    Conversation made = conversation;
    for (Message& message : made.messages)
        tell(message, target);
    return made;
}

} // namespace gateway::protocol
