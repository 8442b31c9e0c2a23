#include "app/signalbox/lifecycle/portal_autostart.h"

#include "catch.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using app::PortalAutostart;
using StartState = ui::models::Autostart::State;

namespace {

/// Like the desktop's portal, on the same bus.
class FakePortal final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Background")
public:
    FakePortal() : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("portal")))
    {
        REQUIRE(m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this, QDBusConnection::ExportAllSlots));
        REQUIRE(m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }
    ~FakePortal() override
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
    }

    unsigned response = 0;
    bool allows = true;
    std::vector<QVariantMap> asked;

public Q_SLOTS:
    QDBusObjectPath RequestBackground(const QString&, const QVariantMap& options, const QDBusMessage& call)
    {
        asked.push_back(options);
        const QString sender = call.service().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
        const QDBusObjectPath handle(QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2").arg(sender, options.value(QStringLiteral("handle_token")).toString()));
        auto answer = QDBusMessage::createSignal(handle.path(), QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        const bool isOn = allows && options.value(QStringLiteral("autostart")).toBool();
        answer << response << QVariantMap{{QStringLiteral("background"), allows}, {QStringLiteral("autostart"), isOn}};
        m_bus.send(answer); // may arrive before the call returns
        return handle;
    }

private:
    QDBusConnection m_bus;
};

} // namespace

TEST_CASE("asks the portal in a sandbox and keeps its answer")
{
    FakePortal portal;
    QTemporaryDir folder;
    const QString memory = folder.filePath(QStringLiteral("window.ini"));
    PortalAutostart start(memory, {QStringLiteral("--minimized")});
    QSignalSpy changes(&start, &PortalAutostart::changed);
    start.look();
    CHECK(start.state() == StartState::Off);
    start.set(true);
    REQUIRE(QTest::qWaitFor([&] { return start.state() == StartState::On; }));
    REQUIRE(portal.asked.size() == 1);
    const QVariantMap options = portal.asked.front();
    CHECK(options.value(QStringLiteral("autostart")).toBool());
    CHECK(options.value(QStringLiteral("commandline")).toStringList() == QStringList{QStringLiteral("signalbox"), QStringLiteral("--minimized")});
    CHECK_FALSE(options.value(QStringLiteral("reason")).toString().isEmpty());
    PortalAutostart again(memory, {});
    again.look();
    CHECK(again.state() == StartState::On);
    start.set(false);
    REQUIRE(QTest::qWaitFor([&] { return start.state() == StartState::Off; }));
    CHECK_FALSE(portal.asked.back().value(QStringLiteral("autostart")).toBool());
}

TEST_CASE("reports a refusal by the portal and switches back")
{
    FakePortal portal;
    QTemporaryDir folder;
    portal.response = GENERATE(0U, 1U, 2U); // done but not allowed; denied by the user; ended otherwise
    portal.allows = false;
    PortalAutostart start(folder.filePath(QStringLiteral("window.ini")), {});
    QSignalSpy failures(&start, &PortalAutostart::failed);
    start.set(true);
    REQUIRE(failures.wait());
    CHECK(start.state() == StartState::Off);
}

TEST_CASE("reports a missing portal")
{
    QTemporaryDir folder;
    PortalAutostart start(folder.filePath(QStringLiteral("window.ini")), {});
    QSignalSpy failures(&start, &PortalAutostart::failed);
    start.set(true);
    REQUIRE(failures.wait());
    CHECK(start.state() == StartState::Off);
    CHECK_FALSE(failures.front().front().toString().isEmpty());
}

#include "portal_autostart_test.moc"
