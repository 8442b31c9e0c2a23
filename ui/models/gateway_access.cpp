#include "gateway_access.h"

#include "provider_tests.h"

namespace ui::models {

QString displayName(const CatalogSource& catalog, const gateway::config::ProviderSettings& provider)
{
    const auto* entry = catalog.find ? catalog.find(provider.type) : nullptr;
    return QString::fromStdString(entry && entry->id == provider.id ? entry->name : provider.id);
}

ProviderTests& GatewayAccess::tests()
{
    if (!m_tests) m_tests = new ProviderTests(*this, this);
    return *m_tests;
}

} // namespace ui::models
