#pragma once

#include "gateway/core/result.h"
#include "gateway/secrets/secret_store.h"

#include <functional>

namespace gateway::host {

using KeychainChecked = std::function<void(Result<void>)>;

/// Writes an entry that stands for nothing, reads it and takes it away again. Main thread; the
/// answer comes from the event loop, within three of the store's time limits. An entry that the keychain takes, or keeps,
/// after that is taken away as soon as it can be. Errors: the first
/// of the store; SecretMissing where another value came back than was written. `store` must
/// outlive it.
void checkKeychain(secrets::SecretStore& store, KeychainChecked done);

} // namespace gateway::host
