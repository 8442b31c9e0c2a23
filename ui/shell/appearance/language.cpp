#include "language.h"

#include <QCoreApplication>

namespace ui::shell {

namespace {
constexpr auto kEnglish = "en";
constexpr auto kChinese = "zh_CN";
} // namespace

Language::Language(QCoreApplication& application, QObject* parent) : QObject(parent), m_application(application) { setChoice({}); }

Language::~Language()
{
    m_application.removeTranslator(&m_own);
    m_application.removeTranslator(&m_qt);
}

QString Language::guess(const QStringList& uiLanguages)
{
    for (const QString& name : uiLanguages) {
        const QLocale locale(name);
        // The texts use simplified characters, which are better for readers of traditional ones than English.
        if (locale.language() == QLocale::Chinese)
            return QString::fromLatin1(kChinese);
        if (locale.language() == QLocale::English)
            break;
    }
    return QString::fromLatin1(kEnglish);
}

void Language::setChoice(const QString& choice)
{
    const bool isOurs = choice == QLatin1StringView(kEnglish) || choice == QLatin1StringView(kChinese);
    const QString wanted = isOurs ? choice : guess(QLocale::system().uiLanguages());
    if (wanted == m_current)
        return;
    m_current = wanted;
    m_application.removeTranslator(&m_own);
    m_application.removeTranslator(&m_qt);
    QLocale::setDefault(wanted == QLatin1StringView(kChinese) ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English, QLocale::UnitedStates));
    // Qt's texts first, so that ours take precedence; English is in Qt's source.
    if (m_qt.load(QStringLiteral(":/i18n/qtbase_%1.qm").arg(wanted)))
        m_application.installTranslator(&m_qt);
    // Also for English: it contains the plural forms.
    if (m_own.load(QStringLiteral(":/i18n/signalbox_%1.qm").arg(wanted)))
        m_application.installTranslator(&m_own);
    Q_EMIT changed();
}

} // namespace ui::shell
