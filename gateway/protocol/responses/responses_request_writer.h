#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::responses {

Result<Json> writeResponsesRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses);

/// `text.format`; null if unspecified.
Json formatJson(const OutputFormat& output);

} // namespace gateway::protocol::responses
