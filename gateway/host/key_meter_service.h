#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/key_meter.h"
#include "gateway/providers/provider_client.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gateway::host {

/// What is left on each key: limits as reported in responses, and balances and quotas, which are requested while
/// somebody looks at them, when a provider reports that a key is used up, and where keys are avoided by their plan, when
/// they are used; at most every five minutes for one key.
/// Nothing runs by itself. Main thread.
class KeyMeterService final : public QObject {
    Q_OBJECT
public:
    /// All must outlive it.
    KeyMeterService(providers::ProviderClient& client, const providers::Catalog& catalog, const Clock& clock);

    /// Sets the configured keys; forgets the data of all others.
    void use(std::shared_ptr<const exchange::Snapshot> snapshot);
    /// Takes the limits reported in a response.
    void take(const providers::KeyMeter& limits);
    /// Called when somebody looks at the meters.
    void look();
    /// The same for plans alone.
    void lookAtPlans();
    /// Whether a key of a provider that has to be asked for its plan is avoided by it.
    bool arePlansAsked() const;
    /// Called when requests were sent with the key: asks for its plan if that is so.
    void used(const std::string& provider, const std::string& key);
    /// Called when a provider reported that the key is used up.
    void usedUp(const std::string& provider, const std::string& key);

    /// Meters of the keys with any data, in the order of the configuration.
    const std::vector<providers::KeyMeter>& meters() const { return m_meters; }
    /// Whether a request is in progress.
    bool isAsking() const { return m_open > 0; }

Q_SIGNALS:
    void changed();
    /// Emitted when a provider was asked for the plan of a key.
    void planRead(const gateway::providers::KeyMeter& meter);

private:
    using Name = std::pair<std::string, std::string>;

    bool isPlanAsked(const config::ProviderSettings& settings) const;
    void ask(const exchange::Provider& provider, const exchange::UsableKey& key);
    void asked(const Name& name, const Result<providers::BalanceReading>& read);
    providers::KeyMeter& meterOf(const Name& name);

    providers::ProviderClient& m_client;
    const providers::Catalog& m_catalog;
    const Clock& m_clock;
    std::shared_ptr<const exchange::Snapshot> m_snapshot;
    std::vector<providers::KeyMeter> m_meters;
    std::map<Name, TimePoint> m_asked; // time of the last request
    int m_open = 0;
};

} // namespace gateway::host
