#pragma once

#include "conversion.h"

namespace gateway::config::foreign {

/// `base` with the providers, routes and consumers of `addition` behind its own.
/// A provider that `base` has already takes the place of an assumed one.
/// What is there already and says the same stays; what says something else is an
/// error, or takes its place where `replace` is set. What of the addition cannot be beside the base, such
/// as a key that another consumer has, is left out and told in `notes`, and in `outcomes` where they are given. Pure; any thread.
/// Errors: InvalidRequest, whose message names the id and the remedy.
Result<Settings> merged(const Settings& base, const Conversion& addition, bool replace, std::vector<Note>& notes,
    std::vector<Outcome>* outcomes = nullptr);

} // namespace gateway::config::foreign
