#include "text_section.h"

#include "ui/words/sentence_words.h"

#include <QStringList>

namespace ui::models {

QString toText(const std::vector<TextSection>& sections)
{
    QStringList lines;
    for (const TextSection& section : sections) {
        if (!section.title.isEmpty()) lines << section.title;
        for (const TextLine& line : section.lines) {
            QStringList parts{line.text};
            if (!line.aside.isEmpty()) parts << line.aside;
            if (!line.detail.isEmpty()) parts << line.detail;
            lines << QStringLiteral("  ") + words::SentenceWords::listed(parts);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui::models
