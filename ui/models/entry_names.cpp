#include "entry_names.h"

namespace ui::models {

QString providerName(const CatalogSource& catalog, const gateway::config::Settings& all, const std::string& id)
{
    if (const auto* provider = all.provider(id)) return displayName(catalog, *provider);
    const auto* entry = catalog.find ? catalog.find(id) : nullptr; // it had no other name unless it was of another type
    return entry && entry->id == id ? displayName(*entry) : QString::fromStdString(id);
}

std::function<QString(std::string_view, const std::string&)> entryNames(const GatewayParts<Configuration, Providers>& access)
{
    return [access](std::string_view list, const std::string& id) {
        return list == "providers" ? providerName(access.providers().catalog(), access.configuration().settings(), id) : QString::fromStdString(id);
    };
}

} // namespace ui::models
