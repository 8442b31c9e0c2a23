#include "gateway_parts.h"

#include "gateway/clients/base_address.h"

#include <QLocale>

namespace ui::models {

QString displayName(const gateway::providers::CatalogEntry& entry) { return QString::fromStdString(entry.nameIn(QLocale().name())); }

QString displayName(const CatalogSource& catalog, const gateway::config::ProviderSettings& provider)
{
    const auto* entry = catalog.find ? catalog.find(provider.type) : nullptr;
    return entry && entry->id == provider.id ? displayName(*entry) : QString::fromStdString(provider.id);
}

std::string clientBase(const GatewayParts<GatewayControl, Configuration>& access)
{
    if (const auto& urls = access.control().status().urls; !urls.empty()) return urls.front();
    const ListenOverrides given = access.control().commandLine();
    const auto& listen = access.configuration().settings().listen;
    const int port = given.httpPort.value_or(listen.httpPort);
    return port > 0 ? gateway::clients::baseFor(given.address.value_or(listen.address), port) : std::string();
}

} // namespace ui::models
