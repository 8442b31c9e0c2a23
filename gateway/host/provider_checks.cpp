#include "provider_checks.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/providers/upstream_endpoint.h"

namespace gateway::host {

namespace {

std::string unknownType(const std::string& type, const providers::Catalog& catalog)
{
    std::vector<std::string> known;
    for (const providers::CatalogEntry& entry : catalog.entries())
        known.push_back(entry.id);
    return "no provider type is called \"" + type + '"' + didYouMean(type, known)
           + " Any server that speaks OpenAI's protocol is \"openai-compatible\" with a base_url";
}

} // namespace

std::vector<config::Issue> checkProviders(const config::Settings& settings, const providers::Catalog& catalog)
{
    std::vector<config::Issue> issues;
    for (std::size_t i = 0; i < settings.providers.size(); ++i) {
        const config::ProviderSettings& provider = settings.providers[i];
        const std::string path = "providers[" + std::to_string(i) + ']';
        if (!catalog.find(provider.type)) {
            issues.push_back({config::Issue::Level::Error, path + ".type", unknownType(provider.type, catalog)});
            continue;
        }
        const auto endpoint = providers::resolveEndpoint(provider, catalog);
        if (!endpoint)
            issues.push_back({config::Issue::Level::Warning, path, endpoint.error().message});
    }
    return issues;
}

} // namespace gateway::host
