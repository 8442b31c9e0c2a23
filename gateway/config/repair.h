#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// A provider, route or consumer of a configuration.
struct EntryName {
    enum class Kind { Provider, Route, Consumer };
    Kind kind = Kind::Provider;
    std::string name; ///< id or name

    bool operator==(const EntryName&) const = default;
};

/// "provider", "route", "consumer".
std::string_view toText(EntryName::Kind kind);

/// A part that had to be removed to make the configuration valid.
struct Removal {
    EntryName entry;
    std::string path; ///< in the entry, such as `auth.headers.Date`; empty: the whole entry
    std::string message; ///< from the issue. Never contains a value that could be a key
    bool isWhole = false; ///< true: the entry was removed; false: it stays without that part, disabled
};

struct Repaired {
    Settings settings;
    std::vector<Removal> removals; ///< one for each cause, in the order of the configuration
};

/// Makes `settings` valid: invalid parts are removed and their entries disabled; an entry that cannot exist without the
/// part is removed. Only changes entries for which `mayChange` returns true. Pure; any thread.
/// Errors: ConfigInvalid for other problems.
Result<Repaired> repaired(const Settings& settings, const std::function<bool(const EntryName&)>& mayChange);

} // namespace gateway::config
