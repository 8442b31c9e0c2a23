#include "gateway_access.h"

#include "provider_tests.h"

#include "gateway/clients/base_address.h"

#include <QLocale>

namespace ui::models {

QString displayName(const gateway::providers::CatalogEntry& entry) { return QString::fromStdString(entry.nameIn(QLocale().name())); }

QString displayName(const CatalogSource& catalog, const gateway::config::ProviderSettings& provider)
{
    const auto* entry = catalog.find ? catalog.find(provider.type) : nullptr;
    return entry && entry->id == provider.id ? displayName(*entry) : QString::fromStdString(provider.id);
}

std::string clientBase(const GatewayAccess& access)
{
    if (const auto& urls = access.status().urls; !urls.empty()) return urls.front();
    const ListenOverrides given = access.commandLine();
    const auto& listen = access.settings().listen;
    const int port = given.httpPort.value_or(listen.httpPort);
    return port > 0 ? gateway::clients::baseFor(given.address.value_or(listen.address), port) : std::string();
}

ProviderTests& GatewayAccess::tests()
{
    if (!m_tests) m_tests = new ProviderTests(*this, this);
    return *m_tests;
}

} // namespace ui::models
