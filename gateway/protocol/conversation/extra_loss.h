#pragma once

#include "codec.h"

#include "gateway/core/json/json.h"

#include <string>

namespace gateway::protocol {

/// Reports an entry of `Conversation::extras` that a target does not receive. The remaining members of an object that
/// its reader has split up are named one by one: "options.num_ctx".
void addExtraLoss(Losses& losses, const std::string& key, const Json& value);

/// Reports a piece that a target does not receive: "content of type chart".
void addPieceLoss(Losses& losses, const Opaque& piece);

/// The kind of piece, for people: its type, or the name of its field.
std::string kindOf(const Opaque& item);

} // namespace gateway::protocol
