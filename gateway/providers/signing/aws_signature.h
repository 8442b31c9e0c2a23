#pragma once

#include "aws_secret.h"

#include "gateway/core/clock.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::providers {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// A request as it is sent.
struct AwsMessage {
    std::string_view method;
    std::string_view host; ///< as in the Host header
    std::string_view path; ///< percent-encoded
    std::string_view query; ///< percent-encoded, without '?'
    std::string_view body;
    /// Further headers to sign, except those that a proxy may change.
    HeaderList headers;
};

/// Scope and time of a signature.
struct AwsScope {
    std::string region;
    std::string service = "bedrock";
    WallTime time{};
    bool showsDigest = false; ///< sends the digest of the body in a separate header
};

/// The headers that sign `message`: x-amz-date, x-amz-security-token and x-amz-content-sha256 if applicable,
/// authorization. Signature Version 4 for services other than S3, where each path segment is encoded once more. Pure;
/// any thread. Source: AWS IAM User Guide, "Create a signed AWS API request". Read 2026-11.
HeaderList awsSignature(const AwsMessage& message, const AwsCredentials& credentials, const AwsScope& scope);

} // namespace gateway::providers
