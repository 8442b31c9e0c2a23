#include "test_cost.h"

#include "gateway/providers/provider_client.h"
#include "gateway/usage/pricing/price.h"

#include <string>

namespace ui::models {

using gateway::Money;
using gateway::Tokens;

namespace {

/// The demo responds by itself, free of charge.
bool isDemo(const GatewayParts<Providers>& access, const gateway::config::ProviderSettings& settings)
{
    const auto* const kind = access.providers().catalog().find(settings.type);
    return kind && kind->endpoint(gateway::providers::Protocol::Demo);
}

} // namespace

std::optional<Money> testCost(const ProviderListModel& providers, const GatewayParts<Providers>& access, int row, gateway::WallTime now)
{
    const auto& settings = providers.settings(row);
    const auto* note = providers.observations().probe(settings.id);
    std::optional<std::string> wanted;
    if (settings.models && !settings.models->empty()) wanted = settings.models->front();
    const auto known = access.providers().catalog();
    const std::string model = gateway::providers::probeModel(wanted, note ? note->result.listed : std::vector<std::string>(), known.models(settings.type));
    const auto price = model.empty() ? std::nullopt : access.providers().price(settings.id, model);
    if (!price) return std::nullopt;
    gateway::protocol::TokenUsage used;
    used.origin = gateway::protocol::UsageOrigin::Estimated;
    used.input = Tokens{gateway::providers::kMostProbeInput};
    used.output = Tokens{gateway::providers::kMostProbeOutput};
    return gateway::usage::costOf(used, *price, now);
}

TestCosts testCosts(const ProviderListModel& providers, const GatewayParts<Providers>& access, gateway::WallTime now)
{
    TestCosts costs;
    Money yuan{gateway::Currency::Cny, 0};
    Money dollars{gateway::Currency::Usd, 0};
    for (int row = 0; row < providers.rowCount(); ++row) {
        const auto& settings = providers.settings(row);
        const auto* status = providers.status(row);
        const bool isAsked = settings.enabled && status && status->health == gateway::host::ProviderHealth::Ready && !providers.isProbing(settings.id);
        if (!isAsked) continue;
        costs.rows.push_back(row);
        const auto cost = testCost(providers, access, row, now);
        if (cost) (cost->currency == gateway::Currency::Cny ? yuan : dollars).pico += cost->pico;
        else if (!isDemo(access, settings)) costs.unpriced += providers.name(row);
    }
    costs.sums = {dollars, yuan}; // a total of zero is shown in the first currency
    return costs;
}

} // namespace ui::models
