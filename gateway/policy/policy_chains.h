#pragma once

#include "policy_table.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace gateway::policy {

/// The policies that are on for one consumer on one route, in order. Immutable. Any thread.
class PolicyChain {
public:
    struct Link {
        const PolicyRow* row = nullptr; ///< never null
        std::shared_ptr<const Policy> policy; ///< never null
    };

    PolicyChain() = default;
    explicit PolicyChain(std::vector<Link> links);

    const std::vector<Link>& links() const { return m_links; }
    Stages stages() const { return m_stages; }

private:
    std::vector<Link> m_links;
    Stages m_stages; // at which any of them acts
};

/// The chains of a configuration, resolved once for each pair of a consumer and a route that differ in what they say of policies.
/// Immutable. Any thread.
class PolicyChains {
public:
    PolicyChains() = default;
    /// Both must outlive it.
    explicit PolicyChains(const config::Settings& settings, const std::vector<PolicyRow>& table = policyTable());

    /// Null: no policy is on. `consumer`: index in the settings; empty: none of them. `route`: of the settings; null: none, or not
    /// known yet.
    const PolicyChain* of(std::optional<std::size_t> consumer, const config::RouteSettings* route) const;

private:
    const config::RouteSettings* m_routes = nullptr; // the first
    std::vector<std::size_t> m_rows; // by consumer; the first is for none
    std::vector<std::size_t> m_columns; // likewise by route
    std::size_t m_width = 0;
    std::vector<PolicyChain> m_chains; // row by row; empty: no policy is on for anybody
};

} // namespace gateway::policy
