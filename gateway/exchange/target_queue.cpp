#include "target_queue.h"

#include <algorithm>
#include <ctime>

namespace gateway::exchange {

namespace {

const UsableKey kNoKey;

std::string clockTime(WallTime time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    const auto day = static_cast<long>(seconds % 86400);
    char text[16];
    std::snprintf(text, sizeof text, "%02ld:%02ld:%02ld", day / 3600, day / 60 % 60, day % 60);
    return text;
}

ErrorKind kindOf(const routing::Rest& rest)
{
    if (rest.failure == config::FailureClass::RateLimited)
        return ErrorKind::UpstreamRateLimited;
    return routing::isKeyFailure(rest.failure) ? ErrorKind::NoUsableKey : ErrorKind::NoUsableTarget;
}

} // namespace

std::string describe(const routing::Rest& rest)
{
    std::string text = "Provider \"" + rest.provider + '"';
    if (!rest.key.empty())
        text += ", key \"" + rest.key + '"';
    if (!rest.model.empty())
        text += ", model \"" + rest.model + '"';
    return text + (rest.isBeingTried ? " is being tried again" : " rests until " + clockTime(rest.until) + " UTC")
           + " after " + std::string(config::toText(rest.failure)) + " (" + rest.reason + ").";
}

TargetQueue::TargetQueue(routing::Plan plan, const Snapshot& snapshot, routing::Balancer& balancer,
                         const routing::Health& health, const Clock& clock, Rules rules)
    : m_plan(std::move(plan)), m_snapshot(snapshot), m_balancer(balancer), m_health(health), m_clock(clock),
      m_rules(rules)
{
}

std::optional<Target> TargetQueue::next()
{
    while (!m_keys.empty() || openTarget()) {
        const routing::Candidate& candidate = m_plan.candidates[m_next - 1];
        if (m_rules.clientCredential) {
            m_keys.clear();
            return targetOf(candidate, kNoKey);
        }
        const auto& keys = m_snapshot.providers[candidate.provider].keys;
        const Target target = targetOf(candidate, keys[m_keys.back()]);
        m_keys.pop_back();
        const routing::Rest* const rest = restOf(target);
        if (!rest)
            return target;
        passOver(target, *rest);
    }
    return std::nullopt;
}

/// Makes the keys of the next candidate ready; false: none is left.
bool TargetQueue::openTarget()
{
    while (m_next < m_plan.candidates.size()) {
        if (m_rules.clientCredential && m_next > 0)
            return false; // no other provider may see the client's own key
        const routing::Candidate& candidate = m_plan.candidates[m_next++];
        const Provider& provider = m_snapshot.providers[candidate.provider];
        if (const Error* const problem = problemOf(candidate)) {
            passOver(candidate, *problem);
            continue;
        }
        if (m_rules.clientCredential) {
            m_keys.assign(1, 0);
            return true;
        }
        if (m_rules.onlyLook) {
            routing::Balancer look = m_balancer;
            m_keys = look.turns(provider.keyGroup, provider.keyWeights);
        } else {
            m_keys = m_balancer.turns(provider.keyGroup, provider.keyWeights);
        }
        std::reverse(m_keys.begin(), m_keys.end());
        return true;
    }
    return false;
}

bool TargetQueue::hasMore() const
{
    const auto isFree = [this](const routing::Candidate& candidate, std::size_t key) {
        return !restOf(targetOf(candidate, m_snapshot.providers[candidate.provider].keys[key]));
    };
    for (const std::size_t key : m_keys)
        if (isFree(m_plan.candidates[m_next - 1], key))
            return true;
    if (m_rules.clientCredential && m_next > 0)
        return false;
    for (std::size_t i = m_next; i < m_plan.candidates.size(); ++i) {
        const routing::Candidate& candidate = m_plan.candidates[i];
        if (problemOf(candidate))
            continue;
        if (m_rules.clientCredential)
            return true;
        for (std::size_t key = 0; key < m_snapshot.providers[candidate.provider].keys.size(); ++key)
            if (isFree(candidate, key))
                return true;
    }
    return false;
}

const Error* TargetQueue::problemOf(const routing::Candidate& candidate) const
{
    const Provider& provider = m_snapshot.providers[candidate.provider];
    if (!provider.endpoint || (provider.keys.empty() && !m_rules.clientCredential))
        return &provider.problem;
    return nullptr;
}

Target TargetQueue::targetOf(const routing::Candidate& candidate, const UsableKey& key) const
{
    return {&candidate, &m_snapshot.providers[candidate.provider], &key, &candidate != &m_plan.candidates.front()};
}

const routing::Rest* TargetQueue::restOf(const Target& target) const
{
    return m_health.resting(target.subject(), target.provider->settings->keyFailover);
}

void TargetQueue::passOver(const Target& target, const routing::Rest& rest)
{
    Error why;
    why.kind = kindOf(rest);
    why.message = describe(rest);
    const auto left = std::chrono::ceil<std::chrono::seconds>(rest.until - m_clock.wallNow());
    why.retryAfter_s = static_cast<int>(std::clamp<std::int64_t>(left.count(), 1, 7 * 24 * 3600));
    // Once for all keys where it is not one key that rests.
    const bool isWhole = rest.key.empty();
    if (isWhole)
        m_keys.clear();
    m_passedOver.push_back({rest.provider, target.candidate->model, isWhole ? std::string() : target.key->name,
                            std::move(why), true});
}

void TargetQueue::passOver(const routing::Candidate& candidate, Error why)
{
    const std::string& id = m_snapshot.providers[candidate.provider].settings->id;
    if (why.message.empty())
        why.message = "Provider \"" + id + "\" cannot be used.";
    if (why.kind == ErrorKind::ConfigInvalid)
        why.kind = ErrorKind::NoUsableTarget;
    m_passedOver.push_back({id, candidate.model, {}, std::move(why), false});
}

} // namespace gateway::exchange
