#include "catch.h"

#include "scenario.h"

#include <QCryptographicHash>

#include <filesystem>
#include <functional>
#include <tuple>
#include <utility>
#include <vector>

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

/// `reserved` for the consumer ide, `open` for everyone; both have the model "both".
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

TEST_CASE("no request bypasses the restriction of a provider to a consumer")
{
    struct Row {
        const char* name;
        std::function<void(Json& config)> restrict;
    };
    const auto teamRoute = [](Json& config) -> Json& {
        config["routes"] = Json::array({route("team", {target("reserved", "up-model", 0)})});
        return config["routes"][0];
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"a route with consumers", [=](Json& config) { teamRoute(config)["consumers"] = {"ide"}; }},
        {"a route that matches consumers", [=](Json& config) { teamRoute(config)["match"]["consumers"] = {"ide"}; }},
        {"a disabled route", [=](Json& config) {
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
    CHECK(listed.find("reserved") == std::string::npos); // "owned_by" is "open"
    CHECK(get(gateway.port(), "/v1/models/hidden-model").status == 404);
    CHECK(get(gateway.port(), "/v1/models/hidden-model", bearer(kIde)).status == 200);
    CHECK(exchange(gateway.port(), {.target = "/api/show", .body = R"({"model":"hidden-model"})"}).status == 404);
    CHECK(chat(gateway.port(), ask("hidden-mode")).body.find("hidden-model") == std::string::npos); // not suggested
    CHECK(reserved.allRequests().empty());

    // The first provider that accepts the caller.
    CHECK(chat(gateway.port(), ask("both")).headerOr("x-signalbox-provider") == "open");
    CHECK(chat(gateway.port(), ask("both"), bearer(kAgent)).headerOr("x-signalbox-provider") == "open");
    CHECK(get(gateway.port(), "/v1/files").headerOr("x-signalbox-provider") == "open");
    CHECK(reserved.allRequests().empty());
    for (const std::string model : {"both", "reserved/x", "hidden-model"})
        CHECK(chat(gateway.port(), ask(model), bearer(kIde)).headerOr("x-signalbox-provider") == "reserved");
    CHECK(get(gateway.port(), "/v1/files", bearer(kIde)).headerOr("x-signalbox-provider") == "reserved");
}

TEST_CASE("skips a fallback target that refuses the caller and explains it")
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
    CHECK_THAT(explain("agent", "alias"), Catch::Contains("reserved/up-model: Provider \"reserved\" is not available to consumer \"agent\""));
    CHECK_THAT(explain("anonymous", "reserved/x"), Catch::Contains("401 invalid_consumer_key"));
}

TEST_CASE("logs at start what is reserved and which limits do not apply without a key")
{
    FakeUpstream reserved;
    FakeUpstream open;
    Json config = restrictedConfiguration(reserved, open);
    config["routes"] = Json::array({route("team", {target("reserved", "up-model", 0)})});
    config["routes"][0]["consumers"] = {"ide"};
    config["consumers"][1]["models"] = {"both"};
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    CHECK(gateway.waitForLog("providers[0].consumers: is empty, but every route to this provider is limited to consumers (route-team)"));
    CHECK(gateway.waitForLog("consumers[1].models: does not restrict local callers"));
    const auto checked = runGateway({"--check-config", "--config", gateway.configFile()});
    CHECK(checked.status == 0);
    for (const char* const text : {"providers[0].consumers: is empty", "consumers[1].models: does not restrict local callers"})
        CHECK((checked.out + checked.err).find(text) != std::string::npos);
    config["providers"][0]["consumers"] = {"ide"}; // as the warning suggests
    config["listen"]["require_key"] = "always";
    GatewayProcess quiet(config, withKey());
    REQUIRE(quiet.isListening());
    CHECK(quiet.log().find("consumers: is empty") == std::string::npos);
    CHECK(quiet.log().find("does not restrict local callers") == std::string::npos);
}

TEST_CASE("nobody can continue a response of another consumer")
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
}

namespace {

std::string responseOf(const std::string& id, const std::string& items)
{
    return R"({"id":")" + id + R"(","object":"response","created_at":1,"status":"completed","model":"gpt-up","output":[)" + items
        + R"(],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})";
}

constexpr const char* kOutputItems = R"({"id":"rs_1","type":"reasoning","summary":[]},)"
                               R"({"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"one","annotations":[]}]},)"
                               R"({"id":"fc_1","type":"function_call","call_id":"call_1","name":"look","arguments":"{}"})";

Behaviour answersWith(const std::string& body)
{
    Behaviour behaviour;
    behaviour.body = body;
    return behaviour;
}

Behaviour streamsItems()
{
    Behaviour behaviour;
    behaviour.alwaysStream = true;
    std::string text = "data: " R"({"type":"response.created","response":{"id":"resp_1","object":"response","model":"gpt-up","output":[]}})" "\n\n";
    int index = 0;
    for (const Json& item : parsed('[' + std::string(kOutputItems) + ']'))
        text += R"(data: {"type":"response.output_item.done","output_index":)" + std::to_string(index++) + R"(,"item":)" + item.dump() + "}\n\n";
    behaviour.body = text + R"(data: {"type":"response.completed","response":)" + responseOf("resp_1", kOutputItems) + "}\n\n";
    return behaviour;
}

/// `native`, which stores responses, and `files` for the consumers ide and agent.
Json sharedConfiguration(const FakeUpstream& upstream)
{
    Json native = provider("native", upstream.baseUrl(), {kKeyReference});
    native["type"] = "openai-responses";
    Json config = configuration({native, provider("files", upstream.baseUrl(), {kKeyReference})}, {route("gpt", {target("native", "gpt-up", 0)})});
    config["consumers"] = {consumer("ide", kIde), consumer("agent", kAgent)};
    return config;
}

HttpAnswer respondAs(const GatewayProcess& gateway, const std::string& key, const std::string& fields, const std::string& path = "/v1/responses")
{
    return exchange(gateway.port(), {.target = path, .headers = bearer(key), .body = R"({"model":"gpt",)" + fields + "}"});
}

std::string itemReference(const std::string& id) { return R"("input":[{"role":"user","content":"hi"},{"type":"item_reference","id":")" + id + R"("}])"; }

} // namespace

TEST_CASE("nobody can refer to an item of another consumer's response")
{
    FakeUpstream upstream;
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    upstream.onCall("POST /v1/responses", isStream ? streamsItems() : answersWith(responseOf("resp_1", kOutputItems)));
    upstream.onCall("POST /v1/responses/compact", answersWith(responseOf("resp_1", kOutputItems)));
    GatewayProcess gateway(sharedConfiguration(upstream), withKey());
    REQUIRE(respondAs(gateway, kIde, std::string(R"("input":"hi")") + (isStream ? R"(,"stream":true)" : "")).status == 200);
    upstream.onCall("POST /v1/responses", answersWith(responseOf("resp_2", "")));
    const std::size_t asked = upstream.allRequests().size();
    for (const std::string& key : {std::string(kAgent), std::string()})
        for (const std::string id : {"msg_1", "rs_1", "fc_1", "msg_never"}) {
            CAPTURE(key, id);
            for (const char* const path : {"/v1/responses", "/v1/responses/compact", "/v1/responses/input_tokens"}) {
                const auto answer = respondAs(gateway, key, itemReference(id), path);
                CHECK(answer.status == 404);
                const Json error = parsed(answer.body)["error"];
                CHECK(error["param"] == "input[1].id");
                CHECK(error["message"] == '"' + id + "\" is not known here, or no longer. Send the whole item instead of its id.");
            }
        }
    CHECK(respondAs(gateway, kAgent, R"("input":[{"type":"reasoning","id":"rs_1","summary":[]}])").status == 404);
    CHECK(respondAs(gateway, kAgent, R"("input":[{"id":"msg_1"}])").status == 404);
    CHECK(upstream.allRequests().size() == asked);
    for (const std::string id : {"msg_1", "rs_1", "fc_1"})
        CHECK(respondAs(gateway, kIde, itemReference(id)).status == 200);
    // A worker parses a large body.
    const std::string padding = R"(,"metadata":{"x":")" + std::string(2 * 1024 * 1024, 'x') + R"("})";
    CHECK(respondAs(gateway, kAgent, itemReference("msg_1") + padding).status == 404);
    CHECK(respondAs(gateway, kIde, itemReference("msg_1") + padding).status == 200);
}

TEST_CASE("accepts a reasoning summary unless its id belongs to another consumer")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", answersWith(responseOf("resp_1", kOutputItems)));
    GatewayProcess gateway(sharedConfiguration(upstream), withKey());
    REQUIRE(respondAs(gateway, kIde, R"("input":"hi")").status == 200);
    const auto thought = [](const std::string& id, const std::string& summary) {
        return R"("input":[{"role":"user","content":"hi"},{"type":"reasoning","id":")" + id + R"(","summary":)" + summary + R"(},{"role":"assistant","content":"one"},{"role":"user","content":"more"}])";
    };
    const std::string said = R"([{"type":"summary_text","text":"Thought of it"}])";
    CHECK(respondAs(gateway, kAgent, thought("rs_elsewhere", said)).status == 200);
    CHECK_THAT(upstream.allRequests().back().body, Catch::Contains("Thought of it"));
    CHECK(respondAs(gateway, kIde, thought("rs_1", said)).status == 200);
    CHECK(respondAs(gateway, kAgent, thought("rs_1", said)).status == 404);
    CHECK(respondAs(gateway, kAgent, thought("rs_elsewhere", "[]")).status == 404);
    CHECK(respondAs(gateway, kAgent, thought("rs_elsewhere", R"([{"type":"summary_text","text":""}])")).status == 404);
}

TEST_CASE("only the consumer that created a chat audio can refer to it")
{
    FakeUpstream upstream;
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    Behaviour speaks = answersWith(R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"audio":{"id":"audio_1","data":"AAAA","transcript":"Hi","expires_at":9}},"finish_reason":"stop"}]})");
    if (isStream) {
        speaks = {};
        speaks.alwaysStream = true;
        speaks.events = {"data: " R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","audio":{"id":"audio_1","transcript":"Hi"}}}]})" "\n\n"
                      "data: " R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})" "\n\ndata: [DONE]\n\n"};
    }
    upstream.setDefault(speaks);
    Json config = sharedConfiguration(upstream);
    config["routes"].push_back(route("sound", {target("files", "m", 0)}));
    GatewayProcess gateway(config, withKey());
    const auto chatAs = [&gateway](const std::string& key, const std::string& fields) {
        return exchange(gateway.port(), {.target = "/v1/chat/completions", .headers = bearer(key), .body = R"({"model":"sound",)" + fields + "}"});
    };
    const std::string asked = R"("modalities":["text","audio"],"audio":{"voice":"alloy","format":"wav"})" + std::string(isStream ? R"(,"stream":true)" : "");
    const auto goingOn = [&asked](const std::string& id) {
        return asked + R"(,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","audio":)" + id + R"(},{"role":"user","content":"More"}])";
    };
    REQUIRE(chatAs(kIde, asked + R"(,"messages":[{"role":"user","content":"Hi"}])").status == 200);
    const std::size_t before = upstream.allRequests().size();
    for (const char* const id : {R"({"id":"audio_1"})", R"({"ID":"audio_1"})", R"({"id":"audio_never"})"})
        CHECK(chatAs(kAgent, goingOn(id)).status == 404);
    CHECK(upstream.allRequests().size() == before);
    const auto answer = chatAs(kIde, goingOn(R"({"id":"audio_1"})"));
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
}

TEST_CASE("accepts a conversation of unknown owner only from the sole consumer of a provider")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", answersWith(responseOf("resp_1", "")));
    Json config = sharedConfiguration(upstream);
    const bool isAlone = GENERATE(false, true);
    CAPTURE(isAlone);
    if (isAlone)
        config["providers"][0]["consumers"] = {"ide"};
    GatewayProcess gateway(config, withKey());
    for (const std::string conversation : {R"("conv_1")", R"({"id":"conv_1"})", R"("conv_2")"}) {
        CAPTURE(conversation);
        CHECK(respondAs(gateway, kIde, R"("input":"hi","conversation":)" + conversation).status == (isAlone ? 200 : 404));
        CHECK(respondAs(gateway, kAgent, R"("input":"hi","conversation":)" + conversation).status != 200);
    }
    CHECK(upstream.allRequests().size() == (isAlone ? 3U : 0U));
}

namespace {

std::string listedIds(const std::string& list)
{
    std::string ids;
    const Json whole = parsed(list);
    for (const Json& entry : whole["data"])
        ids += entry["id"].get<std::string>() + ' ';
    return ids;
}

HttpAnswer uploadFile(const GatewayProcess& gateway, const std::string& key)
{
    Fields headers = bearer(key);
    headers.push_back({"Content-Type", "multipart/form-data; boundary=b"});
    return exchange(gateway.port(), {.target = "/v1/files", .headers = headers,
        .body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n"});
}

int statusAs(const GatewayProcess& gateway, const std::string& key, const std::string& method, const std::string& target)
{
    return exchange(gateway.port(), {.method = method, .target = target, .headers = bearer(key)}).status;
}

/// `file-1` of ide and `file-2` of agent, each with a batch.
void makeFiles(FakeUpstream& upstream, const GatewayProcess& gateway)
{
    for (const auto& [key, number] : {std::pair(kIde, "1"), std::pair(kAgent, "2")}) {
        const std::string file = std::string("file-") + number;
        const std::string batch = std::string("batch_") + number;
        const std::string whole = R"({"id":")" + batch + R"(","object":"batch","status":"in_progress","input_file_id":")" + file + R"(","output_file_id":"file-out)" + number + R"("})";
        upstream.onCall("POST /v1/files", answersWith(R"({"id":")" + file + R"(","object":"file"})"));
        upstream.onCall("POST /v1/batches", answersWith(whole));
        REQUIRE(uploadFile(gateway, key).status == 200);
        REQUIRE(exchange(gateway.port(), {.target = "/v1/batches", .headers = bearer(key),
            .body = R"({"input_file_id":")" + file + R"(","endpoint":"/v1/chat/completions"})"}).status == 200);
    }
    upstream.onCall("GET /v1/files", answersWith(R"({"object":"list","data":[{"id":"file-1"},{"id":"file-2"},{"id":"file-3"},{"id":"file-out1"}],"first_id":"file-1","last_id":"file-out1","has_more":false})"));
    for (const std::string& own : {std::string("1"), std::string("2")}) {
        upstream.onCall("GET /v1/batches/batch_" + own, answersWith(R"({"object":"batch","id":"batch_)" + own + "\"}"));
        for (const std::string& file : {"file-" + own, "file-out" + own}) {
            upstream.onCall("GET /v1/files/" + file, answersWith(R"({"object":"file","id":")" + file + "\"}"));
            upstream.onCall("GET /v1/files/" + file + "/content", answersWith("text"));
        }
    }
    upstream.onCall("GET /v1/batches", answersWith(R"({"object":"list","data":[{"id":"batch_1","object":"batch"},{"id":"batch_2","object":"batch"},{"id":"batch_3","object":"batch"}]})"));
}

void checkFilesApart(const FakeUpstream& upstream, const GatewayProcess& gateway)
{
    for (const auto& [key, own, other] : {std::tuple(kIde, "1", "2"), std::tuple(kAgent, "2", "1")}) {
        CAPTURE(own);
        const std::string mine = own;
        const std::size_t before = upstream.allRequests().size();
        for (const std::string& id : {std::string("file-") + other, std::string("file-out") + other, std::string("file-3")}) {
            CAPTURE(id);
            for (const std::string method : {"GET", "DELETE", "HEAD"})
                CHECK(statusAs(gateway, key, method, "/v1/files/" + id) == 404);
            CHECK(statusAs(gateway, key, "GET", "/v1/files/" + id + "/content") == 404);
            CHECK(exchange(gateway.port(), {.target = "/v1/batches", .headers = bearer(key), .body = R"({"input_file_id":")" + id + R"("})"}).status == 404);
            CHECK(respondAs(gateway, key, R"("input":[{"role":"user","content":[{"type":"input_file","file_id":")" + id + R"("}]}])").status == 404);
            CHECK(respondAs(gateway, key, R"("messages":[{"role":"user","content":[{"type":"file","file":{"file_id":")" + id + R"("}}]}])", "/v1/chat/completions").status == 404);
        }
        for (const std::string& id : {std::string("batch_") + other, std::string("batch_3")}) {
            CHECK(statusAs(gateway, key, "GET", "/v1/batches/" + id) == 404);
            CHECK(statusAs(gateway, key, "POST", "/v1/batches/" + id + "/cancel") == 404);
        }
        CHECK(upstream.allRequests().size() == before);
        for (const std::string& path : {"files/file-" + mine, "files/file-" + mine + "/content", "files/file-out" + mine + "/content", "batches/batch_" + mine})
            CHECK(statusAs(gateway, key, "GET", "/v1/" + path) == 200);
        CHECK(listedIds(get(gateway.port(), "/v1/files", bearer(key)).body) == (mine == "1" ? "file-1 file-out1 " : "file-2 "));
        CHECK(listedIds(get(gateway.port(), "/v1/batches", bearer(key)).body) == "batch_" + mine + ' ');
    }
    CHECK(statusAs(gateway, {}, "GET", "/v1/files/file-1") == 404);
    CHECK(listedIds(get(gateway.port(), "/v1/files", {}).body).empty());
}

} // namespace

TEST_CASE("JSON in a form field cannot name a file of another consumer")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/files", answersWith(R"({"id":"file-1","object":"file"})"));
    upstream.onCall("POST /v1/images/edits", answersWith(R"({"created":1,"data":[]})"));
    GatewayProcess gateway(sharedConfiguration(upstream), withKey());
    REQUIRE(uploadFile(gateway, kIde).status == 200);
    const auto edit = [&gateway](const std::string& key, const std::string& part) {
        Fields headers = bearer(key);
        headers.push_back({"Content-Type", "multipart/form-data; boundary=b"});
        return exchange(gateway.port(), {.target = "/v1/images/edits", .headers = headers,
            .body = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nfiles/m\r\n--b\r\n" + part + "\r\n--b--\r\n"}).status;
    };
    for (const char* const part : {"Content-Disposition: form-data; name=\"image\"\r\n\r\n{\"file_id\":\"file-1\"}",
             "Content-Disposition: form-data; name=\"images\"\r\nContent-Type: application/json\r\n\r\n[{\"File_ID\":\"file-1\"}]",
             "Content-Disposition: form-data; name=\"fileId\"\r\n\r\nfile-1"}) {
        CAPTURE(part);
        CHECK(edit(kAgent, part) == 404);
        CHECK(edit(kIde, part) == 200);
    }
}

TEST_CASE("files and batches belong to the consumer that created them, also after a restart")
{
    FakeUpstream upstream;
    const Json config = sharedConfiguration(upstream);
    GatewayProcess first(config, withKey());
    makeFiles(upstream, first);
    checkFilesApart(upstream, first);
    first.terminate();
    REQUIRE(first.waitForExit() == 0);
    auto options = withKey();
    options.prepare = [folder = first.dataDir()](const std::string& dataDir) {
        std::filesystem::copy(folder, dataDir, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    };
    GatewayProcess second(config, options);
    REQUIRE(second.isListening());
    checkFilesApart(upstream, second);
}

namespace {

HttpRequest form(const std::string& target, const std::string& name, const std::string& value, const std::string& key)
{
    Fields headers = bearer(key);
    headers.push_back({"Content-Type", "multipart/form-data; boundary=b"});
    const std::string part = "--b\r\nContent-Disposition: form-data; name=\"";
    return {.target = target, .headers = headers,
        .body = part + "model\"\r\n\r\nfiles/x\r\n" + part + name + "\"\r\n\r\n" + value + "\r\n--b--\r\n"};
}

} // namespace

TEST_CASE("closes another consumer's file in texts, URLs, forms and unusual shapes")
{
    FakeUpstream upstream;
    GatewayProcess gateway(sharedConfiguration(upstream), withKey());
    makeFiles(upstream, gateway);
    upstream.onCall("POST /v1/audio/transcriptions", answersWith(R"({"text":"x"})"));
    upstream.onCall("POST /v1/images/edits", answersWith(R"({"data":[]})"));
    const auto chats = [&](const std::string& key, const std::string& messages) {
        return exchange(gateway.port(), {.target = "/v1/chat/completions", .headers = bearer(key), .body = R"({"model":"files/x","messages":)" + messages + "}"}).status;
    };
    const std::vector<std::function<int(const std::string&, const std::string&)>> ways{
        [&](const std::string& key, const std::string& id) { return chats(key, R"([{"role":"system","content":"fileid://)" + id + R"("},{"role":"user","content":"hi"}])"); },
        [&](const std::string& key, const std::string& id) {
            return chats(key, R"([{"role":"user","content":[{"type":"video_url","video_url":{"url":"ms:\/\/)" + id + R"("}}]}])");
        },
        [&](const std::string& key, const std::string& id) { return exchange(gateway.port(), form("/v1/audio/transcriptions", "file_id", id, key)).status; },
        [&](const std::string& key, const std::string& id) { return exchange(gateway.port(), form("/v1/images/edits", "file_id", id, key)).status; },
        [&](const std::string& key, const std::string& id) {
            return exchange(gateway.port(), {.target = "/v1/batches", .headers = bearer(key), .body = R"({"input_file_id":[")" + id + R"("]})"}).status;
        },
        [&](const std::string& key, const std::string& id) { // the provider may look only at the body
            HttpRequest request{.target = "/v1/batches", .headers = bearer(key), .body = R"({"input_file_id":")" + id + R"("})"};
            request.headers.push_back({"Content-Type", "multipart/form-data; boundary=b"});
            return exchange(gateway.port(), request).status;
        },
    };
    for (std::size_t i = 0; i < ways.size(); ++i) {
        CAPTURE(i);
        const std::size_t before = upstream.allRequests().size();
        for (const std::string key : {kAgent, ""})
            CHECK(ways[i](key, "file-1") == 404);
        CHECK(upstream.allRequests().size() == before);
        CHECK(ways[i](kIde, "file-1") == 200);
    }
    const std::size_t before = upstream.allRequests().size();
    const auto refused = exchange(gateway.port(), form("/v1/batches", "input_file_id", "file-1", kIde));
    CHECK(refused.status == 415);
    CHECK(parsed(refused.body)["error"]["message"] == "This endpoint does not accept forms. Send a JSON object with \"Content-Type: application/json\".");
    CHECK(upstream.allRequests().size() == before);
}

TEST_CASE("files of a consumer stay closed after the last consumer is removed")
{
    FakeUpstream upstream;
    Json config = sharedConfiguration(upstream);
    GatewayProcess first(config, withKey());
    makeFiles(upstream, first);
    first.terminate();
    REQUIRE(first.waitForExit() == 0);
    config.erase("consumers");
    auto options = withKey();
    options.prepare = [folder = first.dataDir()](const std::string& dataDir) {
        std::filesystem::copy(folder, dataDir, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    };
    GatewayProcess second(config, options);
    REQUIRE(second.isListening());
    const std::size_t before = upstream.allRequests().size();
    for (const std::string path : {"files/file-1", "files/file-1/content", "files/file-2", "batches/batch_1"})
        CHECK(statusAs(second, {}, "GET", "/v1/" + path) == 404);
    CHECK(exchange(second.port(), {.target = "/v1/batches", .body = R"({"input_file_id":"file-1"})"}).status == 404);
    CHECK(upstream.allRequests().size() == before);
    upstream.onCall("GET /v1/files/file-3", answersWith("{}"));
    CHECK(statusAs(second, {}, "GET", "/v1/files/file-3") == 200);
    CHECK(listedIds(get(second.port(), "/v1/files", {}).body) == "file-3 ");
    const std::string list = R"({"object":"list", "data":[{"id":"file-3"}, {"id":"file-4"}]})";
    upstream.onCall("GET /v1/files", answersWith(list));
    CHECK(get(second.port(), "/v1/files", {}).body == list);
}

TEST_CASE("does not forward a file list that it cannot filter")
{
    FakeUpstream upstream;
    GatewayProcess gateway(sharedConfiguration(upstream), withKey());
    Behaviour asText = answersWith(R"({"data":[{"id":"file-1"}]} and more)");
    Behaviour asEvents = answersWith("data: {\"id\":\"file-1\"}\n\n");
    asEvents.headers = {{"Content-Type", "text/event-stream"}};
    for (const Behaviour& behaviour : {asText, asEvents, answersWith(R"([{"id":"file-1"}])"), answersWith(R"({"files":[{"id":"file-1"}]})")}) {
        upstream.onCall("GET /v1/files", behaviour);
        const auto answer = get(gateway.port(), "/v1/files", bearer(kIde));
        CHECK(answer.status == 502);
        CHECK(answer.body.find("file-1") == std::string::npos);
    }
    const std::string filler(1500 * 1024, 'x'); // more than is buffered of a passed-through answer
    upstream.onCall("GET /v1/files", answersWith(R"({"object":"list","filler":")" + filler + R"(","data":[{"id":"file-1"}]})"));
    const auto large = get(gateway.port(), "/v1/files", bearer(kIde));
    CHECK(large.status == 200);
    CHECK(large.body.find("file-1") == std::string::npos);
}

TEST_CASE("without consumers forwards files and batches unchanged")
{
    FakeUpstream upstream;
    Json config = sharedConfiguration(upstream);
    config.erase("consumers");
    GatewayProcess gateway(config, withKey());
    const std::string list = R"({"object":"list", "data":[{"id":"file-1"},{"id":"file-2"}]})";
    upstream.onCall("GET /v1/files", answersWith(list));
    CHECK(get(gateway.port(), "/v1/files", {}).body == list);
    for (const std::string path : {"/v1/files/file-1", "/v1/files/file-2/content", "/v1/batches/batch_1"}) {
        upstream.onCall("GET " + path, answersWith("{}"));
        CHECK(statusAs(gateway, {}, "GET", path) == 200);
    }
}

TEST_CASE("without consumers sends an older response id to the provider that may store it")
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
