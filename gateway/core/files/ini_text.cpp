#include "ini_text.h"

#include <QRect>
#include <QRegularExpression>
#include <QSize>
#include <QStringList>

#include <map>
#include <optional>

namespace gateway::files {

namespace {

constexpr auto kNoGroup = "General"; // the name in QSettings

/// "%20" and "%U20ac" for characters that a name cannot contain.
QString decodedName(QString name)
{
    static const QRegularExpression coded(QStringLiteral("%(?:U([0-9A-Fa-f]{4})|([0-9A-Fa-f]{2}))"));
    name.replace(QLatin1Char('\\'), QLatin1Char('/'));
    for (auto match = coded.match(name); match.hasMatch(); match = coded.match(name, match.capturedStart() + 1)) {
        const QString digits = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        name.replace(match.capturedStart(), match.capturedLength(), QChar(digits.toUShort(nullptr, 16)));
    }
    return name;
}

QString encodedName(const QString& name)
{
    QString out;
    for (const QChar c : name) {
        if (c == QLatin1Char('/'))
            out += QLatin1Char('\\');
        else if (c.unicode() < 0x80 && (c.isLetterOrNumber() || QStringLiteral("_-.").contains(c)))
            out += c;
        else
            out += c.unicode() < 0x100 ? QStringLiteral("%%1").arg(c.unicode(), 2, 16, QLatin1Char('0')) : QStringLiteral("%U%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
    return out;
}

QString quoted(const QString& text)
{
    QString out = QStringLiteral("\"");
    bool isAfterNumber = false; // followed by a digit, which would be part of the number
    for (const QChar c : text) {
        const bool isDigit = QStringLiteral("0123456789abcdefABCDEF").contains(c);
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            out += QLatin1Char('\\') + QString(c);
        else if (c == QLatin1Char('\n'))
            out += QStringLiteral("\\n");
        else if (c.unicode() < 0x20 || (isAfterNumber && isDigit))
            out += QStringLiteral("\\x%1").arg(c.unicode(), 0, 16);
        else
            out += c;
        isAfterNumber = c != QLatin1Char('\n') && (c.unicode() < 0x20 || (isAfterNumber && isDigit));
    }
    return out + QLatin1Char('"');
}

/// An escape after a backslash at `at`, which is set to its last character.
QString unescaped(const QString& line, qsizetype& at)
{
    static const std::map<char, char> known{{'a', '\a'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'v', '\v'}, {'0', '\0'}};
    const QChar c = line.at(at);
    if (c == QLatin1Char('x')) {
        qsizetype end = at + 1;
        while (end < line.size() && QStringLiteral("0123456789abcdefABCDEF").contains(line.at(end)))
            ++end;
        const QChar value(line.mid(at + 1, end - at - 1).toUShort(nullptr, 16));
        at = end - 1;
        return value;
    }
    const auto found = known.find(c.toLatin1());
    return found == known.end() ? QString(c) : QString(QLatin1Char(found->second));
}

/// The comma-separated parts of a value.
QStringList partsOf(const QString& line)
{
    QStringList parts(QString{});
    bool isInQuotes = false;
    bool wasQuoted = false;
    const auto end = [&] {
        if (!wasQuoted)
            parts.last() = parts.last().trimmed();
        wasQuoted = false;
    };
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (c == QLatin1Char('\\') && i + 1 < line.size()) {
            parts.last() += unescaped(line, ++i);
        } else if (c == QLatin1Char('"')) {
            if (!isInQuotes && !wasQuoted)
                parts.last().clear(); // the spaces before it
            isInQuotes = !isInQuotes;
            wasQuoted = true;
        } else if (c == QLatin1Char(',') && !isInQuotes) {
            end();
            parts.append(QString());
        } else if (isInQuotes || !wasQuoted) {
            parts.last() += c;
        }
    }
    end();
    return parts;
}

/// `@Rect(1 2 3 4)`: the numbers, if their count is right.
std::optional<QList<int>> numbersOf(const QString& text, const QString& begin, qsizetype count)
{
    if (!text.startsWith(begin) || !text.endsWith(QLatin1Char(')')))
        return std::nullopt;
    QList<int> numbers;
    for (const QString& each : text.mid(begin.size()).chopped(1).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        numbers.append(each.toInt());
    return numbers.size() == count ? std::optional(numbers) : std::nullopt;
}

QVariant valueOf(const QString& line)
{
    QStringList parts = partsOf(line);
    for (QString& part : parts)
        if (part.startsWith(QLatin1String("@@")))
            part.remove(0, 1);
    if (parts.size() > 1)
        return parts;
    const QString& text = parts.first();
    if (text == QLatin1String("@Invalid()"))
        return {};
    if (const auto rect = numbersOf(text, QStringLiteral("@Rect("), 4))
        return QRect(rect->at(0), rect->at(1), rect->at(2), rect->at(3));
    if (const auto size = numbersOf(text, QStringLiteral("@Size("), 2))
        return QSize(size->at(0), size->at(1));
    return text;
}

QString textOf(QString text)
{
    if (text.startsWith(QLatin1Char('@')))
        text.prepend(QLatin1Char('@'));
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_.:/+@()-]+$"));
    return plain.match(text).hasMatch() ? text : quoted(text);
}

QString lineOf(const QVariant& value)
{
    if (value.typeId() == QMetaType::QRect) {
        const QRect r = value.toRect();
        return QStringLiteral("@Rect(%1 %2 %3 %4)").arg(r.x()).arg(r.y()).arg(r.width()).arg(r.height());
    }
    if (value.typeId() == QMetaType::QSize)
        return QStringLiteral("@Size(%1 %2)").arg(value.toSize().width()).arg(value.toSize().height());
    if (value.typeId() != QMetaType::QStringList)
        return value.isValid() ? textOf(value.toString()) : QStringLiteral("@Invalid()");
    QStringList texts;
    for (const QString& each : value.toStringList())
        texts += textOf(each);
    return texts.isEmpty() ? QStringLiteral("@Invalid()") : texts.join(QStringLiteral(", "));
}

} // namespace

QVariantMap parseIni(const QByteArray& text)
{
    QVariantMap values;
    QString group;
    for (const QByteArray& raw : text.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        if (line.startsWith(QLatin1Char('[')) && line.endsWith(QLatin1Char(']'))) {
            const QString name = line.mid(1).chopped(1);
            group = name == QLatin1String(kNoGroup) ? QString() : decodedName(name) + QLatin1Char('/');
        } else if (equals > 0 && !line.startsWith(QLatin1Char(';')) && !line.startsWith(QLatin1Char('#'))) {
            values.insert(group + decodedName(line.left(equals).trimmed()), valueOf(line.mid(equals + 1)));
        }
    }
    return values;
}

QByteArray toIni(const QVariantMap& values)
{
    std::map<QString, QString> groups; // each with its lines
    for (auto each = values.begin(); each != values.end(); ++each) {
        const QString group = each.key().contains(QLatin1Char('/')) ? encodedName(each.key().section(QLatin1Char('/'), 0, 0)) : QLatin1String(kNoGroup);
        const QString name = each.key().contains(QLatin1Char('/')) ? each.key().section(QLatin1Char('/'), 1) : each.key();
        groups[group] += encodedName(name) + QLatin1Char('=') + lineOf(each.value()) + QLatin1Char('\n');
    }
    QString text;
    for (const auto& [group, lines] : groups)
        text += (text.isEmpty() ? QStringLiteral("[") : QStringLiteral("\n[")) + group + QStringLiteral("]\n") + lines;
    return text.toUtf8();
}

} // namespace gateway::files
