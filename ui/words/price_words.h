#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace ui::words {

/// Texts about the sources of prices. Main thread.
class PriceWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::PriceWords)
public:
    /// The source of an exchange's price (`usage::Price::source`): names of lists, dates and models are not translated.
    static QString source(const std::string& source);
    /// The same beside an amount: "price from models.dev 2026-11-20".
    static QString origin(const std::string& source);
};

} // namespace ui::words
