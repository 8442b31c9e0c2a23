#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

inline constexpr std::string_view kJsonWhite = " \t\r\n";

/// A value of a JSON text and its position. Private to the room.
struct JsonPlace {
    enum class Kind { Object, Array, Other };

    Kind kind = Kind::Other;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string name;              ///< if it is a member of an object
    std::size_t memberBegin = 0;   ///< start of its name; otherwise the same as `begin`
    std::vector<JsonPlace> inside; ///< members or elements in order
};

/// `text` with comments, trailing commas and the byte order mark replaced by spaces: plain JSON with everything else at
/// the same position. Errors: InvalidRequest for an unterminated comment.
Result<std::string> withoutComments(std::string_view text);

/// The positions in a text that `parseJson` accepts, which must not be blank. Errors: InvalidRequest with the line, for
/// duplicate names in an object, or more than 64 levels.
Result<JsonPlace> placesOf(std::string_view json);

} // namespace gateway::clients
