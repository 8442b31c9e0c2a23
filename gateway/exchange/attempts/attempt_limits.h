#pragma once

#include "gateway/config/settings/provider_settings.h"
#include "gateway/core/clock.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/conversation/adaptation/answer_duties.h"

#include <optional>

namespace gateway::exchange {

/// Until when one attempt waits for what. None is later than the deadline of the exchange.
struct AttemptLimits {
    TimePoint connect; ///< for its connection
    TimePoint first; ///< for the head of its answer, and of a stream for its first token
    TimePoint whole; ///< for all of an answer that is no stream
};

/// Of an attempt that has `begun`. Of what is no text a stream may have nothing to show before all of it is made, and what is
/// made here of several answers, or of a whole one, needs all of it: then the limit of a whole answer holds for the first of it, too.
AttemptLimits attemptLimits(const config::TimeoutSettings& limits, TimePoint begun, std::optional<TimePoint> deadline, const ClientRequest& request,
                            const protocol::AnswerDuties& duties);

} // namespace gateway::exchange
