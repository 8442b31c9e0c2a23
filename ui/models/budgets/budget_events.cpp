#include "budget_events.h"

#include <utility>

namespace ui::models {

BudgetEvents::BudgetEvents(const BudgetBook& book, EventModel& events, BudgetText::NameOf nameOf, QObject* parent)
    : QObject(parent), m_events(events), m_nameOf(std::move(nameOf))
{
    connect(&book, &BudgetBook::changed, this, [this, &book] { take(book.states()); });
}

void BudgetEvents::take(const BudgetBook::States& states)
{
    for (const gateway::usage::BudgetState& state : states) {
        const int level = state.level();
        const std::string name = gateway::usage::nameOf(state.budget);
        const auto [known, isNew] = m_levels.try_emplace(name, state.span.last, level);
        auto& [last, highest] = known->second;
        if (last != state.span.last) {
            last = state.span.last;
            highest = 0;
        }
        if (level <= highest) continue;
        highest = level;
        Event event;
        event.kind = Event::Kind::Budget;
        event.subject = name;
        event.level = level;
        event.words = [nameOf = m_nameOf, budget = state.budget, level] { return BudgetText::reached(budget, level, nameOf); };
        m_events.add(std::move(event));
    }
}

} // namespace ui::models
