#pragma once

#include "gateway/usage/reconcile/reconciliation.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <string>

namespace ui::models {

/// Texts about the comparison of a bill with the ledger, in the current language. Main thread.
class BillText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::BillText)
public:
    /// "Requests", "Cost in $".
    static QString figure(gateway::usage::Figure figure);
    /// A value of that figure; `isSigned`: with its sign, also if positive.
    static QString number(const gateway::usage::FigureName& figure, std::int64_t number, bool isSigned = false);
    /// Why the ledger may have less; empty: no known reason.
    static QString hint(const gateway::usage::ComparedLine& line);
    /// "2 of 30 days differ".
    static QString summary(const gateway::usage::Reconciliation& found);
    /// Sentences on what the ledger knows less precisely than the bill, and on the conversion of money.
    static QStringList notes(const gateway::usage::Reconciliation& found);
};

} // namespace ui::models
