#include "block_reader.h"

#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::protocol::anthropic {

namespace {

/// The messages in which a kind of block is allowed.
enum class Place { Anywhere, User, Assistant };

Part opaque(const BodyNode& block) { return {Opaque{Format::Anthropic, block.json(), block.path()}, {}}; }

/// Fields that are passed on to this format only. For other formats they count as unread.
Opaque extrasOf(const BodyNode& block, std::initializer_list<std::string_view> known)
{
    return {Format::Anthropic, block.isObject() ? restOf(block.peek(), known) : Json()};
}

/// The same for media and for blocks that are put into text: see adaptation/rendered_documents.h, which reports them.
Opaque reportedExtrasOf(const BodyNode& block, std::initializer_list<std::string_view> known)
{
    return {Format::Anthropic, takeRest(block, known)};
}

/// False if its type is unknown. Source: SDK, the sources of BetaImageBlockParam and BetaRequestDocumentBlock.
bool readPlainSource(const BodyNode& source, const std::string& type, Media& media)
{
    if (type == "base64") {
        media.mediaType = source["media_type"].neededText();
        media.data = source["data"].neededText();
        if (!media.data.empty() && !isBase64(media.data))
            source["data"].refuse(QT_TRANSLATE_NOOP("Error", "is not base64."));
    } else if (type == "url") {
        const std::string url = source["url"].neededText();
        if (!setUrl(media, url))
            source["url"].refuse(QT_TRANSLATE_NOOP("Error", "is a data URL that is not base64."));
    } else if (type == "file") {
        media.fileId = source["file_id"].neededText();
    } else {
        return type.empty(); // already reported as an error
    }
    return true;
}

/// The text of a source that consists of text blocks; empty if it has images.
std::optional<std::string> joinedText(const BodyNode& content)
{
    if (content.isText())
        return content.text();
    std::string all;
    bool isText = true;
    content.each([&](const BodyNode& block) {
        isText = isText && block.isObject() && json::textOf(block.peek(), "type") == "text";
        if (!isText)
            return;
        all += (all.empty() ? "" : "\n\n") + block["text"].text();
    });
    return isText ? std::optional(std::move(all)) : std::nullopt;
}

/// `block` as text for formats without such blocks: its kind, a line of details, its text.
Text told(const BodyNode& block, std::string head, const std::string& line, const std::string& text)
{
    const std::string title = block["title"].text();
    Text out;
    out.text = std::move(head);
    out.text += title.empty() ? std::string(":") : ": " + title;
    if (!line.empty())
        out.text += '\n' + line;
    if (!text.empty())
        out.text += "\n\n" + text;
    out.origin = Format::Anthropic;
    out.original = extrasOf(block, {"cache_control"});
    (void)block["citations"].json(); // reported with the document
    return out;
}

/// The text of a plain text document; empty if it is another kind.
std::optional<std::string> documentText(const BodyNode& source, const std::string& type)
{
    if (type == "text") {
        (void)source["media_type"].text(); // always text/plain
        return source["data"].neededText();
    }
    return type == "content" ? joinedText(source["content"]) : std::nullopt;
}

} // namespace

struct BlockReader::Row {
    std::string_view type;
    Place place;
    /// False if the block is empty.
    bool (BlockReader::*read)(const BodyNode& block, Part& part);
};

const BlockReader::Row* BlockReader::rowFor(std::string_view type)
{
    static constexpr std::array kRows{
        Row{"text", Place::Anywhere, &BlockReader::readText},
        Row{"image", Place::Anywhere, &BlockReader::readImage},
        Row{"document", Place::Anywhere, &BlockReader::readDocument},
        Row{"search_result", Place::Anywhere, &BlockReader::readSearchResult},
        Row{"thinking", Place::Assistant, &BlockReader::readThinking},
        Row{"redacted_thinking", Place::Assistant, &BlockReader::readRedactedThinking},
        Row{"tool_use", Place::Assistant, &BlockReader::readToolUse},
        Row{"tool_result", Place::User, &BlockReader::readToolResult},
    };
    const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return row.type == type; });
    return found == kRows.end() ? nullptr : &*found;
}

std::vector<Part> BlockReader::read(const BodyNode& content, Role role, bool isKnownRole)
{
    m_isKnownRole = isKnownRole;
    std::vector<Part> parts;
    if (content.isText()) {
        Text text;
        text.text = content.text();
        if (!text.text.empty())
            parts.push_back({std::move(text), {}});
        return parts;
    }
    if (content.isThere() && !content.isArray()) {
        content.refuse(QT_TRANSLATE_NOOP("Error", "must be a string or an array of content blocks."));
        return parts;
    }
    parts.reserve(content.size());
    content.each([&](const BodyNode& block) { readBlock(block, role, parts); });
    return parts;
}

void BlockReader::readBlock(const BodyNode& block, Role role, std::vector<Part>& parts)
{
    const std::string type = block["type"].neededText();
    if (type.empty())
        return;
    const Row* const row = rowFor(type);
    if (type == "tool_addition" || type == "tool_removal") { // see settleTools()
        const std::string what = json::textOf(json::fieldOf(block.peek(), "tool"), "type");
        const bool isKnown = what == "tool_reference" || what == "tool_definition";
        parts.push_back({Opaque{Format::Anthropic, isKnown ? block.peek() : block.json(), block.path()}, {}});
        return;
    }
    const bool isUnreadable = type == "redacted_thinking" && json::textOf(block.peek(), "data").empty();
    if (!row || isUnreadable) {
        m_others.insert(json::textOf(block.peek(), "id"));
        parts.push_back(opaque(block));
        return;
    }
    const bool isAssistant = role == Role::Assistant;
    const bool isMisplaced =
        (row->place == Place::Assistant && !isAssistant) || (row->place == Place::User && role != Role::User);
    if (isMisplaced && !m_isKnownRole) {
        m_others.insert(json::textOf(block.peek(), "id"));
        parts.push_back(opaque(block));
        return;
    }
    if (isMisplaced) {
        block["type"].refuse(Sentence::of(
            isAssistant                 ? QT_TRANSLATE_NOOP("Error", "is \"%1\", which is allowed only in a user message.")
            : row->place == Place::User ? QT_TRANSLATE_NOOP("Error", "is \"%1\", which is allowed only in a user or assistant message.")
                                        : QT_TRANSLATE_NOOP("Error", "is \"%1\", which is allowed only in an assistant message."),
            {type}));
        return;
    }
    Part part;
    part.cacheControl = block["cache_control"].objectOf({"type", "ttl"});
    if ((this->*row->read)(block, part))
        parts.push_back(std::move(part));
}

bool BlockReader::readText(const BodyNode& block, Part& part)
{
    Text text;
    if (!block["text"].isThere())
        block["text"].refuseMissing();
    text.text = block["text"].text();
    text.annotations = block["citations"].array();
    text.origin = Format::Anthropic;
    const bool isSaid = !text.text.empty();
    part.content = std::move(text);
    return isSaid;
}

bool BlockReader::readImage(const BodyNode& block, Part& part)
{
    Media media;
    const BodyNode source = block["source"];
    if (!readPlainSource(source, source["type"].neededText(), media)) {
        part = opaque(block);
        return true;
    }
    media.place = block.path();
    media.extras = reportedExtrasOf(block, {"type", "source", "cache_control"});
    part.content = std::move(media);
    return true;
}

bool BlockReader::readDocument(const BodyNode& block, Part& part)
{
    const BodyNode source = block["source"];
    const std::string type = source["type"].neededText();
    if (const std::optional<std::string> text = documentText(source, type)) {
        part.content = told(block, "Document", block["context"].text(), *text);
        return true;
    }
    if (type == "content") { // with images: see adaptation/rendered_blocks.h
        source["content"].each([](const BodyNode& each) {
            Media image;
            if (const BodyNode inner = each["source"]; each["type"].text() == "image")
                (void)readPlainSource(inner, inner["type"].neededText(), image);
        });
        part = opaque(block);
        return true;
    }
    Media media;
    media.kind = Media::Kind::File;
    media.name = block["title"].text();
    media.place = block.path();
    media.extras = reportedExtrasOf(block, {"type", "source", "cache_control", "title"});
    if (readPlainSource(source, type, media))
        part.content = std::move(media);
    else
        part = opaque(block);
    return true;
}

/// Source: SDK, BetaSearchResultBlockParam.
bool BlockReader::readSearchResult(const BodyNode& block, Part& part)
{
    const std::string source = block["source"].text();
    const std::optional<std::string> text = joinedText(block["content"]);
    if (text)
        part.content = told(block, "Search result", source.empty() ? source : "Source: " + source, *text);
    else
        part = opaque(block);
    return true;
}

bool BlockReader::readThinking(const BodyNode& block, Part& part)
{
    Thinking thinking;
    thinking.text = block["thinking"].text();
    thinking.signature = block["signature"].text(); // empty if a gateway had none
    thinking.origin = Format::Anthropic;
    const bool isSaid = !thinking.text.empty() || !thinking.signature.empty();
    part.content = std::move(thinking);
    return isSaid;
}

bool BlockReader::readRedactedThinking(const BodyNode& block, Part& part)
{
    Thinking thinking;
    thinking.encrypted = block["data"].neededText();
    thinking.origin = Format::Anthropic;
    part.content = std::move(thinking);
    return true;
}

bool BlockReader::readToolUse(const BodyNode& block, Part& part)
{
    ToolCall call;
    call.id = block["id"].neededText();
    call.name = block["name"].neededText();
    const BodyNode input = block["input"];
    if (const Json arguments = input.object(); !arguments.is_null() && !arguments.empty())
        call.input = toText(arguments);
    call.extras = extrasOf(block, {"type", "id", "name", "input", "cache_control"});
    // called by the model itself, as all calls are in other formats
    if (json::textOf(json::fieldOf(block.peek(), "caller"), "type") == "direct")
        (void)block["caller"]["type"].text();
    m_toolOf[call.id] = call.name;
    part.content = std::move(call);
    return true;
}

bool BlockReader::readToolResult(const BodyNode& block, Part& part)
{
    ToolResult result;
    result.callId = block["tool_use_id"].neededText();
    const auto tool = m_toolOf.find(result.callId);
    if (tool == m_toolOf.end() && !result.callId.empty() && m_others.contains(result.callId)) {
        part = opaque(block); // belongs to a call of a later version
        return true;
    }
    if (tool != m_toolOf.end())
        result.name = tool->second;
    else if (!result.callId.empty())
        block["tool_use_id"].refuse({QT_TRANSLATE_NOOP("Error", "is \"%1\", but no earlier message has a tool_use block with this id."), {result.callId}});
    result.isError = block["is_error"].flag().value_or(false);
    result.extras = extrasOf(block, {"type", "tool_use_id", "content", "is_error", "cache_control"});
    const BodyNode content = block["content"];
    if (content.isText()) {
        Text text;
        text.text = content.text();
        if (!text.text.empty())
            result.content.emplace_back(std::move(text));
    } else if (content.isThere() && !content.isArray()) {
        content.refuse(QT_TRANSLATE_NOOP("Error", "must be a string or an array of content blocks."));
    } else {
        content.each([&](const BodyNode& each) { readResultBlock(each, result, part.cacheControl); });
    }
    part.content = std::move(result);
    return true;
}

/// A cache mark within a result applies to the whole result, unless that has one.
void BlockReader::readResultBlock(const BodyNode& block, ToolResult& result, Json& cacheControl)
{
    const std::string type = block["type"].neededText();
    const Row* const row = rowFor(type);
    if (!row) {
        if (!type.empty())
            result.content.emplace_back(Opaque{Format::Anthropic, block.json(), block.path()});
        return;
    }
    if (row->place != Place::Anywhere) {
        block["type"].refuse({QT_TRANSLATE_NOOP("Error", "is \"%1\", which is not allowed in a tool result."), {type}});
        return;
    }
    Part part;
    if (!(this->*row->read)(block, part))
        return;
    if (cacheControl.is_null())
        cacheControl = block["cache_control"].objectOf({"type", "ttl"});
    if (auto* const text = std::get_if<Text>(&part.content))
        result.content.emplace_back(std::move(*text));
    else if (auto* const media = std::get_if<Media>(&part.content))
        result.content.emplace_back(std::move(*media));
    else if (auto* const other = std::get_if<Opaque>(&part.content))
        result.content.emplace_back(std::move(*other));
}

} // namespace gateway::protocol::anthropic
