#include "consumer_changes.h"

#include "gateway/clients/consumer_keys.h"
#include "gateway/config/settings/renaming.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/closest_names.h"

#include <algorithm>
#include <utility>

namespace gateway::host {

using config::ConsumerKey;
using config::ConsumerSettings;
using config::Settings;

namespace {

std::string inQuotes(const std::string& text) { return '"' + text + '"'; }

template <class List, class Name> std::vector<std::string> namesOf(const List& list, Name name)
{
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const auto& entry : list)
        names.push_back(entry.*name);
    return names;
}

Error unknown(const char* what, const std::string& name, const std::vector<std::string>& known)
{
    return failure(ErrorKind::InvalidRequest, std::string("there is no ") + what + ' ' + inQuotes(name) + didYouMean(name, known)).value();
}

Result<ConsumerSettings*> find(Settings& settings, const std::string& name)
{
    auto& all = settings.consumers;
    const auto found = std::ranges::find(all, name, &ConsumerSettings::name);
    if (found == all.end())
        return failure(noConsumer(settings, name));
    return &*found;
}

} // namespace

const ConsumerSettings* findConsumer(const Settings& settings, const std::string& name)
{
    const auto found = std::ranges::find(settings.consumers, name, &ConsumerSettings::name);
    return found == settings.consumers.end() ? nullptr : &*found;
}

Error noConsumer(const Settings& settings, const std::string& name)
{
    return unknown("consumer", name, namesOf(settings.consumers, &ConsumerSettings::name));
}

Result<Secret> addConsumer(Settings& settings, const NewConsumer& consumer)
{
    if (findConsumer(settings, consumer.name))
        return failure(ErrorKind::InvalidRequest, "there is a consumer " + inQuotes(consumer.name) + " already");
    const auto known = namesOf(settings.routes, &config::RouteSettings::id);
    for (const std::string& route : consumer.routes)
        if (std::ranges::find(known, route) == known.end())
            return failure(unknown("route", route, known));
    ConsumerSettings made;
    made.name = consumer.name;
    made.routes = consumer.routes;
    made.models = consumer.models;
    Secret key = clients::addKey(made, consumer.expiresAt).key;
    settings.consumers.push_back(std::move(made));
    return key;
}

Result<Secret> addConsumerKey(Settings& settings, const std::string& name, const std::optional<std::string>& expiresAt)
{
    const auto consumer = find(settings, name);
    if (!consumer)
        return failure(consumer.error());
    return clients::addKey(**consumer, expiresAt).key;
}

Result<void> revokeConsumerKey(Settings& settings, const std::string& name, const ConsumerKey& key, bool accept)
{
    const auto consumer = find(settings, name);
    if (!consumer)
        return failure(consumer.error());
    for (ConsumerKey& each : (*consumer)->keys)
        if (each.sha256 == key.sha256 && each.secret == key.secret)
            each.enabled = accept;
    return {};
}

Result<void> enableConsumer(Settings& settings, const std::string& name, bool enable)
{
    const auto consumer = find(settings, name);
    if (!consumer)
        return failure(consumer.error());
    (*consumer)->enabled = enable;
    return {};
}

Result<void> removeConsumer(Settings& settings, const std::string& name)
{
    const auto consumer = find(settings, name);
    if (!consumer)
        return failure(consumer.error());
    std::erase_if(settings.consumers, [&](const auto& each) { return each.name == name; });
    return {};
}

Result<void> renameConsumer(Settings& settings, const std::string& name, const std::string& next)
{
    const auto consumer = find(settings, name);
    if (!consumer)
        return failure(consumer.error());
    if (name == next)
        return {};
    if (findConsumer(settings, next))
        return failure(ErrorKind::InvalidRequest, "there is a consumer " + inQuotes(next) + " already");
    config::renameConsumer(settings, name, next);
    return {};
}

ConsumerKeyState stateOf(const ConsumerKey& key, WallTime now)
{
    if (!key.enabled)
        return ConsumerKeyState::Revoked;
    const auto end = key.expiresAt ? config::parseTimestamp(*key.expiresAt) : std::nullopt;
    return end && *end <= now ? ConsumerKeyState::Expired : ConsumerKeyState::Ready;
}

} // namespace gateway::host
