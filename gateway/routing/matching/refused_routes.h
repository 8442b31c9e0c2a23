#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace gateway::routing {

/// Why a route does not take a request; `toText()` has the texts in this order.
enum class RouteRefusal : std::uint32_t {
    None, ///< it takes the request
    TakenBefore,
    SwitchedOff,
    OtherModel,
    NoHeader,
    NotAllHeaders,
    OtherDomain,
    OtherPath,
    OtherMethod,
    NoParameter,
    NotAllParameters,
    OtherConsumer,
    OtherTime,
    NoTrait,
};

/// As text, to be translated; empty for `None`.
constexpr const char* toText(RouteRefusal why)
{
    constexpr std::array<const char*, static_cast<std::size_t>(RouteRefusal::NoTrait) + 1> kWords{
        "",
        QT_TRANSLATE_NOOP("Error", "it matches, but an earlier route takes the request"),
        QT_TRANSLATE_NOOP("Error", "it is disabled"),
        QT_TRANSLATE_NOOP("Error", "it does not match the model"),
        QT_TRANSLATE_NOOP("Error", "none of its headers match"),
        QT_TRANSLATE_NOOP("Error", "not all of its headers match"),
        QT_TRANSLATE_NOOP("Error", "it does not match the host name"),
        QT_TRANSLATE_NOOP("Error", "it does not match the path"),
        QT_TRANSLATE_NOOP("Error", "it does not match the method"),
        QT_TRANSLATE_NOOP("Error", "none of its query parameters match"),
        QT_TRANSLATE_NOOP("Error", "not all of its query parameters match"),
        QT_TRANSLATE_NOOP("Error", "it does not match the consumer"),
        QT_TRANSLATE_NOOP("Error", "it is outside its time windows"),
        QT_TRANSLATE_NOOP("Error", "it does not match the request features")};
    return kWords[static_cast<std::size_t>(why)];
}

/// Why routes do not take a request, as runs of consecutive routes with the same reason: a long run costs no more than
/// a single route. Covers the enabled routes, counted from 0, since disabled ones do not depend on the request.
class RefusedRoutes {
public:
    struct Run {
        RouteRefusal why = RouteRefusal::None;
        std::uint32_t end = 0; ///< index after its last route; it begins where the preceding run ends

        bool operator==(const Run&) const = default;
    };
    static_assert(std::has_unique_object_representations_v<Run>); // compared and hashed as raw bytes

    bool operator==(const RefusedRoutes& other) const
    {
        return m_runs.size() == other.m_runs.size()
            && (m_runs.empty() || std::memcmp(m_runs.data(), other.m_runs.data(), m_runs.size() * sizeof(Run)) == 0);
    }
    const std::vector<Run>& runs() const { return m_runs; }
    /// The index of the first route without a reason yet.
    std::size_t end() const { return m_runs.empty() ? 0 : m_runs.back().end; }

    /// Adds all routes from `end()` up to index `end`.
    void pass(std::size_t end, RouteRefusal why)
    {
        if (end == this->end())
            return;
        if (!m_runs.empty() && m_runs.back().why == why) {
            m_runs.back().end = static_cast<std::uint32_t>(end);
            return;
        }
        if (m_runs.empty())
            m_runs.reserve(kFirstRuns);
        m_runs.push_back({why, static_cast<std::uint32_t>(end)});
    }

private:
    static constexpr std::size_t kFirstRuns = 128;

    std::vector<Run> m_runs;
};

} // namespace gateway::routing
