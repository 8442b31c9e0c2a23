#include "throughput.h"

#include <algorithm>
#include <chrono>

namespace ui::models {
namespace {

std::int64_t secondOf(gateway::TimePoint time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// Whether the gateway was restarted. Token counts alone may decrease slightly when an estimate is corrected.
bool beganAgain(const gateway::usage::LiveTotals& before, const gateway::usage::LiveTotals& after)
{
    return after.exchanges < before.exchanges;
}

} // namespace

void Throughput::advance(gateway::TimePoint now)
{
    const std::int64_t second = secondOf(now);
    if (!m_second) m_second = second;
    // Beyond the window, everything is replaced once.
    std::int64_t next = std::max(*m_second + 1, second - kKept + 1);
    for (; next <= second; ++next) at(next) = m_isBusy ? std::optional<TokenRate>(TokenRate{}) : std::nullopt;
    m_second = std::max(*m_second, second);
}

void Throughput::add(const gateway::usage::LiveSnapshot& snapshot)
{
    advance(snapshot.at);
    const gateway::usage::LiveTotals& totals = snapshot.totals;
    m_isBusy = !snapshot.inFlight.empty();
    std::optional<TokenRate>& current = at(*m_second);
    if (!current && (m_isBusy || !snapshot.finished.empty())) current = TokenRate{};
    if (m_last && !beganAgain(*m_last, totals)) {
        const TokenRate passed{totals.inputTokens - m_last->inputTokens, totals.outputTokens - m_last->outputTokens,
                               totals.reasoningTokens - m_last->reasoningTokens};
        if (!current && passed != TokenRate{}) current = TokenRate{};
        // A corrected estimate may decrease: the current second does not become negative.
        if (current) {
            current->input = std::max<std::int64_t>(0, current->input + passed.input);
            current->output = std::max<std::int64_t>(0, current->output + passed.output);
            current->reasoning = std::max<std::int64_t>(0, current->reasoning + passed.reasoning);
        }
    }
    m_last = totals;
}

std::vector<std::optional<TokenRate>> Throughput::seconds() const
{
    std::vector<std::optional<TokenRate>> all(kSeconds);
    if (!m_second) return all;
    for (std::int64_t i = 0; i < kSeconds; ++i) {
        const std::int64_t second = *m_second - kSeconds + i;
        if (second >= 0) all[static_cast<std::size_t>(i)] = at(second);
    }
    return all;
}

TokenRate Throughput::now() const
{
    if (!m_second || *m_second < 1) return {};
    return at(*m_second - 1).value_or(TokenRate{});
}

bool Throughput::isEmpty() const
{
    return !m_isBusy
        && std::none_of(m_ring.begin(), m_ring.end(), [](const std::optional<TokenRate>& rate) { return rate.has_value(); });
}

} // namespace ui::models
