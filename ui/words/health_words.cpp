#include "health_words.h"

#include "sentence_words.h"

#include "gateway/core/secret_reference.h"

namespace ui::words {

using gateway::SecretReference;
using gateway::host::KeyHealth;
using gateway::host::KeyStatus;

namespace {

QString status(const char* name) { return QString::fromLatin1(name); }

} // namespace

StateText HealthWords::key(KeyHealth health)
{
    switch (health) {
    case KeyHealth::Reading: return {status("busy"), tr("reading")};
    case KeyHealth::Ready: return {status("ok"), tr("ready")};
    case KeyHealth::Missing: return {status("error"), tr("missing")};
    case KeyHealth::Locked: return {status("locked"), tr("locked")};
    case KeyHealth::Unavailable: return {status("error"), tr("no keychain")};
    case KeyHealth::Denied: return {status("error"), tr("not readable")};
    case KeyHealth::TimedOut: return {status("locked"), tr("no response")};
    case KeyHealth::Disabled: return {status("idle"), tr("disabled")};
    case KeyHealth::Unapproved: return {status("locked"), tr("awaiting approval")};
    case KeyHealth::Malformed: return {status("error"), tr("not usable")};
    }
    return {};
}

StateText HealthWords::keyProblem(const std::vector<KeyStatus>& keys)
{
    if (keys.empty()) return {status("error"), tr("Key missing")};
    // Describes the first key that could work.
    for (const KeyStatus& key : keys) {
        switch (key.health) {
        case KeyHealth::Reading: return {status("busy"), tr("Reading keys")};
        case KeyHealth::Locked: return {status("locked"), SecretReference::isIn(SecretReference::Store::Vault, key.reference) ? tr("Encrypted file locked") : tr("Keychain locked")};
        case KeyHealth::TimedOut: return {status("locked"), tr("Keychain not responding")};
        case KeyHealth::Unavailable: return {status("error"), key.isElsewhere ? tr("Other keychain") : tr("No keychain")};
        case KeyHealth::Denied: return {status("error"), tr("Key not readable")};
        case KeyHealth::Missing: return {status("error"), tr("Key missing")};
        case KeyHealth::Unapproved: return {status("locked"), tr("Awaiting approval")};
        case KeyHealth::Malformed: return {status("error"), tr("Key not usable")};
        case KeyHealth::Ready:
        case KeyHealth::Disabled: break;
        }
    }
    return {status("error"), tr("No usable key")};
}

QString HealthWords::denied(const KeyStatus& key)
{
    const QString name = QString::fromStdString(key.name);
    const auto reference = SecretReference::parse(key.reference);
    if (reference && reference->store == SecretReference::Store::File) {
        return tr("Access to key “%1” denied: %2 must be readable only by you").arg(name, QString::fromStdString(reference->name));
    }
    return tr("Access to key “%1” denied: allow access in the keychain").arg(name);
}

QString HealthWords::ofOwnStore(const KeyStatus& key)
{
    const QString name = QString::fromStdString(key.name);
    if (SecretReference::isIn(SecretReference::Store::Session, key.reference))
        return key.health == KeyHealth::Missing ? tr("Key “%1” was stored only in memory. Paste it again under Edit").arg(name) : QString();
    if (!SecretReference::isIn(SecretReference::Store::Vault, key.reference)) return {};
    switch (key.health) {
    case KeyHealth::Locked: return tr("The encrypted file with key “%1” is locked. Enter its passphrase").arg(name);
    case KeyHealth::Denied:
    case KeyHealth::Unavailable: return tr("The encrypted file with key “%1” cannot be used: %2").arg(name, SentenceWords::of(key.message));
    default: return {};
    }
}

QString HealthWords::keySentence(const std::vector<KeyStatus>& keys)
{
    for (const KeyStatus& key : keys) {
        const QString name = QString::fromStdString(key.name);
        if (QString own = ofOwnStore(key); !own.isEmpty()) return own;
        switch (key.health) {
        case KeyHealth::Reading: return tr("Reading key “%1”").arg(name);
        case KeyHealth::Locked: return tr("The keychain is locked. Unlock it to use key “%1”").arg(name);
        case KeyHealth::TimedOut: return tr("The keychain is not responding. It may be waiting for its password");
        case KeyHealth::Unavailable:
            if (key.isElsewhere) return tr("Key “%1” cannot be read: %2").arg(name, SentenceWords::of(key.message));
            return tr("No keychain available. Under Edit, store key “%1” elsewhere: in an encrypted file, in memory, or in an environment variable").arg(name);
        case KeyHealth::Denied: return denied(key);
        case KeyHealth::Missing: return tr("Key “%1” not found. Paste it again under Edit").arg(name);
        case KeyHealth::Unapproved: return tr("Key “%1” needs approval for its destination").arg(name);
        case KeyHealth::Malformed: return tr("Key “%1” cannot be used: %2").arg(name, SentenceWords::of(key.message));
        case KeyHealth::Ready:
        case KeyHealth::Disabled: break;
        }
    }
    return keys.empty() ? tr("A key is required. Paste one under Edit") : tr("All its keys are disabled");
}

} // namespace ui::words
