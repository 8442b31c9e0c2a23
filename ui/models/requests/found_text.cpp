#include "found_text.h"

#include "ui/models/formatter.h"

#include <algorithm>
#include <cstdint>

namespace ui::models {

QString FoundText::words() const
{
    const auto inList = static_cast<std::int64_t>(listed);
    const bool isExact = counted.isAll || isListAll;
    std::int64_t number = counted.count;
    if (!counted.isAll) number = isListAll ? inList : std::max(number, inList);
    if (number == 0) {
        if (!isExact) return tr("none so far", "number of requests");
        return isToday ? tr("none today", "number of requests") : tr("none found", "number of requests");
    }
    const QString text = isExact ? Formatter().exact(number) : Formatter::atLeast(Formatter().exact(number));
    return (isToday ? tr("%1 today", "number of requests") : tr("%1 found", "number of requests")).arg(text);
}

} // namespace ui::models
