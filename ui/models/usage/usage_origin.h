#pragma once

#include "gateway/usage/rollups/totals.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace ui::models {

/// How the numbers of a sum were obtained, in the current language. Main thread.
class UsageOrigin {
    Q_DECLARE_TR_FUNCTIONS(ui::models::UsageOrigin)
public:
    /// How many of its tokens are estimates, and for how many requests they are unknown. One line each; empty: nothing
    /// was used.
    static QString tokens(const gateway::usage::Totals& totals);
    /// The same, then costs without a full price, and `sources`: the sources of the current prices, with their dates.
    /// Empty: omitted.
    static QString cost(const gateway::usage::Totals& totals, const QStringList& sources);
};

} // namespace ui::models
