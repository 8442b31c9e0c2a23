#include "consumer_edits.h"

#include "gateway/core/text/joined.h"
#include "gateway/host/clients/consumer_changes.h"

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
using KeyState = gateway::host::ConsumerKeyState;

constexpr std::string_view kHintBegin = "sb-...";

std::string inQuotes(std::string_view text) { return '"' + std::string(text) + '"'; }

Result<ConsumerChange> add(Settings settings, const ConsumerRequest& request)
{
    if (gateway::host::findConsumer(settings, request.name))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("consumer " + inQuotes(request.name) + " already exists; consumer key "
                           + request.name + " adds another key"));
    auto key = gateway::host::addConsumer(settings, {request.name, request.expires, request.routes, request.models});
    if (!key)
        return failure(key.error());
    return ConsumerChange{std::move(settings), std::move(*key), "consumer " + inQuotes(request.name) + " was added"};
}

Result<ConsumerChange> addKey(Settings settings, const ConsumerRequest& request)
{
    auto key = gateway::host::addConsumerKey(settings, request.name, request.expires);
    if (!key)
        return failure(key.error());
    return ConsumerChange{std::move(settings), std::move(*key), "consumer " + inQuotes(request.name) + " has a new key"};
}

/// Display name of a key.
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

Result<std::string> revoke(Settings& settings, const std::string& name, const std::string& hint)
{
    const ConsumerSettings* const consumer = gateway::host::findConsumer(settings, name);
    if (!consumer)
        return failure(gateway::host::noConsumer(settings, name));
    const auto wanted = [&](const ConsumerKey& key) { return fits(key, hint); };
    const auto count = std::ranges::count_if(consumer->keys, wanted);
    if (count == 0) // the hint is not shown: it could be the key
        return failure(ErrorKind::InvalidRequest,
                       gateway::asIs("no key of " + inQuotes(name) + " has that hint; signalboxd consumer list shows the hints"));
    if (count > 1)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("several keys of " + inQuotes(name)
                                                      + " have that hint; set \"enabled\": false in the configuration file"));
    const ConsumerKey key = *std::ranges::find_if(consumer->keys, wanted);
    if (auto revoked = gateway::host::revokeConsumerKey(settings, name, key); !revoked)
        return failure(revoked.error());
    return "the key of " + inQuotes(name) + " is revoked";
}

/// A sentence about the change.
Result<std::string> change(Settings& settings, const ConsumerRequest& request)
{
    const std::string name = "consumer " + inQuotes(request.name);
    const auto saying = [&](const Result<void>& done, const char* what) -> Result<std::string> {
        if (!done)
            return failure(done.error());
        return name + what;
    };
    switch (request.verb) {
    case Verb::Revoke: return revoke(settings, request.name, request.hint);
    case Verb::Enable: return saying(gateway::host::enableConsumer(settings, request.name, true), " is enabled");
    case Verb::Disable:
        return saying(gateway::host::enableConsumer(settings, request.name, false), " is disabled: its keys are refused");
    case Verb::Remove:
        return saying(gateway::host::removeConsumer(settings, request.name),
                      " was removed. Through Signalbox, only a consumer of the same name can still use its files, batches and conversations at providers; the "
                      "providers' own tools can, too");
    case Verb::List:
    case Verb::Add:
    case Verb::Key: break;
    }
    return name;
}

std::string stateText(const ConsumerKey& key, gateway::WallTime now)
{
    switch (gateway::host::stateOf(key, now)) {
    case KeyState::Revoked: return "revoked";
    case KeyState::Expired: return "expired " + key.expiresAt.value_or(std::string());
    case KeyState::Ready: break;
    }
    return key.expiresAt ? "ready until " + *key.expiresAt : "ready";
}

std::string listed(const std::vector<std::string>& names, const char* all)
{
    const std::string text = gateway::joined(names);
    return text.empty() ? all : text;
}

} // namespace

Result<ConsumerChange> changeConsumers(Settings settings, const ConsumerRequest& request)
{
    if (request.verb == Verb::Add)
        return add(std::move(settings), request);
    if (request.verb == Verb::Key)
        return addKey(std::move(settings), request);
    ConsumerChange made;
    auto said = change(settings, request);
    if (!said)
        return failure(said.error());
    made.said = std::move(*said);
    made.settings = std::move(settings);
    return made;
}

void printConsumers(const Settings& settings, gateway::WallTime now, std::ostream& out)
{
    if (settings.consumers.empty())
        out << "the configuration has no consumers\n";
    for (const ConsumerSettings& consumer : settings.consumers) {
        out << consumer.name << (consumer.enabled ? "" : " (off)") << ": " << listed(consumer.routes, "all routes") << "; "
            << listed(consumer.models, "all models") << '\n';
        for (const ConsumerKey& key : consumer.keys)
            out << "  " << std::left << std::setw(14) << nameOf(key) << ' ' << stateText(key, now) << '\n';
    }
}

} // namespace app
