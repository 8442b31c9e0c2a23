#pragma once

#include "codec.h"

#include "gateway/core/json/json.h"

#include <string>

namespace gateway::protocol {

/// Reports an entry of `Conversation::extras` that a target cannot be told. What is left of an object that its reader
/// has taken apart is named member by member: "options.num_ctx".
void addExtraLoss(Losses& losses, const std::string& key, const Json& value);

/// Reports a piece that a target cannot be given: "content of type chart".
void addPieceLoss(Losses& losses, const Opaque& piece);

/// What kind of piece it is, for people: its type, or the name of its field.
std::string kindOf(const Opaque& item);

} // namespace gateway::protocol
