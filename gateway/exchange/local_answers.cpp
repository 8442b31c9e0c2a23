#include "local_answers.h"

#include "gateway/core/json.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

Json modelJson(const std::string& name, const std::string& owner)
{
    Json model;
    model["id"] = name;
    model["object"] = "model";
    model["created"] = 0; // not known; clients want a number
    model["owned_by"] = owner.empty() ? std::string("signalbox") : owner;
    return model;
}

/// The names of models that `caller` may ask for, as far as routes and consumers decide it.
std::vector<std::string> usableModels(const Snapshot& snapshot, const Caller& caller)
{
    std::vector<std::string> names = snapshot.planner->modelNames();
    http::RequestHead chat;
    chat.method = "POST";
    chat.path = "/v1/chat/completions";
    std::erase_if(names, [&](const std::string& name) {
        const config::RouteSettings* const route = snapshot.planner->route({name, caller.name, &chat});
        return !checkRoute(caller, route, name, snapshot);
    });
    return names;
}

} // namespace

std::string livenessBody()
{
    Json body;
    body["name"] = "signalbox";
    body["version"] = SIGNALBOX_VERSION;
    body["status"] = "ok";
    return toText(body);
}

std::string healthBody(const Snapshot& snapshot, const routing::Health& health, bool isPaused)
{
    const auto usable = std::count_if(snapshot.providers.begin(), snapshot.providers.end(), [](const Provider& provider) {
        return provider.settings->enabled && provider.endpoint && !provider.keys.empty();
    });
    Json body;
    body["status"] = isPaused ? "paused" : "ok";
    body["version"] = SIGNALBOX_VERSION;
    body["usable_providers"] = usable;
    body["resting"] = health.rests().size();
    return toText(body);
}

std::string modelListBody(const Snapshot& snapshot, const Caller& caller)
{
    Json data = Json::array();
    for (const std::string& name : usableModels(snapshot, caller))
        data.push_back(modelJson(name, snapshot.planner->ownerOf(name)));
    Json body;
    body["object"] = "list";
    body["data"] = std::move(data);
    return toText(body);
}

std::optional<std::string> modelBody(const Snapshot& snapshot, const Caller& caller, std::string_view model)
{
    const auto names = usableModels(snapshot, caller);
    const auto found = std::find(names.begin(), names.end(), model);
    if (found == names.end())
        return std::nullopt;
    return toText(modelJson(*found, snapshot.planner->ownerOf(*found)));
}

http::Headers preflightHeaders(const http::RequestHead& head, std::string_view methods)
{
    http::Headers headers;
    headers.add("allow", std::string(methods) + ",OPTIONS");
    if (!head.headers.find("origin"))
        return headers;
    headers.add("access-control-allow-methods", methods);
    if (const auto asked = head.headers.find("access-control-request-headers"))
        headers.add("access-control-allow-headers", *asked);
    headers.add("access-control-max-age", "600");
    return headers;
}

void addCorsHeaders(const http::RequestHead& head, const Snapshot& snapshot, http::Headers& headers)
{
    const auto origin = head.headers.find("origin");
    if (!origin || !mayReadAnswers(*origin, snapshot))
        return;
    headers.set("access-control-allow-origin", *origin);
    headers.set("access-control-expose-headers", "*");
    headers.add("vary", "origin");
}

} // namespace gateway::exchange
