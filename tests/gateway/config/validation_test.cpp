#include "config_fixture.h"

#include "gateway/config/document.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::config;
using test::issuesIn;
using test::linesOf;
using test::withTop;

namespace {

std::string withProvider(const std::string& more)
{
    return R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek", )" + more + "}]}";
}
std::string withRoute(const std::string& more)
{
    return withTop(R"("routes": [{"id": "r", "targets": [{"provider": "deepseek"}], )" + more + "}]");
}
std::string withMatch(const std::string& more) { return withRoute(R"("match": {)" + more + "}"); }
std::string withListen(const std::string& more) { return withTop(R"("listen": {)" + more + "}"); }
std::string withConsumer(const std::string& more) { return withTop(R"("consumers": [{"name": "ide", )" + more + "}]"); }

struct FaultRow {
    std::string text;
    std::string line; // the only issue; empty: none
};

void checkFault(const FaultRow& row)
{
    CAPTURE(row.text);
    CHECK(issuesIn(row.text) == (row.line.empty() ? std::vector<std::string>{} : std::vector<std::string>{row.line}));
}

const std::string kSha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

} // namespace

TEST_CASE("reports why a text is not a configuration")
{
    checkFault(GENERATE(values<FaultRow>({
        {"", "error: is empty; the minimum is {\"version\": 1}"},
        {" \n", "error: is empty; the minimum is {\"version\": 1}"},
        {"[]", "error: must be an object, not an empty array"},
        {"null", "error: must be an object, not null"},
        {"{\n  \"version\": 1,\n}",
            "error: is not valid JSON: line 3, column 1: expected a name in quotes, found '}'"},
        {"{\"version\": sk-pasted-key}",
            "error: is not valid JSON: line 1, column 13: not a valid value; put text in quotes, the only bare words are true, false and null"},
        {"{\"version\": \"sk-pasted",
            "error: is not valid JSON: line 1, column 22: closing quote missing"},
        {"{\"version\": 1} x",
            "error: is not valid JSON: line 1, column 16: not a valid value; put text in quotes, the only bare words are true, false and null"},
        {"{\"version\": 1e999}", "error: is not valid JSON: line 1, column 17: a number is too large"},
        {"{\"a\": \"\xff\"}",
            "error: is not valid JSON: line 1, column 8: text is not valid UTF-8"},
        {R"({"version": 2, "listen": "of the future"})",
            "error: version: is 2, but this version of Signalbox reads versions up to 1; update Signalbox, or restore an older configuration: signalboxd config "
            "history"},
        {R"({"version": "1"})", "error: version: must be the number 1, not a string"},
        {R"({"version": 0})", "error: version: must be the number 1, not 0"},
        {"{}", "warning: version: is missing; 1 is assumed"},
        {R"({"version": 1.0})", ""},
        {R"({"$schema": 5, "version": 1})", "error: $schema: must be the URL of a JSON Schema, not 5"},
        {R"({"version": 1, "listen": {}, "listen": {}})",
            "error: listen: appears twice in the same object; remove one of them"},
        {withProvider(R"("parameters": {"set": {"x": [0, {"a": 1, "b c": 1, "b c": 2}]}})"),
            "error: providers[0].parameters.set.x[1][\"b c\"]: appears twice in the same object; remove one of them"},
    })));
}

TEST_CASE("rejects a file that exceeds a limit")
{
    SECTION("size") { checkFault({std::string(8 * 1024 * 1024 + 1, ' '), "error: is larger than 8 MiB"}); }
    SECTION("depth of arrays")
    {
        const auto lines = issuesIn(R"({"version": 1, "x": )" + std::string(1000000, '['));
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].ends_with("is nested deeper than 64 levels"));
    }
    SECTION("depth of objects")
    {
        std::string text;
        for (int i = 0; i < 100000; ++i)
            text += "{\"a\":";
        const auto lines = issuesIn(text);
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].ends_with("is nested deeper than 64 levels"));
    }
    SECTION("fields of one object")
    {
        std::string text = R"({"version": 1, "policies": {"a": 0)";
        for (int i = 0; i < 2000; ++i)
            text += ", \"f" + std::to_string(i) + "\": 0";
        checkFault({text + "}}", "error: policies: has more than 2000 fields"});
    }
    SECTION("issues")
    {
        std::string text = R"({"version": 1, "routes": [0)";
        for (int i = 0; i < 5000; ++i)
            text += ", 0";
        const auto lines = issuesIn(text + "]}");
        REQUIRE(lines.size() == 201);
        CHECK(lines.back() == "error: more problems follow; they are not listed");
    }
}

TEST_CASE("an error names the field and the valid values")
{
    checkFault(GENERATE(values<FaultRow>({
        {withTop(R"("listen": [])"), "error: listen: must be an object, not an empty array"},
        {withTop(R"("routes": {})"), "error: routes: must be an array, not an object"},
        {withListen(R"("http_port": "8080")"),
            "error: listen.http_port: must be a whole number from 0 to 65535, not a string"},
        {withListen(R"("http_port": 65536)"),
            "error: listen.http_port: must be a whole number from 0 to 65535, not 65536"},
        {withListen(R"("http_port": -1)"), "error: listen.http_port: must be a whole number from 0 to 65535, not -1"},
        {withListen(R"("http_port": 80.5)"),
            "error: listen.http_port: must be a whole number from 0 to 65535, not 80.5"},
        {withListen(R"("http_port": null)"),
            "error: listen.http_port: must be a whole number from 0 to 65535, not null"},
        {withListen(R"("max_body_bytes": 18446744073709551615)"),
            "error: listen.max_body_bytes: must be a whole number from 1024 to 4294967296, not 18446744073709551615"},
        {withListen(R"("http_port": 0, "https_port": null)"), ""},
        {withListen(R"("https_port": 9443)"), ""},
        {withListen(R"("http_port": 9443, "https_port": 9443)"),
            "error: listen.https_port: is the HTTP port too; use another port, or null to disable HTTPS"},
        {withListen(R"("tls": {"certificate": "/c"})"),
            "error: listen.tls: must have both \"certificate\" and \"key\", or neither"},
        {withListen(R"("tls": {"key": "/k"})"),
            "error: listen.tls: must have both \"certificate\" and \"key\", or neither"},
        {withListen(R"("https_port": 8443)"), ""},
        {withListen(R"("require_key": "never")"),
            "error: listen.require_key: must be \"auto\" or \"always\", not other text"},
        {withListen(R"("require_key": true)"), "error: listen.require_key: must be \"auto\" or \"always\", not true"},
        {withListen(R"("require_key": "alway")"),
            "error: listen.require_key: must be \"auto\" or \"always\"; did you mean \"always\"?"},
        {withListen(R"("trusted_proxies": ["127.0.0.1", "10.0.0.0/8"])"), ""},
        {withListen(R"("trusted_proxies": ["127.0.0.1", "0.0.0.0/0"])"),
            "warning: listen.trusted_proxies: includes every address, so any caller could claim any address; list only the addresses of your proxies"},
        {withListen(R"("allowed_hosts": ["http://box"])"),
            "error: listen.allowed_hosts[0]: must be a host name such as ai.example.com or *.example.com, without scheme, port or path"},
        {withListen(R"("allowed_origins": ["app.example.com"])"),
            "error: listen.allowed_origins[0]: must be an origin such as https://app.example.com, without a path"},
        {withListen(R"("allowed_origins": ["vscode-webview://*", "app://obsidian.md", "https://app.example.com:8443"])"), ""},
        {withListen(R"("allowed_origins": ["https://*"])"),
            "error: listen.allowed_origins[0]: may contain * only for every origin of an app's own scheme, such as vscode-webview://*; write web origins in full"},
        {withListen(R"("allowed_origins": ["HTTP://*"])"),
            "error: listen.allowed_origins[0]: may contain * only for every origin of an app's own scheme, such as vscode-webview://*; write web origins in full"},
        {withListen(R"("allowed_origins": ["https://*.example.com"])"),
            "error: listen.allowed_origins[0]: may contain * only for every origin of an app's own scheme, such as vscode-webview://*; write web origins in full"},
        {withListen(R"("allowed_origins": ["app://a*"])"),
            "error: listen.allowed_origins[0]: may contain * only for every origin of an app's own scheme, such as vscode-webview://*; write web origins in full"},
        {withListen(R"("allowed_origins": ["*://*"])"),
            "error: listen.allowed_origins[0]: may contain * only for every origin of an app's own scheme, such as vscode-webview://*; write web origins in full"},
        {withTop(R"("log": {"level": "loud"})"),
            "error: log.level: must be one of \"debug\", \"info\", \"warning\" or \"error\", not other text"},
        {withTop(R"("log": {"rooms": {"http": "warn"}})"),
            "error: log.rooms.http: must be one of \"debug\", \"info\", \"warning\" or \"error\"; did you mean "
            "\"warning\"?"},
        {withTop(R"("ui": {"close_to_tray": 1})"), "error: ui.close_to_tray: must be true or false, not 1"},
        {withTop(R"("policies": [])"), "error: policies: must be an object, not an empty array"},
        {withTop(R"("policies": {"limits": []})"), ""},
        {withTop(R"("policies": {"limits": null})"), ""},
        {withTop(R"("policies": {"limit": []})"), "error: policies.limit: unknown policy; did you mean \"limits\"?"},
    })));
}

TEST_CASE("validates the listening address")
{
    const std::string key = R"(, "consumers": [{"name": "ide", "keys": [{"secret": "env:IDE_KEY"}]}])";
    const std::string off =
        R"(, "consumers": [{"name": "ide", "keys": [{"secret": "env:IDE_KEY", "enabled": false}]}])";
    const std::string noAddress =
        "error: listen.address: must be an IP address such as 127.0.0.1, 0.0.0.0 or ::1, or \"localhost\"";
    const std::string noKey =
        "error: listen.address: may be other than loopback only if a consumer has an enabled key; add one to \"consumers\"";
    const auto address = [](const char* text) { return R"("listen": {"address": ")" + std::string(text) + "\"}"; };
    const std::vector<FaultRow> rows{
        {withTop(address("127.0.0.1")), ""},
        {withTop(address("127.8.8.8")), ""},
        {withTop(address("::1")), ""},
        {withTop(address("localhost")), ""},
        {withTop(address("0.0.0.0") + key), ""},
        {withTop(address("fd00::1") + key), ""},
        {withTop(address("0.0.0.0")), noKey},
        {withTop(address("::")), noKey},
        {withTop(address("192.168.1.10") + off), noKey},
        {withTop(address("box.local") + key), noAddress},
        {withTop(address("1") + key), noAddress},
        {withTop(address("0x7f.0.0.1")), noAddress},
        {withTop(address("127.0.0.256")), noAddress},
        {withTop(address("[::1]")), noAddress},
    };
    for (const FaultRow& row : rows)
        checkFault(row);
}

TEST_CASE("validates a provider")
{
    const std::string plainKey = "looks like a key in plain text; ";
    const std::string ownAddress = "warning: providers[0].base_url: is the address of Signalbox itself: every request would end as loop_detected; set the provider's "
                                   "own address";
    checkFault(GENERATE_COPY(values<FaultRow>({
        {R"({"version": 1, "providers": [{"type": "qwen"}]})", "error: providers[0].id: is missing"},
        {R"({"version": 1, "providers": [{"id": "qwen"}]})", "error: providers[0].type: is missing"},
        {R"({"version": 1, "providers": [{"id": "a/b", "type": "qwen"}]})",
            "error: providers[0].id: must not contain a slash or a space"},
        {R"({"version": 1, "providers": [{"id": "a b", "type": "qwen"}]})",
            "error: providers[0].id: must not contain a slash or a space"},
        {R"({"version": 1, "providers": [{"id": "a\r\nb", "type": "qwen"}]})",
            "error: providers[0].id: must not contain control characters such as line feeds"},
        {"{\"version\": 1, \"providers\": [{\"id\": \"\u202egpj.exe\", \"type\": \"qwen\"}]}",
            "error: providers[0].id: must not contain invisible characters such as text direction marks"},
        {R"({"version": 1, "providers": [{"id": "", "type": "qwen"}]})",
            "error: providers[0].id: must be text, not an empty string"},
        {R"({"version": 1, "providers": [{"id": "a", "type": "qwen"}, {"id": "a", "type": "qwen"}]})",
            "error: providers[1].id: is \"a\", and so is providers[0].id; give one of the two entries another id, or remove one of them"},
        {R"({"version": 1, "providers": [{"id": "sk-ant-0123456789abcdefghij", "type": "qwen"}, {"id": "sk-ant-0123456789abcdefghij", "type": "qwen"}]})",
            "error: providers[1].id: is the same as providers[0].id; give one of the two entries another id, or remove one of them"},
        {withProvider(R"("timeouts": {"connect_ms": "10"})"),
            "error: providers[0].timeouts.connect_ms: must be a whole number from 1 to 3600000, not a string"},
        {withProvider(R"("base_url": "ftp://x")"),
            "error: providers[0].base_url: must be an http:// or https:// URL without user name, password or fragment"},
        {withProvider(R"("base_url": "https://sk-pasted@x/v1")"),
            "error: providers[0].base_url: must be an http:// or https:// URL without user name, password or fragment"},
        {withProvider(R"("base_url": "https://good.example@evil.example/v1")"),
            "error: providers[0].base_url: must be an http:// or https:// URL without user name, password or fragment"},
        {withProvider(R"("base_url": "https://x/v1#part")"),
            "error: providers[0].base_url: must be an http:// or https:// URL without user name, password or fragment"},
        {withProvider(R"("base_url": "HTTP://X/v1")"), ""},
        {withProvider(R"("base_url": "http://127.1:8081")"),
            "error: providers[0].base_url: is an IPv4 address in an unusual notation: write four decimal numbers without leading zeros, such as 127.0.0.1"},
        {withProvider(R"("proxy": "http://0x7f000001:8081")"),
            "error: providers[0].proxy: is an IPv4 address in an unusual notation: write four decimal numbers without leading zeros, such as 127.0.0.1"},
        {withProvider(R"("base_url": "http://x:0/v1")"),
            "error: providers[0].base_url: has port 0; a port is a number from 1 to 65535"},
        {withProvider(R"("base_url": "http://localhost:8080/v1")"), ownAddress},
        {withProvider(R"("base_url": "https://[::1]:8443")"), ownAddress},
        {withProvider(R"("base_url": "http://127.0.0.1:8081/v1")"), ""},
        {withProvider(R"("base_url": "http://x:8080/v1")"), ""},
        {withProvider(R"("base_url": "https://x/v1?api-version=1")"), ""},
        {withProvider(R"("base_url": "https://x/v1?key=sk-pasted")"),
            "warning: providers[0].base_url: seems to contain a key; put keys into \"keys\" and \"auth\""},
        {withProvider(R"("settings": {"region": 5})"), "error: providers[0].settings.region: must be text, not 5"},
        {withProvider(R"("settings": {"api_key": "sk-pasted"})"),
            "warning: providers[0].settings.api_key: " + plainKey + "put keys into \"keys\""},
        {withProvider(R"("keys": [{"name": "main", "secret": "sk-pasted"}])"),
            "error: providers[0].keys[0].secret: is not a secret reference: write keychain:NAME, vault:NAME, "
            "env:NAME, file:PATH or session:NAME, never the key itself"},
        {withProvider(R"("keys": ["sk-pasted"])"), "error: providers[0].keys[0]: must be an object, not a string"},
        {withProvider(R"("keys": [{"name": "main", "secret": "env:gsk_abcdefghijklmnopqrst"}])"),
            "error: providers[0].keys[0].secret: looks like a key, not like the name of a variable: put the key into a variable and write its name, such as "
            "env:DEEPSEEK_API_KEY, or store it in the keychain"},
        {withProvider(R"("keys": [{"name": "main", "secret": "keychain:sk-ant-0123456789ab"}])"),
            "error: providers[0].keys[0].secret: looks like a key, not like a name: write a name such as deepseek/main, and store the key under it"},
        {withProvider(R"("keys": [{"name": "main"}])"), "error: providers[0].keys[0].secret: is missing"},
        {withProvider(R"("keys": [{"name": "main", "secret": "env:A", "weight": -1}])"),
            "error: providers[0].keys[0].weight: must be a whole number from 0 to 1000000, not -1"},
        {withProvider(R"("keys": [{"name": "a", "secret": "env:A"}, {"name": "a", "secret": "env:B"}])"),
            "error: providers[0].keys[1].name: is \"a\", and so is providers[0].keys[0].name; give one of the two entries another name, or remove one of them"},
        {withProvider(R"("auth": {"headers": {"x y": "${key}"}})"),
            "error: providers[0].auth.headers[\"x y\"]: must be the name of a header, such as x-team"},
        {withProvider(R"("auth": {"headers": {"x-a": {"secret": "sk-pasted"}}})"),
            "error: providers[0].auth.headers.x-a.secret: is not a secret reference: write keychain:NAME, vault:NAME, "
            "env:NAME, file:PATH or session:NAME, never the key itself"},
        {withProvider(R"("auth": {"headers": {"Transfer-Encoding": "chunked"}})"),
            "error: providers[0].auth.headers.Transfer-Encoding: is a header that Signalbox sets itself; remove it"},
        {withProvider(R"("auth": {"headers": {"x-a": 5}})"),
            "error: providers[0].auth.headers.x-a: must be text in which ${key} is the key in use, or {\"secret\": \"keychain:NAME\"}, not 5"},
        {withProvider(R"("auth": {"headers": {"x-a": "a\nb"}})"),
            "error: providers[0].auth.headers.x-a: must not contain control characters such as line feeds"},
        {withProvider(
             R"("auth": {"headers": {"Authorization": "Bearer ${key}", "x-api-key": {"secret": "env:A"}}, "query": {"key": "${key}"}})"),
            ""},
        {withProvider(R"("auth": {"headers": {"Authorization": "Bearer sk-pasted"}})"),
            "warning: providers[0].auth.headers.Authorization: " + plainKey
                + "write ${key} for the key in use, or {\"secret\": \"keychain:NAME\"}"},
        {withProvider(R"("models": [""])"), "error: providers[0].models[0]: must be text, not an empty string"},
        {withProvider(R"("model_map": {"gpt-*": "", "*": "x", "~^a|b$": "y"})"), ""},
        {withProvider(R"("model_map": {"g*t": "x"})"),
            "error: providers[0].model_map[\"g*t\"]: must be a model name, a prefix followed by *, or ~ followed by a regular expression"},
        {withProvider(R"("model_map": {"~a(": "x"})"),
            "error: providers[0].model_map[\"~a(\"]: must be a valid RE2 regular expression: missing )"},
        {withProvider(R"x("model_map": {"~^(?!gpt)": "x"})x"),
            "error: providers[0].model_map[\"~^(?!gpt)\"]: must be a valid RE2 regular expression; RE2 has no lookahead or lookbehind ((?!): add a route for the "
            "exceptions before this route, or list the values"},
        {withProvider(R"x("model_map": {"~(a)\\1": "x"})x"),
            "error: providers[0].model_map[\"~(a)?1\"]: must be a valid RE2 regular expression; RE2 has no backreferences (\\1): write out the alternatives"},
        {withProvider(R"("parameters": {"set": []})"),
            "error: providers[0].parameters.set: must be an object, not an empty array"},
        {withProvider(R"("parameters": {"remove": [1]})"),
            "error: providers[0].parameters.remove[0]: must be text, not 1"},
        {withProvider(R"("proxy": "none")"), ""},
        {withProvider(R"("proxy": {"url": "none"})"), ""},
        {withProvider(R"("proxy": {"url": "system", "user": "u"})"), ""},
        {withProvider(R"("proxy": {"url": "off"})"),
            "error: providers[0].proxy.url: must be \"system\", \"none\" or a URL such as http://host:3128, socks5://host:1080 or socks5h://host:1080; put user name and password into "
            "{\"url\", \"user\", \"secret\"}"},
        {withProvider(R"("proxy": "socks5://127.0.0.1:1080")"), ""},
        {withProvider(R"("proxy": "socks5h://proxy.corp.example:1080")"), ""},
        {withProvider(R"("proxy": "socks5://127.0.0.1:0")"),
            "error: providers[0].proxy: has port 0; a port is a number from 1 to 65535"},
        {withProvider(R"("proxy": {"url": "http://p:3128", "user": "u", "secret": "keychain:p"})"), ""},
        {withProvider(R"("proxy": "http://u:sk-pasted@p:3128")"),
            "error: providers[0].proxy: must be \"system\", \"none\" or a URL such as http://host:3128, socks5://host:1080 or socks5h://host:1080; put user name and password into "
            "{\"url\", \"user\", \"secret\"}"},
        {withProvider(R"("proxy": {"user": "u"})"), "error: providers[0].proxy.url: is missing"},
        {withProvider(R"("proxy": false)"),
            "error: providers[0].proxy: must be \"system\", \"none\", a URL or {\"url\", \"user\", \"secret\"}, not "
            "false"},
        {withProvider(R"("forward_headers": ["cookie"])"),
            "warning: providers[0].forward_headers[0]: has no effect: this header is never forwarded"},
        {withProvider(R"("forward_headers": ["a b"])"),
            "error: providers[0].forward_headers[0]: must be the name of a header, such as x-team"},
    })));
}

TEST_CASE("validates a route")
{
    checkFault(GENERATE(values<FaultRow>({
        {withTop(R"("routes": [{"id": "r", "targets": []}])"),
            "error: routes[0].targets: must be an array with at least one entry, not an empty array"},
        {withTop(R"("routes": [{"id": "r"}])"), "error: routes[0].targets: is missing"},
        {withTop(R"("routes": [{"id": "r", "targets": [{}]}])"), "error: routes[0].targets[0].provider: is missing"},
        {withTop(R"("routes": [{"id": "r", "targets": [{"provider": "deepsek"}]}])"),
            "error: routes[0].targets[0].provider: must be the id of a configured provider; did you mean "
            "\"deepseek\"?"},
        {withTop(R"("routes": [{"id": "r", "targets": [{"provider": "sk-pasted"}]}])"),
            "error: routes[0].targets[0].provider: must be the id of a configured provider"},
        {withTop(R"("routes": [{"id": "r", "targets": [{"provider": "deepseek", "weight": -1}]}])"),
            "error: routes[0].targets[0].weight: must be a whole number from 0 to 1000000, not -1"},
        {withTop(
             R"("routes": [{"id": "r", "targets": [{"provider": "deepseek"}]}, {"id": "r", "targets": [{"provider": "deepseek"}]}])"),
            "error: routes[1].id: is \"r\", and so is routes[0].id; give one of the two entries another id, or remove one of them"},
        {withMatch(R"("models": ["gpt-4o"])"),
            "error: routes[0].match.models[0]: must be an object with one of \"exact\", \"prefix\", \"suffix\", "
            "\"regex\", not a string"},
        {withMatch(R"("models": [{}])"),
            "error: routes[0].match.models[0]: must have one of \"exact\", \"prefix\", \"suffix\", \"regex\""},
        {withMatch(R"("models": [{"exact": "a", "prefix": "b"}])"),
            "error: routes[0].match.models[0]: must have only one of \"exact\", \"prefix\", \"suffix\", \"regex\""},
        {withMatch(R"("models": [{"regex": "a[b"}])"),
            "error: routes[0].match.models[0].regex: must be a valid RE2 regular expression: missing ]"},
        {withMatch(R"x("models": [{"regex": "^(?!o1)"}])x"),
            "error: routes[0].match.models[0].regex: must be a valid RE2 regular expression; RE2 has no lookahead or lookbehind ((?!): add a route for the "
            "exceptions before this route, or list the values"},
        {withMatch(R"x("headers": [{"name": "x-team", "regex": "^(a)\\1$"}])x"),
            "error: routes[0].match.headers[0].regex: must be a valid RE2 regular expression; RE2 has no backreferences (\\1): write out the alternatives"},
        {withMatch(R"("paths": [{"regex": "^/a++"}])"),
            "error: routes[0].match.paths[0].regex: must be a valid RE2 regular expression; RE2 has no atomic groups or possessive quantifiers (++): remove them, "
            "RE2 does not backtrack"},
        {withMatch(R"("models": [{"regex": "^(?:a|b)-\\d+$"}])"), ""},
        {withMatch(R"("paths": [{"prefix": "team"}])"),
            "error: routes[0].match.paths[0].prefix: must start with a slash"},
        {withMatch(R"("paths": [{"suffix": "chat"}])"), ""},
        {withMatch(R"("domains": ["*.example.com", "box", "[::1]"])"), ""},
        {withMatch(R"("domains": ["a.*.com"])"),
            "error: routes[0].match.domains[0]: must be a host name such as ai.example.com or *.example.com, without "
            "scheme, port or path"},
        {withMatch(R"("domains": ["*.B\u00fccher.example"])"),
            "error: routes[0].match.domains[0]: must be written as clients send it: *.xn--bcher-kva.example"},
        {withMatch(R"("methods": ["post"])"),
            "error: routes[0].match.methods[0]: must be an HTTP method in upper case, such as POST"},
        {withMatch(R"("headers": [{"name": "x-team"}])"),
            "error: routes[0].match.headers[0]: must have one of \"exact\", \"prefix\", \"regex\", \"present\""},
        {withMatch(R"("headers": [{"exact": "red"}])"), "error: routes[0].match.headers[0].name: is missing"},
        {withMatch(R"("headers": [{"name": "x", "present": false}])"),
            "error: routes[0].match.headers[0].present: must be true, not false"},
        {withMatch(R"("headers": ["x-team"])"),
            "error: routes[0].match.headers[0]: must be an object with \"name\" or \"all\", not a string"},
        {withMatch(R"("headers": [{"all": [{"name": "x-team", "exact": "red"}, {"name": "x-beta", "present": true}]}])"),
            ""},
        {withMatch(R"("headers": [{"all": []}])"),
            "error: routes[0].match.headers[0].all: must be an array with at least one entry, not an empty array"},
        {withMatch(R"("headers": [{"all": [{"name": "x team", "exact": "red"}]}])"),
            "error: routes[0].match.headers[0].all[0].name: must be the name of a header, such as x-team"},
        {withMatch(R"("headers": [{"name": "x-team", "all": [{"name": "x-beta", "present": true}]}])"),
            "error: routes[0].match.headers[0]: must have only one of \"name\", \"all\""},
        {withMatch(R"("headers": [{"all": [{"name": "x-beta", "present": true}], "exact": "red"}])"),
            "warning: routes[0].match.headers[0].exact: unknown field; it is kept but has no effect"},
        {withMatch(R"("query": [{"name": "a b", "present": true}])"), ""},
        {withMatch(R"("query": [{"name": "a", "exact": "1"}, {"all": [{"name": "b", "prefix": "2"}, {"exact": "3"}]}])"),
            "error: routes[0].match.query[1].all[1].name: is missing"},
        {withMatch(R"("query": [{"all": [{"name": "b", "present": true, "all": []}]}])"), // groups cannot be nested
            "warning: routes[0].match.query[0].all[0].all: unknown field; it is kept but has no effect"},
        {withMatch(R"("consumers": ["anonymous", "nobody"])"),
            "warning: routes[0].match.consumers[1]: there is no consumer \"nobody\""},
        {withRoute(R"("consumers": ["anonymous", "anonymos"])"),
            "warning: routes[0].consumers[1]: there is no consumer \"anonymos\"; did you mean \"anonymous\"?"},
        {withRoute(R"("fallback": {"on": ["timeouts"]})"),
            "error: routes[0].fallback.on[0]: must be one of \"rate_limited\", \"server_error\", \"unreachable\", "
            "\"timeout\", \"key_rejected\","
            " \"balance_gone\", \"model_missing\", \"overloaded\", \"context_too_long\", \"content_filtered\" or "
            "\"empty_answer\"; did you mean \"timeout\"?"},
        {withRoute(R"("fallback": {"statuses": [399]})"),
            "error: routes[0].fallback.statuses[0]: must be a whole number from 400 to 599, not 399"},
        {withRoute(R"("fallback": {"max_attempts": 0})"),
            "error: routes[0].fallback.max_attempts: must be a whole number from 1 to 100, not 0"},
        {withRoute(R"("fallback": {"deadline_ms": null, "retries": 0})"), ""},
        {withRoute(R"("balancer": {"algorithm": "roundrobin"})"), ""},
        {withRoute(R"("match": {"traits": [{"tools": true, "stream": false}, {"input_tokens_above": 32000}]})"), ""},
        {withRoute(R"("match": {"traits": [{}]})"),
            "error: routes[0].match.traits[0]: must have one of \"tools\", \"images\", \"stream\" or "
            "\"input_tokens_above\""},
        {withRoute(R"("match": {"times": [{"days": ["sat", "sun"]}, {"from": "22:00", "to": "06:00", "zone": "Asia/Shanghai"}]})"),
            ""},
        {withRoute(R"("match": {"times": [{"from": "8:00"}]})"),
            "error: routes[0].match.times[0].from: must be a time of day from 00:00 to 24:00, such as 08:30"},
        {withRoute(R"("match": {"times": [{"zone": "Mars/Olympus"}]})"),
            "error: routes[0].match.times[0].zone: must be \"local\" or the name of a time zone, such as Europe/Berlin"},
        {withRoute(R"("balancer": {"algorithm": "sticky"})"), ""},
        {withRoute(R"("balancer": {"algorithm": "chash", "hash_on": "cookie", "key": "team"})"), ""},
        {withRoute(R"("policies": {})"), ""},
        {withRoute(R"("policies": {"guard": {}})"),
            "error: routes[0].policies.guard: unknown policy; remove it, or install a version that has it"},
        {withRoute(R"("policies": {"guard": null})"),
            "error: routes[0].policies.guard: unknown policy; remove it, or install a version that has it"},
    })));
}

TEST_CASE("validates times of day and time zone names strictly")
{
    const auto problemOf = [](const std::string& field, const std::string& value) {
        const auto issues = issuesIn(withRoute(R"("match": {"times": [{")" + field + R"(": ")" + value + R"("}]})"));
        return issues.empty() ? std::string() : issues.front().substr(issues.front().find(": must"));
    };
    for (const char* good : {"00:00", "09:59", "19:00", "23:59", "24:00"}) {
        CAPTURE(good);
        CHECK(problemOf("to", good).empty());
    }
    for (const char* bad : {"24:01", "25:00", "23:60", "3:00", "03:0", "03-00", "0a:00", "03:00 ", " 03:00", "99:99"}) {
        CAPTURE(bad);
        CHECK(problemOf("to", bad) == ": must be a time of day from 00:00 to 24:00, such as 08:30");
    }
    for (const char* good : {"local", "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"}) {
        CAPTURE(good);
        CHECK(problemOf("zone", good).empty());
    }
    for (const char* bad : {"Berlin", "Europe", "Europe/", "../zoneinfo/Europe", "/etc/hostname", "../../../etc/hostname", "tzdata.zi"}) {
        CAPTURE(bad);
        CHECK(problemOf("zone", bad) == ": must be \"local\" or the name of a time zone, such as Europe/Berlin");
    }
}

TEST_CASE("validates the hash key of a route that balances by hash")
{
    const std::string variables = "http_NAME, arg_NAME, cookie_NAME, remote_addr, host, uri, request_uri, args, "
                                  "query_string, request_method, scheme, consumer_name or model";
    const std::string noVariable =
        "error: routes[0].balancer.key: must be a variable because hash_on is \"vars\": " + variables;
    const std::string noCombination = "error: routes[0].balancer.key: must be text with $variables, such as \"$host$uri\", because hash_on is \"vars_combinations\": "
        + variables;
    const auto by = [](const std::string& fields) {
        return withRoute(R"("balancer": {"algorithm": "chash")" + fields + "}");
    };
    checkFault(GENERATE_COPY(values<FaultRow>({
        {by(""), ""}, // the header x-session-id by default
        {by(R"(, "hash_on": "consumer")"), ""},
        {by(R"(, "hash_on": "header", "key": "x team")"),
            "error: routes[0].balancer.key: must be the name of a header because hash_on is \"header\""},
        {by(R"(, "hash_on": "cookie", "key": "a;b=c")"),
            "error: routes[0].balancer.key: must be the name of a cookie because hash_on is \"cookie\""},
        {by(R"(, "hash_on": "vars")"), noVariable},
        {by(R"(, "hash_on": "vars", "key": "server_addr")"), noVariable},
        {by(R"(, "hash_on": "vars", "key": "http_")"), noVariable},
        {by(R"(, "hash_on": "vars", "key": "http_x_team")"), ""},
        {by(R"(, "hash_on": "vars", "key": "model")"), ""},
        {by(R"(, "hash_on": "vars_combinations")"), noCombination},
        {by(R"(, "hash_on": "vars_combinations", "key": "host")"), noCombination},
        {by(R"(, "hash_on": "vars_combinations", "key": "$host$nothing")"), noCombination},
        {by(R"(, "hash_on": "vars_combinations", "key": "a$")"), noCombination},
        {by(R"(, "hash_on": "vars_combinations", "key": "${host}:$arg_team")"), ""},
        {withRoute(R"("balancer": {"algorithm": "roundrobin", "hash_on": "vars", "key": "x"})"), ""},
    })));
}

TEST_CASE("warns about a route whose targets all have weight 0")
{
    const auto weights = [](int first, int second) {
        return withTop(R"("routes": [{"id": "r", "targets": [
            {"provider": "deepseek", "model": "a", "weight": )"
            + std::to_string(first) + R"(}, {"provider": "deepseek", "model": "b", "weight": )" + std::to_string(second) + "}]}]");
    };
    checkFault({weights(0, 0), "warning: routes[0].targets: all have weight 0, so none of them is ever used; set a weight above 0 for at least one"});
    checkFault({weights(0, 1), ""});
}

TEST_CASE("validates a consumer")
{
    checkFault(GENERATE(values<FaultRow>({
        {withConsumer(R"("keys": [{"sha256": ")" + kSha + R"("}])"), ""},
        {withConsumer(R"("keys": [{"sha256": "sk-pasted"}])"),
            "error: consumers[0].keys[0].sha256: must be a SHA-256 hash: 64 lower-case hexadecimal digits"},
        {withConsumer(R"("keys": [{"sha256": ")" + std::string(64, 'A') + R"("}])"),
            "error: consumers[0].keys[0].sha256: must be a SHA-256 hash: 64 lower-case hexadecimal digits"},
        {withConsumer(R"("keys": [{}])"), "error: consumers[0].keys[0]: must have one of \"sha256\" and \"secret\""},
        {withConsumer(R"("keys": [{"sha256": ")" + kSha + R"(", "secret": "env:A"}])"),
            "error: consumers[0].keys[0]: must have only one of \"sha256\" and \"secret\""},
        {withConsumer(R"("keys": [{"secret": "env:A"}, {"secret": "env:A"}])"),
            "error: consumers[0].keys[1]: is the same key as consumers[0].keys[0]"},
        {withConsumer(R"("keys": [{"secret": "env:A", "hint": "sk-0123456789012345678901234567890123456789"}])"),
            "error: consumers[0].keys[0].hint: must be at most 32 bytes long, not 43"},
        {withConsumer(R"("keys": [{"secret": "env:A", "expires_at": "2026-02-30T00:00:00Z"}])"),
            "error: consumers[0].keys[0].expires_at: must be a time such as 2026-12-31T23:59:59Z (RFC 3339)"},
        {withConsumer(R"("enabled": false, "routes": ["nowhere"])"), "warning: consumers[0].routes[0]: there is no route \"nowhere\""},
        {withTop(R"("consumers": [{"name": "anonymous"}])"),
            "error: consumers[0].name: must be another name: \"anonymous\" stands for every caller without a key"},
        {withTop(R"("consumers": [{"name": "Signalbox"}])"),
            "error: consumers[0].name: must be another name: \"Signalbox\" is reserved for requests from its own window"},
        {withTop("\"consumers\": [{\"name\": \"\u2067agent\"}]"),
            "error: consumers[0].name: must not contain invisible characters such as text direction marks"},
        {withTop(R"("consumers": [{"name": "  "}])"), "error: consumers[0].name: must not be blank"},
        {withTop(R"("consumers": [{"name": "a"}, {"name": "a"}])"),
            "error: consumers[1].name: is \"a\", and so is consumers[0].name; give one of the two entries another name, or remove one of them"},
    })));
}

TEST_CASE("keeps unknown fields and suggests the probable name")
{
    checkFault(GENERATE(values<FaultRow>({
        {withTop(R"("provider": [])"), "warning: provider: unknown field; did you mean \"providers\"?"},
        {withTop(R"("//": "a comment")"), "warning: [\"//\"]: unknown field; it is kept but has no effect"},
        {withProvider(R"("baseUrl": "x")"), "warning: providers[0].baseUrl: unknown field; did you mean \"base_url\"?"},
        {withProvider(R"("time_outs": {})"),
            "warning: providers[0].time_outs: unknown field; did you mean \"timeouts\"?"},
        {withProvider(R"("api_key": "sk-pasted")"),
            "warning: providers[0].api_key: unknown field; store keys outside this file and reference them: \"keys\": [{\"name\": \"main\", \"secret\": "
            "\"keychain:NAME\"}]"},
        {withProvider(R"("timeouts": {"conect_ms": 5})"),
            "warning: providers[0].timeouts.conect_ms: unknown field; did you mean \"connect_ms\"?"},
        {withListen(R"("tls": {"cert": "x"})"),
            "warning: listen.tls.cert: unknown field; did you mean \"certificate\"?"},
        {withMatch(R"("models": [{"prefix": "a", "note": "b"}])"),
            "warning: routes[0].match.models[0].note: unknown field; it is kept but has no effect"},
    })));
}

TEST_CASE("reports all issues and not only the first")
{
    CHECK(
        issuesIn(
            R"({"version": 1, "listen": {"http_port": true, "addres": 1}, "routes": [{"id": 5, "targets": [{"provider": "x"}]}]})")
        == std::vector<std::string>{
            "error: listen.http_port: must be a whole number from 0 to 65535, not true",
            "warning: listen.addres: unknown field; did you mean \"address\"?",
            "error: routes[0].id: must be text, not 5",
            "error: routes[0].targets[0].provider: must be the id of a configured provider",
        });
}

TEST_CASE("warns about providers reserved by routes and limits that restrict nobody")
{
    struct Row {
        const char* name;
        std::string text;
        std::vector<std::string> paths;
    };
    const std::string route = R"("routes": [{"id": "r", "targets": [{"provider": "deepseek"}], )";
    const std::string consumers = R"(, "consumers": [{"name": "ide", "models": ["m"]}, {"name": "agent", "routes": ["r"]}])";
    const auto row = GENERATE_COPY(values<Row>({
        {"a route with consumers", withTop(route + R"("consumers": ["ide"]}])" + R"(, "consumers": [{"name": "ide"}])"), {"providers[0].consumers"}},
        {"a route that is off", withTop(route + R"("enabled": false, "match": {"consumers": ["anonymous"]}}])" + R"(, "consumers": [{"name": "ide"}])"),
            {"providers[0].consumers"}},
        {"everybody is let in", withTop(route + R"("consumers": ["ide", "anonymous"]}])" + R"(, "consumers": [{"name": "ide"}])"), {}},
        {"an open route", withTop(route + R"("consumers": []}])"), {}},
        {"limits that leaving out the key lifts", withTop(route + R"("consumers": []}])" + consumers), {"consumers[0].models", "consumers[1].routes"}},
        {"keys are always needed", withTop(route + R"("consumers": []}], "listen": {"require_key": "always"})" + consumers), {"listen.require_key"}},
    }));
    CAPTURE(row.name);
    std::vector<Issue> issues;
    REQUIRE(Document::parse(row.text, issues));
    std::vector<std::string> paths;
    for (const Issue& issue : issues) {
        CHECK(issue.level == Issue::Level::Warning);
        paths.push_back(issue.path);
    }
    CHECK(paths == row.paths);
}

TEST_CASE("no issue repeats what may be a key")
{
    // The rows above paste keys wherever one may end up.
    const std::string key = "sk-0123456789abcdef0123456789abcdef";
    const std::string complete = test::testData("config/complete.json");
    const auto tree = parseJson(complete).value().flatten();
    for (const auto& [path, value] : tree.items()) {
        Json damaged = tree;
        damaged[path] = key;
        std::vector<Issue> issues;
        (void)Document::parse(gateway::toText(damaged.unflatten()), issues);
        for (const std::string& line : linesOf(issues)) {
            CAPTURE(path, line);
            CHECK(line.find("0123456789") == std::string::npos);
        }
    }
}

TEST_CASE("reports problems of shadow requests")
{
    const auto shadow = [](const std::string& members) { return withRoute(R"("shadow": {)" + members + "}"); };
    const auto row = GENERATE_COPY(values<FaultRow>({
        {withRoute(R"("shadow": null)"), ""},
        {shadow(R"("to": "deepseek/x", "max_cost_per_day": 1)"), ""},
        {shadow(R"("to": "deepseek/x", "share": 1, "max_cost_per_day": 1, "currency": "CNY")"), ""},
        {shadow(R"("max_cost_per_day": 1)"), "error: routes[0].shadow.to: is missing"},
        {shadow(R"("to": "deepseek/x")"), "error: routes[0].shadow.max_cost_per_day: is missing"},
        {shadow(R"("to": "deepseek", "max_cost_per_day": 1)"), "error: routes[0].shadow.to: "},
        {shadow(R"("to": "nobody/x", "max_cost_per_day": 1)"), "error: routes[0].shadow.to: must begin with the id of a configured provider"},
        {shadow(R"("to": "deepseek/x", "share": 1.5, "max_cost_per_day": 1)"), "error: routes[0].shadow.share: "},
        {shadow(R"("to": "deepseek/x", "share": -0.1, "max_cost_per_day": 1)"), "error: routes[0].shadow.share: "},
        {shadow(R"("to": "deepseek/x", "max_cost_per_day": -1)"), "error: routes[0].shadow.max_cost_per_day: "},
        {shadow(R"("to": "deepseek/x", "max_cost_per_day": 1, "currency": "EUR")"), "error: routes[0].shadow.currency: "},
        {shadow(R"("to": "deepseek/x", "share": 0, "max_cost_per_day": 1)"),
            "warning: routes[0].shadow.share: is 0, so no request is copied; set \"shadow\" to null to turn it off"},
        {withRoute(R"("client_credential": true, "shadow": {"to": "deepseek/x", "max_cost_per_day": 1})"),
            "error: routes[0].shadow: must not be set beside \"client_credential\": a client's own key is sent to the first target only; remove one of them"},
    }));
    CAPTURE(row.text);
    const auto lines = issuesIn(row.text);
    REQUIRE(lines.size() == (row.line.empty() ? 0 : 1));
    if (!row.line.empty())
        CHECK_THAT(lines[0], Catch::StartsWith(row.line));
}

TEST_CASE("reports problems of experiments")
{
    const auto routes = [](const std::string& members, const std::string& more = {}) {
        return withTop(R"("routes": [{"id": "r", "targets": [{"provider": "deepseek", "model": "a"}, {"provider": "deepseek", "model": "b"}, {"provider": "deepseek", "weight": 0}, )"
                       R"({"provider": "deepseek", "model": "a", "priority": 7}, {"provider": "deepseek", "model": "c", "weight": 0}], )"
            + members + "}" + more + "]");
    };
    const auto experiment = [&](const std::string& members) { return routes(R"("experiment": {)" + members + "}"); };
    const auto armed = [&](const std::string& arms) { return experiment(R"("name": "x", "arms": [)" + arms + "]"); };
    const std::string arms = R"("arms": [{"target": 0, "share": 0.9}, {"target": 1, "share": 0.1}])";
    const auto row = GENERATE_COPY(values<FaultRow>({
        {routes(R"("experiment": null)"), ""},
        {experiment(R"("name": "x", )" + arms), ""},
        {experiment(R"("name": "x", "by": "session", "measure": "latency", "stop": true, )" + arms), ""},
        {experiment(arms), "error: routes[0].experiment.name: is missing"},
        {experiment(R"("name": "", )" + arms), "error: routes[0].experiment.name: "},
        {experiment(R"("name": "x")"), "error: routes[0].experiment.arms: is missing"},
        {experiment(R"("name": "x", "by": "consumer", )" + arms), "error: routes[0].experiment.by: "},
        {experiment(R"("name": "x", "measure": "speed", )" + arms), "error: routes[0].experiment.measure: "},
        {experiment(R"("name": "x", "measure": "judge", )" + arms), "error: routes[0].experiment.judge: is missing: the measure \"judge\" needs a judge"},
        {experiment(R"("name": "x", "measure": "judge", "judge": {"model": "deepseek/j", "rubric": "Is it kind?", "max_per_day": 1}, )" + arms), ""},
        {experiment(R"("name": "x", "judge": {"model": "deepseek/j", "rubric": "helpful"}, )" + arms), "warning: routes[0].experiment.judge: is not used"},
        {experiment(R"("name": "x", "measure": "judge", "judge": {"model": "other/j", "rubric": "helpful"}, )" + arms), "error: routes[0].experiment.judge.model: must begin with the id of a configured provider"},
        {experiment(R"("name": "x", "measure": "judge", "judge": {"model": "j", "rubric": "helpful"}, )" + arms), "error: routes[0].experiment.judge.model: "},
        {experiment(R"("name": "x", "measure": "judge", "judge": {"model": "deepseek/j"}, )" + arms), "error: routes[0].experiment.judge.rubric: is missing"},
        {experiment(R"("name": "x", "measure": "judge", "judge": {"model": "deepseek/j", "rubric": "helpful", "max_per_day": 0}, )" + arms), "error: routes[0].experiment.judge.max_per_day: "},
        {armed(R"({"target": 0})"), "error: routes[0].experiment.arms: must have two entries: an experiment compares two targets"},
        {armed(R"({"target": 0}, {"target": 1}, {"target": 4})"), "error: routes[0].experiment.arms: must have two entries"},
        {armed(R"({"target": 0}, {"share": 0.5})"), "error: routes[0].experiment.arms[1].target: is missing"},
        {armed(R"({"target": -1}, {"target": 1})"), "error: routes[0].experiment.arms[0].target: "},
        {armed(R"({"target": 0}, {"target": 5})"), "error: routes[0].experiment.arms[1].target: must be the index of a target of this route, from 0 to 4"},
        {armed(R"({"target": 0}, {"target": 0})"), "error: routes[0].experiment.arms[1].target: must be another target than that of the first arm"},
        {armed(R"({"target": 0}, {"target": 3})"), "error: routes[0].experiment.arms[1].target: must be another target than that of the first arm"},
        {armed(R"({"target": 2}, {"target": 1})"), "error: routes[0].experiment.arms[0].target: must be a target with a \"model\" of its own"},
        {armed(R"({"target": 0}, {"target": 4})"), "warning: routes[0].experiment.arms[1].target: has weight 0, so it is never used"},
        {armed(R"({"target": 0, "share": 0}, {"target": 1, "share": 0})"), "error: routes[0].experiment.arms: both shares are 0; set at least one above 0"},
        {armed(R"({"target": 0, "share": 1}, {"target": 1, "share": 0})"), "warning: routes[0].experiment.arms[1].share: is 0, so all requests go to the other arm"},
        {armed(R"({"target": 0, "share": 2}, {"target": 1})"), "error: routes[0].experiment.arms[0].share: "},
        {routes(R"("client_credential": true, "experiment": {"name": "x", )" + arms + "}"), "error: routes[0].experiment: must not be set beside \"client_credential\""},
        {routes(R"("match": {"models": [{"exact": "q"}]}, "experiment": {"name": "x", )" + arms + "}", R"(, {"id": "s", "match": {"models": [{"exact": "m"}]}, "targets": [{"provider": "deepseek", "model": "a"}, {"provider": "deepseek", "model": "b"}], "experiment": {"name": "x", )" + arms + "}}"),
            "error: routes[1].experiment.name: is the name of the experiment of route \"r\" too; choose another one"},
    }));
    CAPTURE(row.text);
    const auto lines = issuesIn(row.text);
    CAPTURE(lines);
    REQUIRE(lines.size() == (row.line.empty() ? 0 : 1));
    if (!row.line.empty())
        CHECK_THAT(lines[0], Catch::StartsWith(row.line));
}
