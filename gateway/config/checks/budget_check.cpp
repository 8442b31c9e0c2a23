#include "budget_check.h"

#include "gateway/config/fields/shape.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::config {

namespace {

void checkName(const std::string& name, const std::optional<std::vector<std::string>>& known, const char* problem, const Place& place)
{
    if (known && !name.empty() && std::ranges::find(*known, name) == known->end())
        place.warning(withMeant(Sentence::of(problem), name, *known));
}

bool isForSame(const BudgetSettings& a, const BudgetSettings& b)
{
    return a.period == b.period && a.provider == b.provider && a.consumer == b.consumer;
}

} // namespace

void checkBudgets(const Settings& settings, const std::optional<std::vector<std::string>>& providers,
    const std::optional<std::vector<std::string>>& consumers, const Mistakes& mistakes, const Place& place)
{
    const std::vector<BudgetSettings>& budgets = settings.usage.budgets;
    const Place list = place.field("budgets");
    for (std::size_t i = 0; i < budgets.size(); ++i) {
        const Place at = list.item(i);
        checkName(budgets[i].provider, providers,
            QT_TRANSLATE_NOOP("Configuration", "is not the id of a configured provider, so this budget counts nothing"), at.field("provider"));
        checkName(budgets[i].consumer, consumers,
            QT_TRANSLATE_NOOP("Configuration", "is not the name of a configured consumer, so this budget counts nothing"), at.field("consumer"));
        if (mistakes.touch(at.path()))
            continue; // it is unknown what it applies to
        const auto here = budgets.begin() + static_cast<std::ptrdiff_t>(i);
        const auto first = std::find_if(budgets.begin(), here, [&](const BudgetSettings& other) {
            return isForSame(other, *here) && !mistakes.touch(list.item(static_cast<std::size_t>(&other - budgets.data())).path());
        });
        if (first != here)
            at.field("period").error({QT_TRANSLATE_NOOP("Configuration", "must differ from that of %1, which is for the same provider and consumer; remove one of "
        "them"),
                {list.item(static_cast<std::size_t>(first - budgets.begin())).path()}});
    }
}

} // namespace gateway::config
