#pragma once

#include "ui/models/autostart.h"

#include <QDBusConnection>
#include <QStringList>
#include <QVariantMap>

namespace app {

/// The start with the session from within a sandbox, which may not write into the user's autostart folder: the portal is
/// asked, and its user may have to agree. It cannot be asked how it is, so that its last answer is kept.
/// Source: XDG Desktop Portal, org.freedesktop.portal.Background version 2, org.freedesktop.portal.Request.
class PortalAutostart final : public ui::models::Autostart {
    Q_OBJECT
public:
    /// `memoryFile`: an ini file for the last answer, absolute. `arguments`: of the program in the sandbox.
    PortalAutostart(const QString& memoryFile, const QStringList& arguments, const QDBusConnection& bus = QDBusConnection::sessionBus(),
        QObject* parent = nullptr);

    State state() const override { return m_state; }
    void look() override;
    void set(bool on) override;

    /// Whether this process runs in a sandbox of Flatpak.
    static bool isNeeded();

private Q_SLOTS:
    void answered(uint response, const QVariantMap& results);

private:
    void fail(const QString& reason);
    void take(State state);

    const QString m_memoryFile;
    const QStringList m_arguments;
    QDBusConnection m_bus;
    State m_state = State::Unknown;
    QString m_request; ///< path of the one under way; empty: none
    bool m_wanted = false;
    int m_number = 0;
};

} // namespace app
