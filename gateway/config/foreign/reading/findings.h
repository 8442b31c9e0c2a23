#pragma once

#include "gateway/config/repair.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// Something that the other side has no counterpart for, or that means something
/// else there. Never holds the value of a field.
struct Note {
    std::string path; ///< in the document that was read: "routes[0].plugins.cors"
    std::string what; ///< what became of it
    std::string remedy; ///< what to do about it; may be empty
    bool isListed = false; ///< an `Outcome` says the same

    bool operator==(const Note&) const = default;
};

/// "routes[0].plugins.cors: is not carried over; ..." One line.
std::string toText(const Note& note);

/// What became of an object of a foreign document.
enum class Fate { CarriedOver, SwitchedOff, NotCarriedOver };

/// "carried over", "switched off", "not carried over".
std::string_view toText(Fate fate);

/// One object, field or plugin of a foreign document in the list that it belongs to.
struct Outcome {
    Fate fate = Fate::CarriedOver;
    std::string path; ///< in the document
    std::string subject; ///< `route "chat"`, `plugin key-auth`; may be empty
    std::string reason; ///< empty only for what is carried over

    bool operator==(const Outcome&) const = default;
};

/// `route "chat" (routes[0]): its guard ...` One line, without the name of the list.
std::string toText(const Outcome& outcome);

/// What became of an entry, at the path where it was read.
Note noteOf(const Removal& removal, const std::string& path);

/// A key that was met: where the configuration now looks for it.
struct MetSecret {
    SecretReference reference;
    Secret value; ///< empty: the document itself only names it
    std::string path; ///< where it was
};

} // namespace gateway::config::foreign
