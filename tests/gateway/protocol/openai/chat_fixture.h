#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace tests {

/// A file in tests/data, such as "openai/tools.sse".
std::string dataFile(const std::string& name);

/// A conversation from a client of another format.
gateway::protocol::Conversation foreignConversation();

/// Like checkStreamIdentity(), but decodes once instead of at every split.
void checkStreamInOnePiece(const gateway::protocol::ModelAnswer& answer);

gateway::protocol::Part textPart(std::string text);
gateway::protocol::Message messageOf(gateway::protocol::Role role, std::vector<gateway::protocol::Part> parts);

} // namespace tests
