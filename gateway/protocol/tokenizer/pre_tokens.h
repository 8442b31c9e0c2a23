#pragma once

#include "tokenizer.h"

#include <cstddef>
#include <string_view>

namespace gateway::protocol {

/// The length of the first pre-token of `text`, which is not empty: the unit in which byte pairs are merged. Equivalent
/// to the family's regular expression, in one pass. Private to this folder. Source: openai/tiktoken,
/// tiktoken_ext/openai_public.py, `pat_str`; read 2026-11-22.
std::size_t pieceAt(std::string_view text, TokenFamily family);

} // namespace gateway::protocol
