#include "turn_settings.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace gateway::protocol::anthropic {

namespace {

bool isResult(const Part& part) { return std::holds_alternative<ToolResult>(part.content); }

} // namespace

void TurnSettings::add(Message message, const BodyNode& node)
{
    if (message.role == Role::System)
        return addSystem(std::move(message), node);
    if (message.role == Role::User)
        beginUserTurn(message);
    else
        m_followsInput = false;
    m_messages.push_back(std::move(message));
}

void TurnSettings::addSystem(Message message, const BodyNode& node)
{
    if (std::string effort = node["output_config"]["effort"].text(); !effort.empty())
        (m_followsInput ? m_effort : m_nextEffort) = std::move(effort);
    if (message.parts.empty())
        return;
    if (node["clear_at"].text() == "next_user_message")
        m_scoped.push_back(m_messages.size());
    m_messages.push_back(std::move(message));
}

/// In a single pass, because there may be many.
void TurnSettings::clearScoped()
{
    if (m_scoped.empty())
        return;
    auto cleared = m_scoped.begin();
    std::size_t kept = m_scoped.front();
    for (std::size_t i = kept; i < m_messages.size(); ++i) {
        if (cleared != m_scoped.end() && *cleared == i)
            ++cleared;
        else
            m_messages[kept++] = std::move(m_messages[i]);
    }
    m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(kept), m_messages.end());
    m_scoped.clear();
}

void TurnSettings::beginUserTurn(const Message& message)
{
    clearScoped();
    m_followsInput = !std::ranges::all_of(message.parts, isResult);
    if (m_followsInput && !m_nextEffort.empty())
        m_effort = std::exchange(m_nextEffort, {});
}

} // namespace gateway::protocol::anthropic
