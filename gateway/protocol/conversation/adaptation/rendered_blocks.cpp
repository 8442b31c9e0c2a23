#include "rendered_blocks.h"

#include "piece_reader.h"
#include "rendered_tool.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

/// The block, if it is an Anthropic block of `type`; otherwise null.
template <class Content> const Opaque* blockOf(const Content& content, std::string_view type)
{
    const auto* const opaque = std::get_if<Opaque>(&content);
    const bool isIt = opaque && opaque->format == Format::Anthropic && json::textOf(opaque->value, "type") == type;
    return isIt ? opaque : nullptr;
}

template <class Content> bool isDocument(const Content& content) { return blockOf(content, "document") != nullptr; }

/// The text of a compaction; empty if it is not one or has none.
std::string summaryIn(const Part& part, Losses& losses)
{
    const Opaque* const block = blockOf(part.content, "compaction");
    if (!block)
        return {};
    PieceReader reader(*block, losses);
    reader.know(block->value, {"tool_changes"}); // see settleTools() in its reader
    std::string words = reader.text(block->value, "content");
    if (!words.empty())
        reader.reportUnread();
    return words;
}

Media imageOf(const Json& block, std::string place)
{
    const Json& source = json::fieldOf(block, "source");
    Media media;
    media.place = std::move(place);
    media.mediaType = json::textOf(source, "media_type");
    media.data = json::textOf(source, "data");
    media.fileId = json::textOf(source, "file_id");
    if (const std::string url = json::textOf(source, "url"); !url.empty())
        setUrl(media, url);
    return media;
}

/// The document's metadata, texts and images, in order.
std::vector<ResultContent> piecesOf(const Opaque& document, Losses& losses)
{
    const Json& block = document.value;
    PieceReader reader(document, losses);
    Text words;
    words.origin = Format::Anthropic;
    words.original = {Format::Anthropic, block};
    words.text = "Document:";
    if (const std::string title = reader.text(block, "title"); !title.empty())
        words.text += ' ' + title;
    if (const std::string context = reader.text(block, "context"); !context.empty())
        words.text += '\n' + context;
    std::vector<ResultContent> pieces;
    const Json& content = reader.field(reader.field(block, "source"), "content");
    if (!content.is_array()) { // a source of a later version
        losses.add("content of type document");
        reader.know(block, {"source"});
    }
    reader.elements(content);
    for (std::size_t i = 0; content.is_array() && i < content.size(); ++i) {
        const Json& each = content[i];
        if (json::textOf(each, "type") != "image") {
            const std::string text = reader.text(each, "text");
            reader.know(each, {"cache_control"});
            words.text += (words.text.empty() || text.empty() ? "" : "\n\n") + text;
            continue;
        }
        if (!words.text.empty())
            pieces.emplace_back(std::exchange(words, Text()));
        reader.knowAll(each);
        pieces.emplace_back(imageOf(each, document.place.empty() ? "" : document.place + ".source.content[" + std::to_string(i) + ']'));
    }
    if (!words.text.empty())
        pieces.emplace_back(std::move(words));
    reader.reportUnread();
    return pieces;
}

void tellDocument(const Opaque& document, std::vector<Part>& parts, Losses& losses)
{
    for (ResultContent& piece : piecesOf(document, losses))
        std::visit([&](auto& content) { parts.push_back({std::move(content), {}}); }, piece);
    if (const Json& cache = json::fieldOf(document.value, "cache_control"); cache.is_object())
        parts.back().cacheControl = cache;
}

/// A piece of a tool result as text and images; if it has none, the writer reports it.
void tellPiece(ResultContent piece, Format target, std::vector<ResultContent>& all, Losses& losses)
{
    const auto* const opaque = std::get_if<Opaque>(&piece);
    if (!opaque || opaque->format == target) {
        all.push_back(std::move(piece));
        return;
    }
    if (isDocument(piece)) {
        for (ResultContent& each : piecesOf(*opaque, losses))
            all.push_back(std::move(each));
        return;
    }
    std::string words = renderedTool(*opaque, losses);
    if (words.empty())
        all.push_back(std::move(piece));
    else
        all.emplace_back(Text{std::move(words)});
}

void tellPieces(ToolResult& result, Format target, Losses& losses)
{
    std::vector<ResultContent> all;
    for (ResultContent& each : std::exchange(result.content, {}))
        tellPiece(std::move(each), target, all, losses);
    result.content = std::move(all);
}

/// Whether it changes the offered tools, which its reader has applied. Sources: anthropic-sdk-typescript,
/// BetaRequestToolAdditionBlock and BetaRequestToolRemovalBlock; openai-node, ResponseInputItem.AdditionalTools. Read
/// 2026-11-28.
bool changesTools(const Opaque& piece)
{
    const std::string type = json::textOf(piece.value, "type");
    if (piece.format == Format::OpenAiResponses)
        return type == "additional_tools";
    const std::string what = json::textOf(json::fieldOf(piece.value, "tool"), "type");
    return piece.format == Format::Anthropic && (type == "tool_addition" || type == "tool_removal")
        && (what == "tool_reference" || what == "tool_definition");
}

Message said(std::string words)
{
    Text text;
    text.text = std::move(words);
    Message message;
    message.parts.push_back({std::move(text), {}});
    return message;
}

/// The piece, if its format differs from the target's; otherwise null.
const Opaque* foreign(const Part& part, Format target)
{
    const auto* const opaque = std::get_if<Opaque>(&part.content);
    return opaque && opaque->format != target ? opaque : nullptr;
}

class BlockRenderer {
public:
    BlockRenderer(Format target, Losses& losses)
        : m_target(target)
        , m_losses(losses)
    {
    }

    void take(Message message);
    std::vector<Message> messages() { return std::move(m_all); }

private:
    void take(Part part, Message& message);
    void close(Message& message);
    void keepApart(std::string& text, bool isRendered);

    const Format m_target;
    Losses& m_losses;
    std::vector<Message> m_all;
    Role m_role = Role::User; // of the preceding message
    enum class Last { Other, Said, Rendered };
    Last m_last = Last::Other; // of a turn's texts
};

/// Formats join the texts of an assistant turn, which may be several messages.
void BlockRenderer::keepApart(std::string& text, bool isRendered)
{
    if (m_role != Role::Assistant)
        return;
    if (m_last == Last::Rendered || (isRendered && m_last == Last::Said))
        text.insert(0, "\n\n");
    m_last = isRendered ? Last::Rendered : Last::Said;
}

/// Appends what `message` contains so far, and clears it.
void BlockRenderer::close(Message& message)
{
    const auto isLost = [this](const Part& part) { return foreign(part, m_target) != nullptr; };
    if (!std::ranges::all_of(message.parts, isLost))
        m_all.push_back(message);
    else
        for (const Part& part : message.parts)
            m_losses.add("messages: " + nameableType(kindOf(*foreign(part, m_target))));
    message.parts.clear();
}

void BlockRenderer::take(Part part, Message& message)
{
    const Opaque* const other = foreign(part, m_target);
    if (other && changesTools(*other))
        return;
    if (other && isDocument(part.content))
        return tellDocument(*other, message.parts, m_losses);
    if (const std::string summary = other ? summaryIn(part, m_losses) : std::string(); !summary.empty()) {
        close(message);
        m_all.push_back(said("Summary of the conversation so far:\n\n" + summary));
        return;
    }
    if (std::string words = other ? renderedTool(*other, m_losses) : std::string(); !words.empty()) {
        keepApart(words, true);
        if (const Json& cache = json::fieldOf(other->value, "cache_control"); cache.is_object())
            part.cacheControl = cache;
        part.content = Text{std::move(words)};
    } else if (auto* const text = std::get_if<Text>(&part.content); text && !text->text.empty()) {
        keepApart(text->text, false);
    } else if (auto* const result = std::get_if<ToolResult>(&part.content); result) {
        tellPieces(*result, m_target, m_losses);
    }
    message.parts.push_back(std::move(part));
}

/// A summary in it becomes a message before the following content.
void BlockRenderer::take(Message message)
{
    if (std::exchange(m_role, message.role) != Role::Assistant || message.role != Role::Assistant)
        m_last = Last::Other;
    if (message.parts.empty()) {
        m_all.push_back(std::move(message));
        return;
    }
    for (Part& part : std::exchange(message.parts, {}))
        take(std::move(part), message);
    close(message);
}

bool wantsWords(const Part& part, Format target)
{
    const auto* const result = std::get_if<ToolResult>(&part.content);
    return foreign(part, target)
        || (result && std::ranges::any_of(result->content, [target](const ResultContent& each) {
               const auto* const opaque = std::get_if<Opaque>(&each);
               return opaque && opaque->format != target;
           }));
}

bool isOfSystem(const Message& message) { return message.role == Role::System || message.role == Role::Developer; }

bool saysNothingToAnswer(const Conversation& conversation)
{
    return std::ranges::all_of(conversation.messages, isOfSystem);
}

/// The first part of the last message that contains only losses; null if there is none.
const Opaque* lastLost(const Conversation& conversation, Format target)
{
    const auto isLost = [target](const Part& part) {
        const Opaque* const opaque = foreign(part, target);
        return opaque && !changesTools(*opaque);
    };
    for (auto message = conversation.messages.rbegin(); message != conversation.messages.rend(); ++message)
        if (!message->parts.empty() && std::ranges::all_of(message->parts, isLost))
            return foreign(message->parts.front(), target);
    return nullptr;
}

} // namespace

std::optional<Error> lostTurn(Format target, const Conversation& conversation, const Conversation& rendered)
{
    if (saysNothingToAnswer(conversation))
        return std::nullopt;
    const bool isAnswered = !rendered.messages.empty() && rendered.messages.back().role == Role::Assistant
        && conversation.messages.back().role != Role::Assistant;
    const Opaque* const lost = lastLost(conversation, target);
    if (!lost || !(isAnswered || saysNothingToAnswer(rendered)))
        return std::nullopt;
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = lost->place.empty() ? "messages" : lost->place;
    error.message = {QT_TRANSLATE_NOOP("Error", "\"%1\" has the type \"%2\", which the target's API does not support, and the message has no other "
        "content to answer. Send its text, or choose a model of a provider with the API of this request."),
        {error.param, std::string(nameableType(kindOf(*lost)))}};
    return error;
}

std::optional<Conversation> withRenderedBlocks(Format target, const Conversation& conversation, Losses& losses)
{
    const auto holdsThem = [target](const Message& message) {
        return std::ranges::any_of(message.parts, [target](const Part& part) { return wantsWords(part, target); });
    };
    if (std::ranges::none_of(conversation.messages, holdsThem))
        return std::nullopt;
    Conversation made = conversation;
    BlockRenderer teller(target, losses);
    for (Message& message : made.messages)
        teller.take(std::move(message));
    made.messages = teller.messages();
    return made;
}

} // namespace gateway::protocol
