#pragma once

#include "aws_secret.h"

#include "gateway/core/clock.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::providers {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// A request as it will go out.
struct AwsMessage {
    std::string_view method;
    std::string_view host; ///< as in the Host field
    std::string_view path; ///< percent-encoded
    std::string_view query; ///< percent-encoded, without '?'
    std::string_view body;
    /// Further fields that are to be signed; those that a proxy may change are not to.
    HeaderList headers;
};

/// For what and when a signature is good.
struct AwsScope {
    std::string region;
    std::string service = "bedrock";
    WallTime time{};
    bool showsDigest = false; ///< the body's digest goes into a field of its own
};

/// The fields that sign `message`: x-amz-date, x-amz-security-token and x-amz-content-sha256
/// where they apply, authorization. Signature Version 4, for services other than S3: each
/// segment of the path counts encoded once more. Pure; any thread.
/// Source: AWS IAM User Guide, "Create a signed AWS API request". Read 2026-11.
HeaderList awsSignature(const AwsMessage& message, const AwsCredentials& credentials, const AwsScope& scope);

} // namespace gateway::providers
