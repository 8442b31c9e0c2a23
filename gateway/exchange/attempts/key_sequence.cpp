#include "key_sequence.h"

#include <algorithm>

namespace gateway::exchange {

void KeySequence::open(std::size_t candidate, std::vector<std::size_t> keys, const std::vector<UsableKey>& all)
{
    m_open = {candidate, std::move(keys)};
    std::ranges::reverse(m_open.keys);
    if (m_preferred.empty())
        return;
    const auto isOther = [&](std::size_t key) { return key >= all.size() || all[key].name != m_preferred; };
    std::stable_partition(m_open.keys.begin(), m_open.keys.end(), isOther); // keys are taken from the end
}

bool KeySequence::reopen()
{
    if (m_later.empty())
        return false;
    m_open = std::move(m_later.front());
    m_later.erase(m_later.begin());
    return true;
}

std::size_t KeySequence::take()
{
    const std::size_t key = m_open.keys.back();
    m_open.keys.pop_back();
    return key;
}

void KeySequence::skip(std::size_t candidate)
{
    if (m_open.candidate == candidate)
        m_open.keys.clear();
    std::erase_if(m_later, [candidate](const Put& put) { return put.candidate == candidate; });
}

std::vector<KeySequence::Put> KeySequence::takeAside()
{
    std::vector<Put> later = std::exchange(m_later, {});
    if (!m_open.keys.empty())
        later.push_back({m_open.candidate, std::exchange(m_open.keys, {})});
    return later;
}

} // namespace gateway::exchange
