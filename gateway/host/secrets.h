#pragma once

#include "change_done.h"
#include "status.h"

#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"
#include "gateway/providers/secret_uses.h"

#include <functional>
#include <vector>

namespace gateway::host {

/// The keys: where they are stored, and where they may be sent. Main thread; nothing blocks, results come from the
/// event loop.
class Secrets {
public:
    /// Whether a secret that a store accepts late, for example after the user has unlocked it, is still wanted.
    using Late = std::function<bool()>;

    /// Stores a secret under its reference and reads it again for its users. Errors: those of the store; InvalidRequest
    /// for a value that is not a key, such as one with a line break. `late`: see the store; a secret it rejects is kept
    /// nevertheless if the settings name it.
    virtual void storeSecret(const SecretReference& reference, const Secret& value, ChangeDone done, Late late = {}) = 0;
    virtual void removeSecret(const SecretReference& reference, ChangeDone done) = 0;
    /// Approves the destinations in `uses`; those that `Configuration::change` introduces are approved implicitly.
    /// Errors: Io (the approval then holds only until the program ends).
    virtual void approve(const std::vector<providers::SecretUse>& uses, ChangeDone done) = 0;
    /// Opens the key file that a passphrase protects, or creates it; its keys are read then. Errors: SecretDenied (with
    /// `param` "passphrase": it is wrong; otherwise the file is unusable), InvalidRequest (it is too short), Io.
    virtual void openVault(const Secret& passphrase, ChangeDone done) = 0;
    /// Reads all keys again, for example after an unlock.
    virtual void refreshKeys() = 0;
    /// Checks whether a keychain exists, without an unlock prompt. Errors: SecretUnavailable.
    virtual void lookForKeychain(ChangeDone done) = 0;
    /// Writes, reads and deletes a test entry in the keychain. Errors: those of the store, and SecretMissing if it does
    /// not keep what it is given.
    virtual void checkKeychain(ChangeDone done) = 0;
    virtual KeychainFacts keychain() const = 0;
    /// When `Status::keychainMove` reports that the keys are in another service: uses the service found here. Keys are
    /// read from and written to it from now on; those in the other service stay there.
    virtual void useFoundKeychain() = 0;

protected:
    ~Secrets() = default;
};

} // namespace gateway::host
