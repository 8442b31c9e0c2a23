#pragma once

#include <QString>

#include <functional>

namespace ui::shell {

/// Somewhere to go, or something to do.
struct Jump {
    QString title;
    QString kind; ///< "Page", "Provider", "Action"; shown after the title and searched as well
    QString icon;
    std::function<void()> run;
    QString words = {}; ///< searched, not shown: other names of it
    QString keys = {};  ///< its shortcut, shown at the right; may be empty
    bool isListed = true; ///< shown while nothing is typed
};

} // namespace ui::shell
