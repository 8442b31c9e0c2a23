#include "refusal_texts.h"

#include "gateway/usage/decisions/exchange_decisions.h"

#include <bit>
#include <cstdint>
#include <utility>

namespace gateway::routing {

namespace {

/// The cache is cleared beyond this: no hand-written configuration has more in use.
constexpr std::size_t kMost = 1000;

std::size_t hashOf(const RefusedRoutes& refused)
{
    constexpr std::size_t kFactor = 0x100000001b3; // Source: FNV-1a
    std::size_t hash = refused.runs().size();
    for (const RefusedRoutes::Run& run : refused.runs())
        hash = (hash ^ std::bit_cast<std::uint64_t>(run)) * kFactor;
    return hash;
}

std::shared_ptr<const usage::SharedText> textOf(const RefusedRoutes& refused)
{
    usage::ExchangeDecisions decisions;
    std::size_t begin = 0;
    for (const auto& [why, end] : refused.runs()) {
        if (why != RouteRefusal::None)
            decisions.refuse(begin, end, Sentence::of(toText(why)));
        begin = end;
    }
    return decisions.isEmpty() ? nullptr : std::make_shared<const usage::SharedText>(decisions.toText());
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
