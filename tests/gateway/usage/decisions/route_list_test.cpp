#include "gateway/usage/decisions/route_list.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

namespace {

using Rules = RouteList::Rules;

const Rules kDefault{"another target is tried"};
const Rules kOwn{{"at most %1 attempts", {std::string("2")}}, std::string("\"quoted\" 模型"), "no values"};

RouteList sample() { return {{{"first", false, 1}, {"off", true, 0}, {"最后", false, 0}}, {kDefault, kOwn}}; }

} // namespace

TEST_CASE("a route list round-trips through text")
{
    const RouteList list = sample();
    CAPTURE(list.text());
    const auto json = parseJson(list.text());
    REQUIRE(json);
    CHECK(toText(*json) == list.text()); // identical to standard JSON output
    const auto read = RouteList::fromText(list.text());
    CHECK(read->routes() == list.routes());
    CHECK(read->text() == list.text());
    CHECK(read->key() == list.key());
    for (const RouteList& each : {list, *read}) {
        CHECK(each.rulesOf("first") == kOwn);
        CHECK(each.rulesOf("first")[0].pattern == "at most %1 attempts");
        CHECK(each.rulesOf("first")[1].pattern.empty());
        CHECK(each.rulesOf("first")[2].pattern == "no values");
        CHECK(each.rulesOf("最后") == kDefault);
        CHECK(each.rulesOf("") == kDefault); // no route matched
        CHECK(each.rulesOf("unknown") == kDefault);
    }
}

TEST_CASE("route lists that differ in anything have different keys")
{
    const std::int64_t key = sample().key();
    CHECK(sample().key() == key);
    CHECK(RouteList({}, {}).key() != key);
    const RouteList on({{"first", false, 1}, {"off", false, 0}, {"最后", false, 0}}, {kDefault, kOwn});
    CHECK(on.key() != key);
    const RouteList moved({{"off", true, 0}, {"first", false, 1}, {"最后", false, 0}}, {kDefault, kOwn});
    CHECK(moved.key() != key);
    const RouteList ruled({{"first", false, 1}, {"off", true, 0}, {"最后", false, 0}}, {kDefault, kDefault});
    CHECK(ruled.key() != key);
}

TEST_CASE("ignores unreadable parts of a stored route list")
{
    for (const char* none : {"", "no JSON", "[]", R"({"rules":7,"routes":{}})"}) {
        CAPTURE(none);
        const auto list = RouteList::fromText(none);
        CHECK(list->routes().empty());
        CHECK(list->rulesOf("").empty());
    }
    const auto list =
        RouteList::fromText(R"({"rules":[["a",7,[],["b %1","c"]],3],"routes":[1,{"id":"r","rules":9},{"id":"s","rules":-1}]})");
    CHECK(list->routes() == std::vector<RouteList::Route>{{"r", false, 9}, {"s", false, 0}});
    const Rules rules{"a", "b c"};
    CHECK(list->rulesOf("r") == rules);
    CHECK(list->rulesOf("s") == rules);
}
