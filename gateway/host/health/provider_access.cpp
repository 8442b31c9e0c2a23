#include "provider_access.h"

namespace gateway::host {

providers::UpstreamAccess accessOf(const exchange::Provider& provider, const exchange::UsableKey& key)
{
    providers::UpstreamAccess access;
    access.endpoint = *provider.endpoint;
    access.authorization = key.authorization;
    access.verify = provider.settings->sslVerify;
    access.caFile = provider.settings->caFile.value_or(std::string());
    if (!provider.origin.proxy.empty())
        access.proxy = provider.proxy;
    else if (provider.settings->proxy.mode != "system")
        access.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    return access;
}

} // namespace gateway::host
