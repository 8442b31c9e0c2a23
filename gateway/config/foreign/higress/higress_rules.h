#pragma once

#include "higress_route.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// One of a WasmPlugin's `matchRules`.
struct HigressRule {
    std::string path;
    const Json* config = nullptr;
    std::vector<std::string> ingresses;
    std::vector<std::string> domains;
    std::vector<std::string> services;
    bool isOff = false; ///< `configDisable`
};

/// A WasmPlugin: what it does everywhere, and by rule.
struct HigressPlugin {
    std::string name; ///< "key-auth"
    std::string path;
    const Json* config = nullptr; ///< `defaultConfig`; null: there is none
    std::string configPath;
    bool isOff = false; ///< `defaultConfigDisable`
    std::vector<HigressRule> rules;

    /// Whether it is on for requests that no rule is for.
    bool isEverywhere() const;
    /// Whether it does nothing at all.
    bool isIdle() const;
};

/// Reads `spec` of a WasmPlugin but for the configurations themselves.
HigressPlugin readHigressPlugin(ForeignObject plugin);

/// A guard that routes are held against when all of the document is known.
class HigressGuard {
public:
    explicit HigressGuard(HigressPlugin plugin)
        : m_plugin(std::move(plugin))
    {
    }

    const HigressPlugin& plugin() const { return m_plugin; }
    /// Names of the consumers that the plugin key-auth knows.
    void setConsumers(std::vector<std::string> names) { m_consumers = std::move(names); }
    /// Restricts a route to whom the plugin lets in. Why that cannot be expressed; empty: it can, or nobody is held back.
    std::string hold(HigressRoute& route) const;

private:
    std::string holdKeyAuth(HigressRoute& route) const;

    HigressPlugin m_plugin;
    std::vector<std::string> m_consumers;
};

/// Lets only those of `names` use the route who may already. Whether anybody is left.
bool restrict(RouteSettings& route, const std::vector<std::string>& names);

} // namespace gateway::config::foreign
