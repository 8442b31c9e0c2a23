#pragma once

#include "gateway/core/text/pattern.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::routing {

/// A provider's `model_map`: the exact name, then the longest `prefix*`, then
/// `~regex` (RE2) in file order (its captures may be used as `\1`), then `*`. An empty
/// value, like no match, keeps the name. Immutable. Any thread.
class ModelMap {
public:
    explicit ModelMap(const std::vector<std::pair<std::string, std::string>>& rows);

    std::string map(std::string_view model) const;
    /// The exact names, in order.
    const std::vector<std::string>& exactNames() const { return m_names; }

private:
    struct Regex {
        Pattern expression;
        std::string replacement;
    };

    std::vector<std::pair<std::string, std::string>> m_exact;
    std::vector<std::pair<std::string, std::string>> m_prefixes; // the longest first
    std::vector<Regex> m_regexes;
    std::string m_any;
    std::vector<std::string> m_names;
};

} // namespace gateway::routing
