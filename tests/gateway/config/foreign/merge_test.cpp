#include "foreign_fixture.h"

#include "gateway/config/foreign/merge.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::config;
using namespace test;

namespace {

foreign::Conversion conversionOf(const Settings& settings)
{
    foreign::Conversion conversion;
    conversion.settings = settings;
    return conversion;
}

Result<Settings> merged(const Settings& base, const foreign::Conversion& addition, bool replace)
{
    std::vector<foreign::Note> notes;
    auto result = foreign::merged(base, addition, replace, notes);
    CHECK(notes.empty() != replace);
    return result;
}

} // namespace

TEST_CASE("appends imported entries to the existing ones")
{
    const Settings base = demoSettings();
    const auto addition = imported(foreignFile("higress-rand.json"));
    const auto both = merged(base, addition, false);
    REQUIRE(both);
    CHECK(both->providers.size() == base.providers.size() + addition.settings.providers.size());
    CHECK(both->routes.front() == base.routes.front());
    CHECK(both->routes.back() == addition.settings.routes.back());
    CHECK(merged(*both, addition, false) == both); // importing again changes nothing
}

TEST_CASE("rejects a different entry of the same name or replaces it on request")
{
    struct Row {
        const char* name;
        void (*change)(Settings&);
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"provider", [](Settings& settings) { settings.providers[1].type = "openai"; }, "another provider \"qwen\""},
        {"route", [](Settings& settings) { settings.routes[0].enabled = false; }, "another route \"chat\""},
        {"consumer", [](Settings& settings) { settings.consumers[0].keys.clear(); }, "another consumer \"ide\""},
    }));
    CAPTURE(row.name);
    const auto addition = imported(foreignFile("higress-rand.json"));
    Settings base = addition.settings;
    row.change(base);
    const auto refused = merged(base, addition, false);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains(row.says) && Catch::Contains("--replace"));
    CHECK(merged(base, addition, true) == addition.settings);
}

TEST_CASE("replacing keeps the caller restrictions if the document has none")
{
    auto addition = imported(foreignFile("higress-rand.json"));
    addition.settings.routes[0].consumers.clear();
    addition.settings.providers[1].consumers.clear();
    addition.settings.providers[2].routesOnly = false;
    Settings base = addition.settings;
    base.routes[0].consumers = {"ide"};
    base.providers[1].consumers = {"ide"};
    base.providers[2].routesOnly = true;
    base.consumers[0].keys.clear();
    std::vector<foreign::Note> notes;
    const auto both = foreign::merged(base, addition, true, notes);
    REQUIRE(both);
    CHECK(both->routes[0].consumers == std::vector<std::string>{"ide"});
    CHECK(both->providers[1].consumers == std::vector<std::string>{"ide"});
    CHECK(both->providers[2].routesOnly);
    CHECK(both->consumers[0] == addition.settings.consumers[0]);
    REQUIRE(notes.size() == 4);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        CAPTURE(notes[i].what);
        CHECK_THAT(notes[i].what, Catch::Contains("replaces the one in"));
        CHECK((notes[i].what.find("keeps its allowed consumers") != std::string::npos) == (i < 3));
    }
}

TEST_CASE("keeps an existing provider that the document only names")
{
    const auto addition = imported(foreignFile("higress-seq.json"));
    CHECK(addition.assumed == std::vector<std::string>{"moonshot", "deepseek"});
    Settings base;
    base.providers.push_back({});
    base.providers.back().id = "deepseek";
    base.providers.back().type = "openai-compatible";
    const auto both = merged(base, addition, false);
    REQUIRE(both);
    CHECK(both->provider("deepseek")->type == "openai-compatible");
    CHECK(both->provider("moonshot") != nullptr);
    CHECK(merged(base, conversionOf(addition.settings), false).has_value() == false);
}

TEST_CASE("imports a consumer whose key already exists without the key and disabled")
{
    Settings base;
    base.consumers.push_back({"mine", true, {{std::string(64, 'a'), {}, {}, {}, true}}, {}, {}});
    Settings addition;
    addition.consumers = base.consumers;
    addition.consumers[0].name = "theirs";
    std::vector<foreign::Note> notes;
    const auto both = foreign::merged(base, conversionOf(addition), false, notes);
    REQUIRE(both);
    REQUIRE(both->consumers.size() == 2);
    CHECK(both->consumers[0] == base.consumers[0]);
    CHECK_FALSE(both->consumers[1].enabled);
    CHECK(both->consumers[1].keys.empty());
    CHECK(hasNote(notes, {}, "consumer \"theirs\": keys[0] is the same key as consumers[0].keys[0]"));
}
