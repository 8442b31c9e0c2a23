#include "turn_writer.h"

#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/models/claude_model.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace gateway::protocol::anthropic {

namespace {

constexpr std::string_view kMinimal = "Continue."; // the API requires a user message first
constexpr std::string_view kNoResult = "There is no result: the call was not carried out.";

/// Matches results to calls and assigns the ids of calls. Clients whose ids came from other upstreams may use one id
/// for several calls, which the API rejects.
class CallPlan {
public:
    explicit CallPlan(const Conversation& conversation)
    {
        for (const Message& message : conversation.messages)
            for (const Part& part : message.parts)
                add(part);
    }

    const std::string& idOf(const ToolCall& call) const { return m_ids.at(&call); }
    /// Null if there is none.
    const Part* resultOf(const ToolCall& call) const
    {
        const auto found = m_results.find(&call);
        return found == m_results.end() ? nullptr : found->second;
    }
    /// Null if its call is missing.
    const ToolCall* callOf(const ToolResult& result) const
    {
        const auto found = m_calls.find(&result);
        return found == m_calls.end() ? nullptr : found->second;
    }

private:
    void add(const Part& part)
    {
        if (const auto* call = std::get_if<ToolCall>(&part.content)) {
            m_ids[call] = freshId(call->id);
            m_open[call->id].push_back(call);
        } else if (const auto* result = std::get_if<ToolResult>(&part.content)) {
            auto& open = m_open[result->callId];
            if (open.empty())
                return;
            m_calls[result] = open.front();
            m_results[open.front()] = &part;
            open.erase(open.begin());
        }
    }

    /// Source: API reference, tool_use.id: ^[a-zA-Z0-9_-]+$, unique.
    std::string freshId(const std::string& id)
    {
        static constexpr auto kAllowed = asciiSet("_-");
        std::string base = id.empty() ? std::string("call") : id;
        for (char& c : base)
            if (!kAllowed[static_cast<unsigned char>(c)])
                c = '_';
        std::string fresh = base;
        while (!m_used.insert(fresh).second)
            fresh = base + '_' + std::to_string(++m_repeats[base] + 1);
        return fresh;
    }

    std::unordered_map<const ToolCall*, std::string> m_ids;
    std::unordered_map<const ToolCall*, const Part*> m_results;
    std::unordered_map<const ToolResult*, const ToolCall*> m_calls;
    std::unordered_map<std::string, std::vector<const ToolCall*>> m_open; // calls without a result, by the client's id
    std::unordered_map<std::string, std::size_t> m_repeats;
    std::unordered_set<std::string> m_used;
};

/// Consecutive parts of one sender.
struct Turn {
    Role role = Role::User;
    std::vector<const Part*> parts;
    const Json* original = nullptr; ///< see Message::original

    std::vector<const ToolCall*> calls() const
    {
        std::vector<const ToolCall*> all;
        for (const Part* part : parts)
            if (const auto* call = std::get_if<ToolCall>(&part->content))
                all.push_back(call);
        return all;
    }
};

bool isCall(const Part* part) { return std::holds_alternative<ToolCall>(part->content); }

class TurnWriter {
public:
    explicit TurnWriter(Writing& writing)
        : m_writing(writing)
        , m_plan(writing.from)
    {
    }

    Turns write()
    {
        gather();
        Turns out;
        for (const Part* part : m_system)
            if (std::holds_alternative<Text>(part->content))
                push(*part, m_systemBlocks);
            else
                m_writing.losses.add("system: what is no text");
        m_messages = Json::array();
        for (std::size_t i = 0; i < m_turns.size(); ++i)
            writeTurn(m_turns[i], i + 1 < m_turns.size() ? &m_turns[i + 1] : nullptr);
        if (m_messages.empty() || m_messages.front()["role"] == "assistant")
            m_messages.insert(m_messages.begin(), message("user", Json::array({textBlock(std::string(kMinimal))})));
        trimLast();
        leaveBegun();
        out.callsUnthinking = callsUnthinking();
        if (!m_systemBlocks.empty())
            out.system = std::move(m_systemBlocks);
        out.messages = std::move(m_messages);
        return out;
    }

private:
    static Json message(std::string_view role, Json content)
    {
        Json json;
        json["role"] = role;
        json["content"] = std::move(content);
        return json;
    }

    /// Separates the system messages at the front from the turns.
    void gather()
    {
        bool isLeading = true;
        for (const Message& each : m_writing.from.messages) {
            const bool isSystem = each.role == Role::System || each.role == Role::Developer;
            isLeading = isLeading && isSystem;
            if (!each.name.empty())
                m_writing.losses.add("messages: name");
            if (isSystem && (isLeading || !(m_writing.isOwn() || m_writing.target.takesLateSystem))) {
                for (const Part& part : each.parts)
                    m_system.push_back(&part);
                continue;
            }
            // Parts of one turn in another format may be several messages.
            if (m_writing.isOwn() || m_turns.empty() || m_turns.back().role != each.role)
                m_turns.push_back({each.role, {}, nullptr});
            if (m_writing.isOwn() && !each.original.is_null())
                m_turns.back().original = &each.original;
            for (const Part& part : each.parts)
                m_turns.back().parts.push_back(&part);
        }
        if (!m_writing.isOwn())
            for (Turn& turn : m_turns)
                sayBeforeCalls(turn.parts);
    }

    /// Moves text after a call before it; thinking stays with the call that it led to.
    static void sayBeforeCalls(std::vector<const Part*>& parts)
    {
        const auto stays = [](const Part* part) { return isCall(part) || std::holds_alternative<Thinking>(part->content); };
        std::stable_partition(std::find_if(parts.begin(), parts.end(), isCall), parts.end(),
            [&](const Part* part) { return !stays(part); });
    }

    void writeTurn(const Turn& turn, const Turn* next)
    {
        Json content = std::exchange(m_owed, Json::array()); // results come first
        if (turn.original) {
            if (!content.empty())
                m_messages.push_back(message("user", std::move(content)));
            m_messages.push_back(*turn.original);
            return;
        }
        for (const Part* part : turn.parts)
            pushInTurn(*part, turn.role, content);
        static constexpr std::string_view kWords[] = {"system", "system", "user", "assistant"};
        if (!content.empty())
            addMessage(kWords[static_cast<int>(turn.role)], std::move(content));
        for (const ToolCall* call : turn.calls())
            owe(*call);
        if (!m_owed.empty() && (!next || next->role != Role::User))
            m_messages.push_back(message("user", std::exchange(m_owed, Json::array())));
    }

    /// The turn between two turns of the same role may have become empty.
    void addMessage(std::string_view role, Json content)
    {
        if (m_writing.isOwn() || m_messages.empty() || m_messages.back()["role"] != role) {
            m_messages.push_back(message(role, std::move(content)));
            return;
        }
        for (Json& block : content)
            m_messages.back()["content"].push_back(std::move(block));
    }

    void pushInTurn(const Part& part, Role role, Json& content)
    {
        const auto* const result = std::get_if<ToolResult>(&part.content);
        if (m_writing.isOwn() || (!result && !(role == Role::Assistant && std::holds_alternative<Media>(part.content))))
            push(part, content);
        else if (!result)
            m_writing.losses.add("messages: media of the assistant");
        else if (!m_plan.callOf(*result))
            m_writing.losses.add("messages: a tool result without its call");
    }

    /// Adds what the next turn must begin with because of `call`.
    void owe(const ToolCall& call)
    {
        if (const Part* const result = m_plan.resultOf(call)) {
            if (!m_writing.isOwn())
                push(*result, m_owed);
            return;
        }
        ToolResult missing;
        missing.content.emplace_back(Text{std::string(kNoResult), {}, {}});
        missing.isError = true;
        m_owed.push_back(writeToolResult(missing, m_plan.idOf(call), m_writing));
        m_writing.losses.add("messages: a tool call without its result");
    }

    void push(const Part& part, Json& content)
    {
        Json block = std::visit([this](const auto& each) { return written(each); }, part.content);
        if (block.is_null())
            return;
        if (!part.cacheControl.is_null() && !std::holds_alternative<Thinking>(part.content))
            block["cache_control"] = part.cacheControl;
        content.push_back(std::move(block));
    }

    Json written(const Text& text) { return writeText(text, m_writing); }
    Json written(const Refusal& refusal) { return writeText(Text{refusal.text, {}, {}}, m_writing); }
    Json written(const Media& media) { return writeMedia(media, m_writing); }
    Json written(const Thinking& thinking) { return writeThinking(thinking, m_writing); }
    Json written(const ToolCall& call) { return writeToolCall(call, m_plan.idOf(call), m_writing); }
    Json written(const Opaque& opaque) { return writeOpaque(opaque, m_writing); }
    Json written(const ToolResult& result)
    {
        const ToolCall* const call = m_plan.callOf(result);
        if (call)
            return writeToolResult(result, m_plan.idOf(*call), m_writing);
        m_writing.losses.add("messages: a tool result without its call");
        return {};
    }

    /// Models from Claude 4.6 on reject an assistant message at the end.
    void leaveBegun()
    {
        const WriteTarget& target = m_writing.target;
        const bool isUntaken = target.wantsAdaptiveThinking || isClaudeFrom(target.model, kFirstUnbegunClaude);
        if (m_writing.isOwn() || !isUntaken || m_messages.back()["role"] != "assistant")
            return;
        m_messages.push_back(message("user", Json::array({textBlock(std::string(kMinimal))})));
        m_writing.losses.add("messages: that the answer has begun");
    }

    /// The API rejects a final assistant message that ends in white space.
    void trimLast()
    {
        if (m_writing.isOwn() || m_messages.back()["role"] != "assistant")
            return;
        Json& block = m_messages.back()["content"].back();
        if (json::textOf(block, "type") != "text")
            return;
        auto& text = block["text"].get_ref<std::string&>();
        text.erase(text.find_last_not_of(" \t\r\n") + 1);
    }

    bool callsUnthinking() const
    {
        const auto last = std::find_if(
            m_messages.rbegin(), m_messages.rend(), [](const Json& each) { return each.at("role") == "assistant"; });
        if (last == m_messages.rend())
            return false;
        const Json& content = last->at("content");
        const std::string first = json::textOf(content.front(), "type");
        const bool calls = std::any_of(
            content.begin(), content.end(), [](const Json& block) { return json::textOf(block, "type") == "tool_use"; });
        return calls && first != "thinking" && first != "redacted_thinking";
    }

    Writing& m_writing;
    CallPlan m_plan;
    std::vector<const Part*> m_system;
    std::vector<Turn> m_turns;
    Json m_systemBlocks = Json::array();
    Json m_messages;
    Json m_owed = Json::array();
};

} // namespace

Turns writeTurns(Writing& writing) { return TurnWriter(writing).write(); }

} // namespace gateway::protocol::anthropic
