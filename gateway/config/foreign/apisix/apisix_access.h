#pragma once

#include "apisix_sources.h"

#include <string>
#include <vector>

namespace gateway::config::foreign {

/// What is known of the document's consumers.
struct ApisixConsumers {
    std::vector<std::string> keyHolders; ///< those with a key of key-auth
    std::vector<std::string> unguarded;  ///< those that no plugin of their own holds back
};

/// Who may use a route: what the plugins that can be expressed say together.
class ApisixAccess {
public:
    explicit ApisixAccess(const ApisixConsumers& consumers)
        : m_consumers(consumers)
    {
    }

    /// Takes a guard into account. Why it cannot be expressed; empty: it is.
    std::string add(const ApisixPlugin& plugin, ImportLog& log);
    /// Sets the consumers of a route. Why nobody could use it; empty: somebody can.
    std::string apply(RouteSettings& route, ImportLog& log) const;
    /// Where one of the plugins is that restrict the route.
    const std::string& path() const { return m_restriction.empty() ? m_keyAuths.front() : m_restriction; }

private:
    std::string addKeyAuth(const ApisixPlugin& plugin, ImportLog& log);
    std::string addRestriction(const ApisixPlugin& plugin, ImportLog& log);
    bool mayBeAnonymous() const;

    const ApisixConsumers& m_consumers;
    std::vector<std::string> m_keyAuths; // paths
    std::vector<std::string> m_anonymous; // consumers that callers without a key are
    std::vector<std::vector<std::string>> m_whitelists;
    std::vector<std::string> m_blacklist;
    std::string m_restriction; // path of one
};

} // namespace gateway::config::foreign
