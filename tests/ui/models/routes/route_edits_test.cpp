#include "catch.h"

#include "ui/models/routes/route_edits.h"

#include <optional>
#include <sstream>
#include <utility>

using gateway::config::RouteSettings;
using gateway::config::Settings;
using gateway::config::TargetSettings;
using ui::models::TargetPlace;
using ui::models::TargetStep;

namespace {

/// "a5 b5 c0": targets as letters with their priorities; "!" before it: pinned to top.
RouteSettings routeOf(const char* text)
{
    RouteSettings route;
    route.id = "r";
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        TargetSettings target;
        target.first = word.front() == '!';
        if (target.first) word.erase(0, 1);
        target.provider = word.substr(0, 1);
        target.priority = std::stoi(word.substr(1));
        route.targets.push_back(target);
    }
    return route;
}

std::string textOf(const RouteSettings& route)
{
    std::string text;
    for (const TargetSettings& target : route.targets) {
        text += (text.empty() ? "" : " ") + std::string(target.first ? "!" : "") + target.provider + std::to_string(target.priority);
    }
    return text;
}

std::size_t placeOf(const RouteSettings& route, char provider)
{
    for (std::size_t i = 0; i < route.targets.size(); ++i) {
        if (route.targets[i].provider.front() == provider) return i;
    }
    return route.targets.size();
}

} // namespace

TEST_CASE("drops a target at its place with as few changed priorities as possible")
{
    struct Row {
        const char* name;
        const char* before;
        char target;
        TargetPlace place;
        const char* after;
    };
    const auto row = GENERATE(values<Row>({
        {"down within its priority", "a1 b1 c0", 'a', {0, 2}, "b1 a1 c0"},
        {"where it is", "a1 b1 c0", 'a', {0, 0}, "a1 b1 c0"},
        {"directly after itself", "a1 b1 c0", 'a', {0, 1}, "a1 b1 c0"},
        {"where it is, in a list of another order", "a0 b1 c0", 'a', {1, 0}, "a0 b1 c0"},
        {"into the next priority", "a1 b1 c0", 'b', {1, 1}, "a1 c0 b0"},
        {"the last target of a priority", "a2 b1 c0", 'b', {2, 0}, "a2 b0 c0"},
        {"a new last one above 0", "a9 b5", 'a', {2, 0, true}, "b5 a4"},
        {"a new last one below 0", "a1 b0 c0", 'b', {2, 0, true}, "a2 c1 b0"},
        {"a new first one", "a1 b0 c0", 'c', {0, 0, true}, "c2 a1 b0"},
        {"between two that leave room", "a10 b0 c0", 'c', {1, 0, true}, "a10 c5 b0"},
        {"between two that leave no room", "a1 b0 c0", 'c', {1, 0, true}, "a2 c1 b0"},
        {"alone already", "a1 b0", 'b', {2, 0, true}, "a1 b0"},
        {"to a pinned target", "!a0 b1", 'b', {0, 1}, "!a0 !b0"},
        {"away from a pinned target", "!a0 !b0 c3", 'b', {1, 0}, "!a0 b3 c3"},
        {"above a pinned target", "!a0 b1", 'b', {0, 0, true}, "!b1 !a0"},
    }));
    CAPTURE(row.name);
    const RouteSettings before = routeOf(row.before);
    const auto moved = ui::models::withTargetAt(before, placeOf(before, row.target), row.place);
    CHECK(textOf(moved.route) == row.after);
    CHECK(moved.route.targets[moved.target].provider.front() == row.target);
}

TEST_CASE("moves a target by keys through all positions and back")
{
    RouteSettings route = routeOf("a1 b1 c0");
    const auto step = [&](char target, TargetStep by) {
        const std::size_t place = placeOf(route, target);
        const auto to = ui::models::placeAfter(route, place, by);
        if (to) route = ui::models::withTargetAt(route, place, *to).route;
        return textOf(route);
    };
    CHECK(step('a', TargetStep::Up) == "a2 b1 c0"); // alone on its level
    CHECK(step('a', TargetStep::Up) == "a2 b1 c0");
    CHECK(step('a', TargetStep::Down) == "a1 b1 c0");
    CHECK(step('a', TargetStep::Down) == "b1 a1 c0");
    CHECK(step('a', TargetStep::Down) == "b2 a1 c0");
    CHECK(step('a', TargetStep::Down) == "b2 a0 c0");
    CHECK(step('a', TargetStep::Down) == "b2 c0 a0");
    CHECK(step('a', TargetStep::Down) == "b2 c1 a0");
    CHECK(step('a', TargetStep::Down) == "b2 c1 a0");
    CHECK(step('a', TargetStep::Lower) == "b2 c1 a0");
    CHECK(step('a', TargetStep::Higher) == "b2 c1 a1");
    CHECK(step('a', TargetStep::Lower) == "b2 c1 a0");
    CHECK(step('b', TargetStep::Higher) == "b2 c1 a0");
}

TEST_CASE("the opposite step undoes a step exactly")
{
    struct Row {
        const char* name;
        const char* before;
        char target;
        TargetStep step;
        const char* after;
    };
    using enum TargetStep;
    const auto row = GENERATE(values<Row>({
        {"alone, to the next priority", "a1 b0", 'a', Lower, "a0 b0"},
        {"alone between two", "a9 b5 c0", 'b', Lower, "a9 b0 c0"},
        {"the first of two", "a1 b1 c0", 'a', Lower, "b1 a0 c0"},
        {"to the priority before", "a1 b0 c0", 'c', Higher, "a1 c1 b0"},
        {"to a new last priority", "a1 b1", 'a', Lower, "b1 a0"},
        {"to a new first priority", "a1 b1", 'b', Higher, "b2 a1"},
        {"down in its priority", "a1 b1 c1", 'a', Down, "b1 a1 c1"},
        {"up to a separate priority", "a4 b4", 'a', Up, "a5 b4"},
    }));
    CAPTURE(row.name);
    ui::models::TargetWalk walk;
    const RouteSettings before = routeOf(row.before);
    const auto once = walk.step(before, placeOf(before, row.target), row.step);
    CHECK(textOf(once.route) == row.after);
    SECTION("immediately")
    {
        const auto back = walk.step(once.route, once.target, ui::models::opposite(row.step));
        CHECK(back.route == before);
        CHECK(back.target == placeOf(before, row.target));
    }
    SECTION("after a second step")
    {
        const auto twice = walk.step(once.route, once.target, row.step);
        auto back = walk.step(twice.route, twice.target, ui::models::opposite(row.step));
        if (!(twice.route == once.route)) back = walk.step(back.route, back.target, ui::models::opposite(row.step));
        CHECK(back.route == before);
    }
    SECTION("but not across another kind of change")
    {
        RouteSettings other = once.route;
        other.targets.front().weight = 7;
        CHECK_FALSE(walk.step(other, once.target, ui::models::opposite(row.step)).route == before);
    }
}

TEST_CASE("finds a target again in a changed route")
{
    struct Row {
        const char* name;
        const char* before;
        std::size_t target;
        const char* now;
        std::optional<std::size_t> place;
    };
    const auto row = GENERATE(values<Row>({
        {"moved", "a1 b1 c0", 0, "b1 a1 c0", 1},
        {"with another priority", "a1 b1 c0", 2, "!c0 a1 b1", 0},
        {"removed", "a1 b1 c0", 1, "a1 c0", std::nullopt},
        {"the second of two equal ones", "a1 b1 a0", 2, "b1 a1 a0", 2},
        {"the first of two equal ones", "a1 b1 a0", 0, "b1 a1 a0", 1},
        {"the second of two with one left", "a1 b1 a0", 2, "b1 a1", 1},
        {"no such target before", "a1", 3, "a1", std::nullopt},
    }));
    CAPTURE(row.name);
    CHECK(ui::models::placeNow(routeOf(row.before), row.target, routeOf(row.now)) == row.place);
    SECTION("and distinguishes it by its other fields")
    {
        auto before = routeOf("a1 a1");
        before.targets[0].weight = 7;
        auto now = before;
        std::swap(now.targets[0], now.targets[1]);
        CHECK(ui::models::placeNow(before, 0, now) == 1U);
        now.targets[1].model = "other";
        CHECK(ui::models::placeNow(before, 0, now) == 0U);
    }
}

TEST_CASE("adds a route above the demo's own ones, unless it would take their requests")
{
    using gateway::config::TextMatch;
    struct Row {
        std::vector<TextMatch> models;
        std::size_t place;
    };
    const auto row = GENERATE(values<Row>({
        {{{TextMatch::Kind::Exact, "coder"}}, 0},
        {{{TextMatch::Kind::Prefix, "gpt-"}}, 0},
        {{{TextMatch::Kind::Prefix, ""}}, 2},
        {{{TextMatch::Kind::Prefix, "demo-d"}}, 2},
        {{{TextMatch::Kind::Exact, "demo-rate-limited"}}, 1},
        {{{TextMatch::Kind::Suffix, "-down"}}, 2},
        {{}, 2},
    }));
    gateway::config::RouteSettings route;
    route.id = "new";
    route.match.models = row.models;
    const auto all = ui::models::withRoute(gateway::config::demoSettings(), {}, route);
    REQUIRE(all.routes.size() == 3);
    CHECK(all.routes[row.place].id == "new");
    // Behind a route of one's own nothing is the demo's any more.
    gateway::config::RouteSettings last;
    last.id = "last";
    last.match.models = {{TextMatch::Kind::Exact, "last"}};
    auto mixed = gateway::config::demoSettings();
    mixed.routes.push_back(last);
    CHECK(ui::models::withRoute(mixed, {}, route).routes.back().id == "new");
}

TEST_CASE("adds a route above those for all other names")
{
    using gateway::config::TextMatch;
    auto all = gateway::config::demoSettings();
    gateway::config::RouteSettings others;
    others.id = "other-models";
    others.match.models = {{TextMatch::Kind::Regex, "^[^/]+$"}};
    SECTION("of every caller") {}
    SECTION("of one consumer") { others.match.consumers = {"claude-code"}; }
    all.routes.push_back(others);
    gateway::config::RouteSettings route;
    route.id = "new";
    route.match.models = {{TextMatch::Kind::Exact, "coder"}};
    CHECK(ui::models::withRoute(all, {}, route).routes.front().id == "new");
    route.match.models = {{TextMatch::Kind::Exact, "demo-down"}}; // the demo's own route is tried first
    CHECK(ui::models::withRoute(all, {}, route).routes[2].id == "new");
    route.match.models = {{TextMatch::Kind::Prefix, ""}};
    CHECK(ui::models::withRoute(all, {}, route).routes.back().id == "new");

    all.routes.back().match.methods = {"GET"}; // not for all other requests
    route.match.models = {{TextMatch::Kind::Exact, "coder"}};
    CHECK(ui::models::withRoute(all, {}, route).routes.back().id == "new");
}

TEST_CASE("renames, copies and removes a route with its references")
{
    Settings all;
    all.routes = {routeOf("a0"), routeOf("b0")};
    all.routes[1].id = "other";
    gateway::config::ConsumerSettings both;
    both.routes = {"r", "other"};
    gateway::config::ConsumerSettings one;
    one.routes = {"r"};
    all.consumers = {both, one};
    RouteSettings renamed = all.routes[0];
    renamed.id = "new";
    const Settings after = ui::models::withRoute(all, "r", renamed);
    CHECK(after.routes[0].id == "new");
    CHECK(after.consumers[0].routes == std::vector<std::string>{"new", "other"});
    CHECK(ui::models::withRoute(all, {}, renamed).routes.back().id == "new");

    CHECK(ui::models::withNewRoute(all, "other", renamed).routes[1].id == "new");
    CHECK(ui::models::withNewRoute(all, {}, renamed).routes[2].id == "new");
    CHECK(ui::models::withNewRoute(all, "gone", renamed).routes[2].id == "new");

    const Settings without = ui::models::withoutRoutes(all, {"r"});
    CHECK(without.routes.size() == 1);
    CHECK(without.consumers[0].routes == std::vector<std::string>{"other"});
    CHECK(without.consumers[1].routes == std::vector<std::string>{"r"}); // an empty list would allow all of them

    const RouteSettings copy = ui::models::copyOf(ui::models::withRoute(all, {}, ui::models::copyOf(all, "r")), "r");
    CHECK(copy.id == "r-3");
    CHECK_FALSE(copy.enabled);
    CHECK(copy.targets == all.routes[0].targets);
}

TEST_CASE("treats a target as the same only if it cannot be another")
{
    const auto target = [](const char* provider, const char* model, int priority, int weight = 1) {
        gateway::config::TargetSettings made;
        made.provider = provider;
        made.model = model;
        made.priority = priority;
        made.weight = weight;
        return made;
    };
    const auto route = [](std::vector<gateway::config::TargetSettings> targets) {
        gateway::config::RouteSettings made;
        made.targets = std::move(targets);
        return made;
    };
    using ui::models::sameTarget;
    const auto before = route({target("a", "m", 1), target("b", "m", 0), target("a", "m", 0)});
    CHECK(sameTarget(before, 0, before) == 0);
    CHECK(sameTarget(before, 2, route({target("a", "m", 0), target("b", "m", 0), target("a", "m", 1)})) == 0);
    CHECK(sameTarget(before, 1, route({target("b", "m", 7, 3)})) == 0);                                 // the only one of that name
    CHECK_FALSE(sameTarget(before, 0, route({target("b", "m", 0), target("a", "m", 0)})));              // one of two equal targets is gone
    CHECK_FALSE(sameTarget(before, 1, route({target("a", "m", 1), target("a", "m", 0)})));              // it is gone
    CHECK_FALSE(sameTarget(before, 1, route({target("b", "m", 0, 2), target("b", "m", 0, 3)})));        // ambiguous
    CHECK_FALSE(sameTarget(before, 3, before));
}
