#include "reasoning_memory.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol {

namespace {

std::size_t sizeOf(const ReasoningMemory::Thought& thought)
{
    std::size_t size = thought.thinking.text.size() + thought.thinking.signature.size() + thought.thinking.encrypted.size()
        + thought.callSignature.size();
    for (const std::string& part : thought.thinking.summary)
        size += part.size();
    return size;
}

bool isEmpty(const Thinking& thinking)
{
    return thinking.text.empty() && thinking.signature.empty() && thinking.encrypted.empty() && thinking.summary.empty();
}

/// A thought that its maker would take back as it is. Of others their client has kept the
/// words at most.
bool isSigned(const Thinking& thinking) { return !thinking.signature.empty() || !thinking.encrypted.empty(); }

bool holdsSigned(const Message& message)
{
    return std::any_of(message.parts.begin(), message.parts.end(), [](const Part& part) {
        const auto* const thinking = std::get_if<Thinking>(&part.content);
        return thinking && isSigned(*thinking);
    });
}

} // namespace

void ReasoningMemory::remember(const std::string& callId, Thought thought)
{
    const std::size_t size = sizeOf(thought);
    if (callId.empty() || size == 0 || size > kLongest)
        return;
    if (const auto known = m_places.find(callId); known != m_places.end())
        drop(known->second);
    m_kept.push_back({callId, std::move(thought)});
    m_places[callId] = std::prev(m_kept.end());
    m_bytes += size;
    while (m_bytes > kMostBytes || m_kept.size() > kMostCalls)
        drop(m_kept.begin());
}

void ReasoningMemory::drop(std::list<Kept>::iterator place)
{
    m_bytes -= sizeOf(place->thought);
    m_places.erase(place->callId);
    m_kept.erase(place);
}

const ReasoningMemory::Thought* ReasoningMemory::find(const std::string& callId) const
{
    const auto found = m_places.find(callId);
    return found == m_places.end() ? nullptr : &found->second->thought;
}

void ReasoningMemory::restore(Conversation& conversation) const
{
    if (m_kept.empty())
        return;
    for (Message& message : conversation.messages)
        if (message.role == Role::Assistant)
            restore(message);
}

void ReasoningMemory::restore(Message& message) const
{
    const bool isWhole = holdsSigned(message);
    const Thinking* missing = nullptr;
    for (Part& part : message.parts) {
        auto* const call = std::get_if<ToolCall>(&part.content);
        const Thought* const thought = call ? find(call->id) : nullptr;
        if (!thought)
            continue;
        if (call->signature.empty())
            call->signature = thought->callSignature;
        if (!isWhole && !missing && !isEmpty(thought->thinking))
            missing = &thought->thinking;
    }
    if (!missing)
        return;
    std::erase_if(message.parts, [](const Part& part) { return std::holds_alternative<Thinking>(part.content); });
    message.parts.insert(message.parts.begin(), Part{*missing, {}});
}

ReasoningListener::ReasoningListener(ReasoningMemory& memory, Format origin, bool isSigned)
    : m_memory(memory), m_origin(origin), m_isSigned(isSigned)
{
    m_thinking.origin = origin;
}

void ReasoningListener::hear(const AnswerEvent& event)
{
    if (const auto* const begun = std::get_if<PartBegun>(&event); begun && begun->choice == 0) {
        m_isThinking = std::holds_alternative<Thinking>(begun->content);
        if (const auto* const call = std::get_if<ToolCall>(&begun->content))
            m_call = *call;
        else if (const auto* const thinking = std::get_if<Thinking>(&begun->content)) {
            m_thinking.id = thinking->id;
            m_thinking.signature = thinking->signature;
            m_thinking.encrypted = thinking->encrypted;
        }
    } else if (const auto* const grew = std::get_if<PartGrew>(&event); grew && grew->choice == 0) {
        grow(*grew);
    } else if (const auto* const ended = std::get_if<PartEnded>(&event); ended && ended->choice == 0) {
        m_isThinking = false;
        if (!m_call.id.empty())
            remember(std::exchange(m_call, {}), m_thinking);
    }
}

void ReasoningListener::grow(const PartGrew& grew)
{
    if (grew.what == PartGrew::What::Signature && !m_call.id.empty())
        m_call.signature += grew.text;
    if (!m_isThinking || m_thinking.text.size() > ReasoningMemory::kLongest)
        return;
    if (grew.what == PartGrew::What::Text)
        m_thinking.text += grew.text;
    else if (grew.what == PartGrew::What::Signature)
        m_thinking.signature += grew.text;
    else if (grew.what == PartGrew::What::Encrypted)
        m_thinking.encrypted += grew.text;
    else if (grew.what == PartGrew::What::Summary)
        m_thinking.text += grew.text; // the reasoning itself is not shown
}

void ReasoningListener::remember(const ToolCall& call, Thinking thinking)
{
    if (m_isSigned) {
        m_memory.remember(call.id, {std::move(thinking), call.signature});
        return;
    }
    thinking.signature.clear();
    thinking.encrypted.clear();
    m_memory.remember(call.id, {std::move(thinking), {}});
}

void ReasoningListener::hear(const ModelAnswer& answer)
{
    if (answer.choices.empty())
        return;
    Thinking thinking;
    for (const Part& part : answer.choices.front().parts) {
        if (const auto* const thought = std::get_if<Thinking>(&part.content)) {
            const std::string before = std::exchange(thinking.text, {});
            thinking = *thought;
            thinking.text.insert(0, before);
            thinking.origin = m_origin;
        } else if (const auto* const call = std::get_if<ToolCall>(&part.content)) {
            remember(*call, thinking);
        }
    }
}

} // namespace gateway::protocol
