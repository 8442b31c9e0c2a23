#pragma once

#include "edit.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// A value of a file that is a text, by its place; quotes and the sign of a block are within it.
struct TextPlace {
    std::vector<std::string> names; ///< of the fields that lead there, the outermost first
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text; ///< what it says
};

/// All of `bytes`, in their order. None if they cannot be read. Pure; any thread.
std::vector<TextPlace> textPlaces(Format format, std::string_view bytes);

/// The text of a value of any kind as it stands in a file.
struct SourcePlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// That of the value at `path`, with comments within it; in YAML with the blanks between its name or dash and it, so that it is known for a
/// value that is left out, too. None: it is not there, or stands in several places. Pure; any thread.
std::optional<SourcePlace> sourcePlace(Format format, std::string_view bytes, const Path& path);

} // namespace gateway::clients
