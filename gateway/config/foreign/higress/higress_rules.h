#pragma once

#include "higress_route.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// One of the `matchRules` of a WasmPlugin.
struct HigressRule {
    std::string path;
    const Json* config = nullptr;
    std::vector<std::string> ingresses;
    std::vector<std::string> domains;
    std::vector<std::string> services;
    bool isOff = false; ///< `configDisable`
};

/// A WasmPlugin: its default configuration and its rules.
struct HigressPlugin {
    std::string name; ///< "key-auth"
    std::string path;
    const Json* config = nullptr; ///< `defaultConfig`; null: none
    std::string configPath;
    bool isOff = false; ///< `defaultConfigDisable`
    std::vector<HigressRule> rules;

    /// Whether it is active for requests without a matching rule.
    bool isEverywhere() const;
    /// Whether it is completely inactive.
    bool isIdle() const;
};

/// Reads `spec` of a WasmPlugin except for the configurations.
HigressPlugin readHigressPlugin(ForeignObject plugin);

/// A guard that is applied to routes once the whole document is known.
class HigressGuard {
public:
    explicit HigressGuard(HigressPlugin plugin)
        : m_plugin(std::move(plugin))
    {
    }

    const HigressPlugin& plugin() const { return m_plugin; }
    /// Sets the names of the consumers that the plugin key-auth knows.
    void setConsumers(std::vector<std::string> names) { m_consumers = std::move(names); }
    /// Restricts a route to the consumers that the plugin accepts. Returns why that cannot be converted; empty:
    /// success, or no restriction.
    std::string hold(HigressRoute& route) const;

private:
    std::string holdKeyAuth(HigressRoute& route) const;

    HigressPlugin m_plugin;
    std::vector<std::string> m_consumers;
};

/// Restricts the route further, to consumers in `names`. Returns whether any consumer is left.
bool restrict(RouteSettings& route, const std::vector<std::string>& names);

} // namespace gateway::config::foreign
