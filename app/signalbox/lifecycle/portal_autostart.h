#pragma once

#include "ui/models/autostart.h"

#include <QDBusConnection>
#include <QStringList>
#include <QVariantMap>

namespace app {

/// Autostart from within a sandbox, which has no write access to the user's autostart folder: the portal is asked, and
/// the user may have to agree. Its state cannot be queried, so the last answer is stored.
/// Source: XDG Desktop Portal, org.freedesktop.portal.Background version 2, org.freedesktop.portal.Request.
class PortalAutostart final : public ui::models::Autostart {
    Q_OBJECT
public:
    /// `memoryFile`: absolute path of an ini file for the last answer. `arguments`: of the program in the sandbox.
    PortalAutostart(const QString& memoryFile, const QStringList& arguments, const QDBusConnection& bus = QDBusConnection::sessionBus(),
        QObject* parent = nullptr);

    State state() const override { return m_state; }
    void look() override;
    void set(bool on) override;

    /// Whether this process runs in a Flatpak sandbox.
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
    QString m_request; ///< path of the pending request; empty: none
    bool m_wanted = false;
    int m_number = 0;
};

} // namespace app
