#pragma once

#include "keychain_lock.h"

namespace gateway::secrets {

/// Of the wallet for this kind of secrets. One that was not made yet counts as locked: KWallet asks its user for it in the same way.
std::unique_ptr<KeychainLock> makeKWalletLock();

} // namespace gateway::secrets
