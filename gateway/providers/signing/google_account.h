#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <string>

namespace gateway::providers {

/// A key of a Google service account, from the downloaded JSON file.
struct GoogleAccount {
    std::string clientEmail;
    Secret privateKey; ///< PEM
    std::string privateKeyId;
    std::string tokenUri; ///< https, or http to this machine
    std::string projectId; ///< may be empty
};

/// Whether a provider's secret is (or is meant to be) a Google credentials file, and not a key that is sent as it is or
/// credentials for another cloud.
bool isGoogleKeyFile(const Secret& secret);

/// Parses such a file. Any thread. Errors: NoUsableKey; says what is wrong and what to do, without any content.
Result<GoogleAccount> parseGoogleAccount(const Secret& secret);

} // namespace gateway::providers
