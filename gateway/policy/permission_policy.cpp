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
            return {{QT_TRANSLATE_NOOP("Error", "refused: %1"), {allowed.error().message}}, std::move(allowed.error())};
        if (m_place.route)
            return {{QT_TRANSLATE_NOOP("Error", "route \"%1\" admits caller \"%2\""), {m_place.route->id, std::string(request.caller.name)}}};
        const std::string model = shownModel(request.model);
        if (request.route)
            return {{QT_TRANSLATE_NOOP("Error", "consumer \"%1\" may use route \"%2\" and model \"%3\""), {m_place.consumer->name, request.route->id, model}}};
        return {{QT_TRANSLATE_NOOP("Error", "consumer \"%1\" may use model \"%2\" without a route"), {m_place.consumer->name, model}}};
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
