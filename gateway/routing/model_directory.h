#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::routing {

/// The models of each provider: those in the configuration, otherwise the provider's own list, otherwise the catalog's.
/// Immutable once filled. Any thread.
class ModelDirectory {
public:
    /// To be called in the order of the configuration; `provider` is an index there.
    void add(std::size_t provider, std::vector<std::string> models);

    /// The first provider with `model` that `allows` accepts; `allows` is called with an index.
    template <class Allows> std::optional<std::size_t> providerOf(std::string_view model, Allows allows) const
    {
        const auto found = m_owners.find(model);
        if (found == m_owners.end())
            return std::nullopt;
        if (allows(found->second.first))
            return found->second.first;
        const auto& others = found->second.others;
        const auto other = std::find_if(others.begin(), others.end(), allows);
        return other == others.end() ? std::nullopt : std::optional(*other);
    }
    /// Whether any provider has it.
    bool has(std::string_view model) const { return m_owners.find(model) != m_owners.end(); }
    /// The models of one provider; empty if it has none.
    const std::vector<std::string>& models(std::size_t provider) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Owners {
        std::size_t first = 0;
        std::vector<std::size_t> others; ///< in order
    };
    std::unordered_map<std::string, Owners, Hash, std::equal_to<>> m_owners;
    std::unordered_map<std::size_t, std::vector<std::string>> m_models;
};

} // namespace gateway::routing
