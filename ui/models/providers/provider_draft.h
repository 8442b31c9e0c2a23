#pragma once

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ui::models {

/// Where a key is kept.
enum class KeyPlace { Keychain, Vault, Session, Environment, File };
/// Whether the key itself is typed, and stored by us.
bool isTyped(KeyPlace place);

/// The fields of a provider's form, so that an error stands beside its own.
enum class DraftField { Name, Key, KeyPlace, Passphrase, Address, Setting, Whole };

/// What is wrong with a draft, in words, and where.
struct DraftProblem {
    DraftField field = DraftField::Whole;
    std::string setting; ///< of `DraftField::Setting`: its name
    QString text;
    QString detail = {}; ///< the gateway's own words; may be empty
};

/// A key as typed. `secret` is for what we store it in; `source` names the variable or the file.
struct KeyDraft {
    std::string name = "main";
    KeyPlace place = KeyPlace::Keychain;
    gateway::Secret secret;
    std::string source;
    int weight = 1;
    gateway::host::VaultState vault = gateway::host::VaultState::Open; ///< as it was when the key was typed
    gateway::Secret passphrase; ///< of the encrypted file, where it is not open
    bool isRepeated = true;     ///< that of a new file was typed twice alike

    bool isSame(const KeyDraft& other) const;
};

/// A provider as it stands in a form: checked and turned into settings here, so
/// that forms only show. A value; main thread.
class ProviderDraft {
    Q_DECLARE_TR_FUNCTIONS(ProviderDraft)
public:
    /// `entry` must outlive it. `before`: what is edited; empty: a new one.
    ProviderDraft(const gateway::providers::CatalogEntry& entry, std::optional<gateway::config::ProviderSettings> before = {});

    static constexpr int kLongestName = 128;     ///< of a provider or a key: what the gateway allows
    static constexpr int kLongestAddress = 2048; ///< likewise

    std::string id;
    std::string address; ///< as typed; the catalog's own is left out of the settings
    std::vector<std::pair<std::string, std::string>> settings; ///< what the entry's URL needs
    KeyDraft key;

    const gateway::providers::CatalogEntry& entry() const { return *m_entry; }
    const std::optional<gateway::config::ProviderSettings>& before() const { return m_before; }
    /// A key must be there: one is needed and none is kept already.
    bool needsKey() const;
    /// The catalog's address; empty: the user has to give one.
    std::string catalogAddress() const;

    /// Everything that is wrong; empty: it may be saved. Errors of the gateway's own checks come at `save`.
    std::vector<DraftProblem> check(const gateway::config::Settings& all) const;
    gateway::config::ProviderSettings toSettings() const;
    /// What is to be stored: set where a secret was typed for a place that we write.
    std::optional<gateway::SecretReference> secretToStore() const;
    /// Whether saving either would come to the same.
    bool isSame(const ProviderDraft& other) const;

private:
    void checkKey(std::vector<DraftProblem>& problems) const;

    const gateway::providers::CatalogEntry* m_entry;
    std::optional<gateway::config::ProviderSettings> m_before;
};

/// Whether a reference is used by any key of `all`.
bool isReferenced(const gateway::config::Settings& all, const std::string& secret);

/// An id that is free: `wanted`, or with a number behind it.
std::string freeId(const gateway::config::Settings& all, const std::string& wanted);

/// Problems of a key alone; `taken` are the names of the provider's other keys.
std::vector<DraftProblem> checkKeyDraft(const KeyDraft& key, const std::vector<std::string>& taken);
gateway::config::ProviderKey toProviderKey(const KeyDraft& key, const std::string& provider);
/// A configured key as it stands in a form at first: where it is kept, nothing of the key itself.
KeyDraft toKeyDraft(const gateway::config::ProviderKey& key);
/// In words, with the remedy. `error` of the keychain, or of `place`.
QString secretProblem(const gateway::Error& error, KeyPlace place = KeyPlace::Keychain);

/// The same of opening the encrypted file.
QString vaultProblem(const gateway::Error& error);

using SaveDone = std::function<void(std::optional<DraftProblem>)>;
/// Whether a form still wants what it once gave to be stored.
using StillWanted = std::function<bool()>;

/// Stores the typed key, then puts the settings in force; a key that was stored for
/// nothing is taken away again. `done` is not called once `context` is gone. Where a keychain stores the key only
/// after `done` told of a problem, `isWanted` is asked: the settings are then put in force and `done` is called once more;
/// else, and where `context` is gone, the key is taken away again.
void save(const GatewayParts<Configuration, Secrets>& access, const ProviderDraft& draft, QObject* context, SaveDone done, StillWanted isWanted = {});
/// The same for one more key of a configured provider.
void saveKey(const GatewayParts<Configuration, Secrets>& access, const std::string& provider, const KeyDraft& key, QObject* context, SaveDone done, StillWanted isWanted = {});
/// The same for another value of the key `before`, or another place of it. It keeps its reference, unless `key` names another place.
void replaceKey(const GatewayParts<Configuration, Secrets>& access, const std::string& provider, const gateway::config::ProviderKey& before, const KeyDraft& key,
                QObject* context, SaveDone done, StillWanted isWanted = {});

/// What is left without a provider.
struct RemovedProvider {
    gateway::config::Settings after;
    int routes = 0;                         ///< that went too, since they led nowhere else
    std::vector<std::string> unusedSecrets; ///< references to what we stored that nothing else uses
};

/// What is left without a key of a provider.
struct RemovedKey {
    gateway::config::Settings after;
    int others = 0;                         ///< keys that the provider has left
    int usable = 0;                         ///< of them: enabled
    std::vector<std::string> unusedSecrets; ///< a reference to what we stored that nothing else uses
};

/// Takes routes that are gone out of what consumers may use. An empty list would let
/// them use all, so a consumer that is left with none keeps its list: the gateway
/// then refuses the change and says why.
void forgetRoutes(gateway::config::Settings& settings);
/// `all` without `id`; targets that named it are taken out, and routes that have none left.
RemovedProvider withoutProvider(const gateway::config::Settings& all, const std::string& id);
RemovedKey withoutKey(const gateway::config::Settings& all, const std::string& provider, const std::string& key);

} // namespace ui::models
