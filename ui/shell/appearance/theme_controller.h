#pragma once

#include "color_scheme.h"

#include <QObject>
#include <QString>

#include <memory>

class QApplication;

namespace ui::shell {

/// Keeps the application light or dark as chosen by the user, or as preferred by the system, and notifies every widget
/// when the system font changes.
class ThemeController : public QObject {
    Q_OBJECT
public:
    /// `application` must outlive it.
    ThemeController(QApplication& application, std::unique_ptr<ColorScheme> system, QObject* parent = nullptr);
    ~ThemeController() override;

    /// "system", "light" or "dark"; anything else is "system".
    void setChoice(const QString& choice);
    look::Scheme scheme() const { return m_scheme; }
    /// The system's scheme, whatever the user chose: for the panel with the tray icon.
    look::Scheme systemScheme() const { return m_system->current(); }

Q_SIGNALS:
    void schemeChanged();
    void systemSchemeChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void settle();

    QApplication& m_application;
    std::unique_ptr<ColorScheme> m_system;
    QString m_choice;
    look::Scheme m_scheme = look::Scheme::Light;
    bool m_isApplied = false;
};

} // namespace ui::shell
