#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol::responses {

// What a Responses client has to carry for us. It sends reasoning and compaction items back unchanged, so their
// `encrypted_content` can hold another vendor's reasoning with its signature, or the summary of a conversation. It is
// "sbx1." and the base64 of a JSON object; it is neither secret nor protected against changes, since a vendor checks
// its own signatures and the rest is the client's own conversation.

/// The prefix of all of them.
inline constexpr std::string_view kEnvelopeMark = "sbx1.";
bool isEnvelope(std::string_view encryptedContent);

/// Encodes the text, signature, encrypted content and origin of `thinking`.
std::string sealThinking(const Thinking& thinking);
/// Empty if it is not an envelope, has other content or is damaged.
std::optional<Thinking> openThinking(std::string_view encryptedContent);

std::string sealSummary(const std::string& summary);
std::optional<std::string> openSummary(std::string_view encryptedContent);

} // namespace gateway::protocol::responses
