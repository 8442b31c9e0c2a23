#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace tests {

/// A recorded body of tests/data/anthropic.
std::string anthropicData(const std::string& file);

/// As JSON that compares whatever the order of keys, on several lines.
std::string shown(const gateway::Json& json);
/// `text` is JSON.
std::string shown(const std::string& text);

/// Writes `conversation`, which has to succeed; losses go to `losses`.
gateway::Json written(const gateway::protocol::Conversation& conversation, gateway::protocol::Losses& losses,
    gateway::protocol::WriteTarget target = {});

// Messages as another format would have them.
gateway::protocol::Message said(gateway::protocol::Role role, const std::string& text);
gateway::protocol::Message called(const std::string& id, const std::string& name, const std::string& input);
gateway::protocol::Message resulted(const std::string& id, const std::string& text);

} // namespace tests
