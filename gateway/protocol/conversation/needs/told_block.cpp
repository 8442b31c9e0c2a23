#include "told_block.h"

#include "gateway/protocol/conversation/wording/media_text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

const Json& fieldOf(const Json& object, const char* key)
{
    static const Json kNone;
    if (!object.is_object())
        return kNone;
    const auto found = object.find(key);
    return found == object.end() ? kNone : *found;
}

std::string textIn(const Json& object, const char* key)
{
    const Json& value = fieldOf(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// The block, if it is one of Anthropic's of `type`; else null.
template <class Content> const Opaque* blockOf(const Content& content, std::string_view type)
{
    const auto* const opaque = std::get_if<Opaque>(&content);
    const bool isIt = opaque && opaque->format == Format::Anthropic && textIn(opaque->value, "type") == type;
    return isIt ? opaque : nullptr;
}

template <class Content> bool isDocument(const Content& content) { return blockOf(content, "document") != nullptr; }

/// The words of a compaction; empty: it is none, or holds none.
std::string summaryIn(const Part& part)
{
    const Opaque* const block = blockOf(part.content, "compaction");
    return block ? textIn(block->value, "content") : std::string();
}

Media imageOf(const Json& block, std::string place)
{
    const Json& source = fieldOf(block, "source");
    Media media;
    media.place = std::move(place);
    media.mediaType = textIn(source, "media_type");
    media.data = textIn(source, "data");
    media.fileId = textIn(source, "file_id");
    if (const std::string url = textIn(source, "url"); !url.empty())
        setUrl(media, url);
    return media;
}

/// What the document says of itself, its words and its images, in their order.
std::vector<ResultContent> piecesOf(const Opaque& document)
{
    const Json& block = document.value;
    Text words;
    words.origin = Format::Anthropic;
    words.original = {Format::Anthropic, block};
    words.text = "Document:";
    if (const std::string title = textIn(block, "title"); !title.empty())
        words.text += ' ' + title;
    if (const std::string context = textIn(block, "context"); !context.empty())
        words.text += '\n' + context;
    std::vector<ResultContent> pieces;
    const Json& content = fieldOf(fieldOf(block, "source"), "content");
    for (std::size_t i = 0; i < content.size(); ++i) {
        const Json& each = content[i];
        if (textIn(each, "type") != "image") {
            const std::string text = textIn(each, "text");
            words.text += (words.text.empty() || text.empty() ? "" : "\n\n") + text;
            continue;
        }
        if (!words.text.empty())
            pieces.emplace_back(std::exchange(words, Text()));
        pieces.emplace_back(imageOf(each, document.place.empty() ? "" : document.place + ".source.content[" + std::to_string(i) + ']'));
    }
    if (!words.text.empty())
        pieces.emplace_back(std::move(words));
    return pieces;
}

void tellDocument(const Opaque& document, std::vector<Part>& parts)
{
    for (ResultContent& piece : piecesOf(document))
        std::visit([&](auto& content) { parts.push_back({std::move(content), {}}); }, piece);
    if (const Json& cache = fieldOf(document.value, "cache_control"); cache.is_object())
        parts.back().cacheControl = cache;
}

void tellDocuments(ToolResult& result)
{
    std::vector<ResultContent> all;
    for (ResultContent& each : result.content) {
        const Opaque* const document = blockOf(each, "document");
        if (!document) {
            all.push_back(std::move(each));
            continue;
        }
        for (ResultContent& piece : piecesOf(*document))
            all.push_back(std::move(piece));
    }
    result.content = std::move(all);
}

Message said(std::string words)
{
    Text text;
    text.text = std::move(words);
    Message message;
    message.parts.push_back({std::move(text), {}});
    return message;
}

/// Appends `message` to `all`; a summary in it becomes a message before what follows it.
void tell(Message message, std::vector<Message>& all)
{
    std::vector<Part> parts = std::exchange(message.parts, {});
    const bool wasEmpty = parts.empty();
    const auto close = [&] {
        if (message.parts.empty())
            return;
        all.push_back(message);
        message.parts.clear();
    };
    for (Part& part : parts) {
        if (const Opaque* const document = blockOf(part.content, "document")) {
            tellDocument(*document, message.parts);
        } else if (const std::string summary = summaryIn(part); !summary.empty()) {
            close();
            all.push_back(said("Summary of the conversation so far:\n\n" + summary));
        } else {
            if (auto* const result = std::get_if<ToolResult>(&part.content))
                tellDocuments(*result);
            message.parts.push_back(std::move(part));
        }
    }
    if (wasEmpty)
        all.push_back(std::move(message));
    else
        close();
}

bool wantsWords(const Part& part)
{
    const auto* const result = std::get_if<ToolResult>(&part.content);
    return isDocument(part.content) || !summaryIn(part).empty()
        || (result && std::ranges::any_of(result->content, [](const ResultContent& each) { return isDocument(each); }));
}

} // namespace

std::optional<Conversation> withToldBlocks(Format target, const Conversation& conversation)
{
    const auto holdsThem = [](const Message& message) { return std::ranges::any_of(message.parts, wantsWords); };
    if (target == Format::Anthropic || std::ranges::none_of(conversation.messages, holdsThem))
        return std::nullopt;
    Conversation made = conversation;
    std::vector<Message> all;
    for (Message& message : made.messages)
        tell(std::move(message), all);
    made.messages = std::move(all);
    return made;
}

} // namespace gateway::protocol
