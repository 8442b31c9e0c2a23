#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::responses {

Result<Conversation> readResponsesRequest(const Json& body, const RequestPlace& place);

} // namespace gateway::protocol::responses
