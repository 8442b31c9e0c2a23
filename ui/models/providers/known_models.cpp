#include "known_models.h"

#include <algorithm>

namespace ui::models {

KnownModels knownModels(const gateway::config::ProviderSettings& settings, const Providers& providers)
{
    if (settings.models) return {KnownModels::Origin::Configured, *settings.models};
    const auto& all = providers.providers();
    const auto status = std::ranges::find(all, settings.id, &gateway::host::ProviderStatus::id);
    if (status != all.end() && !status->listed.empty()) return {KnownModels::Origin::Listed, status->listed};
    KnownModels known;
    const CatalogSource catalog = providers.catalog();
    if (!catalog.models) return known;
    for (const auto& model : catalog.models(settings.type)) known.names.emplace_back(model.id);
    return known;
}

QStringList usableModels(const GatewayParts<Configuration, Providers>& access)
{
    QStringList names;
    for (const auto& status : access.providers().providers()) {
        const auto* settings = access.configuration().settings().provider(status.id);
        if (status.health != gateway::host::ProviderHealth::Ready || !settings) continue;
        for (const std::string& model : knownModels(*settings, access.providers()).names) names += QString::fromStdString(status.id + '/' + model);
    }
    names.removeDuplicates();
    return names;
}

} // namespace ui::models
