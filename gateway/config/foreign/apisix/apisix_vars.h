#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads the `vars` of a route into `match`. Returns whether all of it could be converted; otherwise the route would
/// match more than before, and notes say what is missing.
bool readVars(const Json& vars, const std::string& path, MatchSettings& match, ImportLog& log);

/// The part of `match` that `vars` must express: models, headers, query parameters, consumers and non-plain paths.
/// Null: nothing.
Json writeVars(const MatchSettings& match);

/// Whether `uri` or `uris` can express a path predicate.
bool isPlainPath(const TextMatch& path);

} // namespace gateway::config::foreign
