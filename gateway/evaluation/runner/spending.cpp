#include "spending.h"

#include <algorithm>
#include <limits>

namespace gateway::evaluation {

std::int64_t Spending::free() const
{
    return m_limit ? std::max<std::int64_t>(0, *m_limit - m_known - m_reserved) : std::numeric_limits<std::int64_t>::max();
}

void Spending::settle(std::int64_t reserved, std::int64_t cost)
{
    m_reserved -= reserved;
    m_known += cost;
}

} // namespace gateway::evaluation
