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

// %1 is the reference, or empty; in a remedy what "signalboxd key set" takes. A remedy is for the window and for the
// command line: it names no button. Common texts:
constexpr const char* kUnlock = QT_TRANSLATE_NOOP("Doctor", "Unlock it; the keys are then read automatically.");
constexpr const char* kMayAsk = QT_TRANSLATE_NOOP("Doctor", "It may be waiting for input in a window of its own. Answer it, or restart the keychain service.");
constexpr const char* kElsewhere = QT_TRANSLATE_NOOP("Doctor", "Start one, such as GNOME Keyring or KWallet, or store keys elsewhere: in the encrypted file "
        "(vault:), until Signalbox exits (session:), in an environment variable (env:) or a file (file:).");
constexpr const char* kNoKey = QT_TRANSLATE_NOOP("Doctor", "Key %1 does not exist.");
constexpr const char* kEnterAgain = QT_TRANSLATE_NOOP("Doctor", "Enter the key again on the Providers page, or with: signalboxd key set %1");

constexpr std::array kKeychainWords{
    Words{ErrorKind::SecretLocked, QT_TRANSLATE_NOOP("Doctor", "The keychain is locked."),
        kUnlock},
    Words{ErrorKind::SecretDenied, QT_TRANSLATE_NOOP("Doctor", "The keychain denied access."),
        QT_TRANSLATE_NOOP("Doctor", "Allow access for Signalbox in the keychain’s own program.")},
    Words{ErrorKind::SecretTimeout, QT_TRANSLATE_NOOP("Doctor", "The keychain did not answer in time."),
        kMayAsk},
    Words{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "No keychain is available."),
        kElsewhere},
    Words{ErrorKind::SecretMissing, QT_TRANSLATE_NOOP("Doctor", "The keychain did not keep an entry that was stored in it."),
        QT_TRANSLATE_NOOP("Doctor", "Check in the keychain’s own program that a persistent default collection exists.")},
};

constexpr Words kMissing{ErrorKind::SecretMissing, kNoKey, kEnterAgain};
constexpr Words kMissingElsewhere{ErrorKind::SecretMissing, kNoKey,
    QT_TRANSLATE_NOOP("Doctor", "Set that variable, or write the key into that file, where Signalbox is started, then restart Signalbox.")};

constexpr Words kUtf16{ErrorKind::ConfigInvalid, QT_TRANSLATE_NOOP("Doctor", "Key %1 is saved as UTF-16 without a byte order mark."),
    QT_TRANSLATE_NOOP("Doctor", "Save the file as UTF-8. In Windows PowerShell, write it with Set-Content -Encoding utf8 rather than with >.")};

// For the passphrase-protected file, and for secrets kept until the program ends.
constexpr std::array kVaultWords{
    kMissing,
    Words{ErrorKind::SecretLocked, QT_TRANSLATE_NOOP("Doctor", "Key %1 is in the encrypted file, which is locked."),
        QT_TRANSLATE_NOOP("Doctor", "Enter its passphrase in the window, or set SIGNALBOX_PASSPHRASE_FILE to a file that contains it.")},
    Words{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "Key %1 cannot be read from the encrypted file."),
        QT_TRANSLATE_NOOP("Doctor", "See the log for the reason. If the file is damaged, restore a copy of secrets.vault, or enter the keys again.")},
};

// For a keychain that is not the one with the keys; %1 is the name of that one, or the reference.
constexpr const char* kStartIt = QT_TRANSLATE_NOOP("Doctor", "Start it, and the keys are read automatically. To use the available keychain instead, choose “Switch "
        "to this keychain” in the window’s search, or delete the file keychain in the data folder.");
constexpr Words kMoved{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "The keys are stored in %1, which does not respond. Another keychain is available, "
        "but it does not contain them."), kStartIt};
constexpr Words kKeyMoved{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "Key %1 is in another keychain than the available one."), kStartIt};

bool isMoved(const Error& error) { return error.kind == ErrorKind::SecretUnavailable && !error.param.empty(); }

constexpr const char* kMountClosed = QT_TRANSLATE_NOOP("Doctor", "Signalbox uses it because it cannot change its mode. Mount it with mode 0400 and with the user "
        "that runs Signalbox as its owner.");

/// For a key file that was read although others can read it, too.
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

/// For a secret with extra characters; `user` names a key by "provider/key".
std::optional<Finding> mistakeFinding(const std::string& reference, const std::string& user, const Secret& secret)
{
    const auto mistake = user.find('/') == std::string::npos ? valueMistake(secret) : keyMistake(secret);
    if (!mistake)
        return std::nullopt;
    Finding finding{Check::Keys, Outcome::Problem, user};
    switch (*mistake) {
    case SecretMistake::Quotes:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "Key %1 is in quotes, which are sent as part of the key."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes. “docker run --env-file” keeps the quotes around a value.")};
        break;
    case SecretMistake::TypographicQuotes:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "Key %1 is in typographic quotes, which are sent as part of the key."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes.")};
        break;
    case SecretMistake::Bearer:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "Key %1 starts with “Bearer”, which Signalbox adds itself."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Keep only the key.")};
        break;
    case SecretMistake::Assignment:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "Key %1 is a line NAME=VALUE, which is sent as a whole."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Keep only the value.")};
        break;
    case SecretMistake::LineBreak:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "Key %1 contains a line break or another control character, so it cannot be sent."), {reference}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Keep one key on one line. Add other keys to the provider separately.")};
        break;
    }
    return finding;
}

constexpr Words kForgotten{ErrorKind::SecretMissing, QT_TRANSLATE_NOOP("Doctor", "Key %1 was kept only until Signalbox exited."),
    QT_TRANSLATE_NOOP("Doctor", "Enter it again on the Providers page, or store it permanently with: signalboxd key set %1")};

constexpr std::array kKeyWords{
    kMissing,
    Words{ErrorKind::SecretLocked, QT_TRANSLATE_NOOP("Doctor", "Key %1 is in a locked keychain."),
        kUnlock},
    Words{ErrorKind::SecretDenied, QT_TRANSLATE_NOOP("Doctor", "Access to key %1 was denied."),
        QT_TRANSLATE_NOOP("Doctor", "For a file, remove the access of other users (chmod 600). For the keychain, allow access for Signalbox.")},
    Words{ErrorKind::SecretTimeout, QT_TRANSLATE_NOOP("Doctor", "Key %1 could not be read in time."),
        kMayAsk},
    Words{ErrorKind::SecretUnavailable, QT_TRANSLATE_NOOP("Doctor", "Key %1 cannot be read: no keychain is available."),
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

/// What "signalboxd key set" takes to store the key permanently.
std::string keySetArgument(const SecretReference& reference, const std::string& text)
{
    return reference.store == SecretReference::Store::Vault ? text : reference.name;
}

} // namespace

Finding keychainFinding(const Result<void>& tried, bool isNeeded)
{
    if (tried)
        return {Check::Keychain, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "The keychain works: an entry was stored, read and deleted.")}};
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
        // Text that is not a reference is not shown: it may be a key pasted by mistake.
        const auto parsed = SecretReference::parse(reference);
        findings.push_back({Check::Keys, Outcome::Problem, user, Sentence::of(words.found, {parsed ? reference : user}),
            Sentence::of(words.remedy, {parsed ? keySetArgument(*parsed, reference) : user})});
    }
    if (findings.empty() && !used.empty())
        findings.push_back({Check::Keys, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "All keys can be read: %1."), {std::to_string(used.size())}}});
    if (used.empty())
        findings.push_back({Check::Keys, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "The configuration has no keys.")}});
    std::ranges::move(notices, std::back_inserter(findings));
    return findings;
}

} // namespace gateway::host
