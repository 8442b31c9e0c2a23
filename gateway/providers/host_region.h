#pragma once

#include <string>
#include <string_view>

namespace gateway::providers {

/// The region that the host of an AWS Bedrock or Google Vertex AI address names: "us-west-2" of
/// "https://bedrock-runtime.us-west-2.amazonaws.com", "global" of Vertex AI's address without one. Empty: it names none.
/// Sources: AWS General Reference, "Amazon Bedrock endpoints and quotas"; Amazon Bedrock User Guide, "Use interface VPC
/// endpoints"; docs.cloud.google.com, Vertex AI, "Locations" and "Regional service endpoints". Read 2026-11-28.
std::string regionOfAddress(std::string_view address);

} // namespace gateway::providers
