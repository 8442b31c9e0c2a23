#pragma once

#include <cstddef>
#include <string_view>

namespace gateway {

/// The number of values in a JSON text, including objects and arrays, without parsing it: strings are skipped,
/// everything else is scanned by byte. For invalid JSON, the number is correct up to the error.
std::size_t jsonValues(std::string_view json);

/// Whether there are more than `most`; stops scanning as soon as that is known.
bool holdsMoreValues(std::string_view json, std::size_t most);

/// How much JSON the gateway thread parses, translates or writes in one step: this takes some milliseconds.
inline constexpr std::size_t kMostBytesAtOnce = 256 * 1024;
inline constexpr std::size_t kMostValuesAtOnce = 4000;

/// Whether it is longer than that, so that a worker must process it.
bool isLongWork(std::string_view json);

} // namespace gateway
