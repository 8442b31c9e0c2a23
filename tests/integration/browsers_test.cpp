#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

constexpr const char* kPolicy = "sandbox; default-src 'none'";

/// One of each kind of endpoint.
const std::vector<std::pair<const char*, const char*>> kAllEndpoints{
    {"GET", "/v1/models"}, {"GET", "/v1/models/alias"}, {"GET", "/v1/files"}, {"GET", "/v1/files/f/content"}, {"GET", "/v1/batches"},
    {"GET", "/v1/batches/b"}, {"GET", "/v1/responses/r"}, {"GET", "/v1beta/models"}, {"GET", "/api/tags"}, {"GET", "/api/ps"},
    {"GET", "/api/version"}, {"GET", "/metrics"}, {"POST", "/v1/chat/completions"}, {"POST", "/v1/completions"}, {"POST", "/v1/embeddings"},
    {"POST", "/v1/responses"}, {"POST", "/v1/messages"}, {"POST", "/v1/messages/count_tokens"}, {"POST", "/v1/images/generations"},
    {"POST", "/v1/audio/transcriptions"}, {"POST", "/v1/rerank"}, {"POST", "/v1/moderations"}, {"POST", "/v1/files"},
    {"POST", "/v1beta/models/alias:generateContent"}, {"POST", "/api/chat"}, {"POST", "/api/generate"}, {"POST", "/api/show"},
    {"POST", "/api/embed"}};

void checkNotAPage(const HttpAnswer& answer)
{
    CAPTURE(answer.head);
    CHECK(fieldCount(answer.headers, "Content-Security-Policy") == 1);
    CHECK(answer.headerOr("Content-Security-Policy") == kPolicy);
    CHECK(answer.headerOr("X-Content-Type-Options") == "nosniff");
}

} // namespace

TEST_CASE("refuses browser navigation, embedding and scripts on every endpoint except liveness", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"] = {{"allowed_origins", Json::array({"https://ui.example"})}};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const std::string own = "http://127.0.0.1:" + std::to_string(gateway.port());
    const std::vector<Fields> kinds{
        {{"Sec-Fetch-Site", "none"}, {"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Dest", "document"}},
        {{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Dest", "iframe"}, {"Origin", "https://ui.example"}},
        {{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Mode", "no-cors"}, {"Sec-Fetch-Dest", "script"}},
        {{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Mode", "same-origin"}, {"Sec-Fetch-Dest", "serviceworker"}},
        {{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "no-cors"}, {"Sec-Fetch-Dest", "image"}},
        {{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "no-cors"}, {"Sec-Fetch-Dest", "empty"}},
        {{"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Mode", "cors"}, {"Sec-Fetch-Dest", "empty"}, {"Origin", "http://localhost:1"}},
        {{"Origin", "null"}},
    };
    for (const auto& [method, path] : kAllEndpoints)
        for (const Fields& kind : kinds) {
            CAPTURE(method, path, kind.back().second);
            const auto answer = exchange(gateway.port(), {method, path, kind, std::string(method) == "POST" ? ask("alias") : ""});
            CHECK(answer.status == 403);
            CHECK(answer.headerOr("x-signalbox-error") == "forbidden_origin");
            checkNotAPage(answer);
        }
    CHECK(upstream.allRequests().empty());
    for (const char* const alive : {"/", "/api/hello", "/health"}) {
        CAPTURE(alive);
        const auto answer = get(gateway.port(), alive, kinds.front());
        CHECK(answer.status == 200);
        checkNotAPage(answer);
    }
    // Legitimate requests are accepted.
    for (const Fields& right : {Fields{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "cors"}, {"Sec-Fetch-Dest", "empty"}, {"Origin", "https://ui.example"}},
             Fields{{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Mode", "cors"}, {"Sec-Fetch-Dest", "empty"}, {"Origin", own}}, Fields{}}) {
        const auto answer = chat(gateway.port(), ask("alias"), right);
        CHECK(answer.status == 200);
        checkNotAPage(answer);
    }
    checkNotAPage(exchange(gateway.port(), {.method = "BREW", .target = "/"}));
    checkNotAPage(exchange(gateway.port(), {.method = "OPTIONS", .target = "/v1/models", .headers = {{"Origin", "https://ui.example"}}}));
    checkNotAPage(exchange(gateway.port(), {.headers = {{"Content-Length", "x"}}}));
}

TEST_CASE("accepts a page on another local port only if its origin is allowed and it posts JSON")
{
    FakeUpstream upstream;
    Behaviour file;
    file.body = R"({"object":"file"})";
    for (const char* const call : {"POST /v1/files", "POST /v1/images/edits", "POST /v1/audio/transcriptions", "POST /v1/moderations", "POST /v1/batches"})
        upstream.onCall(call, file);
    auto config = aliasConfiguration(upstream);
    config["listen"] = {{"allowed_origins", Json::array({"http://localhost:3000"})}};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const std::string port = std::to_string(gateway.port());
    for (const std::string& origin : {std::string("http://localhost:3001"), std::string("http://127.0.0.1"), "https://localhost:" + port + "0",
             "http://127.0.0.2:" + port}) {
        CAPTURE(origin);
        CHECK_THAT(checkError(chat(gateway.port(), ask("alias"), {{"Origin", origin}}), 403, "forbidden_origin"), Catch::Contains("listen.allowed_origins"));
        CHECK(exchange(gateway.port(), {.method = "OPTIONS", .headers = {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}}}).status == 403);
    }
    CHECK(upstream.allRequests().empty());
    const auto preflight = exchange(gateway.port(),
        {.method = "OPTIONS", .headers = {{"Origin", "http://localhost:3000"}, {"Access-Control-Request-Method", "POST"}, {"Access-Control-Request-Headers", "content-type"}}});
    CHECK(preflight.status == 204);
    CHECK(preflight.headerOr("Access-Control-Allow-Origin") == "http://localhost:3000");
    CHECK(preflight.headerOr("Access-Control-Allow-Headers") == "content-type");

    struct Row {
        const char* path;
        const char* type; // null: none
        int status;
    };
    for (const Row& row : {Row{"/v1/chat/completions", "application/json", 200}, Row{"/v1/chat/completions", "text/plain", 415},
             Row{"/v1/chat/completions", "application/x-www-form-urlencoded", 415}, Row{"/v1/chat/completions", "multipart/form-data; boundary=x", 415},
             Row{"/v1/chat/completions", nullptr, 415}, Row{"/v1/messages/count_tokens", "text/plain", 415}, Row{"/api/show", nullptr, 415},
             Row{"/v1/responses", "text/plain", 415}, Row{"/v1/responses/resp_1/cancel", nullptr, 415}, Row{"/v1/embeddings", "text/plain", 415},
             Row{"/v1/files", "text/plain", 415}, Row{"/v1/files", nullptr, 415}, Row{"/v1/batches", "text/plain", 415},
             Row{"/v1/batches", "application/json", 200}, Row{"/v1/batches", "multipart/form-data; boundary=x", 415},
             Row{"/v1/rerank", "multipart/form-data; boundary=x", 415}, Row{"/v1/moderations", "application/x-www-form-urlencoded", 415},
             Row{"/v1/audio/transcriptions", "application/octet-stream", 415}}) {
        CAPTURE(row.path, row.type ? row.type : "none");
        std::string text = std::string("POST ") + row.path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: http://localhost:3000\r\n";
        if (row.type)
            text += std::string("Content-Type: ") + row.type + "\r\n";
        const std::string body = ask("alias");
        HttpClient client(gateway.port());
        client.send(text + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        const auto answer = client.readAnswer();
        CHECK(answer.status == row.status);
        if (row.status == 415)
            CHECK(answer.headerOr("x-signalbox-error") == "unsupported_media_type");
    }
    const std::string form = "--x\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--x--\r\n";
    for (const char* const path : {"/v1/files", "/v1/images/edits", "/v1/audio/transcriptions"}) {
        CAPTURE(path);
        CHECK(exchange(gateway.port(), {.target = path, .headers = {{"Origin", "http://localhost:3000"}, {"Content-Type", "multipart/form-data; boundary=x"}}, .body = form}).status == 200);
    }
}

TEST_CASE("serves a provider's page as an inert download without its browser headers")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    struct Row {
        const char* type;
        bool isDownload;
    };
    const std::vector<std::pair<std::string, std::string>> rules{{"Service-Worker-Allowed", "/"}, {"Link", "</x>; rel=preload"}, {"SourceMap", "/x"},
        {"X-SourceMap", "/x"}, {"Refresh", "0; url=/x"}, {"Clear-Site-Data", "\"*\""}, {"Set-Cookie", "a=b"}, {"Location", "/x"},
        {"Content-Security-Policy", "default-src *"}, {"Access-Control-Allow-Origin", "*"}, {"X-Content-Type-Options", "sniff"}};
    for (const Row& row : {Row{"text/html", true}, Row{"image/svg+xml", true}, Row{"application/xhtml+xml", true}, Row{"text/xml", true},
             Row{"text/javascript", true}, Row{"nonsense", true}, Row{"application/octet-stream", false}, Row{"application/json", false}, Row{"text/plain", false}})
        for (const char* const path : {"/v1/files/f/content", "/v1/batches/b", "/v1/files"}) {
            CAPTURE(row.type, path);
            Behaviour page;
            page.body = "<script>fetch('/v1/models')</script>";
            page.headers = rules;
            page.headers.emplace_back("Content-Type", row.type);
            upstream.onCall(std::string("GET ") + path, page);
            const auto answer = get(gateway.port(), path);
            CHECK(answer.status == 200);
            CHECK(answer.body == *page.body);
            checkNotAPage(answer);
            CHECK(answer.headerOr("Content-Disposition") == (row.isDownload ? "attachment" : ""));
            for (const auto& [name, value] : rules)
                if (name != "Content-Security-Policy" && name != "X-Content-Type-Options")
                    CHECK_FALSE(answer.header(name));
        }
}

TEST_CASE("failures of files and batches set no cooldown for chats")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["key_failover"] = {{"failure_threshold", 1}};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    for (const int status : {429, 401, 402, 403, 500, 503, 529})
        for (const auto& [method, path] : {std::pair{"GET", "/v1/files"}, std::pair{"GET", "/v1/files/f/content"}, std::pair{"DELETE", "/v1/files/f"},
                 std::pair{"GET", "/v1/batches"}, std::pair{"GET", "/v1/batches/b"}, std::pair{"POST", "/v1/files"}}) {
            CAPTURE(status, method, path);
            Behaviour failing;
            failing.status = status;
            failing.retryAfter_s = 60;
            failing.body = R"({"error":{"message":"no","type":"x"}})";
            upstream.onCall(std::string(method) + ' ' + path, failing);
            for (int i = 0; i < 3; ++i)
                CHECK(exchange(gateway.port(), {.method = method, .target = path}).status >= 400);
        }
    CHECK(parsed(get(gateway.port(), "/health").body)["resting"] == 0);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    // A failure in a conversation still sets one.
    upstream.setDefault("status=429,retry-after=60");
    CHECK(chat(gateway.port(), ask("alias")).status == 429);
    CHECK(parsed(get(gateway.port(), "/health").body)["resting"] == 1);
}

TEST_CASE("failures of images, audio, rerank, moderations and embeddings set no cooldown for chats")
{
    struct Row {
        const char* path;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/images/generations", R"({"model":"alias","prompt":"a"})"},
        {"/v1/audio/speech", R"({"model":"alias","input":"a","voice":"v"})"},
        {"/v1/rerank", R"({"model":"alias","query":"a","documents":["b"]})"},
        {"/v1/moderations", R"({"model":"alias","input":"a"})"},
        {"/v1/embeddings", R"({"model":"alias","input":"a"})"},
    }));
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["key_failover"] = {{"failure_threshold", 1}};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    for (const int status : {503, 401, 429}) {
        CAPTURE(row.path, status);
        Behaviour failing;
        failing.status = status;
        failing.retryAfter_s = 60;
        failing.body = R"({"error":{"message":"no","type":"x"}})";
        upstream.onCall(std::string("POST ") + row.path, failing);
        const HttpRequest request{.method = "POST", .target = row.path, .headers = {{"Content-Type", "application/json"}}, .body = row.body};
        CHECK(exchange(gateway.port(), request).status >= 400);
        CHECK(parsed(get(gateway.port(), "/health").body)["resting"] >= 1);
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    }
}
