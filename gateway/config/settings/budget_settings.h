#pragma once

#include "gateway/core/money.h"

#include <array>
#include <string>
#include <string_view>

namespace gateway::config {

/// Calendar periods in local time; a week begins on Monday.
enum class BudgetPeriod { Day, Week, Month };
inline constexpr std::array<std::string_view, 3> kBudgetPeriodNames{"day", "week", "month"};

/// The intended maximum spending in each period. Unless it is enforced, it is only displayed and reported.
struct BudgetSettings {
    BudgetPeriod period = BudgetPeriod::Month;
    double amount = 0; ///< in units of `currency`
    Currency currency = Currency::Usd;
    std::string provider; ///< id; empty: all providers
    std::string consumer; ///< name; empty: all consumers
    std::string name = {}; ///< of the limit that enforces it; empty: "budget-N", by its place in the list
    bool enforce = false; ///< requests beyond it are refused

    bool operator==(const BudgetSettings&) const = default;
};

} // namespace gateway::config
