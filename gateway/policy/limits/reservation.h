#pragma once

#include "limit_book.h"
#include "target_demand.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <optional>

namespace gateway::policy {

/// What an attempt reserves of limits of tokens and cost.
class Reservation {
public:
    /// `uses`: what requests to its model have used lately; null: unknown. Both must outlive this object.
    Reservation(const TargetDemand& demand, const ModelUses* uses, WallTime now);

    /// Empty: nothing, but the limit must not be reached.
    std::optional<std::int64_t> of(const LimitRule& rule);
    /// What `of()` assumes at most, for limits that reserve the maximum.
    AttemptBound bound() const;
    /// As if nothing were known of earlier requests.
    Reservation withoutPast() const { return Reservation(m_demand, nullptr, m_now); }

private:
    std::int64_t amountOf(const LimitRule& rule, const protocol::TokenUsage& tokens) const;
    std::int64_t mostOf(const LimitRule& rule);
    Money mostCost() const;

    const TargetDemand& m_demand;
    const ModelUses* m_uses;
    WallTime m_now;
    std::int64_t m_input; // tokens, an upper bound
    protocol::TokenUsage m_plain; // that input, and the most output
    std::optional<Money> m_mostCost; // once it is needed
};

} // namespace gateway::policy
