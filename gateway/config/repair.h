#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// One provider, route or consumer of a configuration.
struct EntryName {
    enum class Kind { Provider, Route, Consumer };
    Kind kind = Kind::Provider;
    std::string name; ///< its id or name

    bool operator==(const EntryName&) const = default;
};

/// "provider", "route", "consumer".
std::string_view toText(EntryName::Kind kind);

/// What could not stay, so that the rest is valid.
struct Removal {
    EntryName entry;
    std::string path; ///< in the entry, such as `auth.headers.Date`; empty: all of it
    std::string message; ///< of the issue: what is wrong there. Never holds a value that could be a key
    bool isWhole = false; ///< the entry is gone; else it is there without that part, switched off
};

struct Repaired {
    Settings settings;
    std::vector<Removal> removals; ///< one for each cause, in the order of the configuration
};

/// `settings` as a valid configuration may hold them: a part that may not be is taken
/// out and its entry switched off; an entry that cannot be without it is taken out whole.
/// Only entries of which `mayChange` is true are touched. Pure; any thread.
/// Errors: ConfigInvalid if something else is wrong.
Result<Repaired> repaired(const Settings& settings, const std::function<bool(const EntryName&)>& mayChange);

} // namespace gateway::config
