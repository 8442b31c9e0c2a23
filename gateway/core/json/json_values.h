#pragma once

#include <cstddef>
#include <string_view>

namespace gateway {

/// How many values a JSON text holds, objects and arrays among them, without reading it:
/// what stands in strings is skipped, the rest looked at byte by byte. Of what is no JSON, a number that is
/// right up to where it stops to be.
std::size_t jsonValues(std::string_view json);

} // namespace gateway
