#pragma once

#include "keychain_lock.h"

namespace gateway::secrets {

/// The lock of the wallet for network passwords. A wallet that does not exist yet counts as locked: KWallet prompts the user in
/// the same way.
std::unique_ptr<KeychainLock> makeKWalletLock();

} // namespace gateway::secrets
