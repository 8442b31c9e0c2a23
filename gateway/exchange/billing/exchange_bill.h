#pragma once

#include "unseen_usage.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/usage/pricing/price_book.h"
#include "gateway/usage/record.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// The model whose price applies.
std::string_view pricedModel(const usage::Charge& charge);
/// Sets the cost of the charge's tokens by a price; null: no price is known.
void setCost(usage::Charge& charge, const usage::Price* price, WallTime ended);
/// Sets the cost: what `provider` reports, if that is trusted, takes precedence over any price.
void setCost(usage::Charge& charge, const Provider& provider, const usage::PriceBook& prices, WallTime ended);

/// The usage of one exchange's attempts. Gateway thread.
class Bill final {
public:
    /// `tokens`: all that the attempt has used so far; replaces what was noted before. `cut`: its answer was cut off.
    /// `provider` must outlive this object.
    void note(std::size_t attempt, const Provider& provider, protocol::TokenUsage tokens, std::optional<CutAnswer> cut = {});
    /// Whether the attempt has used anything.
    bool has(std::size_t attempt) const;
    /// How far the answer of the attempt had come if it was cut off; null: all of it arrived, or it has used nothing.
    const CutAnswer* cutOf(std::size_t attempt) const;
    /// The charges with names and costs, in the order of the attempts, all of which have ended by `ended`. An attempt's
    /// charge is followed by those of other models that worked for it.
    std::vector<usage::Charge> charges(const std::vector<usage::AttemptRecord>& attempts, const usage::PriceBook& prices,
                                       WallTime ended) const;

private:
    struct Item {
        std::size_t attempt = 0;
        const Provider* provider = nullptr;
        protocol::TokenUsage tokens;
        std::optional<CutAnswer> cut;
    };

    std::vector<Item> m_items; // in the order of the attempts
};

} // namespace gateway::exchange
