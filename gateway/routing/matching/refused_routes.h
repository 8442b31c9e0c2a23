#pragma once

#include "gateway/config/settings/route_settings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// The routes before the one that takes a request (all, where none does), by why they
/// do not. Of each reason the first few by name, so that many cost no more than those.
class RefusedRoutes {
public:
    struct Reason {
        static constexpr std::size_t kNamed = 3;

        std::string_view why; ///< static
        std::size_t count = 0;
        std::array<const config::RouteSettings*, kNamed> first{}; ///< in their order; null behind the last

        std::span<const config::RouteSettings* const> named() const
        {
            return std::span(first).first(std::min(count, kNamed));
        }
    };

    const std::vector<Reason>& reasons() const { return m_reasons; }

    /// `route(i)` is the i-th of `count` routes that stand behind those added so far.
    template <class Route> void add(std::string_view why, std::size_t count, Route route)
    {
        if (count == 0)
            return;
        Reason& reason = of(why);
        for (std::size_t i = 0; i < count && reason.count + i < Reason::kNamed; ++i)
            reason.first[reason.count + i] = route(i);
        reason.count += count;
    }

private:
    Reason& of(std::string_view why)
    {
        for (Reason& reason : m_reasons)
            if (reason.why.data() == why.data()) // static: each is at one place only
                return reason;
        return m_reasons.emplace_back(Reason{why});
    }

    std::vector<Reason> m_reasons;
};

} // namespace gateway::routing
