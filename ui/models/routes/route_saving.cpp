#include "route_saving.h"

#include "route_edits.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QPointer>

#include <algorithm>
#include <string_view>

namespace ui::models {

using gateway::config::RouteSettings;

QString RouteSaving::nameProblem(const gateway::config::Settings& all, const std::string& name, const std::string& before)
{
    if (name.empty()) return tr("Enter a name");
    if (name.find_first_of("/ ") != std::string::npos) return tr("Use no spaces or slashes, as in fast-model");
    const bool isTaken = std::any_of(all.routes.begin(), all.routes.end(), [&](const RouteSettings& route) { return route.id == name; });
    return isTaken && name != before ? tr("A route with this name already exists") : QString();
}

RouteProblem RouteSaving::problemOf(const gateway::Error& error, const gateway::host::ConfigEditing& editing)
{
    constexpr std::string_view kRoutes = "routes[";
    const QString detail = words::SentenceWords::detail(error, editing);
    const std::size_t end = error.param.starts_with(kRoutes) ? error.param.find("].") : std::string::npos;
    if (end == std::string::npos) return {{}, words::FailureWords::change(error), detail, words::FailureWords::isOfBadFile(error)};
    return {error.param.substr(end + 2), words::SentenceWords::besideField(error, editing), detail};
}

namespace {

void put(const GatewayParts<Configuration>& access, const gateway::config::Settings& next, QObject* context, RouteSaving::Done done)
{
    access.configuration().change(next, [access, guard = QPointer(context), done = std::move(done)](const gateway::Result<void>& changed) {
        if (guard) done(changed ? std::nullopt : std::optional(RouteSaving::problemOf(changed.error(), access.configuration().editing())));
    });
}

} // namespace

void RouteSaving::save(const Access& access, const std::string& before, const RouteSettings& route, QObject* context, Done done)
{
    put(access, withRoute(access.configuration().settings(), before, route), context, std::move(done));
}

void RouteSaving::add(const Access& access, const std::string& ahead, const RouteSettings& route, QObject* context, Done done)
{
    put(access, withNewRoute(access.configuration().settings(), ahead, route), context, std::move(done));
}

} // namespace ui::models
