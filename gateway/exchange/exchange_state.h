#pragma once

#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/client_identity.h"
#include "gateway/exchange/admission/client_notes.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/admission/endpoint_table.h"
#include "gateway/exchange/attempts/services.h"
#include "gateway/http/server/client_connection.h"
#include "gateway/policy/chain_run.h"
#include "gateway/routing/matching/request_facts.h"
#include "gateway/usage/record.h"

#include <memory>
#include <optional>

namespace gateway::exchange {

/// What the steps of one exchange share: who asks for what, and the record of it. Each step fills in what it finds out.
/// Gateway thread.
struct ExchangeState {
    http::ClientConnection& client;
    Services& services;
    std::shared_ptr<const Snapshot> snapshot; ///< that it began with; once the keychain was waited for, the one that had its keys
    ClientNotes& notes; ///< of the connection
    TimePoint begun;
    TimePoint received{}; ///< the last byte of the request
    std::shared_ptr<usage::ExchangeRecord> record; ///< never null
    bool isRecorded = true; ///< it is to be in the ledger
    EndpointMatch endpoint{};
    std::optional<ClientIdentity> identity{}; ///< once it is admitted
    Caller caller{};
    ClientRequest request{};
    const config::RouteSettings* route = nullptr; ///< that takes the request, once its body is understood; null: none does
    policy::ChainRun policies{};

    static Milliseconds since(TimePoint begin);
    /// `now`: where a target is chosen by them.
    routing::RequestFacts facts(TimePoint now = {}) const;
    /// What policies see of it. `plan`: once there is one.
    policy::Request policyRequest(routing::Plan* plan = nullptr) const;
    /// The client's own trace, for what is asked for beside conversations, which has no span of its own; empty: it has none.
    std::string_view clientsTrace() const;
    bool wantsHeadOnly() const { return client.request().method == "HEAD"; }
};

} // namespace gateway::exchange
