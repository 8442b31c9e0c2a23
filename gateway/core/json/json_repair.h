#pragma once

#include "json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gateway {

// For what a provider sent, never for a client's request: a model whose answer was cut may
// leave half a character, as bytes that are no UTF-8 or as an escape of half a surrogate pair
// ("\ud83d").

/// `json` with U+FFFD for each of them; nothing: it has none.
std::optional<std::string> repairedJson(std::string_view json);

/// Values in an answer, an event of it or what a call is given, where they are read as a tree, each of which costs a hundred
/// times the byte that it takes: more than any model writes.
inline constexpr std::size_t kMostAnswerValues = 100'000;

/// As parseJson(), which of what it cannot read reads what repairedJson() makes of it. Errors: UpstreamProtocolError, before
/// anything is made of it, where it holds more than `most` JSON values.
Result<Json> parseJsonLeniently(std::string_view text, std::size_t most = kMostAnswerValues);

} // namespace gateway
