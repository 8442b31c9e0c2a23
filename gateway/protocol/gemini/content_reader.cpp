#include "content_reader.h"

#include "proto_json.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace gateway::protocol::gemini {

namespace {

struct RoleName {
    std::string_view name;
    Role role;
};

// "function" was the original role of results.
constexpr std::array kRoles{
    RoleName{"user", Role::User}, RoleName{"model", Role::Assistant}, RoleName{"function", Role::User}};

// The possible contents of a part, exactly one of which is set. Source: ai.google.dev, "Caching", type Part. Read
// 2026-11-21.
constexpr std::array<std::string_view, 9> kContents{"text", "inlineData", "fileData", "functionCall",
    "functionResponse", "executableCode", "codeExecutionResult", "toolCall", "toolResponse"};
// Fields allowed together with media.
constexpr std::array<std::string_view, 3> kBeside{"videoMetadata", "mediaResolution", "partMetadata"};

/// The content field of a part; empty for one of a later version. None or several are a problem.
std::string_view contentFieldOf(const BodyNode& part)
{
    std::string_view found;
    static const Json kNone = Json::object();
    for (const auto& [key, value] : (part.isObject() ? part.peek() : kNone).items()) {
        const std::string camel = value.is_null() ? std::string() : camelName(key);
        const auto name = std::find(kContents.begin(), kContents.end(), camel);
        if (name == kContents.end())
            continue;
        if (!found.empty()) {
            part.refuse({QT_TRANSLATE_NOOP("Error", "contains both \"%1\" and \"%2\". Send only one of them in each part."), {std::string(found), std::string(camel)}});
            return {};
        }
        found = *name;
    }
    // A signature may be in a part of its own.
    if (found.empty() && part.isObject() && field(part.peek(), "thoughtSignature"))
        return "text";
    if (found.empty() && (!part.isObject() || part.peek().empty()))
        part.refuse(QT_TRANSLATE_NOOP("Error", "has no content. Add \"text\" or \"inlineData\", for example."));
    return found;
}

Media readInline(const BodyNode& node)
{
    Media media;
    const BodyNode type = field(node, "mimeType");
    media.mediaType = type.text();
    media.name = field(node, "displayName").text();
    const BodyNode data = node["data"];
    media.data = data.neededText();
    if (media.mediaType.empty())
        media.mediaType = sniffedType(media.data);
    if (media.mediaType.empty())
        type.refuseMissing();
    media.kind = kindOf(media.mediaType);
    if (!media.data.empty() && !isBase64(media.data)) {
        // ProtoJSON also allows base64url and missing padding.
        std::replace(media.data.begin(), media.data.end(), '-', '+');
        std::replace(media.data.begin(), media.data.end(), '_', '/');
        media.data.append((4 - media.data.size() % 4) % 4, '=');
        if (!isBase64(media.data))
            data.refuse(QT_TRANSLATE_NOOP("Error", "is not base64."));
    }
    return media;
}

/// The API opens a video's page itself, without a media type. Source: ai.google.dev, "Video understanding", YouTube
/// URLs. Read 2026-11-22.
bool isFilmPage(std::string_view uri)
{
    constexpr std::array<std::string_view, 4> kPages{
        "://www.youtube.com/", "://youtube.com/", "://m.youtube.com/", "://youtu.be/"};
    return std::ranges::any_of(kPages, [&](std::string_view page) { return uri.find(page) != std::string_view::npos; });
}

Media readFile(const BodyNode& node)
{
    Media media;
    media.mediaType = field(node, "mimeType").text();
    media.name = field(node, "displayName").text();
    std::string uri = field(node, "fileUri").neededText();
    media.kind = media.mediaType.empty() && isFilmPage(uri) ? Media::Kind::Video : kindOf(media.mediaType);
    (isUploadedFile(uri) ? media.fileId : media.url) = std::move(uri);
    return media;
}

Media readMedia(const BodyNode& part, bool isInline)
{
    Media media = isInline ? readInline(field(part, "inlineData")) : readFile(field(part, "fileData"));
    media.signature = field(part, "thoughtSignature").text();
    media.place = part.path();
    for (const std::string_view name : kBeside)
        if (const BodyNode beside = field(part, name); beside.isThere()) {
            media.extras.format = Format::Gemini;
            media.extras.value[std::string(name)] = beside.json();
        }
    return media;
}

Content readText(const BodyNode& part)
{
    std::string text = part["text"].text();
    std::string signature = field(part, "thoughtSignature").text();
    if (part["thought"].flag().value_or(false)) {
        Thinking thinking;
        thinking.text = std::move(text);
        thinking.signature = std::move(signature);
        thinking.origin = Format::Gemini;
        return thinking;
    }
    Text plain;
    plain.text = std::move(text);
    plain.origin = Format::Gemini;
    plain.signature = std::move(signature);
    return plain;
}

/// The text of a response that is only a text. The client chooses the key: "output" (Google's SDKs), "result", or
/// "content" next to the tool's name.
const std::string* plainText(const Json& response, std::string_view key)
{
    const Json* const value = field(response, key);
    if (!value || !value->is_string())
        return nullptr;
    const bool isAlone = response.size() == 1 || (response.size() == 2 && response.contains("name"));
    return isAlone ? &value->get_ref<const std::string&>() : nullptr;
}

void readResponse(const BodyNode& node, ToolResult& result)
{
    const BodyNode response = node["response"];
    const Json object = response.object();
    result.isError = object.is_object() && object.contains("error");
    for (const char* const key : {"output", "error", "result", "content"})
        if (const std::string* const text = plainText(object, key)) {
            result.content.emplace_back(Text{*text, {}, {}});
            return;
        }
    result.value = object.is_null() ? Json::object() : object;
}

} // namespace

bool isUploadedFile(std::string_view uri)
{
    // https://.../v1beta/files/abc-123. Source: ai.google.dev, "Files API", File.uri. Read 2026-11-21.
    constexpr std::array<std::string_view, 3> kFolders{"/v1beta/files/", "/v1alpha/files/", "/v1/files/"};
    return uri.starts_with("files/")
        || (uri.starts_with("https://")
            && std::ranges::any_of(kFolders, [&](std::string_view folder) { return uri.find(folder) != std::string_view::npos; }));
}

void ContentReader::readContents(const BodyNode& contents)
{
    if (contents.isText()) {
        m_messages.push_back({Role::User, {{Text{contents.text(), {}, Format::Gemini}, {}}}, {}, {}});
        return;
    }
    if (!contents.isThere() || (contents.isArray() && contents.size() == 0)) {
        contents.refuseMissing(BodyType::Array);
        return;
    }
    if (!contents.isArray() && !contents.isObject())
        return (void)contents.array();
    collectIds(contents);
    eachOf(contents, [this, number = std::size_t(0)](const BodyNode& content) mutable {
        m_content = number++;
        readContent(content);
    });
}

void ContentReader::collectIds(const BodyNode& contents)
{
    const auto collect = [this](const Json& part) {
        const Json* const call = field(part, "functionCall");
        const Json* const id = call ? field(*call, "id") : nullptr;
        if (id && id->is_string())
            m_taken.insert(id->get<std::string>());
    };
    eachOf(contents, [&](const BodyNode& content) {
        const Json* const parts = field(content.peek(), "parts");
        if (!parts || !parts->is_structured())
            return;
        if (parts->is_object())
            collect(*parts);
        else
            std::for_each(parts->begin(), parts->end(), collect);
    });
}

void ContentReader::readContent(const BodyNode& content)
{
    if (content.isText()) {
        m_messages.push_back({Role::User, {{Text{content.text(), {}, Format::Gemini}, {}}}, {}, {}});
        return;
    }
    const BodyNode role = content["role"];
    const std::string name = role.text();
    const auto found =
        std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleName& row) { return row.name == name; });
    Message message;
    if (found == kRoles.end() && !name.empty()) { // of a later version
        message.original = content.peek();
        message.role = name == "assistant" ? Role::Assistant : Role::User;
        m_unknown.push_back(role.path());
        if (message.role != Role::Assistant)
            noteUnread(content, role);
    }
    if (found != kRoles.end())
        message.role = found->role;
    if (message.role == Role::Assistant && (m_messages.empty() || m_messages.back().role != Role::Assistant)) {
        m_waiting.clear();
        m_order.clear();
    }
    eachOf(content["parts"], [&](const BodyNode& part) { readPart(part, message); });
    m_messages.push_back(std::move(message));
}

/// Calls belong to the model.
void ContentReader::noteUnread(const BodyNode& content, const BodyNode& role)
{
    const Json* const parts = field(content.peek(), "parts");
    const auto note = [&](const Json& part) {
        if (const Json* const call = field(part, "functionCall"); call && call->is_object()) {
            m_unread.add(json::textOf(*call, "id"), role);
            m_unread.add(json::textOf(*call, "name"), role);
        }
    };
    if (parts && parts->is_object())
        note(*parts);
    else if (parts && parts->is_array())
        std::for_each(parts->begin(), parts->end(), note);
}

void ContentReader::readSystem(const BodyNode& content)
{
    if (!content.isThere())
        return;
    Message message;
    message.role = Role::System;
    if (content.isText())
        message.parts.push_back({Text{content.text(), {}, Format::Gemini}, {}});
    else
        eachOf(content["parts"], [&](const BodyNode& part) {
            if (part.isText())
                message.parts.push_back({Text{part.text(), {}, Format::Gemini}, {}});
            else
                readPart(part, message);
        });
    m_messages.push_back(std::move(message));
}

void ContentReader::readPart(const BodyNode& part, Message& message)
{
    const std::string_view content = contentFieldOf(part);
    Content read;
    if (content == "text") {
        read = readText(part);
    } else if (content == "inlineData" || content == "fileData") {
        read = readMedia(part, content == "inlineData");
    } else if (content == "functionCall" && message.role != Role::Assistant && !message.original.is_null()) {
        read = Opaque{Format::Gemini, part.json(), part.path()};
    } else if (content == "functionCall") {
        if (message.role != Role::Assistant)
            part.refuse(QT_TRANSLATE_NOOP("Error", "is a function call, which is allowed only in a content with role \"model\"."));
        read = readCall(part);
    } else if (content == "functionResponse") {
        if (message.role != Role::User)
            part.refuse(QT_TRANSLATE_NOOP("Error", "is a function response, which is allowed only in a content with role \"user\"."));
        read = readResult(field(part, content));
    } else {
        read = Opaque{Format::Gemini, part.json(), part.path()};
    }
    message.parts.push_back({std::move(read), {}});
}

std::string ContentReader::freshId(std::size_t part)
{
    std::string id = "call_" + std::to_string(m_content) + '_' + std::to_string(part);
    while (m_taken.count(id) > 0)
        id += '_';
    m_taken.insert(id);
    return id;
}

ToolCall ContentReader::readCall(const BodyNode& part)
{
    const BodyNode node = field(part, "functionCall");
    ToolCall call;
    call.id = node["id"].text();
    call.hasOwnId = !call.id.empty();
    call.name = node["name"].neededText();
    const Json arguments = node["args"].object();
    call.input = arguments.is_null() ? std::string() : toText(arguments);
    call.signature = field(part, "thoughtSignature").text();
    if (!call.hasOwnId)
        call.id = freshId(m_order.size());
    m_calls.push_back({call.id, call.name, false});
    Call* const known = &m_calls.back();
    m_byId[call.id] = known;
    m_waiting[call.name].push_back(known);
    m_order.push_back(known);
    return call;
}

ContentReader::Call* ContentReader::callOf(const std::string& id, const std::string& name)
{
    if (!id.empty())
        if (const auto found = m_byId.find(id); found != m_byId.end())
            return found->second;
    std::deque<Call*>* const queue = name.empty() ? &m_order : m_waiting.count(name) > 0 ? &m_waiting[name] : nullptr;
    if (!queue)
        return nullptr;
    while (!queue->empty() && queue->front()->isAnswered)
        queue->pop_front();
    return queue->empty() ? nullptr : queue->front();
}

ToolResult ContentReader::readResult(const BodyNode& node)
{
    ToolResult result;
    result.name = node["name"].text();
    if (Call* const call = callOf(node["id"].text(), result.name)) {
        call->isAnswered = true;
        result.callId = call->id;
        result.name = result.name.empty() ? call->name : result.name;
    } else if (!m_unread.refuseRole(node["id"].text()) && !m_unread.refuseRole(result.name)) {
        node.refuse(QT_TRANSLATE_NOOP("Error", "does not answer any functionCall in the contents before it."));
    }
    readResponse(node, result);
    eachOf(node["parts"], [&](const BodyNode& part) {
        if (field(part.peek(), "inlineData"))
            result.content.emplace_back(readMedia(part, true));
        else if (field(part.peek(), "fileData"))
            result.content.emplace_back(readMedia(part, false));
        else if (part.isObject()) // of a later version
            result.content.emplace_back(Opaque{Format::Gemini, part.json(), part.path()});
        else
            (void)part.object();
    });
    return result;
}

} // namespace gateway::protocol::gemini
