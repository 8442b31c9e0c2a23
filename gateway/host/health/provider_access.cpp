#include "provider_access.h"

namespace gateway::host {

providers::UpstreamAccess accessOf(const exchange::Provider& provider, const exchange::UsableKey& key)
{
    providers::UpstreamAccess access = wayOf(provider);
    access.endpoint = *provider.endpoint;
    access.authorization = key.authorization;
    return access;
}

providers::UpstreamAccess wayOf(const exchange::Provider& provider)
{
    providers::UpstreamAccess access;
    access.verify = provider.settings->sslVerify;
    access.caFile = provider.settings->caFile.value_or(std::string());
    if (!provider.origin.proxy.empty())
        access.proxy = provider.proxy;
    else if (provider.settings->proxy.mode != "system")
        access.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    return access;
}

} // namespace gateway::host
