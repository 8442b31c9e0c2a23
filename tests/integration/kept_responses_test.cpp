#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <filesystem>
#include <fstream>

using namespace tests;

namespace {

/// `native` speaks Responses, `other` chat only.
Json responsesConfiguration(const FakeUpstream& upstream)
{
    Json native = provider("native", upstream.baseUrl(), {"env:NATIVE_FIRST", "env:NATIVE_SECOND"});
    native["type"] = "openai-responses";
    Json config = configuration({native, provider("other", upstream.baseUrl())},
        {route("gpt", {target("native", "gpt-up", 0)}),
            route("both", {target("other", "chat-up", 1), target("native", "gpt-up", 0)}),
            route("chat", {target("other", "chat-up", 0)})});
    config["responses"] = {{"keep", "disk"}};
    return config;
}

GatewayProcess::Options withNativeKeys()
{
    return {.environment = {{"NATIVE_FIRST", "sk-native-first-123"}, {"NATIVE_SECOND", "sk-native-second-123"}}};
}

Behaviour statusWith(int status, const std::string& body)
{
    Behaviour behaviour;
    behaviour.status = status;
    behaviour.body = body;
    return behaviour;
}

std::string whole(const std::string& id)
{
    return R"({"id":")" + id
        + R"(","object":"response","created_at":1,"status":"completed","model":"gpt-up","output":[)"
          R"({"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[)"
          R"({"type":"output_text","text":"one two","annotations":[]}]}],)"
          R"("usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})";
}

Behaviour streamed(const std::string& id)
{
    Behaviour behaviour;
    behaviour.alwaysStream = true;
    behaviour.body = R"(data: {"type":"response.created","response":{"id":")" + id
        + R"(","object":"response","model":"gpt-up","output":[]}})"
          "\n\n"
          R"(data: {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","content":[]}})"
          "\n\n"
          R"(data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"one two"})"
          "\n\ndata: {\"type\":\"response.completed\",\"response\":"
        + whole(id) + "}\n\n";
    return behaviour;
}

HttpAnswer respond(const GatewayProcess& gateway, const std::string& model, const std::string& extra = {})
{
    return exchange(gateway.port(),
        {.target = "/v1/responses", .body = R"({"model":")" + model + R"(","input":"Say it.")" + extra + "}"});
}

HttpAnswer askFor(const GatewayProcess& gateway, const std::string& rest, const std::string& method = "GET")
{
    return exchange(gateway.port(), {.method = method, .target = "/v1/responses/" + rest});
}

std::string responseIdOf(const HttpAnswer& answer) { return parsed(answer.body).value("id", std::string()); }

} // namespace

TEST_CASE("asks the provider that stores a response with the key that created it")
{
    FakeUpstream upstream;
    upstream.onCall("GET /v1/responses/resp_up", statusWith(200, R"({"id":"resp_up","of":"the provider"})"));
    upstream.onCall("GET /v1/responses/resp_up/input_items", statusWith(200, R"({"object":"list","data":[]})"));
    upstream.onCall("DELETE /v1/responses/resp_up", statusWith(200, R"({"id":"resp_up","deleted":true})"));
    const bool isStream = GENERATE(false, true);
    upstream.onCall("POST /v1/responses", isStream ? streamed("resp_up") : statusWith(200, whole("resp_up")));
    GatewayProcess gateway(responsesConfiguration(upstream), withNativeKeys());
    CAPTURE(isStream);
    REQUIRE(respond(gateway, "gpt", isStream ? R"(,"stream":true)" : "").status == 200);
    const auto key = upstream.allRequests().back().bearer();

    for (int time = 0; time < 2; ++time) { // without switching to the other key
        const auto got = askFor(gateway, "resp_up?include=reasoning.encrypted_content&key=mine&k%65y=mine");
        CHECK(got.status == 200);
        CHECK(parsed(got.body)["of"] == "the provider");
        CHECK(got.headerOr("x-signalbox-provider") == "native");
        CHECK(upstream.allRequests().back().target == "/v1/responses/resp_up?include=reasoning.encrypted_content");
        CHECK(upstream.allRequests().back().bearer() == key);
    }
    CHECK(askFor(gateway, "resp_up/input_items?limit=2").status == 200);
    CHECK(upstream.allRequests().back().target == "/v1/responses/resp_up/input_items?limit=2");
    CHECK(askFor(gateway, "resp_up", "DELETE").status == 200);
    CHECK(upstream.allRequests().back().method == "DELETE");
    const std::size_t count = upstream.allRequests().size();
    CHECK(askFor(gateway, "resp_up").status == 404); // forgotten here, too
    CHECK(upstream.allRequests().size() == count);
}

TEST_CASE("reports a response that its provider does not store or refuses to return")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", statusWith(200, whole("resp_up")));
    upstream.onCall("GET /v1/responses/resp_up", statusWith(401, "{}"));
    GatewayProcess gateway(responsesConfiguration(upstream), withNativeKeys());
    REQUIRE(respond(gateway, "gpt", R"(,"store":false)").status == 200);
    CHECK(askFor(gateway, "resp_up").status == 404);
    REQUIRE(respond(gateway, "gpt").status == 200);
    CHECK(checkError(askFor(gateway, "resp_up"), 503, "no_usable_key").find("native") != std::string::npos);
    Behaviour elsewhere = statusWith(302, "{}");
    elsewhere.headers = {{"Location", "https://new.example.com/v1/responses/resp_up"}};
    upstream.onCall("GET /v1/responses/resp_up", elsewhere);
    const auto redirected = askFor(gateway, "resp_up"); // the client would follow it, with its key
    CHECK(checkError(redirected, 502, "upstream_protocol_error").find("redirects to https://new.example.com (") != std::string::npos);
    CHECK_FALSE(redirected.header("Location"));
}

TEST_CASE("a limit also reserves what a request only refers to")
{
    const std::string model = GENERATE("gpt", "gpt, streamed", "chat");
    CAPTURE(model);
    FakeUpstream upstream;
    const auto use = [](std::string text) { // of a long conversation
        const std::string few = R"("input_tokens":3,"output_tokens":2,"total_tokens":5)";
        return text.replace(text.find(few), few.size(), R"("input_tokens":900,"output_tokens":100,"total_tokens":1000)");
    };
    Behaviour answer = streamed("resp_up");
    answer.body = use(*answer.body);
    upstream.onCall("POST /v1/responses", model == "gpt" ? statusWith(200, use(whole("resp_up"))) : answer);
    Json config = responsesConfiguration(upstream);
    config["policies"]["limits"] = Json::array({{{"name", "all"}, {"tokens", 6000}, {"per", "month"}}});
    GatewayProcess gateway(config, withNativeKeys());
    const std::string name = model.substr(0, model.find(','));
    const std::string text(name == "chat" ? 16'000 : 3600, 'x');
    const auto ask = [&](const std::string& input, const std::string& extra) {
        return exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":")" + name + R"(","input":")" + input + '"' + extra + "}"});
    };
    const bool isStream = model == "gpt, streamed";
    const auto first = ask(text, isStream ? R"(,"stream":true,"max_output_tokens":100)" : R"(,"max_output_tokens":100)");
    REQUIRE(first.status == 200);
    const std::string id = name == "chat" ? responseIdOf(first) : "resp_up";
    REQUIRE_FALSE(id.empty());
    const std::string more = R"(,"max_output_tokens":4500)";
    CHECK(ask("More.", more + R"(,"previous_response_id":")" + id + '"').status == 429);
    CHECK(ask("More.", more).status == 200);
}

TEST_CASE("continues a response at the provider that stores it", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", statusWith(200, whole("resp_up")));
    GatewayProcess gateway(responsesConfiguration(upstream), withNativeKeys());
    REQUIRE(respond(gateway, "gpt").status == 200);
    const auto key = upstream.allRequests().back().bearer();
    for (int time = 0; time < 2; ++time) {
        const auto answer = respond(gateway, "both", R"(,"previous_response_id":"resp_up")");
        CHECK(answer.status == 200);
        CHECK(answer.headerOr("x-signalbox-provider") == "native");
        CHECK(upstream.allRequests().back().bearer() == key);
        CHECK(upstream.allRequests().back().body
            == R"({"model":"gpt-up","input":"Say it.","previous_response_id":"resp_up"})");
    }
    CHECK(upstream.requests().empty()); // no chat
    const auto astray = respond(gateway, "chat", R"(,"previous_response_id":"resp_up")");
    CHECK(checkError(astray, 400, "previous_response_not_found").find("\"native\"") != std::string::npos);
    CHECK(parsed(astray.body)["error"]["param"] == "previous_response_id");
    const auto unknown = respond(gateway, "chat", R"(,"previous_response_id":"resp_0")");
    CHECK(checkError(unknown, 400, "previous_response_not_found").find("resp_0") != std::string::npos);
    CHECK(parsed(unknown.body)["error"]["type"] == "invalid_request_error");
    CHECK(parsed(unknown.body)["error"]["param"] == "previous_response_id");
    CHECK(respond(gateway, "both").headerOr("x-signalbox-provider") == "other");
}

TEST_CASE("compacts a conversation itself when the target cannot", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", statusWith(200, whole("resp_up")));
    GatewayProcess gateway(responsesConfiguration(upstream), withNativeKeys());
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    const std::string input =
        R"("input":[{"role":"user","content":"Mend it."},{"type":"compaction_trigger"}],"store":false)";
    const std::string stream = isStream ? R"(,"stream":true)" : "";
    const auto answer =
        exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"chat",)" + input + stream + "}"});
    REQUIRE(answer.status == 200);
    Json item;
    if (isStream) {
        std::vector<std::string> items;
        for (const std::string& data : eventData(answer.body)) {
            const Json event = parsed(data);
            if (event["type"] == "response.output_item.done")
                items.push_back(event["item"].dump());
            CHECK(event["type"] != "response.output_text.delta");
        }
        CHECK(answer.body.find("\"response.completed\"") != std::string::npos);
        REQUIRE(items.size() == 1);
        item = parsed(items.front());
    } else {
        REQUIRE(parsed(answer.body)["output"].size() == 1);
        item = parsed(answer.body)["output"][0];
    }
    CHECK(item["type"] == "compaction");
    REQUIRE(upstream.requests().size() == 1);
    CHECK(upstream.requests().front().body.find("compaction_trigger") == std::string::npos);
    CHECK(upstream.requests().front().body.find("Mend it.") != std::string::npos);

    const Json next{{"model", "chat"}, {"input", Json::array({item, {{"role", "user"}, {"content", "Go on."}}})}};
    CHECK(exchange(gateway.port(), {.target = "/v1/responses", .body = next.dump()}).status == 200);
    CHECK(upstream.requests().back().body.find("summary of the conversation so far") != std::string::npos);

    const auto native =
        exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"gpt",)" + input + "}"});
    CHECK(native.status == 200);
    CHECK(upstream.allRequests().back().body == R"({"model":"gpt-up",)" + input + "}"); // which supports compaction
}

TEST_CASE("a response made by the gateway reports its previous_response_id")
{
    FakeUpstream upstream;
    GatewayProcess gateway(responsesConfiguration(upstream), withNativeKeys());
    const auto first = respond(gateway, "chat");
    CHECK(parsed(first.body)["previous_response_id"].is_null());
    const std::string previous = R"(,"previous_response_id":")" + responseIdOf(first) + '"';
    const auto second = respond(gateway, "chat", previous);
    CHECK(parsed(second.body)["previous_response_id"] == responseIdOf(first));
    CHECK(parsed(askFor(gateway, responseIdOf(second)).body)["previous_response_id"] == responseIdOf(first));
    const auto streamed = respond(gateway, "chat", previous + R"(,"stream":true)");
    int told = 0;
    for (const std::string& data : eventData(streamed.body))
        if (const Json event = parsed(data); event.contains("response")) {
            CHECK(event["response"]["previous_response_id"] == responseIdOf(first));
            ++told;
        }
    CHECK(told == 3);
}

TEST_CASE("passes a stateless request unchanged to a Responses endpoint that stores nothing")
{
    FakeUpstream upstream;
    Json up = provider("up", upstream.baseUrl(), {kKeyReference});
    up["type"] = "deepseek";
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    const Behaviour answer = isStream ? streamed("resp_up") : statusWith(200, whole("resp_up"));
    upstream.onCall("POST /v1/responses", answer);
    const std::string rest =
        std::string(R"(, "input" : "Say it.","store": false,"unheard_of":1.50)") + (isStream ? R"(,"stream":true})" : "}");
    const auto said = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias")" + rest});
    CHECK(said.status == 200);
    CHECK(said.body == *answer.body);
    CHECK(said.headerOr("x-signalbox-dropped") == "");
    CHECK(upstream.allRequests().back().target == "/v1/responses");
    CHECK(upstream.allRequests().back().body == R"({"model":"m")" + rest);

    const std::size_t count = upstream.allRequests().size();
    CHECK(askFor(gateway, "resp_up").status == 404);
    CHECK(askFor(gateway, "resp_up", "DELETE").status == 404);
    const auto counted =
        exchange(gateway.port(), {.target = "/v1/responses/input_tokens", .body = R"({"model":"alias","input":"Say it."})"});
    CHECK(counted.headerOr("x-signalbox-estimated") == "input_tokens");
    CHECK(upstream.allRequests().size() == count);
}

TEST_CASE("stores a response itself when the provider's Responses endpoint stores nothing")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", statusWith(200, whole("resp_up")));
    Json up = provider("up", upstream.baseUrl(), {kKeyReference});
    up["type"] = "deepseek";
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto first = respond(gateway, "alias");
    REQUIRE(first.status == 200);
    CHECK(upstream.allRequests().back().target == "/v1/chat/completions");
    CHECK(parsed(askFor(gateway, responseIdOf(first)).body)["output"] == parsed(first.body)["output"]);

    const auto second = respond(gateway, "alias", R"(,"store":false,"previous_response_id":")" + responseIdOf(first) + '"');
    CHECK(second.status == 200);
    CHECK(upstream.allRequests().back().target == "/v1/chat/completions");
    CHECK(parsed(upstream.allRequests().back().body)["messages"].size() == 3); // including the earlier messages

    const std::string input = R"("input":[{"role":"user","content":"Mend it."}],"store":false)";
    const auto compacted =
        exchange(gateway.port(), {.target = "/v1/responses/compact", .body = R"({"model":"alias",)" + input + "}"});
    CHECK(compacted.status == 200);
    CHECK(upstream.allRequests().back().target == "/v1/chat/completions");
    CHECK(askFor(gateway, responseIdOf(first), "DELETE").status == 200);
}

namespace {

std::string kept(const GatewayProcess& gateway) { return gateway.dataDir() + "/responses.sqlite"; }

/// A second run in the data folder of `first`, which has ended.
GatewayProcess::Options after(GatewayProcess& first)
{
    first.terminate();
    REQUIRE(first.waitForExit() == 0);
    auto options = withNativeKeys();
    const std::string folder = first.dataDir();
    options.prepare = [folder](const std::string& dataDir) {
        std::filesystem::copy(folder, dataDir,
            std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    };
    return options;
}

} // namespace

TEST_CASE("a client can return to a response after a restart", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses", statusWith(200, whole("resp_up")));
    upstream.onCall("GET /v1/responses/resp_up", statusWith(200, R"({"id":"resp_up","of":"the provider"})"));
    const Json config = responsesConfiguration(upstream);
    GatewayProcess first(config, withNativeKeys());
    REQUIRE(respond(first, "gpt").status == 200);
    const std::string stays = responseIdOf(respond(first, "chat"));
    const std::string goes = responseIdOf(respond(first, "chat"));
    const std::string never = responseIdOf(respond(first, "chat", R"(,"instructions":"Not to be kept.","store":false)"));
    CHECK(eventually([&] { return std::filesystem::exists(kept(first)); })); // without stopping it
    CHECK(askFor(first, goes, "DELETE").status == 200);

    const auto options = after(first);
    std::size_t searched = 0;
    for (const auto& file : first.filesWith(goes, &searched)) // its owner is still known
        CHECK(file.find("owners.sqlite") != std::string::npos);
    CHECK(searched > 0);
    CHECK(first.filesWith("Not to be kept.").empty());
    const auto permissions = std::filesystem::status(kept(first)).permissions();
    CHECK((permissions & std::filesystem::perms::mask)
        == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));

    GatewayProcess second(config, options);
    REQUIRE(second.isListening());
    CHECK(responseIdOf(askFor(second, stays)) == stays);
    CHECK(askFor(second, stays + "/input_items").body.find("Say it.") != std::string::npos);
    CHECK(askFor(second, goes).status == 404);
    CHECK(askFor(second, never).status == 404);
    CHECK(parsed(askFor(second, "resp_up").body)["of"] == "the provider");
    CHECK(respond(second, "chat", R"(,"previous_response_id":")" + stays + '"').status == 200);
    CHECK(upstream.requests().back().body.find("Say it.") != upstream.requests().back().body.rfind("Say it."));
}

TEST_CASE("refuses an unknown response id without charging a provider")
{
    FakeUpstream upstream;
    GatewayProcess gateway(responsesConfiguration(upstream), withNativeKeys());
    const char* const method = GENERATE("GET", "DELETE");
    CHECK(askFor(gateway, "resp_none", method).status == 404);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(settled(rows[0]) == "404 invalid_request");
    CHECK(text(rows[0], "outcome") == "client_error");
    const Json sums = parsed(runGateway({"usage", "--by", "outcome", "--format", "json", "--data-dir", gateway.dataDir()}).out);
    REQUIRE(sums["rows"].size() == 1);
    CHECK(sums["rows"][0]["outcome"] == "client_error");
    CHECK(sums["total"]["unpriced"] == 0);
    CHECK(sums["total"]["unreported"] == 0);
}

TEST_CASE("stores responses as the configuration says")
{
    FakeUpstream upstream;
    struct Row {
        const char* keep;
        int status;
    };
    const auto row = GENERATE(values<Row>({{"memory", 200}, {"none", 404}}));
    CAPTURE(row.keep);
    Json config = responsesConfiguration(upstream);
    GatewayProcess first(config, withNativeKeys());
    const std::string before = responseIdOf(respond(first, "chat"));
    CHECK(eventually([&] { return std::filesystem::exists(kept(first)); }));
    config["responses"] = {{"keep", row.keep}};
    first.writeConfig(config);
    CHECK(eventually([&] { return !std::filesystem::exists(kept(first)); }));
    CHECK(eventually([&] { return askFor(first, before).status == row.status; }));
    const std::string id = responseIdOf(respond(first, "chat"));
    CHECK(askFor(first, id).status == row.status);

    GatewayProcess second(config, after(first));
    CHECK(askFor(second, before).status == 404);
    CHECK(askFor(second, id).status == 404);
    CHECK_FALSE(std::filesystem::exists(kept(second)));
}

TEST_CASE("sets an unreadable response file aside")
{
    FakeUpstream upstream;
    auto options = withNativeKeys();
    options.prepare = [](const std::string& dataDir) {
        std::filesystem::create_directories(dataDir);
        std::ofstream(dataDir + "/responses.sqlite") << std::string(9000, 'x');
    };
    GatewayProcess gateway(responsesConfiguration(upstream), options);
    REQUIRE(gateway.isListening());
    CHECK(gateway.waitForLog("responses.sqlite.bad"));
    CHECK(std::filesystem::file_size(kept(gateway) + ".bad") == 9000);
    const std::string id = responseIdOf(respond(gateway, "chat"));
    CHECK(askFor(gateway, id).status == 200);
    CHECK(eventually([&] { return std::filesystem::exists(kept(gateway)); }));
}
