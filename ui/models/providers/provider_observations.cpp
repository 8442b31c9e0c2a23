#include "provider_observations.h"

#include "gateway/core/median.h"
#include "gateway/routing/health/attempt_reason.h"

#include <utility>
#include <vector>

namespace ui::models {

using gateway::Milliseconds;
using gateway::usage::AttemptRecord;
using gateway::usage::ExchangeRecord;

namespace {

using gateway::config::FailureClass;
using gateway::providers::UpstreamFailure;

/// What a failed test shows about the provider; empty: nothing, since no request was sent.
std::optional<FailureClass> failureOf(const gateway::host::ProbeResult& result)
{
    switch (result.failure) {
    case UpstreamFailure::NotSent:
    case UpstreamFailure::NoModel: return std::nullopt;
    case UpstreamFailure::TimedOut: return FailureClass::Timeout;
    case UpstreamFailure::TooLong:
    case UpstreamFailure::BrokenStream:
    case UpstreamFailure::NotAList:
    case UpstreamFailure::NotAChat: return FailureClass::ServerError;
    case UpstreamFailure::Status: break;
    default: return FailureClass::Unreachable;
    }
    switch (result.status) {
    case 401:
    case 403: return FailureClass::KeyRejected;
    case 402: return FailureClass::BalanceGone;
    case 429: return FailureClass::RateLimited;
    default: return FailureClass::ServerError;
    }
}

bool isOfKey(const Evidence& evidence)
{
    return evidence.failure == FailureClass::KeyRejected || evidence.failure == FailureClass::BalanceGone;
}

} // namespace

void ProviderObservations::note(Seen& seen, const Evidence& evidence)
{
    // Records from the ledger arrive late and must not replace newer observations.
    if (!seen.last || seen.last->at <= evidence.at) seen.last = evidence;
    if (!evidence.isOk && (!seen.lastError || seen.lastError->at <= evidence.at)) seen.lastError = evidence;
    if (evidence.key.empty() || (!evidence.isOk && !isOfKey(evidence))) return;
    const auto [known, isNew] = seen.keys.emplace(evidence.key, evidence);
    if (!isNew && known->second.at <= evidence.at) known->second = evidence;
}

void ProviderObservations::add(const ExchangeRecord& record)
{
    for (const AttemptRecord& attempt : record.attempts) {
        const bool answered = attempt.status >= 200 && attempt.status < 300 && !attempt.failure;
        // A client error or a disconnect says nothing about the provider.
        if (!answered && !attempt.failure) continue;
        const auto at = record.startedAt + std::chrono::duration_cast<gateway::WallTime::duration>(attempt.startedAfter + attempt.duration);
        note(m_seen[attempt.provider], {answered, attempt.failure, attempt.status, attempt.reason, attempt.key, at});
    }
    if (record.provider.empty() || record.firstToken.count() < 0 || record.attempts.empty()) return;
    auto& tokens = m_seen[record.provider].firstTokens;
    // The time of this provider only, without earlier attempts.
    tokens.push_back(record.firstToken - std::min(record.firstToken, record.attempts.back().startedAfter));
    if (tokens.size() > kFirstTokens) tokens.pop_front();
}

void ProviderObservations::addProbe(const std::string& provider, const std::string& key, const gateway::host::ProbeResult& result,
                                    gateway::WallTime at)
{
    Seen& seen = m_seen[provider];
    seen.probe = ProbeNote{result, at};
    if (result.ok || result.failure != UpstreamFailure::NotSent) seen.asked = seen.probe;
    const auto failure = result.ok ? std::nullopt : failureOf(result);
    if (result.ok || failure) note(seen, {result.ok, failure, result.status, result.message, key, at});
    if (!result.ok || result.firstToken.count() < 0) return;
    seen.firstTokens.push_back(result.firstToken);
    if (seen.firstTokens.size() > kFirstTokens) seen.firstTokens.pop_front();
}

const ProviderObservations::Seen* ProviderObservations::find(const std::string& provider) const
{
    const auto found = m_seen.find(provider);
    return found == m_seen.end() ? nullptr : &found->second;
}

std::optional<Milliseconds> ProviderObservations::medianFirstToken(const std::string& provider) const
{
    std::vector<Milliseconds::rep> times;
    if (const Seen* seen = find(provider))
        for (const Milliseconds time : seen->firstTokens) times.push_back(time.count());
    const auto median = gateway::median(std::move(times));
    return median ? std::optional(Milliseconds{*median}) : std::nullopt;
}

const Evidence* ProviderObservations::last(const std::string& provider) const
{
    const Seen* seen = find(provider);
    return seen && seen->last ? &*seen->last : nullptr;
}

const Evidence* ProviderObservations::lastError(const std::string& provider) const
{
    const Seen* seen = find(provider);
    return seen && seen->lastError ? &*seen->lastError : nullptr;
}

const Evidence* ProviderObservations::refusal(const std::string& provider, const std::string& key) const
{
    const Seen* seen = find(provider);
    if (!seen) return nullptr;
    const auto found = seen->keys.find(key);
    return found == seen->keys.end() || found->second.isOk ? nullptr : &found->second;
}

const ProbeNote* ProviderObservations::probe(const std::string& provider) const
{
    const Seen* seen = find(provider);
    return seen && seen->probe ? &*seen->probe : nullptr;
}

const ProbeNote* ProviderObservations::asked(const std::string& provider) const
{
    const Seen* seen = find(provider);
    return seen && seen->asked ? &*seen->asked : nullptr;
}

} // namespace ui::models
