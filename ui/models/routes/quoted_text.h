#pragma once

#include <QString>
#include <QStringList>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ui::models {

/// Quotes a text, like JSON, if it would be misinterpreted otherwise. Any thread.
QString quotedText(std::string_view text);

/// A text with a quoted beginning.
struct QuotedBegin {
    std::string text; ///< content of the quotes
    QString rest;     ///< text after them
};
/// Empty if `text` does not begin with quotes, or they are not closed.
std::optional<QuotedBegin> takeQuoted(const QString& text);

/// Splits the text outside quotes. Quotes begin at the start of a text or a value.
QStringList splitOutsideQuotes(const QString& text, std::initializer_list<QStringView> separators);

} // namespace ui::models
