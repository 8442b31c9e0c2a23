#include "higress_route.h"

#include "gateway/config/foreign/reading/match_regex.h"
#include "gateway/config/foreign/reading/status_classes.h"
#include "gateway/core/text/ascii.h"
#include "higress_guards.h"
#include "higress_rules.h"
#include "higress_shape.h"

#include <algorithm>
#include <utility>

namespace gateway::config::foreign {

namespace {

// Sources: higress-group/higress-console: backend/sdk/.../model/ai/{AiRoute,AiUpstream,AiModelPredicate,
// AiRouteAuthConfig,AiRouteFallbackConfig}.java, .../model/route/{RoutePredicate,KeyedRoutePredicate}.java.

constexpr int kMaxWeight = 1000000;

using Kind = TextMatch::Kind;

/// {"matchType": "EQUAL" | "PRE" | "REGULAR", "matchValue", "caseSensitive"}, or the
/// model predicate of older consoles: {"enabled", "prefix"}.
std::optional<TextMatch> readPredicate(ForeignObject& predicate, bool hasRegex)
{
    const auto type = predicate.has("prefix") ? std::optional<std::string>("PRE") : predicate.text("matchType");
    const auto value = predicate.text(predicate.has("prefix") ? "prefix" : "matchValue");
    const bool sensitive = predicate.flag("caseSensitive").value_or(true);
    if (!predicate.flag("enabled").value_or(true))
        return std::nullopt;
    if (!type || !value || value->empty() || (*type != "EQUAL" && *type != "PRE" && *type != "REGULAR")) {
        predicate.log().error(predicate.path(), "must have a matchType (EQUAL, PRE or REGULAR) and a matchValue");
        return std::nullopt;
    }
    if (*type == "REGULAR") {
        if (hasRegex && isValidRegex(*value))
            return matchFromWholeRegex(sensitive ? *value : "(?i)" + *value, false);
        predicate.log().error(predicate.pathOf("matchValue"),
            hasRegex ? "must be a regular expression" : "cannot be a regular expression in Signalbox");
        return std::nullopt;
    }
    const TextMatch match{*type == "PRE" ? Kind::Prefix : Kind::Exact, *value};
    return sensitive ? match : ignoringCase(match);
}

/// At most one alternative: all of them must match.
std::vector<NamedGroup> readNamed(ForeignObject& object, const char* field)
{
    std::vector<NamedMatch> parts;
    for (ForeignObject& predicate : object.objects(field)) {
        const auto key = predicate.text("key");
        const auto match = readPredicate(predicate, true);
        predicate.dropRest();
        if (!key || key->empty())
            object.log().error(predicate.pathOf("key"), "is missing");
        else if (match)
            parts.push_back({*key, *match});
    }
    if (parts.empty())
        return {};
    return {NamedGroup(std::move(parts))};
}

/// The order of routes ignores case.
std::optional<TextMatch> pathAsThere(ForeignObject& predicate)
{
    const auto text = predicate.text("matchValue");
    const auto type = predicate.text("matchType");
    if (!text || !type || (*type != "EQUAL" && *type != "PRE"))
        return std::nullopt;
    return TextMatch{*type == "PRE" ? Kind::Prefix : Kind::Exact, *text};
}

void readMatch(ForeignObject& object, HigressRoute& result)
{
    RouteSettings& route = result.route;
    route.match.domains = object.texts("domains");
    for (const std::string& domain : route.match.domains)
        if (domain.starts_with("*."))
            object.log().note(object.pathOf("domains"),
                "has a wildcard, which does not make the gateway accept such host names",
                "add the host names to listen.allowed_hosts");
    ForeignObject path = object.object("pathPredicate");
    const auto only = path.isPresent() ? readPredicate(path, false) : std::nullopt;
    if (only)
        result.path = pathAsThere(path);
    if (only && *only != TextMatch{Kind::Prefix, "/"})
        route.match.paths.push_back(*only);
    path.dropRest();
    route.match.headers = readNamed(object, "headerPredicates");
    route.match.query = readNamed(object, "urlParamPredicates");
    for (ForeignObject& predicate : object.objects("modelPredicates")) {
        if (const auto match = readPredicate(predicate, false))
            route.match.models.push_back(*match);
        predicate.dropRest();
    }
}

/// The single model that all requests get, if the mapping has only that.
std::optional<std::string> onlyModel(const ModelMapping& mapping)
{
    const bool isOne = mapping.size() == 1 && mapping.front().first == "*" && !mapping.front().second.empty();
    return isOne ? std::optional(mapping.front().second) : std::nullopt;
}

void readUpstreams(ForeignObject& object, int priority, HigressRoute& result)
{
    for (ForeignObject& upstream : object.objects("upstreams")) {
        HigressTarget& entry = result.targets.emplace_back();
        entry.path = upstream.path();
        entry.target.provider = asId(upstream.text("provider").value_or(std::string()));
        if (entry.target.provider.empty())
            upstream.log().error(upstream.pathOf("provider"), "is missing");
        entry.target.priority = priority;
        entry.target.weight = static_cast<int>(upstream.whole("weight", 0, kMaxWeight).value_or(-1));
        entry.mapping = readModelMapping(upstream.object("modelMapping"));
        entry.target.model = onlyModel(entry.mapping);
        if (entry.target.model)
            entry.mapping.clear();
        upstream.dropRest();
    }
}

void readWeights(ForeignObject& object, HigressRoute& result)
{
    int sum = 0;
    for (HigressTarget& entry : result.targets) {
        if (entry.target.weight < 0)
            entry.target.weight = result.targets.size() == 1 ? kWhole : 1;
        sum += std::min(entry.target.weight, kMaxWeight / kWhole);
    }
    if (sum != kWhole)
        object.log().note(object.pathOf("upstreams"),
            "have weights that do not add up to 100, which Higress refuses; they are used as relative weights");
}

void readCodes(ForeignObject& fallback, FallbackSettings& settings)
{
    for (const std::string& code : fallback.texts("responseCodes")) {
        if (code == "5xx") {
            addServerErrors(settings);
        } else if (code == "4xx") {
            addClientErrors(settings);
            fallback.log().note(fallback.pathOf("responseCodes"),
                "also triggers the fallback for client errors (400, 422)",
                "remove the statuses that should not from fallback.statuses");
        } else {
            fallback.log().error(fallback.pathOf("responseCodes"), "must contain only 4xx and 5xx");
        }
    }
    if (settings.on.empty())
        fallback.log().error(fallback.pathOf("responseCodes"), "must contain 4xx, 5xx or both");
}

void readFallback(ForeignObject fallback, HigressRoute& result)
{
    RouteSettings& route = result.route;
    if (!fallback.flag("enabled").value_or(false)) {
        for (const char* field : {"upstreams", "fallbackStrategy", "responseCodes"})
            fallback.drop(field, "the fallback is disabled in the document (enabled: false)");
        return fallback.dropRest();
    }
    const std::size_t own = result.targets.size();
    for (HigressTarget& entry : result.targets)
        entry.target.priority = 1;
    const std::string strategy = fallback.text("fallbackStrategy").value_or("RAND");
    if (strategy != "RAND" && strategy != "SEQ")
        fallback.log().error(fallback.pathOf("fallbackStrategy"), "must be RAND or SEQ");
    readUpstreams(fallback, 0, result);
    if (result.targets.size() == own)
        fallback.log().error(fallback.pathOf("upstreams"), "must be an array with at least one entry");
    if (strategy == "SEQ" && result.targets.size() > own + 1) {
        fallback.log().note(fallback.pathOf("upstreams"), "only the first one is used; the others are not imported",
            "add them as targets with lower priorities");
        result.targets.resize(own + 1);
    }
    for (std::size_t i = own; i < result.targets.size(); ++i)
        result.targets[i].target.weight = 1;
    readCodes(fallback, route.fallback);
    if (own > 1)
        fallback.log().note(
            fallback.path(), "is used immediately in Higress; Signalbox tries the other upstreams of the route first");
    fallback.dropRest();
}

/// Annotations of an ingress, some of which restrict callers.
void readAnnotations(ForeignObject configs, HigressRoute& result)
{
    RouteSettings& route = result.route;
    for (const std::string& name : configs.restWithNulls()) {
        const bool isOff = name.find("/disabled.") != std::string::npos; // how the console disables them
        if (isOff || !isGuardAnnotation(name)) {
            configs.drop(name, "annotations are not imported");
            continue;
        }
        const std::string path = configs.pathOf(name);
        configs.log().list(Fate::NotCarriedOver, path, "annotation", "it cannot be imported: route \"" + route.id + "\" is disabled");
        configs.log().switchOff({EntryName::Kind::Route, route.id}, path, "is not imported: annotations are not supported",
            "the route is disabled because it would allow more than before; check and enable it");
        route.enabled = false;
        result.isGuardLost = true;
    }
}

/// A consumer's key. Source: higress-group/higress-console b5ae4b23: .../model/authorization/CredentialTypeEnum.java; read 2026-11-28.
bool isKeyCredential(const std::string& type) { return equalsIgnoringCase(type, "key-auth") || equalsIgnoringCase(type, "API_KEY"); }

/// Each type named there has a plugin that accepts the allowed consumers with a credential of that type only; none
/// means keys. Consumers have only keys here.
/// Source: higress-group/higress-console b5ae4b23: .../service/consumer/ConsumerServiceImpl.java, updateAllowList(); read 2026-11-28.
void readCredentialTypes(ForeignObject& auth, const std::vector<std::string>& types, HigressRoute& result)
{
    if (types.empty() || std::ranges::all_of(types, isKeyCredential))
        return;
    const std::string path = auth.pathOf("allowedCredentialTypes");
    if (std::ranges::any_of(types, isKeyCredential))
        return auth.log().note(path, "refers to credentials other than keys: Signalbox accepts consumers only by their keys");
    RouteSettings& route = result.route;
    auth.log().list(Fate::NotCarriedOver, path, {}, "Signalbox consumers have only keys: route \"" + route.id + "\" is disabled");
    auth.log().switchOff({EntryName::Kind::Route, route.id}, path, "requires credentials other than keys, which Signalbox consumers do not have",
        "the route is disabled because it would allow everyone with a key; check and enable it");
    route.enabled = false;
    result.isGuardLost = true;
}

/// Who may use the route. Only `enabled: false` means no restriction.
void readAuth(ForeignObject auth, HigressRoute& result)
{
    const std::size_t mark = auth.log().errors();
    const auto allowed = auth.texts("allowedConsumers");
    const auto types = auth.texts("allowedCredentialTypes");
    const auto enabled = auth.flag("enabled");
    auth.dropRest();
    const bool isNamed = auth.has("allowedConsumers") || !types.empty();
    if (!enabled.value_or(!allowed.empty() || isNamed) && auth.log().errors() == mark) {
        if (!allowed.empty())
            auth.log().list(Fate::NotCarriedOver, auth.pathOf("allowedConsumers"), {}, "it is disabled in the document (enabled: false)");
        return;
    }
    readCredentialTypes(auth, types, result);
    if (!restrict(result.route, allowed))
        auth.log().error(auth.pathOf("allowedConsumers"), "must contain at least one consumer");
}

} // namespace

HigressRoute readHigressRoute(ForeignObject object)
{
    const std::size_t mark = object.log().errors();
    HigressRoute result;
    RouteSettings& route = result.route;
    result.name = object.text("name").value_or(std::string());
    result.isOfConsole = true;
    route.id = asId(result.name);
    if (route.id.empty())
        object.log().error(object.pathOf("name"), "is missing");
    const std::size_t beforeMatch = object.log().errors();
    readMatch(object, result);
    route.match.methods = object.texts("methods");
    result.isMatchBroken = object.log().errors() > beforeMatch;
    route.fallback.on.clear();
    readUpstreams(object, 0, result);
    if (result.targets.empty())
        object.log().error(object.pathOf("upstreams"), "must be an array with at least one entry");
    readWeights(object, result);
    readFallback(object.object("fallbackConfig"), result);
    const std::size_t beforeGuards = object.log().errors();
    if (object.has("authConfig"))
        readAuth(object.object("authConfig"), result);
    object.drop("cors", "web pages are allowed by origin", "add the origins to listen.allowed_origins");
    object.drop("headerControl", "Signalbox routes do not change headers");
    object.drop("proxyNextUpstream", "attempts are controlled by the fallback", "set fallback.retries and fallback.on");
    object.drop("rewrite", "paths are defined by the provider");
    readAnnotations(object.object("customConfigs"), result);
    result.isGuardLost = result.isGuardLost || object.log().errors() > beforeGuards;
    object.skip({"version", "customLabels"});
    object.dropRest();
    if (object.log().settle(mark, "the route is imported but disabled; correct and enable it", {EntryName::Kind::Route, route.id}))
        route.enabled = false;
    return result;
}

} // namespace gateway::config::foreign
