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

/// Where a key is stored.
enum class KeyPlace { Keychain, Vault, Session, Environment, File };
/// Whether the key itself is typed, and stored by us.
bool isTyped(KeyPlace place);

/// The fields of a provider form, to show errors at the right one.
enum class DraftField { Name, Key, KeyPlace, Passphrase, Address, Setting, Whole };

/// A problem of a draft, with its field.
struct DraftProblem {
    DraftField field = DraftField::Whole;
    std::string setting; ///< with `DraftField::Setting`: its name
    QString text;
    QString detail = {}; ///< the gateway's message; may be empty
};

/// A key as typed. `secret` is a key that we store; `source` names the variable or the file.
struct KeyDraft {
    std::string name = "main";
    KeyPlace place = KeyPlace::Keychain;
    gateway::Secret secret;
    std::string source;
    int weight = 1;
    gateway::host::VaultState vault = gateway::host::VaultState::Open; ///< when the key was typed
    gateway::Secret passphrase; ///< of the encrypted file, if it is not open
    bool isRepeated = true;     ///< the passphrase of a new file was typed identically twice

    bool isSame(const KeyDraft& other) const;
};

/// The content of a provider form: validated and converted to settings here, so that forms only display it. A value;
/// main thread.
class ProviderDraft {
    Q_DECLARE_TR_FUNCTIONS(ProviderDraft)
public:
    /// `entry` must outlive it. `before`: the provider to edit; empty: a new one.
    ProviderDraft(const gateway::providers::CatalogEntry& entry, std::optional<gateway::config::ProviderSettings> before = {});

    static constexpr int kLongestName = 128;     ///< of a provider or a key: the gateway's limit
    static constexpr int kLongestAddress = 2048; ///< the gateway's limit

    std::string id;
    std::string address; ///< as typed; that of the catalog is omitted from the settings
    std::vector<std::pair<std::string, std::string>> settings; ///< settings required by the entry's URL
    KeyDraft key;

    const gateway::providers::CatalogEntry& entry() const { return *m_entry; }
    const std::optional<gateway::config::ProviderSettings>& before() const { return m_before; }
    /// Whether a key must be entered: one is required and none is stored yet.
    bool needsKey() const;
    /// The catalog's address; empty: the user must enter one.
    std::string catalogAddress() const;

    /// All problems; empty: it can be saved. The gateway's own checks report errors at `save`.
    std::vector<DraftProblem> check(const gateway::config::Settings& all) const;
    gateway::config::ProviderSettings toSettings() const;
    /// Set if a secret was typed for a place where we store it.
    std::optional<gateway::SecretReference> secretToStore() const;
    /// Whether saving either would have the same result.
    bool isSame(const ProviderDraft& other) const;

private:
    void checkKey(std::vector<DraftProblem>& problems) const;

    const gateway::providers::CatalogEntry* m_entry;
    std::optional<gateway::config::ProviderSettings> m_before;
};

/// Whether any key of `all` uses a reference.
bool isReferenced(const gateway::config::Settings& all, const std::string& secret);

/// An unused id: `wanted`, or `wanted` with a number.
std::string freeId(const gateway::config::Settings& all, const std::string& wanted);

/// An address as typed, with its scheme if that is missing: "https://", or "http://" on this machine. Other text is
/// returned as it is.
std::string withScheme(const std::string& address);

/// A name for a provider at `address`: "acme" for "https://api.acme.dev/v1", "localhost-8000" for "http://127.0.0.1:8000". Valid, but
/// perhaps in use. Empty if the address has no host.
std::string nameOfAddress(const std::string& address);

/// Problems of a key; `taken` are the names of the provider's other keys.
std::vector<DraftProblem> checkKeyDraft(const KeyDraft& key, const std::vector<std::string>& taken);
gateway::config::ProviderKey toProviderKey(const KeyDraft& key, const std::string& provider);
/// The initial form content for a configured key: its location, but nothing of the key itself.
KeyDraft toKeyDraft(const gateway::config::ProviderKey& key);
/// Text with the remedy. `error` is from the keychain, or from `place`.
QString secretProblem(const gateway::Error& error, KeyPlace place = KeyPlace::Keychain);

/// The same for opening the encrypted file.
QString vaultProblem(const gateway::Error& error);

using SaveDone = std::function<void(std::optional<DraftProblem>)>;
/// Returns whether the form still wants a secret that is stored late.
using StillWanted = std::function<bool()>;

/// Stores the typed key, then puts the settings in force; if that fails, the stored key is deleted again. `done` is not
/// called once `context` is destroyed. If a keychain stores the key only after `done` reported a failure, `isWanted` is
/// called: if true, the settings are put in force and `done` is called again; otherwise, and if `context` is destroyed,
/// the key is deleted again.
void save(const GatewayParts<Configuration, Secrets>& access, const ProviderDraft& draft, QObject* context, SaveDone done, StillWanted isWanted = {});
/// The same for an additional key of a configured provider.
void saveKey(const GatewayParts<Configuration, Secrets>& access, const std::string& provider, const KeyDraft& key, QObject* context, SaveDone done, StillWanted isWanted = {});
/// The same for a new value or location of the key `before`. It keeps its reference, unless `key` names another place.
void replaceKey(const GatewayParts<Configuration, Secrets>& access, const std::string& provider, const gateway::config::ProviderKey& before, const KeyDraft& key,
                QObject* context, SaveDone done, StillWanted isWanted = {});

/// The settings without some providers.
struct RemovedProviders {
    gateway::config::Settings after;
    std::vector<std::string> unusedSecrets; ///< references to secrets that we stored and nothing else uses
};

/// The settings without a key of a provider.
struct RemovedKey {
    gateway::config::Settings after;
    int others = 0;                         ///< remaining keys of the provider
    int usable = 0;                         ///< enabled ones among them
    std::vector<std::string> unusedSecrets; ///< reference to a secret that we stored and nothing else uses
};

/// Removes missing routes from the lists of consumers. An empty list would allow all routes, so a consumer without any
/// other route keeps its list: the gateway then rejects the change and says why.
void forgetRoutes(gateway::config::Settings& settings);
/// `all` without the providers `ids`; targets with them are removed, as are routes without other targets.
RemovedProviders withoutProviders(const gateway::config::Settings& all, const std::vector<std::string>& ids);
RemovedKey withoutKey(const gateway::config::Settings& all, const std::string& provider, const std::string& key);

} // namespace ui::models
