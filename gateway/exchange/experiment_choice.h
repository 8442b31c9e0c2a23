#pragma once

#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/routing/route_planner.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// Which arm of an experiment a request is assigned to. Only conversations and embeddings take part, only if their
/// caller may use the targets of both arms, and only if no provider keeps what they refer to: another target could not
/// answer them. Gateway thread.
class ExperimentChoice {
public:
    /// `route`: the one that took the request; it must have an experiment. All must outlive this object.
    ExperimentChoice(const config::RouteSettings& route, const ClientRequest& request, std::string_view consumer, const Snapshot& snapshot,
        protocol::ResponseStore& responses);

    /// Puts the target of the arm first and returns the arm; the order of the others stays, for fallback. `session`: the
    /// session of the request; without one, its id. Errors: NoUsableTarget with the reason why the request takes no part.
    Result<std::size_t> assign(routing::Plan& plan, std::string_view session) const;

    /// What `signalboxd explain` says of it. `session`: empty if there is none; the plan is then that of the arm with
    /// the larger share.
    Sentence explained(routing::Plan& plan, std::string_view session) const;

private:
    Result<void> check(const routing::Plan& plan) const;
    Result<void> checkRequest() const;
    std::size_t find(const routing::Plan& plan, std::size_t arm) const;
    const config::TargetSettings& targetAt(std::size_t arm) const;
    std::string targetOf(std::size_t arm) const;
    void putFirst(routing::Plan& plan, std::size_t arm) const;
    double shareOf(std::size_t arm) const;
    evaluation::ExperimentStanding standing() const;

    const config::RouteSettings& m_route;
    const ClientRequest& m_request;
    const std::string_view m_consumer;
    const Snapshot& m_snapshot;
    protocol::ResponseStore& m_responses;
};

} // namespace gateway::exchange
