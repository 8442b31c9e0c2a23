#include "diff_lines.h"

#include <QRegularExpression>
#include <QStringList>

namespace ui::models {

namespace {

constexpr int kNumberWidth = 4;

QChar signOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added: return QLatin1Char('+');
    case DiffLine::Kind::Removed: return QChar(0x2212);
    case DiffLine::Kind::Same:
    case DiffLine::Kind::Gap: break;
    }
    return QLatin1Char(' ');
}

} // namespace

std::vector<DiffLine> diffLines(const std::string& unified)
{
    // Source: GNU diffutils manual, "Detailed Description of Unified Format".
    static const QRegularExpression kHunk(QStringLiteral("^@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@"));
    std::vector<DiffLine> lines;
    int before = 0;
    int after = 0;
    bool isInside = false;
    QStringList texts = QString::fromStdString(unified).split(QLatin1Char('\n'));
    if (!texts.isEmpty() && texts.last().isEmpty()) texts.removeLast();
    for (const QString& text : std::as_const(texts)) {
        if (const auto hunk = kHunk.match(text); hunk.hasMatch()) {
            before = hunk.captured(1).toInt();
            after = hunk.captured(2).toInt();
            if (isInside) lines.push_back({DiffLine::Kind::Gap, 0, {}});
            isInside = true;
            continue;
        }
        if (!isInside || text.startsWith(QLatin1Char('\\'))) continue; // the header, or "no newline at end of file"
        QString rest = text.mid(1);
        if (rest.endsWith(QLatin1Char('\r'))) rest.chop(1);
        if (text.startsWith(QLatin1Char('+'))) lines.push_back({DiffLine::Kind::Added, after++, rest});
        else if (text.startsWith(QLatin1Char('-'))) lines.push_back({DiffLine::Kind::Removed, before++, rest});
        else {
            lines.push_back({DiffLine::Kind::Same, after++, rest});
            ++before;
        }
    }
    return lines;
}

QString diffText(const std::vector<DiffLine>& lines)
{
    QStringList texts;
    for (const DiffLine& line : lines) {
        texts << (line.kind == DiffLine::Kind::Gap
                      ? QString(kNumberWidth, QLatin1Char(' ')) + QChar(0x22EF)
                      : QStringLiteral("%1 %2 %3").arg(line.number, kNumberWidth).arg(signOf(line.kind)).arg(line.text));
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace ui::models
