#include "provider_draft.h"

#include "ui/words/failure_words.h"

#include <QPointer>
#include <QUrl>

#include <algorithm>
#include <cctype>

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

constexpr std::string_view kKeychain = "keychain:";

SecretReference::Store storeOf(KeyPlace place)
{
    switch (place) {
    case KeyPlace::Environment: return SecretReference::Store::Environment;
    case KeyPlace::File: return SecretReference::Store::File;
    case KeyPlace::Keychain: break;
    }
    return SecretReference::Store::Keychain;
}

/// Letters that an id may have: it stands in front of the slash of `provider/model`.
bool isIdCharacter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.'; }

bool isVariableName(const std::string& name)
{
    const auto isPart = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    return !name.empty() && !std::isdigit(static_cast<unsigned char>(name.front())) && std::all_of(name.begin(), name.end(), isPart);
}

bool isAddress(const std::string& text)
{
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    return url.isValid() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")) && !url.host().isEmpty();
}

std::string withoutEndSlash(std::string text)
{
    while (text.ends_with('/')) text.pop_back();
    return text;
}

DraftProblem problem(DraftField field, const QString& text) { return {field, {}, text}; }

/// Letters, digits and a few signs, and not too many of them; empty: it may be used.
QString nameProblem(const std::string& name)
{
    if (name.empty()) return ProviderDraft::tr("A name is needed");
    if (name.size() > ProviderDraft::kLongestName) return ProviderDraft::tr("At most %1 characters").arg(ProviderDraft::kLongestName);
    if (!std::all_of(name.begin(), name.end(), isIdCharacter)) return ProviderDraft::tr("Letters, digits, - _ and . only");
    return {};
}

/// The field of the form that a path of the configuration means, such as `providers[1].keys[0].secret`.
DraftProblem ofChange(const gateway::Error& error)
{
    const QString detail = QString::fromStdString(error.message);
    const std::size_t end = error.param.starts_with("providers[") ? error.param.find("].") : std::string::npos;
    const std::string field = end == std::string::npos ? std::string() : error.param.substr(end + 2);
    constexpr std::string_view kSetting = "settings.";
    if (field == "id" || field == "type") return {DraftField::Name, {}, ProviderDraft::tr("This name cannot be used"), detail};
    if (field == "base_url") return {DraftField::Address, {}, ProviderDraft::tr("This address cannot be used"), detail};
    if (field.starts_with("keys")) return {DraftField::Key, {}, ProviderDraft::tr("This key cannot be used"), detail};
    if (field.starts_with(kSetting)) return {DraftField::Setting, field.substr(kSetting.size()), ProviderDraft::tr("This value cannot be used"), detail};
    return {DraftField::Whole, {}, words::FailureWords::change(error), detail};
}

/// Puts `next` in force; where that fails, `stored` is taken away again.
void changeOrTakeBack(GatewayAccess& access, const Settings& next, const std::optional<SecretReference>& stored, bool isNewSecret,
                      QObject* context, SaveDone done)
{
    access.change(next, [&access, stored, isNewSecret, guard = QPointer(context), done = std::move(done)](const Result<void>& changed) {
        if (!changed && stored && isNewSecret) access.removeSecret(*stored, [](const Result<void>&) {});
        if (!guard) return;
        done(changed ? std::nullopt : std::optional(ofChange(changed.error())));
    });
}

/// Stores a secret where there is one, then changes the settings by `edit`.
void storeAndChange(GatewayAccess& access, const std::optional<SecretReference>& reference, const gateway::Secret& secret,
                    std::function<Settings(Settings)> edit, QObject* context, SaveDone done)
{
    if (!reference) {
        changeOrTakeBack(access, edit(access.settings()), std::nullopt, false, context, std::move(done));
        return;
    }
    const bool isNew = !isReferenced(access.settings(), reference->toString());
    access.storeSecret(*reference, secret,
                       [&access, reference, isNew, edit = std::move(edit), guard = QPointer(context),
                        done = std::move(done)](const Result<void>& stored) mutable {
                           if (!stored) {
                               if (guard) done(problem(DraftField::Key, secretProblem(stored.error())));
                               return;
                           }
                           changeOrTakeBack(access, edit(access.settings()), reference, isNew, guard, std::move(done));
                       });
}

} // namespace

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
    if (m_before->keys.empty()) return;
    key.name = m_before->keys.front().name;
    key.weight = m_before->keys.front().weight;
    const auto reference = SecretReference::parse(m_before->keys.front().secret);
    if (!reference) return;
    key.place = reference->store == SecretReference::Store::Environment ? KeyPlace::Environment
        : reference->store == SecretReference::Store::File              ? KeyPlace::File
                                                                        : KeyPlace::Keychain;
    if (key.place != KeyPlace::Keychain) key.source = reference->name;
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
        problems.push_back(problem(DraftField::Name, ProviderDraft::tr("There is a key of this name already")));
    }
    if (key.place == KeyPlace::Keychain && key.secret.empty()) {
        problems.push_back(problem(DraftField::Key, ProviderDraft::tr("Paste the key here")));
    }
    if (key.place == KeyPlace::Environment && !isVariableName(key.source)) {
        problems.push_back(problem(DraftField::KeyPlace, ProviderDraft::tr("The name of a variable, such as DEEPSEEK_API_KEY")));
    }
    if (key.place == KeyPlace::File && !key.source.starts_with('/')
        && !(key.source.size() > 2 && key.source[1] == ':')) {
        problems.push_back(problem(DraftField::KeyPlace, ProviderDraft::tr("The whole path of a file that only you can read")));
    }
    return problems;
}

void ProviderDraft::checkKey(std::vector<DraftProblem>& problems) const
{
    const bool typed = !key.secret.empty() || (key.place != KeyPlace::Keychain && !key.source.empty());
    if (!typed) {
        const bool wasKeychain = m_before && !m_before->keys.empty() && m_before->keys.front().secret.starts_with(kKeychain);
        // Nothing typed: a key that is in the keychain stays as it is.
        if (key.place == KeyPlace::Keychain && (wasKeychain || !m_entry->keyNeeded)) return;
        if (key.place != KeyPlace::Keychain && !m_entry->keyNeeded && !m_before) return;
    }
    for (DraftProblem& one : checkKeyDraft(key, {})) problems.push_back(std::move(one));
}

std::vector<DraftProblem> ProviderDraft::check(const Settings& all) const
{
    std::vector<DraftProblem> problems;
    if (!m_before) {
        if (const QString wrong = nameProblem(id); !wrong.isEmpty()) problems.push_back(problem(DraftField::Name, wrong));
        else if (all.provider(id)) problems.push_back(problem(DraftField::Name, tr("There is a provider of this name already")));
    }
    checkKey(problems);
    const bool isDemo = m_entry->endpoint(gateway::providers::Protocol::Demo) != nullptr;
    if (!isDemo && address != catalogAddress() && !isAddress(address)) {
        problems.push_back(problem(DraftField::Address, address.empty() ? tr("An address is needed, such as http://127.0.0.1:8000/v1")
                                                                        : tr("Not an address: it begins with http:// or https://")));
    } else if (!isDemo && address.empty()) {
        problems.push_back(problem(DraftField::Address, tr("An address is needed, such as http://127.0.0.1:8000/v1")));
    }
    for (const auto& [name, value] : settings) {
        // Only what the address in use names is needed.
        if (value.empty() && address.find("${" + name + "}") != std::string::npos) {
            problems.push_back({DraftField::Setting, name, tr("The address needs it"), {}});
        }
    }
    return problems;
}

ProviderKey toProviderKey(const KeyDraft& key, const std::string& provider)
{
    SecretReference reference;
    reference.store = storeOf(key.place);
    reference.name = key.place == KeyPlace::Keychain ? provider + "/" + key.name : key.source;
    ProviderKey made;
    made.name = key.name;
    made.secret = reference.toString();
    made.weight = key.weight;
    return made;
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
    ProviderKey wanted = toProviderKey(key, id);
    if (made.keys.empty()) {
        made.keys.push_back(wanted);
    } else {
        // A key that stays in the keychain keeps the reference it has.
        if (key.place != KeyPlace::Keychain || !made.keys.front().secret.starts_with(kKeychain)) made.keys.front().secret = wanted.secret;
        made.keys.front().enabled = true;
    }
    return made;
}

std::optional<SecretReference> ProviderDraft::secretToStore() const
{
    if (key.place != KeyPlace::Keychain || key.secret.empty()) return std::nullopt;
    const auto reference = SecretReference::parse(toSettings().keys.front().secret);
    return reference ? std::optional(*reference) : std::nullopt;
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

QString secretProblem(const gateway::Error& error)
{
    switch (error.kind) {
    case ErrorKind::SecretLocked:
        return ProviderDraft::tr("The keychain is locked. Unlock it and try again, or keep the key in an environment variable or a file");
    case ErrorKind::SecretUnavailable:
        return ProviderDraft::tr("There is no keychain here. Keep the key in an environment variable or a file");
    case ErrorKind::SecretDenied: return ProviderDraft::tr("The keychain refused to store the key. Allow it, or keep the key in an environment variable or a file");
    case ErrorKind::SecretTimeout:
        return ProviderDraft::tr("The keychain does not answer. It may be waiting for its password in another window");
    case ErrorKind::InvalidRequest: return ProviderDraft::tr("A key is one line. Copy it again, without the line break in it");
    default: break;
    }
    return QString::fromStdString(error.message);
}

void save(GatewayAccess& access, const ProviderDraft& draft, QObject* context, SaveDone done)
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
    if (draft.before() && !draft.before()->keys.empty() && draft.before()->keys.front().secret != provider.keys.front().secret
        && draft.before()->keys.front().secret.starts_with(kKeychain)) {
        replaced = draft.before()->keys.front().secret;
    }
    const auto finished = [&access, replaced, done = std::move(done)](std::optional<DraftProblem> found) {
        // The key has moved out of the keychain: what is left there is of no use to anybody.
        if (!found && !replaced.empty() && !isReferenced(access.settings(), replaced)) {
            if (const auto old = SecretReference::parse(replaced)) access.removeSecret(*old, [](const Result<void>&) {});
        }
        done(std::move(found));
    };
    storeAndChange(access, draft.secretToStore(), draft.key.secret, edit, context, finished);
}

void saveKey(GatewayAccess& access, const std::string& provider, const KeyDraft& key, QObject* context, SaveDone done)
{
    const ProviderKey made = toProviderKey(key, provider);
    const auto edit = [made, provider](Settings all) {
        for (ProviderSettings& one : all.providers) {
            if (one.id == provider) one.keys.push_back(made);
        }
        return all;
    };
    std::optional<SecretReference> reference;
    if (key.place == KeyPlace::Keychain) {
        if (const auto parsed = SecretReference::parse(made.secret)) reference = *parsed;
    }
    storeAndChange(access, reference, key.secret, edit, context, std::move(done));
}

namespace {

/// Takes routes that are gone out of what consumers may use. An empty list would let
/// them use all, so a consumer that is left with none keeps its list: the gateway
/// then refuses the change and says why.
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

} // namespace

RemovedProvider withoutProvider(const Settings& all, const std::string& id)
{
    RemovedProvider removed{all, 0, {}};
    std::erase_if(removed.after.providers, [&](const ProviderSettings& provider) { return provider.id == id; });
    for (RouteSettings& route : removed.after.routes) {
        std::erase_if(route.targets, [&](const TargetSettings& target) { return target.provider == id; });
    }
    std::erase_if(removed.after.routes, [&](const RouteSettings& route) {
        const auto was = std::find_if(all.routes.begin(), all.routes.end(), [&](const RouteSettings& one) { return one.id == route.id; });
        return route.targets.empty() && was != all.routes.end() && !was->targets.empty();
    });
    removed.routes = static_cast<int>(all.routes.size() - removed.after.routes.size());
    forgetRoutes(removed.after);
    if (const ProviderSettings* provider = all.provider(id)) {
        for (const ProviderKey& key : provider->keys) {
            if (key.secret.starts_with(kKeychain) && !isReferenced(removed.after, key.secret)) removed.unusedSecrets.push_back(key.secret);
        }
    }
    return removed;
}

} // namespace ui::models
