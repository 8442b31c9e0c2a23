#include "codec.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::size_t kMostNamed = 20; // it goes into a header

} // namespace

void Losses::add(std::string what)
{
    if (m_list.size() < kMostNamed && std::find(m_list.begin(), m_list.end(), what) == m_list.end())
        m_list.push_back(std::move(what));
}

} // namespace gateway::protocol
