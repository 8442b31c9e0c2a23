#include "foreign_fixture.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <algorithm>

using namespace gateway::config;
using foreign::Program;
using namespace test;

namespace {

Program programOf(const std::string& file) { return file.starts_with("apisix") ? Program::Apisix : Program::Higress; }

} // namespace

TEST_CASE("exporting an imported configuration and importing it again changes nothing")
{
    const auto file = GENERATE(from_range(foreignFiles()));
    CAPTURE(file);
    const auto first = imported(foreignFile(file));
    const auto out = exported(first.settings, programOf(file));
    CAPTURE(out.text);
    const auto second = imported(out.text, programOf(file));
    CHECK(fileOf(second.settings) == fileOf(first.settings));
    CHECK(exported(second.settings, programOf(file)).text == out.text);
}

TEST_CASE("recognises its own exports")
{
    const auto file = GENERATE(from_range(foreignFiles()));
    CAPTURE(file);
    const auto out = exported(imported(foreignFile(file)).settings, programOf(file)).text;
    CHECK(fileOf(imported(out).settings) == fileOf(imported(out, programOf(file)).settings));
}

TEST_CASE("exports an imported configuration to the other program")
{
    const auto file = GENERATE(from_range(foreignFiles()));
    CAPTURE(file);
    const Program other = programOf(file) == Program::Apisix ? Program::Higress : Program::Apisix;
    const auto first = imported(foreignFile(file));
    const auto out = exported(first.settings, other);
    CAPTURE(out.text);
    const auto& routes = first.settings.routes;
    const auto written = std::count_if(routes.begin(), routes.end(),
        [&](const RouteSettings& route) { return route.enabled || other == Program::Apisix; });
    CHECK(imported(out.text, other).settings.routes.size() == static_cast<std::size_t>(written));
}

TEST_CASE("no key appears in the configuration or the notes or an export")
{
    const auto file = GENERATE(from_range(foreignFiles()));
    const auto conversion = imported(foreignFile(file));
    std::string all = fileOf(conversion.settings);
    for (const std::string& line : linesOf(conversion.notes))
        all += line;
    for (const Program to : {Program::Apisix, Program::Higress}) {
        const auto out = exported(conversion.settings, to);
        all += out.text;
        for (const std::string& line : linesOf(out.notes))
            all += line;
    }
    CAPTURE(all);
    for (const char* secret :
        {"sk-fixture", "fixture-key", "org-fixture", "fixture-tenant", "fixture-pem", "fixture-consumer"})
        CHECK(all.find(secret) == std::string::npos);
}

TEST_CASE("importing the same document as JSON and YAML gives the same result")
{
    const auto file = GENERATE("apisix-instances.json", "higress-rand.json");
    const auto json = imported(foreignFile(file));
    const auto yaml = imported("---\n" + foreignFile(file));
    CHECK(fileOf(json.settings) == fileOf(yaml.settings));
    CHECK(linesOf(json.notes) == linesOf(yaml.notes));
}
