#include "affinity.h"

namespace gateway::routing {

std::optional<std::uint64_t> Affinity::find(std::uint64_t conversation, TimePoint now)
{
    while (!m_places.empty() && now - m_places.back().at > kKept) {
        m_byConversation.erase(m_places.back().conversation);
        m_places.pop_back();
    }
    const auto found = m_byConversation.find(conversation);
    if (found == m_byConversation.end())
        return std::nullopt;
    return found->second->target;
}

void Affinity::keep(std::uint64_t conversation, std::uint64_t target, TimePoint now)
{
    const auto found = m_byConversation.find(conversation);
    if (found != m_byConversation.end()) {
        m_places.erase(found->second);
        m_byConversation.erase(found);
    } else if (m_places.size() >= kMost) {
        m_byConversation.erase(m_places.back().conversation);
        m_places.pop_back();
    }
    m_places.push_front({conversation, target, now});
    m_byConversation.emplace(conversation, m_places.begin());
}

} // namespace gateway::routing
