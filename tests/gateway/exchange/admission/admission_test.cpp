#include "gateway/exchange/admission/admission.h"
#include "gateway/secrets/consumer_key.h"

#include "catch.h"

#include <QCryptographicHash>

using Catch::Contains;
using namespace gateway;
using namespace gateway::exchange;

namespace {

std::string sha256(const char* text)
{
    return QCryptographicHash::hash(QByteArray(text), QCryptographicHash::Sha256).toHex().toStdString();
}

config::ConsumerKey key(const char* text, bool enabled = true, std::optional<std::string> expires = {})
{
    config::ConsumerKey key;
    key.sha256 = sha256(text);
    key.enabled = enabled;
    key.expiresAt = std::move(expires);
    return key;
}

config::Settings settings(config::RequireKey require = config::RequireKey::Auto)
{
    config::Settings settings = config::demoSettings();
    settings.listen.requireKey = require;
    settings.listen.allowedHosts = {"Box.lan", "*.Team.example"};
    settings.listen.allowedOrigins = {"https://chat.example.com", "vscode-webview://*", "app://Obsidian.md"};
    config::ConsumerSettings ide;
    ide.name = "ide";
    ide.keys = {key("good"), key("off", false), key("old", true, "2020-01-01T00:00:00Z"),
                key("young", true, "2999-01-01T00:00:00Z")};
    config::ConsumerSettings ci;
    ci.name = "ci";
    ci.keys = {key("ci-key")};
    ci.models = {"demo"};
    config::ConsumerSettings gone;
    gone.name = "gone";
    gone.enabled = false;
    gone.keys = {key("gone-key")};
    settings.consumers = {ide, ci, gone};
    settings.routes[0].consumers = {"ide"};
    settings.routes[0].match.domains = {"ai.example.com", "*.wild.example"};
    return settings;
}

std::shared_ptr<const Snapshot> snapshot(config::Settings of = settings(), const SnapshotInputs& inputs = {})
{
    static const auto catalog = providers::Catalog::load().value();
    return makeSnapshot(std::move(of), *catalog, inputs);
}

/// The caller of `request`; `user`: at the other end of its connection.
Result<Caller> callerOf(const http::RequestHead& request, const Snapshot& with, PeerUser user = PeerUser())
{
    return identifyCaller(request, ClientIdentity(request, with, user), with, std::chrono::system_clock::now());
}

http::RequestHead head(const char* host = "localhost:8080")
{
    http::RequestHead head;
    head.method = "POST";
    head.path = "/v1/chat/completions";
    head.host = host;
    return head;
}

} // namespace

TEST_CASE("a route's custom path serves chat completions unless it ends in an endpoint")
{
    struct Row {
        const char* path;
        std::optional<Operation> operation;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", Operation::Converse},
        {"/team/anything", Operation::Converse},
        {"/team/v1/models", Operation::ListModels},
        {"/other", std::nullopt},
    }));
    CAPTURE(row.path);
    config::Settings of = settings();
    of.routes[0].match.paths = {{config::TextMatch::Kind::Prefix, "/team"}};
    const auto with = snapshot(of);
    const Endpoint* const endpoint = endpointAt(row.path, *with).endpoint;
    CHECK((endpoint ? std::optional(endpoint->operation) : std::nullopt) == row.operation);
}

TEST_CASE("accepts only the gateway's own names as Host")
{
    struct Row {
        const char* host;
        bool own;
    };
    const auto row = GENERATE(values<Row>({
        {"localhost", true},       {"localhost:8080", true},  {"127.0.0.1:8080", true}, {"127.9.9.9", true},
        {"[::1]:8080", true},      {"[::1]", true},           {"box.lan", true},        {"box.lan:80", true},
        {"ai.example.com", true},  {"x.wild.example", false}, {"evil.com", false},      {"localhost.evil.com", false},
        {"evil.com:8080", false},  {"192.168.1.5", false},    {"", false},              {"127.0.0.1.evil.com", false},
        {"app.localhost", true},   {"[fe80::1]", false},        {"a.team.example", true}, {"team.example", false},
        {"xteam.example", false},  {".team.example", false},
        {"[::1].evil.com", false}, {"[::1]evil.com", false},  {"[localhost]", false},   {"[127.0.0.1]", false},
        {"[::1", false},           {"[::1]:", true},          {"localhost:", true},     {"localhost:65535", true},
        {"localhost:65536", false}, {"localhost:-1", false},  {"localhost:8080.evil.com", false}, {"::1", false},
        {".localhost", false},     {"2130706433", false},     {"0x7f.1", false},        {"127.1", false},
        {"[0:0:0:0:0:0:0:1]", true}, {"evil.com@localhost", false}, {"localhost/evil", false}, {"app_1.localhost:3000", true},
    }));
    CAPTURE(row.host);
    const auto checked = checkSource(head(row.host), *snapshot());
    CHECK(checked.has_value() == row.own);
    if (!checked)
        CHECK(checked.error().kind == ErrorKind::ForbiddenHost);
}

TEST_CASE("rejects pages of foreign origins including other local ports and tells how to allow them")
{
    struct Row {
        const char* origin;
        bool own;
        const char* remedy = "";
    };
    constexpr const char* kAdd = "Add the origin to listen.allowed_origins to let them.";
    constexpr const char* kServe = "Serve it from a web server";
    const auto row = GENERATE(values<Row>({
        {"http://localhost:8080", true},
        {"http://127.0.0.1:8080", true},
        {"http://[::1]:8080", true},
        {"HTTP://LocalHost:8080", true},
        {"http://box.lan:8080", true},
        {"http://localhost:3000", false, kAdd},
        {"http://localhost:80800", false, kAdd},
        {"http://localhost:08080", false, kAdd},
        {"http://localhost", false, kAdd},
        {"http://127.0.0.1", false, kAdd},
        {"https://localhost", false, kAdd},
        {"https://[::1]:8443", false, kAdd},
        {"http://[::1]", false, kAdd},
        {"http://box.lan", false, kAdd},
        {"http://127.0.0.2:8080", false, kAdd},
        {"http://app.localhost:8080", false, kAdd},
        {"https://chat.example.com", true},
        {"https://chat.example.com.evil.com", false, kAdd},
        {"https://chat.example.com:444", false, kAdd},
        {"http://evil.com", false, kAdd},
        {"http://localhost.evil.com", false, kAdd},
        {"http://localhost@evil.com", false, kAdd},
        {"http://localhost:3000.evil.com", false, kAdd},
        {"http://localhost:@evil.com", false, kAdd},
        {"http://localhost:1 evil", false, kAdd},
        {"http://[::1].evil.com", false, kAdd},
        {"http://localhost:3000/", false, kAdd},
        {"null", false, kServe},
        {"", false, kServe},
        {"file://", false, kServe},
        {"chrome-extension://abc", false, "listen.allowed_origins to let them, or \"chrome-extension://*\""},
        {"tauri://localhost", false, "listen.allowed_origins to let them, or \"tauri://*\""},
        {"vscode-file://vscode-app", false, "or \"vscode-file://*\""},
        {"app://evil.app", false, "or \"app://*\""},
        {"app://obsidian.md.evil", false, "or \"app://*\""},
        {"vscode-webview://abc", true},
        {"VSCode-webview://1q2w3e", true},
        {"vscode-webview://", false, kServe},
        {"vscode-webviews://abc", false, "or \"vscode-webviews://*\""},
        {"app://obsidian.md", true},
    }));
    CAPTURE(row.origin);
    http::RequestHead request = head();
    request.headers.add("Origin", row.origin);
    const auto checked = checkSource(request, *snapshot());
    REQUIRE(checked.has_value() == row.own);
    if (checked)
        return;
    CHECK(checked.error().kind == ErrorKind::ForbiddenOrigin);
    CHECK(checked.error().text().find(row.remedy) != std::string::npos);
    CHECK_FALSE(mayReadAnswers(row.origin, *snapshot()));
}

TEST_CASE("the own port is the one in the Host header even behind a proxy")
{
    struct Row {
        const char* name;
        const char* host;
        const char* origin;
        bool isSecure;
        const char* forwarding; // a header that a proxy adds
        bool own;
    };
    const auto row = GENERATE(values<Row>({
        {"HTTPS listener", "localhost:8443", "https://localhost:8443", true, nullptr, true},
        {"HTTPS listener, page of the HTTP port", "localhost:8443", "http://localhost:8080", true, nullptr, false},
        {"another port of a container's host", "localhost:9000", "http://localhost:9000", false, nullptr, true},
        {"our port inside a container", "localhost:9000", "http://localhost:8080", false, nullptr, false},
        {"port 80", "localhost", "http://localhost", false, nullptr, true},
        {"port 80, page of 443", "localhost", "https://localhost", false, nullptr, false},
        {"port 443", "localhost", "https://localhost", true, nullptr, true},
        {"port 443, page of 80", "localhost", "http://localhost", true, nullptr, false},
        {"behind a proxy with TLS", "box.lan", "https://box.lan", false, "x-forwarded-for", true},
        {"behind it, another port", "box.lan", "https://box.lan:8443", false, "x-forwarded-for", false},
        {"HTTPS server at our HTTP port", "127.0.0.1:8080", "https://127.0.0.1:8080", false, nullptr, false},
        {"HTTP server at our HTTPS port", "localhost:8443", "http://localhost:8443", true, nullptr, false},
        {"behind a proxy with TLS, a port in the host", "box.lan:8443", "https://box.lan:8443", false, "x-forwarded-for", true},
        {"another loopback address", "127.0.0.2:8080", "http://127.0.0.2:8080", false, nullptr, true},
    }));
    CAPTURE(row.name);
    http::RequestHead request = head(row.host);
    request.isSecure = row.isSecure;
    request.headers.add("Origin", row.origin);
    if (row.forwarding)
        request.headers.add(row.forwarding, "192.0.2.1");
    CHECK(checkSource(request, *snapshot()).has_value() == row.own);
}

TEST_CASE("a browser can neither open nor embed nor run answers nor send cross-site requests")
{
    struct Row {
        const char* name;
        const char* site;
        const char* mode;
        const char* destination;
        const char* origin; // null: none
        bool taken;
        bool takenForLiveness;
    };
    constexpr const char* kAllowed = "https://chat.example.com";
    constexpr const char* kOwn = "http://localhost:8080";
    const auto row = GENERATE(values<Row>({
        {"address bar", "none", "navigate", "document", nullptr, false, true},
        {"link", "cross-site", "navigate", "document", nullptr, false, true},
        {"frame", "cross-site", "navigate", "iframe", nullptr, false, true},
        {"old frame", "same-site", "navigate", "frame", nullptr, false, true},
        {"nested navigation", "same-origin", "nested-navigate", "iframe", nullptr, false, true},
        {"navigation of a form", "cross-site", "navigate", "document", kAllowed, false, true},
        {"navigation without a destination", "none", "navigate", nullptr, nullptr, false, true},
        {"embed", "cross-site", "navigate", "embed", nullptr, false, true},
        {"object", "same-origin", "navigate", "object", nullptr, false, true},
        {"image", "cross-site", "no-cors", "image", nullptr, false, true},
        {"own image", "same-origin", "no-cors", "image", nullptr, false, true},
        {"allowed image", "cross-site", "cors", "image", kAllowed, false, true},
        {"script", "cross-site", "no-cors", "script", nullptr, false, true},
        {"module", "same-origin", "cors", "script", kOwn, false, true},
        {"worker", "same-origin", "same-origin", "worker", nullptr, false, true},
        {"shared worker", "same-origin", "same-origin", "sharedworker", nullptr, false, true},
        {"service worker", "same-origin", "same-origin", "serviceworker", nullptr, false, true},
        {"audio worklet", "same-origin", "cors", "audioworklet", nullptr, false, true},
        {"style", "cross-site", "no-cors", "style", nullptr, false, true},
        {"font", "same-origin", "cors", "font", kOwn, false, true},
        {"sound", "cross-site", "no-cors", "audio", nullptr, false, true},
        {"film", "cross-site", "no-cors", "video", nullptr, false, true},
        {"subtitles", "cross-site", "cors", "track", kAllowed, false, true},
        {"manifest", "same-origin", "cors", "manifest", nullptr, false, true},
        {"report", "same-origin", "cors", "report", nullptr, false, true},
        {"style sheet of XML", "same-origin", "same-origin", "xslt", nullptr, false, true},
        {"imported JSON", "same-origin", "cors", "json", nullptr, false, true},
        {"an unknown destination", "same-origin", "cors", "hologram", nullptr, false, true},
        {"an unknown mode", "same-origin", "beam", "empty", nullptr, false, true},
        {"a foreign page without its origin", "cross-site", "no-cors", "empty", nullptr, false, false},
        {"another port without its origin", "same-site", "no-cors", "empty", nullptr, false, false},
        {"an unknown site", "nearby", "no-cors", "empty", nullptr, false, false},
        {"a foreign fetch", "cross-site", "cors", "empty", "https://evil.example", false, false},
        {"a sandboxed fetch", "cross-site", "cors", "empty", "null", false, false},
        {"another port's fetch", "same-site", "cors", "empty", "http://localhost:3000", false, false},
        {"an allowed fetch", "cross-site", "cors", "empty", kAllowed, true, true},
        {"our own fetch", "same-origin", "cors", "empty", kOwn, true, true},
        {"our own fetch that reads", "same-origin", "cors", "empty", nullptr, true, true},
        {"an extension", "none", "cors", "empty", nullptr, true, true},
        {"a browser that sends only the site", "same-origin", nullptr, nullptr, nullptr, true, true},
        {"not a browser", nullptr, nullptr, nullptr, nullptr, true, true},
    }));
    CAPTURE(row.name);
    http::RequestHead request = head();
    for (const auto& [name, value] : {std::pair{"Sec-Fetch-Site", row.site}, std::pair{"Sec-Fetch-Mode", row.mode},
             std::pair{"Sec-Fetch-Dest", row.destination}, std::pair{"Origin", row.origin}})
        if (value)
            request.headers.add(name, value);
    for (const bool isLiveness : {false, true}) {
        const auto checked = checkSource(request, *snapshot(), isLiveness);
        CHECK(checked.has_value() == (isLiveness ? row.takenForLiveness : row.taken));
        if (!checked)
            CHECK(checked.error().kind == ErrorKind::ForbiddenOrigin);
    }
}

TEST_CASE("a repeated Sec-Fetch header does not hide the first one")
{
    struct Row {
        const char* header;
        const char* first;
        const char* second;
    };
    const auto row = GENERATE(values<Row>({{"Sec-Fetch-Dest", "empty", "document"}, {"Sec-Fetch-Dest", "script", "empty"},
                                           {"Sec-Fetch-Mode", "cors", "navigate"}, {"sec-fetch-site", "none", "cross-site"}}));
    http::RequestHead request = head();
    request.headers.add(row.header, row.first);
    request.headers.add(row.header, row.second);
    CHECK_FALSE(checkSource(request, *snapshot()));
}

TEST_CASE("a page may post JSON or a file form where files are accepted")
{
    struct Row {
        const char* type; // null: none
        bool isJson;
        bool isForm;
    };
    const auto row = GENERATE(values<Row>({
        {"application/json", true, false},
        {"Application/JSON ; charset=utf-8", true, false},
        {"application/vnd.api+json", true, false},
        {"multipart/form-data; boundary=x", false, true},
        {"text/plain", false, false},
        {"application/x-www-form-urlencoded", false, false},
        {"text/plain; application/json", false, false},
        {"application/jsonp", false, false},
        {"application/octet-stream", false, false},
        {"+json", false, false},
        {"", false, false},
        {nullptr, false, false},
    }));
    CAPTURE(row.type ? row.type : "none");
    http::RequestHead request = head();
    if (row.type)
        request.headers.add("Content-Type", row.type);
    CHECK(checkPageBody(request, false)); // not from a page
    request.headers.add("Origin", "http://localhost:8080");
    CHECK(checkPageBody(request, false).has_value() == row.isJson);
    CHECK(checkPageBody(request, true).has_value() == (row.isJson || row.isForm));
    request.method = "GET";
    CHECK(checkPageBody(request, false));
}

TEST_CASE("by default no web page can read answers")
{
    config::Settings plain = settings();
    plain.listen.allowedOrigins.clear();
    const auto origin = GENERATE("http://localhost:3000", "https://chat.example.com", "vscode-webview://abc", "vscode-file://vscode-app",
                                 "app://obsidian.md", "tauri://localhost", "null");
    CAPTURE(origin);
    CHECK_FALSE(mayReadAnswers(origin, *snapshot(plain)));
}

TEST_CASE("finds a key in the header or query of every API")
{
    struct Row {
        const char* header;
        const char* value;
    };
    const auto row = GENERATE(values<Row>({{"Authorization", "Bearer good"}, {"authorization", "bearer  good"},
                                           {"x-api-key", "good"}, {"api-key", "good"}, {"X-Goog-Api-Key", "good"}}));
    http::RequestHead request = head();
    request.headers.add(row.header, row.value);
    CHECK(shownKeys(request) == std::vector<std::string>{"good"});
    CHECK(callerOf(request, *snapshot())->name == "ide");
    http::RequestHead query = head();
    query.query = "a=b&key=go%6Fd";
    CHECK(shownKeys(query) == std::vector<std::string>{"good"});
}

TEST_CASE("accepts a gateway key beside the client's own key and forwards only the latter")
{
    http::RequestHead request = head();
    request.headers.add("Authorization", "Bearer sk-own");
    request.headers.add("x-api-key", "good");
    CHECK(callerOf(request, *snapshot())->name == "ide");
    CHECK(clientCredential(request, *snapshot()) == providers::Authorization{{"authorization", "Bearer sk-own"}});
    for (const char* const value : {"Bearer good", "bearer  good", "good"}) {
        http::RequestHead alone = head();
        alone.headers.add("authorization", value);
        alone.headers.add("api-key", "good");
        CHECK(clientCredential(alone, *snapshot()).empty());
    }
}

TEST_CASE("recognises a gateway key in every form")
{
    const std::string forgotten = secrets::makeConsumerKey().key.reveal(); // of a deleted consumer
    struct Row {
        std::string value;
        bool isOurs;
    };
    const auto basic = [](const std::string& text) {
        return "Basic " + QByteArray::fromStdString(text).toBase64().toStdString();
    };
    const auto row = GENERATE_COPY(values<Row>({
        {basic("user:good"), true},
        {basic("good:"), true},
        {basic("good"), true},
        {basic("user:" + forgotten), true},
        {basic(forgotten + ":x"), true},
        {"basic   " + QByteArray("user:off").toBase64().toStdString(), true},
        {"Token good", true},
        {"Token " + forgotten, true},
        {basic("user:their own"), false},
        {basic("user:good:and more"), true},
        {basic("user:x:good"), true},
        {"Bearer\tgood", true},
        {"Bearer good,", true},
        {"Bearer \"good\"", true},
        {"Bearer their-own, Bearer good", true},
        {"ApiKey key=good", true},
        {"Digest username=\"u\", key=\"good\"", true},
        {basic("a:b") + ", " + basic("user:good"), true},
        {"Bearer goods", false},
        {"Basic", false},
        {"Basic ====", false},
        {"Token other", false},
    }));
    CAPTURE(row.value);
    http::RequestHead request = head();
    request.headers.add("authorization", row.value);
    const auto credential = clientCredential(request, *snapshot());
    CHECK(credential == (row.isOurs ? providers::Authorization{} : providers::Authorization{{"authorization", row.value}}));
}

TEST_CASE("admits callers by key and address and require_key")
{
    struct Row {
        config::RequireKey require;
        bool loopback;
        const char* key;
        const char* caller; // empty: refused
    };
    using config::RequireKey;
    const auto row = GENERATE(values<Row>({
        {RequireKey::Auto, true, "", "anonymous"},
        {RequireKey::Auto, true, "sk-anything", "anonymous"},
        {RequireKey::Auto, true, "good", "ide"},
        {RequireKey::Auto, true, "young", "ide"},
        {RequireKey::Auto, true, "off", ""},
        {RequireKey::Auto, true, "old", ""},
        {RequireKey::Auto, true, "gone-key", ""},
        {RequireKey::Auto, false, "", ""},
        {RequireKey::Auto, false, "sk-anything", ""},
        {RequireKey::Auto, false, "ci-key", "ci"},
        {RequireKey::Always, true, "", ""},
        {RequireKey::Always, true, "sk-anything", ""},
        {RequireKey::Always, true, "good", "ide"},
    }));
    CAPTURE(row.key, row.loopback);
    http::RequestHead request = head();
    request.isLoopback = request.isThisMachine = row.loopback;
    if (*row.key != '\0')
        request.headers.add("x-api-key", row.key);
    const auto caller = callerOf(request, *snapshot(settings(row.require)));
    REQUIRE(caller.has_value() == (*row.caller != '\0'));
    if (caller) {
        CHECK(caller->name == row.caller);
    } else {
        CHECK(caller.error().kind == ErrorKind::InvalidConsumerKey);
        CHECK((*row.key == '\0' || caller.error().text().find(row.key) == std::string::npos
               || std::string(row.key) == "off" || std::string(row.key) == "old"));
    }
}

TEST_CASE("the program's own key admits to everything but only from this machine")
{
    struct Row {
        const char* name;
        std::string key;
        config::RequireKey require;
        bool isLoopback;
        bool isThisMachine;
        const char* caller; // empty: refused
        const char* header = "authorization";
    };
    using config::RequireKey;
    const auto own = secrets::makeConsumerKey().key;
    const auto other = secrets::makeConsumerKey().key;
    const std::string shown = "Bearer " + own.reveal();
    const std::vector<Row> rows{
        {"needed", shown, RequireKey::Always, true, true, "Signalbox"},
        {"not needed", shown, RequireKey::Auto, true, true, "Signalbox"},
        {"at this machine's network address", shown, RequireKey::Auto, false, true, "Signalbox"},
        {"from another machine", shown, RequireKey::Auto, false, false, ""},
        {"in another header than the program uses", own.reveal(), RequireKey::Always, true, true, "", "x-api-key"},
        {"of another process", "Bearer " + other.reveal(), RequireKey::Always, true, true, ""},
        {"a prefix", shown.substr(0, shown.size() - 1), RequireKey::Always, true, true, ""},
    };
    const bool hasConsumers = GENERATE(true, false);
    for (const Row& row : rows) {
        CAPTURE(row.name, hasConsumers);
        SnapshotInputs inputs;
        inputs.ownKey = ConsumerKeys::digestOf(own.reveal());
        config::Settings of = settings(row.require);
        if (!hasConsumers)
            of.consumers.clear();
        const auto with = snapshot(std::move(of), inputs);
        http::RequestHead request = head();
        request.isLoopback = row.isLoopback;
        request.isThisMachine = row.isThisMachine;
        request.headers.add(row.header, row.key);
        const auto caller = callerOf(request, *with);
        REQUIRE(caller.has_value() == (*row.caller != '\0'));
        CHECK(clientCredential(request, *with).empty() == secrets::holdsConsumerKey(row.key)); // it is sent to no provider
        if (!caller)
            continue;
        CHECK(caller->name == row.caller);
        CHECK(checkRoute(*caller, &with->settings.routes[0], "demo-rate-limited", *with)); // a route reserved for "ide"
        CHECK_FALSE(callerOf(request, *snapshot(settings(RequireKey::Always)))); // a snapshot without an own key
    }
}

TEST_CASE("a route and a consumer can each exclude the other")
{
    const auto with = snapshot();
    const config::RouteSettings* const route = &with->settings.routes[0];
    CHECK(checkRoute({"ide", 0}, route, "demo-rate-limited", *with));
    CHECK(checkRoute({"anonymous", {}}, route, "x", *with).error().kind == ErrorKind::InvalidConsumerKey);
    CHECK(checkRoute({"ci", 1}, route, "demo", *with).error().kind == ErrorKind::ConsumerNotAllowed);
    CHECK(checkRoute({"ci", 1}, nullptr, "demo", *with));
    CHECK(checkRoute({"ci", 1}, nullptr, "other", *with).error().kind == ErrorKind::ConsumerNotAllowed);
    CHECK(checkRoute({"anonymous", {}}, nullptr, "other", *with));
}

TEST_CASE("rejects content types of web forms on a JSON endpoint")
{
    struct Row {
        const char* name;
        const char* value;
        bool taken;
    };
    const auto row = GENERATE(values<Row>({
        {"content-type", "application/json", true},
        {"content-type", "application/json; charset=utf-8", true},
        {"x-none", "", true},
        {"content-type", "text/plain", false},
        {"content-type", "TEXT/PLAIN ;charset=utf-8", false},
        {"content-type", "application/x-www-form-urlencoded", false},
        {"content-type", "multipart/form-data; boundary=x", false},
        {"content-encoding", "identity", true},
        {"content-encoding", "gzip", true},
        {"content-encoding", "BR", true},
        {"content-encoding", "compress", false},
        {"content-encoding", "gzip, br", false},
    }));
    CAPTURE(row.value);
    http::RequestHead request = head();
    request.headers.add(row.name, row.value);
    CHECK(checkBodyType(request).has_value() == row.taken);
}

TEST_CASE("an error names a header that was sent more than once")
{
    const auto messageOf = [](const auto& refused) {
        REQUIRE_FALSE(refused);
        return refused.error().text();
    };
    http::RequestHead origins = head();
    origins.headers.add("Origin", "https://chat.example.com"); // the only allowed origin
    origins.headers.add("origin", "https://chat.example.com");
    CHECK_THAT(messageOf(checkSource(origins, *snapshot())), Contains("The header Origin came 2 times. Send it once"));

    for (const char* const name : {"Authorization", "x-api-key"}) {
        CAPTURE(name);
        http::RequestHead keys = head();
        for (const char* const value : {"Bearer sk-other", "Bearer sk-third", "Bearer sk-last"})
            keys.headers.add(name, value);
        const auto required = snapshot(settings(config::RequireKey::Always));
        CHECK_THAT(messageOf(callerOf(keys, *required)), Contains("The header " + std::string(name) + " came 3 times. Send it once"));
    }

    http::RequestHead types = head();
    types.headers.add("content-type", "text/plain");
    types.headers.add("content-type", "application/json");
    CHECK_THAT(messageOf(checkBodyType(types)), Contains("The header Content-Type came 2 times. Send it once"));
    types.headers.add("Origin", "https://chat.example.com");
    CHECK_THAT(messageOf(checkPageBody(types, false)), Contains("The header Content-Type came 2 times. Send it once"));
}

TEST_CASE("rejects a request that already passed through this gateway as a loop")
{
    http::RequestHead request = head();
    CHECK(checkHops(request, "me"));
    request.headers.set("x-signalbox-hop", "other");
    CHECK(checkHops(request, "me"));
    request.headers.set("x-signalbox-hop", "other,me");
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
    request.headers.set("x-signalbox-hop", "other");
    request.headers.add("X-Signalbox-Hop", "me"); // several lines form one list
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
    request.headers.set("x-signalbox-hop", "a,b,c,d,e,f,g,h");
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
    request.headers.set("x-signalbox-hop", "a,b,c,d");
    request.headers.add("x-signalbox-hop", "e,f,g,h");
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
}

TEST_CASE("names a client after its user agent without version")
{
    struct Row {
        const char* agent;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({{"curl/7.88.1", "curl"}, {"OpenAI/JS 6.49.0", "OpenAI/JS"},
                                           {"claude-cli/2.1.328 (external, cli)", "claude-cli"},
                                           {"Mozilla/5.0 (X11)", "Mozilla"}, {"", ""}, {"x\x01\x7f y", "x"}}));
    http::RequestHead request = head();
    request.headers.add("user-agent", row.agent);
    CHECK(clientName(request, secrets::Redactor()) == row.name);
}

TEST_CASE("masks a key inside a user agent")
{
    const std::string key = "0123456789abcdefghijklmnopqrstuvwxyz";
    const secrets::Redactor redactor({Secret(key)});
    const std::string before = GENERATE(std::string(), std::string("x"), std::string(50, 'x')); // the name is truncated inside the key
    http::RequestHead request = head();
    request.headers.add("user-agent", before + key);
    CHECK(clientName(request, redactor) == before + std::string(secrets::Redactor::kMask));
}
