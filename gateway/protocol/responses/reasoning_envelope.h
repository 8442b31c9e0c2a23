#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol::responses {

// What a Responses client has to carry for us. It sends reasoning and compaction items
// back as they were, so that their `encrypted_content` can hold the thinking of another
// vendor, with its signature, or the summary of a conversation. "sbx1." and the base64 of
// a JSON object; no secret, and not sealed against changes: a vendor checks its own
// signatures, and the rest is the client's own conversation.

/// What all of them begin with.
inline constexpr std::string_view kEnvelopeMark = "sbx1.";
bool isEnvelope(std::string_view encryptedContent);

/// Text, signature, encrypted content and origin of `thinking`.
std::string sealThinking(const Thinking& thinking);
/// Empty: no envelope, or one that holds something else or that was damaged.
std::optional<Thinking> openThinking(std::string_view encryptedContent);

std::string sealSummary(const std::string& summary);
std::optional<std::string> openSummary(std::string_view encryptedContent);

} // namespace gateway::protocol::responses
