#include "reported_searches.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace gateway::protocol {

namespace {

constexpr std::string_view kSearchCall = "$web_search";
constexpr std::size_t kMostCalls = 1000; // of one answer

} // namespace

void ReportedSearches::takeCall(int choice, int number, std::string_view name)
{
    const std::pair call(choice, number);
    if (name == kSearchCall && m_calls.size() < kMostCalls && std::ranges::find(m_calls, call) == m_calls.end())
        m_calls.push_back(call);
}

void ReportedSearches::addTo(TokenUsage& usage) const
{
    const auto count = static_cast<std::int64_t>(m_calls.size() + (m_hasFound ? 1 : 0));
    if (count > 0 && !usage.isZero())
        usage.webSearches = std::max(count, usage.webSearches.value_or(0));
}

void takeSearchedFor(TokenUsage& usage)
{
    if (!usage.reportedCost)
        usage.webSearches = std::max<std::int64_t>(1, usage.webSearches.value_or(0));
}

} // namespace gateway::protocol
