#pragma once

#include "budget_book.h"
#include "budget_text.h"

#include "ui/models/event_model.h"

#include <map>
#include <string>
#include <utility>

namespace ui::models {

/// Adds an event when a certain percentage of a budget is spent, each once per period. The state at the first read is
/// not reported. Main thread.
class BudgetEvents final : public QObject {
    Q_OBJECT
public:
    /// `book` and `events` must outlive it; the owner of `book` sets whether it is watched.
    BudgetEvents(const BudgetBook& book, EventModel& events, BudgetText::NameOf nameOf, QObject* parent = nullptr);

    void take(const BudgetBook::States& states);

private:
    EventModel& m_events;
    const BudgetText::NameOf m_nameOf;
    std::map<std::string, std::pair<QDate, int>> m_levels; ///< by budget: the end of its period, and the highest level in it
};

} // namespace ui::models
