#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace ui::words {

/// Where prices come from. Main thread.
class PriceWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::PriceWords)
public:
    /// Of the source that the price of an exchange names (`usage::Price::source`): names of lists, dates and models stay as they are.
    static QString source(const std::string& source);
};

} // namespace ui::words
