#include "gateway/exchange/admission/admission.h"
#include "gateway/secrets/consumer_key.h"

#include "catch.h"

#include <QCryptographicHash>

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

http::RequestHead head(const char* host = "localhost:8080")
{
    http::RequestHead head;
    head.method = "POST";
    head.path = "/v1/chat/completions";
    head.host = host;
    return head;
}

} // namespace

TEST_CASE("a path of a route's own is one of chat completions, unless an endpoint is there")
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

TEST_CASE("only the gateway's own names are taken as Host")
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

TEST_CASE("pages of foreign origins are refused, and told how they are let in; those of this machine are not")
{
    struct Row {
        const char* origin;
        bool own;
        const char* remedy = "";
    };
    constexpr const char* kAdd = "Add the origin to listen.allowed_origins to let them.";
    constexpr const char* kServe = "open it from a web server";
    const auto row = GENERATE(values<Row>({
        {"http://localhost:3000", true},
        {"http://127.0.0.1", true},
        {"https://[::1]:8443", true},
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
    CHECK(checked.error().message.find(row.remedy) != std::string::npos);
    CHECK_FALSE(mayReadAnswers(row.origin, *snapshot()));
}

TEST_CASE("without configuration no page reads answers")
{
    config::Settings plain = settings();
    plain.listen.allowedOrigins.clear();
    const auto origin = GENERATE("http://localhost:3000", "https://chat.example.com", "vscode-webview://abc", "vscode-file://vscode-app",
                                 "app://obsidian.md", "tauri://localhost", "null");
    CAPTURE(origin);
    CHECK_FALSE(mayReadAnswers(origin, *snapshot(plain)));
}

TEST_CASE("a key is found wherever a dialect puts it")
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
    CHECK(identifyCaller(request, *snapshot(), std::chrono::system_clock::now())->name == "ide");
    http::RequestHead query = head();
    query.query = "a=b&key=go%6Fd";
    CHECK(shownKeys(query) == std::vector<std::string>{"good"});
}

TEST_CASE("a key of this gateway may stand beside the client's own, which alone is passed on")
{
    http::RequestHead request = head();
    request.headers.add("Authorization", "Bearer sk-own");
    request.headers.add("x-api-key", "good");
    CHECK(identifyCaller(request, *snapshot(), std::chrono::system_clock::now())->name == "ide");
    CHECK(clientCredential(request, *snapshot()) == providers::Authorization{{"authorization", "Bearer sk-own"}});
    for (const char* const value : {"Bearer good", "bearer  good", "good"}) {
        http::RequestHead alone = head();
        alone.headers.add("authorization", value);
        alone.headers.add("api-key", "good");
        CHECK(clientCredential(alone, *snapshot()).empty());
    }
}

TEST_CASE("a key of this gateway is known in whatever form it is shown")
{
    const std::string forgotten = secrets::makeConsumerKey().key.reveal(); // of nobody, any more
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

TEST_CASE("who may come in")
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
    request.isLoopback = row.loopback;
    if (*row.key != '\0')
        request.headers.add("x-api-key", row.key);
    const auto caller = identifyCaller(request, *snapshot(settings(row.require)), std::chrono::system_clock::now());
    REQUIRE(caller.has_value() == (*row.caller != '\0'));
    if (caller) {
        CHECK(caller->name == row.caller);
    } else {
        CHECK(caller.error().kind == ErrorKind::InvalidConsumerKey);
        CHECK((*row.key == '\0' || caller.error().message.find(row.key) == std::string::npos
               || std::string(row.key) == "off" || std::string(row.key) == "old"));
    }
}

TEST_CASE("the program's own key opens everything, to this machine")
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
        {"at its address of the network", shown, RequireKey::Auto, false, true, "Signalbox"},
        {"of another machine", shown, RequireKey::Auto, false, false, ""},
        {"not where the program puts it", own.reveal(), RequireKey::Always, true, true, "", "x-api-key"},
        {"of another process", "Bearer " + other.reveal(), RequireKey::Always, true, true, ""},
        {"a part of it", shown.substr(0, shown.size() - 1), RequireKey::Always, true, true, ""},
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
        const auto caller = identifyCaller(request, *with, std::chrono::system_clock::now());
        REQUIRE(caller.has_value() == (*row.caller != '\0'));
        CHECK(clientCredential(request, *with).empty() == secrets::holdsConsumerKey(row.key)); // it goes to no provider
        if (!caller)
            continue;
        CHECK(caller->name == row.caller);
        CHECK(checkRoute(*caller, &with->settings.routes[0], "demo-rate-limited", *with)); // a route for "ide" alone
        CHECK_FALSE(identifyCaller(request, *snapshot(settings(RequireKey::Always)), std::chrono::system_clock::now())); // who knows no key of its own
    }
}

TEST_CASE("a route and a consumer may each keep the other out")
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

TEST_CASE("what a web form can send is refused on a JSON endpoint")
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

TEST_CASE("a request that was here before is a loop")
{
    http::RequestHead request = head();
    CHECK(checkHops(request, "me"));
    request.headers.set("x-signalbox-hop", "other");
    CHECK(checkHops(request, "me"));
    request.headers.set("x-signalbox-hop", "other,me");
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
    request.headers.set("x-signalbox-hop", "other");
    request.headers.add("X-Signalbox-Hop", "me"); // several lines are one list
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
    request.headers.set("x-signalbox-hop", "a,b,c,d,e,f,g,h");
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
    request.headers.set("x-signalbox-hop", "a,b,c,d");
    request.headers.add("x-signalbox-hop", "e,f,g,h");
    CHECK(checkHops(request, "me").error().kind == ErrorKind::LoopDetected);
}

TEST_CASE("a client is named after its user agent, without its version")
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

TEST_CASE("a key within a user agent is in no name, and no part of it is")
{
    const std::string key = "0123456789abcdefghijklmnopqrstuvwxyz";
    const secrets::Redactor redactor({Secret(key)});
    const std::string before = GENERATE(std::string(), std::string("x"), std::string(50, 'x')); // then the name is cut off within it
    http::RequestHead request = head();
    request.headers.add("user-agent", before + key);
    CHECK(clientName(request, redactor) == before + std::string(secrets::Redactor::kMask));
}
