#include "check_verdict.h"

#include <array>

namespace gateway::host {

namespace {

using config::FailureClass;
using routing::Rests;

/// How far a request got whose failure is caused by `scope`.
int depthOf(Rests scope)
{
    constexpr std::array kInOrder{Rests::Provider, Rests::Key, Rests::Model, Rests::KeyOnModel, Rests::Nothing};
    for (std::size_t i = 0; i < kInOrder.size(); ++i)
        if (kInOrder[i] == scope)
            return static_cast<int>(i);
    return 0;
}

bool isOfUpstreamItself(FailureClass failure)
{
    switch (failure) {
    case FailureClass::ServerError:
    case FailureClass::Overloaded:
    case FailureClass::Timeout:
    case FailureClass::Unreachable:
    case FailureClass::EmptyAnswer: return true;
    default: return false;
    }
}

} // namespace

bool isWellAgain(const routing::Rest& rest, const providers::ProbeResult& result, const routing::FailureRules& rules,
                 const config::ProviderSettings& provider)
{
    using providers::UpstreamFailure;
    if (result.ok)
        return true;
    if (result.failure != UpstreamFailure::Status && result.failure != UpstreamFailure::BrokenStream)
        return false; // there is no response to judge
    const routing::Verdict verdict
        = rules.judge(result.status, {}, result.refusal, provider.type, std::chrono::system_clock::now(), provider.id);
    if (!verdict.failure)
        return true;
    if (*verdict.failure == rest.failure)
        return false;
    if (isOfUpstreamItself(*verdict.failure))
        return rest.scope() == Rests::Provider;
    return depthOf(verdict.rests.value_or(rules.policy(*verdict.failure).rests)) > depthOf(rest.scope());
}

} // namespace gateway::host
