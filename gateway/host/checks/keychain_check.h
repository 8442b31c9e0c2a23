#pragma once

#include "gateway/core/result.h"
#include "gateway/secrets/secret_store.h"

#include <functional>

namespace gateway::host {

using KeychainChecked = std::function<void(Result<void>)>;

/// Writes a test entry, reads it and deletes it again. Main thread; the result comes from the event loop, within three
/// of the store's time limits. If the keychain stores or keeps the entry after that, it is deleted as soon as possible.
/// Errors: the first of the store; SecretMissing if the value read differs from the one written. `store` must outlive
/// the check.
void checkKeychain(secrets::SecretStore& store, KeychainChecked done);

} // namespace gateway::host
