#include "provider_draft.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/config/checks/own_address.h"
#include "gateway/config/settings/key_names.h"
#include "gateway/config/settings/renaming.h"
#include "gateway/core/text/key_shape.h"

#include <QPointer>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <cctype>
#include <memory>

namespace ui::models {

using gateway::ErrorKind;
using gateway::Result;
using gateway::SecretReference;
using gateway::config::ProviderKey;
using gateway::config::ProviderSettings;
using gateway::config::RouteSettings;
using gateway::config::Settings;
using gateway::config::TargetSettings;
using gateway::providers::CatalogEntry;

namespace {

SecretReference::Store storeOf(KeyPlace place)
{
    switch (place) {
    case KeyPlace::Environment: return SecretReference::Store::Environment;
    case KeyPlace::File: return SecretReference::Store::File;
    case KeyPlace::Vault: return SecretReference::Store::Vault;
    case KeyPlace::Session: return SecretReference::Store::Session;
    case KeyPlace::Keychain: break;
    }
    return SecretReference::Store::Keychain;
}

KeyPlace placeOf(SecretReference::Store store)
{
    for (const KeyPlace place : {KeyPlace::Vault, KeyPlace::Session, KeyPlace::Environment, KeyPlace::File})
        if (storeOf(place) == store) return place;
    return KeyPlace::Keychain;
}

/// Whether `secret` refers to a secret that we stored.
bool isStored(const std::string& secret)
{
    const auto reference = SecretReference::parse(secret);
    return reference && reference->isWritable();
}

/// Whether `secret` refers to `place`.
bool isIn(KeyPlace place, const std::string& secret)
{
    const auto reference = SecretReference::parse(secret);
    return reference && reference->store == storeOf(place);
}

/// Valid characters of an id, which precedes the slash in `provider/model`.
bool isIdCharacter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.'; }

bool isVariableName(const std::string& name)
{
    const auto isPart = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    return !name.empty() && !std::isdigit(static_cast<unsigned char>(name.front())) && std::all_of(name.begin(), name.end(), isPart);
}

bool isAddress(const std::string& text)
{
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    return url.isValid() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")) && !url.host().isEmpty()
        && url.port() != 0;
}

std::string withoutEndSlash(std::string text)
{
    while (text.ends_with('/')) text.pop_back();
    return text;
}

DraftProblem problem(DraftField field, const QString& text) { return {field, {}, text}; }

DraftProblem changedElsewhere()
{
    return problem(DraftField::Whole, ProviderDraft::tr("The provider was changed elsewhere while this dialog was open. Close the dialog and edit the provider again."));
}

DraftProblem goneMeanwhile()
{
    return problem(DraftField::Whole, ProviderDraft::tr("The provider was removed from the configuration while this dialog was open. Close the dialog and add the provider again if you need it."));
}

/// Checks for letters, digits and a few other characters, and for the length; empty: valid.
QString nameProblem(const std::string& name)
{
    if (name.empty()) return ProviderDraft::tr("Enter a name");
    if (name.size() > ProviderDraft::kLongestName) return ProviderDraft::tr("At most %Ln character(s)", nullptr, static_cast<int>(ProviderDraft::kLongestName));
    if (!std::all_of(name.begin(), name.end(), isIdCharacter)) return ProviderDraft::tr("Use only letters, digits, - _ and .");
    return {};
}

/// The form field for a configuration path, such as `providers[1].keys[0].secret`.
DraftProblem ofChange(const gateway::Error& error, const gateway::host::ConfigEditing& editing)
{
    const QString detail = words::SentenceWords::detail(error, editing);
    const std::size_t end = error.param.starts_with("providers[") ? error.param.find("].") : std::string::npos;
    const std::string field = end == std::string::npos ? std::string() : error.param.substr(end + 2);
    constexpr std::string_view kSetting = "settings.";
    if (field == "id" || field == "type") return {DraftField::Name, {}, ProviderDraft::tr("This name is not valid. Use only letters, digits, - _ and ."), detail};
    if (field == "base_url") return {DraftField::Address, {}, ProviderDraft::tr("This base URL is not valid. Use the form https://host/v1, without user name, password or fragment (#)"), detail};
    if (field.starts_with("keys")) return {DraftField::Key, {}, ProviderDraft::tr("This key is not valid. Paste it again, or choose another place under “Stored in”"), detail};
    if (field.starts_with(kSetting)) return {DraftField::Setting, field.substr(kSetting.size()), ProviderDraft::tr("This value is not valid. Copy it again from the provider’s console"), detail};
    return {DraftField::Whole, {}, words::FailureWords::change(error), detail};
}

/// Puts `next` in force; if that fails, deletes `stored`.
void changeOrTakeBack(const GatewayParts<Configuration, Secrets>& access, const Settings& next, const std::optional<SecretReference>& stored, bool isNewSecret,
                      QObject* context, SaveDone done)
{
    access.configuration().change(next, [access, stored, isNewSecret, guard = QPointer(context), done = std::move(done)](const Result<void>& changed) {
        if (!changed && stored && isNewSecret) access.secrets().removeSecret(*stored, [](const Result<void>&) {});
        if (!guard) return;
        done(changed ? std::nullopt : std::optional(ofChange(changed.error(), access.configuration().editing())));
    });
}

/// What to save, and for whom.
struct Saving {
    std::optional<SecretReference> reference; ///< of the secret that is stored; empty: there is none
    KeyDraft key;
    std::function<Settings(Settings)> edit;
    /// Checks whether the edited entry has changed meanwhile; a keychain may be slow.
    std::function<std::optional<DraftProblem>(const Settings&)> changed;
    SaveDone done;
    StillWanted isWanted;
};

/// Unless the edited entry has changed.
void changeIfSame(const GatewayParts<Configuration, Secrets>& access, const Saving& saving, bool isNewSecret, QObject* context)
{
    const auto changed = saving.changed ? saving.changed(access.configuration().settings()) : std::nullopt;
    if (!changed) return changeOrTakeBack(access, saving.edit(access.configuration().settings()), saving.reference, isNewSecret, context, saving.done);
    if (saving.reference && isNewSecret) access.secrets().removeSecret(*saving.reference, [](const Result<void>&) {});
    if (context) saving.done(changed);
}

/// Stores the secret, if any, then changes the settings. Opens the encrypted file first if necessary.
void storeAndChange(const GatewayParts<Configuration, Secrets>& access, Saving saving, QObject* context)
{
    KeyDraft& key = saving.key;
    if (!saving.reference) {
        changeIfSame(access, saving, false, context);
        return;
    }
    if (key.place == KeyPlace::Vault && !key.passphrase.empty()) {
        const gateway::Secret passphrase = std::exchange(key.passphrase, {});
        access.secrets().openVault(passphrase, [access, saving = std::move(saving), guard = QPointer(context)](const Result<void>& opened) {
            if (!guard) return;
            if (opened) storeAndChange(access, saving, guard);
            else saving.done(problem(DraftField::Passphrase, vaultProblem(opened.error())));
        });
        return;
    }
    if (const auto changed = saving.changed ? saving.changed(access.configuration().settings()) : std::nullopt) return saving.done(changed); // before a secret is replaced
    const SecretReference reference = *saving.reference;
    const gateway::Secret secret = key.secret;
    const bool isNew = !isReferenced(access.configuration().settings(), reference.toString());
    const auto kept = std::make_shared<const Saving>(std::move(saving));
    const auto change = [access, kept, isNew](QObject* whose) {
        changeIfSame(access, *kept, isNew, whose);
    };
    access.secrets().storeSecret(reference, secret, [kept, change, guard = QPointer(context)](const Result<void>& stored) {
        if (stored) change(guard);
        else if (guard) kept->done(problem(DraftField::Key, secretProblem(stored.error(), kept->key.place)));
    }, [kept, change, guard = QPointer(context)] {
        const bool isWanted = guard && kept->isWanted && kept->isWanted();
        if (isWanted) change(guard);
        return isWanted;
    });
}

/// For a text that was typed or pasted.
QString notAKey(const gateway::Error& error)
{
    if (error.param == "quotes") return ProviderDraft::tr("The key is in quotes. Remove them");
    if (error.param == "assignment") return ProviderDraft::tr("This is a NAME=VALUE line. Enter only the value");
    return ProviderDraft::tr("A key is a single line. Copy it again without the line break");
}

} // namespace

bool isTyped(KeyPlace place) { return place != KeyPlace::Environment && place != KeyPlace::File; }

QString vaultProblem(const gateway::Error& error)
{
    const bool isOfPassphrase = error.param == "passphrase";
    if (isOfPassphrase && error.kind == ErrorKind::InvalidRequest) return ProviderDraft::tr("The passphrase must have at least 8 characters");
    if (isOfPassphrase) return ProviderDraft::tr("Wrong passphrase for the encrypted file");
    if (error.kind == ErrorKind::SecretLocked) return ProviderDraft::tr("The encrypted file is locked. Enter its passphrase");
    if (error.kind == ErrorKind::InvalidRequest) return notAKey(error);
    return ProviderDraft::tr("The encrypted file cannot be used: %1").arg(words::SentenceWords::of(error));
}

ProviderDraft::ProviderDraft(const CatalogEntry& entry, std::optional<ProviderSettings> before)
    : m_entry(&entry), m_before(std::move(before))
{
    for (const std::string& name : entry.settings) settings.emplace_back(name, std::string());
    if (!m_before) {
        id = entry.id;
        address = catalogAddress();
        return;
    }
    id = m_before->id;
    address = m_before->baseUrl.value_or(catalogAddress());
    for (const auto& [name, value] : m_before->settings) {
        const auto isSame = [&wanted = name](const auto& one) { return one.first == wanted; }; // clang 14
        const auto known = std::find_if(settings.begin(), settings.end(), isSame);
        if (known == settings.end()) settings.emplace_back(name, value);
        else known->second = value;
    }
    if (!m_before->keys.empty()) key = toKeyDraft(m_before->keys.front());
}

KeyDraft toKeyDraft(const ProviderKey& key)
{
    KeyDraft draft;
    draft.name = key.name;
    draft.weight = key.weight;
    const auto reference = SecretReference::parse(key.secret);
    if (!reference) return draft;
    draft.place = placeOf(reference->store);
    if (!isTyped(draft.place)) draft.source = reference->name;
    return draft;
}

std::string ProviderDraft::catalogAddress() const
{
    return m_entry->usualEndpoint().baseUrl;
}

bool ProviderDraft::needsKey() const { return m_entry->keyNeeded && (!m_before || m_before->keys.empty()); }

std::vector<DraftProblem> checkKeyDraft(const KeyDraft& key, const std::vector<std::string>& taken)
{
    std::vector<DraftProblem> problems;
    if (const QString wrong = nameProblem(key.name); !wrong.isEmpty()) {
        problems.push_back(problem(DraftField::Name, wrong));
    } else if (std::find(taken.begin(), taken.end(), key.name) != taken.end()) {
        problems.push_back(problem(DraftField::Name, ProviderDraft::tr("A key with this name already exists")));
    }
    if (isTyped(key.place) && key.secret.empty()) {
        problems.push_back(problem(DraftField::Key, ProviderDraft::tr("Paste the key here")));
    }
    if (key.place == KeyPlace::Vault && key.vault != gateway::host::VaultState::Open) {
        const bool isNew = key.vault == gateway::host::VaultState::Absent;
        if (key.passphrase.empty()) {
            problems.push_back(problem(DraftField::Passphrase, isNew ? ProviderDraft::tr("Choose a passphrase with at least 8 characters")
                                                                     : ProviderDraft::tr("Enter the passphrase of the encrypted file")));
        } else if (isNew && !key.isRepeated) {
            problems.push_back(problem(DraftField::Passphrase, ProviderDraft::tr("The passphrases do not match")));
        }
    }
    if (key.place == KeyPlace::Environment && gateway::hasKeyShape(key.source)) {
        problems.push_back(problem(DraftField::KeyPlace, ProviderDraft::tr("This looks like a key. Enter a variable name, such as DEEPSEEK_API_KEY. To enter the key itself, choose another place under “Stored in”")));
    } else if (key.place == KeyPlace::Environment && !isVariableName(key.source)) {
        problems.push_back(problem(DraftField::KeyPlace, ProviderDraft::tr("Enter a variable name, such as DEEPSEEK_API_KEY")));
    }
    if (key.place == KeyPlace::File && !key.source.starts_with('/')
        && !(key.source.size() > 2 && key.source[1] == ':')) {
        problems.push_back(problem(DraftField::KeyPlace, ProviderDraft::tr("Enter the absolute path of a file that only you can read")));
    }
    return problems;
}

void ProviderDraft::checkKey(std::vector<DraftProblem>& problems) const
{
    const bool typed = !key.secret.empty() || (!isTyped(key.place) && !key.source.empty());
    if (!typed) {
        const bool wasThere = m_before && !m_before->keys.empty() && isIn(key.place, m_before->keys.front().secret);
        const bool hadNone = !m_before || m_before->keys.empty();
        // Nothing typed: a stored key stays as it is.
        if (isTyped(key.place) && (wasThere || (!m_entry->keyNeeded && (hadNone || key.place == KeyPlace::Keychain)))) return;
        if (!isTyped(key.place) && !m_entry->keyNeeded && !m_before) return;
    }
    for (DraftProblem& one : checkKeyDraft(key, {})) problems.push_back(std::move(one));
}

/// Whether it has a part that only its owner should read.
static bool holdsKey(const std::string& address)
{
    const QUrl url(QString::fromStdString(address));
    if (!url.userInfo().isEmpty()) return true;
    const auto items = QUrlQuery(url).queryItems();
    return std::any_of(items.begin(), items.end(), [](const auto& item) { return gateway::config::soundsLikeSecret(item.first.toStdString()); });
}

/// Why `address` cannot be used; empty: it can.
static QString addressProblem(const std::string& address)
{
    static const QRegularExpression withPort(QStringLiteral("^https?://(?:\\[[^\\]]*\\]|[^/?#:@\\[\\]]+):([^/?#@]*)(?=[/?#]|$)"), QRegularExpression::CaseInsensitiveOption);
    constexpr uint kHighestPort = 65535;
    const QString text = QString::fromStdString(address);
    if (text.isEmpty()) return ProviderDraft::tr("Enter a base URL, such as http://127.0.0.1:8000/v1");
    if (const auto match = withPort.match(text); match.hasMatch()) {
        bool isNumber = false;
        const uint port = match.captured(1).toUInt(&isNumber);
        if (!isNumber || port == 0 || port > kHighestPort) return ProviderDraft::tr("The port “%1” is not valid. Use a number from 1 to 65535").arg(match.captured(1));
    }
    if (isAddress(address)) return {};
    const bool hasScheme = text.startsWith(QLatin1StringView("http://"), Qt::CaseInsensitive) || text.startsWith(QLatin1StringView("https://"), Qt::CaseInsensitive);
    return hasScheme ? ProviderDraft::tr("This base URL is not valid. Use the form https://host/v1, without user name, password or fragment (#)")
                     : ProviderDraft::tr("The base URL must start with http:// or https://");
}

std::vector<DraftProblem> ProviderDraft::check(const Settings& all) const
{
    std::vector<DraftProblem> problems;
    if (!m_before) {
        if (const QString wrong = nameProblem(id); !wrong.isEmpty()) problems.push_back(problem(DraftField::Name, wrong));
        else if (all.provider(id)) problems.push_back(problem(DraftField::Name, tr("A provider with this name already exists")));
    }
    checkKey(problems);
    const auto* const now = m_before ? all.provider(m_before->id) : nullptr;
    if (m_before && !now) problems.push_back(goneMeanwhile());
    else if (now && *now != *m_before) problems.push_back(changedElsewhere());
    if (holdsKey(address)) problems.push_back(problem(DraftField::Address, tr("This contains a key or password, which would be stored in plain text. Enter keys in the key field")));
    const bool isDemo = m_entry->endpoint(gateway::providers::Protocol::Demo) != nullptr;
    const bool isOfCatalog = address == catalogAddress() && !address.empty();
    if (const QString wrong = isDemo || isOfCatalog ? QString() : addressProblem(address); !wrong.isEmpty()) {
        problems.push_back(problem(DraftField::Address, wrong));
    } else if (!isDemo && gateway::config::isOwnUrl(address, all.listen)) {
        problems.push_back(problem(DraftField::Address, tr("This is the base URL of Signalbox itself. Enter the provider's base URL")));
    }
    for (const auto& [name, value] : settings) {
        // Only settings used in the present address are required.
        if (value.empty() && address.find("${" + name + "}") != std::string::npos) {
            problems.push_back({DraftField::Setting, name, tr("Required by the base URL"), {}});
        }
    }
    return problems;
}

ProviderKey toProviderKey(const KeyDraft& key, const std::string& provider)
{
    SecretReference reference;
    reference.store = storeOf(key.place);
    reference.name = isTyped(key.place) ? provider + "/" + key.name : key.source;
    ProviderKey made;
    made.name = key.name;
    made.secret = reference.toString();
    made.weight = key.weight;
    return made;
}

/// A key that stays where we stored it keeps its reference.
static std::string secretOf(const KeyDraft& key, const std::string& before, const std::string& provider)
{
    return isTyped(key.place) && isIn(key.place, before) ? before : toProviderKey(key, provider).secret;
}

ProviderSettings ProviderDraft::toSettings() const
{
    ProviderSettings made = m_before.value_or(ProviderSettings{});
    made.id = id;
    if (!m_before) made.type = m_entry->id;
    made.baseUrl = withoutEndSlash(address) == withoutEndSlash(catalogAddress()) ? std::nullopt : std::optional(address);
    made.wholeUrl = m_before && m_before->wholeUrl && made.baseUrl == m_before->baseUrl;
    made.settings.clear();
    for (const auto& one : settings) {
        if (!one.second.empty()) made.settings.push_back(one);
    }
    const bool typed = !key.secret.empty() || !key.source.empty();
    if (!typed) return made;
    if (made.keys.empty()) {
        made.keys.push_back(toProviderKey(key, id));
    } else {
        made.keys.front().secret = secretOf(key, made.keys.front().secret, id);
        made.keys.front().enabled = true;
    }
    return made;
}

std::optional<SecretReference> ProviderDraft::secretToStore() const
{
    if (!isTyped(key.place) || key.secret.empty()) return std::nullopt;
    const auto reference = SecretReference::parse(toSettings().keys.front().secret);
    return reference ? std::optional(*reference) : std::nullopt;
}

bool KeyDraft::isSame(const KeyDraft& other) const
{
    return name == other.name && place == other.place && secret.reveal() == other.secret.reveal() && source == other.source && weight == other.weight;
}

bool ProviderDraft::isSame(const ProviderDraft& other) const
{
    return m_entry == other.m_entry && m_before == other.m_before && id == other.id && key.isSame(other.key) && toSettings() == other.toSettings();
}

bool isReferenced(const Settings& all, const std::string& secret)
{
    const auto names = [&](const auto& holders) {
        return std::any_of(holders.begin(), holders.end(), [&](const auto& holder) { return holder.secret == secret; });
    };
    return std::any_of(all.providers.begin(), all.providers.end(),
                       [&](const ProviderSettings& provider) {
                           return names(provider.keys) || names(provider.authHeaders) || names(provider.authQuery)
                               || provider.proxy.secret == secret;
                       })
        || std::any_of(all.consumers.begin(), all.consumers.end(),
                       [&](const gateway::config::ConsumerSettings& consumer) { return names(consumer.keys); });
}

std::string freeId(const Settings& all, const std::string& wanted)
{
    std::string id = wanted;
    for (int number = 2; all.provider(id); ++number) id = wanted + "-" + std::to_string(number);
    return id;
}

/// The part of a domain that names its owner: "acme" of "api.acme.dev" and "api.acme.co.uk".
static QString ownerOf(const QString& domain)
{
    static const QStringList kSecondLevels{QStringLiteral("ac"), QStringLiteral("co"), QStringLiteral("com"), QStringLiteral("edu"), QStringLiteral("gov"), QStringLiteral("net"), QStringLiteral("org")};
    constexpr qsizetype kCountryLetters = 2;
    QStringList labels = domain.split(u'.', Qt::SkipEmptyParts);
    if (labels.size() < 2) return domain;
    const bool isOfCountry = labels.takeLast().size() == kCountryLetters;
    if (isOfCountry && labels.size() > 1 && kSecondLevels.contains(labels.last())) labels.removeLast();
    return labels.last();
}

std::string withScheme(const std::string& address)
{
    static const QRegularExpression bare(QStringLiteral("^(localhost|\\[[0-9a-f:]+\\]|[\\w-]+(\\.[\\w-]+)+|[\\w-]+(?=:))(:[^/\\s@]*)?([/?]\\S*)?$"), QRegularExpression::CaseInsensitiveOption);
    const QString text = QString::fromStdString(address).trimmed();
    if (text.contains(QLatin1StringView("://")) || !bare.match(text).hasMatch()) return address;
    const bool isNear = text.startsWith(QLatin1StringView("localhost"), Qt::CaseInsensitive) || text.startsWith(QLatin1StringView("127.")) || text.startsWith(QLatin1StringView("[::1]"));
    return (isNear ? "http://" : "https://") + text.toStdString();
}

std::string nameOfAddress(const std::string& address)
{
    const QUrl url(QString::fromStdString(withScheme(address)).trimmed());
    QString name = url.host(QUrl::FullyEncoded).toLower();
    if (name.startsWith(u'[')) name = name.mid(1, name.size() - 2);
    if (name.isEmpty()) return {};
    const bool isNumber = name.contains(u':') || std::all_of(name.begin(), name.end(), [](QChar c) { return c.isDigit() || c == u'.'; });
    const bool isHere = name == QLatin1String("localhost") || name == QLatin1String("::1") || (isNumber && name.startsWith(QLatin1String("127.")));
    if (isHere) name = QStringLiteral("localhost");
    const bool isDomain = !isNumber && !isHere && name.contains(u'.');
    if (isDomain) name = ownerOf(name);
    else if (url.port() > 0) name += u'-' + QString::number(url.port());
    std::string id = name.toStdString();
    std::replace_if(id.begin(), id.end(), [](char c) { return !isIdCharacter(c); }, '-');
    return id.substr(std::min(id.find_first_not_of('-'), id.size())).substr(0, ProviderDraft::kLongestName);
}

QString secretProblem(const gateway::Error& error, KeyPlace place)
{
    if (place == KeyPlace::Vault) return vaultProblem(error);
    switch (error.kind) {
    case ErrorKind::SecretLocked:
        return ProviderDraft::tr("The keychain is locked. Unlock it and try again, or store the key elsewhere: in an encrypted file, in memory, or in an environment variable");
    case ErrorKind::SecretUnavailable:
        return ProviderDraft::tr("No keychain is available. Store the key elsewhere: in an encrypted file with a passphrase, in memory, or in an environment variable");
    case ErrorKind::SecretDenied: return ProviderDraft::tr("The keychain refused to store the key. Allow access, or store the key elsewhere: in an encrypted file, in memory, or in an environment variable");
    case ErrorKind::SecretTimeout:
        return ProviderDraft::tr("The keychain is not responding. It may be waiting for its password in another window");
    case ErrorKind::InvalidRequest: return notAKey(error);
    default: break;
    }
    return words::SentenceWords::of(error);
}

/// Calls `done`; on success, first deletes the secret stored under `replaced`: the key has moved elsewhere, and the old
/// copy is useless.
static SaveDone forgettingMoved(const GatewayParts<Configuration, Secrets>& access, const std::string& replaced, SaveDone done)
{
    return [access, replaced, done = std::move(done)](std::optional<DraftProblem> found) {
        if (!found && isStored(replaced) && !isReferenced(access.configuration().settings(), replaced)) {
            if (const auto old = SecretReference::parse(replaced)) access.secrets().removeSecret(*old, [](const Result<void>&) {});
        }
        done(std::move(found));
    };
}

void save(const GatewayParts<Configuration, Secrets>& access, const ProviderDraft& draft, QObject* context, SaveDone done, StillWanted isWanted)
{
    const ProviderSettings provider = draft.toSettings();
    const auto edit = [provider](Settings all) {
        const auto known = std::find_if(all.providers.begin(), all.providers.end(),
                                        [&](const ProviderSettings& one) { return one.id == provider.id; });
        if (known == all.providers.end()) all.providers.push_back(provider);
        else *known = provider;
        return all;
    };
    std::string replaced;
    if (draft.before() && !draft.before()->keys.empty() && draft.before()->keys.front().secret != provider.keys.front().secret) {
        replaced = draft.before()->keys.front().secret;
    }
    const auto changed = [before = draft.before()](const Settings& all) -> std::optional<DraftProblem> {
        if (!before) return std::nullopt;
        const ProviderSettings* const now = all.provider(before->id);
        if (!now) return goneMeanwhile();
        return *now == *before ? std::nullopt : std::optional(changedElsewhere());
    };
    storeAndChange(access, {draft.secretToStore(), draft.key, edit, changed, forgettingMoved(access, replaced, std::move(done)), std::move(isWanted)}, context);
}

void saveKey(const GatewayParts<Configuration, Secrets>& access, const std::string& provider, const KeyDraft& key, QObject* context, SaveDone done, StillWanted isWanted)
{
    const auto changed = [provider](const Settings& all) { return all.provider(provider) ? std::nullopt : std::optional(goneMeanwhile()); };
    const ProviderKey made = toProviderKey(key, provider);
    const auto edit = [made, provider](Settings all) {
        for (ProviderSettings& one : all.providers) {
            if (one.id == provider) one.keys.push_back(made);
        }
        return all;
    };
    std::optional<SecretReference> reference;
    if (isTyped(key.place)) {
        if (const auto parsed = SecretReference::parse(made.secret)) reference = *parsed;
    }
    storeAndChange(access, {reference, key, edit, changed, std::move(done), std::move(isWanted)}, context);
}

/// The key with that name; null: none.
template <class All> static auto* keyIn(All& all, const std::string& provider, const std::string& name)
{
    const auto holder = std::ranges::find(all.providers, provider, &ProviderSettings::id);
    decltype(holder->keys.data()) found = nullptr;
    if (holder == all.providers.end()) return found;
    const auto key = std::ranges::find(holder->keys, name, &ProviderKey::name);
    if (key != holder->keys.end()) found = &*key;
    return found;
}

void replaceKey(const GatewayParts<Configuration, Secrets>& access, const std::string& provider, const ProviderKey& before, const KeyDraft& key, QObject* context,
                SaveDone done, StillWanted isWanted)
{
    const auto changed = [provider, before](const Settings& all) {
        const auto* const now = keyIn(all, provider, before.name);
        return now && now->secret == before.secret ? std::nullopt : std::optional(changedElsewhere());
    };
    const std::string secret = secretOf(key, before.secret, provider);
    const auto edit = [secret, provider, name = before.name](Settings all) {
        if (auto* const one = keyIn(all, provider, name)) one->secret = secret;
        return all;
    };
    std::optional<SecretReference> reference;
    if (isTyped(key.place)) {
        if (const auto parsed = SecretReference::parse(secret)) reference = *parsed;
    }
    const bool isSamePlace = secret == before.secret;
    const auto finished = [access, isReadAnew = isSamePlace && !reference, done = std::move(done)](std::optional<DraftProblem> found) {
        if (!found && isReadAnew) access.secrets().refreshKeys(); // its variable or file is the same, but the content may have changed
        done(std::move(found));
    };
    storeAndChange(access, {reference, key, edit, changed, forgettingMoved(access, before.secret, finished), std::move(isWanted)}, context);
}

void forgetRoutes(Settings& settings)
{
    for (gateway::config::ConsumerSettings& consumer : settings.consumers) {
        auto kept = consumer.routes;
        std::erase_if(kept, [&](const std::string& id) {
            return std::none_of(settings.routes.begin(), settings.routes.end(), [&](const RouteSettings& route) { return route.id == id; });
        });
        if (!kept.empty()) consumer.routes = kept;
    }
}

RemovedProviders withoutProviders(const Settings& all, const std::vector<std::string>& ids)
{
    RemovedProviders removed{all, {}};
    const auto isGone = [&](const std::string& id) { return std::ranges::find(ids, id) != ids.end(); };
    std::erase_if(removed.after.providers, [&](const ProviderSettings& provider) { return isGone(provider.id); });
    for (RouteSettings& route : removed.after.routes) {
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < route.targets.size(); ++i) {
            if (!isGone(route.targets[i].provider)) kept.push_back(i);
        }
        gateway::config::arrangeTargets(route, kept);
    }
    std::erase_if(removed.after.routes, [&](const RouteSettings& route) {
        const auto was = std::find_if(all.routes.begin(), all.routes.end(), [&](const RouteSettings& one) { return one.id == route.id; });
        return route.targets.empty() && was != all.routes.end() && !was->targets.empty();
    });
    forgetRoutes(removed.after);
    for (const ProviderSettings& provider : all.providers) {
        for (const ProviderKey& key : isGone(provider.id) ? provider.keys : std::vector<ProviderKey>()) {
            if (isStored(key.secret) && !isReferenced(removed.after, key.secret)) removed.unusedSecrets.push_back(key.secret);
        }
    }
    return removed;
}

RemovedKey withoutKey(const Settings& all, const std::string& provider, const std::string& key)
{
    RemovedKey removed{all, 0, 0, {}};
    const auto* const gone = keyIn(all, provider, key);
    for (ProviderSettings& one : removed.after.providers) {
        if (one.id != provider) continue;
        std::erase_if(one.keys, [&](const ProviderKey& had) { return had.name == key; });
        removed.others = static_cast<int>(one.keys.size());
        removed.usable = static_cast<int>(std::ranges::count(one.keys, true, &ProviderKey::enabled));
    }
    if (gone && isStored(gone->secret) && !isReferenced(removed.after, gone->secret)) removed.unusedSecrets.push_back(gone->secret);
    return removed;
}

} // namespace ui::models
