#pragma once

#include <QString>

#include <functional>

namespace ui::shell {

/// A destination or an action.
struct Jump {
    QString title;
    QString kind; ///< "Page", "Provider", "Action"; shown after the title and also searched
    QString icon;
    std::function<void()> run;
    QString words = {}; ///< synonyms, searched but not shown
    QString keys = {};  ///< shortcut, right-aligned; may be empty
    bool isListed = true; ///< shown while nothing is typed
};

} // namespace ui::shell
