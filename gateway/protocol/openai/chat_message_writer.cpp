#include "chat_message_writer.h"

#include "chat_reasoning.h"
#include "chat_tools.h"

#include "gateway/protocol/conversation/tool_name.h"

#include <QtGlobal>

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gateway::protocol::openai {

namespace {

/// A result and its message.
struct ResultAt {
    std::size_t message = 0;
    const Part* part = nullptr;
    const ToolResult* result = nullptr;
};

class MessageWriter {
public:
    explicit MessageWriter(ChatWriting& writing);
    Json write();

private:
    std::size_t writeAssistants(std::size_t first);
    void writeOther(const Message& message);
    void writeResults(const std::vector<const ToolCall*>& calls, std::size_t behind);
    void writeResult(const ToolCall& call, const ResultAt& at, Json& media);
    const ResultAt* resultOf(const ToolCall& call, std::size_t behind);

    ChatWriting& m_writing;
    const std::vector<Message>& m_messages;
    std::unordered_map<std::string_view, std::vector<ResultAt>> m_results; // by call id
    std::unordered_map<std::string_view, std::size_t> m_next; // index of the next one to use
    std::unordered_set<const ToolResult*> m_written;
    Json m_out = Json::array();
};

MessageWriter::MessageWriter(ChatWriting& writing)
    : m_writing(writing)
    , m_messages(writing.conversation.messages)
{
    for (std::size_t i = 0; i < m_messages.size(); ++i)
        for (const Part& part : m_messages[i].parts)
            if (const auto* const result = std::get_if<ToolResult>(&part.content))
                m_results[result->callId].push_back({i, &part, result});
}

Json MessageWriter::write()
{
    for (std::size_t i = 0; i < m_messages.size();) {
        if (m_messages[i].role == Role::Assistant)
            i = writeAssistants(i);
        else
            writeOther(m_messages[i++]);
    }
    return std::move(m_out);
}

/// Ids may recur in a later turn; the first result after the call belongs to it.
const ResultAt* MessageWriter::resultOf(const ToolCall& call, std::size_t behind)
{
    const auto found = m_results.find(call.id);
    if (found == m_results.end())
        return nullptr;
    std::size_t& next = m_next[found->first];
    while (next < found->second.size() && found->second[next].message <= behind)
        ++next;
    return next < found->second.size() ? &found->second[next++] : nullptr;
}

void addCall(const ToolCall& call, const ChatWriting& writing, Json& calls)
{
    if (call.extras.format == Format::OpenAiChat && call.extras.value.is_object() && writing.isOwn()) {
        calls.push_back(call.extras.value);
        return;
    }
    const std::string name = flatToolName(call.nameSpace, call.name);
    Json json;
    json["id"] = call.id;
    if (call.isFreeForm && writing.hasFreeForm()) {
        json["type"] = "custom";
        json["custom"] = Json{{"name", name}, {"input", call.input}};
    } else {
        json["type"] = "function";
        json["function"]["name"] = name;
        json["function"]["arguments"] = call.isFreeForm ? bridgedArguments(call.input)
            : call.input.empty()                        ? std::string("{}")
                                                        : call.input;
    }
    if (!call.signature.empty() && writing.isOwn() && writing.target.keepsSignatures)
        json["extra_content"]["google"]["thought_signature"] = call.signature;
    calls.push_back(std::move(json));
}

/// An assistant's content, sorted into the fields of a message.
struct Said {
    Json content = Json::array();
    Json calls = Json::array();
    Json details = Json::array();
    std::string reasoning;
    std::string refusal;
    std::string audioId;
    std::vector<const ToolCall*> called;

    void add(const Thinking& thinking, ChatWriting& writing);
    void add(const Part& part, ChatWriting& writing);
    bool isEmpty() const;
    Json message(const ChatWriting& writing);
};

/// Gemini's clients send thoughts in the pieces in which they arrived.
bool inPieces(const ChatWriting& writing) { return writing.conversation.origin == Format::Gemini; }

void Said::add(const Thinking& thinking, ChatWriting& writing)
{
    if (isDetail(thinking) && writing.isOwn()) {
        details.push_back(reasoningDetail(thinking, static_cast<int>(details.size())));
        return;
    }
    const std::string text = plainReasoning(thinking);
    if (text.empty() && !(thinking.signature.empty() && thinking.encrypted.empty()))
        writing.losses.add("encrypted reasoning");
    if (!text.empty())
        reasoning += (reasoning.empty() || inPieces(writing) ? "" : "\n\n") + text;
}

void Said::add(const Part& part, ChatWriting& writing)
{
    if (const auto* const thinking = std::get_if<Thinking>(&part.content)) {
        add(*thinking, writing);
    } else if (const auto* const call = std::get_if<ToolCall>(&part.content)) {
        addCall(*call, writing, calls);
        called.push_back(call);
    } else if (const auto* const declined = std::get_if<Refusal>(&part.content)) {
        refusal += declined->text;
    } else if (const auto* const media = std::get_if<Media>(&part.content)) {
        if (writing.isOwn() && media->kind == Media::Kind::Audio && !media->fileId.empty())
            audioId = media->fileId;
        else
            writing.losses.add("media of the assistant"); // the format cannot express them
    } else if (Json json = contentPart(part, writing); !json.is_null()) {
        content.push_back(std::move(json));
    }
}

bool Said::isEmpty() const
{
    return content.empty() && calls.empty() && details.empty() && reasoning.empty() && refusal.empty() && audioId.empty();
}

Json Said::message(const ChatWriting& writing)
{
    Json json;
    json["role"] = "assistant";
    const bool isElsewhere = !calls.empty() || !refusal.empty() || !audioId.empty();
    json["content"] = content.empty() && isElsewhere ? Json() : contentOf(std::move(content), "", writing);
    if (!reasoning.empty())
        json["reasoning_content"] = std::move(reasoning);
    if (!details.empty())
        json["reasoning_details"] = std::move(details);
    if (!refusal.empty())
        json["refusal"] = std::move(refusal);
    if (!audioId.empty())
        json["audio"]["id"] = std::move(audioId);
    if (!calls.empty())
        json["tool_calls"] = std::move(calls);
    return json;
}

/// Formats in which calls are separate items have one turn as several messages, which are merged here. Returns the
/// index after them.
std::size_t MessageWriter::writeAssistants(std::size_t first)
{
    Said said;
    std::string name;
    std::size_t i = first;
    bool hasParts = false;
    do {
        hasParts = hasParts || !m_messages[i].parts.empty();
        for (const Part& part : m_messages[i].parts)
            said.add(part, m_writing);
        if (name.empty())
            name = m_messages[i].name;
        ++i;
    } while (!m_writing.isOwn() && i < m_messages.size() && m_messages[i].role == Role::Assistant);
    if (hasParts && said.isEmpty()) // all of it was dropped
        return i;
    Json json = said.message(m_writing);
    if (!name.empty())
        json["name"] = name;
    m_out.push_back(std::move(json));
    writeResults(said.called, i - 1);
    return i;
}

void MessageWriter::writeResult(const ToolCall& call, const ResultAt& at, Json& media)
{
    Part part;
    part.cacheControl = at.part->cacheControl;
    Json list = Json::array();
    std::size_t shown = 0;
    for (const ResultContent& each : at.result->content) {
        std::visit([&](const auto& content) { part.content = content; }, each);
        Json json = contentPart(part, m_writing);
        if (std::holds_alternative<Media>(each)) {
            if (shown++ == 0)
                media.push_back(Json{{"type", "text"}, {"text", "Returned by the tool call " + call.id + ":"}});
            json.erase("cache_control");
            media.push_back(std::move(json));
        } else if (!json.is_null()) {
            if (&each != &at.result->content.back())
                json.erase("cache_control"); // that of the whole result applies
            list.push_back(std::move(json));
        }
    }
    if (!at.result->value.is_null())
        list.push_back(Json{{"type", "text"}, {"text", toText(at.result->value)}});
    if (shown > 0) {
        std::string note = "[";
        note += std::to_string(shown);
        note += shown == 1 ? " attachment in the next message]" : " attachments in the next message]";
        list.push_back(Json{{"type", "text"}, {"text", std::move(note)}});
    }
    if (at.result->isError)
        m_writing.losses.add("is_error");
    Json json;
    json["role"] = "tool";
    json["tool_call_id"] = call.id;
    json["content"] = contentOf(std::move(list), "\n", m_writing);
    m_out.push_back(std::move(json));
}

void MessageWriter::writeResults(const std::vector<const ToolCall*>& calls, std::size_t behind)
{
    Json media = Json::array();
    for (const ToolCall* const call : calls) {
        const ResultAt* const at = resultOf(*call, behind);
        if (!at)
            continue;
        writeResult(*call, *at, media);
        m_written.insert(at->result);
    }
    if (!media.empty())
        m_out.push_back(Json{{"role", "user"}, {"content", std::move(media)}});
}

void MessageWriter::writeOther(const Message& message)
{
    static constexpr const char* kRoles[] = {"system", "developer", "user"};
    if (m_writing.isOwn() && !message.original.is_null()) {
        m_out.push_back(message.original);
        return;
    }
    Json list = Json::array();
    for (const Part& part : message.parts) {
        const auto* const result = std::get_if<ToolResult>(&part.content);
        if (result && !m_written.count(result))
            m_writing.problem.add(
                "messages", {QT_TRANSLATE_NOOP("Error", "contains the result of a tool (%1) without a tool call before it."), {result->callId}});
        if (result)
            continue;
        if (Json json = contentPart(part, m_writing); !json.is_null())
            list.push_back(std::move(json));
    }
    if (list.empty() && !message.parts.empty()) // only results, or everything was dropped
        return;
    Json json;
    json["role"] = kRoles[static_cast<int>(message.role)];
    json["content"] = contentOf(std::move(list), "\n\n", m_writing);
    if (!message.name.empty())
        json["name"] = message.name;
    m_out.push_back(std::move(json));
}

} // namespace

Json writeMessages(ChatWriting& writing)
{
    Json messages = MessageWriter(writing).write();
    const bool isBegun = !messages.empty() && messages.back()["role"] == "assistant" && !messages.back().contains("tool_calls");
    if (isBegun && !writing.isOwn() && writing.target.keepsSignatures)
        writing.losses.add("messages: that the answer has begun"); // OpenAI's models start a new answer
    return messages;
}

} // namespace gateway::protocol::openai
