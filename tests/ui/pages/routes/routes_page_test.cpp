#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "ui/dialogs/failure_class_dialog.h"
#include "ui/dialogs/failure_rule_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/models/routes/failure_class_list_model.h"
#include "ui/pages/routes/routes_page.h"

#include <QClipboard>
#include <QComboBox>
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
        gateway.editing(); // what changes from now on can be taken back
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
    /// After a dialog has gone.
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

TEST_CASE("routes are switched and moved, by keys as well")
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
        CHECK(list.currentIndex().row() == 0); // what was chosen stays chosen
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
    SECTION("one is removed")
    {
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Delete);
        settleEvents();
        CHECK(world.routes() == "deepseek ");
    }
    SECTION("one is edited")
    {
        world.button("routeEverything").click();
        auto* dialog = openDialog<ui::fields::EntryDialog>();
        REQUIRE(dialog);
        CHECK(control<QLineEdit>(*dialog, "field:routes[].id").text() == QStringLiteral("second"));
        dialog->reject();
    }
    SECTION("a target that was put first by hand goes back to its place")
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
    SECTION("a change that fails")
    {
        world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        world.button("toggleRoute").click();
        settleEvents();
        CHECK(world.routes() == "deepseek second ");
        CHECK(textOf(control(*world.page, "routeListCard"), "listWords") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    }
}

TEST_CASE("a request is explained")
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

    SECTION("what was typed stays through a change of the settings")
    {
        world.gateway.m_settings.routes.clear();
        Q_EMIT world.gateway.settingsChanged();
        CHECK(body.toPlainText() == QStringLiteral("{\"model\": \"gpt-4o\"}"));
        CHECK(consumer.currentText() == QStringLiteral("ide"));
        CHECK_FALSE(world.isShown("routeList"));
    }
    SECTION("a command of curl is asked with all that it says")
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
    SECTION("what is no request is told, and nothing is asked")
    {
        body.setPlainText(QStringLiteral("hello"));
        world.button("explainButton").click();
        settleEvents();
        CHECK(world.gateway.questions.size() == 1);
        CHECK_THAT(world.answer("explainAnswer"), Catch::StartsWith("Request cannot be read\n  This is not JSON"));
    }
    SECTION("the answer is copied as text")
    {
        auto& answer = control(*world.page, "explainAnswer");
        answer.setFocus();
        QTest::keyClick(&answer, Qt::Key_C, Qt::ControlModifier);
        CHECK(QApplication::clipboard()->text().toStdString() == world.answer("explainAnswer"));
    }
    SECTION("and told again in another language")
    {
        const Language chinese("zh_CN");
        QEvent change(QEvent::LanguageChange);
        QApplication::sendEvent(world.page.get(), &change);
        CHECK_THAT(world.answer("explainAnswer"), Catch::StartsWith("路由\n  gpt-4o, 处理此请求"));
        CHECK(world.button("failureRules").text() == QStringLiteral("失败规则"));
    }
}

TEST_CASE("what was suggested is suggested in another language, and its answer stays")
{
    RoutesPageWorld world;
    world.open();
    world.button("explainButton").click();
    settleEvents();
    REQUIRE(world.isShown("explainAnswer"));
    const Language chinese("zh_CN");
    const bool listFirst = GENERATE(false, true); // it tells its selection again
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

TEST_CASE("what is to be explained is a request for the route that is chosen, unless one was typed")
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

TEST_CASE("an answer to another question is shown no longer")
{
    RoutesPageWorld world;
    world.gateway.m_settings.routes[1].match.models = {{gateway::config::TextMatch::Kind::Exact, "fast"}};
    world.open();
    world.button("explainButton").click();
    settleEvents();
    REQUIRE(world.isShown("explainAnswer"));

    SECTION("that of the route that is chosen now")
    {
        world.page->selectRoute(QStringLiteral("second"));
    }
    SECTION("one that is being typed")
    {
        auto& body = control<QPlainTextEdit>(*world.page, "explainBody");
        body.setFocus();
        QTest::keyClick(&body, Qt::Key_Space);
    }
    SECTION("of another consumer")
    {
        auto& consumer = control<QComboBox>(*world.page, "explainConsumer");
        consumer.setFocus();
        QTest::keyClick(&consumer, Qt::Key_Down);
    }
    settleEvents();
    CHECK_FALSE(world.isShown("explainAnswer"));
}

TEST_CASE("the question in another language keeps its answer")
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

TEST_CASE("names of 128 letters do not push the explanation wide")
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
    CHECK(world.answer("explainAnswer").find(name) != std::string::npos); // for who hears it, whole
    CHECK(control(*world.page, "explainAnswer").minimumSizeHint().width() < 300);
    CHECK(control(*world.page, "explainPanel").minimumSizeHint().width() == before);
}

TEST_CASE("rules of failures are edited, moved, removed and had back")
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

TEST_CASE("who opens a list of failures by a key stands in it, and who does by the mouse has no ring")
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

TEST_CASE("the built-in rules are there to be read")
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

TEST_CASE("an error is tried, and again once the rules are others")
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

TEST_CASE("what follows from a class is changed, tried, reset and had back")
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

    SECTION("reset with a key, and undone with another")
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
    SECTION("an edit is undone")
    {
        world.undo();
        CHECK(world.gateway.settings().failures.classes.empty());
    }
    SECTION("a change that fails")
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
    SECTION("and one goes back the way one came")
    {
        QTest::keyClick(&classes, Qt::Key_Escape);
        CHECK(world.page->view() == RoutesPage::View::Rules);
        CHECK(world.button("failureClassesButton").hasFocus());
        QTest::keyClick(world.page.get(), Qt::Key_Escape);
        CHECK(world.page->view() == RoutesPage::View::Routes);
    }
}

TEST_CASE("an error is tried on providers by their names in the language of the window")
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
    CHECK(namesOfType() == QStringLiteral("DeepSeek|DeepSeek")); // the configured one, and its type
    const Language chinese("zh_CN");
    QEvent change(QEvent::LanguageChange);
    QApplication::sendEvent(world.page.get(), &change);
    CHECK(namesOfType() == QStringLiteral("深度求索|深度求索"));
}

TEST_CASE("in a narrow window one pane is shown at a time")
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
