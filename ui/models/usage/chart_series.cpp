#include "chart_series.h"

namespace ui::models {

using gateway::usage::RequestField;

namespace {

std::optional<double> shareOf(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole)) : std::nullopt;
}

} // namespace

RequestField fieldOf(UsageGroup group)
{
    switch (group) {
    case UsageGroup::Provider: return RequestField::Provider;
    case UsageGroup::Consumer: return RequestField::Consumer;
    case UsageGroup::Client: return RequestField::Client;
    case UsageGroup::Program: return RequestField::Program;
    case UsageGroup::Key: return RequestField::Key;
    case UsageGroup::Model:
    case UsageGroup::Kind: break;
    }
    return RequestField::Model;
}

std::int64_t UsageSums::input() const { return totals.inputTokens + totals.cachedInputTokens + totals.cacheWriteTokens; }
std::int64_t UsageSums::tokens() const { return input() + totals.outputTokens + totals.reasoningTokens; }
std::optional<double> UsageSums::cacheShare() const { return shareOf(totals.cachedInputTokens, input()); }
std::optional<double> UsageSums::answeredShare() const { return shareOf(totals.exchanges - totals.failed - refused, totals.exchanges); }
std::optional<double> UsageSums::failedShare() const { return shareOf(totals.failed, totals.exchanges); }
std::optional<double> UsageSums::fallbackShare() const { return shareOf(totals.fallbacks, totals.exchanges); }

} // namespace ui::models
