#pragma once

#include "gateway/core/money.h"

#include <cstdint>
#include <optional>

namespace gateway::evaluation {

/// The account of a run with a limit: what is known to be spent, and what is reserved for requests whose cost is not
/// known yet. Their sum never exceeds the limit if no request costs more than was reserved for it. Amounts in 10^-12 of
/// the run's currency, not negative. A value.
class Spending {
public:
    explicit Spending(std::optional<std::int64_t> limit = std::nullopt)
        : m_limit(limit)
    {
    }

    bool hasLimit() const { return m_limit.has_value(); }
    /// What may still be reserved; 0 if the limit is passed. Without a limit, there is always enough.
    std::int64_t free() const;
    bool fits(std::int64_t amount) const { return !m_limit || amount <= free(); }
    void reserve(std::int64_t amount) { m_reserved += amount; }
    /// The request was free, or was not made.
    void release(std::int64_t reserved) { m_reserved -= reserved; }
    /// The cost of a request has become known.
    void settle(std::int64_t reserved, std::int64_t cost);
    /// Spent earlier.
    void add(std::int64_t cost) { m_known += cost; }

    std::int64_t known() const { return m_known; }
    std::int64_t reserved() const { return m_reserved; }

private:
    std::optional<std::int64_t> m_limit;
    std::int64_t m_known = 0;
    std::int64_t m_reserved = 0;
};

} // namespace gateway::evaluation
