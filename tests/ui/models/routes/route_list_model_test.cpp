#include "catch.h"
#include "fake_gateway.h"
#include "records.h"
#include "test_language.h"

#include "gateway/config/settings/taken_names.h"
#include "ui/models/roles.h"
#include "ui/models/routes/failure_rule_list_model.h"
#include "ui/models/routes/route_list_model.h"
#include "ui/models/serving_model.h"

using gateway::config::Issue;
using gateway::config::RouteSettings;
using gateway::config::Settings;
using ui::models::FailureRuleListModel;
using ui::models::RouteListModel;
using ui::models::withRouteEnabled;
using ui::models::withRouteMoved;

namespace {

std::string idsOf(const Settings& settings)
{
    std::string ids;
    for (const RouteSettings& route : settings.routes) ids += route.id + (route.enabled ? " " : "- ");
    return ids;
}

RouteSettings listedRoute(const char* id, bool enabled = true)
{
    RouteSettings route;
    route.id = id;
    route.enabled = enabled;
    return route;
}

Settings threeRoutes()
{
    Settings settings;
    for (const char* id : {"a", "b", "c"}) settings.routes.push_back(listedRoute(id));
    return settings;
}

} // namespace

TEST_CASE("a route for a tool's other names has a name for people in every list, in the language of the window")
{
    using gateway::config::TextMatch;
    RouteSettings others = listedRoute("other-models");
    others.match.models = {{TextMatch::Kind::Regex, std::string(gateway::config::kNamesWithoutSlash)}};
    others.targets = twoTargetRoute().targets;
    RouteListModel list;
    list.setRoutes({others});
    ui::models::ServingModel serving([](const std::string& id) { return QString::fromStdString(id); });
    serving.setRoutes({others});
    const auto shown = [](const QAbstractItemModel& model, int role) { return model.index(0, 0).data(role); };
    const auto names = [&] { return QStringList{shown(list, ui::models::SecondLineRole).toString().section(QStringLiteral(" · "), 0, 0), shown(serving, Qt::DisplayRole).toString()}; };
    {
        const Language language("en");
        CHECK(names() == QStringList(2, QStringLiteral("all other names")));
    }
    const Language language("zh_CN");
    CHECK(names() == QStringList(2, QStringLiteral("其余所有名称")));
    CHECK(shown(list, Qt::DisplayRole).toString() == QStringLiteral("other-models")); // the route's own name is not translated
    CHECK_FALSE(shown(serving, ui::models::FixedFontRole).toBool());
    CHECK(shown(list, Qt::ToolTipRole).toString().startsWith(QStringLiteral("other-models\n其余所有名称\n")));
}

TEST_CASE("names what is served by the demo's routes after what one's own routes serve")
{
    auto routes = gateway::config::demoSettings().routes;
    routes.push_back(listedRoute("own"));
    ui::models::ServingModel serving([](const std::string& id) { return QString::fromStdString(id); });
    serving.setRoutes(routes);
    const auto ids = [&] {
        QStringList all;
        for (const auto& row : serving.rows()) all << QString::fromStdString(row.route);
        return all;
    };
    CHECK(ids() == QStringList{QStringLiteral("own"), QStringLiteral("demo-rate-limited"), QStringLiteral("demo-down")});
    routes[0].targets.pop_back(); // it is one's own from then on
    serving.setRoutes(routes);
    CHECK(ids() == QStringList{QStringLiteral("demo-rate-limited"), QStringLiteral("own"), QStringLiteral("demo-down")});
}

TEST_CASE("lists what each route does and its problems")
{
    const Language language("en");
    FakeFor<RouteListModel::Access> gateway;
    gateway.m_settings.routes = {twoTargetRoute(), listedRoute("off", false)};
    gateway.m_status.configIssues = {{Issue::Level::Warning, "routes[0].match", "is in the shadow of another"}, {Issue::Level::Warning, "routes[12]", "no"}};
    RouteListModel model;
    model.attach(gateway);
    REQUIRE(model.rowCount() == 2);
    CHECK(model.enabledCount() == 1);
    const auto data = [&](int row, int column, int role) { return model.index(row, column).data(role).toString().toStdString(); };
    CHECK(data(0, RouteListModel::Route, Qt::DisplayRole) == "deepseek");
    CHECK(data(0, RouteListModel::Route, ui::models::SecondLineRole) == "deepseek-* · 2 targets, 1 fallback");
    CHECK(data(0, RouteListModel::Route, ui::models::StatusRole) == "warn");
    CHECK(data(0, RouteListModel::Route, Qt::AccessibleTextRole) == "deepseek, deepseek-* · 2 targets, 1 fallback, is in the shadow of another");
    CHECK(data(1, RouteListModel::Route, Qt::DisplayRole) == "off");
    CHECK(data(1, RouteListModel::Route, ui::models::StatusRole) == "idle");
    CHECK(data(1, RouteListModel::Route, ui::models::SecondLineRole) == "* · disabled");

    SECTION("a warning about a field names the field")
    {
        gateway.m_status.configIssues = {{Issue::Level::Warning, "routes[1].match.model", "unknown field"}, {Issue::Level::Warning, "routes[1]", "is odd"}};
        Q_EMIT gateway.statusChanged();
        CHECK(model.warnings(1) == QStringList{QStringLiteral("match.model: unknown field"), QStringLiteral("is odd")});
    }
    SECTION("the serving model decides how it is served")
    {
        model.setJudge([](const RouteSettings&) { return ui::words::StateText{QStringLiteral("error"), QStringLiteral("DeepSeek: unreachable")}; });
        CHECK(data(0, RouteListModel::Route, ui::models::StatusRole) == "error");
        CHECK(data(0, RouteListModel::Route, Qt::AccessibleTextRole) == "deepseek, deepseek-* · 2 targets, 1 fallback, DeepSeek: unreachable, is in the shadow of another");
        CHECK_THAT(data(0, RouteListModel::Route, Qt::ToolTipRole), Catch::Contains("\nDeepSeek: unreachable\n"));
        CHECK(data(1, RouteListModel::Route, ui::models::StatusRole) == "idle");
    }
    SECTION("an invalid file does not affect these routes")
    {
        gateway.m_status.configInvalid = true;
        Q_EMIT gateway.statusChanged();
        CHECK(model.warnings(0).isEmpty());
        CHECK(data(0, RouteListModel::Route, ui::models::StatusRole) == "ok");
    }
    SECTION("a target pinned to top")
    {
        gateway.m_settings.routes[0].targets[1].first = true;
        Q_EMIT gateway.settingsChanged();
        CHECK(model.isByHand(0));
        CHECK_FALSE(model.isByHand(1));
        CHECK(data(0, RouteListModel::Route, Qt::ToolTipRole).find("qwen/qwen-turbo → deepseek") != std::string::npos);
        CHECK(data(0, RouteListModel::Route, ui::models::SecondLineRole).find("pinned to top: qwen/qwen-turbo") != std::string::npos);
        gateway.m_settings = ui::models::withRouteAutomatic(gateway.m_settings, "deepseek");
        Q_EMIT gateway.settingsChanged();
        CHECK_FALSE(model.isByHand(0));
        CHECK(data(0, RouteListModel::Route, Qt::ToolTipRole).find("deepseek → qwen/qwen-turbo") != std::string::npos);
    }
    SECTION("after a settings change")
    {
        gateway.m_settings.routes.pop_back();
        Q_EMIT gateway.settingsChanged();
        CHECK(model.rowCount() == 1);
        CHECK(model.rowOf(QStringLiteral("off")) == -1);
    }
}

TEST_CASE("moves and toggles routes")
{
    CHECK(idsOf(withRouteMoved(threeRoutes(), "b", 1)) == "a c b ");
    CHECK(idsOf(withRouteMoved(threeRoutes(), "b", -1)) == "b a c ");
    CHECK(idsOf(withRouteMoved(threeRoutes(), "a", -1)) == "a b c ");
    CHECK(idsOf(withRouteMoved(threeRoutes(), "c", 1)) == "a b c ");
    CHECK(idsOf(withRouteMoved(threeRoutes(), "none", 1)) == "a b c ");
    CHECK(idsOf(withRouteEnabled(threeRoutes(), "c", false)) == "a b c- ");
    CHECK(idsOf(withRouteEnabled(threeRoutes(), "none", false)) == "a b c ");
}

TEST_CASE("lists failure rules")
{
    const Language language("en");
    FailureRuleListModel model;
    model.setOwn(ownRules());
    REQUIRE(model.rowCount() == 2);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString().toStdString(); };
    CHECK(text(0, FailureRuleListModel::Name) == "team-plan-used");
    CHECK(text(0, FailureRuleListModel::Failure) == "rate limit");
    CHECK(text(0, FailureRuleListModel::When) == "403 · “daily plan is used up”, “额度已用完”");
    CHECK(text(0, FailureRuleListModel::Rests) == "key");
    CHECK(text(1, FailureRuleListModel::When) == "5xx");
    CHECK(text(1, FailureRuleListModel::Rests) == "class default");
    CHECK(model.index(1, 0).data(ui::models::SecondLineRole).toString() == QStringLiteral("every provider"));
    const FakeOf<gateway::host::Diagnosis> gateway{};
    model.setBuiltIn(gateway.failureRules()->rules());
    CHECK(model.rowCount() > 50);
    CHECK_FALSE(model.index(0, 0).data(Qt::ToolTipRole).toString().isEmpty());
}
