#include "fallback_decision.h"

#include "failure_classifier.h"

#include <algorithm>

namespace gateway::routing {

namespace {

using config::FailureClass;

constexpr Milliseconds kLongestBackoff{30000};

/// Failures that may pass by themselves.
bool mayPass(FailureClass failure)
{
    return failure == FailureClass::ServerError || failure == FailureClass::Unreachable
           || failure == FailureClass::Timeout || failure == FailureClass::Overloaded
           || failure == FailureClass::EmptyAnswer;
}

template <class List, class Value> bool lists(const List& list, const Value& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

Next decide(const config::FallbackSettings& settings, const FailedAttempt& attempt)
{
    if (!lists(settings.on, attempt.failure) && !lists(settings.statuses, attempt.status))
        return Next::GiveUp;
    if (settings.retryOnFailureWithin_ms && attempt.took > Milliseconds(*settings.retryOnFailureWithin_ms))
        return Next::GiveUp;
    if (isKeyFailure(attempt.failure) || attempt.failure == FailureClass::RateLimited)
        return Next::NextKey;
    if (mayPass(attempt.failure) && attempt.retriesDone < settings.retries)
        return Next::RetrySameKey;
    return Next::NextTarget;
}

Milliseconds backoff(const config::FallbackSettings& settings, int retry, std::mt19937_64& random)
{
    const Milliseconds base(settings.backoff_ms);
    const auto doubled = std::min(base * (std::int64_t{1} << std::min(retry, 16)), kLongestBackoff);
    std::uniform_real_distribution<double> jitter(0.8, 1.2);
    return Milliseconds(static_cast<std::int64_t>(static_cast<double>(doubled.count()) * jitter(random)));
}

} // namespace gateway::routing
