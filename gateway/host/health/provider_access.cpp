#include "provider_access.h"

#include <QUrl>

#include <algorithm>
#include <string_view>

namespace gateway::host {

namespace {

bool takeOff(std::string& path, std::string_view end)
{
    const bool isThere = !end.empty() && path.ends_with(end);
    if (isThere)
        path.resize(path.size() - end.size());
    return isThere;
}

} // namespace

providers::UpstreamAccess accessOf(const exchange::Provider& provider, const exchange::UsableKey& key)
{
    providers::UpstreamAccess access = wayOf(provider);
    access.endpoint = *provider.endpoint;
    access.authorization = key.authorization;
    access.keyMistake = key.mistake;
    return access;
}

providers::UpstreamAccess wayOf(const exchange::Provider& provider)
{
    providers::UpstreamAccess access;
    access.verify = provider.settings->sslVerify;
    access.caFile = provider.settings->caFile.value_or(std::string());
    access.authorities = provider.origin.authorities;
    access.isSystemProxy = provider.settings->proxy.mode == "system";
    if (!provider.origin.proxy.empty() && provider.proxyProblem.isEmpty())
        access.proxy = provider.proxy;
    else if (!access.isSystemProxy)
        access.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    return access;
}

std::vector<providers::BalanceSource> balanceSources(const providers::UpstreamEndpoint& endpoint, const providers::CatalogEntry& entry)
{
    std::vector<providers::BalanceSource> sources = entry.balances;
    const auto urlOf = [](const providers::Endpoint& each) { return QUrl(QString::fromStdString(each.baseUrl)); };
    const QString host = QString::fromStdString(endpoint.host);
    if (std::ranges::any_of(entry.endpoints, [&](const providers::Endpoint& each) { return urlOf(each).host(QUrl::FullyEncoded) == host; }))
        return sources;
    const std::string own = urlOf(entry.usualEndpoint()).path(QUrl::FullyEncoded).toStdString();
    std::string prefix = endpoint.basePath;
    if (!takeOff(prefix, own)) {
        takeOff(prefix, "/v1"); // users add it for entries without it
        takeOff(prefix, own);
    }
    for (providers::BalanceSource& source : sources)
        source.path.insert(0, prefix);
    return sources;
}

} // namespace gateway::host
