#pragma once

#include <string>
#include <vector>

namespace gateway::config {

/// A configuration field as shown in the reference, generated from the schema.
struct ReferenceField {
    std::string section;     ///< "listen", "providers[]"; empty: top level
    std::string path;        ///< within the section: "timeouts.connect_ms"
    std::string pattern;     ///< from the top level: "providers[].timeouts.connect_ms"
    std::string description; ///< English
    std::string preset;      ///< default as JSON; empty: none
    std::vector<std::string> choices; ///< allowed values as JSON; empty: no fixed set
    std::string least;       ///< minimum of a number; empty: none
    std::string most;        ///< maximum of a number; empty: none
};

/// All fields in the order of the schema, without fields that have sub-fields.
std::vector<ReferenceField> referenceFields();

} // namespace gateway::config
