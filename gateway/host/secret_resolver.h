#pragma once

#include "status.h"

#include "gateway/config/settings/settings.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace gateway::host {

/// Reads every secret that a configuration names and holds it in memory, so that
/// no request ever waits for a keychain. Main thread.
class SecretResolver final : public QObject {
    Q_OBJECT
public:
    /// `store` must outlive it.
    explicit SecretResolver(secrets::SecretStore& store, QObject* parent = nullptr);

    /// Reads what `settings` names and is not held yet; forgets what it no longer names.
    /// What is switched on again is read anew: it may have been replaced meanwhile.
    void follow(const config::Settings& settings);
    /// Reads everything again.
    void refresh();
    /// Reads those again that are in files.
    void refreshFiles();
    /// Reads one reference again, if it is followed.
    void refresh(const std::string& reference);
    /// Reads everything again but what is locked: that puts a dialog on the screen, and unlocking is heard of anyway.
    void refreshUnlocked();

    /// The files of "file:" references.
    QStringList files() const;
    /// What has been read so far, errors included. A file that is of no use any more leaves the secret that was read from it before.
    const exchange::ResolvedSecrets& resolved() const { return m_resolved; }
    /// Whether answers are still outstanding.
    bool isReading() const { return !m_reading.empty(); }
    /// Whether something that is switched on has not been read even once.
    bool awaitsFirst() const;
    KeyStatus status(const config::ProviderKey& key) const;
    /// Those of the keychain, in the order of their references.
    std::vector<KeyStatus> inKeychain() const;

Q_SIGNALS:
    /// Something has been read that is news, or is gone.
    void changed();
    /// No answer is outstanding any more, and the last one was no news.
    void settled();

private:
    void forgetKeychain();
    void read(const std::string& reference);
    bool keepsBefore(const std::string& reference, const Result<Secret>& secret);
    void tell(KeyStatus& status) const;

    secrets::SecretStore& m_store;
    exchange::ResolvedSecrets m_resolved;
    std::map<std::string, std::string> m_followed; // the first field that names it, by reference
    std::map<std::string, std::string> m_fileProblems; // why an earlier secret of a file is used, by reference
    std::set<std::string> m_switchedOn; // of those
    std::set<std::string> m_reading;
};

/// Every secret reference in `settings`, each once.
std::set<std::string> secretReferences(const config::Settings& settings);
/// The first field of each: "providers[0].keys[0].secret".
std::map<std::string, std::string> secretFields(const config::Settings& settings);

} // namespace gateway::host
