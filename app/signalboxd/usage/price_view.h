#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/money.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace app {

/// What is needed to display amounts from the ledger.
struct PriceView {
    std::optional<gateway::Currency> currency; ///< converts and adds up both currencies; empty: separately
    gateway::config::ExchangeRate rate;        ///< for the conversion
    std::vector<gateway::config::BudgetSettings> budgets; ///< the configured budgets
    std::string lists; ///< "models.dev 2026-07-02, Signalbox's list 2026-11-22"; may be empty
};

/// Built from the settings, the data fetched into `dataDir`, and the catalog. Reads files.
PriceView priceView(const gateway::config::UsageSettings& settings, const QString& dataDir, const gateway::providers::Catalog& catalog);

} // namespace app
