#pragma once

#include <QString>
#include <QStringList>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ui::models {

/// A text in quotes, as JSON writes it, for what would mean something else without them. Any thread.
QString quotedText(std::string_view text);

/// A text that began with one in quotes.
struct QuotedBegin {
    std::string text; ///< without the quotes
    QString rest;     ///< behind them
};
/// Empty if `text` does not begin with quotes, or they do not end.
std::optional<QuotedBegin> takeQuoted(const QString& text);

/// Its parts, none of which ends within quotes. Quotes begin where a text or a value does.
QStringList splitOutsideQuotes(const QString& text, std::initializer_list<QStringView> separators);

} // namespace ui::models
