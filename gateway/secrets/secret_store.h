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

/// Reads and writes secrets by reference: the operating system's keychain
/// (service `signalbox`), environment variables, files, the file under a passphrase,
/// and memory, where a secret stays as long as this store. Asynchronous; answers
/// come from the event loop of the thread it lives in, each within the time
/// limit. Main thread (keychain jobs need its event loop).
///
/// Errors: SecretMissing (no such entry, and the keychain is open), SecretLocked
/// (the keychain is locked, or says "not found" while it is; so is the file under a passphrase), SecretUnavailable
/// (no keychain service), SecretDenied (the user refused; a file that others may
/// read or that cannot be read), SecretTimeout (no answer in time; when it comes late,
/// `mayBeReadable()` says so).
class SecretStore : public QObject {
    Q_OBJECT
public:
    using ReadDone = std::function<void(Result<Secret>)>;
    using Done = std::function<void(Result<void>)>;
    using Late = std::function<bool()>;

    using QObject::QObject;

    virtual void read(const SecretReference& reference, ReadDone done) = 0;
    /// Environment variables and files are refused with SecretUnavailable. What a keychain was asked to do cannot be called
    /// off: `late` is asked, if it stored the value after `done` had said that it did not, whether that is still wanted. If
    /// not it is taken away again, before anything else is done with the entry. Empty: it stays.
    virtual void write(const SecretReference& reference, const Secret& value, Done done, Late late = {}) = 0;
    virtual void remove(const SecretReference& reference, Done done) = 0;
    /// Whether there is a keychain. Touches no entry, so that nobody is asked to unlock it. Errors: SecretUnavailable.
    virtual void lookForKeychain(Done done) = 0;
    /// The file under a passphrase; null: there is none here.
    virtual Vault* vault() { return nullptr; }
    /// Where the keys of the keychain were put, and what is here instead; empty: they are where they were put, as far as
    /// is known. Reading and changing them fails with SecretUnavailable as long as there is one.
    virtual std::optional<KeychainMove> keychainMoved() const { return {}; }
    /// Which of the system's services the keychain is; empty: none was asked yet, or the system has but one.
    virtual std::optional<KeychainService> keychainService() const { return {}; }
    /// Its user goes on with the one that is here: keys are read from there and put there from now on.
    virtual void useFoundKeychain() {}

Q_SIGNALS:
    /// The keychain was unlocked or changed, or answered at last: it is worth reading again.
    void mayBeReadable();
    /// The keychain was locked: what was read from it is not to be kept.
    void keychainClosed();
    void keychainMovedChanged();
};

/// How long a job may take.
inline constexpr int kKeychainLimit_ms = 5000;

/// The real one. `vaultFile`: absolute, of the file under a passphrase; empty: none. `limit_ms` bounds every job.
/// `keychainNote`: where it notes which of the system's services took the keys (`KeychainNote`); empty: only for as long as it lives.
std::unique_ptr<SecretStore> makeSystemStore(const QString& vaultFile = {}, int limit_ms = kKeychainLimit_ms, const QString& keychainNote = {});

} // namespace gateway::secrets
