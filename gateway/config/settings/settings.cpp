#include "settings.h"

#include <algorithm>

namespace gateway::config {

const ProviderSettings* Settings::provider(std::string_view id) const
{
    const auto found = std::find_if(providers.begin(), providers.end(),
                                    [&](const ProviderSettings& provider) { return provider.id == id; });
    return found == providers.end() ? nullptr : &*found;
}

bool hasConsumerKey(const Settings& settings)
{
    return std::any_of(settings.consumers.begin(), settings.consumers.end(), [](const ConsumerSettings& consumer) {
        return consumer.enabled
            && std::any_of(consumer.keys.begin(), consumer.keys.end(), [](const ConsumerKey& key) { return key.enabled; });
    });
}

namespace {

RouteSettings demoRoute(const std::string& model)
{
    TargetSettings first;
    first.provider = "demo";
    first.priority = 1;
    TargetSettings fallback;
    fallback.provider = "demo";
    fallback.model = "demo";
    RouteSettings route;
    route.id = model;
    route.match.models.push_back({TextMatch::Kind::Exact, model});
    route.targets = {first, fallback};
    return route;
}

} // namespace

Settings demoSettings()
{
    ProviderSettings demo;
    demo.id = "demo";
    demo.type = "demo";
    demo.keyFailover.enabled = false; // its failing models should be seen failing
    Settings settings;
    settings.providers.push_back(demo);
    settings.routes.push_back(demoRoute("demo-rate-limited"));
    settings.routes.push_back(demoRoute("demo-down"));
    return settings;
}

} // namespace gateway::config
