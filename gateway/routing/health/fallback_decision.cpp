#include "fallback_decision.h"

#include <algorithm>

namespace gateway::routing {

namespace {

constexpr Milliseconds kLongestBackoff{30000};

template <class List, class Value> bool lists(const List& list, const Value& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

Next decide(const config::FallbackSettings& settings, const FailurePolicy& policy, const FailedAttempt& attempt)
{
    const bool byStatus = lists(settings.statuses, attempt.status);
    if (!byStatus && !lists(settings.on, attempt.failure))
        return Next::GiveUp;
    if (settings.retryOnFailureWithin_ms && attempt.took > Milliseconds(*settings.retryOnFailureWithin_ms))
        return Next::GiveUp;
    switch (policy.then) {
    case Next::RetrySameKey: return attempt.retriesDone < settings.retries ? Next::RetrySameKey : Next::NextTarget;
    case Next::NextKey: return Next::NextKey;
    case Next::NextTarget: break;
    case Next::GiveUp: return byStatus ? Next::NextTarget : Next::GiveUp;
    }
    // A failure of one key only does not affect the other keys.
    const bool isOfKey = attempt.rests == Rests::Key || attempt.rests == Rests::KeyOnModel;
    return isOfKey ? Next::NextKey : Next::NextTarget;
}

Milliseconds meanBackoff(const config::FallbackSettings& settings, int retry)
{
    return std::min(Milliseconds(settings.backoff_ms) * (std::int64_t{1} << std::min(retry, 16)), kLongestBackoff);
}

Milliseconds backoff(const config::FallbackSettings& settings, int retry, std::mt19937_64& random)
{
    std::uniform_real_distribution<double> jitter(0.8, 1.2);
    return Milliseconds(static_cast<std::int64_t>(static_cast<double>(meanBackoff(settings, retry).count()) * jitter(random)));
}

} // namespace gateway::routing
