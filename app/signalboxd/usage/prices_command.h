#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/host/prices/price_refresh.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/provider_client.h"

#include <QObject>
#include <QString>

#include <functional>
#include <iosfwd>
#include <string>

namespace app {

/// `signalboxd prices list`: prints the sources of prices. Returns the exit status.
int listPrices(const gateway::config::Settings& settings, const QString& dataDir, const gateway::providers::Catalog& catalog,
    std::ostream& out);

/// `signalboxd prices show MODEL`: prints its price at each configured provider that may have it (a local engine: that
/// is known to have it), else at the catalog's providers that do; "provider/model" selects one of them. Status 1:
/// unknown.
int showPrice(const gateway::config::Settings& settings, const std::string& model, const QString& dataDir,
    const gateway::providers::Catalog& catalog, std::ostream& out, std::ostream& err);

/// `signalboxd prices refresh`. A running gateway picks up the result by itself.
class PricesRefreshCommand final : public QObject {
    Q_OBJECT
public:
    PricesRefreshCommand(const QString& dataDir, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// `done`: receives the exit status.
    void run(const gateway::config::RefreshSettings& settings, std::function<void(int)> done);

private:
    std::ostream& m_out;
    std::ostream& m_err;
    gateway::providers::ProviderClient m_client;
    gateway::host::PriceRefresh m_refresh;
};

} // namespace app
