#include "export_log.h"

#include "provider_types.h"

#include <algorithm>

namespace gateway::config::foreign {

void ExportLog::note(std::string path, std::string what, std::string remedy)
{
    Note note{std::move(path), std::move(what), std::move(remedy)};
    if (std::find(m_notes.begin(), m_notes.end(), note) == m_notes.end())
        m_notes.push_back(std::move(note));
}

void ExportLog::lost(std::string path, bool isSet, const std::string& why)
{
    if (isSet)
        note(std::move(path), "is not exported: " + why);
}

std::string routePath(std::size_t index) { return "routes[" + std::to_string(index) + ']'; }
std::string providerPath(std::size_t index) { return "providers[" + std::to_string(index) + ']'; }

std::vector<std::size_t> providersOf(const ExportSource& source)
{
    std::vector<std::size_t> used;
    const auto isUsed = [&](const std::string& id) {
        return std::any_of(source.routes.begin(), source.routes.end(), [&](std::size_t index) {
            const auto& targets = source.settings.routes[index].targets;
            return std::any_of(
                targets.begin(), targets.end(), [&](const TargetSettings& each) { return each.provider == id; });
        });
    };
    for (std::size_t i = 0; i < source.settings.providers.size(); ++i)
        if (isUsed(source.settings.providers[i].id))
            used.push_back(i);
    return used;
}

ProviderAddress addressOf(const ExportSource& source, const ProviderSettings& provider)
{
    ProviderAddress address = source.addressOf ? source.addressOf(provider) : ProviderAddress();
    if (provider.baseUrl)
        address.base = *provider.baseUrl;
    if (address.endpoint.empty() && !address.base.empty())
        address.endpoint = endpointOf(provider, address.base);
    return address;
}

void noteOwnOfRoute(const RouteSettings& route, const std::string& path, ExportLog& log)
{
    const FallbackSettings& fallback = route.fallback;
    const FallbackSettings usual;
    log.lost(path + ".match.traits", !route.match.traits.empty(), "routes cannot match tools, images or sizes there");
    log.lost(path + ".match.times", !route.match.times.empty(), "routes have no time windows there");
    log.lost(path + ".client_credential", route.clientCredential, "keys are configured in the gateway there");
    log.lost(path + ".shadow", route.shadow.has_value(), "there are no shadow requests there");
    log.lost(path + ".experiment", route.experiment.has_value(), "there are no experiments there");
    log.lost(
        path + ".fallback.deadline_ms", fallback.deadline_ms.has_value(), "there is no limit for all attempts there");
    log.lost(path + ".fallback.hedge_after_ms", fallback.hedgeAfter_ms.has_value(), "there is no hedging there");
    log.lost(path + ".fallback.allow_degraded", fallback.allowDegraded, "model capabilities are not known there");
    log.lost(path + ".fallback.continue_partial", fallback.continuePartial, "interrupted streams are not continued there");
    log.lost(path + ".fallback.backoff_ms", fallback.retries > 0 && fallback.backoff_ms != usual.backoff_ms,
        "there is no retry delay there");
}

void noteOwnOfProvider(const ProviderSettings& provider, const std::string& path, ExportLog& log)
{
    log.lost(path + ".models", provider.models.has_value(), "there is no list of models there");
    log.lost(path + ".parameters.remove", !provider.parameters.remove.empty(), "parameters cannot be removed there");
    log.lost(path + ".parameters.rename", !provider.parameters.rename.empty(), "parameters cannot be renamed there");
    log.lost(path + ".ca_file", provider.caFile.has_value(), "certificate authorities are set for the whole gateway there");
    log.lost(path + ".proxy", provider.proxy != ProxySettings(), "proxies are set elsewhere there");
    log.lost(path + ".forward_headers", !provider.forwardHeaders.empty(), "headers are forwarded by other rules there");
}

void noteOwnOfConsumer(const ConsumerSettings& consumer, const std::string& path, ExportLog& log)
{
    log.lost(path + ".routes", !consumer.routes.empty(), "allowed consumers are set on the route there");
    log.lost(path + ".models", !consumer.models.empty(), "consumers are not limited to models there");
    const auto ends = [](const ConsumerKey& key) { return key.expiresAt.has_value(); };
    log.lost(path + ".keys", std::any_of(consumer.keys.begin(), consumer.keys.end(), ends),
        "keys do not expire there");
    if (!consumer.keys.empty())
        log.note(path + ".keys", "keys are never exported", "enter the keys");
}

} // namespace gateway::config::foreign
