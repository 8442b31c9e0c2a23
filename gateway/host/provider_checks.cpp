#include "provider_checks.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/providers/upstream_endpoint.h"

#include <QtGlobal>

namespace gateway::host {

namespace {

Sentence unknownType(const std::string& type, const providers::Catalog& catalog)
{
    std::vector<std::string> known;
    for (const providers::CatalogEntry& entry : catalog.entries())
        known.push_back(entry.id);
    const auto meant = closestNames(type, known, 1);
    if (meant.empty())
        return {QT_TRANSLATE_NOOP("Configuration", "no provider type is called \"%1\". Any server that speaks OpenAI's protocol is \"openai-compatible\" with a base_url"), {type}};
    return {QT_TRANSLATE_NOOP("Configuration", "no provider type is called \"%1\"; did you mean \"%2\"? Any server that speaks OpenAI's protocol is \"openai-compatible\" with a base_url"), {type, meant.front()}};
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
