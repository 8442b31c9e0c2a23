#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "ui/dialogs/routes/route_dialog.h"
#include "ui/dialogs/routes/target_dialog.h"
#include "ui/pages/routes/drawing/route_line.h"
#include "ui/models/provider_tests.h"
#include "ui/models/roles.h"
#include "ui/pages/routes/past_box.h"
#include "ui/pages/routes/routes_page.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace ui::dialogs;
using ui::pages::RouteLine;
using ui::pages::RoutesPage;
using ui::pages::TargetCard;

namespace {

struct ViewWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<ui::pages::RoutesPage::Access> gateway;
    const ui::models::ServingModel* serving = nullptr;
    std::unique_ptr<RoutesPage> page;

    ViewWorld()
    {
        for (const char* provider : {"deepseek", "qwen", "openai"}) gateway.addProvider(provider);
        auto route = twoTargetRoute();
        gateway::config::TargetSettings third;
        third.provider = "openai";
        third.model = "gpt-4o";
        third.priority = 1;
        third.weight = 3;
        route.targets.push_back(third);
        gateway.m_settings.routes = {route};
        gateway.explanation = explainedRequest(clock.wallNow());
        gateway.editing();
    }
    void open(int width = 1090)
    {
        page = std::make_unique<RoutesPage>(gateway, clock, nullptr, serving);
        page->resize(width, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
    }
    void activate()
    {
        page->activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
    }
    TargetCard& card(const char* provider)
    {
        for (TargetCard* each : page->findChildren<TargetCard*>()) {
            if (each->isVisible() && gateway.settings().routes[0].targets.at(each->target()).provider == provider) return *each;
        }
        FAIL("no card of " << provider);
        std::abort();
    }
    std::string targets() const
    {
        std::string text;
        for (const auto& target : gateway.settings().routes.at(0).targets) text += target.provider + std::to_string(target.priority) + ' ';
        return text;
    }
    /// Drags by hand to a height on the line.
    void drag(TargetCard& what, int y)
    {
        auto& line = control<RouteLine>(*page, "routeLine");
        const QPoint grip(12, 12);
        QTest::mousePress(&what, Qt::LeftButton, {}, grip);
        for (const int part : {1, 2, 3, 4}) {
            const QPoint from = what.mapTo(&line, grip);
            const QPoint at(from.x(), from.y() + (y - from.y()) * part / 4);
            QTest::mouseMove(&what, what.mapFrom(&line, at));
            settleEvents();
        }
        QTest::mouseRelease(&what, Qt::LeftButton, {}, what.mapFrom(&line, QPoint(grip.x(), y)));
        settleEvents();
    }
    int middle(TargetCard& what) { return what.mapTo(&control(*page, "routeLine"), QPoint(0, what.height() / 2)).y(); }
    void undo()
    {
        gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
        settleEvents();
    }
    void redo()
    {
        gateway.editing().redo([](const gateway::Result<void>& redone) { CHECK(redone); });
        settleEvents();
    }
};

} // namespace

TEST_CASE("drags targets within a priority, to another and to a new one")
{
    ViewWorld world;
    world.open();
    REQUIRE(world.targets() == "deepseek1 qwen0 openai1 ");
    SECTION("within its priority")
    {
        world.drag(world.card("deepseek"), world.middle(world.card("openai")) + 12);
        CHECK(world.targets() == "openai1 deepseek1 qwen0 ");
        CHECK(world.gateway.changes == 1);
        world.undo();
        CHECK(world.targets() == "deepseek1 qwen0 openai1 ");
    }
    SECTION("to the next priority above the existing target")
    {
        world.drag(world.card("deepseek"), world.middle(world.card("qwen")) - 8);
        CHECK(world.targets() == "openai1 deepseek0 qwen0 ");
        CHECK(world.card("deepseek").hasFocus());
    }
    SECTION("to a new last priority")
    {
        auto& line = control<RouteLine>(*world.page, "routeLine");
        world.drag(world.card("deepseek"), line.height() - 4);
        CHECK(world.targets() == "openai2 qwen1 deepseek0 ");
        CHECK(line.findChildren<TargetCard*>().size() >= 3);
    }
    SECTION("to its own position")
    {
        world.drag(world.card("qwen"), world.middle(world.card("qwen")) + 11);
        CHECK(world.gateway.changes == 0);
    }
    SECTION("released outside the window")
    {
        auto& line = control<RouteLine>(*world.page, "routeLine");
        world.drag(world.card("deepseek"), line.mapFromGlobal(world.page->window()->mapToGlobal(QPoint(0, world.page->window()->height() + 20))).y());
        CHECK(world.gateway.changes == 0);
    }
    SECTION("cancelled by Escape")
    {
        auto& card = world.card("deepseek");
        QTest::mousePress(&card, Qt::LeftButton, {}, QPoint(12, 12));
        QTest::mouseMove(&card, QPoint(12, 120));
        settleEvents();
        QTest::keyClick(&card, Qt::Key_Escape);
        QTest::mouseRelease(&card, Qt::LeftButton, {}, QPoint(12, 120));
        settleEvents();
        CHECK(world.gateway.changes == 0);
    }
}

TEST_CASE("moves, removes and edits targets by keyboard")
{
    ViewWorld world;
    world.open();
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Down, Qt::AltModifier);
    settleEvents();
    CHECK(world.targets() == "openai1 deepseek1 qwen0 ");
    CHECK(world.card("deepseek").hasFocus());
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Right, Qt::AltModifier);
    settleEvents();
    CHECK(world.targets() == "openai1 deepseek0 qwen0 ");
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Left, Qt::AltModifier);
    settleEvents();
    CHECK(world.targets() == "openai1 deepseek1 qwen0 ");
    CHECK(world.card("deepseek").hasFocus());
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Right, Qt::AltModifier);
    settleEvents();
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Delete);
    settleEvents();
    CHECK(world.targets() == "openai1 qwen0 ");
    world.undo();
    CHECK(world.targets() == "openai1 deepseek0 qwen0 ");
    QTest::keyClick(&world.card("qwen"), Qt::Key_Return);
    settleEvents();
    auto* dialog = openDialog<TargetDialog>();
    REQUIRE(dialog);
    CHECK(control<QComboBox>(*dialog, "targetModel").currentText() == QStringLiteral("qwen-turbo"));
    dialog->reject();
    settleEvents();
}

TEST_CASE("keeps the focus on a target when a move is undone and redone")
{
    struct Row {
        const char* provider;
        Qt::Key key;
        const char* moved;
    };
    const auto row = GENERATE(values<Row>({
        {"deepseek", Qt::Key_Down, "openai1 deepseek1 qwen0 "},   // cards swap
        {"deepseek", Qt::Key_Right, "openai1 deepseek0 qwen0 "},  // and are rebuilt
        {"openai", Qt::Key_Right, "deepseek1 openai0 qwen0 "},
        {"qwen", Qt::Key_Left, "deepseek1 openai1 qwen1 "},       // with one priority less
        {"openai", Qt::Key_Delete, "deepseek1 qwen0 "},           // the next one gets the focus
    }));
    CAPTURE(row.provider, row.moved);
    ViewWorld world;
    world.open();
    const bool isRemoved = row.key == Qt::Key_Delete;
    world.card(row.provider).setFocus();
    QTest::keyClick(&world.card(row.provider), row.key, isRemoved ? Qt::NoModifier : Qt::AltModifier);
    settleEvents();
    CHECK(world.targets() == row.moved);
    const char* const focused = isRemoved ? "qwen" : row.provider;
    CHECK(world.card(focused).hasFocus());
    world.undo();
    CHECK(world.targets() == "deepseek1 qwen0 openai1 ");
    CHECK(world.card(focused).hasFocus());
    world.redo();
    CHECK(world.targets() == row.moved);
    CHECK(world.card(focused).hasFocus());
}

TEST_CASE("does not remove the last target of a route")
{
    ViewWorld world;
    world.gateway.m_settings.routes[0].targets.resize(1);
    world.open();
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Delete);
    settleEvents();
    CHECK(world.gateway.changes == 0);
    CHECK_THAT(textOf(*world.page, "routeProblem"), Catch::StartsWith("A route needs a target"));
}

TEST_CASE("adds, duplicates, balances and removes a route on the page")
{
    ViewWorld world;
    world.open();
    control<QPushButton>(*world.page, "addRoute").click();
    settleEvents();
    auto* dialog = openDialog<RouteDialog>();
    REQUIRE(dialog);
    control<QLineEdit>(*dialog, "routeName").setText(QStringLiteral("fast"));
    control<QPlainTextEdit>(*dialog, "routeModels").setPlainText(QStringLiteral("fast"));
    control<QPushButton>(*dialog, "saveButton").click();
    settleEvents();
    REQUIRE(world.gateway.settings().routes.size() == 2);
    auto& list = control<QTableView>(*world.page, "routeList");
    CHECK(list.currentIndex().row() == 1);
    CHECK(textOf(*world.page, "routeAsks") == "fast");
    world.activate();

    auto& balance = control<QComboBox>(*world.page, "routeBalance");
    balance.setFocus();
    QTest::keyClick(&balance, Qt::Key_Down);
    settleEvents();
    CHECK(world.gateway.settings().routes[1].balancer.algorithm == "least_busy");

    control<QPushButton>(*world.page, "copyRoute").click();
    settleEvents();
    REQUIRE(world.gateway.settings().routes.size() == 3);
    CHECK(world.gateway.settings().routes[2].id == "fast-2");
    CHECK_FALSE(world.gateway.settings().routes[2].enabled);
    CHECK(list.currentIndex().row() == 2);
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Delete);
    settleEvents();
    CHECK(world.gateway.settings().routes.size() == 2);
    CHECK(list.currentIndex().row() == 1);
    auto& undo = control<QPushButton>(*world.page, "routesUndo");
    QObject::connect(world.page.get(), &RoutesPage::undoWanted, world.page.get(), [&] { world.gateway.editing().undo([](const gateway::Result<void>&) {}); });
    CHECK(undo.isEnabled());
    undo.click();
    settleEvents();
    CHECK(world.gateway.settings().routes.size() == 3);
}

TEST_CASE("shows a refused change above the line and moves nothing")
{
    ViewWorld world;
    world.open();
    world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Right, Qt::AltModifier);
    settleEvents();
    CHECK(world.targets() == "deepseek1 qwen0 openai1 ");
    CHECK_THAT(textOf(*world.page, "routeProblem"), Catch::StartsWith("The configuration file cannot be written"));
}

TEST_CASE("shows the reason of a refused change once")
{
    using gateway::ErrorKind;
    struct Row {
        ErrorKind kind;
        const char* param;
        const char* message;
        const char* said;
    };
    const auto row = GENERATE(values<Row>({
        {ErrorKind::ConfigInvalid, "", "the configuration file on disk is not valid; correct it first, so that nothing in it is lost",
         "The configuration file has an error. Fix the file first, so that nothing is lost"},
        {ErrorKind::Io, "changed meanwhile", "another program changed /etc/config.json; review the change and try again",
         "Another program has just changed the configuration file. Check the change, then try again"},
        {ErrorKind::Io, "", "disk full", "The configuration file cannot be written. Make it writable, make room on the disk, and try again\ndisk full"},
        {ErrorKind::ConfigInvalid, "limits", "must not be less", "The configuration would not be valid\nmust not be less"},
    }));
    CAPTURE(row.message);
    ViewWorld world;
    world.open();
    gateway::Error error{row.kind, gateway::Sentence::of(row.message)};
    error.param = row.param;
    world.gateway.changeError = error;
    QTest::keyClick(&world.card("deepseek"), Qt::Key_Right, Qt::AltModifier);
    settleEvents();
    CHECK(textOf(*world.page, "routeProblem") == row.said);
    Q_EMIT world.gateway.statusChanged(); // the file is valid, so only its own error is gone
    const bool isOfFile = row.kind == ErrorKind::ConfigInvalid && *row.param == '\0';
    CHECK(textOf(*world.page, "routeProblem") == (isOfFile ? "" : row.said));
}

TEST_CASE("the page follows events like the overview")
{
    using namespace std::chrono_literals;
    ViewWorld world;
    ui::models::ServingModel serving([](const std::string& id) { return QString::fromStdString(id); });
    serving.setRoutes(world.gateway.settings().routes);
    serving.setProviders(world.gateway.providers());
    world.serving = &serving;
    world.open();
    CHECK(world.card("deepseek").picture().isServing);
    const auto listed = [&] { return control<QTableView>(*world.page, "routeList").model()->index(0, 0).data(ui::models::StatusRole).toString().toStdString(); };
    CHECK(listed() == "unknown");
    SECTION("an exchange")
    {
        const auto record = fallbackRecord(world.clock.wallNow());
        serving.addRecord(record, world.clock.now());
        world.gateway.finish(record);
        REQUIRE(QTest::qWaitFor([&] { return world.card("qwen").picture().isServing; }));
        CHECK(world.card("deepseek").picture().state.word == QStringLiteral("Rate limited"));
        CHECK_FALSE(world.card("deepseek").picture().isServing);
        CHECK(listed() == "warn");
    }
    SECTION("only the failure")
    {
        world.gateway.finish(fallbackRecord(world.clock.wallNow()));
        CHECK(QTest::qWaitFor([&] { return world.card("deepseek").picture().state.word == QStringLiteral("Rate limited"); }));
    }
    SECTION("a test started on another page")
    {
        auto record = fallbackRecord(world.clock.wallNow());
        record.attempts.front().failure = gateway::config::FailureClass::Unreachable;
        record.attempts.front().status = 0;
        world.gateway.finish(record);
        const auto word = [&] { return world.card("deepseek").picture().state.word; };
        REQUIRE(QTest::qWaitFor([&] { return word() == QStringLiteral("Unreachable"); }));
        world.clock.advance(1min);
        ui::models::ProviderTests::of(world.gateway).start(*world.gateway.settings().provider("deepseek"));
        CHECK(QTest::qWaitFor([&] { return word() == QStringLiteral("Testing"); }));
        gateway::host::ProbeResult answered;
        answered.ok = true;
        world.gateway.answerProbe(answered);
        CHECK(QTest::qWaitFor([&] { return word() == QStringLiteral("Healthy"); }));
    }
    SECTION("the end of a cooldown")
    {
        std::vector<gateway::routing::Rest> rests;
        for (const char* provider : {"deepseek", "openai"}) {
            gateway::routing::Rest rest;
            rest.provider = provider;
            rest.until = world.clock.wallNow() + 300ms;
            rests.push_back(rest);
        }
        world.gateway.setRests(rests);
        REQUIRE(QTest::qWaitFor([&] { return world.card("qwen").picture().isServing && listed() == "warn"; }));
        world.clock.advance(300ms);
        CHECK(QTest::qWaitFor([&] { return world.card("deepseek").picture().isServing && listed() == "unknown"; }));
    }
}

TEST_CASE("every card has an accessible name, role and description")
{
    ViewWorld world;
    world.open();
    auto* seen = QAccessible::queryAccessibleInterface(&world.card("openai"));
    REQUIRE(seen);
    CHECK(seen->role() == QAccessible::Button);
    CHECK(seen->text(QAccessible::Name) == QStringLiteral("OpenAI, gpt-4o"));
    CHECK_THAT(seen->text(QAccessible::Description).toStdString(), Catch::StartsWith("First, "));
    CHECK_THAT(seen->text(QAccessible::Description).toStdString(), Catch::Contains("share 75%"));
    for (const QWidget* widget : world.page->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (!button || !button->isVisible() || qobject_cast<const QAbstractScrollArea*>(widget->parent())) continue;
        CAPTURE(widget->objectName().toStdString());
        CHECK((!button->accessibleName().isEmpty() || !button->text().isEmpty()));
        CHECK_FALSE(widget->objectName().isEmpty());
    }
}

TEST_CASE("explains a past request with its cost and sends it again")
{
    ViewWorld world;
    auto record = directRecord(world.clock.wallNow());
    record.tokens.input = gateway::Tokens{1000000};
    world.gateway.ledgerRecords = {record};
    world.gateway.ledgerTotals = gateway::usage::Totals{};
    world.open();
    auto& past = control<QComboBox>(*world.page, "explainPast");
    REQUIRE(past.count() == 2);
    CHECK(past.itemText(1).contains(QStringLiteral("from Cursor · deepseek-chat")));
    past.setFocus();
    QTest::keyClick(&past, Qt::Key_Down);
    settleEvents();
    REQUIRE(world.gateway.questions.size() == 1);
    CHECK(world.gateway.questions.front().body.find("deepseek-chat") != std::string::npos);
    CHECK_FALSE(control(*world.page, "explainBody").isVisible());
    CHECK_THAT(control(*world.page, "explainAnswer").accessibleDescription().toStdString(), Catch::Contains("Estimated cost\n  $0.40"));
    QString model;
    QObject::connect(world.page.get(), &RoutesPage::sendWanted, world.page.get(), [&](const QString& asked, const QString&) { model = asked; });
    control<QPushButton>(*world.page, "explainSend").click();
    CHECK(model == QStringLiteral("deepseek-chat"));
    QTest::keyClick(&past, Qt::Key_Up);
    settleEvents();
    CHECK(control(*world.page, "explainBody").isVisible());
}

TEST_CASE("a selected past request shows its route and its whole note")
{
    ViewWorld world;
    auto record = directRecord(world.clock.wallNow());
    record.askedModel = "accounts/fireworks/models/llama4-maverick-instruct-basic";
    record.route = "team-alpha";
    world.gateway.ledgerRecords = {record};
    world.gateway.ledgerTotals = gateway::usage::Totals{};
    world.open();
    auto& past = control<ui::pages::PastBox>(*world.page, "explainPast");
    past.setFocus();
    QTest::keyClick(&past, Qt::Key_Down);
    settleEvents();
    REQUIRE(past.currentIndex() == 1);
    REQUIRE(past.fontMetrics().horizontalAdvance(past.currentText()) > past.width());
    CHECK(past.shownText() != past.currentText());
    CHECK_THAT(past.shownText().toStdString(), Catch::EndsWith("by team-alpha"));
    CHECK(past.fontMetrics().horizontalAdvance(past.shownText()) <= past.width());
    const auto& note = control<QLabel>(*world.page, "explainPastNote");
    REQUIRE(note.isVisible());
    CHECK(note.height() == note.fontMetrics().boundingRect(0, 0, note.width(), 10'000, Qt::TextWordWrap, note.text()).height());
    for (const int width : {1400, 1090}) {
        world.page->resize(width, 740);
        settleEvents();
        CAPTURE(width);
        CHECK(note.height() == note.fontMetrics().boundingRect(0, 0, note.width(), 10'000, Qt::TextWordWrap, note.text()).height());
    }
}

TEST_CASE("cuts no line when one explanation replaces another")
{
    ViewWorld world;
    for (int i = 0; i < 3; ++i) world.gateway.explanation.attempts.push_back(world.gateway.explanation.attempts.front());
    auto record = directRecord(world.clock.wallNow());
    record.tokens.input = gateway::Tokens{1000000};
    world.gateway.ledgerRecords = {record};
    world.gateway.ledgerTotals = gateway::usage::Totals{};
    world.open();
    auto& answer = control(*world.page, "explainAnswer");
    const auto expectWhole = [&] {
        settleEvents();
        REQUIRE(answer.isVisible());
        for (const auto* label : answer.findChildren<QLabel*>()) {
            CAPTURE(label->text().toStdString(), label->width());
            CHECK(label->height() >= (label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height()));
        }
    };
    control<QPushButton>(*world.page, "explainButton").click();
    expectWhole();
    auto& past = control<QComboBox>(*world.page, "explainPast");
    past.setFocus();
    QTest::keyClick(&past, Qt::Key_Down);
    expectWhole();
    control<QPushButton>(*world.page, "explainButton").click();
    expectWhole();
    QTest::keyClick(&past, Qt::Key_Up);
    control<QPushButton>(*world.page, "explainButton").click();
    expectWhole();
}

TEST_CASE("who can use a route is readable in full beside the condition of its drawing")
{
    const bool isLong = GENERATE(false, true);
    CAPTURE(isLong);
    ViewWorld world;
    auto& route = world.gateway.m_settings.routes[0];
    route.match.consumers = isLong ? std::vector<std::string>{"ide", "ci"} : std::vector<std::string>{};
    route.consumers = isLong ? std::vector<std::string>{"ide"} : std::vector<std::string>{};
    world.open();
    const auto& conditions = control<QLabel>(*world.page, "routeConditions");
    CHECK(conditions.isVisible() == isLong);
    if (isLong)
        CHECK(conditions.text() == QStringLiteral("applies only if: consumer ide, ci"));
    const QString sentence = isLong ? QStringLiteral("only ide; requests of ci are rejected, others skip this route") : QStringLiteral("all consumers");
    const auto labels = world.page->findChildren<ui::widgets::ElidedLabel*>();
    const auto found = std::ranges::find(labels, sentence, &ui::widgets::ElidedLabel::text);
    REQUIRE(found != labels.end());
    CHECK((*found)->width() >= (*found)->sizeHint().width());
}

TEST_CASE("nothing is cut off at 1.4 times the text size")
{
    const QFont before = QApplication::font();
    QFont large = before;
    if (before.pixelSize() > 0) large.setPixelSize(before.pixelSize() * 7 / 5);
    else large.setPointSizeF(before.pointSizeF() * 1.4);
    QApplication::setFont(large);
    {
        ViewWorld world;
        world.open(1240);
        for (const auto* card : world.page->findChildren<TargetCard*>()) {
            if (!card->isVisible()) continue;
            CHECK(card->height() >= card->heightForWidth(card->width()));
            CHECK(card->mapTo(world.page.get(), QPoint(card->width(), 0)).x() <= world.page->width());
        }
        for (const auto* button : world.page->findChildren<QPushButton*>()) {
            if (!button->isVisible()) continue;
            CAPTURE(button->objectName().toStdString());
            CHECK(button->width() >= button->minimumSizeHint().width());
            CHECK(button->mapTo(world.page.get(), QPoint(button->width(), 0)).x() <= world.page->width());
        }
    }
    QApplication::setFont(before);
}

TEST_CASE("without routes the page names the provider that serves every model")
{
    ViewWorld world;
    world.gateway.m_settings.routes.clear();
    auto& providers = world.gateway.m_settings.providers;
    REQUIRE(providers.size() > 1);
    SECTION("several providers")
    {
        world.open();
        CHECK(control(*world.page, "noRoute").accessibleDescription().startsWith(QStringLiteral("Each model name is served by a provider that has the model.")));
    }
    SECTION("one provider beside a disabled one")
    {
        for (std::size_t i = 1; i < providers.size(); ++i) providers[i].enabled = false;
        world.open();
        const QString name = ui::models::displayName(world.gateway.catalog(), providers.front());
        CHECK(control(*world.page, "noRoute").accessibleDescription().startsWith(QStringLiteral("All model names are passed through to %1.").arg(name)));
    }
}

TEST_CASE("without routes the page offers to create one")
{
    ViewWorld world;
    world.gateway.m_settings.routes.clear();
    world.open();
    CHECK(control(*world.page, "firstRoute").isVisible());
    control<QPushButton>(*world.page, "firstRoute").click();
    settleEvents();
    auto* dialog = openDialog<RouteDialog>();
    REQUIRE(dialog);
    dialog->reject();
    settleEvents();
}
