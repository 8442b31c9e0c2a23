#include "app/signalboxd/usage/prices_command.h"

#include "gateway/config/settings/settings.h"
#include "gateway/providers/catalog.h"

#include "catch.h"

#include <QTemporaryDir>

#include <sstream>

using namespace gateway;
using Catch::Contains;

namespace {

const providers::Catalog& catalog()
{
    static const auto kCatalog = providers::Catalog::load();
    REQUIRE(kCatalog);
    return **kCatalog;
}

void add(config::Settings& settings, const char* id, const char* type)
{
    config::ProviderSettings& provider = settings.providers.emplace_back();
    provider.id = id;
    provider.type = type;
}

void addRoute(config::Settings& settings, config::TextMatch::Kind kind, const char* asked, std::optional<std::string> model)
{
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "r";
    route.match.models = {{kind, asked}};
    config::TargetSettings target;
    target.provider = "home";
    target.model = std::move(model);
    route.targets = {target};
}

struct Shown {
    int status = 0;
    std::string out;
    std::string err;
};

Shown show(const config::Settings& settings, const char* model)
{
    const QTemporaryDir folder;
    std::ostringstream out;
    std::ostringstream err;
    const int status = app::showPrice(settings, model, folder.path(), catalog(), out, err);
    return {status, out.str(), err.str()};
}

} // namespace

TEST_CASE("a local engine has a price for its known models")
{
    using Kind = config::TextMatch::Kind;
    struct Row {
        const char* name;
        void (*know)(config::Settings&);
        const char* asked;
        bool isThere;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing is known", [](config::Settings&) {}, "qwen3:8b", false},
        {"by its name", [](config::Settings&) {}, "home/qwen3:8b", true},
        {"a target's model", [](config::Settings& s) { addRoute(s, Kind::Exact, "mine", "qwen3:8b"); }, "qwen3:8b", true},
        {"a name that the target maps to another model", [](config::Settings& s) { addRoute(s, Kind::Exact, "qwen3:8b", "other"); }, "qwen3:8b", false},
        {"requested model", [](config::Settings& s) { addRoute(s, Kind::Prefix, "qwen3", {}); }, "qwen3:8b", true},
        {"another one", [](config::Settings& s) { addRoute(s, Kind::Prefix, "llama", {}); }, "qwen3:8b", false},
        {"any", [](config::Settings& s) { addRoute(s, Kind::Prefix, "", {}); }, "qwen3:8b", false},
        {"its list", [](config::Settings& s) { s.providers[0].models = {"qwen3:8b"}; }, "qwen3:8b", true},
        {"its map", [](config::Settings& s) { s.providers[0].modelMap = {{"q*", "qwen3:8b"}}; }, "qwen3:8b", true},
        {"a price", [](config::Settings& s) {
            s.usage.prices.emplace_back().provider = "home";
            s.usage.prices.back().model = "qwen3*";
            s.usage.prices.back().input = 1;
        }, "qwen3:8b", true},
    }));
    CAPTURE(row.name);
    config::Settings settings;
    add(settings, "home", "ollama");
    row.know(settings);
    const Shown shown = show(settings, row.asked);
    CAPTURE(shown.out);
    CHECK((shown.out.find("home/qwen3:8b, per million tokens") != std::string::npos) == row.isThere);
}

TEST_CASE("says when no configured provider has a model of the catalog")
{
    const char* const kAbove = "\"gpt-4o\" is not offered by a configured provider; in the catalog it is offered by:\n";
    config::Settings settings;
    add(settings, "home", "ollama");
    Shown shown = show(settings, "gpt-4o");
    CHECK(shown.status == 0);
    CHECK_THAT(shown.out, Catch::StartsWith(kAbove) && Contains("\nopenai/gpt-4o, per million tokens"));
    add(settings, "mine", "openai");
    shown = show(settings, "gpt-4o");
    CHECK(shown.status == 0);
    CHECK_THAT(shown.out, Catch::StartsWith("mine/gpt-4o, per million tokens") && !Contains("catalog") && !Contains("home/"));
    shown = show(settings, "nobody-knows-me");
    CHECK(shown.status == 1);
    CHECK(shown.out.empty());
    CHECK_THAT(shown.err, Contains("no price for \"nobody-knows-me\" is known"));
}
