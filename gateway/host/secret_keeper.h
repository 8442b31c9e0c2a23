#pragma once

#include "status.h"

#include "gateway/config/settings/settings.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace gateway::host {

/// Reads every secret that a configuration names and holds it in memory, so that
/// no request ever waits for a keychain. Main thread.
class SecretKeeper final : public QObject {
    Q_OBJECT
public:
    /// `store` must outlive it.
    explicit SecretKeeper(secrets::SecretStore& store, QObject* parent = nullptr);

    /// Reads what `settings` names and is not held yet; forgets what it no longer names.
    /// What is switched on again is read anew: it may have been replaced meanwhile.
    void follow(const config::Settings& settings);
    /// Reads everything again.
    void refresh();
    /// Reads one reference again, if it is followed.
    void refresh(const std::string& reference);
    /// Reads everything again but what is locked: that puts a dialog on the screen, and unlocking is heard of anyway.
    void refreshUnlocked();

    /// What has been read so far, errors included.
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
    void tell(KeyStatus& status) const;

    secrets::SecretStore& m_store;
    exchange::ResolvedSecrets m_resolved;
    std::set<std::string> m_followed;
    std::set<std::string> m_switchedOn; // of those
    std::set<std::string> m_reading;
};

/// Every secret reference in `settings`, each once.
std::set<std::string> secretReferences(const config::Settings& settings);

} // namespace gateway::host
