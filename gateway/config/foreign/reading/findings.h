#pragma once

#include "gateway/config/repair.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"

#include <string>

namespace gateway::config::foreign {

/// Something that the other side has no counterpart for, or that means something
/// else there. Never holds the value of a field.
struct Note {
    std::string path; ///< in the document that was read: "routes[0].plugins.cors"
    std::string what; ///< what became of it
    std::string remedy; ///< what to do about it; may be empty

    bool operator==(const Note&) const = default;
};

/// "routes[0].plugins.cors: is not carried over; ..." One line.
std::string toText(const Note& note);

/// What became of an entry, at the path where it was read.
Note noteOf(const Removal& removal, const std::string& path);

/// A key that was met: where the configuration now looks for it.
struct MetSecret {
    SecretReference reference;
    Secret value; ///< empty: the document itself only names it
    std::string path; ///< where it was
};

} // namespace gateway::config::foreign
