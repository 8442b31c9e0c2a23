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

/// What the thread that serves everybody reads, translates and writes of JSON in one step: some milliseconds of it.
inline constexpr std::size_t kMostBytesAtOnce = 256 * 1024;
inline constexpr std::size_t kMostValuesAtOnce = 4000;

/// Whether it is more than that: a worker has to do it.
bool isLongWork(std::string_view json);

} // namespace gateway
