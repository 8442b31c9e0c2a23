#pragma once

#include "edit.h"

#include <cstddef>
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

} // namespace gateway::clients
