#include "color_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace ui::shell {

namespace {

// Source: XDG Desktop Portal, org.freedesktop.portal.Settings and its name space
// org.freedesktop.appearance, key color-scheme: 0 no preference, 1 dark, 2 light.
constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kInterface = "org.freedesktop.portal.Settings";
constexpr auto kNamespace = "org.freedesktop.appearance";
constexpr auto kKey = "color-scheme";
constexpr uint kDark = 1;

QString latin(const char* text) { return QString::fromLatin1(text); }

// Read() of older portals wraps the value twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

class PortalColorScheme final : public ColorScheme {
    Q_OBJECT
public:
    PortalColorScheme() : m_bus(QDBusConnection::sessionBus())
    {
        if (!m_bus.isConnected())
            return;
        qRegisterMetaType<QDBusVariant>(); // the bus may not have registered it yet: the type of the slot would be unknown
        m_bus.connect(latin(kService), latin(kPath), latin(kInterface), QStringLiteral("SettingChanged"), this,
            SLOT(settingChanged(QString, QString, QDBusVariant)));
        QDBusMessage ask = QDBusMessage::createMethodCall(latin(kService), latin(kPath), latin(kInterface), QStringLiteral("Read"));
        ask << latin(kNamespace) << latin(kKey);
        auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(ask), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
            const QDBusPendingReply<QDBusVariant> reply = *done;
            if (reply.isValid()) // otherwise there is no portal: light
                set(reply.value().variant());
            done->deleteLater();
        });
    }

    look::Scheme current() const override { return m_scheme; }

private Q_SLOTS:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value)
    {
        if (space == latin(kNamespace) && key == latin(kKey))
            set(value.variant());
    }

private:
    void set(const QVariant& value)
    {
        const look::Scheme next = unwrapped(value).toUInt() == kDark ? look::Scheme::Dark : look::Scheme::Light;
        if (next == m_scheme)
            return;
        m_scheme = next;
        Q_EMIT changed();
    }

    QDBusConnection m_bus;
    look::Scheme m_scheme = look::Scheme::Light;
};

} // namespace

std::unique_ptr<ColorScheme> ColorScheme::ofSystem() { return std::make_unique<PortalColorScheme>(); }

} // namespace ui::shell

#include "color_scheme_dbus.moc"
