#pragma once

#include "gateway/clients/conflict.h"

#include <QCoreApplication>
#include <QString>

namespace ui::models {

/// What is in the way of a set-up in words, in the language in use. Main thread.
class ConflictText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ConflictText)
public:
    /// What it is, where, and what to do about it.
    static QString sentence(const gateway::clients::Conflict& conflict);

private:
    static QString place(const std::string& where);
};

} // namespace ui::models
