#pragma once

#include "gateway/protocol/format.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// How a client has written names of fields that have two spellings: ours first, {"topK", "top_k"}.
using Spellings = std::vector<std::pair<std::string, std::string>>;

/// `text` with the names in it as the client has written them: "generation_config.top_k".
std::string asWritten(const Spellings& spellings, std::string_view text);

/// A loss as a client of `client` knows it: a parameter that chat calls otherwise gets the client's own name, also where
/// more is said of it ("max_tokens above the model's limit"). `countsTokens`: the client asked for the likeliest tokens by
/// their number. Sources: the tables in resources/formats.
std::string clientName(Format client, bool countsTokens, std::string_view loss);

} // namespace gateway::protocol
