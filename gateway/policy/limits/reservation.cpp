#include "reservation.h"

#include "gateway/core/median.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace gateway::policy {

namespace {

using config::LimitKind;
using config::LimitReserve;

std::int64_t times(std::int64_t amount, int count)
{
    constexpr std::int64_t kMost = std::int64_t{1} << 62;
    return amount > kMost / std::max(1, count) ? kMost : amount * std::max(1, count);
}

/// The input as one kind, the output as one kind, and so on: an expression or a price is highest at one of these.
template <class Visit> void visitExtremes(std::int64_t input, std::int64_t output, Visit visit)
{
    using protocol::TokenUsage;
    constexpr std::array kInputs{&TokenUsage::input, &TokenUsage::cachedInput, &TokenUsage::cacheWrite};
    constexpr std::array kOutputs{&TokenUsage::output, &TokenUsage::reasoning};
    for (const auto inputPart : kInputs)
        for (const auto outputPart : kOutputs) {
            TokenUsage tokens;
            tokens.origin = protocol::UsageOrigin::Reported;
            tokens.input = Tokens{0};
            tokens.output = Tokens{0};
            tokens.*inputPart = Tokens{input};
            tokens.*outputPart = Tokens{output};
            if (inputPart == &TokenUsage::cacheWrite)
                tokens.cacheWriteHour = Tokens{input};
            visit(tokens);
        }
}

} // namespace

Reservation::Reservation(const TargetDemand& demand, const ModelUses* uses, WallTime now)
    : m_demand(demand)
    , m_uses(uses)
    , m_now(now)
    , m_input(uses ? uses->inputBound(demand.input) : demand.input)
{
    m_plain.origin = protocol::UsageOrigin::Reported;
    m_plain.input = Tokens{m_input};
    m_plain.output = Tokens{demand.output};
}

/// In the unit of the limit; 0 if the price is unknown.
std::int64_t Reservation::amountOf(const LimitRule& rule, const protocol::TokenUsage& tokens) const
{
    if (rule.kind() == LimitKind::Tokens)
        return rule.count(tokens);
    const auto cost = m_demand.price ? usage::costOf(tokens, *m_demand.price, m_now) : std::nullopt;
    return cost ? rule.count(*cost, m_demand.usdCny) : 0;
}

/// 0 if the price is unknown. It is the same for all limits, which only count it in their currencies.
Money Reservation::mostCost() const
{
    using protocol::ServiceTier;
    constexpr std::array kTiers{ServiceTier::Standard, ServiceTier::Priority, ServiceTier::Fast};
    Money most;
    if (!m_demand.price)
        return most;
    visitExtremes(m_input, m_demand.output, [&](protocol::TokenUsage& tokens) {
        for (const ServiceTier tier : kTiers) {
            if (tier != ServiceTier::Standard && !m_demand.hasTiers)
                continue;
            tokens.serviceTier = tier;
            if (const auto cost = usage::costOf(tokens, *m_demand.price, m_now); cost && cost->pico >= most.pico)
                most = *cost;
        }
    });
    return most;
}

std::int64_t Reservation::mostOf(const LimitRule& rule)
{
    if (rule.kind() == LimitKind::Cost) {
        if (!m_mostCost)
            m_mostCost = mostCost();
        return rule.count(*m_mostCost, m_demand.usdCny);
    }
    if (rule.settings().count.expression.empty()) // all kinds of input count the same, and so do those of output
        return rule.count(m_plain);
    std::int64_t most = 0;
    for (const std::int64_t input : {std::int64_t{0}, m_input}) // an expression may count less for more
        for (const std::int64_t output : {std::int64_t{0}, m_demand.output})
            visitExtremes(input, output, [&](const protocol::TokenUsage& tokens) { most = std::max(most, rule.count(tokens)); });
    return most;
}

std::optional<std::int64_t> Reservation::of(const LimitRule& rule)
{
    if (rule.settings().reserve == LimitReserve::None)
        return std::nullopt;
    if (rule.settings().reserve == LimitReserve::Estimate && m_uses) {
        std::vector<std::int64_t> amounts;
        for (const protocol::TokenUsage& each : m_uses->last())
            amounts.push_back(amountOf(rule, each));
        if (const auto usual = median(std::move(amounts)))
            return times(*usual, m_demand.answers);
    }
    return times(mostOf(rule), m_demand.answers);
}

AttemptBound Reservation::bound() const
{
    return {Tokens{times(m_input, m_demand.answers)}, Tokens{times(m_demand.output, m_demand.answers)}, m_uses ? m_uses->highestSpeed() : 0};
}

} // namespace gateway::policy
