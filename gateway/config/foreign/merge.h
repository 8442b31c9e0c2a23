#pragma once

#include "conversion.h"

namespace gateway::config::foreign {

/// Appends the providers, routes and consumers of `addition` to those of `base`. A provider in `base` replaces an
/// assumed one. An existing entry with the same content stays; one with other content is an error, or is replaced if
/// `replace` is set. Parts that conflict with `base`, such as a key that another consumer has, are left out and
/// reported in `notes`, and in `outcomes` if given. Pure; any thread. Errors: InvalidRequest, whose message names the
/// id and the remedy.
Result<Settings> merged(const Settings& base, const Conversion& addition, bool replace, std::vector<Note>& notes,
    std::vector<Outcome>* outcomes = nullptr);

} // namespace gateway::config::foreign
