#include "price_words.h"

#include "gateway/usage/pricing/exchange_rate.h"

namespace ui::words {

using gateway::config::ExchangeRate;
using gateway::usage::PriceOrigin;
using gateway::usage::PriceSource;

QString PriceWords::withoutModel(const PriceOrigin& origin)
{
    switch (origin.kind) {
    case PriceOrigin::Kind::ThisMachine: return tr("this machine, free of charge", "the source of a price");
    case PriceOrigin::Kind::Configuration:
        return tr("your configuration", "the source of a price") + QString::fromStdString(origin.date.empty() ? "" : ' ' + origin.date);
    case PriceOrigin::Kind::List: break;
    }
    return QString::fromStdString(origin.list);
}

QString PriceWords::withModel(const QString& source, const PriceOrigin& origin)
{
    return origin.model.empty() ? source : tr("%1, as %2", "the source of a price; the model that it is for").arg(source, QString::fromStdString(origin.model));
}

QString PriceWords::rate(const ExchangeRate& rate)
{
    if (rate.date.empty()) return QString::fromStdString(gateway::usage::toText(rate));
    const std::string day = rate.date + (rate.source.empty() ? "" : " (" + rate.source + ')');
    return tr("%1 of %2", "rate of exchange; its day").arg(QString::fromStdString(gateway::usage::toText(ExchangeRate{rate.usdCny, {}, {}})), QString::fromStdString(day));
}

QString PriceWords::origin(const PriceSource& source)
{
    const QString text = PriceWords::source(source);
    return source.origin.kind == PriceOrigin::Kind::ThisMachine ? text : tr("price from %1", "the source of a price and its date").arg(text);
}

QString PriceWords::source(const PriceSource& source)
{
    QString text = withoutModel(source.origin);
    if (source.rest) {
        QString rest = withModel(withoutModel(*source.rest), *source.rest);
        if (source.rate) rest = tr("%1 at %2", "the source of a price; rate of exchange").arg(rest, rate(*source.rate));
        text = tr("%1, the rest %2", "two sources of a price").arg(text, rest);
    }
    return withModel(text, source.origin);
}

} // namespace ui::words
