#include "attempt_limits.h"

#include <algorithm>

namespace gateway::exchange {

AttemptLimits attemptLimits(const config::TimeoutSettings& limits, TimePoint begun, std::optional<TimePoint> deadline, const ClientRequest& request,
                            const protocol::AnswerDuties& duties)
{
    const auto until = [begun, deadline](int limit_ms) {
        const TimePoint due = begun + Milliseconds(limit_ms);
        return deadline ? std::min(due, *deadline) : due;
    };
    const bool isText = request.ask.operation != Operation::PassThrough;
    const bool isWaitedFor = duties.requests > 1 || !duties.jsonField.empty(); // the whole answer is needed first
    const bool isPrompt = request.outline.stream && isText && !isWaitedFor;
    return {until(limits.connect_ms), until(isPrompt ? limits.firstByte_ms : limits.total_ms), until(limits.total_ms)};
}

} // namespace gateway::exchange
