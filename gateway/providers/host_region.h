#pragma once

#include <string>
#include <string_view>

namespace gateway::providers {

/// The region in the host of an AWS Bedrock or Google Vertex AI address: "us-west-2" for
/// "https://bedrock-runtime.us-west-2.amazonaws.com", "global" for Vertex AI's address without one. Empty: none.
/// Sources: AWS General Reference, "Amazon Bedrock endpoints and quotas"; Amazon Bedrock User Guide, "Use interface VPC
/// endpoints"; docs.cloud.google.com, Vertex AI, "Locations" and "Regional service endpoints". Read 2026-11-28.
std::string regionOfAddress(std::string_view address);

} // namespace gateway::providers
