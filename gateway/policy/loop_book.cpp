#include "loop_book.h"

#include <QtGlobal>

namespace gateway::policy {

Sentence LoopFound::words() const
{
    return {QT_TRANSLATE_NOOP("Error", "Consumer \"%1\" repeats the same tool call with the same result: %2 times in a row."), {consumer, std::to_string(repeats)}};
}

bool LoopBook::wouldBeDue(std::uint64_t conversation, const RepeatedCall& call, int repeats) const
{
    if (call.count < repeats)
        return false;
    const auto known = m_places.find(conversation);
    if (known == m_places.end())
        return true;
    const RepeatedCall& last = known->second->second;
    return last.digest != call.digest || call.count >= last.count + repeats;
}

/// A conversation that goes back, and one whose earlier turns were summarised, counts from there.
void LoopBook::remember(std::uint64_t conversation, const RepeatedCall& call, int repeats)
{
    const bool isDue = wouldBeDue(conversation, call, repeats);
    const auto known = m_places.find(conversation);
    if (call.count < repeats) {
        if (known != m_places.end()) {
            m_entries.erase(known->second);
            m_places.erase(known);
        }
        return;
    }
    if (known != m_places.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known->second);
        if (isDue || call.count < known->second->second.count)
            known->second->second = call;
        return;
    }
    m_entries.emplace_front(conversation, call);
    m_places.emplace(conversation, m_entries.begin());
    if (m_places.size() > kMost) {
        m_places.erase(m_entries.back().first);
        m_entries.pop_back();
    }
}

} // namespace gateway::policy
