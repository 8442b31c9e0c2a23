#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <string>

namespace gateway::providers {

/// What requests to AWS are signed with.
struct AwsCredentials {
    std::string accessKeyId;
    Secret secretAccessKey;
    Secret sessionToken; ///< of temporary ones; else empty
};

/// What a provider's one secret says for AWS: either something to sign with, or a key that
/// is shown as it is (a Bedrock API key).
struct AwsSecret {
    AwsCredentials credentials;
    Secret bearer; ///< not empty: the key; nothing is signed
    std::string region; ///< where the secret names one

    bool isBearer() const { return !bearer.empty(); }
};

/// Reads {"access_key_id", "secret_access_key", "session_token"?, "region"?}, the same in
/// the spellings of the AWS CLI's output and files and of environment variables,
/// "AKIA...:SECRET" (and ":TOKEN"), or a Bedrock API key. Any thread.
/// Errors: NoUsableKey; says which part is missing, never what is there.
Result<AwsSecret> parseAwsSecret(const Secret& secret);

} // namespace gateway::providers
