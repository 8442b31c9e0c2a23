#include "app/signalbox/notices/notifier_dbus.h"

#include "catch.h"

#include <QDBusMessage>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

// Runs against the stub service of the desktop tests on its own bus, which writes
// the notifications it receives to the file "notifications".

using app::DBusNotifier;
using app::Notice;

namespace {

QList<QStringList> written()
{
    QFile file(qEnvironmentVariable("DESKTOP_TMP") + QStringLiteral("/notifications"));
    QList<QStringList> lines;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            if (!line.isEmpty())
                lines << QString::fromUtf8(line).split(QLatin1Char('\t'));
    return lines;
}

Notice noticeOf(const char* subject, const char* title)
{
    Notice notice;
    notice.kind = QStringLiteral("fallback");
    notice.subject = QString::fromLatin1(subject);
    notice.title = QString::fromLatin1(title);
    notice.text = QStringLiteral("1 < 2 & more");
    notice.actions = {{QStringLiteral("show"), QStringLiteral("Show")}};
    return notice;
}

bool eventuallyWritten(qsizetype count)
{
    return QTest::qWaitFor([count] { return written().size() == count; });
}

void choose(const QString& id, const QString& action)
{
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("tests.Notifications"), QStringLiteral("Choose"));
    call << id.toUInt() << action;
    QDBusConnection::sessionBus().call(call, QDBus::NoBlock);
}

} // namespace

TEST_CASE("shows, replaces and withdraws a notice and reports the chosen action")
{
    if (qEnvironmentVariable("SIGNALBOX_NOTICES") == QLatin1String("no"))
        return;
    QFile::remove(qEnvironmentVariable("DESKTOP_TMP") + QStringLiteral("/notifications"));
    DBusNotifier notifier(QDBusConnection::sessionBus());
    QSignalSpy notShown(&notifier, &DBusNotifier::notShown);
    QSignalSpy chosen(&notifier, &DBusNotifier::chosen);
    notifier.show(noticeOf("deepseek", "one"));
    REQUIRE(eventuallyWritten(1));
    const QStringList first = written().front();
    CHECK(first.mid(0, 3) == QStringList{QStringLiteral("Signalbox"), QStringLiteral("one"), QStringLiteral("1 < 2 & more")});
    CHECK(first.at(4) == QStringLiteral("default show"));
    notifier.show(noticeOf("qwen", "other"));
    REQUIRE(eventuallyWritten(2));
    CHECK(written().at(1).at(3) != first.at(3));
    REQUIRE(QTest::qWaitFor([&] {
        choose(first.at(3), QStringLiteral("show"));
        return chosen.wait(200);
    }));
    CHECK(chosen.at(0).at(0).value<Notice>().title == QStringLiteral("one"));
    CHECK(chosen.at(0).at(1).toString() == QStringLiteral("show"));
    notifier.show(noticeOf("deepseek", "two"));
    REQUIRE(eventuallyWritten(3));
    CHECK(written().at(2).at(3) == first.at(3)); // replaced in place
    notifier.retract(QStringLiteral("fallback/deepseek"));
    notifier.retract(QStringLiteral("fallback/nobody"));
    REQUIRE(eventuallyWritten(4));
    CHECK(written().at(3) == QStringList{QStringLiteral("closed"), first.at(3)});
    CHECK(notShown.isEmpty());
}

TEST_CASE("withdraws a notice before the desktop has answered")
{
    if (qEnvironmentVariable("SIGNALBOX_NOTICES") == QLatin1String("no"))
        return;
    QFile::remove(qEnvironmentVariable("DESKTOP_TMP") + QStringLiteral("/notifications"));
    DBusNotifier notifier(QDBusConnection::sessionBus());
    notifier.show(noticeOf("deepseek", "one"));
    notifier.retract(QStringLiteral("fallback/deepseek")); // before its capabilities are queried
    QTest::qWait(0);
    notifier.show(noticeOf("qwen", "other"));
    REQUIRE(QTest::qWaitFor([] { return written().size() >= 1 && written().back().at(1) == QStringLiteral("other"); }));
    CHECK(written().size() == 1);
    notifier.show(noticeOf("deepseek", "again"));
    notifier.retract(QStringLiteral("fallback/deepseek")); // sent, but its id is not known yet
    REQUIRE(eventuallyWritten(3));
    CHECK(written().at(1).at(1) == QStringLiteral("again"));
    CHECK(written().at(2) == QStringList{QStringLiteral("closed"), written().at(1).at(3)});
}

TEST_CASE("returns every notice without a notification service and tolerates a missing bus")
{
    if (qEnvironmentVariable("SIGNALBOX_NOTICES") != QLatin1String("no"))
        return;
    DBusNotifier notifier(QDBusConnection::sessionBus());
    QSignalSpy notShown(&notifier, &DBusNotifier::notShown);
    notifier.show(noticeOf("deepseek", "one"));
    notifier.show(noticeOf("qwen", "two"));
    REQUIRE(QTest::qWaitFor([&] { return notShown.size() == 2; }));
    notifier.retract(QStringLiteral("fallback/deepseek"));
    notifier.show(noticeOf("deepseek", "again"));
    REQUIRE(QTest::qWaitFor([&] { return notShown.size() == 3; }));
    DBusNotifier nowhere(QDBusConnection(QStringLiteral("no such bus")));
    QSignalSpy alone(&nowhere, &DBusNotifier::notShown);
    nowhere.show(noticeOf("deepseek", "one"));
    CHECK(alone.size() == 1);
}
