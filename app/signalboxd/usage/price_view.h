#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/money.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace app {

/// What amounts of the ledger are shown with.
struct PriceView {
    std::optional<gateway::Currency> currency; ///< in which both are added up; empty: each stays for itself
    gateway::config::ExchangeRate rate;        ///< for that
    std::vector<gateway::config::BudgetSettings> budgets; ///< that there are
    std::string lists; ///< "models.dev 2026-07-02, Signalbox's list 2026-11-22"; may be empty
};

/// By the settings, what was fetched into `dataDir`, and the catalog. Reads files.
PriceView priceView(const gateway::config::UsageSettings& settings, const QString& dataDir, const gateway::providers::Catalog& catalog);

} // namespace app
