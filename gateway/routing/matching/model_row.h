#pragma once

#include "gateway/config/settings/route_settings.h"

#include <cstdint>
#include <string_view>

namespace gateway::routing {

/// The first eight bytes of a text, or its last ones, in one number.
struct TextEdges {
    explicit TextEdges(std::string_view text);

    std::uint64_t front = 0;
    std::uint64_t back = 0;
};

/// One model predicate of a route: small, since it is seldom in the cache. An edge of
/// the text tells nearly all that do not hold.
struct ModelRow {
    static constexpr std::uint16_t kNoHeader = 0xffff;

    std::uint64_t edge = 0;
    std::uint32_t route = 0;
    std::uint16_t header = kNoHeader; ///< one without which the route does not match, by its number
    std::uint8_t edgeSize = 0; ///< bytes
    bool isBack : 1 = false; ///< which edge
    bool isEdgeAll : 1 = false; ///< else the route's matchers are to be asked
    bool groupsHeaders : 1 = false; ///< as in the route, which is far away

    /// The edge is that of `match`.
    void setEdge(const config::TextMatch& match);
};

} // namespace gateway::routing
