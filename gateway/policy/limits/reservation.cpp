#include "reservation.h"

#include <algorithm>
#include <array>
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

/// In the unit of the limit; 0 if the price is unknown.
std::int64_t amountOf(const LimitRule& rule, const protocol::TokenUsage& tokens, const TargetDemand& demand, WallTime now)
{
    if (rule.kind() == LimitKind::Tokens)
        return rule.count(tokens);
    const auto cost = demand.price ? usage::costOf(tokens, *demand.price, now) : std::nullopt;
    return cost ? rule.count(*cost, demand.usdCny) : 0;
}

/// The input as one kind, the output as one kind, and so on: what counts or costs most of them. An expression or a price
/// is highest at one of these.
std::int64_t mostOf(const LimitRule& rule, std::int64_t input, const TargetDemand& demand, WallTime now)
{
    using protocol::ServiceTier;
    using protocol::TokenUsage;
    constexpr std::array kInputs{&TokenUsage::input, &TokenUsage::cachedInput, &TokenUsage::cacheWrite};
    constexpr std::array kOutputs{&TokenUsage::output, &TokenUsage::reasoning};
    constexpr std::array kTiers{ServiceTier::Standard, ServiceTier::Priority, ServiceTier::Fast};
    std::int64_t most = 0;
    for (const auto inputPart : kInputs)
        for (const auto outputPart : kOutputs)
            for (const ServiceTier tier : kTiers) {
                const bool isUsed = tier == ServiceTier::Standard || (demand.hasTiers && rule.kind() == LimitKind::Cost);
                if (!isUsed)
                    continue;
                TokenUsage tokens;
                tokens.origin = protocol::UsageOrigin::Reported;
                tokens.input = Tokens{0};
                tokens.output = Tokens{0};
                tokens.*inputPart = Tokens{input};
                tokens.*outputPart = Tokens{demand.output};
                if (inputPart == &TokenUsage::cacheWrite)
                    tokens.cacheWriteHour = Tokens{input};
                tokens.serviceTier = tier;
                most = std::max(most, amountOf(rule, tokens, demand, now));
            }
    return most;
}

} // namespace

std::optional<std::int64_t> reservationOf(const LimitRule& rule, const TargetDemand& demand, const ModelUses* uses, WallTime now)
{
    if (rule.settings().reserve == LimitReserve::None)
        return std::nullopt;
    if (rule.settings().reserve == LimitReserve::Estimate && uses) {
        std::vector<std::int64_t> amounts;
        for (const protocol::TokenUsage& each : uses->last())
            amounts.push_back(amountOf(rule, each, demand, now));
        if (!amounts.empty()) {
            const auto middle = amounts.begin() + static_cast<std::ptrdiff_t>(amounts.size() / 2);
            std::ranges::nth_element(amounts, middle);
            return times(*middle, demand.answers);
        }
    }
    const std::int64_t input = uses ? uses->inputBound(demand.input) : demand.input;
    return times(mostOf(rule, input, demand, now), demand.answers);
}

} // namespace gateway::policy
