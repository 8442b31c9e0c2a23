#pragma once

#include "change_done.h"
#include "status.h"

#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"
#include "gateway/providers/secret_uses.h"

#include <functional>
#include <vector>

namespace gateway::host {

/// The keys: where they are stored, and where they may be sent. Main thread; nothing blocks, answers come from the event loop.
class Secrets {
public:
    /// Whether a secret is still wanted that a store takes after all, such as once its user has let it.
    using Late = std::function<bool()>;

    /// Stores a secret where its reference says and reads it again for whoever uses it. Errors:
    /// those of the store; InvalidRequest for what is no key, such as one with a line break. `late`: as of the store; what it
    /// does not want is kept nevertheless if the settings name it.
    virtual void storeSecret(const SecretReference& reference, const Secret& value, ChangeDone done, Late late = {}) = 0;
    virtual void removeSecret(const SecretReference& reference, ChangeDone done) = 0;
    /// Lets secrets go where `uses` send them; those that `Configuration::change` brings are approved by that. Errors: Io
    /// (until this ends only).
    virtual void approve(const std::vector<providers::SecretUse>& uses, ChangeDone done) = 0;
    /// Opens the file of keys under a passphrase, and makes it where there is none; keys in it are read then. Errors:
    /// SecretDenied (with `param` "passphrase": it is wrong; else the file cannot be used), InvalidRequest (it is too short), Io.
    virtual void openVault(const Secret& passphrase, ChangeDone done) = 0;
    /// Reads all keys again, such as after an unlock.
    virtual void refreshKeys() = 0;
    /// Whether there is a keychain; nobody is asked to unlock it. Errors: SecretUnavailable.
    virtual void lookForKeychain(ChangeDone done) = 0;
    /// Writes, reads and deletes an entry of the keychain that stands for nothing. Errors: those of the
    /// store, and SecretMissing where it does not keep what it is given.
    virtual void checkKeychain(ChangeDone done) = 0;
    virtual KeychainFacts keychain() const = 0;
    /// Where `Status::keychainMove` says that the keys are elsewhere: goes on with what is here. Keys are read from there and
    /// put there from now on; those elsewhere stay where they are.
    virtual void useFoundKeychain() = 0;

protected:
    ~Secrets() = default;
};

} // namespace gateway::host
