#pragma once

#include "gateway/usage/rollups/totals.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace ui::models {

/// How the numbers of a sum were obtained, in the language in use. Main thread.
class UsageOrigin {
    Q_DECLARE_TR_FUNCTIONS(ui::models::UsageOrigin)
public:
    /// How many of its tokens are estimates, and of how many requests nobody knows them. A line each; empty: nothing was used.
    static QString tokens(const gateway::usage::Totals& totals);
    /// The same, then what has no full price, and `sources`: where the prices that are in force are from, with their dates. Empty: not told.
    static QString cost(const gateway::usage::Totals& totals, const QStringList& sources);
};

} // namespace ui::models
