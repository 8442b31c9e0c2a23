#pragma once

#include "gateway/config/settings/route_settings.h"

#include <cstdint>
#include <string_view>

namespace gateway::routing {

/// The first and last eight bytes of a text, each as one number.
struct TextEdges {
    explicit TextEdges(std::string_view text);

    std::uint64_t front = 0;
    std::uint64_t back = 0;
};

/// One model predicate of a route: small, since it is seldom in the cache. Comparing one edge of the text excludes
/// nearly all that do not match.
struct ModelRow {
    static constexpr std::uint16_t kNoHeader = 0xffff;

    std::uint64_t edge = 0;
    std::uint32_t route = 0;
    std::uint16_t header = kNoHeader; ///< number of a header that the route requires
    std::uint8_t edgeSize = 0; ///< bytes
    bool isBack : 1 = false; ///< which edge it is
    bool isEdgeAll : 1 = false; ///< otherwise the route's matchers decide
    bool groupsHeaders : 1 = false; ///< copied from the route, which would be another cache miss

    /// Sets the edge from `match`.
    void setEdge(const config::TextMatch& match);
};

} // namespace gateway::routing
