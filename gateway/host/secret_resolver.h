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

/// Reads every secret that a configuration names and keeps it in memory, so that no request waits for a keychain. Main
/// thread.
class SecretResolver final : public QObject {
    Q_OBJECT
public:
    /// `store` must outlive it.
    explicit SecretResolver(secrets::SecretStore& store, QObject* parent = nullptr);

    /// Reads the secrets that `settings` names and that are not held yet; forgets those it no longer names. A secret
    /// that is enabled again is read anew, since it may have been replaced meanwhile.
    void follow(const config::Settings& settings);
    /// Reads everything again.
    void refresh();
    /// Reads the secrets in files again.
    void refreshFiles();
    /// Reads one reference again, if it is followed.
    void refresh(const std::string& reference);
    /// Reads everything again except locked secrets: reading those shows a dialog, and unlocking is reported anyway.
    void refreshUnlocked();

    /// The files of "file:" references.
    QStringList files() const;
    /// Everything read so far, errors included. If a file becomes unusable, the secret read from it before stays.
    const exchange::ResolvedSecrets& resolved() const { return m_resolved; }
    /// Whether reads are still in progress.
    bool isReading() const { return !m_reading.empty(); }
    /// Whether an enabled secret has not been read even once.
    bool awaitsFirst() const;
    KeyStatus status(const config::ProviderKey& key) const;
    /// The secrets in the keychain, in the order of their references.
    std::vector<KeyStatus> inKeychain() const;

Q_SIGNALS:
    /// Emitted when a secret changes or is removed.
    void changed();
    /// Emitted when no read is pending any more and the last one changed nothing.
    void settled();

private:
    void forgetKeychain();
    void read(const std::string& reference);
    bool keepsBefore(const std::string& reference, const Result<Secret>& secret);
    void tell(KeyStatus& status) const;

    secrets::SecretStore& m_store;
    exchange::ResolvedSecrets m_resolved;
    std::map<std::string, std::string> m_followed; // by reference: the first field that names it
    std::map<std::string, std::string> m_fileProblems; // by reference: why an earlier secret of a file is still used
    std::set<std::string> m_switchedOn; // enabled references among m_followed
    std::set<std::string> m_reading;
};

/// Every secret reference in `settings`, each once.
std::set<std::string> secretReferences(const config::Settings& settings);
/// The first field that names each reference: "providers[0].keys[0].secret".
std::map<std::string, std::string> secretFields(const config::Settings& settings);

} // namespace gateway::host
