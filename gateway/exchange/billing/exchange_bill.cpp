#include "exchange_bill.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace gateway::exchange {

std::string_view pricedModel(const usage::Charge& charge)
{
    return charge.tokens.servedBy.empty() ? std::string_view(charge.model) : std::string_view(charge.tokens.servedBy);
}

void setCost(usage::Charge& charge, const usage::Price* price, WallTime ended)
{
    const auto parts = price ? usage::partsOf(charge.tokens, *price, ended) : std::nullopt;
    charge.cost = parts ? std::optional(parts->total()) : std::nullopt;
    charge.costOrigin = !parts ? usage::CostOrigin::Unknown : parts->isWhole ? usage::CostOrigin::Prices : usage::CostOrigin::AtLeast;
}

void setCost(usage::Charge& charge, const Provider& provider, const usage::PriceBook& prices, WallTime ended)
{
    const auto& told = charge.tokens.reportedCost;
    if (told && provider.reportedCosts.has(told->field)) {
        charge.cost = Money{Currency::Usd, told->pico};
        charge.costOrigin = usage::CostOrigin::Provider;
    } else if (const auto known = prices.find(*provider.settings, pricedModel(charge))) {
        charge.price = std::shared_ptr<const usage::SharedText>(known, &known->text);
        setCost(charge, &known->price, ended);
    }
}

void Bill::note(std::size_t attempt, const Provider& provider, protocol::TokenUsage tokens, std::optional<CutAnswer> cut)
{
    auto place = std::ranges::lower_bound(m_items, attempt, {}, &Item::attempt);
    if (place == m_items.end() || place->attempt != attempt)
        place = m_items.insert(place, {attempt, &provider, {}, {}});
    place->tokens = std::move(tokens);
    place->cut = cut;
}

bool Bill::has(std::size_t attempt) const { return std::ranges::find(m_items, attempt, &Item::attempt) != m_items.end(); }

const CutAnswer* Bill::cutOf(std::size_t attempt) const
{
    const auto found = std::ranges::find(m_items, attempt, &Item::attempt);
    return found != m_items.end() && found->cut ? &*found->cut : nullptr;
}

std::vector<usage::Charge> Bill::charges(const std::vector<usage::AttemptRecord>& attempts, const usage::PriceBook& prices,
                                         WallTime ended) const
{
    std::vector<usage::Charge> all;
    all.reserve(m_items.size());
    for (const Item& item : m_items) {
        const usage::AttemptRecord& attempt = attempts[item.attempt];
        usage::Charge& own = all.emplace_back(usage::Charge{item.attempt, attempt.provider, attempt.model, attempt.key, item.tokens});
        const auto others = std::exchange(own.tokens.elsewhere, nullptr);
        setCost(own, *item.provider, prices, ended);
        const bool isReported = own.costOrigin == usage::CostOrigin::Provider; // including other models
        for (std::size_t i = 0; others && i < others->size(); ++i) {
            const protocol::ModelUsage& other = (*others)[i];
            usage::Charge& charge = all.emplace_back(usage::Charge{item.attempt, attempt.provider, other.model, attempt.key, other.tokens});
            if (isReported)
                charge.tokens.reportedCost = protocol::ReportedCost{item.tokens.reportedCost->field, 0};
            setCost(charge, *item.provider, prices, ended);
        }
    }
    return all;
}

} // namespace gateway::exchange
