#include "health_checks.h"

#include "check_verdict.h"
#include "provider_access.h"

#include "gateway/core/log.h"

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

constexpr int kAtOnce = 4; ///< checks of one provider
/// Timers do not advance while the machine sleeps.
constexpr Milliseconds kLookAtLeastEvery{60'000};

std::string describe(const routing::Rest& rest)
{
    std::string text = rest.provider;
    if (!rest.key.empty())
        text += ", key " + rest.key;
    if (!rest.model.empty())
        text += ", model " + rest.model;
    return text;
}

std::vector<std::string> nameOf(const routing::Rest& rest) { return {rest.provider, rest.key, rest.model}; }

} // namespace

HealthChecks::HealthChecks(const providers::Catalog& catalog, QObject* parent) : QObject(parent), m_catalog(catalog)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &HealthChecks::look);
}

void HealthChecks::use(std::shared_ptr<const exchange::Snapshot> snapshot)
{
    if (m_isStopped)
        return;
    m_snapshot = std::move(snapshot);
    look();
}

void HealthChecks::take(std::vector<routing::Rest> rests)
{
    m_rests = std::move(rests);
    std::erase_if(m_checks, [this](const auto& check) {
        return !check.second.isUnderWay && std::none_of(m_rests.begin(), m_rests.end(), [&](const routing::Rest& rest) {
                   return nameOf(rest) == check.first;
               });
    });
    look();
}

void HealthChecks::pause(bool on)
{
    m_isPaused = on;
    look();
}

void HealthChecks::stop()
{
    m_isStopped = true;
    m_snapshot.reset();
    m_next.stop();
}

void HealthChecks::look()
{
    m_next.stop();
    if (m_isPaused)
        return;
    std::map<std::string, int> underWay; // by provider
    for (const auto& [name, check] : m_checks)
        underWay[name.front()] += check.isUnderWay ? 1 : 0;
    const TimePoint now = m_clock.now();
    TimePoint soonest = TimePoint::max();
    for (const routing::Rest& rest : m_rests) {
        const exchange::Provider* const provider = providerToCheck(rest);
        const auto known = m_checks.find(nameOf(rest));
        if (!provider || (known != m_checks.end() && (known->second.isUnderWay || known->second.of == rest.ends)))
            continue;
        if (rest.ends > now)
            soonest = std::min(soonest, rest.ends);
        else if (underWay[rest.provider] < kAtOnce && begin(rest, *provider)) // otherwise when one of those has ended
            ++underWay[rest.provider];
    }
    if (soonest != TimePoint::max())
        m_next.start(std::min(std::chrono::ceil<Milliseconds>(soonest - now), kLookAtLeastEvery));
}

const exchange::Provider* HealthChecks::providerToCheck(const routing::Rest& rest) const
{
    if (!m_snapshot || !rest.operation.empty()) // a check is a conversation request
        return nullptr;
    const auto& all = m_snapshot->providers;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.settings->id == rest.provider; });
    if (found == all.end() || !found->settings->enabled || !found->endpoint)
        return nullptr;
    const config::KeyFailoverSettings& settings = found->settings->keyFailover;
    return settings.enabled && settings.mode == "active" ? &*found : nullptr;
}

/// The key in cooldown, otherwise any key without one.
const exchange::UsableKey* HealthChecks::keyFor(const routing::Rest& rest, const exchange::Provider& provider) const
{
    const auto isWanted = [&](const exchange::UsableKey& key) {
        if (!rest.key.empty())
            return key.name == rest.key;
        return std::none_of(m_rests.begin(), m_rests.end(), [&](const routing::Rest& other) {
            return other.operation.empty() && other.provider == rest.provider && other.key == key.name && !key.name.empty()
                   && (other.model.empty() || other.model == rest.model);
        });
    };
    const auto key = std::find_if(provider.keys.begin(), provider.keys.end(), isWanted);
    if (key != provider.keys.end())
        return &*key;
    return rest.key.empty() && !provider.keys.empty() ? &provider.keys.front() : nullptr;
}

/// Empty: the catalog's choice.
std::optional<std::string> HealthChecks::modelFor(const routing::Rest& rest, const exchange::Provider& provider) const
{
    if (!rest.model.empty())
        return rest.model;
    if (const auto& model = provider.settings->keyFailover.checkModel; model && !model->empty())
        return model;
    for (const config::RouteSettings& route : m_snapshot->settings.routes)
        for (const config::TargetSettings& target : route.targets)
            if (target.provider == rest.provider && target.model)
                return target.model;
    if (const auto& models = provider.settings->models; models && !models->empty())
        return models->front();
    return std::nullopt;
}

/// False: there is no key to check with; a new key comes with a new snapshot.
bool HealthChecks::begin(const routing::Rest& rest, const exchange::Provider& provider)
{
    const exchange::UsableKey* const key = keyFor(rest, provider);
    if (!key)
        return false;
    m_checks.insert_or_assign(nameOf(rest), Check{rest.ends, true});
    providers::UpstreamAccess access = accessOf(provider, *key);
    access.endpoint.modelsPath.clear(); // only the model is requested
    access.limit = Milliseconds(provider.settings->keyFailover.checkTimeout_ms);
    m_client.probe(access, modelFor(rest, provider), m_catalog.models(provider.settings->type),
                   [this, rest, snapshot = m_snapshot, settings = provider.settings](const providers::ProbeResult& result) {
                       ended(rest, *settings, result);
                   });
    return true;
}

void HealthChecks::ended(const routing::Rest& rest, const config::ProviderSettings& provider,
                         const providers::ProbeResult& result)
{
    if (const auto check = m_checks.find(nameOf(rest)); check != m_checks.end())
        check->second.isUnderWay = false;
    if (!m_snapshot)
        return;
    if (result.failure == providers::UpstreamFailure::NoModel && !result.ok) {
        qCInfo(logHost, "No health check of %s without a model: set key_failover.check_model",
               describe(rest).c_str());
        Q_EMIT unableToCheck(rest);
    } else {
        const bool isWell = isWellAgain(rest, result, *m_snapshot->failureRules, provider);
        qCInfo(logHost, "Health check of %s: %s", describe(rest).c_str(), isWell ? "passed" : "failed, cooldown continues");
        Q_EMIT checked(rest, provider.keyFailover, isWell);
    }
    look();
}

} // namespace gateway::host
