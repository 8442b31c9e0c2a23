#include "given_keys.h"

#include "setup_state.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/secrets/consumer_key.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::clients {

namespace {

template <class Settings> auto consumerOf(Settings& settings, const std::string& name)
{
    return std::find_if(settings.consumers.begin(), settings.consumers.end(), [&](const auto& consumer) { return consumer.name == name; });
}

/// Identifies a key.
std::string identityOf(const config::ConsumerKey& key) { return key.sha256.empty() ? key.secret : key.sha256; }

} // namespace

std::string sha256Of(const Secret& key) { return sha256Of(key.reveal()); }

GivenKey addKey(config::ConsumerSettings& consumer, const std::optional<std::string>& expires)
{
    secrets::NewConsumerKey made = secrets::makeConsumerKey();
    config::ConsumerKey key;
    key.sha256 = made.sha256;
    key.hint = std::move(made.hint);
    key.expiresAt = expires;
    consumer.keys.push_back(std::move(key));
    return {std::move(made.key), std::move(made.sha256)};
}

GivenKey giveKey(config::Settings& settings, const std::string& consumer)
{
    auto found = consumerOf(settings, consumer);
    if (found == settings.consumers.end()) {
        config::ConsumerSettings made;
        made.name = consumer;
        found = settings.consumers.insert(settings.consumers.end(), std::move(made));
    }
    found->enabled = true;
    return addKey(*found);
}

void refuseKey(config::Settings& settings, const std::string& consumer, const std::string& sha256)
{
    const auto found = consumerOf(settings, consumer);
    if (found == settings.consumers.end() || sha256.empty())
        return;
    for (config::ConsumerKey& key : found->keys)
        if (key.sha256 == sha256)
            key.enabled = false;
}

void forgetKey(config::Settings& settings, const std::string& consumer, const std::string& sha256)
{
    const auto found = consumerOf(settings, consumer);
    if (found == settings.consumers.end())
        return;
    std::erase_if(found->keys, [&](const config::ConsumerKey& key) { return key.sha256 == sha256; });
    if (found->keys.empty())
        settings.consumers.erase(found);
}

std::set<std::string> acceptedKeys(const config::Settings& settings, const std::string& consumer)
{
    std::set<std::string> keys;
    const auto found = consumerOf(settings, consumer);
    if (found == settings.consumers.end() || !found->enabled)
        return keys;
    const auto now = std::chrono::system_clock::now();
    for (const config::ConsumerKey& key : found->keys) {
        const auto end = key.expiresAt ? config::parseTimestamp(*key.expiresAt) : std::nullopt;
        if (key.enabled && !key.sha256.empty() && (!end || *end > now))
            keys.insert(key.sha256);
    }
    return keys;
}

std::set<std::string> acceptedKeys(const config::Settings& settings)
{
    std::set<std::string> keys;
    for (const config::ConsumerSettings& consumer : settings.consumers)
        keys.merge(acceptedKeys(settings, consumer.name));
    return keys;
}

void markRefused(std::vector<ClientState>& states, const std::set<std::string>& accepted)
{
    for (ClientState& state : states)
        state.isKeyRefused = state.isSetUp && !state.keySha256.empty() && !accepted.contains(state.keySha256);
}

void noteRevoked(std::set<std::string>& revoked, const config::Settings& settings)
{
    for (const config::ConsumerSettings& consumer : settings.consumers)
        for (const config::ConsumerKey& key : consumer.keys)
            if (key.enabled)
                revoked.erase(identityOf(key));
            else
                revoked.insert(identityOf(key));
}

StillRevoked refuseRevoked(config::Settings& settings, const std::set<std::string>& revoked)
{
    StillRevoked still;
    for (config::ConsumerSettings& consumer : settings.consumers) {
        const std::size_t before = still.keys;
        for (config::ConsumerKey& key : consumer.keys)
            if (key.enabled && revoked.contains(identityOf(key))) {
                key.enabled = false;
                ++still.keys;
            }
        if (still.keys > before)
            still.consumers.push_back(consumer.name);
    }
    return still;
}

} // namespace gateway::clients
