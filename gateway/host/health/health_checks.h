#pragma once

#include "gateway/core/boot_clock.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/provider_client.h"
#include "gateway/routing/health/rest.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// Checks targets in cooldown of providers whose `key_failover.mode` is "active": when the cooldown ends, with one tiny
/// real request, repeated until one succeeds. A cooldown of a model is checked with that model, others with
/// `check_model`, else with the first model of a route or of the provider's own list. One check at a time for each
/// cooldown, and few for a provider; no timer runs while there are no cooldowns. Main thread.
class HealthChecks final : public QObject {
    Q_OBJECT
public:
    /// `catalog` must outlive it.
    explicit HealthChecks(const providers::Catalog& catalog, QObject* parent = nullptr);

    /// Sets the snapshot that the next checks use.
    void use(std::shared_ptr<const exchange::Snapshot> snapshot);
    /// Takes all current cooldowns.
    void take(std::vector<routing::Rest> rests);
    /// Starts no further checks until called with false; running checks finish.
    void pause(bool on);
    /// Starts no further checks: the gateway is stopping.
    void stop();

Q_SIGNALS:
    void checked(const gateway::routing::Rest& rest, const gateway::config::KeyFailoverSettings& settings, bool isWell);
    /// Emitted when no model is known to check with: only a real request can show that it works.
    void unableToCheck(const gateway::routing::Rest& rest);

private:
    struct Check {
        TimePoint of{}; ///< `ends` of the cooldown at the last check: it changes with the result
        bool isUnderWay = false;
    };

    void look();
    const exchange::Provider* providerToCheck(const routing::Rest& rest) const;
    const exchange::UsableKey* keyFor(const routing::Rest& rest, const exchange::Provider& provider) const;
    std::optional<std::string> modelFor(const routing::Rest& rest, const exchange::Provider& provider) const;
    bool begin(const routing::Rest& rest, const exchange::Provider& provider);
    void ended(const routing::Rest& rest, const config::ProviderSettings& provider, const providers::ProbeResult& result);

    const providers::Catalog& m_catalog;
    const BootClock m_clock; // same clock as `routing::Health`
    providers::ProviderClient m_client;
    std::shared_ptr<const exchange::Snapshot> m_snapshot;
    std::vector<routing::Rest> m_rests;
    using Name = std::vector<std::string>; ///< provider, key, model
    std::map<Name, Check> m_checks; ///< of current cooldowns
    bool m_isPaused = false;
    bool m_isStopped = false;
    QTimer m_next;
};

} // namespace gateway::host
