#pragma once

#include "program_wait.h"

#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/client_identity.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/admission/endpoint_table.h"
#include "gateway/exchange/attempts/services.h"
#include "gateway/http/server/client_connection.h"
#include "gateway/policy/chain_run.h"
#include "gateway/policy/limits/exchange_limits.h"
#include "gateway/routing/matching/request_facts.h"
#include "gateway/usage/record.h"

#include <memory>
#include <optional>

namespace gateway::exchange {

/// What the steps of one exchange share: the caller, the request and its record. Each step adds what it finds out.
/// Gateway thread.
struct ExchangeState {
    struct Times {
        TimePoint begun;
        TimePoint received{}; ///< when the last byte of the request arrived
    };

    /// What the policies of an exchange act with.
    struct Policies {
        ProgramWait program;
        policy::ChainRun chain{}; ///< those that are on for the caller and the route
        policy::ExchangeLimits limits{}; ///< what the exchange holds of limits
    };

    http::ClientConnection& client;
    Services& services;
    /// The one at the start; if the exchange waited for the keychain, the one with its keys.
    std::shared_ptr<const Snapshot> snapshot;
    Times times;
    std::shared_ptr<usage::ExchangeRecord> record; ///< never null
    bool isRecorded = true; ///< goes to the ledger
    EndpointMatch endpoint{};
    std::optional<ClientIdentity> identity{}; ///< once it is admitted
    Caller caller{};
    ClientRequest request{};
    const config::RouteSettings* route = nullptr; ///< the route that takes the request, once the body is read; null: none
    Policies policies{ProgramWait(*this)};

    static Milliseconds since(TimePoint begin);
    /// The facts that routing uses. `now`: needed only where a target is chosen by them.
    routing::RequestFacts facts(TimePoint now = {}) const;
    /// The request in the form that policies use. `plan`: once there is one.
    policy::Request policyRequest(routing::Plan* plan = nullptr);
    /// Whether limits count the request.
    bool isCounted() const;
    /// Records the sub-agent that the client names, if none is recorded. To be called when nobody waits.
    void noteAgent();
    /// The client's own trace, for upstream requests other than conversations, which have no span of their own; empty
    /// if it has none.
    std::string_view clientsTrace() const;
    bool wantsHeadOnly() const { return client.request().method == "HEAD"; }
};

} // namespace gateway::exchange
