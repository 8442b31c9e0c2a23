#pragma once

#include "gateway/usage/search/request_row.h"

#include <QCoreApplication>
#include <QString>

#include <cstddef>

namespace ui::models {

/// How many requests match a filter, as far as that is known: counting stops after a short time or at a limit, and a
/// list searches until it has a page of them or has searched everything. Main thread.
struct FoundText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::FoundText)
public:
    gateway::usage::RequestCount counted;
    std::size_t listed = 0; ///< of them, in the list
    bool isListAll = false; ///< there are no others
    bool isToday = false;   ///< the filter is today, and nothing else

    /// "12 found"; "≥ 10,000 today" if there may be more; "none so far" while nothing was found and the search is
    /// incomplete.
    QString words() const;
};

} // namespace ui::models
