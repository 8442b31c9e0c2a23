#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace gateway::config::foreign {

/// The order in which a gateway tries routes by domain: exact hosts first, then the longest wildcard, then all hosts.
/// Higher ones first.
/// Sources: apache/apisix, docs/en/latest/terminology/router.md (radixtree_host_uri); Envoy, config.route.v3.VirtualHost, "domains"; read 2026-11-28.
using HostRank = std::tuple<int, std::size_t>;

inline HostRank hostRankOf(const std::vector<std::string>& domains)
{
    HostRank best{0, 0};
    for (const std::string& domain : domains) {
        const bool isWild = domain.starts_with('*');
        best = std::max(best, domain == "*" ? HostRank{0, 0} : isWild ? HostRank{1, domain.size()} : HostRank{2, 0});
    }
    return best;
}

} // namespace gateway::config::foreign
