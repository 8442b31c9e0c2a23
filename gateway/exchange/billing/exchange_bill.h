#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/usage/pricing/price_book.h"
#include "gateway/usage/record.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// The model whose price counts.
std::string_view pricedModel(const usage::Charge& charge);
/// What its tokens cost by a price; null: none is known.
void setCost(usage::Charge& charge, const usage::Price* price, WallTime ended);
/// What it costs: what `provider` is to be believed of that counts before any price.
void setCost(usage::Charge& charge, const Provider& provider, const usage::PriceBook& prices, WallTime ended);

/// What the attempts of one exchange have used. Gateway thread.
class Bill final {
public:
    /// `tokens`: all that the attempt has used so far; what was noted of it before is forgotten. `provider` must outlive this.
    void note(std::size_t attempt, const Provider& provider, protocol::TokenUsage tokens);
    /// With their names and costs, in the order of the attempts, each of which has ended by `ended` at the latest. What other
    /// models did for an attempt follows it.
    std::vector<usage::Charge> charges(const std::vector<usage::AttemptRecord>& attempts, const usage::PriceBook& prices,
                                       WallTime ended) const;

private:
    struct Item {
        std::size_t attempt = 0;
        const Provider* provider = nullptr;
        protocol::TokenUsage tokens;
    };

    std::vector<Item> m_items; // in the order of the attempts
};

} // namespace gateway::exchange
