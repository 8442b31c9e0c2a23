#include "request_filter_text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace ui::models {

using gateway::usage::kRequestFields;
using gateway::usage::RequestField;
using gateway::usage::RequestFilter;

namespace {

constexpr QChar kQuote{u'"'};
constexpr auto kStatus = "status";
constexpr QStringView kComparing = u"<>=!≤≥";

/// A part of the text, split at spaces outside quotation marks, which are removed.
struct Piece {
    QString text;
    qsizetype colon = -1; ///< the first one outside of quotation marks
    bool isQuoted = false; ///< some of it
};

std::vector<Piece> piecesOf(const QString& text)
{
    std::vector<Piece> pieces;
    Piece piece;
    bool isQuoted = false;
    bool isThere = false; // also true for an empty quoted one
    for (const QChar c : text) {
        if (c == kQuote) {
            isQuoted = !isQuoted;
            piece.isQuoted = true;
            isThere = true;
        } else if (c.isSpace() && !isQuoted) {
            if (isThere) pieces.push_back(piece);
            piece = {};
            isThere = false;
        } else {
            if (c == u':' && !isQuoted && piece.colon < 0) piece.colon = piece.text.size();
            piece.text += c;
            isThere = true;
        }
    }
    if (isThere) pieces.push_back(piece);
    return pieces;
}

/// "404", or "4xx" for the whole class; 0: none was sent.
std::optional<std::pair<int, int>> statusOf(const QString& text)
{
    bool isNumber = false;
    const int exact = text.toInt(&isNumber);
    if (isNumber && (exact == 0 || (exact >= 100 && exact < 600))) return std::pair(exact, exact);
    if (text.size() == 3 && text.endsWith(QLatin1StringView("xx"), Qt::CaseInsensitive) && text[0].isDigit()) {
        const int first = text[0].digitValue() * 100;
        if (first < 100 || first >= 600) return std::nullopt; // not a valid response status
        return std::pair(first, first + 99);
    }
    return std::nullopt;
}

QString qString(std::string_view text) { return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())); }

/// Whether it could be a field name.
bool isName(const QString& text)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; };
    return text.size() > 1 && text.front() != u'_' && std::all_of(text.begin(), text.end(), isLetter);
}

/// Position of a comparison with a number, as in "status>=400"; -1: none.
qsizetype comparisonIn(const QString& text)
{
    const auto isComparing = [](QChar c) { return kComparing.contains(c); };
    const auto begin = std::find_if(text.begin(), text.end(), isComparing);
    const auto number = std::find_if_not(begin, text.end(), isComparing);
    return number != text.end() && number->isDigit() ? begin - text.begin() : -1;
}

QString quoted(const QString& text)
{
    const bool needsThem = text.isEmpty() || std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
    return needsThem ? kQuote + text + kQuote : text;
}

} // namespace

RequestFilter RequestFilterText::parse(const QString& text)
{
    RequestFilter filter;
    for (const Piece& piece : piecesOf(text)) {
        const QString name = piece.colon < 0 ? QString() : piece.text.left(piece.colon).toLower();
        const QString value = piece.text.mid(piece.colon + 1);
        const auto field = std::find_if(kRequestFields.begin(), kRequestFields.end(),
                                        [&](const auto& known) { return name == QLatin1StringView(known.first.data(), static_cast<qsizetype>(known.first.size())); });
        const auto status = name == QLatin1StringView(kStatus) ? statusOf(value) : std::nullopt;
        if (field != kRequestFields.end()) filter.fields.push_back({field->second, value.toStdString()});
        else if (status) filter.status = status;
        else if (!piece.text.isEmpty()) filter.words.push_back(piece.text.toStdString());
    }
    return filter;
}

QString RequestFilterText::wrongStatus(const QString& text)
{
    for (const Piece& piece : piecesOf(text)) {
        const bool isStatus = piece.colon >= 0 && piece.text.left(piece.colon).toLower() == QLatin1StringView(kStatus);
        if (isStatus && !statusOf(piece.text.mid(piece.colon + 1))) return piece.text;
    }
    return {};
}

std::optional<RequestFilterText::Misread> RequestFilterText::misread(const QString& text)
{
    const QStringList known = fieldNames();
    std::optional<Misread> first;
    for (const Piece& piece : piecesOf(text)) {
        const qsizetype end = piece.colon < 0 && !piece.isQuoted ? comparisonIn(piece.text) : piece.colon;
        const QString name = piece.text.left(std::max<qsizetype>(end, 0));
        const QString value = piece.text.mid(piece.colon < 0 ? end : end + 1);
        if (end < 0 || value.isEmpty() || !isName(name.toLower())) continue;
        const bool compares = !piece.isQuoted && kComparing.contains(value.front());
        if (compares) return Misread{piece.text, name, true};
        const bool isText = known.contains(name.toLower()) || QStringLiteral(":/\\").contains(value.front());
        if (!isText && !first) first = Misread{piece.text, name, false};
    }
    return first;
}

QStringList RequestFilterText::fieldNames()
{
    QStringList names;
    for (const auto& [name, field] : kRequestFields) names += qString(name);
    names += QString::fromLatin1(kStatus);
    return names;
}

QString RequestFilterText::field(RequestField field, const std::string& value)
{
    const auto known = std::find_if(kRequestFields.begin(), kRequestFields.end(), [&](const auto& one) { return one.second == field; });
    return qString(known->first) + u':' + quoted(QString::fromStdString(value));
}

QString RequestFilterText::toText(const RequestFilter& filter)
{
    QStringList parts;
    for (const auto& match : filter.fields) parts += field(match.field, match.value);
    if (filter.status) {
        const auto [first, last] = *filter.status;
        parts += QLatin1StringView(kStatus) + (first == last ? u':' + QString::number(first) : QStringLiteral(":%1xx").arg(first / 100));
    }
    for (const std::string& word : filter.words) parts += quoted(QString::fromStdString(word));
    return parts.join(u' ');
}

} // namespace ui::models
