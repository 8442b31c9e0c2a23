#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// Why routes do not take a request, as runs of neighbours with one reason: many cost no
/// more than one. Of the routes that are switched on, whose places count from 0; that the
/// others are off is no matter of the request.
class RefusedRoutes {
public:
    struct Run {
        std::string_view why; ///< static; empty: the route that takes it
        std::size_t end = 0; ///< the place behind its last one; it begins where the one before ends

        /// Static reasons: each is at one place only.
        bool operator==(const Run& other) const { return end == other.end && why.data() == other.why.data(); }
    };

    bool operator==(const RefusedRoutes&) const = default;
    const std::vector<Run>& runs() const { return m_runs; }
    /// The place of the first that nothing is said of yet.
    std::size_t end() const { return m_runs.empty() ? 0 : m_runs.back().end; }

    /// All from `end()` up to the place `end`.
    void pass(std::size_t end, std::string_view why)
    {
        if (end == this->end())
            return;
        if (!m_runs.empty() && m_runs.back().why.data() == why.data()) {
            m_runs.back().end = end;
            return;
        }
        if (m_runs.empty())
            m_runs.reserve(kFirstRuns);
        m_runs.push_back({why, end});
    }

private:
    static constexpr std::size_t kFirstRuns = 32;

    std::vector<Run> m_runs;
};

} // namespace gateway::routing
