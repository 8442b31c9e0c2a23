#include "key_findings.h"

#include "gateway/core/secret_text.h"
#include "gateway/secrets/secret_file.h"

#include <QPointer>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace gateway::host {

namespace {

struct Words {
    ErrorKind kind;
    const char* found;
    const char* remedy;
};

// %1 is the reference, or nothing. What several say:
constexpr const char* kUnlock = QT_TRANSLATE_NOOP("Doctor", "Unlock it; keys are read again by themselves.");
constexpr const char* kMayAsk = QT_TRANSLATE_NOOP("Doctor", "It may be asking you something in a window. Answer it, or start the keychain’s service again.");
constexpr const char* kElsewhere = QT_TRANSLATE_NOOP("Doctor", "Start one such as GNOME Keyring or KWallet, or keep keys elsewhere: in the encrypted file (vault:), until quit (session:), in a variable (env:) or a file (file:).");
constexpr const char* kNoKey = QT_TRANSLATE_NOOP("Doctor", "There is no key at %1.");
constexpr const char* kEnterAgain = QT_TRANSLATE_NOOP("Doctor", "Enter it once more under Providers: Edit has the field of the first key, and Add key takes another. Or use signalboxd key set.");

constexpr std::array kKeychainWords{
    Words{ErrorKind::SecretLocked, QT_TRANSLATE_NOOP("Doctor", "The keychain is locked."),
        kUnlock},
    Words{ErrorKind::SecretDenied, QT_TRANSLATE_NOOP("Doctor", "The keychain refuses access."),
        QT_TRANSLATE_NOOP("Doctor", "Allow it for Signalbox in the keychain’s own program.")},
    Words{ErrorKind::SecretTimeout, QT_TRANSLATE_NOOP("Doctor", "The keychain did not answer in time."),
        kMayAsk},
    Words{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "There is no keychain here."),
        kElsewhere},
    Words{ErrorKind::SecretMissing, QT_TRANSLATE_NOOP("Doctor", "The keychain took an entry and did not have it afterwards."),
        QT_TRANSLATE_NOOP("Doctor", "Look into the keychain’s own program whether it has a default collection that keeps entries.")},
};

constexpr Words kMissing{ErrorKind::SecretMissing, kNoKey, kEnterAgain};
constexpr Words kMissingElsewhere{ErrorKind::SecretMissing, kNoKey,
    QT_TRANSLATE_NOOP("Doctor", "Set that variable, or write the key into that file, where Signalbox is started, and start it again.")};

constexpr Words kUtf16{ErrorKind::ConfigInvalid, QT_TRANSLATE_NOOP("Doctor", "The key at %1 is saved as UTF-16 without a byte order mark."),
    QT_TRANSLATE_NOOP("Doctor", "Save the file as UTF-8. In Windows PowerShell, write it with Set-Content -Encoding utf8 rather than with >.")};

// Of the file under a passphrase, and of what is kept until quit.
constexpr std::array kVaultWords{
    kMissing,
    Words{ErrorKind::SecretLocked, QT_TRANSLATE_NOOP("Doctor", "The key at %1 is in the encrypted file, which is locked."),
        QT_TRANSLATE_NOOP("Doctor", "Enter its passphrase in the window, or name a file with it in SIGNALBOX_PASSPHRASE_FILE.")},
    Words{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "The key at %1 cannot be read from the encrypted file."),
        QT_TRANSLATE_NOOP("Doctor", "The log says why. Where the file is damaged, put back a copy of secrets.vault, or enter the keys once more.")},
};

// Of a keychain that is not the one with the keys; %1 is the name of that one, or the reference.
constexpr const char* kStartIt = QT_TRANSLATE_NOOP("Doctor", "Start it, and keys are read by themselves; or go on with the keychain that is here: search the window for “Use the keychain that is here”, or remove the file keychain in the data folder.");
constexpr Words kMoved{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "The keys were put into %1, which does not answer; another keychain is here, which does not have them."), kStartIt};
constexpr Words kKeyMoved{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "The key at %1 is in another keychain than the one that is here."), kStartIt};

bool isMoved(const Error& error) { return error.kind == ErrorKind::SecretUnavailable && !error.param.empty(); }

constexpr const char* kMountClosed = QT_TRANSLATE_NOOP("Doctor", "Signalbox uses it, since it cannot change its mode. Mount it with mode 0400 and the user of Signalbox as its owner.");

/// Of a key file that was read although others can read it, too.
std::optional<Finding> readersFinding(const std::string& reference, const std::string& user)
{
    const auto parsed = SecretReference::parse(reference);
    if (!parsed || parsed->store != SecretReference::Store::File)
        return std::nullopt;
    const auto readers = secrets::otherReaders(QString::fromStdString(parsed->name));
    if (readers == secrets::OtherReaders::None)
        return std::nullopt;
    const char* const found = readers == secrets::OtherReaders::Group ? QT_TRANSLATE_NOOP("Doctor", "The group of the key file %1 can read it.")
                                                                      : QT_TRANSLATE_NOOP("Doctor", "Every user of this machine can read the key file %1.");
    return Finding{Check::Keys, Outcome::Notice, user, Sentence::of(found, {parsed->name}), Sentence::of(kMountClosed)};
}

/// Of a secret that holds more than the secret; `user` names a key by "provider/key".
std::optional<Finding> mistakeFinding(const std::string& reference, const std::string& user, const Secret& secret)
{
    const auto mistake = user.find('/') == std::string::npos ? valueMistake(secret) : keyMistake(secret);
    if (!mistake)
        return std::nullopt;
    Finding finding{Check::Keys, Outcome::Problem, user};
    switch (*mistake) {
    case SecretMistake::Quotes:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "The key at %1 is in quotes, which are sent as a part of it."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes. “docker run --env-file” keeps those around a value.")};
        break;
    case SecretMistake::TypographicQuotes:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "The key at %1 is in typographic quotes, which are sent as a part of it."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes.")};
        break;
    case SecretMistake::Bearer:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "The key at %1 begins with “Bearer”, which Signalbox adds by itself."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Keep the key alone.")};
        break;
    case SecretMistake::Assignment:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "The key at %1 is a line NAME=VALUE, all of which is sent."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Keep the value alone.")};
        break;
    case SecretMistake::LineBreak:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "The key at %1 holds a line break or another control character, so no request can carry it."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Keep one key on one line. Add further keys to the provider as keys of their own.")};
        break;
    }
    return finding;
}

constexpr Words kForgotten{ErrorKind::SecretMissing, QT_TRANSLATE_NOOP("Doctor", "The key at %1 was kept until quit only."),
    QT_TRANSLATE_NOOP("Doctor", "Enter it once more under Providers, or keep it where it stays.")};

constexpr std::array kKeyWords{
    kMissing,
    Words{ErrorKind::SecretLocked, QT_TRANSLATE_NOOP("Doctor", "The key at %1 is behind a locked keychain."),
        kUnlock},
    Words{ErrorKind::SecretDenied, QT_TRANSLATE_NOOP("Doctor", "The key at %1 may not be read."),
        QT_TRANSLATE_NOOP("Doctor", "Close a file of your own to other users (chmod 600); allow Signalbox to use the keychain.")},
    Words{ErrorKind::SecretTimeout, QT_TRANSLATE_NOOP("Doctor", "The key at %1 did not come in time."),
        kMayAsk},
    Words{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "The key at %1 cannot be read: there is no keychain here."),
        kElsewhere},
};

template <std::size_t size> const Words& wordsOf(const std::array<Words, size>& words, ErrorKind kind)
{
    const auto found = std::ranges::find(words, kind, &Words::kind);
    return found != words.end() ? *found : *std::ranges::find(words, ErrorKind::SecretUnavailable, &Words::kind);
}

const Words& wordsFor(const std::string& reference, const Error& error)
{
    const ErrorKind kind = error.kind;
    if (SecretReference::isIn(SecretReference::Store::Keychain, reference) && isMoved(error))
        return kKeyMoved;
    if (SecretReference::isIn(SecretReference::Store::Vault, reference))
        return wordsOf(kVaultWords, kind);
    if (SecretReference::isIn(SecretReference::Store::Session, reference))
        return kForgotten;
    if (kind == ErrorKind::ConfigInvalid && SecretReference::parse(reference))
        return kUtf16;
    return !SecretReference::isIn(SecretReference::Store::Keychain, reference) && kind == ErrorKind::SecretMissing ? kMissingElsewhere : wordsOf(kKeyWords, kind);
}

} // namespace

Finding keychainFinding(const Result<void>& tried, bool isNeeded)
{
    if (tried)
        return {Check::Keychain, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "The keychain took an entry, gave it back and let it go.")}};
    if (isMoved(tried.error()))
        return {Check::Keychain, isNeeded ? Outcome::Problem : Outcome::Notice, {}, Sentence::of(kMoved.found, {tried.error().param}), Sentence::of(kMoved.remedy)};
    const Words& words = wordsOf(kKeychainWords, tried.error().kind);
    return {Check::Keychain, isNeeded ? Outcome::Problem : Outcome::Notice, {}, Sentence::of(words.found), Sentence::of(words.remedy)};
}

KeyReading::KeyReading(secrets::SecretStore& store, const std::vector<std::string>& references, Done done, QObject* parent)
    : QObject(parent), m_waiting(references.size()), m_done(std::move(done))
{
    if (references.empty())
        QMetaObject::invokeMethod(this, [this] { m_done({}); }, Qt::QueuedConnection);
    for (const std::string& text : references) {
        const auto reference = SecretReference::parse(text);
        if (!reference) {
            QMetaObject::invokeMethod(this, [this, text, error = reference.error()] { take(text, failure(error)); }, Qt::QueuedConnection);
            continue;
        }
        store.read(*reference, [self = QPointer(this), text](Result<Secret> secret) {
            if (self)
                self->take(text, std::move(secret));
        });
    }
}

void KeyReading::take(const std::string& reference, Result<Secret> secret)
{
    m_secrets.insert_or_assign(reference, std::move(secret));
    if (--m_waiting == 0)
        m_done(std::move(m_secrets));
}

std::vector<UsedReference> usedReferences(const config::Settings& settings)
{
    std::vector<UsedReference> used;
    const auto add = [&used](const std::string& reference, const std::string& user) {
        if (!reference.empty() && std::ranges::find(used, reference, &UsedReference::first) == used.end())
            used.emplace_back(reference, user);
    };
    for (const config::ProviderSettings& provider : settings.providers) {
        if (!provider.enabled)
            continue;
        for (const config::ProviderKey& key : provider.keys)
            add(key.enabled ? key.secret : std::string(), provider.id + '/' + key.name);
        for (const auto* values : {&provider.authHeaders, &provider.authQuery})
            for (const config::AuthValue& value : *values)
                add(value.secret, provider.id);
        add(provider.proxy.secret, provider.id);
    }
    for (const config::ConsumerSettings& consumer : settings.consumers)
        for (const config::ConsumerKey& key : consumer.keys)
            add(consumer.enabled && key.enabled ? key.secret : std::string(), consumer.name);
    return used;
}

std::vector<Finding> keyFindings(const std::vector<UsedReference>& used, const exchange::ResolvedSecrets& secrets)
{
    std::vector<Finding> findings;
    std::vector<Finding> notices;
    for (const auto& [reference, user] : used) {
        const auto secret = secrets.find(reference);
        if (secret == secrets.end())
            continue;
        if (secret->second) {
            if (auto mistake = mistakeFinding(reference, user, *secret->second))
                notices.push_back(std::move(*mistake));
            if (auto notice = readersFinding(reference, user))
                notices.push_back(std::move(*notice));
            continue;
        }
        const Words& words = wordsFor(reference, secret->second.error());
        // The reference of a text that is none is not repeated: it may be a key pasted by mistake.
        const bool isReference = SecretReference::parse(reference).has_value();
        findings.push_back({Check::Keys, Outcome::Problem, user, Sentence::of(words.found, {isReference ? reference : user}), Sentence::of(words.remedy)});
    }
    if (findings.empty() && !used.empty())
        findings.push_back({Check::Keys, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "Every key can be read: %1."), {std::to_string(used.size())}}});
    if (used.empty())
        findings.push_back({Check::Keys, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "The configuration names no key.")}});
    std::ranges::move(notices, std::back_inserter(findings));
    return findings;
}

} // namespace gateway::host
