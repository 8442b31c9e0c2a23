#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QString>
#include <QTranslator>

#include <cstdlib>

/// Applies a language ("en", "zh_CN") while it lives.
class Language {
public:
    explicit Language(const char* name) : m_before(QLocale())
    {
        if (!m_translator.load(QStringLiteral(":/i18n/signalbox_%1.qm").arg(QLatin1String(name)))) std::abort();
        QCoreApplication::installTranslator(&m_translator);
        QLocale::setDefault(QLocale(QLatin1String(name)));
    }
    ~Language()
    {
        QCoreApplication::removeTranslator(&m_translator);
        QLocale::setDefault(m_before);
    }
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

private:
    QTranslator m_translator;
    QLocale m_before;
};
