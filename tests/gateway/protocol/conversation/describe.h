#pragma once

#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/model_answer.h"

namespace tests {

// The neutral forms as JSON without unset fields, for comparison and for reading.

gateway::Json describe(const gateway::protocol::Conversation& conversation);
gateway::Json describe(const gateway::protocol::ModelAnswer& answer);
gateway::Json describe(const gateway::protocol::AnswerEvent& event);

} // namespace tests
