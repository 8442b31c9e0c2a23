#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <string>

namespace gateway::providers {

/// Credentials for signing AWS requests.
struct AwsCredentials {
    std::string accessKeyId;
    Secret secretAccessKey;
    Secret sessionToken; ///< for temporary credentials; otherwise empty
};

/// The content of a provider's secret for AWS: either credentials for signing, or a key that is sent as it is (a
/// Bedrock API key).
struct AwsSecret {
    AwsCredentials credentials;
    Secret bearer; ///< not empty: the key; requests are not signed
    std::string region; ///< if the secret contains one

    bool isBearer() const { return !bearer.empty(); }
};

/// Parses {"access_key_id", "secret_access_key", "session_token"?, "region"?}, the same with the names used in the
/// output and files of the AWS CLI and in environment variables, "AKIA...:SECRET" (and ":TOKEN"), or a Bedrock API key.
/// Any thread. Errors: NoUsableKey; says which part is missing, without any content.
Result<AwsSecret> parseAwsSecret(const Secret& secret);

} // namespace gateway::providers
