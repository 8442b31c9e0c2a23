#include "model_lookup.h"

#include "gateway/host/prices/price_files.h"
#include "gateway/providers/catalog.h"

namespace ui::models {

gateway::Result<gateway::evaluation::ModelFacts> lookUpModels(const std::vector<std::string>& models, const gateway::config::Settings& settings, const QString& dataDir, const QString& ledger)
{
    const auto catalog = gateway::providers::Catalog::load();
    if (!catalog) return gateway::failure(catalog.error());
    const gateway::host::KeptPrices kept = gateway::host::PriceFiles(dataDir).read();
    return gateway::evaluation::modelFacts({settings, {kept.list, kept.rate}, ledger}, **catalog, models);
}

} // namespace ui::models
