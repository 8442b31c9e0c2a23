#include "portal_autostart.h"

#include "gateway/core/files/memory_file.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

#include <utility>

namespace app {

using gateway::files::MemoryFile;

namespace {

constexpr auto kPortal = "org.freedesktop.portal.Desktop";
constexpr auto kRequest = "org.freedesktop.portal.Request";
constexpr auto kRequestPath = "/org/freedesktop/portal/desktop/request/";

QString answerKey() { return QStringLiteral("autostart/portal"); }

} // namespace

PortalAutostart::PortalAutostart(const QString& memoryFile, const QStringList& arguments, const QDBusConnection& bus, QObject* parent)
    : Autostart(parent), m_memoryFile(memoryFile), m_arguments(arguments), m_bus(bus)
{
}

bool PortalAutostart::isNeeded() { return qEnvironmentVariableIsSet("FLATPAK_ID") || QFileInfo::exists(QStringLiteral("/.flatpak-info")); }

void PortalAutostart::look()
{
    take(MemoryFile(m_memoryFile).value(answerKey()).toBool() ? State::On : State::Off);
}

// The response may arrive before the call returns: its object path is known beforehand.
void PortalAutostart::set(bool on)
{
    const QString token = QStringLiteral("signalbox%1").arg(++m_number);
    const QString sender = m_bus.baseService().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
    if (!m_request.isEmpty())
        m_bus.disconnect({}, m_request, QLatin1String(kRequest), QStringLiteral("Response"), this, SLOT(answered(uint, QVariantMap)));
    m_request = QLatin1String(kRequestPath) + sender + QLatin1Char('/') + token;
    m_wanted = on;
    m_bus.connect({}, m_request, QLatin1String(kRequest), QStringLiteral("Response"), this, SLOT(answered(uint, QVariantMap)));
    auto call = QDBusMessage::createMethodCall(QLatin1String(kPortal), QStringLiteral("/org/freedesktop/portal/desktop"),
        QStringLiteral("org.freedesktop.portal.Background"), QStringLiteral("RequestBackground"));
    const QVariantMap options{{QStringLiteral("handle_token"), token}, {QStringLiteral("reason"), tr("Provides AI models to the clients on this machine")},
        {QStringLiteral("autostart"), on}, {QStringLiteral("commandline"), QStringList{QStringLiteral("signalbox")} + m_arguments},
        {QStringLiteral("dbus-activatable"), false}};
    call << QString() << options; // without a parent window: it may be requested from the tray
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, request = m_request] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        if (reply.isError() && request == m_request)
            fail(reply.error().message());
    });
}

void PortalAutostart::answered(uint response, const QVariantMap& results)
{
    m_bus.disconnect({}, m_request, QLatin1String(kRequest), QStringLiteral("Response"), this, SLOT(answered(uint, QVariantMap)));
    m_request.clear();
    const bool isOn = response == 0 && results.value(QStringLiteral("autostart")).toBool();
    if (response == 0)
        MemoryFile::remember(m_memoryFile, answerKey(), isOn);
    if (response != 0 || isOn != m_wanted)
        return fail(tr("the system did not allow it"));
    take(isOn ? State::On : State::Off);
}

void PortalAutostart::fail(const QString& reason)
{
    m_request.clear();
    look();
    Q_EMIT failed(reason);
}

void PortalAutostart::take(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT changed();
}

} // namespace app
