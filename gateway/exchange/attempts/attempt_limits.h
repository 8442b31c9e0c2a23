#pragma once

#include "gateway/config/settings/provider_settings.h"
#include "gateway/core/clock.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/conversation/adaptation/answer_duties.h"

#include <optional>

namespace gateway::exchange {

/// The deadlines of one attempt. None is later than the deadline of the exchange.
struct AttemptLimits {
    TimePoint connect; ///< for the connection
    TimePoint first; ///< for the head of the answer and, for a stream, its first token
    TimePoint whole; ///< for all of an answer that is not a stream
};

/// The limits of an attempt that began at `begun`. The limit for a whole answer also applies to its first part where
/// nothing can be shown earlier: for streams of media, which may come only when complete, and for answers assembled
/// here from several or from a whole one.
AttemptLimits attemptLimits(const config::TimeoutSettings& limits, TimePoint begun, std::optional<TimePoint> deadline, const ClientRequest& request,
                            const protocol::AnswerDuties& duties);

} // namespace gateway::exchange
