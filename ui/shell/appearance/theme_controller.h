#pragma once

#include "color_scheme.h"

#include <QObject>
#include <QString>

#include <memory>

class QApplication;

namespace ui::shell {

/// Keeps the application light or dark as the user chose, or as the system says,
/// and tells every widget when the system's font changes.
class ThemeController : public QObject {
    Q_OBJECT
public:
    /// `application` must outlive it.
    ThemeController(QApplication& application, std::unique_ptr<ColorScheme> system, QObject* parent = nullptr);
    ~ThemeController() override;

    /// "system", "light" or "dark"; anything else is "system".
    void setChoice(const QString& choice);
    look::Scheme scheme() const { return m_scheme; }
    /// Of the system, whatever was chosen: what the panel with the tray icon follows.
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
