#include "config_fixture.h"

#include "gateway/config/settings_tree.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("settings survive conversion to fields and back")
{
    std::vector<config::Issue> issues;
    const auto tree = parseJson(test::testData("config/complete.json"));
    REQUIRE(tree);
    const auto settings = config::settingsOf(*tree, issues);
    REQUIRE(settings);
    const auto again = config::settingsOf(config::treeOf(*settings), issues);
    REQUIRE(again);
    CHECK(*again == *settings);
    CHECK(config::treeOf(*again) == config::treeOf(*settings));
}

TEST_CASE("names an invalid field")
{
    std::vector<config::Issue> issues;
    Json tree = config::treeOf({});
    tree["listen"]["http_port"] = 70000;
    const auto settings = config::settingsOf(tree, issues);
    REQUIRE_FALSE(settings);
    REQUIRE(issues.size() == 1);
    CHECK(issues.front().path == "listen.http_port");
    CHECK(settings.error().param == "listen.http_port");
}
