#pragma once

#include "vault_opening.h"

#include "gateway/config/settings/settings.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace app {

/// A secret named in the configuration, and where.
struct NamedReference {
    std::string reference;           ///< as written, "keychain:deepseek/main"
    std::vector<std::string> usedBy; ///< "provider deepseek, key main"

    bool operator==(const NamedReference&) const = default;
};

/// Every reference in `settings`, each once, in the order of the file.
std::vector<NamedReference> referencesIn(const gateway::config::Settings& settings);

/// Word for the result of reading a secret: "ready", "missing", "locked" ...
std::string stateWord(const gateway::Result<gateway::Secret>& read);

/// `signalboxd key`: the verbs that work on a store. Results come from the event loop; `done` receives the exit status.
/// No output ever contains a key. Main thread.
class KeyCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(int exitStatus)>;

    /// `store`, `out` and `err` must outlive the command.
    KeyCommand(gateway::secrets::SecretStore& store, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// Sets how to ask for the passphrase of the encrypted file, unless SIGNALBOX_PASSPHRASE_FILE provides it.
    void setPassphrase(AskPassphrase ask) { m_askPassphrase = std::move(ask); }

    /// Stores the key in the keychain or in the encrypted file, which is created if missing.
    void set(const gateway::SecretReference& reference, const gateway::Secret& key, const Done& done);
    void remove(const gateway::SecretReference& reference, const Done& done);
    void list(const gateway::config::Settings& settings, Done done);

private:
    /// Opens the encrypted file if `reference` is in it, then calls `then`; a failure ends the command.
    void withVault(const gateway::SecretReference& reference, std::function<void()> then, const Done& done);
    void removeEntry(const gateway::SecretReference& reference, const Done& done);
    void report(const gateway::Result<void>& result, const std::string& success, const Done& done);

    gateway::secrets::SecretStore& m_store;
    std::ostream& m_out;
    std::ostream& m_err;
    AskPassphrase m_askPassphrase;
};

} // namespace app
