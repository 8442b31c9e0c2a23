#include "consumer_changes.h"

#include "gateway/clients/given_keys.h"
#include "gateway/config/settings/renaming.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/closest_names.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::host {

using config::ConsumerKey;
using config::ConsumerSettings;
using config::Settings;

namespace {

template <class List, class Name> std::vector<std::string> namesOf(const List& list, Name name)
{
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const auto& entry : list)
        names.push_back(entry.*name);
    return names;
}

Error unknown(Sentence message) { return failure(ErrorKind::InvalidRequest, std::move(message)).value(); }

Error noRoute(const std::string& name, const std::vector<std::string>& known)
{
    if (const auto meant = closestNames(name, known, 1); !meant.empty())
        return unknown({QT_TRANSLATE_NOOP("Error", "there is no route \"%1\"; did you mean \"%2\"?"), {name, meant.front()}});
    return unknown({QT_TRANSLATE_NOOP("Error", "there is no route \"%1\""), {name}});
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
    if (const auto meant = closestNames(name, namesOf(settings.consumers, &ConsumerSettings::name), 1); !meant.empty())
        return unknown({QT_TRANSLATE_NOOP("Error", "there is no consumer \"%1\"; did you mean \"%2\"?"), {name, meant.front()}});
    return unknown({QT_TRANSLATE_NOOP("Error", "there is no consumer \"%1\""), {name}});
}

Result<Secret> addConsumer(Settings& settings, const NewConsumer& consumer)
{
    if (findConsumer(settings, consumer.name))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "consumer \"%1\" already exists"), {consumer.name}});
    const auto known = namesOf(settings.routes, &config::RouteSettings::id);
    for (const std::string& route : consumer.routes)
        if (std::ranges::find(known, route) == known.end())
            return failure(noRoute(route, known));
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
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "consumer \"%1\" already exists"), {std::string(next)}});
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
