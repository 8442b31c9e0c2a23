#pragma once

#include "gateway/usage/reconcile/reconciliation.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <string>

namespace ui::models {

/// A comparison of a bill with the ledger in the language in use. Main thread.
class BillText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::BillText)
public:
    /// "Requests", "Cost in $".
    static QString figure(gateway::usage::Figure figure);
    /// A number of that figure; `isSigned`: with its sign, also where it is above 0.
    static QString number(const gateway::usage::FigureName& figure, std::int64_t number, bool isSigned = false);
    /// Why the ledger may have less; empty: it knows of no reason.
    static QString hint(const gateway::usage::ComparedLine& line);
    /// "2 of 30 days differ".
    static QString summary(const gateway::usage::Reconciliation& found);
    /// What of the ledger is known less well than the bill, and how money was converted; sentences.
    static QStringList notes(const gateway::usage::Reconciliation& found);
};

} // namespace ui::models
