#include "config_fixture.h"

#include "gateway/config/document.h"
#include "gateway/config/schema.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <functional>

using namespace gateway;
using namespace gateway::config;
using test::parsed;

namespace {

const std::string kHead = R"({"$schema": "https://signalbox.dev/schema/config-1.json", "version": 1, )";

struct EditRow {
    const char* name;
    std::string before;
    std::function<void(Settings&)> edit;
    std::string after;
};

std::string pretty(const std::string& text) { return toPrettyText(parseJson(text).value()); }

void checkEdit(const EditRow& row)
{
    CAPTURE(row.name);
    const Document document = parsed(row.before);
    Settings next = document.settings();
    row.edit(next);
    std::vector<Issue> issues;
    const auto edited = document.with(next, issues);
    CAPTURE(test::linesOf(issues));
    REQUIRE(edited);
    CHECK(edited->toText() == pretty(row.after));
    CHECK(edited->settings() == next);
    CHECK(parsed(edited->toText()).settings() == next);
}

} // namespace

TEST_CASE("an edit changes only the fields it is meant to change")
{
    checkEdit(GENERATE(values<EditRow>({
        {"nothing", R"({"x": 1, "listen": {"http_port": 8080}})", [](Settings&) {},
            R"({"x": 1, "listen": {"http_port": 8080}})"},
        {"a value in its place",
            kHead + R"("listen": {"note": "mine", "http_port": 8080, "address": "127.0.0.1"}, "x": [1]})",
            [](Settings& s) { s.listen.httpPort = 9090; },
            kHead + R"("listen": {"note": "mine", "http_port": 9090, "address": "127.0.0.1"}, "x": [1]})"},
        {"a missing field, after its neighbour",
            kHead + R"("listen": {"address": "127.0.0.1", "max_body_bytes": 2048}})",
            [](Settings& s) { s.listen.httpPort = 9090; },
            kHead + R"("listen": {"address": "127.0.0.1", "http_port": 9090, "max_body_bytes": 2048}})"},
        {"a missing object", kHead + R"("ui": {}})", [](Settings& s) { s.log.files = 2; },
            kHead + R"("log": {"files": 2}, "ui": {}})"},
        {"back to the default, where it is written", kHead + R"("listen": {"http_port": 9090}})",
            [](Settings& s) { s.listen.httpPort = 8080; }, kHead + R"("listen": {"http_port": 8080}})"},
        {"null and a number", kHead + R"("listen": {"https_port": null}})",
            [](Settings& s) { s.listen.httpsPort = 9443; }, kHead + R"("listen": {"https_port": 9443}})"},
        {"a number and null", kHead + R"("listen": {"https_port": 9443}})",
            [](Settings& s) { s.listen.httpsPort.reset(); }, kHead + R"("listen": {"https_port": null}})"},
        {"a part of a group", kHead + R"("listen": {"tls": {"mine": 1, "certificate": "/c", "key": "/a"}}})",
            [](Settings& s) { s.listen.tlsKey = "/k"; }, kHead + R"("listen": {"tls": {"mine": 1, "certificate": "/c", "key": "/k"}}})"},
        {"head", R"({"providers": []})", [](Settings& s) { s.log.files = 2; },
            R"({"$schema": "https://signalbox.dev/schema/config-1.json", "version": 1, "providers": [], "log": {"files": 2}})"},
        {"head, where the user has put it", R"({"ui": {}, "version": 1, "$schema": "./mine.json"})",
            [](Settings& s) { s.log.files = 2; },
            R"({"ui": {}, "version": 1, "log": {"files": 2}, "$schema": "./mine.json"})"},
    })));
}

TEST_CASE("an edit finds list entries by their names")
{
    const std::string two =
        R"("providers": [{"note": "first", "id": "a", "type": "qwen"}, {"type": "demo", "id": "b", "note": "second"}]})";
    checkEdit(GENERATE_COPY(values<EditRow>({
        {"changed", kHead + two, [](Settings& s) { s.providers[1].enabled = false; },
            kHead
                + R"("providers": [{"note": "first", "id": "a", "type": "qwen"}, {"type": "demo", "enabled": false, "id": "b", "note": "second"}]})"},
        {"removed", kHead + two, [](Settings& s) { s.providers.erase(s.providers.begin()); },
            kHead + R"("providers": [{"type": "demo", "id": "b", "note": "second"}]})"},
        {"moved", kHead + two, [](Settings& s) { std::swap(s.providers[0], s.providers[1]); },
            kHead
                + R"("providers": [{"type": "demo", "id": "b", "note": "second"}, {"note": "first", "id": "a", "type": "qwen"}]})"},
        {"moved and changed", kHead + two,
            [](Settings& s) {
                std::swap(s.providers[0], s.providers[1]);
                s.providers[0].type = "ollama";
            },
            kHead
                + R"("providers": [{"type": "ollama", "id": "b", "note": "second"}, {"note": "first", "id": "a", "type": "qwen"}]})"},
        {"added", kHead + two,
            [](Settings& s) {
                ProviderSettings added;
                added.id = "c";
                added.type = "deepseek";
                added.keys.push_back({"main", "keychain:c/main"});
                s.providers.insert(s.providers.begin() + 1, added);
            },
            kHead + R"("providers": [{"note": "first", "id": "a", "type": "qwen"},
                    {"id": "c", "type": "deepseek", "keys": [{"name": "main", "secret": "keychain:c/main"}]},
                    {"type": "demo", "id": "b", "note": "second"}]})"},
        {"a replacement inherits nothing", kHead + two,
            [](Settings& s) {
                s.providers[0] = ProviderSettings{};
                s.providers[0].id = "new";
                s.providers[0].type = "qwen";
            },
            kHead + R"("providers": [{"id": "new", "type": "qwen"}, {"type": "demo", "id": "b", "note": "second"}]})"},
        {"keys of a provider", kHead + R"("providers": [{"id": "a", "type": "qwen", "keys": [
             {"name": "x", "secret": "env:X", "note": 1}, {"name": "y", "secret": "env:Y", "note": 2}]}]})",
            [](Settings& s) {
                s.providers[0].keys.erase(s.providers[0].keys.begin());
                s.providers[0].keys[0].weight = 4;
            },
            kHead
                + R"("providers": [{"id": "a", "type": "qwen", "keys": [{"name": "y", "secret": "env:Y", "weight": 4, "note": 2}]}]})"},
        {"keys of a consumer",
            kHead
                + R"("consumers": [{"name": "ide", "keys": [{"secret": "env:X", "note": 1}, {"secret": "env:Y", "hint": "y", "note": 2}]}]})",
            [](Settings& s) {
                s.consumers[0].keys[1].hint.clear();
                s.consumers[0].keys[1].enabled = false;
            },
            kHead
                + R"("consumers": [{"name": "ide", "keys": [{"secret": "env:X", "note": 1}, {"secret": "env:Y", "enabled": false, "note": 2}]}]})"},
        {"a key that becomes a hash",
            kHead + R"("consumers": [{"name": "ide", "keys": [{"secret": "env:X", "note": 1}]}]})",
            [](Settings& s) {
                s.consumers[0].keys[0].secret.clear();
                s.consumers[0].keys[0].sha256 = std::string(64, 'a');
            },
            kHead + R"("consumers": [{"name": "ide", "keys": [{"sha256": ")" + std::string(64, 'a')
                + R"(", "note": 1}]}]})"},
        {"targets",
            kHead
                + R"("providers": [{"id": "a", "type": "qwen"}], "routes": [{"id": "r", "note": {"x": 1}, "targets": [
             {"provider": "a", "model": "m", "note": 1}, {"provider": "a", "note": 2}]}]})",
            [](Settings& s) {
                std::swap(s.routes[0].targets[0], s.routes[0].targets[1]);
                s.routes[0].targets[0].priority = 7;
            },
            kHead
                + R"("providers": [{"id": "a", "type": "qwen"}], "routes": [{"id": "r", "note": {"x": 1}, "targets": [
             {"provider": "a", "priority": 7, "note": 2}, {"provider": "a", "model": "m", "note": 1}]}]})"},
        {"a target with another model",
            kHead
                + R"("providers": [{"id": "a", "type": "qwen"}], "routes": [{"id": "r", "targets": [{"provider": "a", "model": "m", "note": 1}]}]})",
            [](Settings& s) { s.routes[0].targets[0].model = "n"; },
            kHead
                + R"("providers": [{"id": "a", "type": "qwen"}], "routes": [{"id": "r", "targets": [{"provider": "a", "model": "n", "note": 1}]}]})"},
    })));
}

TEST_CASE("lists and maps are edited entry by entry")
{
    const std::string provider = R"("providers": [{"id": "a", "type": "qwen", )";
    const std::string route =
        R"("providers": [{"id": "a", "type": "qwen"}], "routes": [{"id": "r", "targets": [{"provider": "a"}], "match": )";
    checkEdit(GENERATE_COPY(values<EditRow>({
        {"a model map keeps its order", kHead + provider + R"("model_map": {"z*": "1", "a": "2", "*": "3"}}]})",
            [](Settings& s) {
                s.providers[0].modelMap[1].second = "4";
                s.providers[0].modelMap.insert(s.providers[0].modelMap.begin() + 1, {"m", "5"});
            },
            kHead + provider + R"("model_map": {"z*": "1", "m": "5", "a": "4", "*": "3"}}]})"},
        {"a parameter", kHead + provider + R"("parameters": {"set": {"a": {"deep": [1, 2]}, "b": 1}, "mine": 0}}]})",
            [](Settings& s) {
                s.providers[0].parameters.set.erase(s.providers[0].parameters.set.begin() + 1);
                s.providers[0].parameters.defaults.emplace_back("c", JsonText{R"({"d":1})"});
            },
            kHead + provider
                + R"("parameters": {"set": {"a": {"deep": [1, 2]}}, "default": {"c": {"d": 1}}, "mine": 0}}]})"},
        {"auth",
            kHead + provider + R"("auth": {"headers": {"x-a": {"secret": "env:A", "note": 1}, "x-b": "${key}"}}}]})",
            [](Settings& s) {
                s.providers[0].authHeaders[1] = {"x-b", {}, "env:B"};
            },
            kHead + provider
                + R"("auth": {"headers": {"x-a": {"secret": "env:A", "note": 1}, "x-b": {"secret": "env:B"}}}}]})"},
        {"a proxy stays an object", kHead + provider + R"("proxy": {"note": 1, "url": "http://p:1", "user": "u"}}]})",
            [](Settings& s) {
                s.providers[0].proxy.url = "http://q:1";
                s.providers[0].proxy.user.clear();
            },
            kHead + provider + R"("proxy": {"note": 1, "url": "http://q:1"}}]})"},
        {"text within an object stays there", kHead + provider + R"("proxy": {"url": "none", "note": 1}}]})",
            [](Settings& s) { s.providers[0].caFile = "/ca.pem"; },
            kHead + provider + R"("ca_file": "/ca.pem", "proxy": {"url": "none", "note": 1}}]})"},
        {"a word in an object becomes a proxy",
            kHead + provider + R"("proxy": {"url": "none", "note": 1, "user": "u"}}]})",
            [](Settings& s) {
                s.providers[0].proxy = {"url", "http://p:1", {}, {}};
            },
            kHead + provider + R"("proxy": {"url": "http://p:1", "note": 1}}]})"},
        {"a proxy becomes a word", kHead + provider + R"("proxy": "http://p:1"}]})",
            [](Settings& s) {
                s.providers[0].proxy = {"none", {}, {}, {}};
            },
            kHead + provider + R"("proxy": "none"}]})"},
        {"a proxy gets a user", kHead + provider + R"("proxy": "http://p:1"}]})",
            [](Settings& s) { s.providers[0].proxy.user = "u"; },
            kHead + provider + R"("proxy": {"url": "http://p:1", "user": "u"}}]})"},
        {"models are taken away", kHead + provider + R"("models": ["m"]}]})",
            [](Settings& s) { s.providers[0].models.reset(); }, kHead + provider + R"("models": null}]})"},
        {"a predicate of another kind",
            kHead + route + R"({"models": [{"note": 1, "exact": "a"}, {"prefix": "b"}]}}]})",
            [](Settings& s) {
                s.routes[0].match.models[0] = {TextMatch::Kind::Regex, "a+"};
            },
            kHead + route + R"({"models": [{"note": 1, "regex": "a+"}, {"prefix": "b"}]}}]})"},
        {"a predicate less",
            kHead + route
                + R"({"headers": [{"name": "x", "exact": "a"}, {"name": "y", "present": true, "note": 1}]}}]})",
            [](Settings& s) { s.routes[0].match.headers.erase(s.routes[0].match.headers.begin()); },
            kHead + route + R"({"headers": [{"name": "y", "present": true, "note": 1}]}}]})"},
        {"a predicate that another one joins",
            kHead + route + R"({"headers": [{"name": "x", "exact": "a", "note": 1}]}}]})",
            [](Settings& s) { s.routes[0].match.headers[0].all.push_back({"y", {TextMatch::Kind::Present, {}}}); },
            kHead + route
                + R"({"headers": [{"all": [{"name": "x", "exact": "a", "note": 1}, {"name": "y", "present": true}]}]}}]})"},
        {"a group with one part less",
            kHead + route
                + R"({"query": [{"note": 1, "all": [{"name": "x", "exact": "a"}, {"name": "y", "present": true, "note": 2}]}]}}]})",
            [](Settings& s) { s.routes[0].match.query[0].all.erase(s.routes[0].match.query[0].all.begin()); },
            kHead + route + R"({"query": [{"note": 1, "all": [{"name": "y", "present": true, "note": 2}]}]}}]})"},
        {"a group that is new", kHead + route + R"({"query": [{"name": "x", "exact": "a"}]}}]})",
            [](Settings& s) {
                const NamedMatch there{"y", {TextMatch::Kind::Present, {}}};
                s.routes[0].match.query.push_back(NamedGroup({there, there}));
            },
            kHead + route
                + R"({"query": [{"name": "x", "exact": "a"}, {"all": [{"name": "y", "present": true}, {"name": "y", "present": true}]}]}}]})"},
    })));
}

TEST_CASE("rejects an edit that makes the file invalid and names the field")
{
    struct Bad {
        std::function<void(Settings&)> edit;
        std::string line;
    };
    const auto bad = GENERATE(values<Bad>({
        {[](Settings& s) { s.listen.httpPort = 70000; },
            "error: listen.http_port: must be a whole number from 0 to 65535, not 70000"},
        {[](Settings& s) { s.providers.clear(); },
            "error: routes[0].targets[0].provider: must be the id of a configured provider"},
        {[](Settings& s) { s.routes[0].match.headers.emplace_back(); },
            "error: routes[0].match.headers[0].all: must be an array with at least one entry, not an empty array"},
        {[](Settings& s) { s.listen.address = "0.0.0.0"; },
            "error: listen.address: may be other than loopback only if a consumer has an enabled key; add one to \"consumers\""},
        {[](Settings& s) {
             s.providers[0].modelMap.assign(2, {"a", "1"});
         },
            "error: cannot be written: a name appears twice, or a value cannot be represented in the file"},
    }));
    const Document document;
    Settings next = document.settings();
    bad.edit(next);
    std::vector<Issue> issues;
    const auto edited = document.with(next, issues);
    REQUIRE_FALSE(edited);
    CHECK(edited.error().kind == ErrorKind::ConfigInvalid);
    REQUIRE_FALSE(issues.empty());
    CHECK(toText(issues[0]) == bad.line);
    CHECK(document.settings() == demoSettings());
}

TEST_CASE("removing fields leaves no empty objects behind")
{
    struct DropRow {
        const char* name;
        std::string before;
        std::vector<std::string> paths;
        std::string after;
    };
    const auto row = GENERATE(values<DropRow>({
        {"a default that is written", kHead + R"("listen": {"http_port": 8080, "x": 1}, "ui": {}})", {"listen.http_port", "ui.theme"},
            kHead + R"("listen": {"x": 1}, "ui": {}})"},
        {"the last of its object", kHead + R"("listen": {"tls": {"certificate": null, "key": null}}, "x": 1})",
            {"listen.tls.certificate", "listen.tls.key"}, kHead + R"("x": 1})"},
        {"within an entry", kHead + R"("providers": [{"id": "a", "type": "demo"}, {"id": "b", "type": "demo", "timeouts": {"idle_ms": 5}}]})",
            {"providers[0].timeouts.idle_ms", "providers[1].timeouts.idle_ms"},
            kHead + R"("providers": [{"id": "a", "type": "demo"}, {"id": "b", "type": "demo"}]})"},
        {"nothing", R"({"x": 1, "version": 1})", {"listen.http_port", "x.y", "providers[3].id", ""}, R"({"x": 1, "version": 1})"},
    }));
    CAPTURE(row.name);
    std::vector<Issue> issues;
    const auto dropped = parsed(row.before).without(row.paths, issues);
    REQUIRE(dropped);
    CHECK(dropped->toText() == pretty(row.after));
    CHECK(dropped->settings() == parsed(row.after).settings());
    CHECK_FALSE(parsed(kHead + R"("providers": [{"id": "a", "type": "demo"}]})").without({"providers[0].id"}, issues));
    CHECK(issues.front().path == "providers[0].id");
}
