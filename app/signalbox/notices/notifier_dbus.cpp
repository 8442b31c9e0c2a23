#include "notifier_dbus.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <utility>

namespace app {

namespace {

constexpr int kCallTimeout_ms = 5000;
constexpr int kServersOwnTime = -1; // the server decides how long it is shown

QString service() { return QStringLiteral("org.freedesktop.Notifications"); }
QString object() { return QStringLiteral("/org/freedesktop/Notifications"); }

QDBusMessage call(const char* method)
{
    return QDBusMessage::createMethodCall(service(), object(), service(), QLatin1String(method));
}

} // namespace

DBusNotifier::DBusNotifier(const QDBusConnection& bus, QObject* parent) : Notifier(parent), m_bus(bus) {}

void DBusNotifier::show(const Notice& notice)
{
    if (!m_bus.isConnected()) {
        Q_EMIT notShown(notice);
    } else if (m_isPrepared) {
        send(notice);
    } else {
        prepare(notice);
    }
}

/// The capabilities of the service are queried before the first notice: a service with markup interprets "<", and one
/// without buttons must not get any.
void DBusNotifier::prepare(const Notice& first)
{
    m_waiting.push_back(first);
    if (std::exchange(m_isAsking, true))
        return;
    auto* pending = new QDBusPendingCallWatcher(m_bus.asyncCall(call("GetCapabilities"), kCallTimeout_ms), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this, pending] {
        pending->deleteLater();
        m_isAsking = false;
        const QDBusPendingReply<QStringList> reply = *pending;
        const auto waiting = std::exchange(m_waiting, {});
        if (reply.isError()) { // a service may start later: queried again
            for (const Notice& notice : waiting)
                Q_EMIT notShown(notice);
            return;
        }
        m_readsMarkup = reply.value().contains(QStringLiteral("body-markup"));
        m_hasActions = reply.value().contains(QStringLiteral("actions"));
        m_isPrepared = true;
        m_bus.connect(service(), object(), service(), QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint, QString)));
        m_bus.connect(service(), object(), service(), QStringLiteral("NotificationClosed"), this, SLOT(onClosed(uint, uint)));
        for (const Notice& notice : waiting)
            send(notice);
    });
}

void DBusNotifier::send(const Notice& notice)
{
    QStringList actions;
    if (m_hasActions) {
        actions << QStringLiteral("default") << QString();
        for (const NoticeAction& action : notice.actions)
            actions << action.id << action.label;
    }
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("io.github.signalbox.signalbox")},
        {QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(notice.isUrgent ? 2 : 1))}};
    const QString matter = notice.matter();
    Shown& shown = m_shown[matter];
    shown.notice = notice;
    shown.isRetracted = false;
    QDBusMessage message = call("Notify");
    message << QStringLiteral("Signalbox") << shown.id << QStringLiteral("signalbox") << notice.title
            << (m_readsMarkup ? notice.text.toHtmlEscaped() : notice.text) << actions << hints << kServersOwnTime;
    auto* pending = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kCallTimeout_ms), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this, pending, matter, notice] {
        pending->deleteLater();
        const QDBusPendingReply<uint> reply = *pending;
        if (reply.isError()) {
            m_isPrepared = false; // another service may start
            m_shown.remove(matter);
            Q_EMIT notShown(notice);
            return;
        }
        const auto it = m_shown.find(matter);
        if (it == m_shown.end())
            return;
        it->id = reply.value();
        if (it->isRetracted)
            close(m_shown.take(matter).id);
    });
}

void DBusNotifier::retract(const QString& matter)
{
    std::erase_if(m_waiting, [&](const Notice& notice) { return notice.matter() == matter; });
    const auto shown = m_shown.find(matter);
    if (shown == m_shown.end())
        return;
    if (shown->id == 0)
        shown->isRetracted = true;
    else
        close(m_shown.take(matter).id);
}

void DBusNotifier::close(uint id)
{
    QDBusMessage message = call("CloseNotification");
    message << id;
    m_bus.call(message, QDBus::NoBlock);
}

void DBusNotifier::onAction(uint id, const QString& action)
{
    for (const Shown& shown : std::as_const(m_shown)) {
        if (shown.id == id && id != 0) {
            const Notice notice = shown.notice;
            Q_EMIT chosen(notice, action);
            return;
        }
    }
}

void DBusNotifier::onClosed(uint id, uint)
{
    m_shown.removeIf([id](QHash<QString, Shown>::iterator it) { return it->id == id && id != 0; });
}

std::unique_ptr<Notifier> makeNotifier() { return std::make_unique<DBusNotifier>(QDBusConnection::sessionBus()); }

} // namespace app
