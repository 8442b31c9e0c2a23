#include "ollama_message_reader.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::ollama {

namespace {

struct RoleRow {
    std::string_view name;
    Role role;
};

constexpr std::array kRoles{
    RoleRow{"system", Role::System}, RoleRow{"user", Role::User}, RoleRow{"assistant", Role::Assistant}};
constexpr std::string_view kTool = "tool";
constexpr std::string_view kAnyTool = "*"; // for a result that names no tool

Part partOf(Content content) { return {std::move(content), {}}; }

/// The arguments as the text of an object; missing ones belong to a tool without arguments.
std::string inputOf(const BodyNode& arguments)
{
    const Json object = arguments.object();
    return object.is_null() ? "{}" : toText(object);
}

} // namespace

void readImages(const BodyNode& images, std::vector<Media>& out)
{
    images.each([&](const BodyNode& image) {
        Media media;
        media.data = image.neededText();
        // Go's decoder, which Ollama uses, skips line breaks.
        media.data.erase(
            std::remove_if(media.data.begin(), media.data.end(), [](char c) { return c == '\n' || c == '\r'; }),
            media.data.end());
        if (!media.data.empty() && !isBase64(media.data))
            image.refuse(QT_TRANSLATE_NOOP("Error", "must be an image as base64, without a \"data:\" prefix."));
        media.mediaType = sniffedType(media.data);
        media.place = image.path();
        out.push_back(std::move(media));
    });
}

OllamaMessageReader::OllamaMessageReader(const BodyNode& messages, Conversation& out)
    : m_messages(messages)
    , m_conversation(out)
    , m_out(out.messages)
{
}

void OllamaMessageReader::read()
{
    m_messages.each([this](const BodyNode& message) {
        message["tool_calls"].each([this](const BodyNode& call) {
            if (std::string id = call["id"].text(); !id.empty())
                m_ownIds.insert(std::move(id));
        });
    });
    m_messages.each([this](const BodyNode& message) { readMessage(message); });
}

void OllamaMessageReader::readMessage(const BodyNode& message)
{
    // Ollama accepts roles in any case.
    const BodyNode roleNode = message["role"];
    const std::string role = asciiLower(roleNode.neededText());
    if (role == kTool)
        return readResult(message);
    const auto known = std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleRow& row) { return row.name == role; });
    Message out;
    if (known != kRoles.end()) {
        out.role = known->role;
    } else if (!role.empty()) { // of a later version
        out.original = message.peek();
        m_conversation.unknown.push_back(roleNode.path());
        for (const Json& call : json::listOf(message.peek(), "tool_calls")) {
            m_unread.add(json::textOf(call, "id"), roleNode);
            m_unread.add(json::textOf(json::objectOf(call, "function"), "name"), roleNode);
            m_unread.add(kAnyTool, roleNode);
        }
    }
    if (std::string thinking = message["thinking"].text(); !thinking.empty()) {
        Thinking thought;
        thought.text = std::move(thinking);
        thought.origin = Format::OllamaChat;
        out.parts.push_back(partOf(std::move(thought)));
    }
    std::vector<Media> images;
    readImages(message["images"], images);
    for (Media& image : images)
        out.parts.push_back(partOf(std::move(image)));
    if (std::string content = message["content"].text(); !content.empty())
        out.parts.push_back(partOf(Text{std::move(content), {}, {}}));
    if (out.role == Role::Assistant)
        readCalls(message["tool_calls"], out.parts);
    else
        m_isTurnOver = true;
    m_out.push_back(std::move(out));
}

void OllamaMessageReader::readCalls(const BodyNode& calls, std::vector<Part>& parts)
{
    if (calls.size() > 0 && std::exchange(m_isTurnOver, false)) {
        m_openByName.clear();
        m_nextOpen = m_calls.size();
    }
    calls.each([&](const BodyNode& each) {
        const BodyNode function = each["function"];
        ToolCall call;
        call.id = each["id"].text();
        call.hasOwnId = !call.id.empty();
        if (!call.hasOwnId)
            call.id = freshId();
        call.name = function["name"].neededText();
        call.input = inputOf(function["arguments"]);
        m_byId[call.id] = m_calls.size();
        m_openByName[call.name].push_back(m_calls.size());
        m_calls.push_back({call.id, call.name});
        parts.push_back(partOf(std::move(call)));
    });
}

void OllamaMessageReader::readResult(const BodyNode& message)
{
    const bool followsResult = !m_out.empty() && m_out.back().role == Role::User && !m_out.back().parts.empty()
        && std::holds_alternative<ToolResult>(m_out.back().parts.back().content);
    m_isTurnOver = true;
    const auto index = callOf(message);
    if (!index)
        return;
    Call& call = m_calls[*index];
    call.isAnswered = true;
    ToolResult result;
    result.callId = call.id;
    result.name = call.name;
    if (std::string content = message["content"].text(); !content.empty())
        result.content.emplace_back(Text{std::move(content), {}, {}});
    std::vector<Media> images;
    readImages(message["images"], images);
    for (Media& image : images)
        result.content.emplace_back(std::move(image));
    if (!followsResult)
        m_out.emplace_back();
    m_out.back().parts.push_back(partOf(std::move(result)));
}

std::optional<std::size_t> OllamaMessageReader::callOf(const BodyNode& message)
{
    const BodyNode idNode = message["tool_call_id"];
    const BodyNode nameNode = message["tool_name"];
    const std::string id = idNode.text();
    const std::string name = nameNode.text();
    if (!id.empty()) {
        const auto found = m_byId.find(id);
        if (found != m_byId.end())
            return found->second;
        if (name.empty()) {
            if (!m_unread.refuseRole(id))
                idNode.refuse(QT_TRANSLATE_NOOP("Error", "is not the id of an earlier tool call."));
            return std::nullopt;
        }
    }
    const auto index = openCallOf(name);
    if (!index && (m_unread.refuseRole(id) || m_unread.refuseRole(name.empty() ? kAnyTool : name)))
        return index;
    if (!index && !name.empty())
        nameNode.refuse(QT_TRANSLATE_NOOP("Error", "is not the tool of an earlier call that still needs a result."));
    else if (!index)
        message.refuse(QT_TRANSLATE_NOOP("Error", "is a tool result, but no earlier tool call still needs one."));
    return index;
}

/// With an empty `name`, any tool.
std::optional<std::size_t> OllamaMessageReader::openCallOf(const std::string& name)
{
    if (name.empty()) {
        while (m_nextOpen < m_calls.size() && m_calls[m_nextOpen].isAnswered)
            ++m_nextOpen;
        return m_nextOpen < m_calls.size() ? std::optional(m_nextOpen) : std::nullopt;
    }
    auto& open = m_openByName[name];
    while (!open.empty() && m_calls[open.front()].isAnswered)
        open.pop_front();
    return open.empty() ? std::nullopt : std::optional(open.front());
}

std::string OllamaMessageReader::freshId()
{
    std::string id;
    do
        id = "call_" + std::to_string(m_madeIds++);
    while (m_ownIds.contains(id));
    return id;
}

} // namespace gateway::protocol::ollama
