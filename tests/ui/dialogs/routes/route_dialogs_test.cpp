#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "records.h"
#include "test_language.h"

#include "ui/dialogs/routes/route_dialog.h"
#include "ui/dialogs/routes/target_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using gateway::config::FailureClass;
using gateway::config::RouteSettings;
using gateway::config::TextMatch;
using namespace ui::dialogs;

namespace {

struct DialogWorld {
    Language language{"en"};
    FakeFor<ui::dialogs::RouteDialog::Access> gateway;

    DialogWorld()
    {
        gateway.addProvider("deepseek");
        gateway.addProvider("qwen");
        gateway.m_settings.routes = {twoTargetRoute()};
    }
    void open(QDialog& dialog)
    {
        dialog.show();
        REQUIRE(QTest::qWaitForWindowExposed(&dialog));
    }
    void save(QDialog& dialog)
    {
        control<QPushButton>(dialog, "saveButton").click();
        settleEvents();
    }
    const RouteSettings& route(std::size_t place = 0) const { return gateway.settings().routes.at(place); }
};

} // namespace

TEST_CASE("creates a route from a name, its matches and its targets")
{
    DialogWorld world;
    RouteDialog dialog(world.gateway);
    world.open(dialog);
    QString made;
    QObject::connect(&dialog, &RouteForm::saved, &dialog, [&](const QString& id) { made = id; });
    CHECK_FALSE(control(dialog, "routeConsumers").isVisible()); // only with a proposal that names some
    world.save(dialog);
    CHECK(textOf(dialog, "routeNameError") == "Enter a name");
    control<QLineEdit>(dialog, "routeName").setText(QStringLiteral("deepseek"));
    world.save(dialog);
    CHECK(textOf(dialog, "routeNameError") == "A route with this name already exists");
    control<QLineEdit>(dialog, "routeName").setText(QStringLiteral("fast"));
    control<QPlainTextEdit>(dialog, "routeModels").setPlainText(QStringLiteral("fast\nquick*"));
    auto& provider = control<QComboBox>(dialog, "routeProvider");
    provider.setCurrentIndex(provider.findData(QStringLiteral("qwen")));
    auto& model = control<QComboBox>(dialog, "routeModel");
    CHECK(model.findText(QStringLiteral("qwen-plus")) >= 0);
    model.setEditText(QStringLiteral("qwen-plus"));
    world.save(dialog);
    REQUIRE(world.gateway.settings().routes.size() == 2);
    CHECK(made == QStringLiteral("fast"));
    CHECK(world.route(1).match.models == std::vector<TextMatch>{{TextMatch::Kind::Exact, "fast"}, {TextMatch::Kind::Prefix, "quick"}});
    REQUIRE(world.route(1).targets.size() == 1);
    CHECK(world.route(1).targets.front().provider == "qwen");
    CHECK(world.route(1).targets.front().model == "qwen-plus");
    CHECK_FALSE(dialog.isVisible());
}

TEST_CASE("a new route matches its own name until another one is entered")
{
    DialogWorld world;
    RouteDialog dialog(world.gateway);
    world.open(dialog);
    auto& name = control<QLineEdit>(dialog, "routeName");
    auto& models = control<QPlainTextEdit>(dialog, "routeModels");
    QTest::keyClicks(&name, QStringLiteral("fast model"));
    CHECK(models.toPlainText() == QStringLiteral("fast model"));
    world.save(dialog);
    CHECK(textOf(dialog, "routeNameError") == "Use no spaces or slashes, as in fast-model");
    name.selectAll();
    QTest::keyClicks(&name, QStringLiteral("fast"));
    CHECK(models.toPlainText() == QStringLiteral("fast"));

    SECTION("Tab and typing replace it")
    {
        QTest::keyClick(&name, Qt::Key_Tab);
        QTest::keyClicks(&models, QStringLiteral("quick*"));
        CHECK(models.toPlainText() == QStringLiteral("quick*"));
        QTest::keyClicks(&name, QStringLiteral("er"));
        CHECK(models.toPlainText() == QStringLiteral("quick*"));
        world.save(dialog);
        CHECK(world.route(1).match.models == std::vector<TextMatch>{{TextMatch::Kind::Prefix, "quick"}});
    }
    SECTION("it can be cleared to match every name")
    {
        models.clear();
        QTest::keyClicks(&name, QStringLiteral("er"));
        world.save(dialog);
        CHECK(world.route(1).id == "faster");
        CHECK(world.route(1).match.models.empty());
    }
    SECTION("it can be kept")
    {
        world.save(dialog);
        CHECK(world.route(1).match.models == std::vector<TextMatch>{{TextMatch::Kind::Exact, "fast"}});
    }
}

TEST_CASE("shows a proposed route before it is created and places it before the route it is for")
{
    DialogWorld world;
    ui::models::RouteProposal proposal{twoTargetRoute(), world.route().id};
    proposal.route.id = "fast";
    proposal.route.match.consumers = {"ci"};
    proposal.route.targets.resize(1);
    RouteDialog dialog(world.gateway, proposal);
    world.open(dialog);
    CHECK(dialog.windowTitle() == QStringLiteral("Add a route before “deepseek”"));
    CHECK(control<QLineEdit>(dialog, "routeConsumers").isVisible());
    world.save(dialog);
    REQUIRE(world.gateway.settings().routes.size() == 2);
    CHECK(world.route().id == "fast");
    CHECK(world.route().match.models == twoTargetRoute().match.models);
    CHECK(world.route().match.consumers == std::vector<std::string>{"ci"});
    REQUIRE(world.route().targets.size() == 1);
    CHECK(world.route().targets.front().provider == twoTargetRoute().targets.front().provider);
    CHECK(world.route().targets.front().model == twoTargetRoute().targets.front().model);
}

TEST_CASE("a wrong request parameter is named with the remedy")
{
    struct Row { const char* typed; const char* error; };
    const auto row = GENERATE(values<Row>({
        {"{\"temperature\": 0.2}", "“temperature” is a parameter of the request: put it inside “default” to use it if the client sends none, or inside “set” to use it always, such as "
                                  "{\"default\": {\"temperature\": 0.2}}"},
        {"{\"reasoning\": {\"effort\": \"low\"}, \"set\": {}}", "{\"default\": {\"reasoning\": …}}"},
        {"{\"defualt\": {\"temperature\": 0.2}}", "defualt: unknown field; did you mean \"default\"?"},
        {"{\"set\": 0.2}", "set: must be an object, not 0.2"},
        {"{\"remove\": \"top_k\"}", "remove: must be an array, not"},
        {"0.2", "must be an object, not"},
    }));
    CAPTURE(row.typed);
    DialogWorld world;
    const auto before = world.route();
    TargetDialog dialog(world.gateway, QStringLiteral("deepseek"), 1);
    world.open(dialog);
    control<QPlainTextEdit>(dialog, "targetParameters").setPlainText(QString::fromUtf8(row.typed));
    world.save(dialog);
    CHECK_THAT(textOf(dialog, "targetParametersError"), Catch::Contains(row.error));
    CHECK(world.route() == before);
}

TEST_CASE("adds and edits all fields of a target")
{
    DialogWorld world;
    SECTION("a new target")
    {
        TargetDialog dialog(world.gateway, QStringLiteral("deepseek"), 2);
        world.open(dialog);
        control<QComboBox>(dialog, "targetModel").setEditText(QStringLiteral("deepseek-reasoner"));
        control<QSpinBox>(dialog, "targetWeight").setValue(3);
        control<QPlainTextEdit>(dialog, "targetParameters").setPlainText(QStringLiteral("{\"set\": {\"temperature\": 0.2}"));
        world.save(dialog);
        CHECK_THAT(textOf(dialog, "targetParametersError"), Catch::Contains("JSON"));
        control<QPlainTextEdit>(dialog, "targetParameters").setPlainText(QStringLiteral("{\"set\": {\"temperature\": 0.2}, \"remove\": [\"top_k\"]}"));
        world.save(dialog);
        REQUIRE(world.route().targets.size() == 3);
        const auto& target = world.route().targets.back();
        CHECK(target.model == "deepseek-reasoner");
        CHECK(target.priority == 0);
        CHECK(target.weight == 3);
        CHECK(target.parameters.remove == std::vector<std::string>{"top_k"});
        CHECK(target.parameters.set.size() == 1);
    }
    SECTION("an existing target")
    {
        TargetDialog dialog(world.gateway, QStringLiteral("deepseek"), 1);
        world.open(dialog);
        CHECK(control<QComboBox>(dialog, "targetProvider").currentData().toString() == QStringLiteral("qwen"));
        CHECK(control<QComboBox>(dialog, "targetModel").currentText() == QStringLiteral("qwen-turbo"));
        control<QComboBox>(dialog, "targetModel").setEditText({});
        control<QSpinBox>(dialog, "targetPriority").setValue(-4);
        control<QCheckBox>(dialog, "targetFirst").setChecked(true);
        world.save(dialog);
        CHECK_FALSE(world.route().targets[1].model);
        CHECK(world.route().targets[1].priority == -4);
        CHECK(world.route().targets[1].first);
    }
    SECTION("a target of a removed provider")
    {
        world.gateway.m_settings.routes[0].targets[0].provider = "gone";
        TargetDialog dialog(world.gateway, QStringLiteral("deepseek"), 0);
        world.open(dialog);
        CHECK(control<QComboBox>(dialog, "targetProvider").currentText() == QStringLiteral("gone (not configured)"));
    }
}

TEST_CASE("saves a target at its new position when it was moved during editing")
{
    DialogWorld world;
    auto& targets = world.gateway.m_settings.routes[0].targets;
    const auto qwen = targets[1];
    TargetDialog dialog(world.gateway, QStringLiteral("deepseek"), 0);
    world.open(dialog);
    control<QComboBox>(dialog, "targetModel").setEditText(QStringLiteral("deepseek-reasoner"));

    SECTION("by reordering")
    {
        std::swap(targets[0], targets[1]);
        world.save(dialog);
        CHECK(world.route().targets[0] == qwen);
        CHECK(world.route().targets[1].model == "deepseek-reasoner");
        CHECK(dialog.savedAt() == 1);
    }
    SECTION("by another priority, which it keeps")
    {
        std::swap(targets[0], targets[1]);
        targets[1].priority = 7;
        world.save(dialog);
        CHECK(world.route().targets[0] == qwen);
        CHECK(world.route().targets[1].model == "deepseek-reasoner");
        CHECK(world.route().targets[1].priority == 7);
    }
    SECTION("by a target added before it")
    {
        targets.insert(targets.begin(), qwen);
        world.save(dialog);
        CHECK(world.route().targets[0] == qwen);
        CHECK(world.route().targets[1].model == "deepseek-reasoner");
        CHECK(world.route().targets[2] == qwen);
    }
    CHECK_FALSE(dialog.isVisible());
}

TEST_CASE("does not overwrite another target when the edited one was removed or changed")
{
    DialogWorld world;
    auto& targets = world.gateway.m_settings.routes[0].targets;
    const auto opened = targets;
    TargetDialog dialog(world.gateway, QStringLiteral("deepseek"), 0);
    world.open(dialog);
    control<QComboBox>(dialog, "targetModel").setEditText(QStringLiteral("deepseek-reasoner"));

    SECTION("removed")
    {
        targets.erase(targets.begin());
        world.save(dialog);
        CHECK(world.route().targets == std::vector{opened[1]});
        CHECK_THAT(textOf(dialog, "formProblem"), Catch::Contains("target was removed"));
    }
    SECTION("changed to another model")
    {
        targets[0].model = "deepseek-coder";
        world.save(dialog);
        CHECK(world.route().targets[0].model == "deepseek-coder");
        CHECK(world.route().targets[1] == opened[1]);
        CHECK_THAT(textOf(dialog, "formProblem"), Catch::Contains("while this dialog was open"));
    }
    SECTION("one of two equal targets")
    {
        targets = {opened[0]};
        targets[0].weight = 9;
        targets.push_back(opened[1]);
        targets.push_back(opened[0]);
        targets.back().weight = 8;
        const auto now = targets;
        world.save(dialog);
        CHECK(world.route().targets == now);
        CHECK_THAT(textOf(dialog, "formProblem"), Catch::Contains("target was removed"));
    }
    SECTION("removed with its route")
    {
        world.gateway.m_settings.routes.clear();
        world.save(dialog);
        CHECK(world.gateway.settings().routes.empty());
        CHECK_THAT(textOf(dialog, "formProblem"), Catch::Contains("route was removed"));
    }
    CHECK(dialog.isVisible());
}
