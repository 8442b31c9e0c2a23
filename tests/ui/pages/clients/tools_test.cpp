#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "records.h"
#include "sample_day.h"
#include "test_language.h"

#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/pages/clients/found_tools.h"
#include "ui/widgets/access/tab_order.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/status_label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

using namespace std::chrono_literals;
using gateway::clients::Drift;
using ui::models::Formatter;
using ui::pages::ClientsPage;

namespace {

struct ToolsWorld {
    Language language{"en"};
    FakeTools tools;
    SampleDay day;
    std::unique_ptr<ClientsPage> page;

    ToolsWorld()
    {
        day.gateway.toolAccess = &tools;
        tools.now = Formatter::local(day.clock.wallNow());
        tools.install("claude-code", "claude");
        tools.install("continue", "~/.continue");
        tools.files = {continueChange()};
    }
    void open(const char* tool)
    {
        page = std::make_unique<ClientsPage>(day.model, day.gateway, day.clock);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
        page->selectTool(QString::fromLatin1(tool));
        settleEvents();
    }
    void press(const char* name)
    {
        auto& button = control<QAbstractButton>(*page, name);
        REQUIRE(button.isVisible());
        button.setFocus();
        QTest::keyClick(&button, Qt::Key_Space);
        settleEvents();
    }
    bool isShown(const char* name) { return control(*page, name).isVisible(); }
    std::string state() { return control<ui::widgets::StatusLabel>(*page, "toolState").word().toStdString(); }
    std::string said() { return textOf(*page, "toolSaid"); }
};

} // namespace

TEST_CASE("shows a short change in full however long its lines")
{
    ToolsWorld world;
    world.tools.files.front().diff = gateway::diffHunks(gateway::diffLines("{\n  // mine\n  \"env\": {}\n}\n",
        "{\n  // mine\n  \"env\": {\"ANTHROPIC_BASE_URL\": \"" + std::string(200, 'x') + "\"}\n}\n"));
    world.open("claude-code");
    auto& diff = control<QPlainTextEdit>(*world.page, "changeDiff0");
    CHECK(diff.blockCount() == 5);
    CHECK(diff.horizontalScrollBar()->maximum() > 0);
    CHECK(diff.verticalScrollBar()->maximum() == 0);
}

TEST_CASE("long model names leave everything about a change in sight")
{
    const std::string name = "accounts/team-of-the-many-models/models/" + std::string(120, 'm') + "-instruct";
    ToolsWorld world;
    auto& gateway = world.day.gateway;
    gateway.m_settings.providers.front().models = std::vector{name};
    gateway.m_settings.routes.front().match.models = {{gateway::config::TextMatch::Kind::Exact, name}};
    gateway.explanation.error = gateway::Error{gateway::ErrorKind::ModelNotFound, "no model is called that"};
    world.tools.install("claude-code", "~/.claude");
    world.tools.files.front().diff = {{{gateway::DiffLine::Kind::Removed, 1, 0, "{}"}, {gateway::DiffLine::Kind::Added, 0, 1, "{\"model\": \"" + name + "\"}"}}};
    world.open("claude-code");
    auto& model = control<QComboBox>(*world.page, "toolModel");
    REQUIRE(model.findText(QString::fromStdString(name)) >= 0);
    model.setCurrentText(QString::fromStdString(name));
    QTest::keyClick(model.lineEdit(), Qt::Key_Return);
    settleEvents();
    auto& diff = control<QPlainTextEdit>(*world.page, "changeDiff0");
    REQUIRE(diff.isVisible());
    CHECK(diff.horizontalScrollBar()->maximum() > 0);
    const QRect page = world.page->rect();
    for (const QWidget* part : world.page->findChildren<QWidget*>()) {
        if (!part->isVisible() || part->window() != world.page.get()) continue;
        CAPTURE(part->metaObject()->className(), part->objectName().toStdString(), part->parentWidget()->objectName().toStdString());
        CHECK(part->mapTo(world.page.get(), QPoint(part->width(), 0)).x() <= page.right() + 1);
    }
    for (const QScrollArea* scroll : world.page->findChildren<QScrollArea*>()) {
        if (scroll->isVisible()) CHECK(scroll->widget()->minimumSizeHint().width() <= scroll->viewport()->width());
    }
}

TEST_CASE("shows the numbers and signs of changed lines and gaps between them")
{
    ToolsWorld world;
    world.tools.files.front().diff = continueChange().diff;
    world.tools.files.front().diff.push_back({{gateway::DiffLine::Kind::Removed, 40, 0, "old"}, {gateway::DiffLine::Kind::Added, 0, 42, "new"}});
    world.open("continue");
    const QStringList lines = control<QPlainTextEdit>(*world.page, "changeDiff0").toPlainText().split(QLatin1Char('\n'));
    REQUIRE(lines.size() == 16);
    CHECK(lines[0] == QStringLiteral("  12   models:"));
    CHECK(lines[3] == QStringLiteral("  15 −     apiBase: http://localhost:11434"));
    CHECK(lines[4] == QStringLiteral("  15 +     apiBase: http://127.0.0.1:8080/v1"));
    CHECK(lines[13] == QStringLiteral("    ⋯"));
    CHECK(lines[14] == QStringLiteral("  40 − old"));
    CHECK(lines[15] == QStringLiteral("  42 + new"));
}

TEST_CASE("writes nothing before its change was shown")
{
    ToolsWorld world;
    world.open("claude-code");
    CHECK(world.state() == "not set up");
    REQUIRE_FALSE(world.tools.wishes.empty());
    CHECK(world.tools.wishes.back().client == "claude-code");
    CHECK(world.tools.wishes.back().base == "http://127.0.0.1:8080"); // no /v1
    CHECK(textOf(*world.page, "changePath0") == "/home/user/.continue/config.yaml");
    CHECK(control<QPlainTextEdit>(*world.page, "changeDiff0").toPlainText().contains(QStringLiteral("  15 +     apiBase: http://127.0.0.1:8080/v1")));
    CHECK(world.tools.written.empty());
    CHECK_FALSE(world.isShown("restoreTool"));

    world.press("writeTool");
    REQUIRE(world.tools.written.size() == 1);
    CHECK(world.state() == "waiting");
    CHECK_FALSE(world.isShown("writeTool")); // nothing is left to change
    CHECK(control(*world.page, "toolsList").hasFocus()); // and undoing it is not the next thing to do
    CHECK(control<ui::widgets::StatusLabel>(*world.page, "stageRequest").status() == ui::look::Status::Busy);
    auto record = directRecord(world.day.clock.wallNow() + 2s);
    record.consumer = world.tools.catalog()->find("claude-code")->consumer;
    world.day.gateway.finish(record);
    CHECK(world.state() == "verified");
    CHECK(control<ui::widgets::StatusLabel>(*world.page, "stageRequest").status() == ui::look::Status::Ok);

    world.press("restoreTool");
    CHECK(world.tools.restored.empty()); // only shown so far
    world.press("cancelRestore");
    CHECK_FALSE(world.isShown("cancelRestore"));
    CHECK(control(*world.page, "restoreTool").hasFocus());
    world.press("restoreTool");
    CHECK(control<QPushButton>(*world.page, "writeTool").text() == QStringLiteral("Restore"));
    world.press("writeTool");
    CHECK(world.tools.restored == std::vector<std::string>{"claude-code"});
    CHECK(world.state() == "not set up");
}

TEST_CASE("the focus moves to Done once a client is set up in the dialog of the first run")
{
    ToolsWorld world;
    ui::pages::FoundTools found(world.day.model, world.day.gateway, world.day.clock, nullptr);
    settleEvents();
    REQUIRE(found.list().rowCount() > 0);
    found.openTool(found.list().index(0, 0));
    REQUIRE(QTest::qWaitForWindowActive(&found));
    settleEvents();
    auto& write = control<QPushButton>(found, "writeTool");
    REQUIRE(write.isVisible());
    write.setFocus();
    QTest::keyClick(&write, Qt::Key_Space);
    settleEvents();
    REQUIRE(world.tools.written.size() == 1);
    CHECK(found.focusWidget() == &control(found, "foundToolsDone"));
    CHECK(found.list().index(0, 0).data(ui::models::SetUpRole).toBool());
    QTest::keyClick(found.focusWidget(), Qt::Key_Return);
    CHECK_FALSE(found.isVisible());
}

TEST_CASE("Ctrl+F finds a program by its name")
{
    ToolsWorld world;
    world.open("continue");
    auto& list = control<QTableView>(*world.page, "toolsList");
    QTest::keyClick(&list, Qt::Key_F, Qt::ControlModifier);
    auto* const field = qobject_cast<QLineEdit*>(world.page->focusWidget());
    REQUIRE(field);
    CHECK(field->accessibleName() == QStringLiteral("Filter clients"));
    QTest::keyClicks(field, QStringLiteral("claude code"));
    CHECK(list.currentIndex().data().toString() == QStringLiteral("Claude Code"));
    QTest::keyClick(field, Qt::Key_Down);
    CHECK(list.hasFocus());
}

TEST_CASE("the text about the model follows the language")
{
    ToolsWorld world;
    world.open("claude-code");
    const QLineEdit& model = *control<QComboBox>(*world.page, "toolModel").lineEdit();
    CHECK(model.placeholderText() == QStringLiteral("client default"));
    const Language chinese("zh_CN");
    settleEvents();
    CHECK(model.placeholderText() == QStringLiteral("客户端默认"));
}

TEST_CASE("Tab leads from a typed model to the parts updated for it")
{
    struct Row {
        const char* tool;
        const char* next; ///< in reading order
    };
    const auto row = GENERATE(values<Row>({{"continue", "changeDiff0"}, {"copilot-cli", "copyStep1"}}));
    CAPTURE(row.tool);
    ToolsWorld world;
    world.open(row.tool);
    auto& model = control<QComboBox>(*world.page, "toolModel");
    REQUIRE(world.isShown(row.next));
    model.lineEdit()->setFocus();
    model.lineEdit()->selectAll();
    QTest::keyClicks(model.lineEdit(), QStringLiteral("fast"));
    ui::widgets::tabInReadingOrder(*world.page); // as the window does
    for (int i = 0; i < 4 && QApplication::focusWidget() && QApplication::focusWidget()->objectName() != QLatin1String(row.next); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    settleEvents();
    REQUIRE(QApplication::focusWidget());
    CHECK(QApplication::focusWidget()->objectName().toStdString() == row.next);
    CHECK(QApplication::focusWidget()->isVisible());
    CHECK(model.currentText() == QStringLiteral("fast"));
}

TEST_CASE("selects a required model and includes it in the plan")
{
    ToolsWorld world;
    world.open("continue");
    auto& model = control<QComboBox>(*world.page, "toolModel");
    REQUIRE_FALSE(model.currentText().isEmpty());
    CHECK(world.tools.wishes.back().model == model.currentText().toStdString());
    model.lineEdit()->setFocus();
    model.lineEdit()->selectAll();
    QTest::keyClicks(model.lineEdit(), QStringLiteral("fast"));
    QTest::keyClick(model.lineEdit(), Qt::Key_Return);
    settleEvents();
    CHECK(world.tools.wishes.back().model == "fast");
    model.lineEdit()->selectAll();
    QTest::keyClick(model.lineEdit(), Qt::Key_Delete);
    QTest::keyClick(model.lineEdit(), Qt::Key_Return);
    settleEvents();
    CHECK(world.said() == "Choose a model");
    CHECK_FALSE(world.isShown("writeTool"));
}

TEST_CASE("says why a client cannot be written and writes nothing")
{
    ToolsWorld world;
    const gateway::Error broken{gateway::ErrorKind::InvalidRequest, "line 3: a comma is missing; mend it first"};
    const bool isAtPlan = GENERATE(true, false);
    (isAtPlan ? world.tools.planError : world.tools.writeError) = broken;
    world.open("claude-code");
    if (!isAtPlan) world.press("writeTool");
    CHECK(world.said() == broken.message);
    CHECK(world.isShown("writeTool") == !isAtPlan); // to retry
    CHECK(world.state() == "not set up");
}

TEST_CASE("shows an error in the configuration file until it is corrected")
{
    ToolsWorld world;
    const auto setInvalid = [&](bool isInvalid) {
        world.day.gateway.m_status.configInvalid = isInvalid;
        Q_EMIT world.day.gateway.statusChanged();
        settleEvents();
    };
    gateway::Error mistake{gateway::ErrorKind::ConfigInvalid, "the configuration file on disk is not valid"};
    const bool isOfFile = GENERATE(true, false);
    if (!isOfFile) mistake.param = "listen.address";
    world.tools.writeError = mistake;
    const char* const tool = GENERATE("claude-code", "cline");
    world.open(tool);
    setInvalid(true);
    world.press(tool == std::string("cline") ? "toolMakeKey" : "writeTool");
    const std::string said = world.said();
    CHECK_FALSE(said.empty());
    setInvalid(true);
    CHECK(world.said() == said);
    setInvalid(false);
    CHECK(world.said() == (isOfFile ? "" : said));
}

TEST_CASE("recognises a client on another port also while nothing listens")
{
    ToolsWorld world;
    world.day.gateway.m_status.urls.clear();
    world.day.gateway.m_settings.listen.httpPort = 9090;
    world.tools.setUpAt("claude-code", QDateTime::currentDateTime());
    world.open("claude-code");
    REQUIRE_FALSE(world.tools.bases.empty());
    CHECK(world.tools.bases.back() == "http://127.0.0.1:9090");
}

TEST_CASE("shows drift and variables that override the file")
{
    ToolsWorld world;
    world.tools.setUpAt("claude-code", world.tools.now, Drift::Ours);
    world.tools.conflicts = {{gateway::clients::Conflict::Kind::Variable, "ANTHROPIC_API_KEY", gateway::clients::lineIn(std::string("~/.bashrc"), 3)}};
    world.tools.isExact = false;
    world.tools.kept = {"env.ANTHROPIC_MODEL"};
    world.open("claude-code");
    CHECK(world.state() == "changed");
    const auto texts = [&] {
        QStringList all;
        for (const QLabel* label : control(*world.page, "toolChange").findChildren<QLabel*>()) all << label->text();
        return all;
    };
    CHECK(texts().contains(QStringLiteral("ANTHROPIC_API_KEY in ~/.bashrc, line 3 overrides these settings. Remove it, or they have no effect.")));
    CHECK(control<QPushButton>(*world.page, "writeTool").text() == QStringLiteral("Back up and write again"));
    world.press("restoreTool");
    CHECK(texts().contains(QStringLiteral("/home/user/.continue/config.yaml was changed after setup. Only the lines written by Signalbox are reverted.")));
    CHECK(texts().contains(QStringLiteral("env.ANTHROPIC_MODEL was changed after setup and is kept.")));
    world.press("cancelRestore");
    world.tools.ledHere = true;
    world.press("restoreTool");
    CHECK_FALSE(texts().filter(QStringLiteral("already pointed to Signalbox before setup")).isEmpty());
}

TEST_CASE("names a part that a restore keeps and why")
{
    ToolsWorld world;
    world.tools.setUpAt("continue", world.tools.now, Drift::Ours);
    world.tools.isExact = false;
    world.tools.kept = {"models[name=Signalbox]", "name"};
    world.tools.elsewhere = {"models[name=Signalbox]"};
    const auto texts = [&] {
        QStringList all;
        for (const QLabel* label : control(*world.page, "toolChange").findChildren<QLabel*>()) all << label->text();
        return all;
    };
    const QString reason = QStringLiteral("models[name=Signalbox] is kept because its address was changed after setup. Remove it manually if you no longer need it.");
    const bool isLeftAlone = GENERATE(false, true);
    world.tools.files.front().isUnchanged = isLeftAlone;
    if (isLeftAlone) world.tools.files.front().diff.clear();
    world.open("continue");
    world.press("restoreTool");
    CHECK(texts().contains(reason));
    CHECK(texts().contains(QStringLiteral("name was changed after setup and is kept.")));
    CHECK(texts().contains(QStringLiteral("/home/user/.continue/config.yaml was changed after setup and is not restored.")) == isLeftAlone);
    CHECK(texts().contains(QStringLiteral("/home/user/.continue/config.yaml was changed after setup. Only the lines written by Signalbox are reverted.")) != isLeftAlone);
    CHECK(texts().contains(QStringLiteral("unchanged")) == isLeftAlone);
    CHECK(texts().contains(QStringLiteral("changes")) != isLeftAlone);
}

TEST_CASE("watches files while the page is visible and shows their changes")
{
    ToolsWorld world;
    world.tools.setUpAt("claude-code", world.tools.now);
    CHECK_FALSE(world.tools.isWatched);
    world.open("claude-code");
    CHECK(world.tools.isWatched);
    const auto change = [&](Drift drift) {
        world.tools.state("claude-code").drift = drift;
        Q_EMIT world.tools.filesChanged();
        settleEvents();
    };
    SECTION("the stage changes")
    {
        change(Drift::Ours);
        CHECK(world.state() == "changed");
        CHECK(world.isShown("writeTool"));
    }
    SECTION("the restore preview changes while its question and the focus remain")
    {
        world.press("restoreTool");
        world.tools.kept = {"env.ANTHROPIC_MODEL"};
        control(*world.page, "cancelRestore").setFocus();
        for (const Drift drift : {Drift::Ours, Drift::Ours}) {
            change(drift);
            CHECK(world.state() == "changed");
            CHECK(control<QPushButton>(*world.page, "writeTool").text() == QStringLiteral("Restore"));
            CHECK(control(*world.page, "cancelRestore").hasFocus());
        }
        QStringList texts;
        for (const QLabel* label : control(*world.page, "toolChange").findChildren<QLabel*>()) texts << label->text();
        CHECK(texts.contains(QStringLiteral("env.ANTHROPIC_MODEL was changed after setup and is kept.")));
        world.tools.state("claude-code").isSetUp = false; // another program has restored it
        Q_EMIT world.tools.filesChanged();
        settleEvents();
        CHECK_FALSE(world.isShown("cancelRestore"));
    }
    SECTION("the reason of a failed write remains visible")
    {
        change(Drift::Ours);
        world.tools.writeError = gateway::Error{gateway::ErrorKind::InvalidRequest, "line 3: a comma is missing; mend it first"};
        world.press("writeTool");
        REQUIRE(world.said() == world.tools.writeError->text());
        change(Drift::Ours);
        CHECK(world.said() == world.tools.writeError->text());
    }
    SECTION("also when the stage changes while it is being written")
    {
        change(Drift::Ours);
        world.tools.writeError = gateway::Error{gateway::ErrorKind::InvalidRequest, "line 3: a comma is missing; mend it first"};
        world.tools.state("claude-code").drift = Drift::None;
        Q_EMIT world.tools.filesChanged();
        control<QPushButton>(*world.page, "writeTool").click(); // before the answer to that
        settleEvents();
        CHECK(world.state() == "waiting");
        CHECK(world.said() == world.tools.writeError->text());
    }
    world.page->hide();
    settleEvents();
    CHECK_FALSE(world.tools.isWatched);
    world.page->show();
    settleEvents();
    CHECK(world.tools.isWatched);
    world.page.reset();
    CHECK_FALSE(world.tools.isWatched);
}

TEST_CASE("reports a client whose key is refused and offers a new key or a restore")
{
    ToolsWorld world;
    world.tools.setUpAt("claude-code", world.tools.now);
    world.open("claude-code");
    CHECK(world.state() == "waiting");
    world.tools.state("claude-code").isKeyRefused = true; // as without its consumer
    auto next = world.day.gateway.settings();
    next.consumers.clear();
    next.consumers.push_back({"somebody", true, {}, {}, {}});
    world.day.gateway.change(next, [](const gateway::Result<void>&) {});
    REQUIRE(QTest::qWaitFor([&] { return world.state() == "key not valid"; }));
    CHECK(world.isShown("restoreTool"));
    world.tools.state("claude-code").drift = Drift::Elsewhere; // its plan has a new key now
    world.page->selectTool(QStringLiteral("continue"));
    settleEvents();
    world.page->selectTool(QStringLiteral("claude-code"));
    settleEvents();
    CHECK(control<QPushButton>(*world.page, "writeTool").text() == QStringLiteral("Give it a new key"));
    CHECK(world.tools.written.empty());
}

TEST_CASE("plans nothing without an address")
{
    ToolsWorld world;
    world.day.gateway.m_status.urls.clear();
    Q_EMIT world.day.gateway.statusChanged();
    world.open("claude-code");
    CHECK(world.tools.wishes.empty());
    CHECK(world.said() == "The gateway is not listening, so there is no address to write");
    world.day.gateway.setRunning();
    settleEvents();
    REQUIRE_FALSE(world.tools.wishes.empty());
    CHECK(world.said().empty());
}

TEST_CASE("copies manual steps with a key of the client's own")
{
    ToolsWorld world;
    world.open("cline");
    CHECK(world.state() == "manual");
    CHECK_FALSE(world.isShown("writeTool"));
    CHECK(control<ui::widgets::AddressField>(*world.page, "stepCopy2").address() == QStringLiteral("http://127.0.0.1:8080/v1"));
    auto& copy = control<QAbstractButton>(control(*world.page, "stepCopy2"), "copyAddress");
    copy.setFocus();
    QTest::keyClick(&copy, Qt::Key_Space);
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("http://127.0.0.1:8080/v1"));
    CHECK_FALSE(QGuiApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
    world.press("toolMakeKey");
    auto* shown = openDialog<ui::dialogs::NewKeyDialog>();
    REQUIRE(shown);
    CHECK(control<ui::widgets::AddressField>(*shown, "newKey").address() == QStringLiteral("sb-of-cline"));
    QTest::keyClick(shown, Qt::Key_Escape); // nobody has it yet
    CHECK(openDialog<ui::dialogs::NewKeyDialog>() == shown);
    CHECK(textOf(*shown, "newKeyCopied") == "The key is not copied yet. If you close again, it is lost.");
    control<QPushButton>(*shown, "closeNewKey").click();
    settleEvents();
    CHECK_FALSE(openDialog<ui::dialogs::NewKeyDialog>());
    CHECK(world.state() == "waiting");
    world.press("restoreTool");
    world.press("writeTool");
    CHECK(world.tools.restored == std::vector<std::string>{"cline"});
    CHECK(world.state() == "manual");
}

TEST_CASE("a step that needs a key creates it and copies the real one while it is shown")
{
    ToolsWorld world;
    const auto clipboard = [] { return QGuiApplication::clipboard()->text().toStdString(); };
    const auto shownLines = [&](const char* name) { return control<QPlainTextEdit>(*world.page, name).toPlainText().toStdString(); };
    world.open("jetbrains");
    CHECK(shownLines("stepCopy3") == "sb-your-key");
    QGuiApplication::clipboard()->clear();
    world.press("copyStep3");
    CHECK(world.tools.written.size() == 1);
    CHECK_FALSE(openDialog<ui::dialogs::NewKeyDialog>());
    CHECK(clipboard() == "sb-of-jetbrains");
    CHECK(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")) == "secret"); // keeps it out of the clipboard history
    CHECK(shownLines("stepCopy3").find("sb-of") == std::string::npos); // the display stays masked
    CHECK(QString::fromStdString(textOf(*world.page, "toolSaid")).startsWith(QStringLiteral("The key was created.")));
    CHECK(world.state() == "waiting");
    QGuiApplication::clipboard()->clear();
    world.press("copyStep3"); // again, without another key
    CHECK(world.tools.written.size() == 1);
    CHECK(clipboard() == "sb-of-jetbrains");

    world.page->selectTool(QStringLiteral("cline"));
    settleEvents();
    world.page->selectTool(QStringLiteral("jetbrains"));
    settleEvents();
    QGuiApplication::clipboard()->clear();
    world.press("copyStep3"); // forgotten, so this creates another one
    CHECK(world.tools.written.size() == 2);

    world.page->selectTool(QStringLiteral("copilot-cli"));
    settleEvents();
    control<QComboBox>(*world.page, "toolModel").setCurrentText(QStringLiteral("qwen-max"));
    world.press("copyStep1"); // the key is within the lines
    CHECK(clipboard() == "export COPILOT_PROVIDER_BASE_URL=http://127.0.0.1:8080/v1\nexport COPILOT_PROVIDER_TYPE=openai\n"
                         "export COPILOT_PROVIDER_API_KEY=sb-of-copilot-cli\nexport COPILOT_MODEL=qwen-max");
    CHECK(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")) == "secret");
    CHECK(shownLines("stepCopy1").find("sb-of") == std::string::npos);
    world.page->hide();
    world.page->show();
    settleEvents();
    QGuiApplication::clipboard()->clear();
    world.press("copyStep1");
    CHECK(world.tools.written.size() == 4);
}

TEST_CASE("a step waits for the key that is created with a file")
{
    ToolsWorld world;
    world.tools.install("zed", "zed");
    world.open("zed");
    auto& copy = control<QAbstractButton>(*world.page, "copyStep1");
    CHECK_FALSE(copy.isEnabled());
    CHECK(copy.toolTip() == QStringLiteral("The key is created when the file is written"));
}

TEST_CASE("refuses an unsupported version, mentions another and looks up an unknown one on click")
{
    ToolsWorld world;
    for (const char* id : {"vscode-copilot", "opencode", "codex"}) world.tools.install(id, "somewhere");
    world.tools.setVersion("vscode-copilot", "1.121.3");
    world.tools.setVersion("opencode", "2.0.7");
    world.open("vscode-copilot");
    CHECK(QString::fromStdString(textOf(*world.page, "toolVersion")).startsWith(QStringLiteral("Version 1.121.3. VS Code knows the vendor")));
    CHECK(textOf(*world.page, "toolSaid") == "The settings do not work with this version");
    CHECK_FALSE(world.isShown("writeTool"));
    CHECK_FALSE(world.isShown("askVersion"));

    world.page->selectTool(QStringLiteral("opencode"));
    settleEvents();
    CHECK(QString::fromStdString(textOf(*world.page, "toolVersion")).startsWith(QStringLiteral("Version 2.0.7. opencode 2 has settings")));
    CHECK(world.isShown("writeTool"));

    world.page->selectTool(QStringLiteral("codex"));
    settleEvents();
    CHECK(textOf(*world.page, "toolVersion") == "Version unknown. The settings are for the latest version.");
    CHECK(world.isShown("writeTool"));
    CHECK(world.tools.asked.empty()); // nothing is run without a click
    world.press("askVersion");
    CHECK(textOf(*world.page, "toolSaid") == "it did not report its version in time");
    world.tools.answeredVersion = "0.1.2504172351";
    world.press("askVersion");
    CHECK(world.tools.asked == std::vector<std::string>{"codex", "codex"});
    CHECK(QString::fromStdString(textOf(*world.page, "toolVersion")).startsWith(QStringLiteral("Version 0.1.2504172351. Before 0.2.0")));
    CHECK_FALSE(world.isShown("writeTool"));
    world.page->selectTool(QStringLiteral("continue"));
    settleEvents();
    CHECK_FALSE(world.isShown("toolVersion")); // no version matters
}

TEST_CASE("says clearly that a client cannot work")
{
    ToolsWorld world;
    world.open("cursor");
    CHECK(world.state() == "not supported");
    CHECK(QString::fromStdString(textOf(*world.page, "toolWords")).startsWith(QStringLiteral("Not possible on localhost")));
    for (const char* button : {"writeTool", "restoreTool", "toolMakeKey", "copyChange"}) CHECK_FALSE(world.isShown(button));
}

TEST_CASE("opens the setup of any other program by keyboard")
{
    ToolsWorld world;
    world.open("claude-code");
    world.press("otherPrograms");
    CHECK(world.isShown("snippetsView"));
    CHECK_FALSE(world.isShown("toolDetail"));
    auto& list = control<QTableView>(*world.page, "toolsList");
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Down);
    CHECK(world.isShown("toolDetail"));
}

TEST_CASE("shows a key that a client needs by hand although its file is written")
{
    ToolsWorld world;
    world.tools.install("zed", "zed");
    world.open("zed");
    world.press("writeTool");
    auto* shown = openDialog<ui::dialogs::NewKeyDialog>();
    REQUIRE(shown);
    shown->close();
    settleEvents();
    CHECK(world.state() == "waiting");
    world.open("claude-code");
    world.press("writeTool");
    CHECK(openDialog<ui::dialogs::NewKeyDialog>() == nullptr); // the key is in the file
}

TEST_CASE("asks before it writes a setup without effect")
{
    ToolsWorld world;
    world.tools.install("claude-code", "~/.claude");
    world.tools.conflicts = {{gateway::clients::Conflict::Kind::Diversion, "CLAUDE_CODE_USE_BEDROCK", gateway::clients::lineIn(std::string("~/.bashrc"), 3)},
        {gateway::clients::Conflict::Kind::Variable, "ANTHROPIC_SMALL_FAST_MODEL", gateway::clients::ownEnvironment(), true}};
    world.open("claude-code");
    world.press("writeTool");
    CHECK(world.tools.written.empty());
    auto* const dialog = openDialog<ui::dialogs::ChoiceDialog>();
    REQUIRE(dialog);
    QString said;
    for (const QLabel* label : dialog->findChildren<QLabel*>()) said += label->text();
    CHECK(said.contains(QStringLiteral("CLAUDE_CODE_USE_BEDROCK in ~/.bashrc, line 3 makes the client use another provider instead of Signalbox.")));
    CHECK_FALSE(said.contains(QStringLiteral("SMALL_FAST")));

    SECTION("cancel changes nothing")
    {
        control<QPushButton>(*dialog, "choice1").click();
        settleEvents();
        CHECK(world.tools.written.empty());
        CHECK(control<QPushButton>(*world.page, "writeTool").isEnabled());
    }
    SECTION("confirm writes it")
    {
        control<QPushButton>(*dialog, "choice0").click();
        settleEvents();
        CHECK(world.tools.written.size() == 1);
    }
}

TEST_CASE("offers a route for a client whose model is not served")
{
    ToolsWorld world;
    auto& gateway = world.day.gateway;
    world.tools.install("claude-code", "~/.claude");
    gateway.explanation.error = gateway::Error{gateway::ErrorKind::ModelNotFound, "no model is called that"};
    gateway.explanation.attempts = {{"deepseek", "deepseek-chat", {}}};
    const auto routes = gateway.settings().routes;
    world.open("claude-code");
    CHECK_THAT(textOf(*world.page, "toolUnserved"), Catch::Contains("no route or provider serves") && !Catch::Contains("404") && Catch::Contains("haiku"));
    auto& others = control<QCheckBox>(*world.page, "toolOthers");
    CHECK(others.isChecked());
    auto& shape = control<ui::widgets::StatusShape>(*world.page, "toolUnservedShape");
    CHECK(shape.status() == ui::look::Status::Idle); // the ticked box solves it
    others.setChecked(false);
    CHECK(shape.status() == ui::look::Status::Error);
    CHECK_THAT(textOf(*world.page, "toolUnserved"), Catch::Contains("would get a 404"));
    others.setChecked(true);
    CHECK(shape.status() == ui::look::Status::Idle);

    SECTION("accepted")
    {
        world.press("writeTool");
        REQUIRE(world.tools.written.size() == 1);
        CHECK(world.tools.written.front().route == gateway::clients::AddedRoute{{}, "deepseek", "deepseek-chat"});
        CHECK(world.day.gateway.settings().routes == routes); // it is added together with the key
    }
    SECTION("declined: asks before the first request fails")
    {
        others.setChecked(false);
        world.press("writeTool");
        CHECK(world.tools.written.empty());
        auto* const dialog = openDialog<ui::dialogs::ChoiceDialog>();
        REQUIRE(dialog);
        control<QPushButton>(*dialog, "choice0").click();
        settleEvents();
        CHECK(world.tools.written.size() == 1);
        CHECK(gateway.settings().routes == routes);
    }
}
