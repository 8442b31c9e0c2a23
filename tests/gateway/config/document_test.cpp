#include "config_fixture.h"

#include "gateway/config/document.h"
#include "gateway/config/schema.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::config;
using test::linesOf;
using test::parsed;
using test::testData;

TEST_CASE("reads the reference example without issues and writes it back unchanged")
{
    const std::string text = testData("config/design_example.json");
    std::vector<Issue> issues;
    const auto document = Document::parse(text, issues);
    CHECK(linesOf(issues) == std::vector<std::string>{});
    REQUIRE(document);
    CHECK(document->toText() == toPrettyText(parseJson(text).value()));

    const Settings& settings = document->settings();
    REQUIRE(settings.providers.size() == 2);
    CHECK(settings.providers[0].keys[1].secret == "env:DEEPSEEK_API_KEY");
    CHECK(settings.providers[0].modelMap[0] == std::pair<std::string, std::string>("gpt-4o*", "deepseek-chat"));
    CHECK(settings.routes[0].match.models[0] == TextMatch{TextMatch::Kind::Prefix, "deepseek-"});
    CHECK(settings.routes[0].match.headers[0] == NamedGroup{"x-team", {TextMatch::Kind::Exact, "red"}});
    CHECK(settings.routes[0].targets[1].model == "qwen-turbo");
    CHECK(settings.routes[0].fallback.on.size() == 6);
    CHECK(settings.consumers[0].keys[0].hint == "sb-...3f");
    CHECK(settings.listen == ListenSettings{});
}

TEST_CASE("uses the demo settings without a file")
{
    const Document document;
    CHECK(document.settings() == demoSettings());
    CHECK(parsed(document.toText()).settings() == demoSettings());
    CHECK(document.toText().starts_with("{\n  \"$schema\": \"" + std::string(kSchemaId) + "\",\n  \"version\": 1,\n"));
    CHECK(document.toText().ends_with("}\n"));
}

TEST_CASE("an empty file yields the defaults")
{
    CHECK(parsed(R"({"version": 1})").settings() == Settings{});
}

namespace {

// Every location in the schema that can hold a value, with its default if it has one.
void collectFields(const Json& schema, const std::string& path, std::vector<std::pair<std::string, Json>>& fields)
{
    if (const auto choices = schema.find("anyOf"); choices != schema.end())
        for (const Json& choice : *choices)
            collectFields(choice, path, fields);
    if (const auto items = schema.find("items"); items != schema.end())
        collectFields(*items, path + "/*", fields);
    if (const auto properties = schema.find("properties"); properties != schema.end())
        for (const auto& [name, property] : properties->items()) {
            if (const auto words = property.find("enum"); words == property.end() || words->size() > 1) // with a single one, there is no other value
                fields.emplace_back(path + '/' + name, property.value("default", Json("no default")));
            collectFields(property, path + '/' + name, fields);
        }
}

// Whether some value at `path`, where * is any entry, differs from `initial`.
bool hasOther(const Json& node, std::string_view path, const Json& initial)
{
    if (path.empty())
        return node != initial;
    path.remove_prefix(1);
    const std::string name(path.substr(0, path.find('/')));
    path.remove_prefix(name.size());
    if (name == "*" && node.is_array())
        return std::any_of(node.begin(), node.end(), [&](const Json& item) { return hasOther(item, path, initial); });
    return node.is_object() && node.contains(name) && hasOther(node[name], path, initial);
}

} // namespace

TEST_CASE("every field survives reading and writing")
{
    const std::string text = testData("config/complete.json");
    const Json tree = parseJson(text).value();

    SECTION("the fixture contains every field with a non-default value")
    {
        std::vector<std::pair<std::string, Json>> fields;
        collectFields(jsonSchema(), {}, fields);
        CHECK(fields.size() > 100);
        for (const auto& [path, initial] : fields) {
            CAPTURE(path);
            CHECK(hasOther(tree, path, initial));
        }
    }
    const Settings settings = parsed(text).settings();
    std::vector<Issue> issues;
    const auto written = parsed(R"({"version": 1})").with(settings, issues);
    REQUIRE(written);
    CHECK(written->settings() == settings);
    CHECK(parsed(written->toText()).settings() == settings);

    // Fields without a member are not in `settings`; all others are written as in the fixture, except defaults.
    Json expected = tree;
    expected["consumers"][0].erase("enabled");
    expected["routes"][0]["targets"][1].erase("model");
    CHECK(written->toText() == toPrettyText(expected));

    // And back: each field is removed again, and only required fields remain.
    const auto emptied = written->with(Settings{}, issues);
    REQUIRE(emptied);
    CHECK(emptied->settings() == Settings{});
    CHECK(parsed(emptied->toText()).settings() == Settings{});
}

TEST_CASE("the complete fixture has one warning about the disabled certificate check")
{
    std::vector<Issue> issues;
    REQUIRE(Document::parse(testData("config/complete.json"), issues));
    const std::vector<std::string> expected{
        "warning: providers[0].ssl_verify: is off: anyone between this machine and the provider can read its keys and all requests",
    };
    CHECK(linesOf(issues) == expected);
}
