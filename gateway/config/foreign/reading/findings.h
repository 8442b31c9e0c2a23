#pragma once

#include "gateway/config/repair.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// Something without a counterpart in the other program, or with another meaning there. Never contains the value of a
/// field.
struct Note {
    std::string path; ///< in the source document: "routes[0].plugins.cors"
    std::string what; ///< what happened to it
    std::string remedy; ///< may be empty
    bool isListed = false; ///< an `Outcome` reports the same

    bool operator==(const Note&) const = default;
};

/// "routes[0].plugins.cors: is not carried over; ..." One line.
std::string toText(const Note& note);

/// What happened to an object of a foreign document.
enum class Fate { CarriedOver, SwitchedOff, NotCarriedOver };

/// "carried over", "switched off", "not carried over".
std::string_view toText(Fate fate);

/// The result for an object, field or plugin of a foreign document.
struct Outcome {
    Fate fate = Fate::CarriedOver;
    std::string path; ///< in the document
    std::string subject; ///< `route "chat"`, `plugin key-auth`; may be empty
    std::string reason; ///< empty only for converted objects

    bool operator==(const Outcome&) const = default;
};

/// `route "chat" (routes[0]): its guard ...` One line, without the name of the list.
std::string toText(const Outcome& outcome);

/// The note for the removal of an entry, at the path where it was read.
Note noteOf(const Removal& removal, const std::string& path);

/// A key that was found, and the reference to it in the configuration.
struct MetSecret {
    SecretReference reference;
    Secret value; ///< empty: the document only names it
    std::string path; ///< where it was found
};

} // namespace gateway::config::foreign
