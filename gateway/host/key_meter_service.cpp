#include "key_meter_service.h"

#include "gateway/host/health/provider_access.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::chrono::minutes kBetween{5};

bool hasKey(const exchange::Snapshot& snapshot, const providers::KeyMeter& meter)
{
    return std::ranges::any_of(snapshot.providers, [&meter](const exchange::Provider& provider) {
        return provider.settings->id == meter.provider
            && std::ranges::any_of(provider.settings->keys, [&meter](const config::ProviderKey& key) { return key.name == meter.key; });
    });
}

/// Whether it can be asked for the plans of its keys.
bool hasQuotas(const providers::Catalog& catalog, const config::ProviderSettings& settings)
{
    const providers::CatalogEntry* const entry = catalog.find(settings.type);
    return entry && std::ranges::any_of(entry->balances, [](const providers::BalanceSource& source) { return !source.quotas.empty(); });
}

} // namespace

KeyMeterService::KeyMeterService(providers::ProviderClient& client, const providers::Catalog& catalog, const Clock& clock)
    : m_client(client), m_catalog(catalog), m_clock(clock)
{
}

void KeyMeterService::use(std::shared_ptr<const exchange::Snapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    const auto gone = std::erase_if(m_meters, [this](const providers::KeyMeter& meter) { return !hasKey(*m_snapshot, meter); });
    if (gone > 0)
        Q_EMIT changed();
}

void KeyMeterService::take(const providers::KeyMeter& limits)
{
    if (!m_snapshot || !hasKey(*m_snapshot, limits))
        return;
    providers::KeyMeter& meter = meterOf({limits.provider, limits.key});
    if (limits.limitsAsOf) {
        meter.limits = limits.limits;
        meter.limitsAsOf = limits.limitsAsOf;
    }
    if (limits.windowsAsOf) {
        meter.windows = limits.windows;
        meter.windowsAsOf = limits.windowsAsOf;
    }
    Q_EMIT changed();
}

void KeyMeterService::look()
{
    if (m_snapshot)
        for (const exchange::Provider& provider : m_snapshot->providers)
            for (const exchange::UsableKey& key : provider.keys)
                ask(provider, key);
}

void KeyMeterService::lookAtPlans()
{
    if (m_snapshot)
        for (const exchange::Provider& provider : m_snapshot->providers)
            if (hasQuotas(m_catalog, *provider.settings))
                for (const exchange::UsableKey& key : provider.keys)
                    ask(provider, key);
}

bool KeyMeterService::isPlanAsked(const config::ProviderSettings& settings) const
{
    if (!hasQuotas(m_catalog, settings))
        return false;
    const auto isByRoute = [](const config::RouteSettings& route) { return route.fallback.avoidAt.value_or(0) > 0; };
    return settings.plan.avoidAt || std::ranges::any_of(m_snapshot->settings.routes, isByRoute);
}

bool KeyMeterService::arePlansAsked() const
{
    return m_snapshot && std::ranges::any_of(m_snapshot->settings.providers, [this](const auto& settings) { return isPlanAsked(settings); });
}

void KeyMeterService::used(const std::string& provider, const std::string& key)
{
    const config::ProviderSettings* const settings = m_snapshot ? m_snapshot->settings.provider(provider) : nullptr;
    if (settings && isPlanAsked(*settings))
        usedUp(provider, key);
}

void KeyMeterService::usedUp(const std::string& provider, const std::string& key)
{
    if (!m_snapshot)
        return;
    for (const exchange::Provider& each : m_snapshot->providers)
        for (const exchange::UsableKey& usable : each.keys)
            if (each.settings->id == provider && usable.name == key)
                ask(each, usable);
}

void KeyMeterService::ask(const exchange::Provider& provider, const exchange::UsableKey& key)
{
    const providers::CatalogEntry* const entry = m_catalog.find(provider.settings->type);
    if (!entry || entry->balances.empty() || !provider.endpoint || !provider.settings->enabled || key.name.empty())
        return;
    const Name name(provider.settings->id, key.name);
    const TimePoint now = m_clock.now();
    if (const auto before = m_asked.find(name); before != m_asked.end() && now - before->second < kBetween)
        return;
    m_asked[name] = now;
    ++m_open;
    m_client.askBalance(accessOf(provider, key), balanceSources(*provider.endpoint, *entry),
        [this, name](const Result<providers::BalanceReading>& read) { asked(name, read); });
}

void KeyMeterService::asked(const Name& name, const Result<providers::BalanceReading>& read)
{
    --m_open;
    providers::KeyMeter answered;
    answered.provider = name.first;
    answered.key = name.second;
    if (!m_snapshot || !hasKey(*m_snapshot, answered))
        return;
    providers::KeyMeter& meter = meterOf(name);
    meter.problem = read ? Sentence() : m_snapshot->redactor.redacted(read.error().message);
    if (read) {
        meter.balance = read->balance;
        meter.quotas = read->quotas;
        meter.balanceAsOf = m_clock.wallNow();
        if (auto windows = providers::planWindows(meter.quotas); !windows.empty()) {
            meter.windows = std::move(windows);
            meter.windowsAsOf = meter.balanceAsOf;
            Q_EMIT planRead(meter);
        }
    }
    Q_EMIT changed();
}

/// In the order of the configuration.
providers::KeyMeter& KeyMeterService::meterOf(const Name& name)
{
    const auto isIt = [&name](const providers::KeyMeter& meter) { return meter.provider == name.first && meter.key == name.second; };
    if (const auto known = std::ranges::find_if(m_meters, isIt); known != m_meters.end())
        return *known;
    std::vector<providers::KeyMeter> all;
    for (const exchange::Provider& provider : m_snapshot->providers)
        for (const config::ProviderKey& key : provider.settings->keys) {
            const Name here(provider.settings->id, key.name);
            const auto known = std::ranges::find_if(
                m_meters, [&here](const providers::KeyMeter& meter) { return meter.provider == here.first && meter.key == here.second; });
            if (known != m_meters.end()) {
                all.push_back(std::move(*known));
            } else if (here == name) {
                all.emplace_back();
                all.back().provider = here.first;
                all.back().key = here.second;
            }
        }
    m_meters = std::move(all);
    return *std::ranges::find_if(m_meters, isIt);
}

} // namespace gateway::host
