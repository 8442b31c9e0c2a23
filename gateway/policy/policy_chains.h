#pragma once

#include "policy_table.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace gateway::policy {

/// The policies for one consumer on one route, in order. Immutable. Any thread.
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

/// The chains of a configuration, one for each distinct pair of consumer and route policy settings. Immutable. Any
/// thread.
class PolicyChains {
public:
    PolicyChains() = default;
    /// Both must outlive this object.
    explicit PolicyChains(const config::Settings& settings, const std::vector<PolicyRow>& table = policyTable());

    /// Null if no policy applies. `consumer`: index in the settings; empty: none. `route`: from the settings; null:
    /// none or not known yet.
    const PolicyChain* of(std::optional<std::size_t> consumer, const config::RouteSettings* route) const;

private:
    const config::RouteSettings* m_routes = nullptr; // the first one
    std::vector<std::size_t> m_rows; // row by consumer; row 0 is for no consumer
    std::vector<std::size_t> m_columns; // column by route; column 0 is for no route
    std::size_t m_width = 0;
    std::vector<PolicyChain> m_chains; // row by row; empty: there are no policies
};

} // namespace gateway::policy
