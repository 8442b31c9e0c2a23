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

/// Checks what rests of providers whose `key_failover.mode` is "active": when it has
/// rested, with one tiny real request, again and again until one goes well. What rests
/// with its model is checked with that, the others with `check_model`, else with the
/// first model that a route or the provider's own list has. One check at a time of each
/// that rests, and few of a provider; no timer runs while nothing rests. Main thread.
class HealthChecks final : public QObject {
    Q_OBJECT
public:
    /// `catalog` must outlive it.
    explicit HealthChecks(const providers::Catalog& catalog, QObject* parent = nullptr);

    /// What the next checks are made with.
    void use(std::shared_ptr<const exchange::Snapshot> snapshot);
    /// All that rests now.
    void take(std::vector<routing::Rest> rests);
    /// No further checks until it is switched off again; what is under way ends.
    void pause(bool on);
    /// No further checks: the gateway is stopping.
    void stop();

Q_SIGNALS:
    void checked(const gateway::routing::Rest& rest, const gateway::config::KeyFailoverSettings& settings, bool isWell);
    /// There is no model to ask for: only a request can tell.
    void unableToCheck(const gateway::routing::Rest& rest);

private:
    struct Check {
        TimePoint of{}; ///< `ends` of the rest when it was made last: it changes with the outcome
        bool isUnderWay = false;
    };

    void look();
    const exchange::Provider* providerToCheck(const routing::Rest& rest) const;
    const exchange::UsableKey* keyFor(const routing::Rest& rest, const exchange::Provider& provider) const;
    std::optional<std::string> modelFor(const routing::Rest& rest, const exchange::Provider& provider) const;
    bool begin(const routing::Rest& rest, const exchange::Provider& provider);
    void ended(const routing::Rest& rest, const config::ProviderSettings& provider, const providers::ProbeResult& result);

    const providers::Catalog& m_catalog;
    const BootClock m_clock; // as `routing::Health` has it
    providers::ProviderClient m_client;
    std::shared_ptr<const exchange::Snapshot> m_snapshot;
    std::vector<routing::Rest> m_rests;
    using Name = std::vector<std::string>; ///< provider, key, model
    std::map<Name, Check> m_checks; ///< of those that rest
    bool m_isPaused = false;
    bool m_isStopped = false;
    QTimer m_next;
};

} // namespace gateway::host
