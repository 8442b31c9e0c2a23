#include "catch.h"
#include "controls.h"
#include "outlast.h"
#include "sample_ledger.h"
#include "shown_window.h"
#include "test_language.h"

#include "ui/look/icons.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/shell/banners/banner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rail.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using shell::CloseAction;
using namespace std::chrono_literals;

namespace {

/// Counts timers and paint events anywhere in the program.
class EventCounter final : public QObject {
public:
    EventCounter() { qApp->installEventFilter(this); }
    void reset()
    {
        timers = paints = 0;
        whose.clear();
    }
    int timers = 0;
    int paints = 0;
    std::string whose; ///< the classes of the objects whose timers fired, and of their parents

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // QTest's own waiting uses a timer without an object of ours. The pixmap cache, which has no class of its own,
        // looks for unused entries every 30 s until it is empty.
        const bool isPixmaps = !watched->parent() && qstrcmp(watched->metaObject()->className(), "QObject") == 0;
        if (event->type() == QEvent::Timer && !isPixmaps && !watched->inherits("QEventLoop") && !watched->inherits("QTestEventLoop")) {
            ++timers;
            for (const QObject* object = watched; object; object = object->parent())
                whose += std::string(object->metaObject()->className()) + (object->parent() ? " of " : "; ");
        }
        if (event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest)
            ++paints;
        return false;
    }
};

} // namespace

TEST_CASE("creates a page when it is first shown and keeps it")
{
    ShownWindow w;
    CHECK(w.current() == "overview");
    CHECK(w.window.page(QStringLiteral("overview")) != nullptr);
    CHECK(w.window.page(QStringLiteral("providers")) == nullptr);
    CHECK(w.window.page(QStringLiteral("settings")) == nullptr);
    QTest::mouseClick(&control(w.window, "nav-providers"), Qt::LeftButton);
    CHECK(w.current() == "providers");
    QWidget* providers = w.window.page(QStringLiteral("providers"));
    REQUIRE(providers);
    CHECK(providers->isVisible());
    w.window.showPage(QStringLiteral("overview"));
    w.window.showPage(QStringLiteral("providers"));
    CHECK(w.window.page(QStringLiteral("providers")) == providers);
    w.window.showPage(QStringLiteral("no such page"));
    CHECK(w.current() == "providers");
}

TEST_CASE("the strip lists every address including HTTPS")
{
    ShownWindow w;
    CHECK(control(w.window, "address").toolTip() == QStringLiteral("http://127.0.0.1:8080/v1\nhttp://[::1]:8080/v1\nhttps://127.0.0.1:8443/v1"));
    w.day.gateway.m_status.urls.pop_back();
    Q_EMIT w.day.gateway.statusChanged();
    CHECK_FALSE(control(w.window, "address").toolTip().contains(QStringLiteral("https")));
}

TEST_CASE("handles the window's keyboard shortcuts")
{
    ShownWindow w;
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier) { QTest::keyClick(&w.window, key, modifiers); };
    press(Qt::Key_2);
    CHECK(w.current() == "providers");
    press(Qt::Key_Comma);
    CHECK(w.current() == "settings");
    press(Qt::Key_1);
    CHECK(w.current() == "overview");
    press(Qt::Key_Left, Qt::AltModifier);
    CHECK(w.current() == "settings");
    press(Qt::Key_Left, Qt::AltModifier);
    CHECK(w.current() == "providers");
    press(Qt::Key_Left, Qt::AltModifier);
    press(Qt::Key_Left, Qt::AltModifier);
    CHECK(w.current() == "overview");

    QApplication::clipboard()->clear();
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(QApplication::clipboard()->text() == QStringLiteral("http://127.0.0.1:8080/v1"));

    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(w.day.gateway.status().state == gateway::host::State::Paused);
    settleEvents();
    CHECK(control<QAbstractButton>(w.window, "pause").text() == QStringLiteral("Resume"));
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(w.day.gateway.status().state == gateway::host::State::Running);

    QSignalSpy quit(&w.window, &shell::MainWindow::quitRequested);
    press(Qt::Key_Q);
    CHECK(quit.size() == 1);
}

TEST_CASE("opening a page by key focuses one of its controls with a focus ring")
{
    struct Row {
        Qt::Key key;
        const char* page;
        const char* control; ///< empty: the first one
    };
    const auto row = GENERATE(values<Row>({
        {Qt::Key_1, "overview", "requestsToday"},
        {Qt::Key_2, "providers", "providersList"},
        {Qt::Key_3, "routes", "routeList"},
        {Qt::Key_4, "clients", ""},
        {Qt::Key_5, "usage", ""},
        {Qt::Key_6, "requests", ""},
        {Qt::Key_7, "policies", ""},
        {Qt::Key_8, "evaluate", "evalDatasets"},
        {Qt::Key_9, "settings", "settingsRooms"},
        {Qt::Key_Comma, "settings", "settingsRooms"},
    }));
    CAPTURE(row.page);
    ShownWindow w;
    const bool isFromRail = GENERATE(false, true);
    if (isFromRail)
        control(w.window, "nav-usage").setFocus(Qt::TabFocusReason);
    QTest::keyClick(QApplication::focusWidget(), row.key, Qt::ControlModifier);
    settleEvents();
    CHECK(w.current() == row.page);
    QWidget* const page = w.window.page(QString::fromLatin1(row.page));
    QWidget* const focused = QApplication::focusWidget();
    REQUIRE(focused);
    CAPTURE(focused->objectName().toStdString());
    REQUIRE(page->isAncestorOf(focused));
    if (*row.control != '\0')
        CHECK(focused->objectName() == QLatin1StringView(row.control));
    const QImage with = focused->grab().toImage();
    focused->clearFocus();
    CHECK(focused->grab().toImage() != with);
    focused->setFocus();
    QTest::keyClick(focused, Qt::Key_Comma, Qt::ControlModifier); // and it does not take the window's keys
    CHECK(w.current() == "settings");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::ControlModifier);
    CHECK(w.current() == "overview");
}

TEST_CASE("focuses the request list once it is loaded")
{
    const QTemporaryDir folder;
    ShownWindow w;
    w.day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(w.day.gateway.ledgerFile, SampleLedger::requests(w.day.clock.wallNow(), 1));
    QTest::keyClick(&w.window, Qt::Key_6, Qt::ControlModifier);
    auto& list = control<QTableView>(w.window, "requestsTable");
    REQUIRE(QTest::qWaitFor([&] { return list.model()->rowCount() > 0; }));
    settleEvents();
    CHECK(list.hasFocus());
    CHECK(list.currentIndex().isValid()); // it has the focus ring
}

TEST_CASE("opening a page by mouse or in the rail keeps the focus as before")
{
    ShownWindow w;
    const auto focusedName = [] { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName().toStdString() : std::string(); };
    auto& door = control(w.window, "requestsToday");
    QTest::mouseClick(&door, Qt::LeftButton);
    REQUIRE(w.current() == "requests");
    CHECK(focusedName() == "requestsPage");
    SECTION("a link by key")
    {
        w.window.showPage(QStringLiteral("overview"));
        door.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&door, Qt::Key_Space);
        settleEvents();
        REQUIRE(w.current() == "requests");
        CHECK(focusedName() != "requestsPage");
        CHECK(w.window.page(QStringLiteral("requests"))->isAncestorOf(QApplication::focusWidget()));
    }
    SECTION("a search by Return")
    {
        QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("qwen"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        settleEvents();
        REQUIRE(w.current() == "providers");
        CHECK(focusedName() == "providersList");
    }
    SECTION("the focus stays in the rail and returns to a page by Alt+Left")
    {
        auto& entry = control(w.window, "nav-routes");
        entry.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&entry, Qt::Key_Return);
        REQUIRE(w.current() == "routes");
        CHECK(focusedName() == "nav-routes");
        QTest::keyClick(&entry, Qt::Key_Left, Qt::AltModifier);
        REQUIRE(w.current() == "requests");
        CHECK(w.window.page(QStringLiteral("requests"))->isAncestorOf(QApplication::focusWidget()));
    }
}

TEST_CASE("moves the focus to the page when the focused banner disappears")
{
    ShownWindow w;
    w.day.gateway.m_status.state = gateway::host::State::Failed;
    w.day.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "taken"};
    Q_EMIT w.day.gateway.statusChanged();
    settleEvents();
    auto& solve = control(w.window, "bannerAction");
    REQUIRE(solve.isVisible());
    QWidget* const page = w.window.page(QStringLiteral("overview"));
    const bool isByKey = GENERATE(true, false);
    if (isByKey)
        QTest::keyClick(&solve, Qt::Key_Shift);
    solve.setFocus();
    QDialog dialog(&w.window); // for example the one that solves it
    const bool isSolvedByDialog = GENERATE(false, true);
    if (isSolvedByDialog) {
        dialog.open();
        REQUIRE(QTest::qWaitForWindowActive(&dialog));
    }
    w.day.gateway.m_status.problem.reset();
    w.day.gateway.setRunning();
    settleEvents();
    REQUIRE_FALSE(solve.isVisible());
    if (isSolvedByDialog) {
        dialog.accept();
        w.window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&w.window));
        settleEvents();
    }
    QWidget* const focused = QApplication::focusWidget();
    REQUIRE(focused);
    CHECK((isByKey ? page->isAncestorOf(focused) : focused == page));
}

TEST_CASE("Ctrl+F searches the current page also from the rail")
{
    ShownWindow w;
    for (const auto& [page, field] : {std::pair("requests", "requestSearch"), std::pair("settings", "settingsSearch")}) {
        CAPTURE(page);
        w.window.showPage(QString::fromLatin1(page));
        auto& entry = control<QAbstractButton>(w.window, (std::string("nav-") + page).c_str());
        entry.setFocus();
        QTest::keyClick(&entry, Qt::Key_F, Qt::ControlModifier);
        CHECK(w.window.focusWidget() == &control<QWidget>(w.window, field));
        if (field == std::string("settingsSearch")) {
            QTest::keyClick(w.window.focusWidget(), Qt::Key_Escape);
            CHECK(w.window.focusWidget() == &control<QWidget>(w.window, "settingsRooms"));
            w.window.showSettings(QStringLiteral("log"));
            entry.setFocus();
            QTest::keyClick(&entry, Qt::Key_F, Qt::ControlModifier);
            CHECK(w.window.focusWidget() == &control<QWidget>(w.window, "logSearch")); // it has a search of its own
        }
    }
}

TEST_CASE("Ctrl+F opens the filter of a short list from anywhere on its page")
{
    const char* const page = GENERATE("providers", "routes", "consumers");
    const int width = GENERATE(1280, 760);
    CAPTURE(page, width);
    ShownWindow w;
    w.day.gateway.m_settings.consumers.push_back({"ide", true, {}, {}, {}});
    Q_EMIT w.day.gateway.settingsChanged();
    w.window.resize(width, 800);
    if (page == std::string("consumers")) w.window.showConsumer(QStringLiteral("ide"));
    else w.window.showPage(QString::fromLatin1(page));
    settleEvents();
    auto& list = control<QTableView>(w.window, page == std::string("providers") ? "providersList" : page == std::string("routes") ? "routeList" : "consumersList");
    REQUIRE(list.model()->rowCount() > 0);
    REQUIRE(list.model()->rowCount() < 9);
    if (width == 760) { // the details are shown instead of the list
        if (page == std::string("routes")) control<QAbstractButton>(w.window, "routesSide").click();
        else Q_EMIT list.activated(list.model()->index(0, 0));
        REQUIRE_FALSE(list.isVisible());
    }
    QTest::keyClick(w.window.focusWidget(), Qt::Key_F, Qt::ControlModifier);
    auto* const field = qobject_cast<QLineEdit*>(w.window.focusWidget());
    REQUIRE(field);
    CHECK(field->objectName() == QStringLiteral("listFilter"));
    CHECK(field->isVisible());
    CHECK(list.isVisible());
    QTest::keyClick(field, Qt::Key_Escape);
    CHECK_FALSE(field->isVisible());
    CHECK(w.window.focusWidget() == &list);
}

TEST_CASE("F6 cycles through the panes")
{
    ShownWindow w;
    const auto paneOf = [&](QWidget* widget) {
        for (const char* name : {"rail", "strip", "pages"}) {
            if (widget && control(w.window, name).isAncestorOf(widget))
                return std::string(name);
        }
        return std::string();
    };
    CHECK(paneOf(QApplication::focusWidget()) == "pages"); // the pane, not its first control with a ring
    std::string seen;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(&w.window, Qt::Key_F6);
        seen += paneOf(QApplication::focusWidget()) + ' ';
    }
    CHECK(seen == "rail strip pages rail ");
}

TEST_CASE("closing does what the settings say and never quits by itself")
{
    struct Row {
        CloseAction action;
        bool visible;
        bool minimised;
        int quits;
        int hidden;
    };
    const auto row = GENERATE(values<Row>({
        {CloseAction::Hide, false, false, 0, 1},
        {CloseAction::Minimise, true, true, 0, 0},
        {CloseAction::Quit, true, false, 1, 0},
    }));
    ShownWindow w;
    w.close = row.action;
    QSignalSpy quit(&w.window, &shell::MainWindow::quitRequested);
    QSignalSpy hidden(&w.window, &shell::MainWindow::hiddenByUser);
    QTest::keyClick(&w.window, Qt::Key_W, Qt::ControlModifier);
    CHECK(w.window.isVisible() == row.visible);
    CHECK(w.window.isMinimized() == row.minimised);
    CHECK(quit.size() == row.quits);
    CHECK(hidden.size() == row.hidden);
    w.window.bringToFront();
    CHECK(w.window.isVisible());
    CHECK_FALSE(w.window.isMinimized());
}

TEST_CASE("a window blocked by a dialog comes to the front with the dialog focused")
{
    ShownWindow w;
    QDialog dialog(&w.window);
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    w.window.bringToFront();
    settleEvents();
    CHECK(QApplication::activeWindow() == &dialog);
    dialog.reject();
    w.window.bringToFront();
    settleEvents();
    CHECK(QApplication::activeWindow() == &w.window);
}

TEST_CASE("a hidden window runs no timer and paints nothing during traffic")
{
    ShownWindow w;
    REQUIRE(w.day.model.isTicking());
    EventCounter counter;
    w.day.pass(1000ms, 100, 100, 0);
    REQUIRE(QTest::qWaitFor([&] { return counter.paints > 0 && counter.timers > 0; }, 5000)); // it does while visible
    w.window.close();
    settleEvents();
    CHECK_FALSE(w.day.model.isTicking());
    outlast(600ms); // what was delayed before the window closed happens once
    counter.reset();
    for (int i = 0; i < 5; ++i)
        w.day.pass(200ms, 10, 20, 5);
    outlast(600ms); // longer than any of its timers
    INFO(counter.whose);
    CHECK(counter.timers == 0);
    CHECK(counter.paints == 0);
}

TEST_CASE("below 1000 px the rail shows icons with tooltips")
{
    ShownWindow w;
    const auto& rail = control<shell::Rail>(w.window, "rail");
    const look::Theme& theme = look::theme();
    CHECK(rail.width() == theme.px(theme.metrics().railWidth));
    w.window.resize(990, 700);
    settleEvents();
    CHECK(rail.width() == theme.px(theme.metrics().railWidthNarrow));
    CHECK(control(w.window, "nav-providers").toolTip() == QStringLiteral("Providers (Ctrl+2)"));
    CHECK(control(w.window, "nav-providers").accessibleName() == QStringLiteral("Providers"));
    w.window.resize(1280, 700);
    settleEvents();
    CHECK(rail.width() == theme.px(theme.metrics().railWidth));
}

TEST_CASE("the rail has groups and an entry for the Try panel")
{
    ShownWindow w;
    const auto top = [&](const char* name) { return control(w.window, name).mapTo(&w.window, QPoint()).y(); };
    const int usual = top("nav-providers") - top("nav-overview");
    CHECK(top("nav-clients") - top("nav-routes") == usual);
    CHECK(top("nav-usage") - top("nav-clients") > usual);
    CHECK(top("nav-requests") - top("nav-usage") == usual);
    CHECK(top("nav-policies") - top("nav-requests") > usual);
    CHECK(top("nav-evaluate") - top("nav-policies") == usual);
    CHECK(top("nav-try") - top("nav-evaluate") == usual);
    CHECK(top("nav-settings") - top("nav-try") > 2 * usual);
    auto& entry = control<QAbstractButton>(w.window, "nav-try");
    CHECK(entry.text() == QStringLiteral("Try it"));
    CHECK(entry.toolTip() == QStringLiteral("Try it (Ctrl+T)"));
    QTest::mouseClick(&entry, Qt::LeftButton);
    REQUIRE(openDialog<pages::TryDialog>());
    CHECK_FALSE(entry.isChecked()); // it is not a page
    CHECK(w.current() == "overview");
    openDialog<pages::TryDialog>()->close();
    control(w.window, "nav-overview").setFocus();
    QTest::keyClick(&control(w.window, "nav-overview"), Qt::Key_Tab);
    CHECK(QApplication::focusWidget() == &entry); // in visual order
}

TEST_CASE("shows the whole state text at 1280 px")
{
    ShownWindow w;
    CHECK(control<widgets::StatusLabel>(w.window, "state").reason() == QStringLiteral("3 active · gpt-4o by Qwen (Alibaba)"));
    for (const QLabel* label : control(w.window, "state").findChildren<QLabel*>())
        CHECK(label->width() >= label->fontMetrics().horizontalAdvance(label->text()));
    CHECK(control(w.window, "search").geometry().right() <= control(w.window, "strip").width());
    w.window.resize(1010, 700); // the narrowest normal layout has the least room
    settleEvents();
    CHECK(control(w.window, "search").geometry().right() <= control(w.window, "strip").width());
    CHECK(control(w.window, "state").geometry().right() < control(w.window, "address").x());
}

TEST_CASE("the strip of a narrow window shows at least the host and port of the address")
{
    struct Row {
        int width;
        const char* shown;
    };
    const auto row = GENERATE(values<Row>({{1280, "http://127.0.0.1:8080/v1"}, {720, "127.0.0.1:8080"}}));
    CAPTURE(row.width);
    const char* const language = GENERATE("en", "zh_CN");
    const Language chosen(language);
    ShownWindow w({}, QSize(row.width, 600));
    const auto& field = control<widgets::AddressField>(w.window, "address");
    const auto& text = *field.findChild<widgets::ElidedLabel*>();
    CHECK(text.text().contains(QString::fromLatin1(row.shown)));
    CHECK(text.fontMetrics().horizontalAdvance(text.text()) <= text.width()); // not elided
    CHECK(field.address() == QStringLiteral("http://127.0.0.1:8080/v1")); // which is copied
    CHECK(control(w.window, "state").geometry().right() < field.x());
    CHECK(control(w.window, "search").geometry().right() <= control(w.window, "strip").width());
}

TEST_CASE("nothing moves in the strip when the state changes")
{
    ShownWindow w;
    const auto places = [&] {
        std::vector<QRect> rects;
        for (const char* name : {"state", "address", "pause", "search"})
            rects.push_back(control(w.window, name).geometry());
        return rects;
    };
    const auto before = places();
    const auto& state = control<widgets::StatusLabel>(w.window, "state");
    CHECK(state.word() == QStringLiteral("On fallback"));
    CHECK(state.status() == look::Status::Warn);
    w.day.gateway.pause();
    settleEvents();
    CHECK(state.word() == QStringLiteral("Paused"));
    CHECK(places() == before);
    w.day.gateway.m_status = {};
    w.day.gateway.m_status.state = gateway::host::State::Failed;
    w.day.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8080 is held by nginx (pid 812). Stop it, or choose another port."};
    Q_EMIT w.day.gateway.statusChanged();
    settleEvents();
    CHECK(state.status() == look::Status::Error);
    CHECK(places() == before);
    CHECK_FALSE(control<QAbstractButton>(w.window, "pause").isEnabled());
    CHECK(control<shell::Banner>(w.window, "banner").isVisible());
    CHECK(control<shell::Banner>(w.window, "banner").accessibleName().contains(QStringLiteral("nginx")));
}

TEST_CASE("restores the window's position and page")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.ini"));
    QRect before;
    {
        ShownWindow w(file, QSize(1010, 620));
        w.window.showPage(QStringLiteral("settings"));
        before = w.window.geometry();
    }
    ShownWindow w(file, QSize());
    CHECK(w.window.geometry() == before);
    CHECK(w.current() == "settings");
}

TEST_CASE("restores a position only on existing screens")
{
    const std::vector<QRect> screens{{0, 0, 1920, 1080}, {1920, 0, 1280, 1024}};
    struct Row {
        const char* name;
        QRect wanted;
        bool kept;
    };
    const auto row = GENERATE(values<Row>({
        {"first screen", {100, 100, 1280, 800}, true},
        {"second screen", {2000, 50, 1000, 700}, true},
        {"across both", {1500, 50, 1000, 700}, true},
        {"a screen that is gone", {3300, 50, 1000, 700}, false},
        {"above all", {100, -700, 1000, 700}, false},
        {"a corner only", {-960, 100, 1000, 700}, false},
        {"title below the edge", {100, 1075, 1000, 700}, false},
    }));
    CAPTURE(row.name);
    CHECK(shell::WindowState::visiblePart(row.wanted, screens).has_value() == row.kept);
}

TEST_CASE("fits the window on a screen of another size")
{
    const QRect screen(1920, 0, 1280, 860);
    struct Row {
        const char* name;
        QRect wanted;
        QRect fitted;
    };
    const auto row = GENERATE(values<Row>({
        {"inside", {2000, 50, 1000, 700}, {2000, 50, 1000, 700}},
        {"over the right and lower edge", {2649, 491, 1182, 738}, {2018, 122, 1182, 738}},
        {"over the left edge", {1800, 60, 1000, 700}, {1920, 60, 1000, 700}},
        {"with its title above", {2000, 0, 1000, 700}, {2000, 40, 1000, 700}},
        {"too large", {1920, 40, 2560, 1600}, {1920, 40, 1280, 820}},
    }));
    CAPTURE(row.name);
    CHECK(shell::WindowState::fitted(row.wanted, screen) == row.fitted);
}

TEST_CASE("moves a window only to fit its screen")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.ini"));
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    const QRect outside(screen.right() - 300, screen.top() + 60, 600, 400);
    QWidget window;
    window.setGeometry(outside);
    shell::WindowState(file).save(window);
    const auto isOther = GENERATE(false, true);
    if (isOther) QSettings(file, QSettings::IniFormat).setValue(QStringLiteral("window/screen"), QSize(1, 1));
    QWidget again;
    shell::WindowState(file).restore(again);
    CHECK((again.geometry() == outside) != isOther);
    CHECK(screen.contains(again.geometry()) == isOther);
}

TEST_CASE("every control has an object name and an accessible name")
{
    ShownWindow w; // with the Overview
    int count = 0;
    for (const QWidget* widget : w.window.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QTableView*>(widget);
        // Inner parts that Qt creates in fields and tables are not our controls.
        const bool isInner = qobject_cast<const QLineEdit*>(widget->parent()) || qobject_cast<const QTableView*>(widget->parent());
        if (!isControl || isInner)
            continue;
        CAPTURE(widget->metaObject()->className(), widget->objectName().toStdString());
        CHECK_FALSE(widget->objectName().isEmpty());
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        CHECK((!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())));
        ++count;
    }
    CHECK(count > 12);
}

TEST_CASE("a banner reports an unusable ledger and opens the doctor")
{
    ShownWindow w;
    const auto& banner = control<shell::Banner>(w.window, "banner");
    CHECK_FALSE(banner.isVisible());
    w.day.gateway.m_status.ledgerFails = true;
    Q_EMIT w.day.gateway.statusChanged();
    REQUIRE(banner.isVisible());
    CHECK(banner.accessibleName().contains(QStringLiteral("is not available")));
    banner.findChild<QPushButton*>()->click();
    settleEvents();
    CHECK(w.window.currentPage() == QStringLiteral("settings"));
    w.day.gateway.m_status.ledgerFails = false;
    Q_EMIT w.day.gateway.statusChanged();
    CHECK_FALSE(banner.isVisible());
}

TEST_CASE("a banner warns about HTTPS not being served and opens its setting")
{
    struct Row {
        gateway::ErrorKind kind;
        const char* words;
        const char* field;
    };
    const auto row = GENERATE(values<Row>({
        {gateway::ErrorKind::PortTaken, "HTTPS is not available. Port 8443 is taken by nginx (process 7). Stop it, or choose another port.", "field:listen.https_port"},
        {gateway::ErrorKind::ConfigInvalid, "HTTPS is not available. The certificate cannot be read.", "field:listen.tls.certificate"},
    }));
    ShownWindow w;
    auto& status = w.day.gateway.m_status;
    const auto& banner = control<shell::Banner>(w.window, "banner");
    const auto headline = w.day.model.headline();
    status.httpsProblem = gateway::Error{row.kind, "The certificate cannot be read."};
    if (row.kind == gateway::ErrorKind::PortTaken) status.takenHttpsPort = gateway::host::PortFinding{.port = 8443, .holder = gateway::host::PortHolder{7, "nginx"}};
    Q_EMIT w.day.gateway.statusChanged();
    REQUIRE(banner.isVisible());
    CHECK(banner.accessibleName().toStdString() == row.words);
    CHECK(w.day.model.headline() == headline); // HTTP continues
    banner.findChild<QPushButton*>()->click();
    settleEvents();
    CHECK(w.window.currentPage() == QStringLiteral("settings"));
    REQUIRE(w.window.focusWidget());
    CHECK(w.window.focusWidget()->objectName() == QString::fromLatin1(row.field));
    status.httpsProblem.reset();
    Q_EMIT w.day.gateway.statusChanged();
    CHECK_FALSE(banner.isVisible());
}

TEST_CASE("a banner warns about an unusable new certificate and opens its setting")
{
    ShownWindow w;
    auto& status = w.day.gateway.m_status;
    const auto& banner = control<shell::Banner>(w.window, "banner");
    status.certificateProblem = gateway::Error{gateway::ErrorKind::ConfigInvalid, "The certificate cannot be read."};
    Q_EMIT w.day.gateway.statusChanged();
    REQUIRE(banner.isVisible());
    CHECK(banner.accessibleName() == QStringLiteral("HTTPS still uses the previous certificate. The certificate cannot be read."));
    banner.findChild<QPushButton*>()->click();
    settleEvents();
    REQUIRE(w.window.focusWidget());
    CHECK(w.window.focusWidget()->objectName() == QStringLiteral("field:listen.tls.certificate"));
    status.certificateProblem.reset();
    Q_EMIT w.day.gateway.statusChanged();
    CHECK_FALSE(banner.isVisible());
}
