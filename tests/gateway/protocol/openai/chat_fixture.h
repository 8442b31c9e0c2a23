#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace tests {

/// A file in tests/data; "openai/tools.sse".
std::string dataFile(const std::string& name);

/// A conversation of another format: what its client wanted, in neutral words.
gateway::protocol::Conversation foreignConversation();

/// As checkStreamIdentity(), but for one decoding in place of one at every cut.
void checkStreamInOnePiece(const gateway::protocol::ModelAnswer& answer);

gateway::protocol::Part textPart(std::string text);
gateway::protocol::Message messageOf(gateway::protocol::Role role, std::vector<gateway::protocol::Part> parts);

} // namespace tests
