#pragma once

#include "tokenizer.h"

#include <cstddef>
#include <string_view>

namespace gateway::protocol {

/// The length of the piece that `text`, which is not empty, begins with: what pairs of bytes are
/// merged in. As the family's regular expression finds it, in one pass. Private to the room.
/// Source: openai/tiktoken, tiktoken_ext/openai_public.py, `pat_str`; read 2026-11-22.
std::size_t pieceAt(std::string_view text, TokenFamily family);

} // namespace gateway::protocol
