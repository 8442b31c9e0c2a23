#include "foreign_fixture.h"

#include "gateway/config/foreign/reading/foreign_text.h"

#include "catch.h"
#include "effort.h"

#include <algorithm>
#include <random>

using namespace gateway;
using config::foreign::Program;
using config::foreign::readForeign;
using namespace test;

namespace {

std::string repeated(std::string_view piece, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += piece;
    return text;
}

/// Each level contains the previous one nine times.
std::string bomb()
{
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text +=
            'a' + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + repeated(", " + before, 8) + "]\n";
    }
    return text;
}

/// Whether an enabled route has an enabled target, or an enabled provider exists without routes.
bool asksAnybody(const config::Settings& settings)
{
    const auto isOn = [&](const config::TargetSettings& target) { return settings.provider(target.provider)->enabled; };
    const bool byRoute = std::any_of(settings.routes.begin(), settings.routes.end(), [&](const auto& route) {
        return route.enabled && std::any_of(route.targets.begin(), route.targets.end(), isOn);
    });
    const bool alone = settings.routes.empty()
        && std::any_of(
            settings.providers.begin(), settings.providers.end(), [](const auto& each) { return each.enabled; });
    return byRoute || alone;
}

std::string hostileRoute(const std::string& plugin)
{
    return R"({"uri": "/*", "plugins": {"ai-proxy-multi": )" + plugin + "}}";
}

} // namespace

TEST_CASE("rejects malicious text with a short message")
{
    struct Row {
        const char* name;
        std::string text;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"empty", " \n", "is empty"},
        {"not text", std::string("{\"a\": \0}", 8), "NUL byte"},
        {"nested arrays", repeated("[", 100000), "nested deeper than 64"},
        {"nested objects", repeated("{\"a\":", 100000), "nested deeper than 64"},
        {"nested YAML", repeated("- ", 100000), "deeper"},
        {"nested keys", repeated("? ", 100000), "name of a field"},
        {"aliases of aliases", bomb(), "more than 200000 values"},
        {"an alias of itself", "a: &a [*a]", "an alias refers to itself"},
        {"an unknown alias", "a: *b", "neither valid JSON nor YAML at line 1"},
        {"half an object", "{\"uri\": ", "not valid JSON"},
        {"tabs", "a:\n\t- b: [", "line"},
        {"a field twice", "uri: a\nuri: b", "uri: appears twice in the same object"},
        {"many fields",
            "{" +
                [] {
                    std::string text;
                    for (int i = 0; i < 3000; ++i)
                        text += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
                    return text;
                }()
                + "}",
            "more than 2000 fields"},
        {"too large", std::string(9 * 1024 * 1024, ' '), "larger than 8 MiB"},
        {"much YAML", repeated("a: b\n", 300000), "convert it to JSON"},
        {"a list as a key", "? [a]\n: b", "name of a field is an object or an array"},
        {"something else", "hello: world", "neither a configuration of APISIX"},
        {"a word", "hello", "neither a configuration of APISIX"},
    }));
    CAPTURE(row.name);
    const std::string said = refusal(row.text);
    CHECK_THAT(said, Catch::Contains(row.says));
    CHECK(said.size() < 300);
}

TEST_CASE("distinguishes numbers and booleans and strings as YAML does")
{
    const auto read = readForeign("a: 1\nb: '1'\nc: \"yes\"\nd: yes\ne: 1.5\nf: 0x10\ng: ~\nh: -7\ni: 1e3\nj: "
                                  "1.2.3\nk: off\nl: +5\nm: 99999999999999999999\n");
    REQUIRE(read);
    CHECK(toText(*read)
        == R"({"a":1,"b":"1","c":"yes","d":true,"e":1.5,"f":16,"g":null,"h":-7,"i":1000.0,"j":"1.2.3","k":false,"l":5,"m":1e+20})");
}

TEST_CASE("reads YAML anchors and merge keys and multiple documents")
{
    CHECK(toText(*readForeign("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\ne: *x"))
        == R"({"a":{"b":1,"c":2},"d":{"c":3,"b":1},"e":{"b":1,"c":2}})");
    CHECK(toText(*readForeign("a: 1\n---\nb: 2\n")) == R"([{"a":1},{"b":2}])");
}

TEST_CASE("names the path of a wrongly typed field and sends nothing because of it")
{
    struct Row {
        std::string text;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {hostileRoute("7"), "plugins.ai-proxy-multi: must be an object"},
        {hostileRoute(R"({"instances": {}})"), "plugins.ai-proxy-multi.instances: must be an array"},
        {hostileRoute(R"({"instances": []})"),
            "plugins.ai-proxy-multi.instances: must be an array with at least one entry"},
        {hostileRoute(R"({"instances": [7]})"), "plugins.ai-proxy-multi.instances[0]: must be an object"},
        {hostileRoute(R"({"instances": [{"provider": "nobody", "weight": 1}]})"),
            "instances[0]: has an unknown provider"},
        {hostileRoute(R"({"instances": [{"provider": "openai", "weight": "8"}]})"),
            "instances[0].weight: must be a number from 0 to 1000000, not text"},
        {hostileRoute(R"({"instances": [{"provider": "openai", "weight": -1}]})"),
            "instances[0].weight: must be a number from 0"},
        {hostileRoute(R"({"instances": [{"provider": "openai", "weight": 1.5}]})"),
            "instances[0].weight: must be a whole number"},
        {hostileRoute(R"({"timeout": 600001, "instances": [{"provider": "openai"}]})"),
            "timeout: must be a number from 1 to 600000"},
        {hostileRoute(R"({"timeout": 0, "instances": [{"provider": "openai"}]})"),
            "timeout: must be a number from 1 to 600000"},
        {hostileRoute(R"({"fallback_strategy": "always", "instances": [{"provider": "openai"}]})"),
            "fallback_strategy: must be instance_health_and_rate_limiting"},
        {hostileRoute(R"({"fallback_http_statuses": [200], "instances": [{"provider": "openai"}]})"),
            "fallback_http_statuses: must contain numbers from 400 to 599"},
        {hostileRoute(R"({"instances": [{"provider": "openai", "auth": {"header": {"Authorization": 5}}}]})"),
            "auth.header.Authorization: must be text, not a number"},
        {hostileRoute(R"({"instances": [{"provider": "openai", "auth": {"header": {"Authorization": "Bearer a\nb"}}}]})"),
            "auth.header.Authorization: must be one line"},
        {R"({"uri": "/*", "vars": "x", "plugins": {"ai-proxy": {"provider": "openai"}}})", "vars: must be an array"},
        {R"([{"name": "r", "upstreams": [{"weight": 100}]}])", "[0].upstreams[0].provider: is missing"},
        {R"({"name": "r", "upstreams": []})", "upstreams: must be an array with at least one entry"},
        {R"({"name": "r", "upstreams": [{"provider": "a", "weight": 100}], "modelPredicates": [{"matchType": "REGULAR", "matchValue": "x"}]})",
            "modelPredicates[0].matchValue: cannot be a regular expression in Signalbox"},
        {R"({"name": "r", "upstreams": [{"provider": "a", "weight": 100}], "headerPredicates": [{"key": "x", "matchType": "REGULAR", "matchValue": "(["}]})",
            "headerPredicates[0].matchValue: must be a regular expression"},
        {R"({"name": "r", "upstreams": [{"provider": "a"}], "fallbackConfig": {"enabled": true, "upstreams": [{"provider": "b"}], "responseCodes": ["3xx"]}})",
            "fallbackConfig.responseCodes: must contain only 4xx and 5xx"},
        {R"({"name": "r", "upstreams": [{"provider": "a"}], "fallbackConfig": {"enabled": true, "fallbackStrategy": "ALL", "upstreams": [{"provider": "b"}], "responseCodes": ["5xx"]}})",
            "fallbackConfig.fallbackStrategy: must be RAND or SEQ"},
        {R"({"name": "p", "type": "openai", "tokens": "sk-fixture-pasted"})", "tokens: must be an array of text"},
        {R"({"name": "p", "type": "openai", "tokens": [], "tokenFailoverConfig": {"failureThreshold": 0}})",
            "tokenFailoverConfig.failureThreshold: must be a number from 1"},
    }));
    CAPTURE(row.text);
    const auto conversion = config::foreign::importText(row.text, {});
    std::string said = conversion ? std::string() : conversion.error().text();
    if (conversion)
        for (const std::string& line : linesOf(conversion->notes))
            said += line + '\n';
    CHECK_THAT(said, Catch::Contains(row.says));
    CHECK(said.find("sk-fixture") == std::string::npos);
    CHECK((!conversion || !asksAnybody(conversion->settings)));
    if (conversion)
        fileOf(conversion->settings);
}

TEST_CASE("a damaged document is rejected or yields a valid configuration")
{
    constexpr unsigned kSeed = 20251120;
    constexpr int kRounds = 400 / tests::kSparing;
    const auto file = GENERATE(from_range(foreignFiles()));
    std::mt19937 random(kSeed);
    const std::string whole = foreignFile(file);
    static constexpr std::string_view kPieces[] = {
        "{", "}", "[", "]", "\"", ",", ":", "null", "-1", "1e308", "\\u0000", "\xff", "&a ", "*a ", "\n", "~", "<<"};
    for (int round = 0; round < kRounds; ++round) {
        std::string text = whole;
        for (int i = 0; i < 4; ++i) {
            const std::size_t at = random() % text.size();
            if (const auto way = random() % 3; way == 0)
                text.erase(at, 1 + random() % 20);
            else if (way == 1)
                text[at] = static_cast<char>(random() % 256);
            else
                text.insert(at, kPieces[random() % std::size(kPieces)]);
        }
        const auto conversion = config::foreign::importText(text, {});
        if (!conversion)
            continue;
        fileOf(conversion->settings); // fails for an invalid configuration
        for (const Program to : {Program::Apisix, Program::Higress})
            CHECK(config::foreign::exportText(conversion->settings, to));
    }
}
