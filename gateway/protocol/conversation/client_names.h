#pragma once

#include "gateway/protocol/format.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

/// A loss as a client of `client` knows it: a parameter that chat calls otherwise gets the client's own name, also where
/// more is said of it ("max_tokens above the model's limit"). `countsTokens`: the client asked for the likeliest tokens by
/// their number. Sources: the tables in resources/formats.
std::string clientName(Format client, bool countsTokens, std::string_view loss);

} // namespace gateway::protocol
