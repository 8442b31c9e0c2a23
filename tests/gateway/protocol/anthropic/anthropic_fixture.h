#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace tests {

/// A recorded body from tests/data/anthropic.
std::string anthropicData(const std::string& file);

/// JSON on several lines, comparable whatever the order of its keys.
std::string shown(const gateway::Json& json);
/// `text` is JSON.
std::string shown(const std::string& text);

/// Writes `conversation`, which must succeed; losses are added to `losses`.
gateway::Json written(const gateway::protocol::Conversation& conversation, gateway::protocol::Losses& losses,
    gateway::protocol::WriteTarget target = {});

// Messages as other formats would supply them.
gateway::protocol::Message said(gateway::protocol::Role role, const std::string& text);
gateway::protocol::Message called(const std::string& id, const std::string& name, const std::string& input);
gateway::protocol::Message resulted(const std::string& id, const std::string& text);

} // namespace tests
