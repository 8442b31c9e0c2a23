#include "codec.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::size_t kMostNamed = 40; // it goes into a header

} // namespace

void Losses::add(std::string what)
{
    if (m_list.size() > kMostNamed || std::find(m_list.begin(), m_list.end(), what) != m_list.end())
        return;
    m_list.push_back(m_list.size() < kMostNamed ? std::move(what) : std::string("further fields"));
}

} // namespace gateway::protocol
