#pragma once

#include "gateway/core/money.h"

#include <array>
#include <string>
#include <string_view>

namespace gateway::config {

/// Of the calendar, by this machine's clock; a week begins on Monday.
enum class BudgetPeriod { Day, Week, Month };
inline constexpr std::array<std::string_view, 3> kBudgetPeriodNames{"day", "week", "month"};

/// What the user wants to spend at most in each period. It is told and drawn; no request is refused for it.
struct BudgetSettings {
    BudgetPeriod period = BudgetPeriod::Month;
    double amount = 0; ///< in units of `currency`
    Currency currency = Currency::Usd;
    std::string provider; ///< id; empty: all of them
    std::string consumer; ///< name; empty: all of them

    bool operator==(const BudgetSettings&) const = default;
};

} // namespace gateway::config
