#pragma once

#include "hop_line.h"

#include <QCoreApplication>
#include <QString>

namespace ui::wizard {

/// The remedy that the window offers.
enum class Remedy { None, ShowGateway, ShowProvider, Resume };

/// Where a request failed, why, and the remedy.
struct HopFailure {
    Hop hop = Hop::Provider;
    QString what;
    QString help;
    Remedy remedy = Remedy::None;
};

/// Describes the failure of a request. Main thread.
class HopWords {
    Q_DECLARE_TR_FUNCTIONS(ui::wizard::HopWords)
public:
    /// `code`: from the error contract, or "unreachable" if there was no response; `said`: the gateway's message, may
    /// be empty.
    static HopFailure failure(const QString& code, const QString& said);
    /// A request that failed there, as the title of the step.
    static QString title(Hop hop);
    /// The text of its button; empty for none.
    static QString remedy(Remedy remedy);
};

} // namespace ui::wizard
