#include "versioned_address.h"

#include <QUrl>

namespace gateway::providers {

namespace {

constexpr int kNotFound = 404;
constexpr int kWrongMethod = 405;
constexpr int kFirstServerError = 500;

bool isMissing(int status) { return status == kNotFound || status == kWrongMethod; }

/// Whether nothing at the address looks like an API.
bool foundNoApi(const ProbeResult& result)
{
    if (result.ok || result.models >= 0)
        return false;
    switch (result.failure) {
    case UpstreamFailure::Status:
    case UpstreamFailure::NoModel: return isMissing(result.status);
    case UpstreamFailure::NotAList: // such as a web page
    case UpstreamFailure::NotAChat: return true;
    default: return false;
    }
}

bool isOfOpenAi(Protocol protocol) { return protocol == Protocol::OpenAiChat || protocol == Protocol::OpenAiResponses; }

} // namespace

std::optional<std::string> withVersion(const config::ProviderSettings& provider, const Catalog& catalog, const ProbeResult& result)
{
    const CatalogEntry* const entry = catalog.find(provider.type);
    if (!entry || !provider.baseUrl || provider.wholeUrl || !isOfOpenAi(entry->usualEndpoint().protocol) || !foundNoApi(result))
        return std::nullopt;
    const QUrl url(QString::fromStdString(*provider.baseUrl), QUrl::StrictMode);
    const bool hasPath = !url.path().isEmpty() && url.path() != QLatin1String("/");
    if (!url.isValid() || hasPath || url.hasQuery())
        return std::nullopt;
    const std::string& base = *provider.baseUrl;
    return base + (base.ends_with('/') ? "v1" : "/v1");
}

bool reachedApi(const ProbeResult& result)
{
    return result.ok || (!foundNoApi(result) && result.status > 0 && result.status < kFirstServerError);
}

} // namespace gateway::providers
