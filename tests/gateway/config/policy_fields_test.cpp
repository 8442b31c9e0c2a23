#include "catch.h"

#include "gateway/config/fields/fields.h"
#include "gateway/config/fields/issue.h"
#include "gateway/config/fields/policy_fields.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::config;

namespace {

struct Shout {
    std::string word = "hey";
    int times = 1;

    bool operator==(const Shout&) const = default;
};

/// Like `PolicySettings`, with two policies for this test.
struct TwoPolicies {
    PolicySetting<Shout> shout;
    PolicySetting<std::vector<std::string>> banned;

    bool operator==(const TwoPolicies&) const = default;
};

Shape<TwoPolicies> twoShape()
{
    const Shape<Shout> shout = object<Shout>({{
        row("word", &Shout::word, text(), "What is shouted."),
        row("times", &Shout::times, wholeNumber(1, 9), "How often."),
    }});
    return policiesShape<TwoPolicies>({
        policyRow("shout", &TwoPolicies::shout, shout, "Shouts."),
        policyRow("banned", &TwoPolicies::banned, listOf(text()), "What is not to be said."),
    });
}

struct ReadPolicies {
    TwoPolicies value;
    std::vector<std::string> issues;
};

ReadPolicies readPolicies(const Json& node)
{
    ReadPolicies read;
    std::vector<Issue> found;
    Issues issues(found);
    twoShape().read(node, read.value, Place(issues).field("policies"));
    for (const Issue& issue : found)
        read.issues.push_back(toText(issue));
    return read;
}

} // namespace

TEST_CASE("a policy can be absent or disabled with null or configured")
{
    const auto nothing = readPolicies(Json::object());
    CHECK(nothing.issues.empty());
    CHECK_FALSE(nothing.value.shout.has_value());

    const auto off = readPolicies({{"shout", nullptr}});
    CHECK(off.issues.empty());
    REQUIRE(off.value.shout.has_value());
    CHECK_FALSE(off.value.shout->has_value());
    CHECK_FALSE(off.value.banned.has_value());

    const auto on = readPolicies({{"shout", {{"times", 3}}}, {"banned", {"a", "b"}}});
    CHECK(on.issues.empty());
    REQUIRE((on.value.shout && *on.value.shout));
    CHECK(**on.value.shout == Shout{"hey", 3});
    REQUIRE((on.value.banned && *on.value.banned));
    CHECK(**on.value.banned == std::vector<std::string>{"a", "b"});
}

TEST_CASE("policies round-trip and removing one leaves nothing behind")
{
    const auto node = GENERATE(values<Json>({
        Json::object(),
        {{"shout", nullptr}},
        {{"shout", {{"times", 3}}}, {"banned", nullptr}},
        {{"banned", {"a"}}},
    }));
    CAPTURE(node.dump());
    const auto read = readPolicies(node);
    CHECK(twoShape().write(read.value) == node);
    Json edited{{"shout", {{"word", "ho"}}}, {"banned", Json::array()}};
    const auto before = readPolicies(edited);
    twoShape().update(edited, before.value, read.value);
    CHECK(readPolicies(edited).value == read.value);
    CHECK(edited.size() == node.size());
}

TEST_CASE("rejects an unknown policy and suggests the probable one")
{
    struct Row {
        Json node;
        std::string issue;
    };
    const auto row = GENERATE(values<Row>({
        {{{"shuot", {{"times", 3}}}}, "error: policies.shuot: unknown policy; did you mean \"shout\"?"},
        {{{"guard", Json::object()}}, "error: policies.guard: unknown policy; remove it, or install a version that has it"},
        {{{"guard", nullptr}}, "error: policies.guard: unknown policy; remove it, or install a version that has it"},
        {{{"shout", {{"times", 30}}}}, "error: policies.shout.times: must be a whole number from 1 to 9, not 30"},
        {{{"shout", true}}, "error: policies.shout: must be an object, not true"},
        {{{"shout", {{"time", 2}}}}, "warning: policies.shout.time: unknown field; did you mean \"times\"?"},
        {Json::array(), "error: policies: must be an object, not an empty array"},
    }));
    CAPTURE(row.node.dump());
    CHECK(readPolicies(row.node).issues == std::vector<std::string>{row.issue});
}

TEST_CASE("the policy schema contains every policy and null and no other names")
{
    const Json schema = twoShape().schema();
    CHECK(schema["additionalProperties"] == false);
    CHECK(schema["properties"]["shout"]["type"] == Json{"object", "null"});
    CHECK(schema["properties"]["shout"]["properties"]["times"]["maximum"] == 9);
    CHECK(schema["properties"]["banned"]["type"] == Json{"array", "null"});
    CHECK(schema["properties"]["banned"]["description"] == "What is not to be said.");
}
