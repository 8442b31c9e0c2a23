#include "conversion.h"

#include "fall_through.h"

#include "gateway/config/foreign/apisix/apisix_export.h"
#include "gateway/config/foreign/apisix/apisix_import.h"
#include "gateway/config/foreign/apisix/apisix_shape.h"
#include "gateway/config/foreign/higress/higress_export.h"
#include "gateway/config/foreign/higress/higress_import.h"
#include "gateway/config/foreign/higress/higress_shape.h"
#include "gateway/config/foreign/reading/foreign_text.h"

#include "gateway/core/text/printable.h"

#include <algorithm>
#include <set>

namespace gateway::config::foreign {

namespace {

std::optional<Program> recognized(const Json& document)
{
    if (looksLikeHigress(document))
        return Program::Higress;
    return looksLikeApisix(document) ? std::optional(Program::Apisix) : std::nullopt;
}

/// Whether it is a configuration of this program.
bool isOwn(const Json& document)
{
    const auto isOwnProvider = [](const Json& each) { return each.is_object() && each.contains("id") && each.contains("type"); };
    if (!document.is_object() || !document.contains("version"))
        return false;
    const auto providers = document.find("providers");
    return document.contains("listen") || (providers != document.end() && providers->is_array() && std::any_of(providers->begin(), providers->end(), isOwnProvider));
}

/// Whether several documents contain configurations of both programs: the guards of one would be missing for the other.
bool isMixed(const Json& document)
{
    if (!document.is_array())
        return false;
    const auto isOfKubernetes = [](const Json& each) { return each.is_object() && each.contains("kind") && each.contains("apiVersion"); };
    bool isAny[2]{};
    for (const Json& each : document)
        if (const auto of = isOfKubernetes(each) ? std::nullopt : recognized(each))
            isAny[static_cast<std::size_t>(*of)] = true;
    return isAny[0] && isAny[1];
}

Result<std::vector<std::size_t>> chosen(const Settings& settings, const std::vector<std::string>& ids)
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < settings.routes.size(); ++i)
        if (ids.empty() || std::find(ids.begin(), ids.end(), settings.routes[i].id) != ids.end())
            indices.push_back(i);
    for (const std::string& id : ids)
        if (std::none_of(
                settings.routes.begin(), settings.routes.end(), [&](const auto& route) { return route.id == id; }))
            return failure(ErrorKind::InvalidRequest, asIs("there is no route \"" + id + "\" in the configuration"));
    return indices;
}

/// Why nothing could be imported.
std::string nothingIn(const std::string& firstError)
{
    return firstError.empty() ? "there are no AI routes and providers in the document"
                              : "the document contains nothing that can be imported: " + firstError;
}

/// A consumer name that does not exist gives nobody access.
void noteMissingConsumers(const Settings& settings, ImportLog& log)
{
    const auto isThere = [&](const std::string& name) {
        return std::any_of(
            settings.consumers.begin(), settings.consumers.end(), [&](const auto& each) { return each.name == name; });
    };
    for (const RouteSettings& route : settings.routes)
        for (const std::string& name : route.consumers)
            if (!isThere(name))
                log.note({},
                    "route \"" + route.id + "\" allows consumer \"" + name
                        + "\", which is not in the document",
                    "add the consumer with a key, or import it as well");
}

/// The providers that are targets of routes.
std::set<std::string> providersOfRoutes(const Settings& settings)
{
    std::set<std::string> ids;
    for (const RouteSettings& route : settings.routes)
        for (const TargetSettings& target : route.targets)
            ids.insert(target.provider);
    return ids;
}

bool asks(const RouteSettings& route, const std::string& provider)
{
    return route.enabled
        && std::any_of(route.targets.begin(), route.targets.end(), [&](const TargetSettings& target) { return target.provider == provider; });
}

/// There, a provider can only be reached through a route. Reproduces this here if a guard could otherwise be bypassed
/// by the name of a model that only the guarded route matched.
void reserveForRoutes(Settings& settings)
{
    for (ProviderSettings& provider : settings.providers)
        provider.routesOnly = true;
}

/// A guard on a route must not be bypassed by addressing its provider directly: if all routes to a provider are
/// restricted, so is the provider; if all of them are disabled, it is disabled as well. `routed` lists the providers
/// used by the document's routes.
void restrictProviders(Settings& settings, const std::set<std::string>& routed, ImportLog& log)
{
    for (ProviderSettings& provider : settings.providers) {
        if (!routed.contains(provider.id))
            continue;
        bool isAsked = false;
        bool isOpen = false;
        std::vector<std::string> names;
        for (const RouteSettings& route : settings.routes)
            if (asks(route, provider.id)) {
                isAsked = true;
                isOpen = isOpen || route.consumers.empty();
                for (const std::string& name : route.consumers)
                    if (std::find(names.begin(), names.end(), name) == names.end())
                        names.push_back(name);
            }
        if (!isAsked && provider.enabled) {
            provider.enabled = false;
            log.because({EntryName::Kind::Provider, provider.id},
                "all routes that use it are disabled; enable it together with the first of them");
        } else if (isAsked && !isOpen) {
            provider.consumers = std::move(names);
        }
    }
}

} // namespace

std::string_view toText(Program program) { return program == Program::Apisix ? "apisix" : "higress"; }

std::optional<Program> program(std::string_view text)
{
    for (const Program each : {Program::Apisix, Program::Higress})
        if (text == toText(each))
            return each;
    return std::nullopt;
}

Result<Conversion> importText(std::string_view text, std::optional<Program> from)
{
    const auto document = readForeign(text);
    if (!document)
        return failure(document.error());
    if (isMixed(*document))
        return failure(ErrorKind::InvalidRequest,
            asIs("the document contains configurations of both APISIX and Higress; import one document per program, because restrictions of one may apply to routes "
        "of the other"));
    if (!from && isOwn(*document))
        return failure(ErrorKind::InvalidRequest,
            asIs("this is a Signalbox configuration; use it with --config, or copy what you need into your own"));
    if (!from)
        from = recognized(*document);
    if (!from)
        return failure(ErrorKind::InvalidRequest,
            asIs("this is neither a configuration of APISIX (a route with ai-proxy-multi or ai-proxy) nor one of "
            "Higress (AI routes, providers, the ai-proxy plugin)"));
    ImportLog log;
    Conversion conversion;
    auto read = *from == Program::Apisix ? importApisix(*document, log)
                                         : Result<Settings>(importHigress(*document, log, conversion.assumed));
    if (!read)
        return failure(ErrorKind::InvalidRequest, asIs(printable(read.error().text())));
    conversion.settings = std::move(*read);
    log.settle(0, "it is not imported");
    const std::set<std::string> routed = providersOfRoutes(conversion.settings);
    const std::vector<RouteSettings> asRead = conversion.settings.routes;
    auto usable = repaired(conversion.settings, [](const EntryName&) { return true; });
    if (!usable)
        return failure(
            ErrorKind::InvalidRequest, asIs("the result is not a valid configuration: " + printable(usable.error().text())));
    conversion.settings = std::move(usable->settings);
    for (const Removal& removal : usable->removals) {
        Note note = noteOf(removal, log.originOf(removal.entry));
        note.isListed = !note.path.empty();
        log.note(std::move(note));
        log.because(removal.entry, (removal.path.empty() ? "" : removal.path + ' ') + removal.message);
    }
    conversion.guarded = switchOffFallThrough(conversion.settings, asRead, log);
    restrictProviders(conversion.settings, routed, log);
    if (!conversion.guarded.empty())
        reserveForRoutes(conversion.settings);
    if (conversion.settings.providers.empty() && conversion.settings.routes.empty()
        && conversion.settings.consumers.empty())
        return failure(ErrorKind::InvalidRequest, asIs(printable(nothingIn(log.firstError()))));
    noteMissingConsumers(conversion.settings, log);
    conversion.outcomes = log.outcomes(conversion.settings);
    conversion.notes = log.takeNotes();
    conversion.secrets = log.takeSecrets();
    return conversion;
}

Result<Exported> exportText(const Settings& settings, Program to, const ExportOptions& options)
{
    auto routes = chosen(settings, options.routes);
    if (!routes)
        return failure(routes.error());
    const ExportSource source{settings, std::move(*routes), options.addressOf};
    ExportLog log;
    Exported exported;
    exported.text = toPrettyText(to == Program::Apisix ? exportApisix(source, log) : exportHigress(source, log));
    exported.notes = log.take();
    return exported;
}

} // namespace gateway::config::foreign
