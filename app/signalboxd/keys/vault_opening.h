#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/secrets/secret_store.h"

#include <functional>

namespace app {

/// Asks for the passphrase of the encrypted file of keys, or for that of a new one. May block.
using AskPassphrase = std::function<gateway::Result<gateway::Secret>(bool isNew)>;

/// Opens the encrypted file of keys, and makes it where there is none, under the passphrase of the file that
/// SIGNALBOX_PASSPHRASE_FILE names, else under what `ask` gives. `done` is called at once where nothing is to be opened, else from the
/// event loop. Errors: those of the passphrase and of `Vault::open()`.
void openVault(gateway::secrets::SecretStore& store, const AskPassphrase& ask, std::function<void(gateway::Result<void>)> done);

} // namespace app
