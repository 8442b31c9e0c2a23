#pragma once

#include "money.h"

#include <algorithm>
#include <vector>

namespace gateway {

/// Adds to the sum of its currency; `sums` has at most one for each.
inline void addTo(std::vector<Money>& sums, const Money& amount)
{
    const auto known = std::ranges::find(sums, amount.currency, &Money::currency);
    if (known == sums.end())
        sums.push_back(amount);
    else
        known->pico += amount.pico;
}

} // namespace gateway
