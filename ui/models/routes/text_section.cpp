#include "text_section.h"

#include <QStringList>

namespace ui::models {

QString toText(const std::vector<TextSection>& sections)
{
    QStringList lines;
    for (const TextSection& section : sections) {
        if (!section.title.isEmpty()) lines << section.title;
        for (const TextLine& line : section.lines) {
            QStringList words{line.text};
            if (!line.aside.isEmpty()) words << line.aside;
            if (!line.detail.isEmpty()) words << line.detail;
            lines << QStringLiteral("  ") + words.join(QStringLiteral(", "));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui::models
