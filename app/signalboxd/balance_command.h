#pragma once

#include "app/signalboxd/keys/secret_reading.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/host/key_meter_service.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/providers/provider_client.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// One line for each key with what is left on it: "deepseek/main  ¥110.00". Pure.
std::string balanceText(const std::vector<gateway::providers::KeyMeter>& meters);

/// One line for each enabled key whose provider has no address to query for what is left on it. Pure.
std::string unreportedText(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog);

/// `signalboxd key balance`: queries the providers that report it.
class BalanceCommand final : public QObject {
    Q_OBJECT
public:
    /// All must outlive the command.
    BalanceCommand(gateway::secrets::SecretStore& store, const gateway::providers::Catalog& catalog, std::ostream& out,
        std::ostream& err, QObject* parent = nullptr);

    /// `approved`: approved destinations of secrets; nothing else is queried. `done`: receives the exit status, 1 if a
    /// provider did not respond or none reports it.
    void run(gateway::config::Settings settings, gateway::providers::ApprovedOrigins approved, std::function<void(int)> done);

private:
    void ask(SecretReading::Secrets secrets);
    void finishIfAsked();

    SecretReading m_reading;
    const gateway::providers::Catalog& m_catalog;
    std::ostream& m_out;
    std::ostream& m_err;
    gateway::SystemClock m_clock;
    gateway::providers::ProviderClient m_client;
    gateway::host::KeyMeterService m_meterService;
    gateway::config::Settings m_settings;
    gateway::providers::ApprovedOrigins m_approved;
    std::function<void(int)> m_done;
};

} // namespace app
