#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/http/body_budget.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <cstdint>
#include <string_view>

namespace gateway::exchange {

/// The approximate memory in bytes of what is made from a body, for the budget that limits all of them. Any thread.

/// Parsed as a tree.
std::int64_t costOfTree(std::string_view json);
std::int64_t costOf(const Json& tree);
/// Without its texts, which the body also holds in full.
std::int64_t costOf(const protocol::Conversation& conversation);
std::int64_t costOf(const protocol::ModelAnswer& answer);

/// Parses a client's body as a tree if `share` allows that many copies of it. Errors: OverloadedHere; those of
/// `treeOf()`.
Result<Json> treeWithin(std::string_view json, http::BodyBudget::Share& share, int copies = 1);

} // namespace gateway::exchange
