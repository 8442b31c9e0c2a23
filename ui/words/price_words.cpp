#include "price_words.h"

namespace ui::words {

namespace {

constexpr const char* kOwn = "configuration";
constexpr const char* kLocal = "this machine";

/// Cuts `text` at `mark` and returns the rest; empty: not found.
QString behind(QString& text, QLatin1String mark)
{
    const qsizetype place = text.indexOf(mark);
    if (place < 0) return {};
    QString rest = text.mid(place + mark.size());
    text.truncate(place);
    return rest;
}

} // namespace

QString PriceWords::origin(const std::string& source)
{
    const QString text = PriceWords::source(source);
    return source == kLocal ? text : tr("price from %1", "the source of a price and its date").arg(text);
}

QString PriceWords::source(const std::string& source)
{
    QString text = QString::fromStdString(source);
    const QString family = behind(text, QLatin1String(", as "));
    QString rest = behind(text, QLatin1String("; the rest "));
    QString rate = behind(rest, QLatin1String(" at "));
    const QString day = behind(rate, QLatin1String(" of "));
    const QLatin1String own(kOwn);
    if (text == QLatin1String(kLocal)) text = tr("this machine, free of charge", "the source of a price");
    else if (text == own || text.startsWith(QString(own) + QLatin1Char(' '))) text = tr("your configuration", "the source of a price") + text.mid(own.size());
    if (!day.isEmpty()) rate = tr("%1 of %2", "rate of exchange; its day").arg(rate, day);
    if (!rate.isEmpty()) rest = tr("%1 at %2", "the source of a price; rate of exchange").arg(rest, rate);
    if (!rest.isEmpty()) text = tr("%1, the rest %2", "two sources of a price").arg(text, rest);
    return family.isEmpty() ? text : tr("%1, as %2", "the source of a price; the model that it is for").arg(text, family);
}

} // namespace ui::words
