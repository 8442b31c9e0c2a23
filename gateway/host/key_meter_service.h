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

/// What is left on each key: limits, as answers tell them, and balances and quotas, which are asked for while somebody
/// looks and when a provider says that there is nothing left; of one key at most every five minutes. Nothing runs by
/// itself. Main thread.
class KeyMeterService final : public QObject {
    Q_OBJECT
public:
    /// All must outlive it.
    KeyMeterService(providers::ProviderClient& client, const providers::Catalog& catalog, const Clock& clock);

    /// Its keys; what was known of others is forgotten.
    void use(std::shared_ptr<const exchange::Snapshot> snapshot);
    /// What an answer told.
    void take(const providers::KeyMeter& limits);
    /// Somebody looks.
    void look();
    /// A provider said so of the key.
    void usedUp(const std::string& provider, const std::string& key);

    /// Of the keys of which anything is known, in the order of the configuration.
    const std::vector<providers::KeyMeter>& meters() const { return m_meters; }
    /// Something is being asked for.
    bool isAsking() const { return m_open > 0; }

Q_SIGNALS:
    void changed();

private:
    using Name = std::pair<std::string, std::string>;

    void ask(const exchange::Provider& provider, const exchange::UsableKey& key);
    void asked(const Name& name, const Result<providers::BalanceReading>& read);
    providers::KeyMeter& meterOf(const Name& name);

    providers::ProviderClient& m_client;
    const providers::Catalog& m_catalog;
    const Clock& m_clock;
    std::shared_ptr<const exchange::Snapshot> m_snapshot;
    std::vector<providers::KeyMeter> m_meters;
    std::map<Name, TimePoint> m_asked; // when, at last
    int m_open = 0;
};

} // namespace gateway::host
