#pragma once

#include "client_reply.h"
#include "exchange_state.h"
#include "request_admission.h"
#include "request_planning.h"
#include "settlement.h"

#include "gateway/exchange/attempts/inquiry.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/loop/task.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <optional>

namespace gateway::exchange {

/// Answers requests about a response that was created before: as it is kept here, or as its provider reports it.
/// Gateway thread.
class StoredResponseHandler {
public:
    /// All must outlive this object.
    StoredResponseHandler(ExchangeState& state, ClientReply& reply, const RequestAdmission& admission, Settlement& settlement);

    Task<> answer();

private:
    const protocol::KeptResponse* keptElsewhere();
    std::optional<Target> holderOf(const protocol::KeptResponse& kept, routing::Candidate& candidate) const;
    Task<> askHolder(protocol::KeptResponse kept);
    void tellKept(const protocol::KeptResponse& kept, const Target& target, const InquiryReply& reply);
    void claimOutput(const protocol::KeptResponse& kept, const InquiryReply& reply);
    http::Headers headersOfKept(const protocol::KeptResponse& kept, const http::Headers& holders) const;
    Task<> relayKept(const protocol::KeptResponse& kept, const Target& target, http::Answer& answer);

    ExchangeState& m_state;
    ClientReply& m_reply;
    const RequestAdmission& m_admission;
    Settlement& m_settlement;
};

} // namespace gateway::exchange
