#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"
#include "gateway/secrets/keychain/keychain_service.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace gateway::secrets {

class Vault;

/// Reads and writes secrets by reference: in the operating system's keychain (service `signalbox`), environment
/// variables, files, the passphrase-protected file, and in memory, where a secret stays as long as this store.
/// Asynchronous; results come from the event loop of the thread it lives in, each within the time limit. Main thread
/// (keychain jobs need its event loop).
///
/// Errors: SecretMissing (no such entry, and the keychain is unlocked), SecretLocked (the keychain is locked, or
/// reports "not found" while it is; also for the passphrase-protected file), SecretUnavailable (no keychain service),
/// SecretDenied (rejected by the user; a file that is unreadable or readable by others), SecretTimeout (no result in
/// time; if it arrives later, `mayBeReadable()` is emitted).
class SecretStore : public QObject {
    Q_OBJECT
public:
    using ReadDone = std::function<void(Result<Secret>)>;
    using Done = std::function<void(Result<void>)>;
    using Late = std::function<bool()>;

    using QObject::QObject;

    virtual void read(const SecretReference& reference, ReadDone done) = 0;
    /// Writing environment variables and files fails with SecretUnavailable. A keychain job cannot be cancelled: if the
    /// keychain stores the value after `done` reported a failure, `late` is called and returns whether the value is
    /// still wanted. If not, it is deleted before anything else is done with the entry. Empty: it stays.
    virtual void write(const SecretReference& reference, const Secret& value, Done done, Late late = {}) = 0;
    virtual void remove(const SecretReference& reference, Done done) = 0;
    /// Checks whether there is a keychain, without accessing an entry, so that there is no unlock prompt. Errors:
    /// SecretUnavailable.
    virtual void lookForKeychain(Done done) = 0;
    /// The passphrase-protected file; null: none.
    virtual Vault* vault() { return nullptr; }
    /// Set if the keys of the keychain are in another service than the available one; empty: as far as known, they are
    /// not. While set, reading and changing them fails with SecretUnavailable.
    virtual std::optional<KeychainMove> keychainMoved() const { return {}; }
    /// The system's service used as keychain; empty: none was queried yet, or the system has only one.
    virtual std::optional<KeychainService> keychainService() const { return {}; }
    /// The user chose the available service: keys are read from it and written to it from now on.
    virtual void useFoundKeychain() {}

Q_SIGNALS:
    /// Emitted when the keychain was unlocked, changed or finally responded: reading may succeed now.
    void mayBeReadable();
    /// Emitted when the keychain was locked: secrets read from it must not be kept.
    void keychainClosed();
    void keychainMovedChanged();
};

/// Time limit of a job.
inline constexpr int kKeychainLimit_ms = 5000;

/// The real store. `vaultFile`: absolute path of the passphrase-protected file; empty: none. `limit_ms` limits every
/// job. `keychainNote`: records which of the system's services stores the keys (`KeychainNote`); empty: only in memory.
std::unique_ptr<SecretStore> makeSystemStore(const QString& vaultFile = {}, int limit_ms = kKeychainLimit_ms, const QString& keychainNote = {});

} // namespace gateway::secrets
