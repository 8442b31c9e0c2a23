#pragma once

#include "exchange_state.h"

#include "gateway/core/result.h"
#include "gateway/protocol/references.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/routing/route_planner.h"

#include <string>
#include <vector>

namespace gateway::exchange {

/// Which targets a request may go to, in their order. Gateway thread.
class RequestPlanning {
public:
    using References = Result<std::vector<protocol::Reference>>;

    /// `state`, which it fills in, must outlive it.
    explicit RequestPlanning(ExchangeState& state);

    /// Which route takes the request; for policies, and for `plan()`.
    void findRoute();
    /// That a provider is to be asked by that route, for the record.
    void noteRoute();
    /// By the route that was found. `references`: what the request names by id. Errors: those of a model that is not there, of
    /// providers that are not for this caller, of what no provider serves, of ids that are another's.
    Result<routing::Plan> plan(const routing::RequestFacts& facts, const References& references);
    /// What goes on from a response that a provider keeps can be asked there only. Errors: ResponseNotKept.
    Result<void> goToHolder(routing::Plan& plan);
    /// With which that response was made; mostly empty.
    const std::string& holderKey() const { return m_holderKey; }
    /// Whether the caller could have the request answered, not only counted.
    Result<void> admitCount(const References& references);

    /// What was found out about routes, for the record, when nobody waits for it. Once.
    void noteRoutes();

private:
    Result<routing::Plan> planned(const routing::RequestFacts& facts);
    Result<void> admitReferences(const routing::Plan& plan, const References& references) const;
    void noteStops(const routing::Plan& plan);
    bool namesNoModel() const;

    ExchangeState& m_state;
    routing::RefusedRoutes m_refused; // before the route that was found
    bool m_isRouted = false; // its route is to be noted
    std::string m_holderKey;
};

/// That the response is kept by a provider, and what to do about it: `remedy` ends the sentence.
Error holderGone(const protocol::KeptResponse& kept, const Sentence& remedy);

} // namespace gateway::exchange
