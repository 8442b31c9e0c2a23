#include "catch.h"
#include "test_language.h"

#include "ui/models/removal_text.h"

#include <functional>

using gateway::config::Settings;
using ui::models::RemovalText;

namespace {

/// Two providers, two routes and two consumers, all unrestricted.
Settings all()
{
    Settings made;
    for (const char* id : {"deepseek", "qwen"}) {
        made.providers.emplace_back().id = id;
        made.consumers.emplace_back().name = std::string(id) + "-user";
    }
    for (const char* id : {"fast", "slow"}) {
        auto& route = made.routes.emplace_back();
        route.id = id;
        for (const char* provider : {"deepseek", "qwen"}) route.targets.emplace_back().provider = provider;
    }
    return made;
}

} // namespace

TEST_CASE("says what a removal takes along and what it leaves without use")
{
    struct Row {
        const char* name;
        std::function<void(Settings&)> before;
        std::function<void(Settings&)> remove;
        const char* effects;
        const char* leftOver;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", [](Settings&) {}, [](Settings& s) { s.consumers.clear(); }, "", ""},
        {"a route goes with its only provider", [](Settings& s) { s.routes[0].targets.pop_back(); },
            [](Settings& s) {
                s.providers.erase(s.providers.begin());
                s.routes.erase(s.routes.begin());
                s.routes[0].targets.pop_back();
            },
            "Routes without another target, removed as well: fast|Routes that lose a target: slow", ""},
        {"a removed route is not named as well", [](Settings&) {}, [](Settings& s) { s.routes.pop_back(); }, "", ""},
        {"a consumer may use no other route", [](Settings& s) { s.consumers[0].routes = {"fast"}; s.consumers[1].routes = {"fast", "slow"}; },
            [](Settings& s) { s.routes.erase(s.routes.begin()); }, "Consumers left without a route: deepseek-user", "Consumers left without a route: deepseek-user"},
        {"only a removed consumer was allowed",
            [](Settings& s) {
                s.routes[0].consumers = {"deepseek-user"};
                s.routes[1].match.consumers = {"deepseek-user", "qwen-user"};
                s.providers[1].consumers = {"deepseek-user"};
                s.providers[0].consumers = {"deepseek-user", "anonymous"};
            },
            [](Settings& s) { s.consumers.erase(s.consumers.begin()); },
            "Routes left without an allowed consumer: fast|Providers left without an allowed consumer: qwen",
            "Routes left without an allowed consumer: fast|Providers left without an allowed consumer: qwen"},
        {"budgets of what is removed",
            [](Settings& s) {
                s.usage.budgets.resize(3);
                s.usage.budgets[0].provider = "qwen";
                s.usage.budgets[1].consumer = "qwen-user";
            },
            [](Settings& s) {
                s.providers.pop_back();
                s.consumers.pop_back();
            },
            "2 budgets left without anything to count", "2 budgets left without anything to count"},
        {"what was without use before is not named", [](Settings& s) { s.routes[0].consumers = {"gone"}; }, [](Settings& s) { s.consumers.clear(); }, "", ""},
    }));
    CAPTURE(row.name);
    const Language language("en");
    Settings before = all();
    row.before(before);
    Settings after = before;
    row.remove(after);
    CHECK(RemovalText::effects(before, after).join(QLatin1Char('|')).toStdString() == row.effects);
    CHECK(RemovalText::leftOver(before, after).join(QLatin1Char('|')).toStdString() == row.leftOver);
}

TEST_CASE("lists a few names and the number of others")
{
    const Language language("en");
    const QStringList six{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e"), QStringLiteral("f")};
    CHECK(RemovalText::listed(six.first(5)).toStdString() == "a, b, c, d, e");
    CHECK(RemovalText::listed(six).toStdString() == "a, b, c, d, e and 1 more");
}
