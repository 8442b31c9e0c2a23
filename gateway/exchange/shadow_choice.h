#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/attempts/attempt_demand.h"
#include "gateway/policy/limits/limit_book.h"
#include "gateway/routing/route_planner.h"

#include <optional>
#include <string_view>

namespace gateway::exchange {

/// Whether, and where, a request is copied for comparison. Gateway thread.
class ShadowChoice {
public:
    /// `route`: the one that took the request; it must have a shadow. All must outlive this object.
    ShadowChoice(const config::RouteSettings& route, const ClientRequest& request, std::string_view consumer, const Snapshot& snapshot,
        protocol::ResponseStore& responses);

    /// The target. Errors: NoUsableTarget, with the reason why this request is never copied.
    Result<routing::Candidate> target() const;

    /// What a copy reserves of the money for today.
    struct Reserved {
        policy::ExchangeLimits::Held held;
        std::int64_t estimatedInput = 0; ///< tokens
        policy::AttemptBound bound;
    };
    /// Reserves it in `book` for `target`. Errors: NoUsableTarget if the price is unknown or what was spent today is not
    /// read yet, BudgetExceeded if the copy could exceed the maximum.
    Result<Reserved> reserve(const routing::Candidate& target, policy::LimitBook& book) const;

    /// What `signalboxd explain` says of it. `book`: null if it is not known what was spent.
    Sentence explained(policy::LimitBook* book) const;

private:
    Sentence reasonAgainst(policy::LimitBook* book) const;

    const config::RouteSettings& m_route;
    const ClientRequest& m_request;
    const std::string_view m_consumer;
    const Snapshot& m_snapshot;
    protocol::ResponseStore& m_responses;
};

} // namespace gateway::exchange
