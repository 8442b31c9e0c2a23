#include "secret_resolver.h"

#include "gateway/core/log.h"
#include "gateway/core/secret_text.h"
#include "gateway/secrets/keychain/keychain.h"

#include <QPointer>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::host {

namespace {

struct HealthRow {
    ErrorKind kind;
    KeyHealth health;
};

constexpr std::array kHealth{
    HealthRow{ErrorKind::SecretMissing, KeyHealth::Missing},
    HealthRow{ErrorKind::SecretLocked, KeyHealth::Locked},
    HealthRow{ErrorKind::SecretDenied, KeyHealth::Denied},
    HealthRow{ErrorKind::SecretTimeout, KeyHealth::TimedOut},
    HealthRow{ErrorKind::ConfigInvalid, KeyHealth::Malformed},
};

KeyHealth healthOf(ErrorKind kind)
{
    const auto row = std::find_if(kHealth.begin(), kHealth.end(), [&](const HealthRow& r) { return r.kind == kind; });
    return row == kHealth.end() ? KeyHealth::Unavailable : row->health;
}

/// The settings without disabled entries.
config::Settings switchedOn(config::Settings settings)
{
    const auto isOff = [](const auto& each) { return !each.enabled; };
    std::erase_if(settings.providers, isOff);
    std::erase_if(settings.consumers, isOff);
    for (config::ProviderSettings& provider : settings.providers)
        std::erase_if(provider.keys, isOff);
    for (config::ConsumerSettings& consumer : settings.consumers)
        std::erase_if(consumer.keys, isOff);
    return settings;
}

/// `field`: the first field that names the secret.
std::optional<SecretMistake> mistakeIn(const std::string& field, const Secret& secret)
{
    return field.find("].keys[") == std::string::npos ? valueMistake(secret) : keyMistake(secret);
}

bool isSame(const Result<Secret>& a, const Result<Secret>& b)
{
    if (a.has_value() != b.has_value())
        return false;
    return a ? a->reveal() == b->reveal() : a.error() == b.error();
}

} // namespace

std::map<std::string, std::string> secretFields(const config::Settings& settings)
{
    std::map<std::string, std::string> fields;
    const auto add = [&fields](const std::string& reference, const std::string& field) {
        if (!reference.empty())
            fields.try_emplace(reference, field);
    };
    const auto addAll = [&add](const auto& list, const std::string& field) {
        for (std::size_t i = 0; i < list.size(); ++i)
            add(list[i].secret, field + '[' + std::to_string(i) + "].secret");
    };
    const auto addNamed = [&add](const std::vector<config::AuthValue>& list, const std::string& field) {
        for (const config::AuthValue& value : list)
            add(value.secret, field + '.' + value.name);
    };
    for (std::size_t i = 0; i < settings.providers.size(); ++i) {
        const config::ProviderSettings& provider = settings.providers[i];
        const std::string field = "providers[" + std::to_string(i) + ']';
        addAll(provider.keys, field + ".keys");
        addNamed(provider.authHeaders, field + ".auth.headers");
        addNamed(provider.authQuery, field + ".auth.query");
        add(provider.proxy.secret, field + ".proxy.secret");
    }
    for (std::size_t i = 0; i < settings.consumers.size(); ++i)
        addAll(settings.consumers[i].keys, "consumers[" + std::to_string(i) + "].keys");
    if (settings.exports.otlp.endpoint)
        addNamed(settings.exports.otlp.headers, "export.otlp.headers");
    return fields;
}

std::set<std::string> secretReferences(const config::Settings& settings)
{
    std::set<std::string> references;
    for (const auto& [reference, field] : secretFields(settings))
        references.insert(reference);
    return references;
}

SecretResolver::SecretResolver(secrets::SecretStore& store, QObject* parent) : QObject(parent), m_store(store)
{
    connect(&store, &secrets::SecretStore::mayBeReadable, this, qOverload<>(&SecretResolver::refresh));
    connect(&store, &secrets::SecretStore::keychainClosed, this, &SecretResolver::forgetKeychain);
}

void SecretResolver::follow(const config::Settings& settings)
{
    m_followed = secretFields(settings);
    const auto before = std::exchange(m_switchedOn, secretReferences(switchedOn(settings)));
    const auto forgotten = std::erase_if(m_resolved, [this](const auto& entry) { return !m_followed.contains(entry.first); });
    std::erase_if(m_fileProblems, [this](const auto& entry) { return !m_followed.contains(entry.first); });
    for (const auto& [reference, field] : m_followed)
        if (!m_resolved.contains(reference) || (m_switchedOn.contains(reference) && !before.contains(reference)))
            read(reference);
    if (forgotten > 0)
        Q_EMIT changed();
}

void SecretResolver::refresh()
{
    for (const auto& [reference, field] : m_followed)
        read(reference);
}

void SecretResolver::refreshFiles()
{
    for (const auto& [reference, field] : m_followed)
        if (SecretReference::isIn(SecretReference::Store::File, reference))
            read(reference);
}

QStringList SecretResolver::files() const
{
    QStringList files;
    for (const auto& [reference, field] : m_followed)
        if (SecretReference::isIn(SecretReference::Store::File, reference))
            if (const auto parsed = SecretReference::parse(reference))
                files << QString::fromStdString(parsed->name);
    return files;
}

void SecretResolver::refresh(const std::string& reference)
{
    if (m_followed.contains(reference))
        read(reference);
}

void SecretResolver::refreshUnlocked()
{
    for (const auto& [reference, field] : m_followed) {
        const auto known = m_resolved.find(reference);
        if (known == m_resolved.end() || known->second || known->second.error().kind != ErrorKind::SecretLocked)
            read(reference);
    }
}

// A user who locks the keychain wants its secrets in no program's memory.
void SecretResolver::forgetKeychain()
{
    bool hasForgotten = false;
    for (auto& [reference, secret] : m_resolved) {
        if (!secret || !SecretReference::isIn(SecretReference::Store::Keychain, reference))
            continue;
        secret = tl::unexpected<Error>(secrets::keychainLocked());
        hasForgotten = true;
    }
    if (hasForgotten)
        Q_EMIT changed();
}

void SecretResolver::read(const std::string& reference)
{
    const auto parsed = SecretReference::parse(reference);
    if (!parsed) {
        m_resolved.insert_or_assign(reference, tl::unexpected<Error>(parsed.error()));
        Q_EMIT changed();
        return;
    }
    m_reading.insert(reference);
    const QPointer<SecretResolver> alive(this);
    m_store.read(*parsed, [this, alive, reference](Result<Secret> secret) {
        if (!alive)
            return;
        m_reading.erase(reference);
        if (!m_followed.contains(reference))
            return;
        const auto known = m_resolved.find(reference);
        if (keepsBefore(reference, secret) || (known != m_resolved.end() && isSame(known->second, secret))) {
            if (m_reading.empty())
                Q_EMIT settled();
            return;
        }
        if (!secret)
            qCWarning(logSecrets, "Secret %s: %s", reference.c_str(), secret.error().text().c_str());
        else if (const auto mistake = mistakeIn(m_followed.at(reference), *secret))
            qCWarning(logSecrets, "%s: the secret %s %s", m_followed.at(reference).c_str(), reference.c_str(), toText(*mistake));
        m_resolved.insert_or_assign(reference, std::move(secret));
        Q_EMIT changed();
    });
}

/// Whether `secret`, read from a file, is a failure after which the previous secret stays in use. Each failure is
/// logged once.
bool SecretResolver::keepsBefore(const std::string& reference, const Result<Secret>& secret)
{
    if (!SecretReference::isIn(SecretReference::Store::File, reference))
        return false;
    const std::string& field = m_followed.at(reference);
    const auto known = m_resolved.find(reference);
    if (secret) {
        if (m_fileProblems.erase(reference) > 0)
            qCInfo(logSecrets, "%s: %s is available again", field.c_str(), reference.c_str());
        return false;
    }
    if (known == m_resolved.end() || !known->second)
        return false;
    std::string& problem = m_fileProblems[reference];
    if (problem != secret.error().text()) {
        problem = secret.error().text();
        qCWarning(logSecrets, "%s: %s. The previous secret stays in use", field.c_str(), problem.c_str());
    }
    return true;
}

bool SecretResolver::awaitsFirst() const
{
    return std::ranges::any_of(m_switchedOn, [this](const std::string& reference) { return !m_resolved.contains(reference); });
}

KeyStatus SecretResolver::status(const config::ProviderKey& key) const
{
    KeyStatus status;
    status.name = key.name;
    status.reference = key.secret;
    if (key.enabled)
        tell(status);
    else
        status.health = KeyHealth::Disabled;
    return status;
}

std::vector<KeyStatus> SecretResolver::inKeychain() const
{
    std::vector<KeyStatus> keys;
    for (const auto& [reference, field] : m_followed) {
        if (!SecretReference::isIn(SecretReference::Store::Keychain, reference))
            continue;
        KeyStatus key;
        key.reference = reference;
        tell(key);
        keys.push_back(std::move(key));
    }
    return keys;
}

/// Sets the result of reading its reference.
void SecretResolver::tell(KeyStatus& status) const
{
    const auto found = m_resolved.find(status.reference);
    if (found == m_resolved.end()) {
        status.health = KeyHealth::Reading;
    } else if (found->second && keyMistake(*found->second) == SecretMistake::LineBreak) {
        status.health = KeyHealth::Malformed;
        status.message = {QT_TRANSLATE_NOOP("Error", "it contains a line break or another control character; a key is a single line")};
    } else if (found->second) {
        status.health = KeyHealth::Ready;
    } else {
        status.health = healthOf(found->second.error().kind);
        status.message = found->second.error().message;
        status.isElsewhere = found->second.error().kind == ErrorKind::SecretUnavailable && !found->second.error().param.empty();
    }
}

} // namespace gateway::host
