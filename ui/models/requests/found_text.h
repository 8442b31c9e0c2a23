#pragma once

#include "gateway/usage/search/request_row.h"

#include <QCoreApplication>
#include <QString>

#include <cstddef>

namespace ui::models {

/// How many requests a filter lets through, as far as that is known: counting ends after a short time or at a limit, and a
/// list goes on until it has a page of them or has looked at all that there are. Main thread.
struct FoundText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::FoundText)
public:
    gateway::usage::RequestCount counted;
    std::size_t listed = 0; ///< of them, that the list has
    bool isListAll = false; ///< there are no others
    bool isToday = false;   ///< all of today are looked for, and nothing else

    /// "12 found"; "≥ 10,000 today" where there may be more; "none so far" while nothing was found and not all was looked at.
    QString words() const;
};

} // namespace ui::models
