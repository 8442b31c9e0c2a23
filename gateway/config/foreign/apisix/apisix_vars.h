#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads the `vars` of a route into `match`. Returns whether all of it could be
/// said; else the route would match more than it did, and notes say what is left out.
bool readVars(const Json& vars, const std::string& path, MatchSettings& match, ImportLog& log);

/// What of `match` `vars` has to say: models, headers, query parameters, consumers, and
/// paths that are no plain ones. Null: nothing.
Json writeVars(const MatchSettings& match);

/// Whether a path predicate is said by `uri` or `uris`.
bool isPlainPath(const TextMatch& path);

} // namespace gateway::config::foreign
