#pragma once

#include "edit.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// A string value of a file and its position, including quotes and a block indicator.
struct TextPlace {
    std::vector<std::string> names; ///< field names of the path, outermost first
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text; ///< its content
};

/// All string values in `bytes`, in order. Empty if they are invalid. Pure; any thread.
std::vector<TextPlace> textPlaces(Format format, std::string_view bytes);

/// The source text of a value of any type.
struct SourcePlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The source text of the value at `path`, with comments in it; in YAML including the white space after its name or
/// dash, so that it is also known for an omitted value. Empty: the value does not exist, or exists in several places.
/// Pure; any thread.
std::optional<SourcePlace> sourcePlace(Format format, std::string_view bytes, const Path& path);

} // namespace gateway::clients
