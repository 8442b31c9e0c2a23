#include "catch.h"

#include "scenario.h"

#include <QCryptographicHash>

using namespace tests;

namespace {

constexpr const char* kIde = "sb-ide-restricted-1";
constexpr const char* kAgent = "sb-agent-restricted-2";

std::string sha256(const std::string& key)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Sha256).toHex().toStdString();
}

Json consumer(const std::string& name, const std::string& key)
{
    return {{"name", name}, {"keys", {{{"sha256", sha256(key)}}}}};
}

/// `reserved` for the consumer ide, `open` for everybody; both have the model "both".
Json restrictedConfiguration(const FakeUpstream& reserved, const FakeUpstream& open)
{
    Json first = provider("reserved", reserved.baseUrl(), {kKeyReference});
    first["models"] = {"both", "hidden-model"};
    Json second = provider("open", open.baseUrl(), {kKeyReference});
    second["models"] = {"both"};
    Json config = configuration({first, second});
    config["consumers"] = {consumer("ide", kIde), consumer("agent", kAgent)};
    return config;
}

Fields bearer(const std::string& key) { return key.empty() ? Fields() : Fields{{"Authorization", "Bearer " + key}}; }

/// Requests that would reach `reserved`.
std::vector<HttpRequest> waysAround()
{
    const std::string chat = R"({"model":"reserved/x","messages":[{"role":"user","content":"hi"}],"max_tokens":9})";
    const std::string form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nreserved/whisper\r\n--b--\r\n";
    const Fields wanted{{"x-signalbox-provider", "reserved"}};
    return {
        {.body = ask("reserved/x")},
        {.body = askStream("reserved/x")},
        {.body = ask("hidden-model")},
        {.body = R"({"mod\u0065l":"reserved\/x","messages":[{"role":"user","content":"hi"}]})"},
        {.target = "/v1/completions", .body = R"({"model":"reserved/x","prompt":"hi"})"},
        {.target = "/v1/embeddings", .body = R"({"model":"reserved/x","input":"hi"})"},
        {.target = "/v1/responses", .body = R"({"model":"reserved/x","input":"hi"})"},
        {.target = "/v1/responses/compact", .body = R"({"model":"reserved/x","input":"hi"})"},
        {.target = "/v1/responses/input_tokens", .body = R"({"model":"reserved/x","input":"hi"})"},
        {.target = "/v1/messages", .body = chat},
        {.target = "/v1/messages/count_tokens", .body = chat},
        {.target = "/v1beta/models/reserved/x:generateContent", .body = R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"},
        {.target = "/v1beta/models/hidden-model:countTokens", .body = R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"},
        {.target = "/v1beta/models/reserved/x:embedContent", .body = R"({"content":{"parts":[{"text":"hi"}]}})"},
        {.target = "/api/chat", .body = R"({"model":"reserved/x","messages":[{"role":"user","content":"hi"}]})"},
        {.target = "/api/generate", .body = R"({"model":"hidden-model","prompt":"hi"})"},
        {.target = "/api/embed", .body = R"({"model":"reserved/x","input":"hi"})"},
        {.target = "/v1/images/generations", .body = R"({"model":"reserved/x","prompt":"hi"})"},
        {.target = "/v1/audio/speech", .body = R"({"model":"hidden-model","input":"hi","voice":"a"})"},
        {.target = "/v1/audio/transcriptions", .headers = {{"Content-Type", "multipart/form-data; boundary=b"}}, .body = form},
        {.target = "/v1/moderations", .body = R"({"model":"reserved/x","input":"hi"})"},
        {.target = "/v1/rerank", .body = R"({"model":"reserved/x","query":"hi","documents":["a"]})"},
        {.method = "GET", .target = "/v1/files", .headers = wanted},
        {.method = "DELETE", .target = "/v1/files/file-1", .headers = wanted},
        {.target = "/v1/batches", .headers = wanted, .body = R"({"input_file_id":"file-1","endpoint":"/v1/chat/completions"})"},
    };
}

} // namespace

TEST_CASE("nobody walks around what keeps a provider for a consumer")
{
    struct Row {
        const char* name;
        std::function<void(Json& config)> restrict;
    };
    const auto teamRoute = [](Json& config) -> Json& {
        config["routes"] = {route("team", {target("reserved", "up-model", 0)})};
        return config["routes"][0];
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"a route with consumers", [=](Json& config) { teamRoute(config)["consumers"] = {"ide"}; }},
        {"a route that matches consumers", [=](Json& config) { teamRoute(config)["match"]["consumers"] = {"ide"}; }},
        {"a route that is off", [=](Json& config) {
             teamRoute(config)["consumers"] = {"ide"};
             config["routes"][0]["enabled"] = false;
         }},
        {"the provider itself", [](Json& config) { config["providers"][0]["consumers"] = {"ide"}; }},
    }));
    CAPTURE(row.name);
    FakeUpstream reserved;
    FakeUpstream open;
    Json config = restrictedConfiguration(reserved, open);
    row.restrict(config);
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());

    for (const HttpRequest& way : waysAround()) {
        CAPTURE(way.target, way.body);
        for (const auto& [key, status, code] : {std::tuple("", 401, "invalid_consumer_key"),
                 std::tuple("sb-unknown", 401, "invalid_consumer_key"), std::tuple(kAgent, 403, "consumer_not_allowed")}) {
            HttpRequest request = way;
            for (const auto& field : bearer(key))
                request.headers.push_back(field);
            const auto answer = exchange(gateway.port(), request);
            CHECK(answer.status == status);
            CHECK(answer.headerOr("x-signalbox-error") == code);
            CHECK_FALSE(answer.header("x-signalbox-provider"));
        }
    }
    for (const char* const list : {"/v1/models", "/v1beta/models", "/api/tags", "/api/ps"}) {
        CAPTURE(list);
        CHECK(get(gateway.port(), list, bearer(kIde)).body.find("hidden-model") != std::string::npos);
        for (const char* const key : {"", kAgent})
            CHECK(get(gateway.port(), list, bearer(key)).body.find("hidden-model") == std::string::npos);
    }
    const std::string listed = get(gateway.port(), "/v1/models").body;
    CHECK(listed.find("\"both\"") != std::string::npos);
    CHECK(listed.find("reserved") == std::string::npos); // "owned_by" is open
    CHECK(get(gateway.port(), "/v1/models/hidden-model").status == 404);
    CHECK(get(gateway.port(), "/v1/models/hidden-model", bearer(kIde)).status == 200);
    CHECK(exchange(gateway.port(), {.target = "/api/show", .body = R"({"model":"hidden-model"})"}).status == 404);
    CHECK(chat(gateway.port(), ask("hidden-mode")).body.find("hidden-model") == std::string::npos); // no proposal
    CHECK(reserved.allRequests().empty());

    // The first provider that lets the caller in.
    CHECK(chat(gateway.port(), ask("both")).headerOr("x-signalbox-provider") == "open");
    CHECK(chat(gateway.port(), ask("both"), bearer(kAgent)).headerOr("x-signalbox-provider") == "open");
    CHECK(get(gateway.port(), "/v1/files").headerOr("x-signalbox-provider") == "open");
    CHECK(reserved.allRequests().empty());
    for (const std::string model : {"both", "reserved/x", "hidden-model"})
        CHECK(chat(gateway.port(), ask(model), bearer(kIde)).headerOr("x-signalbox-provider") == "reserved");
    CHECK(get(gateway.port(), "/v1/files", bearer(kIde)).headerOr("x-signalbox-provider") == "reserved");
}

TEST_CASE("a target that refuses the caller is no fallback of an open route, and explain says so")
{
    FakeUpstream reserved;
    FakeUpstream open;
    open.setDefault("status=500");
    Json config = withoutHealth(restrictedConfiguration(reserved, open));
    config["providers"][0]["consumers"] = {"ide"};
    config["routes"] = {route("alias", {target("open", "up-model", 1), target("reserved", "up-model", 0)}),
        route("only", {target("reserved", "up-model", 0)})};
    GatewayProcess gateway(config, withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 500);
    CHECK(chat(gateway.port(), ask("alias"), bearer(kAgent)).status == 500);
    checkError(chat(gateway.port(), ask("only")), 401, "invalid_consumer_key");
    checkError(chat(gateway.port(), ask("only"), bearer(kAgent)), 403, "consumer_not_allowed");
    CHECK(get(gateway.port(), "/v1/models").body.find("\"only\"") == std::string::npos);
    CHECK(reserved.requests().empty());
    CHECK(chat(gateway.port(), ask("alias"), bearer(kIde)).headerOr("x-signalbox-provider") == "reserved");
    const auto explain = [&](const std::string& consumer, const std::string& model) {
        const auto ran = runGateway({"explain", "--config", gateway.configFile(), "--data-dir", gateway.folder() + "/none", "--consumer", consumer, "-"},
            ask(model), {{kKeyName, kKey}});
        return ran.out + ran.err;
    };
    CHECK_THAT(explain("agent", "alias"), Catch::Contains("reserved/up-model: Provider \"reserved\" is not for the consumer \"agent\""));
    CHECK_THAT(explain("anonymous", "reserved/x"), Catch::Contains("401 invalid_consumer_key"));
}

TEST_CASE("the start names what is reserved now and which limits leaving out a key lifts")
{
    FakeUpstream reserved;
    FakeUpstream open;
    Json config = restrictedConfiguration(reserved, open);
    config["routes"] = {route("team", {target("reserved", "up-model", 0)})};
    config["routes"][0]["consumers"] = {"ide"};
    config["consumers"][1]["models"] = {"both"};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    CHECK(gateway.waitForLog("providers[0].consumers: is empty, but only routes with consumers lead to the provider (route-team)"));
    CHECK(gateway.waitForLog("consumers[1].models: limits nobody on this machine"));
    const auto checked = runGateway({"--check-config", "--config", gateway.configFile()});
    CHECK(checked.status == 0);
    for (const char* const text : {"providers[0].consumers: is empty", "consumers[1].models: limits nobody"})
        CHECK((checked.out + checked.err).find(text) != std::string::npos);
    config["providers"][0]["consumers"] = {"ide"}; // as the first one proposes
    config["listen"]["require_key"] = "always";
    GatewayProcess quiet(config, withKey());
    REQUIRE(quiet.isListening());
    CHECK(quiet.log().find("consumers: is empty") == std::string::npos);
    CHECK(quiet.log().find("limits nobody") == std::string::npos);
}

TEST_CASE("nobody goes on from a response that another consumer made, whoever keeps it")
{
    FakeUpstream upstream;
    Behaviour made;
    made.body = R"({"id":"resp_up","object":"response","created_at":1,"status":"completed","model":"gpt-up","output":[],)"
                R"("usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})";
    upstream.onCall("POST /v1/responses", made);
    upstream.onCall("POST /v1/responses/compact", made);
    upstream.onCall("POST /v1/responses/input_tokens", made);
    const std::string keep = GENERATE("memory", "disk", "none");
    CAPTURE(keep);
    Json native = provider("native", upstream.baseUrl(), {kKeyReference});
    native["type"] = "openai-responses";
    Json config = configuration({native, provider("chats", upstream.baseUrl(), {kKeyReference})},
        {route("gpt", {target("native", "gpt-up", 0)}), route("chat", {target("chats", "chat-up", 0)})});
    config["consumers"] = {consumer("ide", kIde), consumer("agent", kAgent)};
    config["responses"] = {{"keep", keep}};
    GatewayProcess gateway(config, withKey());
    const auto respond = [&](const std::string& model, const std::string& key, const std::string& extra = {}, const std::string& path = "/v1/responses") {
        return exchange(gateway.port(), {.target = path, .headers = bearer(key), .body = R"({"model":")" + model + R"(","input":"hi")" + extra + "}"});
    };
    const auto previous = [](const std::string& id) { return R"(,"previous_response_id":")" + id + '"'; };
    REQUIRE(respond("gpt", kIde).status == 200);
    const auto translated = parsed(respond("chat", kIde).body).value("id", std::string());
    REQUIRE_FALSE(translated.empty());
    const std::size_t asked = upstream.allRequests().size();
    for (const std::string& key : {std::string(kAgent), std::string(), std::string("sb-unknown")}) {
        CAPTURE(key);
        for (const std::string model : {"gpt", "chat"})
            for (const std::string& id : {std::string("resp_up"), translated}) {
                const auto others = respond(model, key, previous(id));
                checkError(others, 404, "previous_response_not_found");
                std::string never = respond(model, key, previous("resp_never")).body;
                for (auto* const text : {&never})
                    text->replace(text->find("resp_never"), 10, id);
                CHECK(parsed(others.body)["error"]["message"] == parsed(never)["error"]["message"]);
                CHECK(parsed(others.body)["error"]["param"] == "previous_response_id");
            }
        CHECK(respond("gpt", key, previous("resp_up"), "/v1/responses/compact").status == 404);
        CHECK(respond("gpt", key, previous("resp_up"), "/v1/responses/input_tokens").status == 404);
        CHECK(respond("gpt", key, R"(,"previous_response_id":null,"previous\u005fresponse_id":"resp_up")").status == 404);
        for (const char* const path : {"/v1/responses/resp_up", "/v1/responses/resp_up/input_items"})
            CHECK(get(gateway.port(), path, bearer(key)).status == 404);
        CHECK(exchange(gateway.port(), {.method = "DELETE", .target = "/v1/responses/resp_up", .headers = bearer(key)}).status == 404);
        CHECK(exchange(gateway.port(), {.target = "/v1/responses/resp_up/cancel", .headers = bearer(key)}).status == 404);
    }
    CHECK(upstream.allRequests().size() == asked);
    CHECK(respond("gpt", kIde, previous("resp_up")).status == 200);
    CHECK(respond("gpt", kIde, R"(,"conversation":"conv_1")").status == 200);
    CHECK(respond("gpt", kIde, R"(,"conversation":{"id":"conv_1"})").status == 200);
    const std::size_t before = upstream.allRequests().size();
    CHECK(respond("gpt", kAgent, R"(,"conversation":"conv_1")").status == 404);
    CHECK(respond("gpt", {}, R"(,"conversation":{"id":"conv_1"})").status == 404);
    CHECK(upstream.allRequests().size() == before);
}

TEST_CASE("without consumers an id that was made before the start goes to the provider that may keep it")
{
    FakeUpstream upstream;
    Behaviour made;
    made.body = R"({"id":"resp_up","object":"response","status":"completed","output":[]})";
    upstream.onCall("POST /v1/responses", made);
    Json native = provider("native", upstream.baseUrl(), {kKeyReference});
    native["type"] = "openai-responses";
    GatewayProcess gateway(configuration({native}, {route("gpt", {target("native", "gpt-up", 0)})}), withKey());
    const std::string body = R"({"model":"gpt","input":"hi","previous_response_id":"resp_before"})";
    CHECK(exchange(gateway.port(), {.target = "/v1/responses", .body = body}).status == 200);
    CHECK(upstream.allRequests().back().body.find("resp_before") != std::string::npos);
}
