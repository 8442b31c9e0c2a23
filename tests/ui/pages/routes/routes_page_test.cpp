#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "ui/dialogs/failure_class_dialog.h"
#include "ui/dialogs/failure_rule_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/fields/forms/field_form.h"
#include "ui/models/routes/failure_class_list_model.h"
#include "ui/pages/routes/routes_page.h"

#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using gateway::config::FailureClass;
using gateway::config::FailureClassSettings;
using gateway::config::Next;
using ui::dialogs::FailureClassDialog;
using ui::dialogs::FailureRuleDialog;
using ui::pages::RoutesPage;

namespace {

struct RoutesPageWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<ui::pages::RoutesPage::Access> gateway;
    std::unique_ptr<RoutesPage> page;

    RoutesPageWorld()
    {
        gateway.addProvider("deepseek");
        gateway.addProvider("qwen");
        auto second = twoTargetRoute();
        second.id = "second";
        gateway.m_settings.routes = {twoTargetRoute(), second};
        gateway.m_settings.consumers.push_back({"ide", true, {}, {}, {}});
        gateway.m_status.configIssues = {{gateway::config::Issue::Level::Warning, "routes[1]", "takes no request"}};
        gateway.explanation = explainedRequest(clock.wallNow());
    }
    void open(int width = 1090)
    {
        gateway.editing(); // changes from now on can be undone
        page = std::make_unique<RoutesPage>(gateway, clock);
        page->resize(width, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
    }
    void undo()
    {
        gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
        settleEvents();
    }
    /// After a dialog was closed.
    void activate()
    {
        page->activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
    }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
    QPushButton& buttonOf(const char* card, const char* name) { return control<QPushButton>(control(*page, card), name); }
    QTableView& table(const char* name) { return control<QTableView>(*page, name); }
    std::string routes() const
    {
        std::string ids;
        for (const auto& route : gateway.settings().routes) ids += route.id + (route.enabled ? " " : "- ");
        return ids;
    }
    std::string rules() const
    {
        std::string names;
        for (const auto& rule : gateway.settings().failures.rules) names += rule.name + ' ';
        return names;
    }
    FailureClassSettings classOf(FailureClass failure) const { return ui::models::ownOf(gateway.settings().failures, failure); }
    bool isShown(const char* name) { return control(*page, name).isVisible(); }
    bool verdictHas(const char* words) { return answer("judgeAnswer").find(words) != std::string::npos; }
    std::string answer(const char* name) { return control(*page, name).accessibleDescription().toStdString(); }
};

} // namespace

TEST_CASE("toggles and moves routes by mouse and keyboard")
{
    RoutesPageWorld world;
    world.open();
    auto& list = world.table("routeList");
    CHECK(list.model()->rowCount() == 2);
    CHECK_FALSE(world.buttonOf("routeListCard", "moveUp").isEnabled());
    world.page->selectRoute(QStringLiteral("second"));
    CHECK(textOf(control(*world.page, "routeListCard"), "listWords") == "takes no request");
    CHECK_FALSE(world.buttonOf("routeListCard", "moveDown").isEnabled());

    SECTION("with the mouse")
    {
        world.button("toggleRoute").click();
        settleEvents();
        CHECK(world.routes() == "deepseek second- ");
        CHECK(world.button("toggleRoute").text() == QStringLiteral("Enable"));
        world.buttonOf("routeListCard", "moveUp").click();
        settleEvents();
        CHECK(world.routes() == "second- deepseek ");
        CHECK(list.currentIndex().row() == 0); // the selection is kept
    }
    SECTION("with keys")
    {
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Space);
        settleEvents();
        CHECK(world.routes() == "deepseek second- ");
        QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
        settleEvents();
        CHECK(world.routes() == "second- deepseek ");
        QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
        settleEvents();
        CHECK(world.gateway.changes == 2);
    }
    SECTION("removes one")
    {
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Delete);
        settleEvents();
        CHECK(world.routes() == "deepseek ");
    }
    SECTION("edits one")
    {
        world.button("editRouteAction").click();
        auto* dialog = openDialog<ui::fields::EntryDialog>();
        REQUIRE(dialog);
        CHECK(control<QLineEdit>(*dialog, "field:routes[].id").text() == QStringLiteral("second"));
        CHECK_FALSE(dialog->form().row("routes[].targets")); // edited where they are drawn
        control<QDoubleSpinBox>(*dialog, "field:routes[].fallback.max_attempts").setValue(3);
        const auto targets = world.gateway.settings().routes[1].targets;
        control<QPushButton>(*dialog, "saveButton").click();
        settleEvents();
        CHECK(world.gateway.settings().routes[1].fallback.maxAttempts == 3);
        CHECK(world.gateway.settings().routes[1].targets == targets);
    }
    SECTION("returns a pinned target to its place")
    {
        CHECK_FALSE(world.button("routeAutomatic").isEnabled());
        world.gateway.m_settings.routes[1].targets[0].first = true;
        Q_EMIT world.gateway.settingsChanged();
        world.page->selectRoute(QStringLiteral("second"));
        REQUIRE(world.button("routeAutomatic").isEnabled());
        world.button("routeAutomatic").click();
        settleEvents();
        CHECK_FALSE(world.gateway.m_settings.routes[1].targets[0].first);
        CHECK_FALSE(world.button("routeAutomatic").isEnabled());
    }
    SECTION("when a change fails")
    {
        world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        world.button("toggleRoute").click();
        settleEvents();
        CHECK(world.routes() == "deepseek second ");
        CHECK(textOf(control(*world.page, "routeListCard"), "listWords") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    }
}

TEST_CASE("explains a request")
{
    RoutesPageWorld world;
    world.open();
    auto& body = control<QPlainTextEdit>(*world.page, "explainBody");
    CHECK(body.toPlainText().contains(QStringLiteral("deepseek-chat")));
    CHECK_FALSE(world.isShown("explainAnswer"));
    body.setPlainText(QStringLiteral("{\"model\": \"gpt-4o\"}"));
    auto& consumer = control<QComboBox>(*world.page, "explainConsumer");
    CHECK(consumer.count() == 2);
    consumer.setCurrentIndex(1);
    body.setFocus();
    QTest::keyClick(&body, Qt::Key_F5);
    settleEvents();
    REQUIRE(world.gateway.questions.size() == 1);
    CHECK(world.gateway.questions.front().body == "{\"model\": \"gpt-4o\"}");
    CHECK(world.gateway.questions.front().consumer == "ide");
    CHECK(world.isShown("explainAnswer"));
    CHECK_THAT(world.answer("explainAnswer"), Catch::StartsWith("Route\n  gpt-4o, takes the request"));

    SECTION("keeps typed text through a settings change")
    {
        world.gateway.m_settings.routes.clear();
        Q_EMIT world.gateway.settingsChanged();
        CHECK(body.toPlainText() == QStringLiteral("{\"model\": \"gpt-4o\"}"));
        CHECK(consumer.currentText() == QStringLiteral("ide"));
        CHECK_FALSE(world.isShown("routeList"));
    }
    SECTION("uses everything that a curl command contains")
    {
        world.gateway.m_settings.listen.allowedHosts = {"*.example.com"};
        body.setPlainText(QStringLiteral("curl http://ai.example.com/v1/messages -H 'x-team: red' -d '{\"model\": \"m\"}'"));
        world.button("explainButton").click();
        settleEvents();
        REQUIRE(world.gateway.questions.size() == 2);
        const auto& asked = world.gateway.questions.back();
        CHECK(asked.path == "/v1/messages");
        CHECK(asked.headers == std::vector<std::pair<std::string, std::string>>{{"x-team", "red"}, {"host", "ai.example.com"}});
    }
    SECTION("reports text that is not a request and asks nothing")
    {
        body.setPlainText(QStringLiteral("hello"));
        world.button("explainButton").click();
        settleEvents();
        CHECK(world.gateway.questions.size() == 1);
        CHECK_THAT(world.answer("explainAnswer"), Catch::StartsWith("Request cannot be read\n  This is not JSON"));
    }
    SECTION("copies the answer as text")
    {
        auto& answer = control(*world.page, "explainAnswer");
        answer.setFocus();
        QTest::keyClick(&answer, Qt::Key_C, Qt::ControlModifier);
        CHECK(QApplication::clipboard()->text().toStdString() == world.answer("explainAnswer"));
    }
    SECTION("translates the answer after a language change")
    {
        const Language chinese("zh_CN");
        QEvent change(QEvent::LanguageChange);
        QApplication::sendEvent(world.page.get(), &change);
        CHECK_THAT(world.answer("explainAnswer"), Catch::StartsWith("路由\n  gpt-4o, 处理此请求"));
        CHECK(world.button("failureRules").text() == QStringLiteral("失败规则"));
    }
}

TEST_CASE("translates a suggested request and keeps its answer")
{
    RoutesPageWorld world;
    world.open();
    world.button("explainButton").click();
    settleEvents();
    REQUIRE(world.isShown("explainAnswer"));
    const Language chinese("zh_CN");
    const bool listFirst = GENERATE(false, true); // it signals its selection again
    if (listFirst) {
        Q_EMIT world.gateway.settingsChanged();
        settleEvents();
    }
    QEvent change(QEvent::LanguageChange);
    QApplication::sendEvent(world.page.get(), &change);
    CHECK(control<QPlainTextEdit>(*world.page, "explainBody").toPlainText().contains(QStringLiteral("你好")));
    CHECK_THAT(world.answer("explainAnswer"), Catch::StartsWith("路由\n"));
    CHECK(world.isShown("explainAnswer"));
}

TEST_CASE("suggests a request for the selected route unless one was typed")
{
    RoutesPageWorld world;
    world.gateway.m_settings.routes[1].match.models = {{gateway::config::TextMatch::Kind::Exact, "fast"}};
    world.open();
    auto& body = control<QPlainTextEdit>(*world.page, "explainBody");
    CHECK(body.toPlainText().contains(QStringLiteral("\"deepseek-chat\"")));
    world.page->selectRoute(QStringLiteral("second"));
    CHECK(body.toPlainText().contains(QStringLiteral("\"fast\"")));
    world.gateway.m_settings.routes[1].match.models.front().text = "faster";
    Q_EMIT world.gateway.settingsChanged();
    CHECK(body.toPlainText().contains(QStringLiteral("\"faster\"")));
    world.page->selectRoute(QStringLiteral("deepseek"));
    CHECK(body.toPlainText().contains(QStringLiteral("\"deepseek-chat\"")));
    body.setPlainText(QStringLiteral("{\"model\": \"mine\"}"));
    world.page->selectRoute(QStringLiteral("second"));
    CHECK(body.toPlainText() == QStringLiteral("{\"model\": \"mine\"}"));
    body.clear();
    world.page->selectRoute(QStringLiteral("deepseek"));
    CHECK(body.toPlainText().contains(QStringLiteral("\"deepseek-chat\"")));
}

TEST_CASE("hides an answer when the question changes")
{
    RoutesPageWorld world;
    world.gateway.m_settings.routes[1].match.models = {{gateway::config::TextMatch::Kind::Exact, "fast"}};
    world.open();
    world.button("explainButton").click();
    settleEvents();
    REQUIRE(world.isShown("explainAnswer"));

    SECTION("another route is selected")
    {
        world.page->selectRoute(QStringLiteral("second"));
    }
    SECTION("another request is typed")
    {
        auto& body = control<QPlainTextEdit>(*world.page, "explainBody");
        body.setFocus();
        QTest::keyClick(&body, Qt::Key_Space);
    }
    SECTION("another consumer is selected")
    {
        auto& consumer = control<QComboBox>(*world.page, "explainConsumer");
        consumer.setFocus();
        QTest::keyClick(&consumer, Qt::Key_Down);
    }
    settleEvents();
    CHECK_FALSE(world.isShown("explainAnswer"));
}

TEST_CASE("explains again after a change of the configuration or of a provider")
{
    RoutesPageWorld world;
    world.open();
    world.button("explainButton").click();
    settleEvents();
    REQUIRE(world.isShown("explainAnswer"));
    REQUIRE(world.gateway.questions.size() == 1);
    const std::string before = world.answer("explainAnswer");
    world.gateway.explanation.routes.clear();
    const bool isProvider = GENERATE(false, true);
    if (isProvider) Q_EMIT world.gateway.providersChanged();
    else Q_EMIT world.gateway.settingsChanged();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.questions.size() == 2; }, 5000));
    CHECK(world.gateway.questions[1].body == world.gateway.questions[0].body);
    CHECK(QTest::qWaitFor([&] { return world.answer("explainAnswer") != before; }, 5000));
    CHECK(world.isShown("explainAnswer"));
}

TEST_CASE("keeps the answer to a translated question")
{
    RoutesPageWorld world;
    world.open();
    world.button("explainButton").click();
    settleEvents();
    const Language chinese("zh_CN");
    QEvent change(QEvent::LanguageChange);
    QApplication::sendEvent(world.page.get(), &change);
    CHECK(control<QPlainTextEdit>(*world.page, "explainBody").toPlainText().contains(QStringLiteral("你好")));
    CHECK(world.isShown("explainAnswer"));
}

TEST_CASE("names of 128 letters do not widen the explanation")
{
    const std::string name(128, 'n');
    RoutesPageWorld world;
    auto& explanation = world.gateway.explanation;
    explanation.model = explanation.consumer = explanation.routes.front().id = name;
    for (auto& attempt : explanation.attempts) attempt.provider = attempt.model = attempt.key = name;
    for (auto& passed : explanation.passedOver) passed.why.message = gateway::asIs(passed.provider = passed.model = passed.key = name);
    world.open();
    const int before = control(*world.page, "explainPanel").minimumSizeHint().width();
    world.button("explainButton").click();
    settleEvents();
    CHECK(world.answer("explainAnswer").find(name) != std::string::npos); // complete for screen readers
    CHECK(control(*world.page, "explainAnswer").minimumSizeHint().width() < 300);
    CHECK(control(*world.page, "explainPanel").minimumSizeHint().width() == before);
}

TEST_CASE("edits, moves and removes failure rules with undo")
{
    RoutesPageWorld world;
    world.gateway.m_settings.failures.rules = ownRules();
    world.open();
    world.button("failureRules").click();
    CHECK(world.page->view() == RoutesPage::View::Rules);
    auto& own = world.table("ownRules");
    own.setFocus();
    QTest::keyClick(&own, Qt::Key_Down, Qt::AltModifier);
    settleEvents();
    CHECK(world.rules() == "proxy-busy team-plan-used ");
    QTest::keyClick(&own, Qt::Key_Delete);
    settleEvents();
    CHECK(world.rules() == "proxy-busy ");
    world.undo();
    CHECK(world.rules() == "proxy-busy team-plan-used ");
    own.setCurrentIndex(own.model()->index(1, 0));

    world.button("editRule").click();
    auto* dialog = openDialog<FailureRuleDialog>();
    REQUIRE(dialog);
    CHECK(control<QLineEdit>(*dialog, "ruleName").text() == QStringLiteral("team-plan-used"));
    dialog->reject();
    settleEvents();
    world.activate();
    QTest::keyClick(&own, Qt::Key_N, Qt::ControlModifier);
    settleEvents();
    dialog = openDialog<FailureRuleDialog>();
    REQUIRE(dialog);
    control<QLineEdit>(*dialog, "ruleName").setText(QStringLiteral("new"));
    control<QLineEdit>(*dialog, "ruleStatuses").setText(QStringLiteral("418"));
    control<QPushButton>(*dialog, "saveButton").click();
    settleEvents();
    CHECK(world.rules() == "proxy-busy team-plan-used new ");
    CHECK(own.currentIndex().row() == 2);
    world.activate();
    QTest::keyClick(&own, Qt::Key_Escape);
    CHECK(world.page->view() == RoutesPage::View::Routes);
    CHECK(world.button("failureRules").hasFocus());
}

TEST_CASE("opening a failure list by key focuses it and by mouse shows no focus ring")
{
    RoutesPageWorld world;
    world.gateway.m_settings.failures.rules = ownRules();
    world.open();
    QTest::keyClick(&world.button("failureRules"), Qt::Key_Space);
    settleEvents();
    CHECK(world.table("ownRules").hasFocus());
    QTest::mouseClick(&world.button("failureClassesButton"), Qt::LeftButton);
    settleEvents();
    REQUIRE(world.page->view() == RoutesPage::View::Classes);
    CHECK(world.page->hasFocus());
}

TEST_CASE("shows the built-in rules read-only")
{
    RoutesPageWorld world;
    world.open();
    world.page->showView(RoutesPage::View::Rules);
    CHECK_FALSE(world.isShown("ownRules"));
    CHECK_FALSE(world.isShown("builtInRules"));
    world.button("discloseRules").click();
    CHECK(world.isShown("builtInRules"));
    CHECK(world.table("builtInRules").model()->rowCount() > 50);
    world.button("discloseRules").click();
    CHECK_FALSE(world.isShown("builtInRules"));
}

TEST_CASE("Ctrl+F searches the built-in rules, or the custom ones where the focus is")
{
    RoutesPageWorld world;
    const bool hasOwn = GENERATE(false, true);
    if (hasOwn) world.gateway.m_settings.failures.rules = ownRules();
    world.open();
    world.page->showView(RoutesPage::View::Rules);
    const auto find = [&] {
        QTest::keyClick(world.page->focusWidget() ? world.page->focusWidget() : world.page.get(), Qt::Key_F, Qt::ControlModifier);
        auto* const field = qobject_cast<QLineEdit*>(world.page->focusWidget());
        REQUIRE(field);
        CHECK(field->isVisible());
        return field;
    };
    if (hasOwn) {
        world.table("ownRules").setFocus();
        CHECK(find()->placeholderText() == QStringLiteral("Filter custom rules"));
        CHECK_FALSE(world.isShown("builtInRules"));
        world.button("discloseRules").click();
        world.table("builtInRules").setFocus();
    }
    QLineEdit* const field = find();
    CHECK(field->placeholderText() == QStringLiteral("Filter built-in rules"));
    CHECK(world.isShown("builtInRules"));
    auto& rules = world.table("builtInRules");
    const QString name = rules.model()->index(rules.model()->rowCount() - 1, 0).data().toString();
    field->setText(name);
    int shown = 0;
    for (int row = 0; row < rules.model()->rowCount(); ++row) shown += rules.isRowHidden(row) ? 0 : 1;
    CHECK(shown >= 1);
    CHECK(shown < rules.model()->rowCount());
    CHECK_FALSE(rules.isRowHidden(rules.model()->rowCount() - 1));
}

TEST_CASE("the line below the routes follows them")
{
    RoutesPageWorld world;
    world.open();
    const auto line = [&] { return control(*world.page, "otherNames").property("text").toString(); };
    CHECK(line() == QStringLiteral("Every other name goes to the provider that has it"));
    gateway::config::RouteSettings others = twoTargetRoute();
    others.id = "other-models";
    others.match.models = {{gateway::config::TextMatch::Kind::Regex, "^[^/]+$"}};
    auto next = world.gateway.settings();
    next.routes.push_back(others);
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    CHECK(line().startsWith(QStringLiteral("Every other name uses route “other-models”")));
}

TEST_CASE("tries an error and again after the rules changed")
{
    RoutesPageWorld world;
    world.open();
    world.page->showView(RoutesPage::View::Rules);
    auto& provider = control<QComboBox>(*world.page, "testerProvider");
    provider.setCurrentIndex(provider.findText(QStringLiteral("DeepSeek")));
    control<QSpinBox>(*world.page, "testerStatus").setValue(500);
    control<QPlainTextEdit>(*world.page, "testerHeaders").setPlainText(QStringLiteral("retry-after: 20"));
    control<QPlainTextEdit>(*world.page, "testerBody").setPlainText(QStringLiteral("{\"error\": {\"message\": \"come back tomorrow\"}}"));
    world.button("judgeButton").click();
    CHECK_THAT(world.answer("judgeAnswer"), Catch::StartsWith("Failure class\n  provider error, come back tomorrow"));

    gateway::config::FailureRuleSettings rule;
    rule.name = "mine";
    rule.failure = gateway::config::FailureClass::BalanceGone;
    rule.words = {"come back"};
    rule.provider = "deepseek";
    world.gateway.m_settings.failures.rules = {rule};
    Q_EMIT world.gateway.settingsChanged();
    CHECK(provider.currentText() == QStringLiteral("DeepSeek"));
    CHECK_THAT(world.answer("judgeAnswer"), Catch::StartsWith("Failure class\n  balance used up, come back tomorrow\nDecided by\n  mine, custom"));
}

TEST_CASE("changes, tries and resets a failure class with undo")
{
    RoutesPageWorld world;
    world.open();
    world.button("failureRules").click();
    world.button("failureClassesButton").click();
    REQUIRE(world.page->view() == RoutesPage::View::Classes);
    CHECK(world.isShown("failureClassesCard"));
    CHECK_FALSE(world.isShown("failureRulesCard"));
    auto& classes = world.table("failureClasses");
    CHECK(classes.model()->rowCount() == 11);
    CHECK_FALSE(world.button("resetClass").isEnabled());
    world.button("judgeButton").click(); // a 429
    CHECK(world.verdictHas("Tries the next key"));

    classes.setFocus();
    QTest::keyClick(&classes, Qt::Key_Return);
    settleEvents();
    auto* dialog = openDialog<FailureClassDialog>();
    REQUIRE(dialog);
    auto& then = control<QComboBox>(*dialog, "classThen");
    then.setCurrentIndex(then.findText(QStringLiteral("return to client")));
    control<QPushButton>(*dialog, "saveButton").click();
    settleEvents();
    const FailureClassSettings givesUp{Next::GiveUp, {}, {}, {}};
    CHECK(world.classOf(FailureClass::RateLimited) == givesUp);
    CHECK(world.verdictHas("Returns the failure to the client"));
    CHECK(classes.model()->index(0, 1).data().toString() == QStringLiteral("return to client"));
    world.activate();

    SECTION("reset by keyboard and undone by keyboard")
    {
        classes.setFocus();
        QTest::keyClick(&classes, Qt::Key_Delete);
        settleEvents();
        CHECK(world.gateway.settings().failures.classes.empty());
        CHECK_FALSE(world.button("resetClass").isEnabled());
        CHECK(world.verdictHas("Tries the next key"));
        world.undo();
        CHECK(world.classOf(FailureClass::RateLimited) == givesUp);
        CHECK(classes.currentIndex().row() == 0);
    }
    SECTION("undoes an edit")
    {
        world.undo();
        CHECK(world.gateway.settings().failures.classes.empty());
    }
    SECTION("when a change fails")
    {
        world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        world.button("resetClass").click();
        settleEvents();
        CHECK(world.classOf(FailureClass::RateLimited) == givesUp);
        CHECK(textOf(control(*world.page, "failureClassesCard"), "listWords") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    }
    SECTION("in another language")
    {
        const Language chinese("zh_CN");
        QEvent change(QEvent::LanguageChange);
        QApplication::sendEvent(world.page.get(), &change);
        CHECK(world.button("resetClass").text() == QStringLiteral("恢复内置设置"));
    }
    SECTION("returns the way it came")
    {
        QTest::keyClick(&classes, Qt::Key_Escape);
        CHECK(world.page->view() == RoutesPage::View::Rules);
        CHECK(world.button("failureClassesButton").hasFocus());
        QTest::keyClick(world.page.get(), Qt::Key_Escape);
        CHECK(world.page->view() == RoutesPage::View::Routes);
    }
}

TEST_CASE("lists providers by their names in the language of the window")
{
    RoutesPageWorld world;
    world.gateway.entries.front().chineseName = "深度求索";
    world.open();
    const auto& providers = control<QComboBox>(*world.page, "testerProvider");
    const auto namesOfType = [&] {
        QStringList names;
        for (int i = 0; i < providers.count(); ++i)
            if (providers.itemData(i) == QStringLiteral("deepseek")) names << providers.itemText(i);
        return names.join(QLatin1Char('|'));
    };
    CHECK(namesOfType() == QStringLiteral("DeepSeek|DeepSeek")); // the configured one and its type
    const Language chinese("zh_CN");
    QEvent change(QEvent::LanguageChange);
    QApplication::sendEvent(world.page.get(), &change);
    CHECK(namesOfType() == QStringLiteral("深度求索|深度求索"));
}

TEST_CASE("a narrow window shows one pane at a time")
{
    RoutesPageWorld world;
    world.open(700);
    REQUIRE(world.page->isNarrow());
    CHECK(world.isShown("routeList"));
    CHECK_FALSE(world.isShown("explainPanel"));
    world.button("routesSide").click();
    CHECK(world.isShown("explainPanel"));
    CHECK_FALSE(world.isShown("routeListCard"));
    world.button("routesBack").click();
    CHECK(world.isShown("routeList"));
    world.button("failureRules").click();
    CHECK(world.isShown("failureRulesCard"));
    world.button("routesSide").click();
    CHECK(world.isShown("failureTester"));
    world.button("routesBack").click();
    CHECK(world.isShown("failureRulesCard"));
    world.button("routesBack").click();
    CHECK(world.isShown("routeListCard"));
    CHECK_FALSE(world.isShown("routesBack"));
}
