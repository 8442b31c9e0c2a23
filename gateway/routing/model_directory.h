#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::routing {

/// Which provider has which models: of the configuration, else the provider's
/// own list, else the catalogue's. Immutable once filled. Any thread.
class ModelDirectory {
public:
    /// In the order of the configuration; `provider` is an index there.
    void add(std::size_t provider, std::vector<std::string> models);

    /// The first provider that has `model`.
    std::optional<std::size_t> providerOf(std::string_view model) const;
    /// The models of one provider; empty if it has none.
    const std::vector<std::string>& models(std::size_t provider) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> m_first;
    std::unordered_map<std::size_t, std::vector<std::string>> m_models;
};

} // namespace gateway::routing
