#pragma once

#include "vocabulary.h"

#include <cstdint>
#include <string_view>

namespace gateway::protocol {

/// How many tokens `piece` becomes: its bytes, of which the two neighbours that are the token of
/// the lowest rank become one, the first such pair first, until there is none. Takes n log n
/// steps. Source: openai/tiktoken, src/lib.rs, "byte_pair_merge". Private to the room.
std::int64_t countByPairs(const Vocabulary& vocabulary, std::string_view piece);

} // namespace gateway::protocol
