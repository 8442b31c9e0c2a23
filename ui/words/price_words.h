#pragma once

#include "gateway/usage/pricing/price_source.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// Texts about the sources of prices. Main thread.
class PriceWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::PriceWords)
public:
    /// The source of a price: names of lists, dates and models are not translated.
    static QString source(const gateway::usage::PriceSource& source);
    /// The same beside an amount: "price from models.dev 2026-11-20".
    static QString origin(const gateway::usage::PriceSource& source);

private:
    static QString withoutModel(const gateway::usage::PriceOrigin& origin);
    static QString withModel(const QString& source, const gateway::usage::PriceOrigin& origin);
    static QString rate(const gateway::config::ExchangeRate& rate);
};

} // namespace ui::words
