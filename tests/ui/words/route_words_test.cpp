#include "catch.h"
#include "test_language.h"

#include "gateway/config/settings/taken_names.h"
#include "gateway/policy/policy_table.h"
#include "gateway/routing/explanation.h"
#include "gateway/routing/matching/route_table.h"
#include "ui/words/route_words.h"
#include "ui/words/rule_words.h"
#include "ui/words/sentence_words.h"

#include <QRegularExpression>

#include <set>

using gateway::config::FailureClass;
using gateway::config::MatchSettings;
using gateway::config::NamedGroup;
using gateway::config::RouteSettings;
using gateway::config::TextMatch;
using gateway::routing::FailurePolicy;
using gateway::routing::Next;
using gateway::routing::Rests;
using ui::words::RouteWords;
using ui::words::RuleWords;
using ui::words::SentenceWords;

namespace {

/// `rest` with that kind added.
template <class Value> MatchSettings with(std::vector<Value> MatchSettings::*kind, std::vector<Value> values, MatchSettings rest = {})
{
    rest.*kind = std::move(values);
    return rest;
}

RouteSettings routeOf(const char* id, MatchSettings match)
{
    RouteSettings route;
    route.id = id;
    route.match = std::move(match);
    return route;
}

/// All texts of the gateway about a route that it takes or skips.
std::set<const char*> refusals()
{
    const TextMatch other{TextMatch::Kind::Exact, "other"};
    gateway::config::Settings settings;
    using M = MatchSettings;
    settings.routes = {
        routeOf("off", {}),
        routeOf("models", with(&M::models, {other})),
        routeOf("headers", with(&M::headers, {{"x-a", other}})),
        routeOf("groups", with(&M::headers, {NamedGroup({{"x-a", other}, {"x-b", other}})})),
        routeOf("domains", with(&M::domains, {"other"})),
        routeOf("paths", with(&M::paths, {other})),
        routeOf("methods", with(&M::methods, {"GET"})),
        routeOf("query", with(&M::query, {{"a", other}})),
        routeOf("queries", with(&M::query, {NamedGroup({{"a", other}, {"b", other}})})),
        routeOf("consumers", with(&M::consumers, {"other"})),
        routeOf("times", with(&M::times, {{{}, "03:00", "03:01", "UTC"}})),
        routeOf("traits", with(&M::traits, {{.stream = true}})),
        routeOf("taken", {}),
        routeOf("late", {}),
    };
    settings.routes.front().enabled = false;
    gateway::http::RequestHead head;
    head.method = "POST";
    head.path = "/v1/chat/completions";
    gateway::routing::RequestFacts facts;
    facts.model = "model";
    facts.consumer = "anonymous";
    facts.head = &head;
    facts.wallNow = gateway::WallTime{std::chrono::hours{490003}};
    std::set<const char*> said;
    for (const auto& [route, why] : gateway::routing::RouteTable(settings).judge(facts)) {
        const bool isTaken = why == gateway::routing::RouteRefusal::None;
        said.emplace(isTaken ? gateway::routing::Explanation::kTaken : toText(why));
    }
    return said;
}

} // namespace

TEST_CASE("describes a request without a consumer in the language of the window")
{
    struct Row { const char* name; const char* english; const char* chinese; };
    const auto row = GENERATE(values<Row>({{"anonymous", "none, without a key", "无，不带密钥"}, {"", "none, without a key", "无，不带密钥"}, {"ide", "ide", "ide"}, {"Signalbox", "Signalbox", "Signalbox"}}));
    CAPTURE(row.name);
    {
        const Language language("en");
        CHECK(RouteWords::consumer(row.name).toStdString() == row.english);
    }
    const Language language("zh_CN");
    CHECK(RouteWords::consumer(row.name).toStdString() == row.chinese);
}

TEST_CASE("says who serves the names that no earlier route takes")
{
    const Language language("en");
    using M = MatchSettings;
    const M plain = with(&M::models, {{TextMatch::Kind::Regex, std::string(gateway::config::kNamesWithoutSlash)}});
    const M named = with(&M::models, {{TextMatch::Kind::Exact, "fast"}});
    struct Row {
        const char* name;
        std::vector<MatchSettings> matches; ///< of the routes a, b, ...
        const char* words;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"no route", {}, "Every other name goes to the provider that has it"},
        {"a route for one name", {named}, "Every other name goes to the provider that has it"},
        {"a last route for names without a slash", {named, plain}, "Every other name uses route “b”; only names with “/”, such as PROVIDER/MODEL, go to the provider"},
        {"a route for everything", {named, {}}, "Every other name uses route “b”"},
        {"a route for everything, as an expression", {with(&M::models, {{TextMatch::Kind::Regex, ".*"}})}, "Every other name uses route “a”"},
        {"a route after one for everything", {{}, plain}, "Every other name uses route “a”"},
        {"one for each kind of name", {plain, {}}, "Every other name uses route “a”; names with “/”, such as PROVIDER/MODEL, use route “b”"},
        {"for some consumers", {with(&M::consumers, {"codex", "anonymous"}, plain)},
         "Every other name goes to the provider that has it\nFor codex, callers without a key: names without “/” use route “a”"},
        {"everything for one consumer", {with(&M::consumers, {"ide"}), plain},
         "Every other name uses route “b”; only names with “/”, such as PROVIDER/MODEL, go to the provider\nFor ide: every other name uses route “a”"},
        {"for one consumer after one for everybody", {plain, with(&M::consumers, {"ide"}), with(&M::consumers, {"ci"}, plain)},
         "Every other name uses route “a”; only names with “/”, such as PROVIDER/MODEL, go to the provider\nFor ide: names with “/” use route “b”"},
        {"only requests with a header", {with(&M::headers, {{"x-team", {TextMatch::Kind::Exact, "red"}}}, plain)}, "Every other name goes to the provider that has it"},
    }));
    CAPTURE(row.name);
    std::vector<RouteSettings> routes;
    for (const MatchSettings& match : row.matches) routes.push_back(routeOf(std::string(1, static_cast<char>('a' + routes.size())).c_str(), match));
    CHECK(RouteWords::otherNames(routes).toStdString() == row.words);
    for (RouteSettings& route : routes) route.enabled = false;
    CHECK(RouteWords::otherNames(routes).toStdString() == "Every other name goes to the provider that has it");
}

TEST_CASE("describes in short what a route matches")
{
    const Language language("en");
    struct Row {
        const char* name;
        MatchSettings match;
        const char* words;
    };
    using M = MatchSettings;
    const auto row = GENERATE(values<Row>({
        {"nothing", {}, "every request"},
        {"models", with(&M::models, {{TextMatch::Kind::Exact, "gpt-4o"}, {TextMatch::Kind::Prefix, "deepseek-"}}), "gpt-4o, deepseek-*"},
        {"kinds", with(&M::paths, {{TextMatch::Kind::Prefix, "/red"}}, with(&M::models, {{TextMatch::Kind::Suffix, "-mini"}, {TextMatch::Kind::Regex, "^o\\d"}})),
         "*-mini, ~^o\\d · path /red*"},
        {"names without a slash", with(&M::consumers, {"ide"}, with(&M::models, {{TextMatch::Kind::Regex, std::string(gateway::config::kNamesWithoutSlash)}})), "all other names · consumer ide"},
        {"a header", with(&M::headers, {{"x-team", {TextMatch::Kind::Exact, "red"}}}), "header x-team: red"},
        {"all of some headers or another", with(&M::headers, {NamedGroup({{"x-team", {TextMatch::Kind::Exact, "red"}}, {"x-user", {TextMatch::Kind::Prefix, "a"}}}), {"x-beta", {TextMatch::Kind::Present, {}}}}),
         "header x-team: red + x-user: a*, x-beta: *"},
        {"who", with(&M::domains, {"*.local"}, with(&M::methods, {"POST"}, with(&M::consumers, {"ide"}))), "host *.local · method POST · consumer ide"},
        {"traits", with(&M::traits, {{.tools = true, .images = false}, {.inputTokensAbove = 32000}}), "with tools + without images, over 32,000 tokens"},
        {"times", with(&M::times, {{{"mon", "fri"}, "09:00", "18:00", "local"}}), "Mon, Fri 09:00–18:00"},
        {"times elsewhere", with(&M::times, {{{}, "22:00", "06:00", "Asia/Shanghai"}}), "22:00–06:00 Asia/Shanghai"},
    }));
    CAPTURE(row.name);
    CHECK(RouteWords::match(row.match).toStdString() == row.words);
}

TEST_CASE("lists targets in the order in which they are asked")
{
    const Language language("en");
    RouteSettings route;
    CHECK(RouteWords::targets(route).toStdString() == "no target");
    route.targets = {{"qwen", "qwen-turbo", 0, 1, {}}, {"deepseek", {}, 2, 1, {}}, {"openai", {}, 2, 1, {}}};
    CHECK(RouteWords::targets(route).toStdString() == "deepseek + openai → qwen/qwen-turbo");
}

TEST_CASE("translates why a route is skipped")
{
    const auto said = refusals();
    CHECK(said.size() >= 13);
    const Language language("zh_CN");
    for (const char* const why : said) {
        CAPTURE(why);
        CHECK_FALSE(SentenceWords::of(gateway::Sentence::of(why)).contains(QRegularExpression(QStringLiteral("[A-Za-z]"))));
    }
}

TEST_CASE("describes the consequences of a failure class")
{
    const Language language("en");
    struct Row {
        FailurePolicy policy;
        std::optional<Rests> rests;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {{Next::NextTarget, Rests::Nothing, false, {}}, {}, "No cooldown\nTries the next target"},
        {{Next::NextKey, Rests::KeyOnModel, true, gateway::Milliseconds{1500}}, {},
         "Immediate cooldown: key for this model; 1.5 s if the provider reports no time\nTries the next key, or the next target if there are no more keys"},
        {{Next::GiveUp, Rests::Model, false, {}}, Rests::Key, "Cooldown after repeated failures: key\nReturns the failure to the client"},
    }));
    CHECK(RuleWords::policy(row.policy, row.rests).join(QLatin1Char('\n')).toStdString() == row.words);
    CHECK(RuleWords::statuses({{429, 429}, {500, 599}, {400, 428}}).toStdString() == "429, 5xx, 400-428");
}

TEST_CASE("names every policy in both languages")
{
    for (const auto& row : gateway::policy::policyTable()) {
        const std::string name(row.name);
        CAPTURE(name);
        const auto words = [&name](const char* language) {
            const Language chosen(language);
            return RouteWords::policy(name).toStdString();
        };
        CHECK(words("en") != name);
        CHECK(words("zh_CN") != words("en"));
    }
    CHECK(RouteWords::policy("unknown") == QStringLiteral("unknown"));
}
