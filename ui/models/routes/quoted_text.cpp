#include "quoted_text.h"

#include "gateway/core/json/json.h"

#include <algorithm>

namespace ui::models {

namespace {

/// The end of the quotes that begin at `from`; -1: not closed.
qsizetype endOfQuotes(QStringView text, qsizetype from)
{
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text[i] == u'\\') ++i;
        else if (text[i] == u'"') return i;
    }
    return -1;
}

/// Whether a quote at `place` opens a quoted text, and is not a literal character.
bool isOpening(QStringView text, qsizetype place)
{
    static constexpr QStringView kBefore(u" :*~,，、");
    return text[place] == u'"' && (place == 0 || kBefore.contains(text[place - 1]));
}

} // namespace

QString quotedText(std::string_view text) { return QString::fromStdString(gateway::toText(gateway::Json(text))); }

std::optional<QuotedBegin> takeQuoted(const QString& text)
{
    const qsizetype end = text.startsWith(u'"') ? endOfQuotes(text, 0) : -1;
    if (end < 0) return std::nullopt;
    const auto read = gateway::parseJson(text.left(end + 1).toStdString());
    if (!read || !read->is_string()) return std::nullopt;
    return QuotedBegin{read->get<std::string>(), text.mid(end + 1)};
}

QStringList splitOutsideQuotes(const QString& text, std::initializer_list<QStringView> separators)
{
    QStringList parts;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isOpening(text, i)) {
            if (const qsizetype end = endOfQuotes(text, i); end > 0) i = end;
            continue;
        }
        const auto* const here = std::ranges::find_if(separators, [&](QStringView separator) { return QStringView(text).sliced(i).startsWith(separator); });
        if (here == separators.end()) continue;
        parts << text.mid(from, i - from);
        from = i + here->size();
        i = from - 1;
    }
    return parts << text.mid(from);
}

} // namespace ui::models
