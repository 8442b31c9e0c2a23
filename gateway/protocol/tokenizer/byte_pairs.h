#pragma once

#include "vocabulary.h"

#include <cstdint>
#include <string_view>

namespace gateway::protocol {

/// The number of tokens in `piece`: repeatedly merges the first adjacent pair of lowest rank that is a token, until
/// there is none. O(n log n). Source: openai/tiktoken, src/lib.rs, "byte_pair_merge". Private to this folder.
std::int64_t countByPairs(const Vocabulary& vocabulary, std::string_view piece);

} // namespace gateway::protocol
