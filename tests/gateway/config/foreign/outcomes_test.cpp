#include "foreign_fixture.h"

#include "gateway/config/foreign/merge.h"
#include "gateway/config/foreign/reading/foreign_text.h"

#include "catch.h"

#include <algorithm>
#include <set>

// The outcome of an import: three lists, each object of the document in one of them.

using namespace gateway::config;
using foreign::Fate;
using foreign::Outcome;
using gateway::Json;
using namespace test;

namespace {

constexpr const char* kSurprise = "x-surprise";

/// The paths of all objects, as the import writes them.
void collect(const Json& node, const std::string& path, std::vector<std::string>& pointers, const std::string& pointer, std::vector<std::string>& paths)
{
    if (node.is_object()) {
        pointers.push_back(pointer);
        paths.push_back(path);
        for (const auto& [key, child] : node.items()) {
            std::string escaped;
            for (const char c : key)
                escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
            collect(child, path.empty() ? key : path + '.' + key, pointers, pointer + '/' + escaped, paths);
        }
    }
    if (node.is_array())
        for (std::size_t i = 0; i < node.size(); ++i)
            collect(node[i], path + '[' + std::to_string(i) + ']', pointers, pointer + '/' + std::to_string(i), paths);
}

bool isWithin(const std::string& path, const std::string& outer)
{
    return path == outer || outer.empty() || (path.starts_with(outer) && (path[outer.size()] == '.' || path[outer.size()] == '['));
}

/// Whether an outcome covers the field added to the object at `path`.
bool isTold(const std::vector<Outcome>& outcomes, const std::string& path)
{
    const auto plugins = path.rfind(".plugins.");
    const std::string merged = plugins == std::string::npos ? path : "_id." + path.substr(plugins + std::string_view(".plugins.").size());
    return std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
        if (outcome.fate == Fate::NotCarriedOver && outcome.path.ends_with(merged)) // listed with the route that it is merged into
            return true;
        if (outcome.path.ends_with(kSurprise) || outcome.reason.find(kSurprise) != std::string::npos)
            return true;
        return outcome.fate == Fate::NotCarriedOver && !outcome.path.empty() && isWithin(path, outcome.path);
    });
}

/// Objects with user-defined field names, all of which are imported.
bool isFree(const std::string& path)
{
    return path.ends_with(".options") || path.ends_with(".openai-chat") || path.find(".options.") != std::string::npos;
}

const Outcome* outcomeOf(const foreign::Conversion& conversion, const std::string& path)
{
    for (const Outcome& outcome : conversion.outcomes)
        if (outcome.path == path)
            return &outcome;
    return nullptr;
}

std::string lists(const foreign::Conversion& conversion)
{
    std::string text;
    for (const Outcome& outcome : conversion.outcomes)
        text += std::string(toText(outcome.fate)) + ": " + toText(outcome) + '\n';
    return text;
}

std::vector<std::string> documents()
{
    std::vector<std::string> files = foreignFiles();
    files.insert(files.end(), {"apisix-guards.yaml", "higress-guards.yaml", "apisix-adc.yaml", "apisix-ingress.yaml"});
    return files;
}

} // namespace

TEST_CASE("every object of a document appears in an outcome list")
{
    const std::string file = GENERATE(from_range(documents()));
    CAPTURE(file);
    const Json document = *foreign::readForeign(foreignFile(file));
    std::vector<std::string> pointers;
    std::vector<std::string> paths;
    collect(document, {}, pointers, {}, paths);
    REQUIRE(pointers.size() > 5);
    for (std::size_t i = 0; i < pointers.size(); ++i) {
        if (isFree(paths[i]))
            continue;
        Json changed = document;
        changed[Json::json_pointer(pointers[i])][kSurprise] = {{"a", 1}};
        const auto conversion = foreign::importText(gateway::toText(changed), file.starts_with("apisix") ? foreign::Program::Apisix : foreign::Program::Higress);
        CAPTURE(paths[i]);
        REQUIRE(conversion);
        CHECK(isTold(conversion->outcomes, paths[i]));
    }
}

TEST_CASE("lists each object once and gives a reason for disabled and omitted ones")
{
    const std::string file = GENERATE(from_range(documents()));
    CAPTURE(file);
    const auto conversion = imported(foreignFile(file));
    std::set<std::pair<std::string, std::string>> seen;
    for (const Outcome& outcome : conversion.outcomes) {
        CAPTURE(toText(outcome));
        CHECK(seen.emplace(outcome.path, outcome.subject).second);
        const bool isForRoutes = outcome.subject.starts_with("provider") && outcome.reason.find("available through routes only") != std::string::npos;
        CHECK((outcome.fate == Fate::CarriedOver) == (outcome.reason.empty() || isForRoutes));
    }
    const auto isListedOnce = [&](const std::string& subject, bool enabled) {
        return std::any_of(conversion.outcomes.begin(), conversion.outcomes.end(), [&](const Outcome& outcome) {
            return outcome.subject == subject && outcome.fate == (enabled ? Fate::CarriedOver : Fate::SwitchedOff);
        });
    };
    for (const RouteSettings& route : conversion.settings.routes)
        CHECK(isListedOnce("route \"" + route.id + '"', route.enabled));
    for (const ConsumerSettings& consumer : conversion.settings.consumers)
        CHECK(isListedOnce("consumer \"" + consumer.name + '"', consumer.enabled));
}

TEST_CASE("lists the outcomes of an APISIX document with every kind of guard")
{
    const auto conversion = imported(foreignFile("apisix-guards.yaml"));
    CAPTURE(lists(conversion));
    const std::set<std::string> on{"keys-of-the-service", "named", "not-jill", "guard-disabled"};
    for (const RouteSettings& route : conversion.settings.routes) {
        CAPTURE(route.id);
        CHECK(route.enabled == on.contains(route.id));
    }
    CHECK(conversion.settings.routes.size() == 13);
    for (const auto& [path, fate] : {std::pair{"consumers[0]", Fate::CarriedOver}, std::pair{"consumers[1].credentials[0]", Fate::CarriedOver},
             std::pair{"consumers[2]", Fate::SwitchedOff}, std::pair{"routes[3].service_id.jwt-auth", Fate::NotCarriedOver},
             std::pair{"routes[0].service_id.key-auth", Fate::CarriedOver}, std::pair{"routes[13]", Fate::NotCarriedOver},
             std::pair{"routes[11]", Fate::SwitchedOff}, std::pair{"upstreams[0]", Fate::NotCarriedOver},
             std::pair{"surprise", Fate::NotCarriedOver}, std::pair{"ssls[0]", Fate::NotCarriedOver}}) {
        CAPTURE(path);
        REQUIRE(outcomeOf(conversion, path));
        CHECK(outcomeOf(conversion, path)->fate == fate);
    }
    CHECK_THAT(outcomeOf(conversion, "routes[3]")->reason, Catch::Contains("jwt-auth"));
    CHECK_THAT(lists(conversion), !Catch::Contains("fixture-j") && !Catch::Contains("sk-fixture"));
}

TEST_CASE("lists the outcomes of a Higress document with every kind of guard")
{
    const auto conversion = imported(foreignFile("higress-guards.yaml"));
    CAPTURE(lists(conversion));
    const auto route = [&](const std::string& id) {
        const auto& routes = conversion.settings.routes;
        const auto found = std::find_if(routes.begin(), routes.end(), [&](const auto& each) { return each.id == id; });
        REQUIRE(found != routes.end());
        return *found;
    };
    CHECK(route("named").consumers == std::vector<std::string>{"jack"});
    CHECK(route("by-rule").consumers == std::vector<std::string>{"jill"});
    CHECK(route("open").consumers.empty());
    CHECK(route("open").enabled);
    CHECK_FALSE(route("annotated").enabled);
    CHECK_FALSE(route("by-address").enabled);
    CHECK(conversion.settings.provider("main")->enabled);
    CHECK(conversion.settings.provider("main")->consumers.empty());
    CHECK_FALSE(conversion.settings.provider("other")->enabled);
    CHECK_FALSE(conversion.settings.provider("resting")->enabled);
    CHECK(conversion.settings.provider("main")->parameters.set.size() == 1);
    CHECK_THAT(lists(conversion),
        Catch::Contains("not imported: setting penalty") && Catch::Contains("McpBridge \"default\"")
            && Catch::Contains("not imported: plugin ai-quota") && Catch::Contains("imported: plugin key-auth"));
}

TEST_CASE("escapes terminal control characters from imported documents")
{
    const std::string name = "a\\u009b31m\\u202eb\\u001b[2J\\u2066\\nzzz";
    for (const std::string& text : {R"({"routes": [{"id": ")" + name + R"(", "uri": "/*", ")" + name + R"(": 1, "plugins": {")" + name
                 + R"(": {}, "ai-proxy": {"provider": ")" + name + R"("}}}], "consumers": [{"username": ")" + name + R"("}], ")" + name + R"(": {}})",
             R"({"routes": [{"name": ")" + name + R"(", "upstreams": [{"provider": ")" + name + R"("}], ")" + name + R"(": 1}], "providers": [{"name": ")" + name
                 + R"(", "type": ")" + name + R"("}]})",
             R"([{"apiVersion": "apisix.apache.org/v2", "kind": ")" + name + R"(", "metadata": {"name": ")" + name + R"("}}])"}) {
        const auto conversion = foreign::importText(text, {});
        std::string said = conversion ? lists(*conversion) : conversion.error().text();
        if (conversion)
            for (const std::string& line : linesOf(conversion->notes))
                said += line + '\n';
        CAPTURE(text, said);
        for (const char* raw : {"\xc2\x9b", "\xe2\x80\xae", "\x1b", "\xe2\x81\xa6"})
            CHECK(said.find(raw) == std::string::npos);
        for (std::size_t at = said.find('\n'); at != std::string::npos; at = said.find('\n', at + 1))
            CHECK_FALSE(said.substr(at + 1).starts_with("zzz"));
    }
}

TEST_CASE("rejects aliases that expand to too much text")
{
    std::string text = "a: &a " + std::string(100000, 'x') + "\nlist:\n";
    for (int i = 0; i < 200; ++i)
        text += "- *a\n";
    CHECK_THAT(refusal(text), Catch::Contains("aliases up to here expand to more than 8 MiB"));
}

TEST_CASE("moves an entry that conflicts with the configuration to another outcome list")
{
    const auto addition = imported(R"({"consumers": [{"username": "a", "plugins": {"key-auth": {"key": "sk-fixture-same"}}}], "routes": []})");
    Settings base;
    base.consumers = addition.settings.consumers;
    base.consumers.front().name = "b";
    std::vector<foreign::Note> notes;
    std::vector<Outcome> outcomes = addition.outcomes;
    CHECK(outcomes.front().fate == Fate::CarriedOver);
    REQUIRE(foreign::merged(base, addition, false, notes, &outcomes));
    const auto found = std::find_if(outcomes.begin(), outcomes.end(), [](const Outcome& each) { return each.subject == "consumer \"a\""; });
    REQUIRE(found != outcomes.end());
    CHECK(found->fate == Fate::SwitchedOff);
    CHECK_THAT(found->reason, Catch::Contains("same key"));
}
