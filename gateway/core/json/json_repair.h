#pragma once

#include "json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gateway {

// For data from providers only, never for client requests: a model whose output was cut off may leave half a character,
// as invalid UTF-8 or as an escaped half of a surrogate pair ("\ud83d").

/// `json` with each of these replaced by U+FFFD; empty: it has none.
std::optional<std::string> repairedJson(std::string_view json);

/// Maximum number of JSON values in a response, an event or the arguments of a call that are parsed into a tree, where
/// each value costs a hundred times its bytes: more than any model writes.
inline constexpr std::size_t kMostAnswerValues = 100'000;

/// Like parseJson(), but falls back to repairedJson(). Errors: also UpstreamProtocolError, before parsing, for more
/// than `most` JSON values.
Result<Json> parseJsonLeniently(std::string_view text, std::size_t most = kMostAnswerValues);

} // namespace gateway
