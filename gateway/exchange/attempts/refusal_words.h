#pragma once

#include <string>
#include <string_view>

namespace gateway::exchange {

/// What a host says as it refuses a request, in small letters, so that words can be looked for.
struct RefusalWords {
    int status = 0;
    std::string said;    ///< to people; the whole body where that has no such words
    std::string codes;   ///< to programs: code, type and param, with blanks between them
    std::string param;   ///< the field that is named; empty: none
    std::string details; ///< the other texts of its JSON, one a line; a list like ["body","tools",1] is "body.tools.1"
};

/// `message`: the words to people in `body`, where it has some. Reads the first 256 KiB; `details` end after 64 KiB.
RefusalWords refusalWords(int status, std::string_view body, std::string_view message);

} // namespace gateway::exchange
