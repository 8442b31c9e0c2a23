#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <string>

namespace gateway::providers {

/// A Google service account's key, as the downloaded JSON file has it.
struct GoogleAccount {
    std::string clientEmail;
    Secret privateKey; ///< PEM
    std::string privateKeyId;
    std::string tokenUri; ///< https, or http to this machine itself
    std::string projectId; ///< may be empty
};

/// Whether a provider's secret is a credentials file of Google's (or is meant to be), and
/// nothing that is shown as it is or that another cloud reads.
bool isGoogleKeyFile(const Secret& secret);

/// Reads one. Any thread. Errors: NoUsableKey; says what is wrong and what to do, never
/// what is there.
Result<GoogleAccount> parseGoogleAccount(const Secret& secret);

} // namespace gateway::providers
