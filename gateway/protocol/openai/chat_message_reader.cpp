#include "chat_message_reader.h"

#include "chat_content.h"
#include "chat_reasoning.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/unread_calls.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>
#include <utility>

namespace gateway::protocol::openai {

namespace {

/// Reads messages in order and tracks which calls still need results.
class MessageReader {
public:
    explicit MessageReader(Conversation& conversation)
        : m_conversation(conversation)
    {
    }

    void read(const BodyNode& node);

private:
    using Read = void (MessageReader::*)(const BodyNode& node, Role role);
    struct RoleName {
        std::string_view name;
        Role role;
        Read read;
    };

    void readOriginal(const BodyNode& node);
    void refuseResult(const BodyNode& node, const Sentence& why) const;
    void readPlain(const BodyNode& node, Role role);
    void readAssistant(const BodyNode& node, Role role);
    void readResult(const BodyNode& node, Role role);
    void readFunctionResult(const BodyNode& node, Role role);
    void readCall(const BodyNode& node, Message& message);
    void readUnknownCall(const BodyNode& node, const std::string& type, ToolCall& call);
    void nameById(ToolCall& call);
    void readOldCall(const BodyNode& call, Message& message);
    void addCall(ToolCall call, Message& message);
    void addResult(ToolResult result, const BodyNode& node);
    std::string oldestOpen(const std::string& name);

    Conversation& m_conversation;
    struct Call {
        std::string name;
        bool isFreeForm = false;
    };
    std::unordered_map<std::string, std::deque<Call>> m_open; // calls without results, by id
    std::unordered_map<std::string, std::deque<std::string>> m_ids; // of calls, by name; including those with results
    UnreadCalls m_unread;
    bool m_isInResults = false; // the last message has results
    int m_made = 0; // number of ids made
};

void MessageReader::read(const BodyNode& node)
{
    static constexpr std::array kRoles{
        RoleName{"system", Role::System, &MessageReader::readPlain},
        RoleName{"developer", Role::Developer, &MessageReader::readPlain},
        RoleName{"user", Role::User, &MessageReader::readPlain},
        RoleName{"assistant", Role::Assistant, &MessageReader::readAssistant},
        RoleName{"tool", Role::User, &MessageReader::readResult},
        RoleName{"function", Role::User, &MessageReader::readFunctionResult},
    };
    const BodyNode roleNode = node["role"];
    const std::string role = roleNode.neededText();
    const auto known =
        std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleName& each) { return each.name == role; });
    if (known != kRoles.end())
        (this->*known->read)(node, known->role);
    else if (!role.empty())
        readOriginal(node);
}

/// A message with a role of a later version: a user message for all targets except the same format.
void MessageReader::readOriginal(const BodyNode& node)
{
    m_isInResults = false;
    m_conversation.unknown.push_back(node["role"].path());
    Message message;
    message.original = node.peek();
    message.name = node["name"].text();
    if (const BodyNode content = node["content"]; content.isText() || content.isArray())
        readContent(content, message.parts);
    for (const Json& call : json::listOf(node.peek(), "tool_calls")) {
        m_unread.add(json::textOf(call, "id"), node["role"]);
        m_unread.add(json::textOf(json::objectOf(call, "function"), "name"), node["role"]);
    }
    m_unread.add(json::textOf(json::objectOf(node.peek(), "function_call"), "name"), node["role"]);
    m_conversation.messages.push_back(std::move(message));
}

/// `node` is what identifies the call.
void MessageReader::refuseResult(const BodyNode& node, const Sentence& why) const
{
    if (!node.isText() || !m_unread.refuseRole(node.text()))
        node.refuse(why);
}

void MessageReader::readPlain(const BodyNode& node, Role role)
{
    m_isInResults = false;
    Message message;
    message.role = role;
    message.name = node["name"].text();
    const BodyNode content = node["content"];
    if (!content.isThere())
        content.refuseMissing();
    readContent(content, message.parts);
    m_conversation.messages.push_back(std::move(message));
}

void MessageReader::addCall(ToolCall call, Message& message)
{
    m_open[call.id].push_back({call.name, call.isFreeForm});
    m_ids[call.name].push_back(call.id);
    message.parts.push_back({std::move(call), {}});
}

/// Sources: openai/openai-python chat_completion_message_tool_call_param.py; Google
/// "OpenAI compatibility", thought signatures in extra_content. Read 2026-11.
void MessageReader::readCall(const BodyNode& node, Message& message)
{
    ToolCall call;
    call.id = node["id"].text();
    (void)node["index"]; // from a stream's chunk, which some clients send back
    const std::string type = node["type"].text();
    if (!type.empty() && type != "function" && type != "custom" && !node["function"].isThere()) {
        readUnknownCall(node, type, call);
        addCall(std::move(call), message);
        return;
    }
    call.isFreeForm = type == "custom";
    const BodyNode function = node[call.isFreeForm ? "custom" : "function"];
    call.name = function["name"].neededText();
    const BodyNode input = function[call.isFreeForm ? "input" : "arguments"];
    call.input = input.isObject() ? toText(input.json()) : input.text();
    if (node["extra_content"].isThere())
        call.signature = node["extra_content"]["google"]["thought_signature"].text();
    nameById(call);
    addCall(std::move(call), message);
}

void MessageReader::nameById(ToolCall& call)
{
    if (!call.id.empty())
        return;
    call.id = "call_" + std::to_string(++m_made) + "_" + call.name;
    call.hasOwnId = false;
}

/// A call with a type of a later version, by the name next to its type or in the field of its type.
void MessageReader::readUnknownCall(const BodyNode& node, const std::string& type, ToolCall& call)
{
    call.name = type;
    call.extras = {Format::OpenAiChat, node.peek()};
    if (const BodyNode own = node[type]; own.isObject()) {
        if (const BodyNode name = own["name"]; name.isText() && !name.text().empty())
            call.name = name.text();
        for (const char* const key : {"arguments", "input"})
            if (const Json& input = json::fieldOf(own.peek(), key); call.input.empty() && !input.is_null())
                call.input = input.is_string() ? own[key].text() : toText(own[key].json());
    }
    nameById(call);
}

void MessageReader::readOldCall(const BodyNode& old, Message& message)
{
    ToolCall call;
    call.name = old["name"].neededText();
    call.input = old["arguments"].text();
    call.id = "call_" + std::to_string(++m_made) + "_" + call.name;
    call.hasOwnId = false;
    addCall(std::move(call), message);
}

/// Marks as read what `thoughtsOf()` reads.
void markDetails(const BodyNode& details)
{
    if (!details.isArray())
        return;
    details.each([](const BodyNode& detail) {
        if (detail.isObject())
            for (const char* const key : {"type", "text", "signature", "data", "summary", "id", "format", "index"})
                (void)detail[key];
    });
}

void MessageReader::readAssistant(const BodyNode& node, Role role)
{
    m_isInResults = false;
    Message message;
    message.role = role;
    message.name = node["name"].text();
    for (const char* const field : {"reasoning_content", "reasoning"})
        (void)node[field].text(); // anything else is an error
    markDetails(node["reasoning_details"]);
    for (Thought& thought : thoughtsOf(node.peek()))
        message.parts.push_back({std::move(thought.thinking), {}});
    readContent(node["content"], message.parts);
    if (std::string refusal = node["refusal"].text(); !refusal.empty())
        message.parts.push_back({Refusal{std::move(refusal)}, {}});
    if (std::string id = node["audio"]["id"].text(); !id.empty()) {
        Media audio;
        audio.kind = Media::Kind::Audio;
        audio.fileId = std::move(id);
        message.parts.push_back({std::move(audio), {}});
    }
    node["tool_calls"].each([&](const BodyNode& call) { readCall(call, message); });
    if (const BodyNode old = node["function_call"]; old.isThere())
        readOldCall(old, message);
    m_conversation.messages.push_back(std::move(message));
}

/// The id of the oldest call of `name` without a result; empty if there is none.
std::string MessageReader::oldestOpen(const std::string& name)
{
    const auto found = m_ids.find(name);
    while (found != m_ids.end() && !found->second.empty()) {
        const auto open = m_open.find(found->second.front());
        if (open != m_open.end() && !open->second.empty())
            return found->second.front();
        found->second.pop_front();
    }
    return {};
}

void MessageReader::addResult(ToolResult result, const BodyNode& node)
{
    const auto open = m_open.find(result.callId);
    if (open == m_open.end())
        return refuseResult(node, QT_TRANSLATE_NOOP("Error", "is not the id of a tool call in the messages before it."));
    if (open->second.empty())
        return node.refuse(QT_TRANSLATE_NOOP("Error", "is the id of a tool call that already has a result. Send one result for each call."));
    result.name = std::move(open->second.front().name);
    result.isFreeForm = open->second.front().isFreeForm;
    open->second.pop_front();
    if (!m_isInResults) {
        m_conversation.messages.emplace_back();
        m_isInResults = true;
    }
    m_conversation.messages.back().parts.push_back({std::move(result), {}});
}

/// The content of a result; the last cache_control in it applies to the whole result.
Json readResultContent(const BodyNode& content, ToolResult& result)
{
    std::vector<Part> parts;
    readContent(content, parts);
    Json cacheControl;
    for (Part& part : parts) {
        if (auto* const text = std::get_if<Text>(&part.content))
            result.content.emplace_back(std::move(*text));
        else if (auto* const media = std::get_if<Media>(&part.content))
            result.content.emplace_back(std::move(*media));
        else if (auto* const other = std::get_if<Opaque>(&part.content))
            result.content.emplace_back(std::move(*other));
        if (!part.cacheControl.is_null())
            cacheControl = std::move(part.cacheControl);
    }
    return cacheControl;
}

void MessageReader::readResult(const BodyNode& node, Role)
{
    ToolResult result;
    const BodyNode id = node["tool_call_id"];
    const BodyNode name = node["name"];
    result.callId = id.text();
    if (result.callId.empty() && name.isThere())
        result.callId = oldestOpen(name.text());
    if (result.callId.empty() && !(name.isText() && m_unread.refuseRole(name.text())))
        (void)id.neededText();
    Json cacheControl = readResultContent(node["content"], result);
    addResult(std::move(result), id);
    if (!cacheControl.is_null() && m_isInResults)
        m_conversation.messages.back().parts.back().cacheControl = std::move(cacheControl);
}

void MessageReader::readFunctionResult(const BodyNode& node, Role)
{
    ToolResult result;
    const BodyNode name = node["name"];
    result.callId = oldestOpen(name.neededText());
    (void)readResultContent(node["content"], result);
    addResult(std::move(result), name);
}

} // namespace

void readMessages(const BodyNode& messages, Conversation& conversation)
{
    if (!messages.isThere())
        messages.refuseMissing(BodyType::Array);
    conversation.messages.reserve(messages.isArray() ? messages.size() : 0);
    MessageReader reader(conversation);
    messages.each([&](const BodyNode& message) { reader.read(message); });
    if (messages.isArray() && conversation.messages.empty())
        messages.refuseMissing(BodyType::Array);
}

} // namespace gateway::protocol::openai
