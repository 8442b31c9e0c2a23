#include "route_trail.h"

#include <cstddef>

namespace gateway::routing {

void addRefused(usage::Trail& trail, const RefusedRoutes& refused)
{
    std::size_t begin = 0;
    for (const auto& run : refused.runs()) {
        if (!run.why.empty())
            trail.refuse(begin, run.end, run.why);
        begin = run.end;
    }
}

} // namespace gateway::routing
