#pragma once

#include "json.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway {

// For what a provider sent, never for a client's request: a model whose answer was cut may
// leave half a character, as bytes that are no UTF-8 or as an escape of half a surrogate pair
// ("\ud83d").

/// `json` with U+FFFD for each of them; nothing: it has none.
std::optional<std::string> repairedJson(std::string_view json);

/// As parseJson(), which of what it cannot read reads what repairedJson() makes of it.
Result<Json> parseJsonLeniently(std::string_view text);

} // namespace gateway
