#include "permission_policy.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::policy {

namespace {

constexpr std::size_t kMostShown = 200;

/// `text` from a client in a form that a message can quote.
std::string shownModel(std::string_view text)
{
    std::string out;
    for (const char c : text.substr(0, kMostShown))
        out += c >= ' ' && c <= '~' && c != '"' ? c : '?';
    return out;
}

bool isListed(const std::vector<std::string>& list, std::string_view text)
{
    return list.empty() || std::ranges::find(list, text) != list.end();
}

std::string_view idOf(const config::RouteSettings* route) { return route ? std::string_view(route->id) : std::string_view(); }

Result<void> checkByRoute(const config::RouteSettings& route, const Caller& caller)
{
    if (caller.isOwn || isListed(route.consumers, caller.name))
        return {};
    if (!caller.consumer)
        return failure(ErrorKind::InvalidConsumerKey, {QT_TRANSLATE_NOOP("Error", "Route \"%1\" is available to known consumers only. Send a consumer key."), {route.id}});
    return failure(ErrorKind::ConsumerNotAllowed, {QT_TRANSLATE_NOOP("Error", "Consumer \"%1\" may not use route \"%2\"."), {std::string(caller.name), route.id}});
}

Result<void> checkByConsumer(const config::ConsumerSettings& consumer, const config::RouteSettings* route, std::string_view model)
{
    if (!isListed(consumer.routes, idOf(route)))
        return failure(ErrorKind::ConsumerNotAllowed, {QT_TRANSLATE_NOOP("Error", "Consumer \"%1\" may use only the routes that its settings list."), {consumer.name}});
    if (!isListed(consumer.models, model))
        return failure(ErrorKind::ConsumerNotAllowed, {QT_TRANSLATE_NOOP("Error", "Consumer \"%1\" may not use model \"%2\"."), {consumer.name, shownModel(model)}});
    return {};
}

class PermissionPolicy final : public Policy {
public:
    explicit PermissionPolicy(const Place& place)
        : m_place(place)
    {
    }

    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<Run>(*this); }

    Explained explain(const Request& request) const override
    {
        if (auto allowed = check(request); !allowed)
            return {"refused: " + allowed.error().text(), std::move(allowed.error())};
        if (m_place.route)
            return {"route \"" + m_place.route->id + "\" admits caller \"" + std::string(request.caller.name) + '"'};
        return {"consumer \"" + m_place.consumer->name + "\" may use "
                + (request.route ? "route \"" + request.route->id + '"' : std::string("what no route takes")) + " and model \"" + shownModel(request.model) + '"'};
    }

private:
    class Run final : public PolicyRun {
    public:
        explicit Run(const PermissionPolicy& policy)
            : m_policy(policy)
        {
        }
        Task<Result<void>> beforePlan(const Request& request) override { co_return m_policy.check(request); }

    private:
        const PermissionPolicy& m_policy;
    };

    Result<void> check(const Request& request) const
    {
        return m_place.route ? checkByRoute(*m_place.route, request.caller) : checkByConsumer(*m_place.consumer, request.route, request.model);
    }

    Place m_place;
};

} // namespace

Result<void> checkPermission(const Caller& caller, const config::RouteSettings* route, std::string_view model)
{
    if (route)
        if (auto allowed = checkByRoute(*route, caller); !allowed)
            return allowed;
    return caller.consumer ? checkByConsumer(*caller.consumer, route, model) : Result<void>();
}

Said permissionAt(const Place& place)
{
    const bool isRestricted = (place.route && !place.route->consumers.empty())
        || (place.consumer && !(place.consumer->routes.empty() && place.consumer->models.empty()));
    return isRestricted ? Said{Said::What::On, std::make_shared<const PermissionPolicy>(place)} : Said();
}

} // namespace gateway::policy
