#include "catch.h"

#include "scenario.h"

using namespace tests;

TEST_CASE("forwards a request byte for byte except for its model")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());

    struct Row {
        const char* name;
        std::string before; // ... the value of the model ...
        std::string after;
    };
    const std::string messages = R"("messages":[{"role":"user","content":"hi"}])";
    const std::string zeros(2 * 1024 * 1024, '0');
    const std::vector<Row> rows{
        {"plain", R"({"model":)", "," + messages + "}"},
        {"model last", "{" + messages + R"(,"model":)", "}"},
        {"odd spaces", "  \n{ \t\"model\"\r\n :  ", " \n,\n" + messages + " } \n"},
        {"order of keys", R"({"z":1,"a":2,"model":)", R"(,"m":3,)" + messages + R"(,"b":4})"},
        {"integers beyond doubles", R"({"seed":12345678901234567890123,"model":)",
            R"(,"x":9007199254740993,)" + messages + "}"},
        {"numbers as written", R"({"temperature":1.0,"top_p":1e-0,"y":-0.0,"model":)",
            R"(,"z":1E+2,)" + messages + "}"},
        {"escapes as written", R"({"user":"\u00e9\/\n\ud83d\ude00 \"model\":\"x\"","model":)", "," + messages + "}"},
        {"raw UTF-8", "{\"user\":\"\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80\",\"model\":", "," + messages + "}"},
        {"models further in", R"({"metadata":{"model":"inner","stream":true},"model":)",
            R"(,"messages":[{"role":"user","content":"hi","model":"inner"}],"tools":[{"model":"inner"}]})"},
        {"duplicates of other keys", R"({"user":"a","model":)", R"(,"user":"b",)" + messages + R"(,"user":"c"})"},
        {"an escaped key", R"({"mod\u0065l":)", "," + messages + "}"},
        {"unknown fields", R"({"x_vendor":{"deep":[[[{"k":null}]]]},"model":)", "," + messages + R"(,"":0})"},
        {"two megabytes", R"({"model":)", R"(,"messages":[{"role":"user","content":")" + zeros + R"("}]})"},
        {"two megabytes before it", R"({"messages":[{"role":"user","content":")" + zeros + R"("}],"model":)", "}"},
        {"two megabytes on either side", R"({"user":")" + zeros + R"(","model":)",
            R"(,"messages":[{"role":"user","content":")" + zeros + R"("}]})"},
        {"stream set to false", R"({"stream":false,"model":)", "," + messages + "}"},
    };
    std::size_t count = 0;
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto answer = chat(gateway.port(), row.before + R"("alias")" + row.after);
        CHECK(answer.status == 200);
        if (answer.status != 200)
            continue;
        const auto requests = upstream.requests();
        REQUIRE(requests.size() == ++count);
        CHECK((requests.back().body == row.before + R"("up-model")" + row.after));
        CHECK_FALSE(requests.back().isChunked);
    }
}

TEST_CASE("removes a byte order mark before the JSON")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), "\xEF\xBB\xBF" + ask("alias")).status == 200);
    REQUIRE(upstream.requests().size() == 1);
    CHECK(upstream.requests().front().body == ask("up-model"));
}

TEST_CASE("recognises a model name with JSON escapes")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["routes"].push_back(route("org/model", {target("up", "up-model", 0)}));
    GatewayProcess gateway(config, withKey());
    for (const auto* written : {R"("org/model")", R"("org\/model")", R"("\u006frg/mod\u0065l")"}) {
        CAPTURE(written);
        const auto answer = chat(gateway.port(), std::string(R"({"model":)") + written + R"(,"messages":[]})");
        CHECK(answer.status == 200);
        REQUIRE_FALSE(upstream.requests().empty());
        CHECK(upstream.requests().back().body == R"({"model":"up-model","messages":[]})");
    }
}

TEST_CASE("leaves every byte alone when the target sets no model")
{
    FakeUpstream upstream;
    GatewayProcess gateway(
        configuration({provider("up", upstream.baseUrl())}, {route("deep*", {target("up", {}, 0)})}));
    const std::string body = "{\"messages\" : [ ] , \"model\":\"deep\\u0031\", \"n\":1.50 }\n";
    CHECK(chat(gateway.port(), body).status == 200);
    REQUIRE(upstream.requests().size() == 1);
    CHECK(upstream.requests()[0].body == body);
}

TEST_CASE("refuses a request with two models")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const auto* second : {R"("model")", R"("mod\u0065l")"}) {
        const auto answer =
            chat(gateway.port(), std::string(R"({"model":"alias","messages":[],)") + second + R"(:"other"})");
        CHECK(checkError(answer, 400, "invalid_request").find("model") != std::string::npos);
    }
    CHECK(upstream.requests().empty());
}

TEST_CASE("forwards only the client headers of the dialect")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["forward_headers"] = {"x-team"};
    GatewayProcess gateway(config, withKey());
    const auto answer = chat(gateway.port(), ask("alias"),
        {{"Authorization", "Bearer client-key"}, {"api-key", "client-key"}, {"x-api-key", "client-key"},
            {"x-goog-api-key", "client-key"}, {"Cookie", "session=client"}, {"User-Agent", "OpenAI/JS 6.49.0"},
            {"Accept", "application/json"}, {"Accept-Encoding", "gzip, br"}, {"x-stainless-lang", "js"},
            {"openai-organization", "org-1"}, {"Idempotency-Key", "idem-1"},
            {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}, {"x-team", "red"},
            {"x-private", "no"}, {"Connection", "keep-alive, x-hop"}, {"x-hop", "no"}, {"Keep-Alive", "timeout=5"},
            {"TE", "trailers"}, {"Proxy-Authorization", "Basic client"}});
    CHECK(answer.status == 200);
    REQUIRE(upstream.requests().size() == 1);
    const auto sent = upstream.requests()[0];
    CAPTURE(sent.head);
    CHECK(sent.target == "/v1/chat/completions");
    CHECK(sent.header("Authorization") == std::string("Bearer ") + kKey);
    CHECK(fieldCount(sent.headers, "Authorization") == 1);
    CHECK(sent.header("Host") == "127.0.0.1:" + std::to_string(upstream.port()));
    CHECK(fieldCount(sent.headers, "Host") == 1);
    CHECK(fieldCount(sent.headers, "Content-Length") == 1);
    CHECK(sent.header("Content-Type") == "application/json");
    CHECK(sent.header("User-Agent") == "OpenAI/JS 6.49.0");
    CHECK(sent.header("x-stainless-lang") == "js");
    CHECK(sent.header("openai-organization") == "org-1");
    CHECK(sent.header("Idempotency-Key") == "idem-1");
    CHECK(sent.header("traceparent") == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    CHECK(sent.header("x-team") == "red");
    for (const auto* name : {"api-key", "x-api-key", "x-goog-api-key", "Cookie", "x-private", "x-hop", "Keep-Alive",
             "TE", "Proxy-Authorization"})
        CHECK_FALSE(sent.header(name));
    CHECK(sent.head.find("client-key") == std::string::npos);
    // A compressed answer could not be read along the way.
    const auto encoding = sent.header("Accept-Encoding").value_or("identity");
    CHECK(encoding == "identity");
}

TEST_CASE("forwards an answer byte for byte regardless of its framing")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    Behaviour odd;
    odd.body = "{ \"id\":\"x\",\n\"model\" : \"up-model\", \"n\":12345678901234567890123,\t\"choices\":[{\"message\":"
               "{\"role\":\"assistant\",\"content\":\"\\u00e9\\/\"},\"finish_reason\":\"stop\",\"index\":0}] }\n";
    struct Row {
        const char* name;
        void (*change)(Behaviour&);
    };
    const std::vector<Row> rows{
        {"with a length", [](Behaviour&) {}},
        {"chunked", [](Behaviour& b) { b.framing = Behaviour::Framing::Chunked; }},
        {"in odd chunks", [](Behaviour& b) { b.framing = Behaviour::Framing::Chunked, b.oddChunks = true; }},
        {"until close", [](Behaviour& b) { b.framing = Behaviour::Framing::UntilClose; }},
        {"byte by byte", [](Behaviour& b) { b.sliceBytes = 1; }},
        {"announced to close", [](Behaviour& b) { b.announceClose = true; }},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        auto behaviour = odd;
        row.change(behaviour);
        upstream.onModel("up-model", behaviour);
        const auto answer = chat(gateway.port(), ask("alias"));
        CHECK(answer.status == 200);
        CHECK(answer.isComplete);
        CHECK(answer.body == *odd.body);
        CHECK(answer.headerOr("Content-Type") == "application/json");
    }
}

TEST_CASE("delivers a large answer completely")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    upstream.setDefault("words=20000,word-bytes=1000");
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.isComplete);
    CHECK(answer.body.size() > 20000U * 1000U);
    CHECK(parsed(answer.body)["choices"][0]["finish_reason"] == "stop");
}

TEST_CASE("every answer names its route, provider and model")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const bool isStream = GENERATE(false, true);
    const auto first = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    CHECK(first.status == 200);
    CHECK(first.headerOr("x-signalbox-route") == "route-alias");
    CHECK(first.headerOr("x-signalbox-provider") == "up");
    CHECK(first.headerOr("x-signalbox-model") == "up-model");
    CHECK(attempts(first) == 1);
    CHECK_FALSE(first.header("x-signalbox-error"));
    const auto id = first.headerOr("x-signalbox-request-id");
    CHECK_FALSE(id.empty());
    CHECK(chat(gateway.port(), ask("alias")).headerOr("x-signalbox-request-id") != id);
}

TEST_CASE("makes no other edits than the configured parameters")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["parameters"] = {{"set", {{"user", "box"}}},
        {"default", {{"temperature", 0.5}, {"top_p", 0.9}}}, {"remove", {"logit_bias"}},
        {"rename", {{"max_tokens", "max_completion_tokens"}}}};
    GatewayProcess gateway(config, withKey());
    const auto answer = chat(gateway.port(),
        ask("alias", R"(,"top_p":0.1,"logit_bias":{"1":2},"max_tokens":12345678901234567890,"seed":1.0,"user":"me")"));
    CHECK(answer.status == 200);
    REQUIRE(upstream.requests().size() == 1);
    const auto body = upstream.requests()[0].body;
    CAPTURE(body);
    auto tree = parsed(body);
    CHECK(tree["model"] == "up-model");
    CHECK(tree["user"] == "box");
    CHECK(tree["temperature"] == 0.5);
    CHECK(tree["top_p"] == 0.1);
    CHECK_FALSE(tree.contains("logit_bias"));
    CHECK_FALSE(tree.contains("max_tokens"));
    CHECK(body.find(R"("max_completion_tokens":12345678901234567890)") != std::string::npos);
    CHECK(body.find(R"("seed":1.0)") != std::string::npos);
}

TEST_CASE("changes only the model in a form")
{
    FakeUpstream upstream;
    Behaviour behaviour;
    behaviour.body = R"({"text":"Hi"})";
    upstream.onCall("POST /v1/audio/transcriptions", behaviour);
    GatewayProcess gateway(configuration({provider("up", upstream.baseUrl(), {kKeyReference})}, {route("alias", {target("up", "whisper-up", 0)})}), withKey());
    const auto form = [](const std::string& model) {
        return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"model\"\r\nContent-Type: audio/wav\r\n\r\nname=\"model\"\r\n\r\nalias\xff\r\n"
               "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
            + model + "\r\n--x--\r\n";
    };
    const auto answer = exchange(gateway.port(),
        {.target = "/v1/audio/transcriptions", .headers = {{"Content-Type", "multipart/form-data; boundary=x"}}, .body = form("alias")});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    REQUIRE(upstream.allRequests().size() == 1);
    CHECK(upstream.allRequests().back().body == form("whisper-up"));
}

TEST_CASE("forwards the query of a passed-through request without the gateway's key")
{
    struct Row {
        const char* asked;
        const char* sent;
    };
    const std::vector<Row> rows{
        {"/v1/files?limit=2&after=file-x", "/v1/files?limit=2&after=file-x"},
        {"/v1/files?purpose=", "/v1/files?purpose="},
        {"/v1/batches?limit=3&key=mine", "/v1/batches?limit=3"},
        {"/v1/files?k%65y=mine", "/v1/files"},
        {"/v1/files/f-1/content?part=a%2Fb+c&x", "/v1/files/f-1/content?part=a%2Fb+c&x"},
        {"/openai/v1/files?api-version=1&limit=2", "/v1/files?api-version=1&limit=2"},
    };
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const Row& row : rows) {
        CAPTURE(row.asked);
        exchange(gateway.port(), {.method = "GET", .target = row.asked});
        REQUIRE_FALSE(upstream.allRequests().empty());
        CHECK(upstream.allRequests().back().target == row.sent);
    }
    exchange(gateway.port(), {.target = "/v1/moderations?a=1", .body = R"({"model":"alias","input":"x"})"});
    CHECK(upstream.allRequests().back().target == "/v1/moderations?a=1");
    chat(gateway.port(), ask("alias")); // its query is the gateway's own
    exchange(gateway.port(), {.target = "/v1/chat/completions?a=1", .body = ask("alias")});
    CHECK(upstream.allRequests().back().target == "/v1/chat/completions");
}

TEST_CASE("configured query parameters override those of the client")
{
    FakeUpstream upstream;
    auto up = provider("up", upstream.baseUrl() + "?region=ours", {kKeyReference});
    up["auth"] = {{"query", {{"api-version", "2"}, {"k", "${key}"}}}};
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    exchange(gateway.port(), {.method = "GET", .target = "/v1/files?region=theirs&limit=2&api-version=1&k=mine"});
    REQUIRE(upstream.allRequests().size() == 1);
    CHECK(upstream.allRequests()[0].target == std::string("/v1/files?region=ours&limit=2&api-version=2&k=") + kKey);
}

TEST_CASE("rejects paths that lead to another endpoint of the provider")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const auto* path : {"/v1/files/../organization/admin_api_keys", "/v1/files/%2e%2e/x", "/v1/files/..%2f..%2fx", "/v1/./files"}) {
        CAPTURE(path);
        checkError(exchange(gateway.port(), {.method = "GET", .target = path}), 400, "bad_request");
    }
    checkError(exchange(gateway.port(), {.target = "/v1/audio/..%2fchat%2fcompletions", .body = ask("alias")}), 400, "bad_request");
    CHECK(upstream.allRequests().empty());
    for (const auto* path : {"/v1/files/a..b", "/v1/files/report%2F2.5", "/v1/files/.env"}) {
        CAPTURE(path);
        exchange(gateway.port(), {.method = "GET", .target = path});
        REQUIRE_FALSE(upstream.allRequests().empty());
        CHECK(upstream.allRequests().back().target == path);
    }
}
