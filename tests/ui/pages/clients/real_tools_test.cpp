#include "catch.h"
#include "controls.h"
#include "records.h"
#include "sample_day.h"
#include "test_language.h"

#include "ui/models/roles.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/widgets/status_label.h"

#include "gateway/config/file_watch.h"
#include "gateway/host/clients/client_setup_service.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QTableView>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>

using namespace std::chrono_literals;
using gateway::host::ClientSetupService;
using ui::pages::ClientsPage;

namespace {

const QByteArray kBefore = "{\n  // mine\n  \"model\": \"opus\",\n  \"env\": { \"EDITOR\": \"vi\" }, // and this\n}\n";

/// The page with the real service and its own home folder.
struct HomeWorld {
    Language language{"en"};
    SampleDay day;
    QTemporaryDir folder;
    QThread storage;
    QObject work;
    std::unique_ptr<ClientSetupService> service;
    std::unique_ptr<ClientsPage> page;

    HomeWorld()
    {
        work.moveToThread(&storage);
        storage.start();
        gateway::clients::Surroundings surroundings;
        surroundings.home = folder.filePath(QStringLiteral("home"));
        surroundings.dataDir = folder.filePath(QStringLiteral("data"));
        surroundings.system = gateway::clients::System::Linux;
        QDir().mkpath(surroundings.home + QStringLiteral("/.claude"));
        QFile file(settingsFile());
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(kBefore);
        file.close();
        FakeGateway& gateway = day.gateway;
        service = std::make_unique<ClientSetupService>(surroundings, work, [&gateway]() -> const gateway::config::Settings& { return gateway.m_settings; },
            [&gateway](const gateway::config::Settings& next, std::function<void(gateway::Result<void>)> done) { gateway.change(next, std::move(done)); });
        gateway.toolAccess = service.get();
        page = std::make_unique<ClientsPage>(day.model, gateway, day.clock);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        page->selectTool(QStringLiteral("claude-code"));
    }
    void listenAt(const char* base)
    {
        day.gateway.m_status.urls = {base};
        Q_EMIT day.gateway.statusChanged();
    }
    ~HomeWorld()
    {
        page.reset();
        storage.quit();
        storage.wait();
    }
    QString settingsFile() const { return folder.filePath(QStringLiteral("home/.claude/settings.json")); }
    QByteArray bytes() const
    {
        QFile file(settingsFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void rewrite(const QByteArray& bytes) const
    {
        QFile file(settingsFile());
        REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }
    /// Returns after a watch of the file in the thread of the service has noticed it.
    void rewriteAndOutlastWatch(const QByteArray& bytes)
    {
        std::unique_ptr<gateway::config::FileWatch> watch;
        std::atomic<bool> isNoticed = false;
        QMetaObject::invokeMethod(&work, [&] {
            watch = std::make_unique<gateway::config::FileWatch>();
            watch->setFiles({settingsFile()});
            QObject::connect(watch.get(), &gateway::config::FileWatch::touched, watch.get(), [&isNoticed] { isNoticed = true; });
        }, Qt::BlockingQueuedConnection);
        rewrite(bytes);
        REQUIRE(QTest::qWaitFor([&] { return isNoticed.load(); }));
        QMetaObject::invokeMethod(&work, [&watch] { watch.reset(); }, Qt::BlockingQueuedConnection);
        settleEvents();
    }
    bool diffShows(const char* text) const
    {
        return QTest::qWaitFor([&] {
            const auto* diff = page->findChild<QPlainTextEdit*>(QStringLiteral("changeDiff0"));
            return diff && diff->toPlainText().contains(QLatin1StringView(text));
        });
    }
    bool comes(const char* state)
    {
        return QTest::qWaitFor([&] { return control<ui::widgets::StatusLabel>(*page, "toolState").word() == QLatin1StringView(state); });
    }
    void press(const char* name)
    {
        auto& button = control<QAbstractButton>(*page, name);
        REQUIRE(QTest::qWaitFor([&] { return button.isVisible() && button.isEnabled(); }));
        button.setFocus();
        QTest::keyClick(&button, Qt::Key_Space);
    }
};

} // namespace

TEST_CASE("sets up a client in its real file, verifies it and restores it byte for byte")
{
    HomeWorld world;
    REQUIRE(world.comes("not set up"));
    REQUIRE(QTest::qWaitFor([&] { return world.page->findChild<QPlainTextEdit*>(QStringLiteral("changeDiff0")) != nullptr; }));
    CHECK(control<QPlainTextEdit>(*world.page, "changeDiff0").toPlainText().contains(QStringLiteral("ANTHROPIC_BASE_URL")));
    CHECK(world.bytes() == kBefore); // only shown so far

    world.press("writeTool");
    REQUIRE(world.comes("waiting"));
    CHECK(world.bytes().contains("http://127.0.0.1:8080"));
    CHECK(world.bytes().contains("// mine"));
    REQUIRE(world.day.gateway.m_settings.consumers.size() == 1);
    CHECK(world.day.gateway.m_settings.consumers[0].keys.size() == 1);
    CHECK(QTest::qWaitFor([&] { return control(*world.page, "toolsList").hasFocus(); })); // the pressed button is gone

    auto record = directRecord(std::chrono::time_point_cast<gateway::WallTime::duration>(std::chrono::system_clock::now() + 2s));
    record.consumer = world.day.gateway.m_settings.consumers[0].name;
    world.day.gateway.finish(record);
    CHECK(world.comes("verified"));

    world.press("restoreTool");
    world.press("cancelRestore");
    world.press("restoreTool");
    REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "cancelRestore").isVisible(); }));
    CHECK(world.bytes() != kBefore);
    world.press("writeTool");
    REQUIRE(world.comes("not set up"));
    CHECK(world.bytes() == kBefore);
    CHECK_FALSE(world.day.gateway.m_settings.consumers[0].keys[0].enabled); // no longer accepted
    CHECK(QTest::qWaitFor([&] { return control(*world.page, "writeTool").hasFocus(); }));
}

TEST_CASE("shows a file that the client changed as changed since setup")
{
    HomeWorld world;
    world.press("writeTool");
    REQUIRE(world.comes("waiting"));
    QByteArray changed = world.bytes();
    changed.replace("http://127.0.0.1:8080", "https://elsewhere.example");
    world.rewrite(changed);
    SECTION("with Look again") { world.press("lookAgain"); }
    SECTION("after selecting it again")
    {
        world.page->selectTool(QStringLiteral("codex"));
        settleEvents();
        world.page->selectTool(QStringLiteral("claude-code"));
    }
    SECTION("after selecting it although it is selected") { world.page->selectTool(QStringLiteral("claude-code")); }
    SECTION("after a click in the list")
    {
        auto& list = control<QTableView>(*world.page, "toolsList");
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(list.currentIndex()).center());
    }
    SECTION("with the keyboard")
    {
        auto& list = control<QTableView>(*world.page, "toolsList");
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Return);
    }
    CHECK(world.comes("changed"));
    CHECK(world.diffShows("elsewhere.example"));
}

TEST_CASE("notices a changed file while the page is open")
{
    HomeWorld world;
    world.press("writeTool");
    REQUIRE(world.comes("waiting"));
    REQUIRE(QTest::qWaitFor([&] { return !control(*world.page, "writeTool").isVisible(); }));
    const QByteArray written = world.bytes();
    const QByteArray changed = QByteArray(written).replace("http://127.0.0.1:8080", "https://elsewhere.example");
    SECTION("in place")
    {
        world.rewrite(changed);
        CHECK(world.comes("changed"));
        CHECK(world.diffShows("elsewhere.example"));
        world.rewrite(written);
        CHECK(world.comes("waiting"));
    }
    SECTION("by replacing it, as editors do")
    {
        QSaveFile file(world.settingsFile());
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(changed);
        REQUIRE(file.commit());
        CHECK(world.comes("changed"));
        CHECK(world.diffShows("elsewhere.example"));
    }
    SECTION("when the hidden page is shown again")
    {
        world.page->hide();
        settleEvents();
        world.rewriteAndOutlastWatch(changed);
        CHECK(control<ui::widgets::StatusLabel>(*world.page, "toolState").word() == QStringLiteral("waiting"));
        world.page->show();
        CHECK(world.comes("changed"));
    }
}

TEST_CASE("shows a client set up for another port and can write it again")
{
    HomeWorld world;
    world.press("writeTool");
    REQUIRE(world.comes("waiting"));
    world.listenAt("http://127.0.0.1:9090");
    REQUIRE(world.comes("other address"));
    auto& list = control<QTableView>(*world.page, "toolsList");
    CHECK(list.currentIndex().data(ui::models::SecondLineRole).toString() == QStringLiteral("set up for 127.0.0.1:8080"));
    CHECK(list.currentIndex().siblingAtColumn(1).data().toString() == QStringLiteral("other address"));
    CHECK(textOf(*world.page, "toolWords") == "It is set up for http://127.0.0.1:8080, where this gateway does not listen. Write the settings again, or restore the previous ones.");
    REQUIRE(world.diffShows("9090"));
    const auto& write = control<QAbstractButton>(*world.page, "writeTool");
    CHECK(write.text() == QStringLiteral("Back up and write again"));
    world.listenAt("http://127.0.0.1:8080");
    CHECK(world.comes("waiting"));
    CHECK(QTest::qWaitFor([&] { return !write.isVisible(); }));
    world.listenAt("http://127.0.0.1:9090");
    REQUIRE(world.diffShows("9090"));
    world.press("writeTool");
    REQUIRE(world.comes("waiting"));
    CHECK(world.bytes().contains("http://127.0.0.1:9090"));
}

TEST_CASE("refuses to write a meanwhile changed file, then shows it again and writes it")
{
    HomeWorld world;
    REQUIRE(world.diffShows("EDITOR"));
    int versions = 0;
    QObject::connect(&world.day.gateway, &FakeGateway::settingsChanged, world.page.get(), [&] { ++versions; });
    world.rewrite(QByteArray(kBefore).replace("\"vi\"", "\"emacs\""));
    world.press("writeTool");
    REQUIRE(world.diffShows("emacs"));
    CHECK(textOf(*world.page, "toolSaid").find("has changed since the change was shown") != std::string::npos);
    CHECK(control(*world.page, "toolSaid").isVisible());
    CHECK_FALSE(world.bytes().contains("127.0.0.1"));
    CHECK(versions == 0);
    CHECK(world.day.gateway.m_settings.consumers.empty());

    world.rewrite(QByteArray(kBefore).replace("\"vi\"", "\"nano\""));
    SECTION("with Look again") { world.press("lookAgain"); }
    SECTION("with the keyboard") { QTest::keyClick(world.page.get(), Qt::Key_F5); }
    REQUIRE(world.diffShows("nano"));
    CHECK_FALSE(control(*world.page, "toolSaid").isVisible());

    world.press("writeTool");
    REQUIRE(world.comes("waiting"));
    CHECK(world.bytes().contains("nano"));
    CHECK(versions == 1);

    world.press("restoreTool");
    REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "cancelRestore").isVisible(); }));
    world.rewrite(world.bytes().replace("nano", "joe"));
    world.press("writeTool");
    REQUIRE(world.diffShows("joe"));
    CHECK(control(*world.page, "toolSaid").isVisible());
    CHECK(world.bytes().contains("127.0.0.1"));
    world.press("writeTool");
    REQUIRE(world.comes("not set up"));
    CHECK(world.bytes() == QByteArray(kBefore).replace("\"vi\"", "\"joe\""));
}
