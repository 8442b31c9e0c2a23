#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "ui/models/formatter.h"
#include "ui/pages/support/about_view.h"
#include "ui/pages/support/desktop_diagnostics.h"
#include "ui/pages/support/doctor_view.h"
#include "ui/widgets/status_label.h"

#include <QClipboard>
#include <QDateTime>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QUrl>

#include <map>

using namespace gateway::host;
using Shape = ui::look::Status;
using ui::pages::AboutView;
using ui::pages::DoctorView;
using ui::widgets::StatusLabel;
using namespace std::chrono_literals;

namespace {

struct Doctored {
    Language language;
    FakeFor<ui::pages::AboutView::Access> gateway;
    ManualClock clock;
    std::unique_ptr<DoctorView> view;

    explicit Doctored(const char* name = "en") : language(name)
    {
        gateway.findings = {{Check::Disk, Outcome::Ok, {}, {"The disk with the data folder has %1 left.", {"9 MB"}}},
                            {Check::Providers, Outcome::Problem, "deepseek", {"Host %1 was not found.", {"api.deepseek.com"}}, {"Look at the network, at the name server, and at base_url of the provider."}},
                            {Check::Keychain, Outcome::Notice, {}, {"No keychain is available."}, {"Start one, such as GNOME Keyring or KWallet, or store keys "
        "elsewhere: in the encrypted file (vault:), until Signalbox exits (session:), in an environment variable (env:) or a file (file:)."}}};
    }
    void show()
    {
        view = std::make_unique<DoctorView>(gateway, nullptr, &clock);
        view->resize(860, 600);
        view->show();
        REQUIRE(QTest::qWaitForWindowExposed(view.get()));
    }
    std::vector<std::string> rows() const
    {
        std::vector<std::pair<int, std::string>> found;
        for (const QWidget* row : view->findChildren<QWidget*>(QStringLiteral("finding"))) found.emplace_back(row->y(), row->accessibleName().toStdString());
        std::sort(found.begin(), found.end());
        std::vector<std::string> names;
        for (auto& [y, name] : found) names.push_back(std::move(name));
        return names;
    }
    const StatusLabel& summary() const { return control<StatusLabel>(*view, "doctorSummary"); }
};

} // namespace

TEST_CASE("the doctor runs when first shown and lists problems first")
{
    Doctored world;
    world.show();
    CHECK(world.gateway.examinations == 1);
    CHECK(world.summary().status() == Shape::Busy);
    world.gateway.examining();
    settleEvents();
    CHECK(world.summary().status() == Shape::Error);
    CHECK(world.summary().word() == QStringLiteral("1 problem"));
    const auto rows = world.rows();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].rfind("Providers, problem: deepseek · Host api.deepseek.com was not found.", 0) == 0);
    CHECK(rows[1].rfind("Keychain, notice", 0) == 0);
    CHECK(rows[2] == "Disk, fine: The disk with the data folder has 9 MB left.");

    world.view->hide();
    world.view->show();
    CHECK(world.gateway.examinations == 1); // not again
    world.gateway.findings.resize(1);
    QTest::mouseClick(&control(*world.view, "doctorAgain"), Qt::LeftButton);
    world.gateway.examining();
    settleEvents();
    CHECK(world.gateway.examinations == 2);
    CHECK(world.rows().size() == 1);
    CHECK(world.summary().status() == Shape::Ok);
}

TEST_CASE("shows the time of an examination and discards it after a minute")
{
    Doctored world;
    world.show();
    world.gateway.examining();
    settleEvents();
    CHECK(world.summary().reason() == QStringLiteral("3 checks completed at %1").arg(ui::models::Formatter().time(ui::models::Formatter::local(world.clock.wallNow()))));
    world.clock.advance(59s);
    world.view->hide();
    world.view->show();
    CHECK(world.gateway.examinations == 1);
    world.clock.advance(2s);
    world.view->hide();
    world.view->show();
    CHECK(world.gateway.examinations == 2);
}

TEST_CASE("examines a keychain again once when it becomes readable")
{
    Doctored world;
    world.show();
    const bool isDuringTheLook = GENERATE(false, true);
    if (isDuringTheLook) Q_EMIT world.gateway.keysMayBeReadable();
    CHECK(world.gateway.examinations == 1);
    world.gateway.examining();
    if (!isDuringTheLook) Q_EMIT world.gateway.keysMayBeReadable();
    CHECK(world.gateway.examinations == 2);
    world.gateway.examining();
    Q_EMIT world.gateway.keysMayBeReadable(); // such as by the examination itself
    CHECK(world.gateway.examinations == 2);
    SECTION("while hidden")
    {
        world.view->hide();
        Q_EMIT world.gateway.keysMayBeReadable();
        CHECK(world.gateway.examinations == 2);
    }
    SECTION("requested during a run that finds no problem")
    {
        world.gateway.findings.resize(1);
        QTest::mouseClick(&control(*world.view, "doctorAgain"), Qt::LeftButton);
        world.gateway.examining();
        Q_EMIT world.gateway.keysMayBeReadable();
        CHECK(world.gateway.examinations == 3);
    }
}

TEST_CASE("a name of 128 letters does not widen the findings and is shown in full")
{
    const std::string name(128, 'n');
    Doctored doctored;
    doctored.gateway.findings = {{Check::Providers, Outcome::Problem, name, {"Host %1 was not found.", {name}}, {}}};
    doctored.show();
    const auto& row = control<QWidget>(*doctored.view, "finding");
    CHECK(row.minimumSizeHint().width() < 500);
    CHECK(row.accessibleName().count(QString::fromStdString(name)) == 2);
}

TEST_CASE("an examination can be stopped and ends with its view")
{
    Doctored world;
    world.show();
    SECTION("with the button")
    {
        QTest::mouseClick(&control(*world.view, "doctorAgain"), Qt::LeftButton);
        CHECK_FALSE(world.view->isExamining());
    }
    SECTION("by leaving the page") { world.view->hide(); }
    SECTION("by closing the view") { world.view.reset(); }
    CHECK_FALSE(world.gateway.examining);
}

TEST_CASE("shows findings in the current language")
{
    Doctored world("zh_CN");
    world.show();
    world.gateway.examining();
    settleEvents();
    for (const std::string& row : world.rows()) {
        CAPTURE(row);
        CHECK(row.find("The ") == std::string::npos);
        CHECK(row.find("There ") == std::string::npos);
    }
}

TEST_CASE("copies diagnostics with the findings but without secrets")
{
    Doctored world;
    world.gateway.addProvider("deepseek");
    world.gateway.m_settings.providers.back().authHeaders = {{"x-team", "hunter22", {}}};
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ide";
    consumer.keys = {{std::string(64, 'b'), {}, "sb-...9xYz", {}, true}};
    world.gateway.m_settings.consumers = {consumer};
    world.gateway.overrides.httpPort = 9099;
    world.gateway.overrides.httpsPort = std::optional<int>();
    world.gateway.log = {{{}, 1, "gateway.http", "authorization: Bearer sk-abcdefghijklmnopq"}};
    world.show();
    world.gateway.examining();
    QTest::mouseClick(&control(*world.view, "doctorCopy"), Qt::LeftButton);
    CHECK(control<QPushButton>(*world.view, "doctorCopy").text() == QStringLiteral("Copied"));
    const std::string text = QGuiApplication::clipboard()->text().toStdString();
    CAPTURE(text);
    for (const char* secret : {"hunter22", "bbbbbbbb", "9xYz", "abcdefghijklmnopq"}) CHECK(text.find(secret) == std::string::npos);
    for (const char* fact : {"Signalbox: ", "Qt: ", "Window system: offscreen", "[problem] providers deepseek: Host api.deepseek.com was not found.", "keychain:deepseek/main",
             "Given by the command line or the environment: listen.http_port 9099\n", "Given by the command line or the environment: listen.https_port off\n"})
        CHECK(text.find(fact) != std::string::npos);
    world.view->hide();
    world.view->show();
    CHECK(control<QPushButton>(*world.view, "doctorCopy").text() == QStringLiteral("Copy diagnostics"));
    SECTION("also from the About page")
    {
        AboutView about(world.gateway);
        about.setFindings([&] { return world.view->findings(); });
        about.show();
        REQUIRE(QTest::qWaitForWindowExposed(&about));
        auto& copy = control<QPushButton>(about, "aboutCopy");
        copy.click();
        CHECK(QGuiApplication::clipboard()->text().contains(QStringLiteral("[problem] providers deepseek: Host api.deepseek.com was not found.")));
        CHECK(copy.text() == QStringLiteral("Copied"));
        about.hide();
        about.show();
        CHECK(QTest::qWaitFor([&] { return copy.text() == QStringLiteral("Copy diagnostics"); }));
    }
}

TEST_CASE("computes the median and 95th percentile of the delays")
{
    CHECK(AboutView::middleAndSlow({}).empty());
    CHECK(AboutView::middleAndSlow({7us}) == AboutView::Delays{7us, 7us});
    AboutView::Delays many;
    for (int i = 100; i > 0; --i) many.emplace_back(i);
    CHECK(AboutView::middleAndSlow(many) == AboutView::Delays{50us, 95us});
}

TEST_CASE("About shows current facts")
{
    const Language language("en");
    FakeFor<ui::pages::AboutView::Access> gateway;
    gateway.ledgerTotals.emplace();
    AboutView view(gateway);
    view.resize(860, 600);
    view.show();
    REQUIRE(QTest::qWaitForWindowExposed(&view));
    settleEvents();
    CHECK(textOf(view, "aboutTitle") == "Signalbox " SIGNALBOX_VERSION);
    CHECK(textOf(view, "aboutDelay") == "no requests yet");
    CHECK(textOf(view, "aboutPart") == std::string(qVersion()) + " · LGPL 3, GPL 3"); // the first is Qt
#ifdef Q_OS_LINUX
    CHECK(textOf(view, "aboutMemory").find(" MB") != std::string::npos);
#endif
    SECTION("counts requests that end meanwhile")
    {
        auto record = directRecord(gateway::WallTime{std::chrono::hours{490000}});
        record.queue = 420us;
        gateway.finish(record);
        CHECK(QTest::qWaitFor([&] { return textOf(view, "aboutDelay").rfind("median 0.42 ms", 0) == 0; }, 20000));
        CHECK(textOf(view, "aboutDelay").find("over the last 1 request") != std::string::npos);
    }
    SECTION("copies and opens paths")
    {
        QUrl opened;
        view.setOpenUrl([&](const QUrl& url) { opened = url; });
        QTest::mouseClick(&control(view, "aboutConfigOpen"), Qt::LeftButton);
        CHECK(opened == QUrl::fromLocalFile(QStringLiteral("/home/user/.config/signalbox")));
        QTest::mouseClick(&control(view, "aboutDataOpen"), Qt::LeftButton);
        CHECK(opened == QUrl::fromLocalFile(gateway.dataDir()));
        QTest::mouseClick(&control(view, "aboutConfigCopy"), Qt::LeftButton);
        CHECK(QGuiApplication::clipboard()->text() == gateway.configFile());
    }
    SECTION("shows the licence text")
    {
        QTest::mouseClick(&control(view, "aboutLicence"), Qt::LeftButton);
        auto* dialog = openDialog<QDialog>();
        REQUIRE(dialog);
        CHECK(dialog->findChild<QTextBrowser*>()->toPlainText().contains(QStringLiteral("GNU GENERAL PUBLIC LICENSE")));
        dialog->reject();
        settleEvents();
    }
}

TEST_CASE("About reports a newer version and how to install it and starts an installed one")
{
    using gateway::host::UpdateFinding;
    using Kind = UpdateFinding::Kind;
    const Language language("en");
    FakeFor<ui::pages::AboutView::Access> gateway;
    gateway.ledgerTotals.emplace();
    AboutView view(gateway);
    view.resize(860, 600);
    view.show();
    REQUIRE(QTest::qWaitForWindowExposed(&view));
    CHECK(textOf(view, "updateWords") == "Not checked for updates yet.");
    auto& copy = control<QPushButton>(view, "updateCopy");
    auto& restart = control<QPushButton>(view, "updateRestart");
    const auto look = [&](UpdateFinding finding) {
        gateway.nextUpdate = std::move(finding);
        QTest::mouseClick(&control(view, "updateLook"), Qt::LeftButton);
        CHECK(textOf(view, "updateWords") == "Checking for updates…");
        CHECK_FALSE(copy.isVisible());
        CHECK_FALSE(restart.isVisible());
        REQUIRE(QTest::qWaitFor([&] { return !gateway.updateWatch.isLooking(); }, 20000));
        return textOf(view, "updateWords");
    };
    CHECK(look({Kind::Available, "signalbox", "0.2.0"})
          == "Version 0.2.0 is available. Install it with the software manager, or run “sudo apt install --only-upgrade signalbox” in a terminal.");
    CHECK(copy.isVisible());
    CHECK_FALSE(restart.isVisible());
    copy.click();
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("sudo apt install --only-upgrade signalbox"));
    CHECK(copy.text() == QStringLiteral("Copied"));
    CHECK(look({Kind::Installed, "signalbox", "0.2.0"}) == "Version 0.2.0 is installed. Restart Signalbox to use it.");
    CHECK_FALSE(copy.isVisible());
    QSignalSpy restarts(&view, &AboutView::restartWanted);
    restart.click();
    CHECK(restarts.size() == 1);
    CHECK(look({Kind::Current, "signalbox", "0.1.0"}) == "This is the latest version in the package lists of this machine.");
    const gateway::WallTime read{std::chrono::milliseconds(QDateTime(QDate(2026, 11, 20), QTime(8, 0)).toMSecsSinceEpoch())};
    CHECK(look({Kind::Current, "signalbox", "0.1.0", read}).starts_with("This is the latest version in the package lists of this machine, as of "));
    CHECK(look({Kind::NotPackaged}) == "Signalbox was not installed from a package. Get updates where you downloaded it.");
    CHECK(look({Kind::Unsupported}) == "Signalbox does not support the package system of this machine. Use its software manager.");
    CHECK(look({Kind::Failed, "signalbox", {}, {}, "apt-cache: no answer"}) == "The package system did not respond: apt-cache: no answer");
}

TEST_CASE("lists the libraries that the build links")
{
    // The build's name for each; without one, it comes with the system or with another package.
    const std::map<QString, QString> known{{QStringLiteral("Qt6"), QStringLiteral("Qt")}, {QStringLiteral("Qt6Keychain"), QStringLiteral("QtKeychain")},
        {QStringLiteral("Boost"), QStringLiteral("Boost.Beast")}, {QStringLiteral("simdjson"), QStringLiteral("simdjson")},
        {QStringLiteral("nlohmann_json"), QStringLiteral("nlohmann/json")}, {QStringLiteral("tl-expected"), QStringLiteral("tl::expected")},
        {QStringLiteral("OpenSSL"), QStringLiteral("OpenSSL")}, {QStringLiteral("SQLite3"), QStringLiteral("SQLite")},
        {QStringLiteral("yaml-cpp"), QStringLiteral("yaml-cpp")}, {QStringLiteral("tomlplusplus"), QStringLiteral("toml++")},
        {QStringLiteral("PROTOZERO_INCLUDE_DIR"), QStringLiteral("protozero")}, {QStringLiteral("ZLIB"), QStringLiteral("zlib, Brotli, Zstandard")},
        {QStringLiteral("brotli"), QStringLiteral("zlib, Brotli, Zstandard")}, {QStringLiteral("zstd"), QStringLiteral("zlib, Brotli, Zstandard")},
        {QStringLiteral("sodium"), QStringLiteral("libsodium")}, {QStringLiteral("archive"), QStringLiteral("libarchive")}, {QStringLiteral("RE2_INCLUDE_DIR"), QStringLiteral("RE2")},
        {QStringLiteral("mimalloc"), QStringLiteral("mimalloc")}, {QStringLiteral("XCB"), QStringLiteral("libxcb (Linux)")}};
    const QSet<QString> others{QStringLiteral("PkgConfig"), QStringLiteral("Catch2")}; // in no program

    QSet<QString> linked;
    for (const char* const path : {"/CMakeLists.txt", "/app/signalbox/CMakeLists.txt"}) {
        QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR) + QLatin1String(path));
        REQUIRE(file.open(QIODevice::ReadOnly));
        static const QRegularExpression kPackage(QStringLiteral("(?:find_package|find_path|pkg_check_modules)\\((\\S+)"));
        for (auto found = kPackage.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();) {
            const QString name = found.next().captured(1);
            if (others.contains(name)) continue;
            CAPTURE(name.toStdString());
            REQUIRE(known.contains(name));
            linked.insert(known.at(name));
        }
    }
    FakeFor<AboutView::Access> gateway;
    const AboutView view(gateway);
    QSet<QString> listed;
    for (const QLabel* name : view.findChildren<QLabel*>(QStringLiteral("aboutPartName"))) listed.insert(name->text());
    CHECK(listed == linked);
}
