#include "price_view.h"

#include "gateway/host/prices/price_files.h"
#include "gateway/usage/pricing/exchange_rate.h"

namespace app {

PriceView priceView(const gateway::config::UsageSettings& settings, const QString& dataDir, const gateway::providers::Catalog& catalog)
{
    const gateway::host::KeptPrices kept = gateway::host::PriceFiles(dataDir).read();
    PriceView view;
    view.budgets = settings.budgets;
    view.rate = gateway::usage::rateInForce(settings, kept.rate, catalog.prices());
    if (!settings.prices.empty())
        view.lists = "configuration, ";
    if (kept.list)
        view.lists += kept.list->source() + ' ' + kept.list->date() + " (fetched), ";
    view.lists += catalog.prices().source() + ' ' + catalog.prices().date() + ", models.dev " + std::string(catalog.snapshotDate());
    return view;
}

} // namespace app
