#pragma once

#include "hop_line.h"

#include <QCoreApplication>
#include <QString>

namespace ui::wizard {

/// What the window can do about it.
enum class Remedy { None, ShowGateway, ShowProvider, Resume };

/// Where a request ended, why, and what helps.
struct HopFailure {
    Hop hop = Hop::Provider;
    QString what;
    QString help;
    Remedy remedy = Remedy::None;
};

/// Puts the end of a request into words. Main thread.
class HopWords {
    Q_DECLARE_TR_FUNCTIONS(ui::wizard::HopWords)
public:
    /// `code`: of the error contract, or "unreachable" where nobody answered; `said`: the
    /// gateway's own words, may be empty.
    static HopFailure failure(const QString& code, const QString& said);
    /// The words of the button for it; empty for none.
    static QString remedy(Remedy remedy);
};

} // namespace ui::wizard
