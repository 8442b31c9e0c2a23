#include "budget_view.h"

#include "app/process/text_table.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <QDate>
#include <QString>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace app {

using gateway::decimalText;
using gateway::Json;
using gateway::Money;
using gateway::usage::BudgetState;

namespace {

constexpr double kPercent = 100;

std::string_view periodOf(const BudgetState& state) { return gateway::config::kBudgetPeriodNames[static_cast<std::size_t>(state.budget.period)]; }
std::string_view currencyOf(const Money& money) { return gateway::kCurrencyNames[static_cast<std::size_t>(money.currency)]; }
std::string dayText(QDate day) { return day.toString(Qt::ISODate).toStdString(); }
std::string orDash(const std::string& name) { return name.empty() ? "-" : name; }
Json orNull(const std::string& name) { return name.empty() ? Json() : Json(name); }

/// Never 100 before everything is spent, nor 0 if anything is.
std::string percentText(const BudgetState& state)
{
    const auto percent = std::llround(state.share() * kPercent);
    if (percent == 0 && state.spent.pico > 0)
        return "<1%";
    return std::to_string(state.isReached() ? percent : std::min(percent, 99LL)) + '%';
}

/// With "≥" if a part has no known price; "unknown" if it may be any amount.
std::string atLeast(const BudgetState& state, const std::string& amount) { return state.isUnknown() ? "unknown" : state.isWhole() ? amount : "≥ " + amount; }

std::string notesOf(const BudgetState& state)
{
    std::string text;
    if (state.other.pico > 0)
        text += toText(state.other) + " of it by " + gateway::usage::toText(state.rate);
    if (state.unpriced > 0)
        text += (text.empty() ? "" : "; ") + std::to_string(state.unpriced) + (state.unpriced == 1 ? " answer" : " answers") + " without a full price: not fully included";
    return text;
}

} // namespace

std::string budgetsText(const std::vector<BudgetState>& states)
{
    if (states.empty())
        return "No budgets are configured in usage.budgets.\n";
    std::vector<std::vector<std::string>> lines{{"BUDGET", "PROVIDER", "CONSUMER", "UNTIL", "SPENT", "OF", "", "USED"}};
    std::string notes;
    for (const BudgetState& state : states) {
        lines.push_back({std::string(periodOf(state)), orDash(state.budget.provider), orDash(state.budget.consumer), dayText(state.span.last),
            atLeast(state, gateway::shortText(state.spent.pico)), // converted amounts have more digits than are significant
            decimalText(state.limit.pico), std::string(currencyOf(state.limit)), atLeast(state, percentText(state))});
        if (const std::string note = notesOf(state); !note.empty())
            notes += std::string(periodOf(state)) + ": " + note + '\n';
    }
    constexpr std::size_t kNames = 4;
    return alignedText(lines, kNames) + notes;
}

Json budgetsJson(const std::vector<BudgetState>& states)
{
    Json list = Json::array();
    for (const BudgetState& state : states) {
        Json& each = list.emplace_back(Json::object());
        each["period"] = periodOf(state);
        each["from"] = dayText(state.span.first);
        each["until"] = dayText(state.span.last);
        each["provider"] = orNull(state.budget.provider);
        each["consumer"] = orNull(state.budget.consumer);
        each["currency"] = currencyOf(state.limit);
        each["amount"] = decimalText(state.limit.pico);
        each["spent"] = decimalText(state.spent.pico);
        each["share"] = state.share();
        each["converted"] = Json{{"currency", currencyOf(state.other)}, {"amount", decimalText(state.other.pico)}};
        each["estimated"] = decimalText(state.estimated.pico);
        each["requests"] = state.exchanges;
        each["unpriced"] = state.unpriced;
    }
    return list;
}

} // namespace app
