#pragma once

#include "exchange_state.h"

#include "gateway/core/result.h"
#include "gateway/protocol/references.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/routing/route_planner.h"

#include <string>
#include <vector>

namespace gateway::exchange {

/// Decides which targets a request may go to, and in which order. Gateway thread.
class RequestPlanning {
public:
    using References = Result<std::vector<protocol::Reference>>;

    /// Fills in `state`, which must outlive this object.
    explicit RequestPlanning(ExchangeState& state);

    /// Finds the route that takes the request; for policies, and for `plan()`.
    void findRoute();
    /// Notes in the record that a provider is used by that route.
    void noteRoute();
    /// Plans the targets of the route that was found. `references`: what the request refers to by id. Errors: an
    /// unknown model, providers that this caller may not use, something that no provider serves, ids that belong to
    /// another consumer.
    Result<routing::Plan> plan(const routing::RequestFacts& facts, const References& references);
    /// Restricts the plan to the provider that keeps the response which the request continues. Errors: ResponseNotKept.
    Result<void> goToHolder(routing::Plan& plan);
    /// Puts the target of the arm first to which the experiment of the route assigns the request, and notes the arm in
    /// the record. To be called once the session is noted. Requests of evaluation runs take no part.
    void assignArm(routing::Plan& plan) const;
    /// Replaces the targets by the one to which a limit sends the request. False if that one cannot take it.
    bool goElsewhere(routing::Plan& plan) const;
    /// The key that response was created with; usually empty.
    const std::string& holderKey() const { return m_holderKey; }
    /// Checks that the caller could have the request answered, not only counted.
    Result<void> admitCount(const References& references);

    /// Notes whether the gateway itself has to apply stop sequences, because one of the models does not support them.
    void noteStops(const routing::Plan& plan);

    /// Writes what was found out about routes to the record, when nobody waits for it. Once.
    void noteRoutes();

private:
    Result<routing::Plan> planned(const routing::RequestFacts& facts);
    Result<void> admitReferences(const routing::Plan& plan, const References& references) const;
    bool namesNoModel() const;

    ExchangeState& m_state;
    routing::RefusedRoutes m_refused; // routes that were rejected before the one that was found
    bool m_isRouted = false; // whether its route is to be noted
    bool m_isHeld = false; // a provider keeps the response that the request continues
    std::string m_holderKey;
};

/// The error for a response that is kept by a provider, with what to do about it: `remedy` ends the sentence.
Error holderGone(const protocol::KeptResponse& kept, const Sentence& remedy);

} // namespace gateway::exchange
