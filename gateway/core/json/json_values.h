#pragma once

#include <cstddef>
#include <string_view>

namespace gateway {

/// How many values a JSON text holds, objects and arrays among them, without reading it:
/// what stands in strings is skipped, the rest looked at byte by byte. Of what is no JSON, a number that is
/// right up to where it stops to be.
std::size_t jsonValues(std::string_view json);

/// Whether they are more than `most`; looked at only for as far as it takes to know.
bool holdsMoreValues(std::string_view json, std::size_t most);

} // namespace gateway
