#pragma once

#include "budget_book.h"
#include "budget_text.h"

#include "ui/models/event_model.h"

#include <map>
#include <string>
#include <utility>

namespace ui::models {

/// Puts among the events that so many percent of a budget are spent, once each in a period of it. What is so when a
/// budget is first read is no news. Main thread.
class BudgetEvents final : public QObject {
    Q_OBJECT
public:
    /// `book` and `events` must outlive it; `book` is watched by whoever owns it.
    BudgetEvents(const BudgetBook& book, EventModel& events, BudgetText::NameOf nameOf, QObject* parent = nullptr);

    void take(const BudgetBook::States& states);

private:
    EventModel& m_events;
    const BudgetText::NameOf m_nameOf;
    std::map<std::string, std::pair<QDate, int>> m_levels; ///< of each budget: the end of its period, and the highest there
};

} // namespace ui::models
