#include "catch.h"

#include "ui/shell/color_scheme.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QTest>

using ui::look::Scheme;
using ui::shell::ColorScheme;

// Stands in for xdg-desktop-portal on the bus that the test was started with.
class Portal final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    explicit Portal(uint scheme) : m_scheme(scheme)
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        REQUIRE(bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this, QDBusConnection::ExportAllContents));
        REQUIRE(bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }
    ~Portal() override
    {
        QDBusConnection::sessionBus().unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        QDBusConnection::sessionBus().unregisterObject(QStringLiteral("/org/freedesktop/portal/desktop"));
    }
    void change(const char* space, const char* key, uint scheme)
    {
        m_scheme = scheme;
        Q_EMIT SettingChanged(QString::fromLatin1(space), QString::fromLatin1(key), QDBusVariant(scheme));
    }

public Q_SLOTS:
    // Wrapped twice, as the portal's Read() does.
    QDBusVariant Read(const QString& space, const QString& key) const
    {
        CHECK(space == QStringLiteral("org.freedesktop.appearance"));
        CHECK(key == QStringLiteral("color-scheme"));
        return QDBusVariant(QVariant::fromValue(QDBusVariant(m_scheme)));
    }

Q_SIGNALS:
    void SettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    uint m_scheme;
};

TEST_CASE("the portal says whether it is dark, and when that changes")
{
    REQUIRE(QDBusConnection::sessionBus().isConnected());
    Portal portal(1);
    const auto scheme = ColorScheme::ofSystem();
    CHECK(scheme->current() == Scheme::Light); // not known yet
    REQUIRE(QTest::qWaitFor([&] { return scheme->current() == Scheme::Dark; }, 5000));
    QSignalSpy changed(scheme.get(), &ColorScheme::changed);
    portal.change("org.freedesktop.appearance", "color-scheme", 2);
    REQUIRE(QTest::qWaitFor([&] { return scheme->current() == Scheme::Light; }, 5000));
    portal.change("org.freedesktop.appearance", "contrast", 1);
    portal.change("org.gnome.desktop.interface", "color-scheme", 1);
    portal.change("org.freedesktop.appearance", "color-scheme", 0);
    portal.change("org.freedesktop.appearance", "color-scheme", 1);
    REQUIRE(QTest::qWaitFor([&] { return scheme->current() == Scheme::Dark; }, 5000));
    CHECK(changed.size() == 2); // the others say nothing of it
}

TEST_CASE("without a portal it is light")
{
    const auto scheme = ColorScheme::ofSystem();
    QTest::qWait(0);
    CHECK(scheme->current() == Scheme::Light);
}

#include "color_scheme_dbus_test.moc"
