#pragma once

#include "apisix_sources.h"

#include <string>
#include <vector>

namespace gateway::config::foreign {

/// The consumers of the document.
struct ApisixConsumers {
    std::vector<std::string> keyHolders; ///< consumers with a key-auth key
    std::vector<std::string> unguarded;  ///< consumers without a restricting plugin of their own
};

/// Determines who may use a route from all plugins that can be converted.
class ApisixAccess {
public:
    explicit ApisixAccess(const ApisixConsumers& consumers)
        : m_consumers(consumers)
    {
    }

    /// Takes a guard into account. Returns why it cannot be converted; empty: success.
    std::string add(const ApisixPlugin& plugin, ImportLog& log);
    /// Sets the consumers of a route. Returns why nobody could use it; empty: somebody can.
    std::string apply(RouteSettings& route, ImportLog& log) const;
    /// Path of one of the plugins that restrict the route.
    const std::string& path() const { return m_restriction.empty() ? m_keyAuths.front() : m_restriction; }

private:
    std::string addKeyAuth(const ApisixPlugin& plugin, ImportLog& log);
    std::string addRestriction(const ApisixPlugin& plugin, ImportLog& log);
    bool mayBeAnonymous() const;

    const ApisixConsumers& m_consumers;
    std::vector<std::string> m_keyAuths; // paths
    std::vector<std::string> m_anonymous; // consumers assigned to callers without a key
    std::vector<std::vector<std::string>> m_whitelists;
    std::vector<std::string> m_blacklist;
    std::string m_restriction; // path of one
};

} // namespace gateway::config::foreign
