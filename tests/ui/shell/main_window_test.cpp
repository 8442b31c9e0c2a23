#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "records.h"
#include "sample_day.h"

#include "ui/look/icons.h"
#include "ui/pages/clients/found_tools.h"
#include "ui/pages/providers_page.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/shell/banner.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette/jump_field.h"
#include "ui/shell/rail.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <initializer_list>

using namespace ui;
using shell::CloseAction;
using namespace std::chrono_literals;

namespace {

/// Counts what wakes or paints, anywhere in the program.
class EventCounter final : public QObject {
public:
    EventCounter() { qApp->installEventFilter(this); }
    void reset() { timers = paints = 0; }
    int timers = 0;
    int paints = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // QTest's own waiting has a timer of no object that is ours.
        if (event->type() == QEvent::Timer && !watched->inherits("QEventLoop") && !watched->inherits("QTestEventLoop"))
            ++timers;
        if (event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest)
            ++paints;
        return false;
    }
};

struct Window {
    explicit Window(const QString& stateFile = {}, QSize size = QSize(1280, 800)) : window({{day.model, day.gateway, day.clock}, [this] { return close; }, stateFile})
    {
        if (size.isValid())
            window.resize(size);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        settleEvents();
    }
    std::string current() { return window.currentPage().toStdString(); }

    SampleDay day;
    CloseAction close = CloseAction::Hide;
    shell::MainWindow window;
};

} // namespace

TEST_CASE("a page is made when it is first shown, and kept")
{
    Window w;
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

TEST_CASE("the strip knows every address, https too")
{
    Window w;
    CHECK(control(w.window, "address").toolTip() == QStringLiteral("http://127.0.0.1:8080/v1\nhttp://[::1]:8080/v1\nhttps://127.0.0.1:8443/v1"));
    w.day.gateway.m_status.urls.pop_back();
    Q_EMIT w.day.gateway.statusChanged();
    CHECK_FALSE(control(w.window, "address").toolTip().contains(QStringLiteral("https")));
}

TEST_CASE("the keys of the window")
{
    Window w;
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

TEST_CASE("Ctrl+F finds in the page that is shown, also from the rail")
{
    Window w;
    for (const auto& [page, field] : {std::pair("requests", "requestSearch"), std::pair("settings", "settingsSearch")}) {
        CAPTURE(page);
        w.window.showPage(QString::fromLatin1(page));
        auto& entry = control<QAbstractButton>(w.window, (std::string("nav-") + page).c_str());
        entry.setFocus();
        QTest::keyClick(&entry, Qt::Key_F, Qt::ControlModifier);
        CHECK(w.window.focusWidget() == &control<QWidget>(w.window, field));
    }
}

TEST_CASE("F6 goes round the panes")
{
    Window w;
    const auto paneOf = [&](QWidget* widget) {
        for (const char* name : {"rail", "strip", "pages"}) {
            if (widget && control(w.window, name).isAncestorOf(widget))
                return std::string(name);
        }
        return std::string();
    };
    CHECK(paneOf(QApplication::focusWidget()) == "pages"); // not the first control, with a ring
    std::string seen;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(&w.window, Qt::Key_F6);
        seen += paneOf(QApplication::focusWidget()) + ' ';
    }
    CHECK(seen == "rail strip pages rail ");
}

TEST_CASE("closing does what the application says, and never ends it")
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
    Window w;
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

TEST_CASE("a hidden window wakes nobody and paints nothing, whatever passes through the gateway")
{
    constexpr int kLook_ms = 600; // longer than any of its timers would wait
    Window w;
    REQUIRE(w.day.model.isTicking());
    EventCounter counter;
    w.day.pass(1000ms, 100, 100, 0);
    REQUIRE(QTest::qWaitFor([&] { return counter.paints > 0 && counter.timers > 0; }, 5000)); // it does while it is seen
    w.window.close();
    settleEvents();
    CHECK_FALSE(w.day.model.isTicking());
    counter.reset();
    for (int i = 0; i < 5; ++i)
        w.day.pass(200ms, 10, 20, 5);
    QTest::qWait(kLook_ms);
    CHECK(counter.timers == 0);
    CHECK(counter.paints == 0);
}

TEST_CASE("below 1000 px the rail has icons only, with their names as tool tips")
{
    Window w;
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

TEST_CASE("the rail has groups, and the panel that talks with models is an entry of it")
{
    Window w;
    const auto top = [&](const char* name) { return control(w.window, name).mapTo(&w.window, QPoint()).y(); };
    const int usual = top("nav-providers") - top("nav-overview");
    CHECK(top("nav-clients") - top("nav-routes") == usual);
    CHECK(top("nav-usage") - top("nav-clients") > usual);
    CHECK(top("nav-requests") - top("nav-usage") == usual);
    CHECK(top("nav-try") - top("nav-requests") > usual);
    CHECK(top("nav-settings") - top("nav-try") > 2 * usual);
    auto& entry = control<QAbstractButton>(w.window, "nav-try");
    CHECK(entry.text() == QStringLiteral("Try it"));
    CHECK(entry.toolTip() == QStringLiteral("Try it (Ctrl+T)"));
    QTest::mouseClick(&entry, Qt::LeftButton);
    REQUIRE(openDialog<pages::TryDialog>());
    CHECK_FALSE(entry.isChecked()); // it is no page
    CHECK(w.current() == "overview");
    openDialog<pages::TryDialog>()->close();
    control(w.window, "nav-overview").setFocus();
    QTest::keyClick(&control(w.window, "nav-overview"), Qt::Key_Tab);
    CHECK(QApplication::focusWidget() == &entry); // in the order in which they stand
}

TEST_CASE("the words of the state are whole at 1280 px")
{
    Window w;
    CHECK(control<widgets::StatusLabel>(w.window, "state").reason() == QStringLiteral("3 active · gpt-4o by Qwen (Alibaba)"));
    for (const QLabel* label : control(w.window, "state").findChildren<QLabel*>())
        CHECK(label->width() >= label->fontMetrics().horizontalAdvance(label->text()));
    CHECK(control(w.window, "search").geometry().right() <= control(w.window, "strip").width());
    w.window.resize(1010, 700); // the widest that is not narrow has the least room
    settleEvents();
    CHECK(control(w.window, "search").geometry().right() <= control(w.window, "strip").width());
    CHECK(control(w.window, "state").geometry().right() < control(w.window, "address").x());
}

TEST_CASE("what is chosen on the overview opens its page")
{
    struct Row {
        const char* control;
        const char* page;
    };
    const auto row = GENERATE(values<Row>({{"tokensToday", "usage"}, {"costToday", "usage"}, {"fallbacks", "requests"}}));
    Window w;
    QTest::mouseClick(&control<QAbstractButton>(control(w.window, row.control), "door"), Qt::LeftButton);
    CHECK(w.current() == row.page);
    w.window.showPage(QStringLiteral("overview"));
    control<QAbstractButton>(w.window, "requestsToday").click();
    CHECK(w.current() == "requests");
    w.window.showPage(QStringLiteral("overview"));
    control<QAbstractButton>(w.window, "allEvents").click();
    CHECK(w.current() == "settings");
}

TEST_CASE("budgets are set in the settings")
{
    Window w;
    w.window.showPage(QStringLiteral("usage"));
    control<QPushButton>(w.window, "setBudget").click();
    CHECK(w.current() == "settings");
    CHECK(control(w.window, "row:usage.budgets").isVisible());
}

TEST_CASE("nothing moves in the strip when the state changes")
{
    Window w;
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

TEST_CASE("the first run is opened from the settings and by the search, and leads to its request")
{
    Window w;
    const bool isSearched = GENERATE(true, false);
    if (isSearched) {
        QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
        auto& search = control<shell::JumpField>(w.window, "search");
        QTest::keyClicks(&search, QStringLiteral("step by step"));
        QTest::keyClick(&search, Qt::Key_Return);
    } else {
        w.window.showPage(QStringLiteral("settings"));
        control<QPushButton>(w.window, "showFirstRun").click();
    }
    auto* dialog = openDialog<wizard::FirstRunDialog>();
    REQUIRE(dialog);
    CHECK(dialog->currentStep() == wizard::FirstRunDialog::Language);
    dialog->showStep(wizard::FirstRunDialog::Proof);
    w.day.gateway.finish(directRecord(w.day.clock.wallNow()));
    control<QPushButton>(*dialog, "showInRequests").click();
    settleEvents();
    CHECK_FALSE(openDialog<wizard::FirstRunDialog>());
    CHECK(w.current() == "requests");
}

TEST_CASE("the first run shows the tools that are here, each with its dialog")
{
    FakeTools tools;
    tools.install("claude-code", "~/.claude");
    Window w;
    w.day.gateway.toolAccess = &tools;
    w.window.openFirstRun();
    auto* dialog = openDialog<wizard::FirstRunDialog>();
    REQUIRE(dialog);
    dialog->showStep(wizard::FirstRunDialog::Client);
    settleEvents();
    auto& list = control<QTableView>(*dialog, "firstRunTools");
    REQUIRE(list.model()->rowCount() == 1);
    CHECK(list.isVisible());
    Q_EMIT list.activated(list.model()->index(0, 0));
    settleEvents();
    auto* const found = openDialog<pages::FoundTools>();
    REQUIRE(found);
    CHECK(textOf(*found, "toolTitle").find("Claude Code") != std::string::npos);
    control<QPushButton>(*found, "foundToolsDone").click();
    CHECK_FALSE(found->isVisible());
    control<QPushButton>(*dialog, "setUpTool").click();
    CHECK(found->isVisible());
}

TEST_CASE("search jumps to pages, providers and actions")
{
    Window w;
    auto& search = control<shell::JumpField>(w.window, "search");
    QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
    REQUIRE(search.isOpen());
    CHECK(search.shownTitles().contains(QStringLiteral("Overview")));
    CHECK(search.shownTitles().contains(QStringLiteral("DeepSeek")));

    SECTION("a provider")
    {
        QTest::keyClicks(&search, QStringLiteral("qwen"));
        REQUIRE(search.shownTitles().front() == QStringLiteral("Qwen (Alibaba)"));
        QTest::keyClick(&search, Qt::Key_Return);
        CHECK(w.current() == "providers");
        auto* page = qobject_cast<pages::ProvidersPage*>(w.window.page(QStringLiteral("providers")));
        REQUIRE(page);
        CHECK(page->selectedProvider() == QStringLiteral("qwen"));
        CHECK_FALSE(search.isOpen());
        CHECK(search.text().isEmpty());
    }
    SECTION("an action")
    {
        QTest::keyClicks(&search, QStringLiteral("pause"));
        QTest::keyClick(&search, Qt::Key_Return);
        CHECK(w.day.gateway.status().state == gateway::host::State::Paused);
    }
    SECTION("by arrows and by mouse")
    {
        QTest::keyClicks(&search, QStringLiteral("page")); // "Help for this page" comes first
        QTest::keyClick(&search, Qt::Key_Down);
        QTest::keyClick(&search, Qt::Key_Down);
        QTest::keyClick(&search, Qt::Key_Return);
        CHECK(w.current() == "providers");
        QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
        auto& list = control<QListWidget>(w.window, "searchResults");
        const int last = static_cast<int>(shell::pageTable().size()) - 1;
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(last)).center());
        CHECK(w.current() == "settings");
    }
    SECTION("nothing found, and away")
    {
        QTest::keyClicks(&search, QStringLiteral("zebra"));
        CHECK(search.shownTitles() == QStringList{QStringLiteral("Requests with “zebra”")});
        CHECK(search.isOpen());
        QTest::keyClick(&search, Qt::Key_Escape);
        CHECK_FALSE(search.isOpen());
        CHECK(search.text().isEmpty());
        CHECK_FALSE(search.hasFocus());
    }
}

TEST_CASE("a test request opens the panel and sends at once")
{
    Window w;
    w.day.gateway.m_status.urls.clear(); // nobody is to be asked
    Q_EMIT w.day.gateway.statusChanged();
    QTest::mouseClick(&control(w.window, "sendTestRequest"), Qt::LeftButton);
    auto* dialog = openDialog<pages::TryDialog>();
    REQUIRE(dialog);
    CHECK(textOf(*dialog, "tryAnswer") == "The gateway does not listen");
    QTest::keyClick(dialog, Qt::Key_Escape);
    settleEvents();
    CHECK(openDialog<pages::TryDialog>() == nullptr);
    w.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&w.window));
    QTest::keyClick(&w.window, Qt::Key_T, Qt::ControlModifier);
    CHECK(openDialog<pages::TryDialog>());
}

TEST_CASE("the window comes back where it was, with its page")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.ini"));
    QRect before;
    {
        Window w(file, QSize(1010, 620));
        w.window.showPage(QStringLiteral("settings"));
        before = w.window.geometry();
    }
    Window w(file, QSize());
    CHECK(w.window.geometry() == before);
    CHECK(w.current() == "settings");
}

TEST_CASE("the window only goes back to screens that exist")
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

TEST_CASE("every control has a name for tests and one for people")
{
    Window w; // with its Overview
    int count = 0;
    for (const QWidget* widget : w.window.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QTableView*>(widget);
        // Parts that Qt makes inside of fields and tables are no controls of ours.
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

TEST_CASE("the language changes in place, in both directions")
{
    shell::Language language(*qApp);
    language.setChoice(QStringLiteral("en"));
    Window w;
    w.window.showPage(QStringLiteral("overview"));
    const auto state = [&] { return control<widgets::StatusLabel>(w.window, "state").word(); };
    const auto button = [&] { return control<QAbstractButton>(w.window, "sendTestRequest").text(); };
    const auto entry = [&] { return control<QAbstractButton>(w.window, "nav-settings").text(); };
    const QString english = button();
    CHECK(english == QStringLiteral("Send test request"));
    language.setChoice(QStringLiteral("zh_CN"));
    settleEvents();
    CHECK(button() == QStringLiteral("发送测试请求"));
    CHECK(entry() == QStringLiteral("设置"));
    CHECK(state() == QStringLiteral("备用中"));
    CHECK(w.window.windowTitle() == QStringLiteral("概览 · Signalbox"));
    CHECK(control<widgets::Label>(w.window, "tokensPerSecondNow").text().startsWith(QStringLiteral("当前 ")));
    CHECK(QCoreApplication::translate("QPlatformTheme", "Cancel") == QStringLiteral("取消")); // Qt's own
    language.setChoice(QStringLiteral("en"));
    settleEvents();
    CHECK(button() == english);
    CHECK(state() == QStringLiteral("On fallback"));
}

TEST_CASE("plurals of English")
{
    shell::Language language(*qApp);
    language.setChoice(QStringLiteral("en"));
    CHECK(QCoreApplication::translate("ui::pages::OverviewPage", "%n client(s) in 24 h", nullptr, 1) == QStringLiteral("1 client in 24 h"));
    CHECK(QCoreApplication::translate("ui::pages::OverviewPage", "%n client(s) in 24 h", nullptr, 412) == QStringLiteral("412 clients in 24 h"));
}

TEST_CASE("the language is guessed from the system's list")
{
    struct Row {
        QStringList list;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {{QStringLiteral("zh-CN"), QStringLiteral("en-US")}, "zh_CN"},
        {{QStringLiteral("zh-Hans-SG")}, "zh_CN"},
        {{QStringLiteral("en-GB"), QStringLiteral("zh-CN")}, "en"},
        {{QStringLiteral("de-DE")}, "en"},
        {{QStringLiteral("de-DE"), QStringLiteral("zh-CN")}, "zh_CN"},
        {{}, "en"},
    }));
    CHECK(shell::Language::guess(row.list).toStdString() == row.language);
}

TEST_CASE("a set-up is taken back with its file, which is shown before it is written")
{
    FakeTools tools;
    Window w;
    w.day.gateway.toolAccess = &tools;
    tools.files = {continueChange()};
    const std::string sha(64, 'a');
    auto next = w.day.gateway.settings();
    gateway::config::ConsumerKey key;
    key.sha256 = sha;
    next.consumers.push_back({"claude-code", true, {key}, {}, {}});
    w.day.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    const bool isHeld = GENERATE(true, false);
    tools.setUpAt("claude-code", QDateTime(QDate(2026, 11, 20), QTime(14, 2)));
    tools.state("claude-code").keySha256 = isHeld ? sha : std::string(64, 'b');
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
    if (!isHeld) {
        REQUIRE(QTest::qWaitFor([&] { return textOf(w.window, "undoText").starts_with("Taken back"); }));
        CHECK(w.window.currentPage() != QStringLiteral("clients"));
        return;
    }
    REQUIRE(QTest::qWaitFor([&] { return w.window.currentPage() == QStringLiteral("clients"); }));
    auto& write = control<QPushButton>(w.window, "writeTool");
    REQUIRE(QTest::qWaitFor([&] { return write.isVisible() && write.text() == QStringLiteral("Put back"); }));
    CHECK(textOf(w.window, "toolSaid").find("Undo takes its key away") == 0);
    CHECK(w.day.gateway.settings().consumers.back().keys.front().sha256 == sha); // nothing is done yet
    CHECK(tools.restored.empty());
    write.click();
    CHECK(QTest::qWaitFor([&] { return tools.restored == std::vector<std::string>{"claude-code"}; }));
}

TEST_CASE("that a key stays revoked is told, and leads to a new one")
{
    Window w;
    auto next = w.day.gateway.settings();
    gateway::config::ConsumerKey key;
    key.sha256 = std::string(64, 'a');
    key.enabled = false;
    next.consumers.push_back({"ide", true, {key}, {}, {}});
    w.day.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    Q_EMIT w.day.gateway.edits.stayedRevoked({"ide"});
    CHECK(textOf(w.window, "undoText") == "A revoked key of “ide” stays revoked. If it is still needed, make a new one.");
    auto& open = control<QPushButton>(w.window, "undoButton");
    const auto drawn = [&] { return open.icon().pixmap(24).toImage(); };
    CHECK(drawn() == look::icon(QStringLiteral("act-open"), look::Color::AccentText).pixmap(24).toImage());
    CHECK(drawn() != look::icon(QStringLiteral("act-undo"), look::Color::AccentText).pixmap(24).toImage());
    open.click();
    settleEvents();
    CHECK(w.window.currentPage() == QStringLiteral("clients"));
    CHECK(textOf(w.window, "consumerTitle") == "ide");
}

TEST_CASE("every change can be taken back from the window, and done again")
{
    Window w;
    auto& bar = control(w.window, "undoBar");
    CHECK_FALSE(bar.isVisible());
    const auto set = [&](const char* theme) {
        auto next = w.day.gateway.settings();
        next.ui.theme = theme;
        w.day.gateway.change(next, [](const gateway::Result<void>&) {});
        settleEvents();
    };
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier); // nothing to take back
    settleEvents();
    CHECK_FALSE(bar.isVisible());
    set("light");
    CHECK(textOf(w.window, "undoText") == "Configuration changed: Theme");
    const std::string before = "light";
    set("dark");
    REQUIRE(bar.isVisible());
    CHECK(textOf(w.window, "undoText") == "Configuration changed: Theme");
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
    settleEvents();
    CHECK(w.day.gateway.settings().ui.theme == before);
    CHECK(textOf(w.window, "undoText") == "Taken back: Theme");
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    settleEvents();
    CHECK(w.day.gateway.settings().ui.theme == "dark");
    QTest::mouseClick(&control(w.window, "undoButton"), Qt::LeftButton);
    settleEvents();
    CHECK(w.day.gateway.settings().ui.theme == before);

    SECTION("a refusal is told")
    {
        set("dark");
        w.day.gateway.edits.error = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        CHECK(textOf(w.window, "undoText") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
        CHECK(w.day.gateway.settings().ui.theme == "dark");
    }
    SECTION("a field keeps its own undo")
    {
        set("dark");
        auto& search = control<shell::JumpField>(w.window, "search");
        search.setFocus();
        QTest::keyClicks(&search, QStringLiteral("abc"));
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        CHECK(search.text().isEmpty());
        CHECK(w.day.gateway.settings().ui.theme == "dark");
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        CHECK(search.text() == QStringLiteral("abc"));
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier); // nothing is left in it
        settleEvents();
        CHECK(w.day.gateway.settings().ui.theme == before);
    }
    SECTION("a field in which nothing was typed gives way, of whatever kind it is")
    {
        set("dark");
        QLineEdit line(&w.window);
        QSpinBox number(&w.window);
        QComboBox choice(&w.window);
        choice.setEditable(true);
        QPlainTextEdit text(&w.window);
        for (QWidget* field : std::initializer_list<QWidget*>{&line, &number, &choice, &text}) {
            CAPTURE(field->metaObject()->className());
            field->show();
            field->setFocus();
            QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
            settleEvents();
            CHECK(w.day.gateway.settings().ui.theme == before);
            QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            settleEvents();
            CHECK(w.day.gateway.settings().ui.theme == "dark");
        }
    }
    SECTION("the bar goes when it is closed")
    {
        QTest::mouseClick(&control(w.window, "undoClose"), Qt::LeftButton);
        CHECK_FALSE(bar.isVisible());
    }
}
