#pragma once

#include "target.h"

#include "gateway/core/clock.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/policy/limits/target_demand.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::exchange {

/// The output tokens that are reserved for an answer without any known limit.
inline constexpr std::int64_t kUnknownOutput = 8192;

/// The most that an attempt at a target may use, found out when it is first needed. Gateway thread.
class AttemptDemand final : public policy::DemandSource {
public:
    /// The request of `consumer` may continue responses in `store`. `estimatedInput` keeps the estimate for further
    /// targets. All must outlive this object.
    AttemptDemand(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store, const Snapshot& snapshot,
        const routing::Candidate& candidate, std::optional<std::int64_t>& estimatedInput);

    const policy::TargetDemand& demand() override;

private:
    const ClientRequest& m_request;
    const std::string_view m_consumer;
    protocol::ResponseStore& m_store;
    const Snapshot& m_snapshot;
    const routing::Candidate& m_candidate;
    std::optional<std::int64_t>& m_estimatedInput;
    std::optional<policy::TargetDemand> m_demand;
};

} // namespace gateway::exchange
