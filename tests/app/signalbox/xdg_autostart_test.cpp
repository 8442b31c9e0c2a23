#include "app/signalbox/lifecycle/xdg_autostart.h"

#include "catch.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using app::XdgAutostart;
using StartState = ui::models::Autostart::State;

TEST_CASE("enables start at login, reads it back from the file and disables it")
{
    const QTemporaryDir folder;
    const QString autostart = folder.filePath(QStringLiteral("config/autostart"));
    const QString file = autostart + QStringLiteral("/io.github.signalbox.signalbox.desktop");
    XdgAutostart start(autostart, QStringLiteral("/usr/bin/signalbox"), {QStringLiteral("--minimized")});
    QSignalSpy changes(&start, &XdgAutostart::changed);
    CHECK(start.state() == StartState::Unknown);
    start.look();
    REQUIRE(changes.wait());
    CHECK(start.state() == StartState::Off);
    start.set(true);
    REQUIRE(changes.wait());
    CHECK(start.state() == StartState::On);
    QFile entry(file);
    REQUIRE(entry.open(QIODevice::ReadOnly));
    const QByteArray text = entry.readAll();
    CHECK(text.contains("\nExec=/usr/bin/signalbox --minimized\n"));
    CHECK(text.contains("\nX-KDE-autostart-after=panel\n"));
    entry.close();
    // The session's own settings disable it in the file.
    REQUIRE(entry.open(QIODevice::Append));
    entry.write("Hidden=true\n");
    entry.close();
    start.look();
    REQUIRE(changes.wait());
    CHECK(start.state() == StartState::Off);
    start.set(true);
    REQUIRE(changes.wait());
    start.set(false);
    REQUIRE(changes.wait());
    CHECK(start.state() == StartState::Off);
    CHECK_FALSE(QFile::exists(file));
}

TEST_CASE("reports a folder that cannot be created and switches back")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    XdgAutostart start(folder.filePath(QStringLiteral("file/autostart")), QStringLiteral("/usr/bin/signalbox"), {});
    QSignalSpy failures(&start, &XdgAutostart::failed);
    start.set(true);
    REQUIRE(failures.wait());
    CHECK(start.state() == StartState::Off);
}

TEST_CASE("interprets autostart entries")
{
    struct Row {
        const char* text;
        StartState state;
    };
    const auto row = GENERATE(values<Row>({
        {"[Desktop Entry]\nExec=/opt/s x/signalbox\n", StartState::Elsewhere},
        {"[Desktop Entry]\nExec=\"/opt/s x/signalbox\" --minimized\n", StartState::On},
        {"[Desktop Entry]\nExec=/usr/bin/signalbox --minimized\n", StartState::Elsewhere},
        {"[Desktop Entry]\nExec=\"/opt/s x/signalbox\"\nHidden=true\n", StartState::Off},
        {"[Desktop Entry]\nExec=\"/opt/s x/signalbox\"\nX-GNOME-Autostart-enabled=false\n", StartState::Off},
        {"[Desktop Entry]\nExec=\"/opt/s x/signalbox\"\n[Desktop Action x]\nHidden=true\n", StartState::On},
        {"[Desktop Entry]\nName=Signalbox\n", StartState::Off},
        {"", StartState::Off},
    }));
    CAPTURE(row.text);
    CHECK(XdgAutostart::read(row.text, QStringLiteral("/opt/s x/signalbox")) == row.state);
}

TEST_CASE("paths that need quotes survive a round trip")
{
    const auto* path = GENERATE(values<const char*>({"/usr/bin/signalbox", "/opt/s x/signalbox", "/opt/50%/signalbox", "/opt/a\"b/signalbox", "/opt/a$b`c\\d/signalbox",
                                              "/opt/信号/signalbox"}));
    CAPTURE(path);
    const QString program = QString::fromUtf8(path);
    CHECK(XdgAutostart::read(XdgAutostart::entry(program, {QStringLiteral("--minimized")}), program) == StartState::On);
}
