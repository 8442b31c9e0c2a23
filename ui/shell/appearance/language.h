#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <QTranslator>

class QCoreApplication;

namespace ui::shell {

/// The language of the user interface: English or Simplified Chinese. Installs the translations (ours and Qt's) and
/// sets the default locale; widgets are notified by QEvent::LanguageChange.
class Language : public QObject {
    Q_OBJECT
public:
    /// `application` must outlive it.
    explicit Language(QCoreApplication& application, QObject* parent = nullptr);
    ~Language() override;

    /// "system", "en" or "zh_CN"; anything else is "system".
    void setChoice(const QString& choice);
    /// "en" or "zh_CN".
    QString current() const { return m_current; }
    /// The language for the system's language list, "en" if it contains none of ours.
    static QString guess(const QStringList& uiLanguages);

Q_SIGNALS:
    void changed();

private:
    QCoreApplication& m_application;
    QTranslator m_own;
    QTranslator m_qt;
    QString m_current;
};

} // namespace ui::shell
