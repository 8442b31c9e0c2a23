#include "consumer_changes.h"

#include "gateway/clients/consumer_keys.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/closest_names.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <string_view>
#include <vector>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::config::ConsumerKey;
using gateway::config::ConsumerSettings;
using gateway::config::Settings;

namespace {

using Verb = ConsumerRequest::Verb;

constexpr std::string_view kHintBegin = "sb-...";

std::string inQuotes(std::string_view text) { return '"' + std::string(text) + '"'; }

template <class List, class Name> std::vector<std::string> namesOf(const List& list, Name name)
{
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const auto& entry : list)
        names.push_back(entry.*name);
    return names;
}

tl::unexpected<gateway::Error> unknown(const char* what, const std::string& name, const std::vector<std::string>& known)
{
    return failure(ErrorKind::InvalidRequest,
                   std::string("there is no ") + what + ' ' + inQuotes(name) + gateway::didYouMean(name, known));
}

Result<ConsumerSettings*> find(Settings& settings, const std::string& name)
{
    auto& all = settings.consumers;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& consumer) { return consumer.name == name; });
    if (found == all.end())
        return unknown("consumer", name, namesOf(all, &ConsumerSettings::name));
    return &*found;
}

Result<ConsumerChange> add(Settings settings, const ConsumerRequest& request)
{
    if (find(settings, request.name))
        return failure(ErrorKind::InvalidRequest, "there is a consumer " + inQuotes(request.name) + " already; consumer key "
                           + request.name + " makes another key for it");
    const auto known = namesOf(settings.routes, &gateway::config::RouteSettings::id);
    for (const std::string& route : request.routes)
        if (std::find(known.begin(), known.end(), route) == known.end())
            return unknown("route", route, known);
    ConsumerSettings consumer;
    consumer.name = request.name;
    consumer.routes = request.routes;
    consumer.models = request.models;
    ConsumerChange change;
    change.key = gateway::clients::addKey(consumer, request.expires).key;
    change.said = "consumer " + inQuotes(request.name) + " is added";
    settings.consumers.push_back(std::move(consumer));
    change.settings = std::move(settings);
    return change;
}

/// By which people know it.
std::string nameOf(const ConsumerKey& key)
{
    if (!key.hint.empty())
        return key.hint;
    return key.secret.empty() ? "(no hint)" : key.secret;
}

bool fits(const ConsumerKey& key, const std::string& hint)
{
    const std::string name = nameOf(key);
    return !hint.empty() && (name == hint || name == std::string(kHintBegin) + hint);
}

Result<std::string> revoke(ConsumerSettings& consumer, const std::string& hint)
{
    const auto count =
        std::count_if(consumer.keys.begin(), consumer.keys.end(), [&](const auto& key) { return fits(key, hint); });
    if (count == 0) // the hint is not repeated: it could be the key
        return failure(ErrorKind::InvalidRequest,
                       "no key of " + inQuotes(consumer.name) + " has that hint; signalboxd consumer list shows them");
    if (count > 1)
        return failure(ErrorKind::InvalidRequest, "several keys of " + inQuotes(consumer.name)
                                                      + " have that hint; set \"enabled\": false in the file");
    for (ConsumerKey& key : consumer.keys)
        if (fits(key, hint))
            key.enabled = false;
    return "the key of " + inQuotes(consumer.name) + " is refused from now on";
}

Result<std::string> change(Settings& settings, ConsumerSettings& consumer, const ConsumerRequest& request)
{
    const std::string name = "consumer " + inQuotes(consumer.name);
    switch (request.verb) {
    case Verb::Revoke: return revoke(consumer, request.hint);
    case Verb::Enable: consumer.enabled = true; return name + " is switched on";
    case Verb::Disable: consumer.enabled = false; return name + " is switched off: its keys are refused";
    case Verb::Remove:
        std::erase_if(settings.consumers, [&](const auto& each) { return each.name == request.name; });
        return name + " is removed";
    case Verb::List:
    case Verb::Add:
    case Verb::Key: break;
    }
    return name + " has a new key";
}

std::string stateOf(const ConsumerKey& key, gateway::WallTime now)
{
    if (!key.enabled)
        return "revoked";
    if (!key.expiresAt)
        return "ready";
    const auto end = gateway::config::parseTimestamp(*key.expiresAt);
    return (end && *end <= now ? "expired " : "ready until ") + *key.expiresAt;
}

std::string listed(const std::vector<std::string>& names, const char* all)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? all : text;
}

} // namespace

Result<ConsumerChange> changeConsumers(Settings settings, const ConsumerRequest& request)
{
    if (request.verb == Verb::Add)
        return add(std::move(settings), request);
    const auto consumer = find(settings, request.name);
    if (!consumer)
        return tl::unexpected(consumer.error());
    ConsumerChange made;
    if (request.verb == Verb::Key)
        made.key = gateway::clients::addKey(**consumer, request.expires).key;
    auto said = change(settings, **consumer, request);
    if (!said)
        return tl::unexpected(said.error());
    made.said = std::move(*said);
    made.settings = std::move(settings);
    return made;
}

void printConsumers(const Settings& settings, gateway::WallTime now, std::ostream& out)
{
    if (settings.consumers.empty())
        out << "the configuration names no consumers\n";
    for (const ConsumerSettings& consumer : settings.consumers) {
        out << consumer.name << (consumer.enabled ? "" : " (off)") << ": " << listed(consumer.routes, "all routes") << "; "
            << listed(consumer.models, "all models") << '\n';
        for (const ConsumerKey& key : consumer.keys)
            out << "  " << std::left << std::setw(14) << nameOf(key) << ' ' << stateOf(key, now) << '\n';
    }
}

} // namespace app
