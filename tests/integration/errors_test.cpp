#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <algorithm>

using namespace tests;

namespace {

std::string header(const std::string& name, std::size_t size) { return name + ": " + std::string(size, 'x') + "\r\n"; }

/// The gateway must still answer, whatever it was sent.
void checkStillServes(const GatewayProcess& gateway) { CHECK(chat(gateway.port(), ask("alias")).status == 200); }

} // namespace

TEST_CASE("returns an error message as a translatable sentence on request")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    struct Row {
        const char* name;
        std::string body;
        std::string value; ///< argument of the sentence, as a client sent it
    };
    for (const Row& row : {Row{"plain", ask("nobody"), "nobody"}, Row{"in Chinese", ask("没有"), "没有"}, Row{"with quotes", ask("a\\\"b"), "a\"b"}}) {
        CAPTURE(row.name);
        CHECK(chat(gateway.port(), row.body).headerOr("x-signalbox-sentence").empty());
        const auto answer = chat(gateway.port(), row.body, {{"x-signalbox-sentence", "1"}});
        CHECK(answer.status == 404);
        const std::string header = answer.headerOr("x-signalbox-sentence");
        CAPTURE(header);
        CHECK(std::all_of(header.begin(), header.end(), [](char c) { return c >= ' ' && c <= '~'; }));
        const auto sentence = parsed(header);
        REQUIRE(sentence.is_array());
        CHECK(sentence[0].get<std::string>().starts_with("Unknown model"));
        CHECK(sentence[1] == row.value);
    }
}

TEST_CASE("names the field when a body is invalid")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    struct Row {
        const char* name;
        std::string body;
        std::string named;
    };
    const std::vector<Row> rows{
        {"empty", "", ""},
        {"not JSON", "hello", ""},
        {"truncated", R"({"model":"alias")", ""},
        {"an array", R"(["model"])", ""},
        {"a string", R"("alias")", ""},
        {"null", "null", ""},
        {"no model", R"({"messages":[]})", "model"},
        {"null as model", R"({"model":null,"messages":[]})", "model"},
        {"a number as model", R"({"model":7,"messages":[]})", "model"},
        {"an object as model", R"({"model":{"id":"alias"},"messages":[]})", "model"},
        {"an empty model", R"({"model":"","messages":[]})", "model"},
        {"a string as stream", R"({"model":"alias","messages":[],"stream":"yes"})", "stream"},
        {"a number as stream", R"({"model":"alias","messages":[],"stream":1})", "stream"},
        {"a list as stream_options", R"({"model":"alias","messages":[],"stream":true,"stream_options":[]})",
            "stream_options"},
        {"trailing text", R"({"model":"alias","messages":[]} and more)", ""},
        {"two byte order marks", "\xef\xbb\xbf\xef\xbb\xbf" + ask("alias"), ""},
        {"a model name that is too long", ask(std::string(513, 'm')), "model"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto answer = chat(gateway.port(), row.body);
        const auto message = checkError(answer, 400, "invalid_request");
        CHECK(message.find(row.named) != std::string::npos);
        auto body = parsed(answer.body);
        if (!row.named.empty() && body.is_object())
            CHECK(body["error"]["param"] == row.named);
        CHECK(body["error"]["type"] == "invalid_request_error");
    }
    CHECK(upstream.requests().empty());
    checkStillServes(gateway);
}

TEST_CASE("returns the documented status and code for each error")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"] = {{"max_body_bytes", 100000}, {"max_header_bytes", 8192}};
    GatewayProcess gateway(config, withKey());
    const auto host = "127.0.0.1:" + std::to_string(gateway.port());
    struct Row {
        const char* name;
        HttpRequest request;
        int status;
        const char* code;
    };
    const std::vector<Row> rows{
        {"unknown model", {.body = ask("nobody-has-this")}, 404, "model_not_found"},
        {"unknown path", {.target = "/v1/nothing", .body = ask("alias")}, 404, "unknown_endpoint"},
        {"unknown path, GET", {.method = "GET", .target = "/favicon.ico"}, 404, "unknown_endpoint"},
        {"half an endpoint", {.target = "/v1/chat", .body = ask("alias")}, 404, "unknown_endpoint"},
        {"wrong method", {.method = "GET"}, 405, "method_not_allowed"},
        {"wrong method", {.method = "DELETE"}, 405, "method_not_allowed"},
        {"wrong method for models", {.target = "/v1/models", .body = "{}"}, 405, "method_not_allowed"},
        {"form", {.headers = {{"Content-Type", "application/x-www-form-urlencoded"}}, .body = "a=b"}, 415,
            "unsupported_media_type"},
        {"multipart form", {.headers = {{"Content-Type", "multipart/form-data; boundary=x"}}, .body = ask("alias")},
            415, "unsupported_media_type"},
        {"plain text, as a browser's form sends", {.headers = {{"Content-Type", "text/plain"}}, .body = ask("alias")},
            415, "unsupported_media_type"},
        {"foreign host", {.headers = {{"Host", "evil.example"}}, .body = ask("alias")}, 403, "forbidden_host"},
        {"foreign host with our port",
            {.headers = {{"Host", "evil.example:" + std::to_string(gateway.port())}}, .body = ask("alias")}, 403,
            "forbidden_host"},
        {"foreign host, GET", {.method = "GET", .target = "/v1/models", .headers = {{"Host", "rebind.example"}}}, 403,
            "forbidden_host"},
        {"foreign origin", {.headers = {{"Origin", "https://evil.example"}}, .body = ask("alias")}, 403,
            "forbidden_origin"},
        {"an app's page", {.headers = {{"Origin", "vscode-webview://x"}}, .body = ask("alias")}, 403, "forbidden_origin"},
        {"a way out of the endpoint", {.target = "/v1/images/../../../anything", .body = ask("alias")}, 400, "bad_request"},
        {"the null origin", {.headers = {{"Origin", "null"}}, .body = ask("alias")}, 403, "forbidden_origin"},
        {"large body, announced", {.headers = {{"Content-Length", "100001"}}, .body = std::string(10, ' ')}, 413,
            "request_too_large"},
        {"large body, chunked",
            {.headers = {{"Transfer-Encoding", "chunked"}},
                .body = "186a1\r\n" + std::string(100001, ' ') + "\r\n0\r\n\r\n"},
            413, "request_too_large"},
        {"large header", {.headers = {{"x-large", std::string(9000, 'x')}}, .body = ask("alias")}, 431,
            "header_too_large"},
        {"WebSocket",
            {.method = "GET",
                .target = "/v1/responses",
                .headers = {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"},
                    {"Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="}}},
            426, "upgrade_not_supported"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto answer = exchange(gateway.port(), row.request);
        checkError(answer, row.status, row.code);
        if (row.status == 405)
            CHECK_FALSE(answer.headerOr("Allow").empty());
    }
    CHECK(upstream.requests().empty());
    checkStillServes(gateway);
    // Valid requests are accepted.
    for (const auto& fields : {Fields{{"Host", "localhost:" + std::to_string(gateway.port())}},
             Fields{{"Host", "localhost"}}, Fields{{"Host", "[::1]:" + std::to_string(gateway.port())}},
             Fields{{"Host", host}, {"Origin", "http://" + host}},
             Fields{{"Content-Type", "application/json; charset=utf-8"}},
             Fields{{"Content-Type", "application/json"},
                 {"Origin", "http://localhost:" + std::to_string(gateway.port())}}}) {
        CAPTURE(fields.front().second, fields.back().second);
        CHECK(chat(gateway.port(), ask("alias"), fields).status == 200);
    }
}

TEST_CASE("accepts the hosts and origins that the configuration allows")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"] = {{"allowed_hosts", {"box.lan", "*.team.example"}},
        {"allowed_origins", {"https://ui.example", "vscode-webview://*"}}};
    GatewayProcess gateway(config, withKey());
    struct Row {
        Fields fields;
        int status;
    };
    for (const auto& row : {Row{{{"Host", "box.lan"}}, 200}, Row{{{"Host", "BOX.lan:8080"}}, 200},
             Row{{{"Host", "a.team.example"}}, 200}, Row{{{"Host", "team.example.evil"}}, 403},
             Row{{{"Host", "notbox.lan"}}, 403}, Row{{{"Origin", "https://ui.example"}}, 200},
             Row{{{"Origin", "http://ui.example"}}, 403}, Row{{{"Origin", "https://ui.example.evil"}}, 403}}) {
        CAPTURE(row.fields[0].second);
        CHECK(chat(gateway.port(), ask("alias"), row.fields).status == row.status);
    }
    // Sending a request is one thing, reading the answer another.
    const auto allowed = [&](const std::string& origin) {
        return chat(gateway.port(), ask("alias"), {{"Origin", origin}}).headerOr("Access-Control-Allow-Origin");
    };
    CHECK(allowed("https://ui.example") == "https://ui.example");
    CHECK(allowed("vscode-webview://x") == "vscode-webview://x");
    CHECK(allowed("http://localhost:3000").empty());
    CHECK(allowed("app://evil.app").empty());
    CHECK(chat(gateway.port(), ask("alias"), {{"Origin", "http://localhost"}, {"Origin", "https://evil.example"}}).status == 403);
}

TEST_CASE("cuts off an endless header")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send("POST /v1/chat/completions HTTP/1.1\r\n");
    for (int i = 0; i < 200 && client.isConnected(); ++i)
        client.send(header("x-" + std::to_string(i), 1000));
    const auto answer = client.readAnswer();
    CHECK(answer.status == 431);
    CHECK(client.waitForClose());
    checkStillServes(gateway);
}

TEST_CASE("formats errors for the dialect of the path")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    struct Row {
        HttpRequest request;
        const char* dialect;
        int status;
        const char* code;
    };
    const auto body = ask("alias");
    const std::vector<Row> rows{
        {{.target = "/v1/messages", .body = body}, "anthropic", 400, "invalid_request"}, // without max_tokens
        {{.target = "/v1/messages?beta=true", .body = body}, "anthropic", 400, "invalid_request"},
        {{.target = "/v1/messages/count_tokens", .body = "[]"}, "anthropic", 400, "invalid_request"},
        {{.target = "/v1beta/models/alias:generateContent", .body = "{}"}, "gemini", 400, "invalid_request"},
        {{.target = "/v1beta/models/alias:streamGenerateContent?alt=sse", .body = "{}"}, "gemini", 400,
            "invalid_request"},
        {{.target = "/v1beta/models/alias:predict", .body = "{}"}, "gemini", 501, "protocol_not_served"},
        {{.target = "/v1alpha/tunedModels/alias:generateContent", .body = "{}"}, "gemini", 404, "unknown_endpoint"},
        {{.method = "GET", .target = "/v1beta/cachedContents"}, "gemini", 404, "unknown_endpoint"},
        {{.method = "GET", .target = "/v1beta/files/abc"}, "gemini", 501, "protocol_not_served"},
        {{.target = "/api/pull", .body = "{}"}, "ollama", 404, "unknown_endpoint"},
        {{.target = "/v1/messages/nothing/here", .body = "{}"}, "anthropic", 404, "unknown_endpoint"},
        {{.target = "/v1/complete", .headers = {{"anthropic-version", "2023-06-01"}}, .body = "{}"}, "anthropic", 404, "unknown_endpoint"},
        {{.target = "/api/chat", .body = R"({"model":"alias","messages":[{"role":"robot"}]})"}, "ollama", 400, "invalid_request"},
        {{.target = "/api/generate", .body = R"({"model":7})"}, "ollama", 400, "invalid_request"},
        {{.target = "/v1/responses", .body = R"({"model":"alias","input":5})"}, "openai", 400, "invalid_request"},
        {{.target = "/metrics"}, "openai", 405, "method_not_allowed"},
        {{.target = "/v1/messages", .headers = {{"Host", "evil.example"}}, .body = body}, "anthropic", 403,
            "forbidden_host"},
        {{.target = "/api/chat", .headers = {{"Origin", "https://evil.example"}}, .body = body}, "ollama", 403,
            "forbidden_origin"},
        {{.method = "GET", .target = "/v1/messages"}, "anthropic", 405, "method_not_allowed"},
        {{.target = "/v1/messages", .headers = {{"Host", "not a host"}}, .body = body}, "anthropic", 400, "bad_request"},
        {{.target = "/v1/messages?beta=true", .headers = {{"x", std::string(100000, 'x')}}, .body = body}, "anthropic", 431,
            "header_too_large"},
        {{.target = "/v1/messages?" + std::string(100000, 'x'), .body = body}, "anthropic", 414, "header_too_large"},
        {{.target = "/api/chat", .headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}}, .body = body}, "ollama", 426,
            "upgrade_not_supported"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.request.target, row.dialect);
        const auto answer = exchange(gateway.port(), row.request);
        CAPTURE(answer.raw);
        CHECK(answer.status == row.status);
        CHECK(answer.headerOr("x-signalbox-error") == row.code);
        auto tree = parsed(answer.body);
        REQUIRE(tree.is_object());
        const std::string dialect = row.dialect;
        if (dialect == "ollama") {
            CHECK(tree["error"].is_string());
            continue;
        }
        REQUIRE(tree["error"].is_object());
        CHECK(tree["error"]["message"].is_string());
        if (dialect == "openai")
            CHECK(tree["error"]["code"] == row.code);
        if (dialect == "anthropic") {
            CHECK(tree["type"] == "error");
            CHECK(tree["error"]["type"].is_string());
        }
        if (dialect == "gemini") {
            CHECK(tree["error"]["code"] == row.status);
            CHECK(tree["error"]["status"].is_string());
        }
    }
    checkStillServes(gateway);
}

TEST_CASE("reports a provider failure with the same status in header and body of every dialect")
{
    struct Client {
        const char* target;
        std::string body;
        bool isGemini;
    };
    const std::vector<Client> clients{
        {"/v1/chat/completions", ask("alias"), false},
        {"/v1/responses", R"({"model":"alias","input":"Hi"})", false},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})", false},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", true},
        {"/v1/models/alias:streamGenerateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", true},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})", false},
    };
    std::vector<Behaviour> failures(1);
    failures.back().closeBeforeHead = true;
    failures.emplace_back().garbage = true;
    failures.emplace_back().malformed = true;
    for (const int status : {400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504, 529})
        failures.emplace_back().status = status;
    for (const Behaviour& failure : failures) {
        FakeUpstream upstream;
        upstream.setDefault(failure);
        GatewayProcess gateway(withoutHealth(aliasConfiguration(upstream)), withKey());
        for (const Client& client : clients) {
            CAPTURE(client.target, failure.status);
            const auto answer = exchange(gateway.port(), {.target = client.target, .body = client.body});
            CAPTURE(answer.raw);
            CHECK(answer.status >= 400);
            const Json tree = parsed(answer.body);
            const Json whole = tree.is_array() && !tree.empty() ? tree.front() : tree;
            REQUIRE(whole.is_object());
            const Json error = whole["error"];
            const bool hasNumber = error.is_object() && error.contains("code") && error["code"].is_number();
            CHECK(hasNumber == client.isGemini);
            if (hasNumber)
                CHECK(error["code"] == answer.status);
        }
    }
}

TEST_CASE("treats an invalid HTTP status as a provider failure")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const int status : {0, 99, 600, 999}) {
        CAPTURE(status);
        Behaviour answering;
        answering.status = status;
        upstream.setDefault(answering);
        checkError(chat(gateway.port(), ask("alias")), 502, "upstream_protocol_error");
    }
}

TEST_CASE("does not follow a redirect and reports its origin as a provider failure")
{
    struct Row {
        int status;
        const char* location;
        const char* told;
    };
    const auto row = GENERATE(values<Row>({
        {301, "https://new.example.com/v1?key=sk-secret", "redirects to https://new.example.com (status 301)"},
        {302, "https://u:sk-secret@new.example.com/", "redirects to https://new.example.com (status 302)"},
        {303, "http://new.example.com:81/sk-secret", "redirects to http://new.example.com:81 (status 303)"},
        {304, "", "status 304"},
        {307, "//new.example.com/", "redirects to http://new.example.com (status 307)"},
        {308, "/elsewhere", "redirects to http://127.0.0.1:"},
        {399, "", "status 399"},
    }));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.status, isStream);
    FakeUpstream upstream;
    Behaviour elsewhere;
    elsewhere.status = row.status;
    if (*row.location != '\0')
        elsewhere.headers = {{"Location", row.location}};
    elsewhere.body = row.status == 304 ? "" : "<html>Moved</html>";
    upstream.setDefault(elsewhere);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    const auto message = checkError(answer, 502, "upstream_protocol_error");
    CAPTURE(message);
    CHECK(message.find("Provider \"up\"") != std::string::npos);
    CHECK(message.find(row.told) != std::string::npos);
    CHECK(message.find("base_url") != std::string::npos);
    CHECK(message.find("secret") == std::string::npos);
    CHECK_FALSE(answer.header("Location"));
    CHECK(upstream.allRequests().size() == 1);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "status") == "502");
    CHECK(text(rows[0], "error_code") == "upstream_protocol_error");
    CHECK(text(rows[0], "last_failure") == "server_error");
}

TEST_CASE("treats an answer that is not JSON as a provider failure, whatever its length")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const std::size_t size : {std::size_t{1000}, std::size_t{3000000}}) {
        CAPTURE(size);
        Behaviour answering;
        answering.body = "<html>" + std::string(size, 'x');
        upstream.setDefault(answering);
        checkError(chat(gateway.port(), ask("alias")), 502, "upstream_protocol_error");
    }
}

TEST_CASE("survives malformed JSON from upstream")
{
    FakeUpstream upstream;
    upstream.setDefault("malformed");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const bool isStream : {false, true}) {
        const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
        CAPTURE(answer.raw);
        checkError(answer, 502, "upstream_protocol_error"); // also when no target remains
    }
    upstream.setDefault("ok");
    checkStillServes(gateway);
}

TEST_CASE("reports a client error that upstream sends in a 200 as a client error")
{
    struct Given {
        const char* body;
        int status;
        const char* outcome;
    };
    const auto given = GENERATE(values<Given>({
        {R"({"error":{"message":"bad param","code":400}})", 400, "client_error"},
        {R"({"error":{"message":"no such tool","type":"invalid_request_error","param":null,"code":null}})", 400, "client_error"},
        {R"({"choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"error":{"message":"late","code":400}})",
            200, "answered"},
    }));
    CAPTURE(given.body);
    FakeUpstream upstream;
    upstream.setDefault(told(given.body));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const HttpAnswer answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == given.status);
    const Json error = parsed(answer.body)["error"];
    CHECK(error["message"].is_string());
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == given.outcome);
    CHECK((text(rows[0], "output_tokens") == "NULL") == (given.status != 200));
    CHECK((text(rows[0], "cost_pico") == "NULL"));
}

TEST_CASE("an invalid character in an upstream answer costs only that character")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    struct Row {
        const char* half;
        bool isPassed; ///< to a client of the same format
    };
    for (const auto& row : {Row{"\\ud83d", true}, Row{"\\ude00", true}, Row{"\xf0\x9f\x98", false}, Row{"\xff", false}}) {
        CAPTURE(row.half);
        Behaviour answering;
        answering.body = std::string(R"({"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"x)")
            + row.half + R"("},"finish_reason":"stop"}]})";
        upstream.setDefault(answering);
        const auto same = chat(gateway.port(), ask("alias"));
        CHECK(same.status == 200);
        CHECK((same.body == answering.body) == row.isPassed);
        HttpRequest request{.target = "/v1/messages"};
        request.body = R"({"model":"alias","max_tokens":5,"messages":[{"role":"user","content":"hi"}]})";
        const auto other = exchange(gateway.port(), request);
        CHECK(other.status == 200);
        CHECK(other.body.find("x\xef\xbf\xbd") != std::string::npos);
    }
    HttpRequest clients{.target = "/v1/messages"};
    clients.body = R"({"model":"alias","max_tokens":5,"messages":[{"role":"user","content":"\ud83d"}]})";
    CHECK(exchange(gateway.port(), clients).status == 400);
}

TEST_CASE("detects that it is its own upstream")
{
    // The gateway is its own upstream and must notice on the second pass.
    FakeUpstream upstream;
    auto config =
        configuration({provider("self", "http://127.0.0.1:1/v1")}, {route("loop", {target("self", "loop", 0)})});
    GatewayProcess gateway(config);
    REQUIRE(gateway.isListening());
    config["providers"][0]["base_url"] = gateway.url() + "/v1";
    gateway.writeConfig(config);
    gateway.hangUp();
    HttpAnswer answer;
    CHECK(eventually([&] {
        answer = chat(gateway.port(), ask("loop"));
        return answer.status != 502;
    }));
    checkError(answer, 508, "loop_detected");
}

TEST_CASE("detects a loop between two gateways")
{
    auto config =
        configuration({provider("other", "http://127.0.0.1:1/v1")}, {route("loop", {target("other", "loop", 0)})});
    GatewayProcess one(config);
    config["providers"][0]["base_url"] = one.url() + "/v1";
    GatewayProcess two(config);
    config["providers"][0]["base_url"] = two.url() + "/v1";
    one.writeConfig(config);
    one.hangUp();
    HttpAnswer answer;
    CHECK(eventually([&] {
        answer = chat(one.port(), ask("loop"));
        return answer.status != 502;
    }));
    CAPTURE(answer.raw);
    CHECK(answer.status == 508);
    CHECK(answer.body.find("base_url") != std::string::npos); // names the field to change
}

TEST_CASE("reports a prompt that is too long in words that clients act on", "[sanitized]")
{
    const std::string ofOpenAi =
        R"({"error":{"message":"This model's maximum context length is 9 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})";
    const std::string ofAnthropic =
        R"({"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"},"request_id":"req_1"})";
    struct Row {
        const char* name;
        const char* type;
        const char* call;
        std::string said;
        int status; ///< of the upstream
        const char* path;
        std::string extra;
        bool isAsItCame;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"chat to chat", "openai-compatible", "", ofOpenAi, 400, "/v1/chat/completions", "", true},
        {"Messages to Messages", "anthropic-compatible", "POST /v1/messages", ofAnthropic, 400, "/v1/messages", R"(,"max_tokens":9)", true},
        {"chat to Messages", "anthropic-compatible", "POST /v1/messages", ofAnthropic, 400, "/v1/chat/completions", "", false},
        {"Responses to chat", "openai-compatible", "", ofOpenAi, 400, "/v1/responses", "", false},
        {"a stream's first event", "openai-compatible", "", ofOpenAi, 200, "/v1/chat/completions", R"(,"stream":true)", false},
        {"a stream's first event, translated", "openai-compatible", "", ofOpenAi, 200, "/v1/responses", R"(,"stream":true)", false},
        {"chat to an error within a 200", "openai-compatible", "", ofOpenAi, 200, "/v1/chat/completions", "", false},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    Behaviour behaviour;
    behaviour.status = row.status;
    behaviour.body = row.said;
    if (!row.extra.empty() && row.status == 200)
        behaviour.events = {"data: " + row.said + "\n\n"};
    if (*row.call == '\0')
        upstream.setDefault(behaviour);
    else
        upstream.onCall(row.call, behaviour);
    const std::string type = row.type;
    Json up = provider("up", type == "anthropic-compatible" ? upstream.origin() : upstream.baseUrl(), {kKeyReference});
    up["type"] = type;
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    const bool isResponses = std::string(row.path) == "/v1/responses";
    const std::string input = isResponses ? R"("input":"Hi")" : R"("messages":[{"role":"user","content":"Hi"}])";
    const auto answer = exchange(gateway.port(), {.target = row.path, .body = R"({"model":"alias",)" + input + row.extra + "}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 400);
    if (row.isAsItCame) {
        CHECK(answer.body == row.said);
        return;
    }
    const Json error = parsed(answer.body)["error"];
    CHECK(error["code"] == "context_length_exceeded");
    CHECK(error["type"] == "invalid_request_error");
}
