#include "refusal_texts.h"

#include "gateway/usage/trail/trail.h"

#include <functional>
#include <utility>

namespace gateway::routing {

namespace {

/// Beyond this it begins anew: a configuration where more are in use is none of people.
constexpr std::size_t kMost = 1000;

/// Reasons are static: each is known by its place.
std::size_t hashOf(const RefusedRoutes& refused)
{
    constexpr std::size_t kFactor = 0x100000001b3; // Source: FNV-1a
    std::size_t hash = refused.runs().size();
    for (const auto& run : refused.runs())
        hash = ((hash ^ run.end) * kFactor ^ std::hash<const char*>()(run.why.data())) * kFactor;
    return hash;
}

std::shared_ptr<const usage::SharedText> textOf(const RefusedRoutes& refused)
{
    usage::Trail trail;
    std::size_t begin = 0;
    for (const auto& run : refused.runs()) {
        if (!run.why.empty())
            trail.refuse(begin, run.end, run.why);
        begin = run.end;
    }
    return trail.isEmpty() ? nullptr : std::make_shared<const usage::SharedText>(trail.toText());
}

} // namespace

std::shared_ptr<const usage::SharedText> RefusalTexts::of(const RefusedRoutes& refused)
{
    const std::size_t hash = hashOf(refused);
    if (const auto found = m_known.find(hash); found != m_known.end() && found->second.refused == refused)
        return found->second.text;
    if (m_known.size() >= kMost)
        m_known.clear();
    return m_known.insert_or_assign(hash, Known{refused, textOf(refused)}).first->second.text;
}

} // namespace gateway::routing
