#include "status_classes.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

constexpr std::array kServer{
    FailureClass::ServerError, FailureClass::Overloaded, FailureClass::Unreachable, FailureClass::Timeout};
constexpr std::array kClient{FailureClass::RateLimited, FailureClass::KeyRejected, FailureClass::BalanceGone,
    FailureClass::ModelMissing, FailureClass::ContextTooLong, FailureClass::ContentFiltered};
constexpr int kFirstOfClient = 400;
constexpr int kLastOfClient = 499;

bool lists(const FallbackSettings& fallback, int status)
{
    return std::find(fallback.statuses.begin(), fallback.statuses.end(), status) != fallback.statuses.end();
}

} // namespace

bool has(const FallbackSettings& fallback, FailureClass failure)
{
    return std::find(fallback.on.begin(), fallback.on.end(), failure) != fallback.on.end();
}

void addFailure(FallbackSettings& fallback, FailureClass failure)
{
    if (!has(fallback, failure)) // in a fixed order, whatever the other program's
        fallback.on.insert(std::upper_bound(fallback.on.begin(), fallback.on.end(), failure), failure);
}

void addServerErrors(FallbackSettings& fallback)
{
    for (const FailureClass failure : kServer)
        addFailure(fallback, failure);
}

void addClientErrors(FallbackSettings& fallback)
{
    for (const FailureClass failure : kClient)
        addFailure(fallback, failure);
    for (int status = kFirstOfClient; status <= kLastOfClient; ++status)
        if (!lists(fallback, status))
            fallback.statuses.push_back(status);
}

bool hasServerErrors(const FallbackSettings& fallback) { return has(fallback, FailureClass::ServerError); }

bool hasClientErrors(const FallbackSettings& fallback)
{
    for (int status = kFirstOfClient; status <= kLastOfClient; ++status)
        if (!lists(fallback, status))
            return false;
    return true;
}

bool hasSomeClientErrors(const FallbackSettings& fallback)
{
    const bool byStatus = std::any_of(
        fallback.statuses.begin(), fallback.statuses.end(), [](int status) { return status <= kLastOfClient; });
    return byStatus
        || std::any_of(kClient.begin(), kClient.end(), [&](FailureClass each) { return has(fallback, each); });
}

} // namespace gateway::config::foreign
