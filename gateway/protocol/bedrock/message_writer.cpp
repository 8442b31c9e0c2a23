#include "message_writer.h"

#include "media_block.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/models/claude_model.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace gateway::protocol::bedrock {

namespace {

template <class... Visits> struct Each : Visits... {
    using Visits::operator()...;
};
template <class... Visits> Each(Visits...) -> Each<Visits...>;

Json textBlock(const std::string& text) { return Json{{"text", text}}; }

std::string place(std::size_t message, std::size_t part)
{
    return "messages[" + std::to_string(message) + "].content[" + std::to_string(part) + ']';
}

struct OrderedResult {
    std::size_t order = 0; ///< of its call
    Json block;
    Json cache; ///< null: no cache point after it
};

class MessageWriter {
public:
    explicit MessageWriter(RequestTask& task)
        : m_task(task)
    {
    }

    void write(Json& body)
    {
        const auto& messages = m_task.conversation.messages;
        for (std::size_t i = 0; i < messages.size(); ++i)
            writeMessage(messages[i], i);
        endUser();
        endAssistant();
        leaveBegun();
        if (m_messages.empty())
            m_task.problem.add("messages", QT_TRANSLATE_NOOP("Error", "contains no message with content."));
        else if (m_task.knowsCachePoints() && !m_task.conversation.cacheControl.is_null())
            m_messages.back()["content"].push_back(cachePoint(m_task.conversation.cacheControl));
        body["messages"] = std::move(m_messages);
        if (!m_system.empty())
            body["system"] = std::move(m_system);
    }

private:
    void writeMessage(const Message& message, std::size_t index)
    {
        if (message.role == Role::User)
            endAssistant();
        else if (message.role == Role::Assistant)
            endUser();
        for (std::size_t i = 0; i < message.parts.size(); ++i) {
            const Part& part = message.parts[i];
            const std::string path = place(index, i);
            if (const auto* result = std::get_if<ToolResult>(&part.content)) {
                addResult(*result, part.cacheControl, path);
                continue;
            }
            const bool isSystem = message.role == Role::System || message.role == Role::Developer;
            if (isSystem && std::holds_alternative<Media>(part.content)) {
                m_task.problem.add(path, QT_TRANSLATE_NOOP("Error", "is not text. Bedrock accepts only text in system messages."));
                continue;
            }
            Json& list = isSystem ? m_system : message.role == Role::User ? m_user : m_assistant;
            Json block = blockOf(part.content, path, message.role);
            if (block.is_null())
                continue;
            list.push_back(std::move(block));
            addCachePoint(list, part.cacheControl);
        }
    }

    void addCachePoint(Json& list, const Json& cacheControl)
    {
        if (cacheControl.is_null())
            return;
        if (m_task.knowsCachePoints())
            list.push_back(cachePoint(cacheControl));
        else
            m_task.losses.add("cache_control");
    }

    /// Null if nothing is sent for it.
    Json blockOf(const Content& content, const std::string& path, Role role)
    {
        return std::visit(
            Each{
                [&](const Text& text) { return isBlank(text.text) ? Json() : textBlock(text.text); },
                [&](const Refusal& said) { return isBlank(said.text) ? Json() : textBlock(said.text); },
                [&](const Media& media) { return mediaBlock(m_task, media, path, false); },
                [&](const Thinking& thinking) { return role == Role::Assistant ? thinkingBlock(thinking) : Json(); },
                [&](const ToolCall& call) { return callBlock(call, path); },
                [&](const Opaque& opaque) { return opaqueBlock(opaque); },
                [](const ToolResult&) { return Json(); }, // already written
            },
            content);
    }

    Json opaqueBlock(const Opaque& opaque)
    {
        if (opaque.format == Format::Bedrock)
            return opaque.value;
        addPieceLoss(m_task.losses, opaque);
        return {};
    }

    Json thinkingBlock(const Thinking& thinking)
    {
        if (!isGivenBack(m_task, thinking)) {
            m_task.losses.add("messages: thinking");
            return {};
        }
        if (thinking.signature.empty())
            return Json{{"reasoningContent", Json{{"redactedContent", thinking.encrypted}}}};
        Json text{{"text", thinking.text}, {"signature", thinking.signature}};
        return Json{{"reasoningContent", Json{{"reasoningText", std::move(text)}}}};
    }

    Json callBlock(const ToolCall& call, const std::string& path)
    {
        m_callOrder.emplace(call.id, m_callOrder.size());
        Json use;
        use["toolUseId"] = bedrockCallId(call.id);
        use["name"] = flatToolName(call.nameSpace, call.name);
        if (call.name.empty())
            m_task.problem.add(path, QT_TRANSLATE_NOOP("Error", "is a tool call without a name."));
        use["input"] = argumentsOf(call).object;
        return Json{{"toolUse", std::move(use)}};
    }

    void addResult(const ToolResult& result, const Json& cacheControl, const std::string& path)
    {
        endAssistant();
        Json content = Json::array();
        if (result.value.is_object())
            content.push_back(Json{{"json", result.value}});
        else if (!result.value.is_null())
            content.push_back(
                textBlock(result.value.is_string() ? result.value.get<std::string>() : toText(result.value)));
        for (std::size_t i = 0; i < result.content.size(); ++i) {
            const std::string inner = path + ".content[" + std::to_string(i) + ']';
            Json block =
                std::visit(Each{
                               [](const Text& text) { return isBlank(text.text) ? Json() : textBlock(text.text); },
                               [&](const Media& media) { return mediaBlock(m_task, media, inner, true); },
                               [&](const Opaque& opaque) { return opaqueBlock(opaque); },
                           },
                    result.content[i]);
            if (!block.is_null())
                content.push_back(std::move(block));
        }
        if (content.empty())
            content.push_back(textBlock("(no output)")); // blank texts are rejected
        Json block;
        block["toolUseId"] = bedrockCallId(result.callId);
        block["content"] = std::move(content);
        if (result.isError)
            block["status"] = "error";
        const auto call = m_callOrder.find(result.callId);
        m_results.push_back({call == m_callOrder.end() ? m_callOrder.size() : call->second,
            Json{{"toolResult", std::move(block)}}, cacheControl});
    }

    void endUser()
    {
        std::stable_sort(
            m_results.begin(), m_results.end(), [](const OrderedResult& a, const OrderedResult& b) { return a.order < b.order; });
        Json content = Json::array();
        for (OrderedResult& result : m_results) {
            content.push_back(std::move(result.block));
            addCachePoint(content, result.cache);
        }
        m_results.clear();
        for (Json& block : m_user)
            content.push_back(std::move(block));
        m_user = Json::array();
        if (!content.empty())
            addMessage("user", std::move(content));
    }

    void endAssistant()
    {
        if (m_assistant.empty())
            return;
        // Source: Amazon Bedrock User Guide, "Converse": a conversation begins with a user message.
        if (m_messages.empty()) {
            m_task.losses.add("messages: no user message comes first");
            addMessage("user", Json::array({textBlock(".")}));
        }
        addMessage("assistant", std::exchange(m_assistant, Json::array()));
    }

    void addMessage(const char* role, Json content)
    {
        const auto holds = [&content](const char* kind) {
            return std::any_of(content.begin(), content.end(), [&](const Json& block) { return block.contains(kind); });
        };
        // Source: Amazon Bedrock API Reference, ContentBlock: a document requires a text next to it.
        if (holds("document") && !holds("text"))
            content.push_back(textBlock("(document)"));
        if (!m_messages.empty() && m_messages.back()["role"] == role) {
            for (Json& block : content)
                m_messages.back()["content"].push_back(std::move(block));
            return;
        }
        Json message;
        message["role"] = role;
        message["content"] = std::move(content);
        m_messages.push_back(std::move(message));
    }

    /// Claude from 4.6 on rejects an assistant message at the end, as at Anthropic.
    void leaveBegun()
    {
        if (m_messages.empty() || m_messages.back()["role"] != "assistant"
            || !isClaudeFrom(m_task.target.model, kFirstUnbegunClaude))
            return;
        addMessage("user", Json::array({textBlock("Continue.")}));
        m_task.losses.add("messages: that the answer has begun");
    }

    RequestTask& m_task;
    Json m_system = Json::array();
    Json m_messages = Json::array();
    Json m_user = Json::array(); // blocks of the current turn
    Json m_assistant = Json::array(); // one of the two is empty
    std::vector<OrderedResult> m_results; // of the user turn
    std::unordered_map<std::string, std::size_t> m_callOrder;
};

} // namespace

void writeMessages(RequestTask& task, Json& body) { MessageWriter(task).write(body); }

std::string bedrockCallId(const std::string& id)
{
    // Source: Amazon Bedrock API Reference, ToolUseBlock: [a-zA-Z0-9_.:-]+, 64 at most.
    static constexpr auto kAllowed = asciiSet("_.:-");
    constexpr std::size_t kLongest = 64;
    constexpr std::size_t kKept = 40; // leaves room for the hash
    std::string result = id;
    std::uint64_t hash = 14695981039346656037U; // FNV-1a, so that different ids stay different
    for (char& c : result) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
        if (!kAllowed[static_cast<unsigned char>(c)])
            c = '_';
    }
    if (!result.empty() && result == id && result.size() <= kLongest)
        return result;
    result.resize(std::min(result.size(), kKept));
    return result + '_' + std::to_string(hash);
}

bool isGivenBack(const RequestTask& task, const Thinking& thinking)
{
    const bool isClaudes = thinking.origin == Format::Anthropic || thinking.origin == Format::Bedrock;
    const bool isSigned = !thinking.signature.empty() || !thinking.encrypted.empty();
    return isClaudes && isSigned && task.target.keepsSignatures && task.family == ModelFamily::Claude;
}

Json cachePoint(const Json& cacheControl)
{
    Json point{{"type", "default"}};
    if (cacheControl.is_object() && cacheControl.contains("ttl") && cacheControl["ttl"].is_string())
        point["ttl"] = cacheControl["ttl"];
    return Json{{"cachePoint", std::move(point)}};
}

} // namespace gateway::protocol::bedrock
