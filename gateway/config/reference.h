#pragma once

#include <string>
#include <vector>

namespace gateway::config {

/// A field of the configuration as a reference shows it; everything comes from the schema.
struct ReferenceField {
    std::string section;     ///< "listen", "providers[]"; empty: at the top of the file
    std::string path;        ///< within the section: "timeouts.connect_ms"
    std::string pattern;     ///< of the whole file: "providers[].timeouts.connect_ms"
    std::string description; ///< English
    std::string preset;      ///< the default as JSON; empty: it has none
    std::vector<std::string> choices; ///< the only values, as JSON; empty: others are possible
    std::string least;       ///< of a number; empty: no limit
    std::string most;        ///< of a number; empty: no limit
};

/// All fields in the order of the schema. A field with fields of its own is not among them.
std::vector<ReferenceField> referenceFields();

} // namespace gateway::config
