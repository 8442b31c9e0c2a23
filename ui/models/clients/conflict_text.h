#pragma once

#include "gateway/clients/conflict.h"

#include <QCoreApplication>
#include <QString>

namespace ui::models {

/// Texts about conflicts of a set-up, in the current language. Main thread.
class ConflictText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ConflictText)
public:
    /// The conflict, its location and the remedy.
    static QString sentence(const gateway::clients::Conflict& conflict);
};

} // namespace ui::models
