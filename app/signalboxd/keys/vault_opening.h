#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/secrets/secret_store.h"

#include <functional>

namespace app {

/// Asks for the passphrase of the encrypted key file, or of a new one. May block.
using AskPassphrase = std::function<gateway::Result<gateway::Secret>(bool isNew)>;

/// Opens the encrypted key file, or creates it if missing, with the passphrase from the file named by
/// SIGNALBOX_PASSPHRASE_FILE, else from `ask`. `done` is called at once if there is nothing to open, otherwise from the
/// event loop. Errors: those of the passphrase and of `Vault::open()`.
void openVault(gateway::secrets::SecretStore& store, const AskPassphrase& ask, std::function<void(gateway::Result<void>)> done);

} // namespace app
