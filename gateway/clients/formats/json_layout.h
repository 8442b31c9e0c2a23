#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

inline constexpr std::string_view kJsonWhite = " \t\r\n";

/// A value of a JSON text by its place. Private to the room.
struct JsonPlace {
    enum class Kind { Object, Array, Other };

    Kind kind = Kind::Other;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string name;              ///< of a member of an object
    std::size_t memberBegin = 0;   ///< where its name begins; of others the same as `begin`
    std::vector<JsonPlace> inside; ///< members or elements in their order
};

/// `text`, in which comments, a comma before a closing bracket and the byte order mark have become blanks: plain JSON
/// with all else where it was. Errors: InvalidRequest for a comment without an end.
Result<std::string> withoutComments(std::string_view text);

/// The places of a text that `parseJson` takes, not of blanks alone. Errors: InvalidRequest with the line, for an object
/// that has a name twice, or more than 64 levels.
Result<JsonPlace> placesOf(std::string_view json);

} // namespace gateway::clients
