#pragma once

#include <QCoreApplication>
#include <QString>
#include <QTranslator>

/// Replaces texts by longer ones, as in a wordier language: English with two extra letters per five.
class LongTexts {
public:
    LongTexts() { QCoreApplication::installTranslator(&m_translator); }
    ~LongTexts() { QCoreApplication::removeTranslator(&m_translator); }
    LongTexts(const LongTexts&) = delete;
    LongTexts& operator=(const LongTexts&) = delete;

    /// "Add a provider…" becomes "Aaddd aa prrovviidder…": 40 % longer, with the words in place. Placeholder values are unchanged.
    static QString of(const QString& text)
    {
        QString longer;
        int letters = 0;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            longer += c;
            const bool isFilledIn = i > 0 && (text[i - 1] == QLatin1Char('%') || text[i - 1] == QLatin1Char('&'));
            if (!c.isLetter() || isFilledIn) continue;
            if (++letters % 5 == 1 || letters % 5 == 3) longer += c.toLower();
        }
        return longer;
    }

private:
    class Translator final : public QTranslator {
    public:
        bool isEmpty() const override { return false; }
        QString translate(const char* context, const char* source, const char*, int) const override
        {
            const bool isOurs = QLatin1String(context).startsWith(QLatin1String("ui::")) || QLatin1String(context).startsWith(QLatin1String("app::"))
                || QLatin1String(context) == QLatin1String("Commands") || QLatin1String(context) == QLatin1String("Pages");
            return isOurs ? of(QString::fromUtf8(source)) : QString();
        }
    };
    Translator m_translator;
};
