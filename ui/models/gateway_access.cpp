#include "gateway_access.h"

namespace ui::models {

QString displayName(const CatalogSource& catalog, const gateway::config::ProviderSettings& provider)
{
    const auto* entry = catalog.find ? catalog.find(provider.type) : nullptr;
    return QString::fromStdString(entry && entry->id == provider.id ? entry->name : provider.id);
}

} // namespace ui::models
