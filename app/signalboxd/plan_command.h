#pragma once

#include "app/signalboxd/keys/secret_reading.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/host/key_meter_service.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/key_meter.h"
#include "gateway/providers/provider_client.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>
#include <QString>

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// The plans of all configured keys, in the order of the configuration: `read` replaces what is `kept` of the same key,
/// except for forecasts that still apply. Windows that have been reset by `now` are left out. Pure.
std::vector<gateway::providers::KeyMeter> plansOf(const gateway::config::Settings& settings, const std::vector<gateway::providers::KeyMeter>& kept,
    const std::vector<gateway::providers::KeyMeter>& read, gateway::WallTime now);

/// One line for each key and window. Pure.
std::string planText(const std::vector<gateway::providers::KeyMeter>& plans);
/// The same as JSON. Pure.
std::string planJson(const std::vector<gateway::providers::KeyMeter>& plans);

/// `signalboxd key plan`: what the gateway has learned from answers, and what providers report when they are queried.
class PlanCommand final : public QObject {
    Q_OBJECT
public:
    /// All must outlive the command.
    PlanCommand(gateway::secrets::SecretStore& store, const gateway::providers::Catalog& catalog, std::ostream& out,
        std::ostream& err, QObject* parent = nullptr);

    struct Request {
        gateway::config::Settings settings;
        gateway::providers::ApprovedOrigins approved; ///< nothing else is queried
        QString dataDir;
        bool asJson = false;
    };
    /// `done`: receives the exit status, 1 if a provider did not respond or no plan is known.
    void run(Request request, std::function<void(int)> done);

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
    Request m_request;
    std::function<void(int)> m_done;
};

} // namespace app
