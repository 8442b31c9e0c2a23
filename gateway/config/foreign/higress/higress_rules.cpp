#include "higress_rules.h"

#include "higress_guards.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

// Sources: alibaba/higress: pkg/ingress/config/ingress_config.go (convertIstioWasmPlugin),
// plugins/wasm-go/extensions/key-auth/main.go; higress-group/higress-console: HigressConstants.java, CommonKey.java.

/// How many of a route's requests a rule applies to.
enum class Reach { All, None, Some };

Reach joined(bool all, bool any) { return all ? Reach::All : any ? Reach::Some : Reach::None; }

Reach reachOfIngress(const std::vector<std::string>& ingresses, const HigressRoute& route)
{
    if (!route.isOfConsole)
        return Reach::Some; // its ingress is unknown
    const std::string own = "ai-route-" + route.name + ".internal";
    const bool isOwn = std::any_of(ingresses.begin(), ingresses.end(),
        [&](const std::string& name) { return name.substr(name.rfind('/') + 1) == own; });
    return isOwn ? Reach::All : Reach::None;
}

bool isWithin(const std::string& host, const std::string& pattern)
{
    if (asciiLower(host) == asciiLower(pattern) || pattern == "*")
        return true;
    return pattern.starts_with("*.") && asciiLower(host).ends_with(asciiLower(std::string_view(pattern).substr(1)));
}

Reach reachOfDomain(const std::vector<std::string>& domains, const HigressRoute& route)
{
    const auto& own = route.route.match.domains;
    if (own.empty())
        return Reach::Some;
    const auto isCovered = [&](const std::string& host) {
        return std::any_of(domains.begin(), domains.end(), [&](const std::string& pattern) { return isWithin(host, pattern); });
    };
    const auto isTouched = [&](const std::string& host) {
        return isCovered(host) || std::any_of(domains.begin(), domains.end(), [&](const std::string& pattern) { return isWithin(pattern, host); });
    };
    return joined(std::all_of(own.begin(), own.end(), isCovered), std::any_of(own.begin(), own.end(), isTouched));
}

/// The console names a provider's service "llm-NAME.internal.dns" or similar.
Reach reachOfService(const std::vector<std::string>& services, const HigressRoute& route)
{
    const auto isOf = [&](const HigressTarget& target) {
        const std::string begin = "llm-" + target.target.provider + ".internal";
        return std::any_of(services.begin(), services.end(), [&](const std::string& name) { return name.starts_with(begin); });
    };
    const bool areKnown = std::all_of(services.begin(), services.end(), [](const std::string& name) { return name.starts_with("llm-"); });
    const auto& targets = route.targets;
    return joined(std::all_of(targets.begin(), targets.end(), isOf), !areKnown || std::any_of(targets.begin(), targets.end(), isOf));
}

Reach reachOf(const HigressRule& rule, const HigressRoute& route)
{
    std::vector<Reach> parts;
    if (!rule.ingresses.empty())
        parts.push_back(reachOfIngress(rule.ingresses, route));
    if (!rule.domains.empty())
        parts.push_back(reachOfDomain(rule.domains, route));
    if (!rule.services.empty())
        parts.push_back(reachOfService(rule.services, route));
    const auto are = [&](Reach reach) { return std::all_of(parts.begin(), parts.end(), [&](Reach each) { return each == reach; }); };
    if (parts.empty())
        return Reach::Some;
    return are(Reach::All) ? Reach::All : are(Reach::None) ? Reach::None : Reach::Some;
}

/// The plugin's flag: any other value counts as set.
std::optional<bool> globalAuth(const Json* config)
{
    if (!config || !config->is_object() || !config->contains("global_auth") || (*config)["global_auth"].is_null())
        return std::nullopt;
    const Json& flag = (*config)["global_auth"];
    return !flag.is_boolean() || flag.get<bool>();
}

std::vector<std::string> allowedBy(const Json* config)
{
    return config ? json::textsOf(*config, "allow") : std::vector<std::string>();
}

} // namespace

bool HigressPlugin::isEverywhere() const
{
    const bool hasConfig = config && !config->is_null();
    return !isOff && (hasConfig || rules.empty());
}

bool HigressPlugin::isIdle() const
{
    return !isEverywhere() && std::all_of(rules.begin(), rules.end(), [](const HigressRule& rule) { return rule.isOff; });
}

HigressPlugin readHigressPlugin(ForeignObject plugin)
{
    HigressPlugin result;
    result.path = plugin.path();
    ForeignObject metadata = plugin.object("metadata");
    ForeignObject spec = plugin.object("spec");
    result.name = higressPluginName(
        metadata.text("name").value_or(std::string()), spec.text("url").value_or(std::string()));
    metadata.skip({"namespace", "labels", "annotations", "resourceVersion", "uid", "generation", "creationTimestamp",
        "managedFields", "ownerReferences", "finalizers"});
    metadata.dropRest();
    const char* const config = spec.has("pluginConfig") ? "pluginConfig" : "defaultConfig"; // Istio's own field takes precedence
    result.config = spec.take(config);
    result.configPath = spec.pathOf(config);
    result.isOff = spec.flag("defaultConfigDisable").value_or(false) && std::string_view(config) == "defaultConfig";
    for (ForeignObject& each : spec.objects("matchRules")) {
        HigressRule& rule = result.rules.emplace_back();
        rule.path = each.path();
        rule.config = each.take("config");
        rule.isOff = each.flag("configDisable").value_or(false);
        rule.ingresses = each.texts("ingress");
        rule.domains = each.texts("domain");
        rule.services = each.texts("service");
        each.skip({"routeType"});
        each.dropRest();
    }
    spec.skip({"priority", "phase", "failStrategy", "imagePullPolicy", "imagePullSecret", "selector", "sha256",
        "verificationKey", "pluginName", "vmConfig"});
    spec.dropRest();
    plugin.ignore({"apiVersion", "kind"});
    plugin.skip({"status"});
    plugin.dropRest();
    return result;
}

bool restrict(RouteSettings& route, const std::vector<std::string>& names)
{
    std::vector<std::string> both;
    for (const std::string& name : names) {
        const bool isAllowed = route.consumers.empty()
            || std::find(route.consumers.begin(), route.consumers.end(), name) != route.consumers.end();
        // Reserved here for callers without a key and for this program itself.
        if (isAllowed && name != "anonymous" && name != kOwnConsumer && std::find(both.begin(), both.end(), name) == both.end())
            both.push_back(name);
    }
    if (both.empty())
        return false;
    route.consumers = std::move(both);
    return true;
}

std::string HigressGuard::hold(HigressRoute& route) const
{
    if (m_plugin.isIdle())
        return {};
    if (m_plugin.name == "key-auth")
        return holdKeyAuth(route);
    const bool isHeld = m_plugin.isEverywhere()
        || std::any_of(m_plugin.rules.begin(), m_plugin.rules.end(),
            [&](const HigressRule& rule) { return !rule.isOff && reachOf(rule, route) != Reach::None; });
    return isHeld ? "the plugin " + m_plugin.name + " restricts it, and has no counterpart in Signalbox" : std::string();
}

std::string HigressGuard::holdKeyAuth(HigressRoute& route) const
{
    const bool hasRules = std::any_of(m_plugin.rules.begin(), m_plugin.rules.end(), [](const HigressRule& rule) { return !rule.isOff; });
    for (const HigressRule& rule : m_plugin.rules) {
        const Reach reach = rule.isOff ? Reach::None : reachOf(rule, route);
        if (reach == Reach::None)
            continue;
        if (reach == Reach::Some)
            return "key-auth requires a key for some of its requests only (" + rule.path + ")";
        if (!m_plugin.isEverywhere() || m_consumers.empty())
            return "key-auth has no consumers, so every request to it is refused";
        const auto allowed = allowedBy(rule.config);
        return restrict(route.route, allowed) ? std::string() : "key-auth leaves no consumer that may use it (" + rule.path + ")";
    }
    if (!m_plugin.isEverywhere())
        return {};
    const auto global = globalAuth(m_plugin.config);
    if (m_plugin.config && (global ? !*global : hasRules))
        return {};
    return restrict(route.route, m_consumers) ? std::string() : "key-auth leaves no consumer that may use it";
}

} // namespace gateway::config::foreign
