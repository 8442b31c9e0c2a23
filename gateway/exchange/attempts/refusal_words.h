#pragma once

#include <string>
#include <string_view>

namespace gateway::exchange {

/// A host's refusal of a request in lower case, for searching.
struct RefusalWords {
    int status = 0;
    std::string said;    ///< the message for people; the whole body if it has none
    std::string codes;   ///< the codes for programs: code, type and param, separated by blanks
    std::string param;   ///< the named field; empty: none
    std::string details; ///< the other texts of its JSON, one per line; a list like ["body","tools",1] becomes "body.tools.1"
};

/// `message`: the message for people in `body`, if it has one. Reads the first 256 KiB; `details` end after 64 KiB.
RefusalWords refusalWords(int status, std::string_view body, std::string_view message);

} // namespace gateway::exchange
