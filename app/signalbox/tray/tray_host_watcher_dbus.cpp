#include "tray_host_watcher_dbus.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace app {

namespace {

// Source: freedesktop.org, StatusNotifierItem specification, "StatusNotifierWatcher".
QString serviceName() { return QStringLiteral("org.kde.StatusNotifierWatcher"); }
QString objectPath() { return QStringLiteral("/StatusNotifierWatcher"); }

} // namespace

DBusTrayHostWatcher::DBusTrayHostWatcher(QObject* parent)
    : TrayHostWatcher(parent)
    , m_bus(QDBusConnection::sessionBus())
    , m_service(serviceName(), m_bus, QDBusServiceWatcher::WatchForOwnerChange)
{
    if (!m_bus.isConnected())
        return;
    connect(&m_service, &QDBusServiceWatcher::serviceRegistered, this, &DBusTrayHostWatcher::ask);
    connect(&m_service, &QDBusServiceWatcher::serviceUnregistered, this, [this] { set(false); });
    for (const auto* signal : {"StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"})
        m_bus.connect(serviceName(), objectPath(), serviceName(), QLatin1String(signal), this, SLOT(ask()));
    ask();
}

void DBusTrayHostWatcher::ask()
{
    QDBusMessage call = QDBusMessage::createMethodCall(serviceName(), objectPath(), QStringLiteral("org.freedesktop.DBus.Properties"),
                                                       QStringLiteral("Get"));
    call << serviceName() << QStringLiteral("IsStatusNotifierHostRegistered");
    call.setAutoStartService(false);
    auto* pending = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this, pending] {
        pending->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *pending;
        set(!reply.isError() && reply.value().variant().toBool());
    });
}

void DBusTrayHostWatcher::set(bool present)
{
    if (std::exchange(m_present, present) != present)
        Q_EMIT changed();
}

} // namespace app
