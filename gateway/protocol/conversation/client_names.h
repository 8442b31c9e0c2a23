#pragma once

#include "gateway/protocol/format.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// The client's spelling of field names that have two spellings: ours first, {"topK", "top_k"}.
using Spellings = std::vector<std::pair<std::string, std::string>>;

/// `text` with the names spelled as by the client: "generation_config.top_k".
std::string asWritten(const Spellings& spellings, std::string_view text);

/// A loss in the terms of `client`: a parameter that chat calls differently gets the client's name, also in a longer
/// text ("max_tokens above the model's limit"). `countsTokens`: the client requested the likeliest tokens by their
/// number. Sources: the tables in resources/formats.
std::string clientName(Format client, bool countsTokens, std::string_view loss);

} // namespace gateway::protocol
