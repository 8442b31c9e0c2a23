#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <string>

// Exchanges in which more than one attempt used tokens: each provider is charged with its own.

using namespace tests;

namespace {

/// `config` with a price of one dollar per million tokens of any kind at every provider.
Json priced(Json config)
{
    config["usage"] = {{"prices", Json::array({{{"model", "*"}, {"currency", "USD"}, {"input", 1.0}, {"output", 1.0}}})}};
    return config;
}

/// "2 well w reported 11 8" for each charge: attempt, provider, model, usage origin, input and output tokens.
std::vector<std::string> chargesOf(const std::string& ledger)
{
    std::vector<std::string> all;
    for (const Row& row : query(ledger, "SELECT * FROM charges ORDER BY exchange, number"))
        all.push_back(text(row, "number") + ' ' + text(row, "provider") + ' ' + text(row, "model") + ' ' + text(row, "usage_origin") + ' '
                      + text(row, "input_tokens") + ' ' + text(row, "output_tokens"));
    return all;
}

void checkSum(const std::string& ledger)
{
    const auto sums = query(ledger,
        "SELECT SUM(c.cost_pico) AS cost, SUM(IFNULL(c.input_tokens, 0) + IFNULL(c.output_tokens, 0)) AS tokens,"
        " e.cost_pico AS whole, IFNULL(e.input_tokens, 0) + IFNULL(e.output_tokens, 0) AS together, e.charges AS count"
        " FROM exchanges e JOIN charges c ON c.exchange = e.seq GROUP BY e.seq");
    REQUIRE(sums.size() == 1);
    CHECK(text(sums[0], "cost") == text(sums[0], "whole"));
    CHECK(text(sums[0], "tokens") == text(sums[0], "together"));
    CHECK(number(sums[0], "cost") == number(sums[0], "tokens") * 1'000'000); // each costs a millionth of a dollar
}

} // namespace

TEST_CASE("story: charges both providers when another one continues a stream")
{
    FakeUpstream dying;
    FakeUpstream well;
    dying.setDefault("reset=5");
    well.setDefault("input=40,words=6");
    auto spread = route("alias", {target("dying", "d", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    GatewayProcess gateway(priced(configuration({member("dying", dying), member("well", well)}, {spread})), withFleetKeys());
    CHECK(eventData(chat(gateway.port(), askStream("alias")).body).back() == "[DONE]");
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 1).size() == 1);
    const auto charges = chargesOf(ledger);
    REQUIRE(charges.size() == 2);
    CHECK(charges[0].starts_with("1 dying d estimated ")); // it broke off before it reported usage
    CHECK(charges[0].find("NULL") == std::string::npos);
    CHECK(charges[1] == "2 well w reported 40 6");
    checkSum(ledger);
}

TEST_CASE("story: charges a continuing provider for the partial answer as input")
{
    FakeUpstream first;
    FakeUpstream second;
    FakeUpstream well;
    first.setDefault("reset=5");
    second.setDefault("reset=5");
    well.setDefault("input=40,words=6");
    auto spread = route("alias", {target("first", "f", 2), target("second", "s", 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    GatewayProcess gateway(priced(configuration({member("first", first), member("second", second), member("well", well)}, {spread})), withFleetKeys());
    CHECK(eventData(chat(gateway.port(), askStream("alias")).body).back() == "[DONE]");
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 1).size() == 1);
    const auto charges = query(ledger, "SELECT * FROM charges ORDER BY number");
    REQUIRE(charges.size() == 3);
    CHECK(number(charges[0], "output_tokens") > 0);
    CHECK(number(charges[1], "input_tokens") == number(charges[0], "input_tokens") + number(charges[0], "output_tokens"));
    checkSum(ledger);
}

TEST_CASE("story: counts the same tokens for a partial answer whether or not it is continued")
{
    const char* const model = GENERATE("gpt-4o", "some-model");
    CAPTURE(model);
    FakeUpstream dying;
    FakeUpstream well;
    dying.setDefault("truncate=6");
    well.setDefault("input=40,words=6");
    auto spread = route("alias", {target("dying", model, 1), target("well", "w", 0)});
    spread["fallback"]["continue_partial"] = true;
    GatewayProcess gateway(withoutHealth(priced(configuration({member("dying", dying), member("well", well)}, {spread, route("alone", {target("dying", model, 0)})}))),
        withFleetKeys());
    CHECK(eventData(chat(gateway.port(), askStream("alias")).body).back() == "[DONE]");
    CHECK(eventData(chat(gateway.port(), askStream("alone")).body).back() != "[DONE]");
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    const auto rows = exchanges(ledger, 2);
    REQUIRE(rows.size() == 2);
    const auto charges = query(ledger, "SELECT * FROM charges WHERE exchange = 1 ORDER BY number");
    REQUIRE(charges.size() == 2);
    CHECK(number(rows[1], "output_tokens") > 0);
    for (const char* column : {"output_tokens", "usage_origin"})
        CHECK(text(charges[0], column) == text(rows[1], column));
    CHECK(number(charges[0], "cost_pico") == 1'000'000 * (number(charges[0], "input_tokens") + number(charges[0], "output_tokens")));
    checkSum(ledger);
}

TEST_CASE("story: charges the input after a close without an answer but not after a reset")
{
    struct Row {
        const char* fault;
        const char* model;
        const char* origin; ///< of the recorded usage; empty: nothing is recorded
    };
    const auto row = GENERATE(values<Row>({{"close-before-head", "f", "estimated"}, {"close-before-head", "gpt-4o", "counted"},
        {"reset-before-head", "f", ""}, {"status=503", "f", ""}}));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.fault, row.model, isStream);
    FakeUpstream first;
    FakeUpstream well;
    first.setDefault(row.fault);
    well.setDefault("input=40,words=6");
    const auto config = route("alias", {target("first", row.model, 1), target("well", "w", 0)});
    GatewayProcess gateway(withoutHealth(priced(configuration({member("first", first), member("well", well)}, {config, route("alone", {target("first", row.model, 0)})}))),
        withFleetKeys());
    CHECK(providerOf(chat(gateway.port(), isStream ? askStream("alias") : ask("alias"))) == "well");
    CHECK(chat(gateway.port(), isStream ? askStream("alone") : ask("alone")).status >= 500);
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 2).size() == 2);
    const auto charges = chargesOf(ledger);
    if (!*row.origin) {
        CHECK(charges.empty());
        return;
    }
    REQUIRE(charges.size() == 3);
    for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
        CHECK(charges[i].starts_with("1 first " + std::string(row.model) + ' ' + row.origin + ' '));
        CHECK(charges[i].ends_with(" NULL"));
        CHECK(charges[i].find("NULL") == charges[i].size() - 4); // the input is known
    }
    CHECK(charges[1] == "2 well w reported 40 6");
}

TEST_CASE("story: a stale pooled connection costs nothing")
{
    FakeUpstream::Options options;
    options.closeOnReuse = true;
    FakeUpstream upstream(options);
    upstream.setDefault("input=40,words=6");
    GatewayProcess gateway(priced(configuration({member("up", upstream)}, {route("alias", {target("up", "u", 0)})})), withFleetKeys());
    for (int i = 0; i < 2; ++i)
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    const auto rows = exchanges(ledger, 2);
    REQUIRE(rows.size() == 2);
    CHECK(chargesOf(ledger).empty());
    for (const auto& each : rows)
        CHECK(number(each, "input_tokens") == 40);
}

TEST_CASE("story: charges an answer that was rejected as empty")
{
    const bool isStream = GENERATE(false, true);
    FakeUpstream first;
    FakeUpstream second;
    Behaviour empty;
    empty.body = R"({"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop",)"
                 R"("message":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":30,"completion_tokens":2,"total_tokens":32}})";
    empty.events = std::vector<std::string>{
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":"
        "\"assistant\",\"content\":\"\"},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":30,"
        "\"completion_tokens\":2,\"total_tokens\":32}}\n\n",
        "data: [DONE]\n\n"};
    first.setDefault(empty);
    second.setDefault("input=40,words=6");
    const auto config = route("alias", {target("first", "f", 1), target("second", "s", 0)});
    GatewayProcess gateway(withoutHealth(priced(configuration({member("first", first), member("second", second)}, {config}))), withFleetKeys());
    CHECK(providerOf(chat(gateway.port(), isStream ? askStream("alias") : ask("alias"))) == "second");
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 1).size() == 1);
    CHECK(chargesOf(ledger).back() == "2 second s reported 40 6");
    CHECK(chargesOf(ledger).front() == "1 first f reported 30 2");
    checkSum(ledger);
}

TEST_CASE("story: charges the loser of a race for its input")
{
    struct Row {
        const char* model;
        const char* origin; ///< counted if its vocabulary is known
    };
    const auto row = GENERATE(values<Row>({{"s", "estimated"}, {"gpt-4o", "counted"}}));
    CAPTURE(row.model);
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault("first-delay=5000,head-delay=0");
    quick.setDefault("input=40,words=6");
    auto raced = route("alias", {target("slow", row.model, 1), target("quick", "q", 0)});
    raced["fallback"]["hedge_after_ms"] = 50;
    GatewayProcess gateway(priced(configuration({member("slow", slow), member("quick", quick)}, {raced})), withFleetKeys());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "quick");
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 1).size() == 1);
    const auto charges = chargesOf(ledger);
    REQUIRE(charges.size() == 2);
    CHECK(charges[0].starts_with("1 slow " + std::string(row.model) + ' ' + row.origin + ' '));
    CHECK(charges[0].ends_with(" NULL"));
    CHECK(charges[1] == "2 quick q reported 40 6");
    checkSum(ledger);
    CHECK(text(query(ledger, "SELECT usage_origin FROM exchanges").at(0), "usage_origin") == row.origin);
}

TEST_CASE("story: keeps the usage reported before a timeout or a disconnect")
{
    enum class Ends { TimedOut, ClientLeft };
    const auto ends = GENERATE(Ends::TimedOut, Ends::ClientLeft);
    FakeUpstream silent;
    FakeUpstream well;
    Behaviour thinking;
    const auto chunk = [](const char* delta) {
        return R"(data: {"id":"c1","object":"chat.completion.chunk","model":"c","choices":[{"index":0,"delta":{)" + std::string(delta)
            + R"(}}],"usage":{"prompt_tokens":25,"completion_tokens":0,"total_tokens":25}})" "\n\n";
    };
    thinking.events = std::vector<std::string>{chunk(R"("role":"assistant")"), chunk(R"("content":"late")")};
    thinking.stallAfter = 1;
    silent.setDefault(thinking);
    well.setDefault("input=40,words=6");
    auto thinker = member("silent", silent);
    if (ends == Ends::TimedOut)
        thinker["timeouts"] = {{"first_byte_ms", 2000}};
    auto config = configuration({thinker, member("well", well)},
        {route("alias", {target("silent", "c", 1), target("well", "w", 0)}), route("other", {target("well", "w", 0)})});
    GatewayProcess gateway(withoutHealth(priced(config)), withFleetKeys());
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    if (ends == Ends::TimedOut) {
        CHECK(providerOf(chat(gateway.port(), askStream("alias"))) == "well");
        REQUIRE(exchanges(ledger, 1).size() == 1);
        const auto charges = chargesOf(ledger);
        REQUIRE(charges.size() == 2);
        CHECK(charges[0].starts_with("1 silent c reported 25 "));
        CHECK(charges[1] == "2 well w reported 40 6");
        checkSum(ledger);
        return;
    }
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(silent.waitFor([](const auto& requests) { return !requests.empty() && requests[0].sent > 0; }));
    HttpClient second(silent.port()); // its chunk is written after that of the first one
    second.send(toText({.body = askStream("c")}, silent.port()));
    REQUIRE(second.readHead());
    REQUIRE(second.readBodyUntil("assistant"));
    CHECK(providerOf(chat(gateway.port(), ask("other"))) == "well"); // by then the gateway has read it
    client.close();
    REQUIRE(exchanges(ledger, 2).size() == 2);
    const auto left = query(ledger, "SELECT * FROM exchanges WHERE route = 'route-alias'").at(0); // both may have started in the same millisecond
    CHECK(settled(left) == "0 cancelled");
    CHECK(number(left, "input_tokens") == 25);
    CHECK(text(left, "usage_origin") == "reported");
    REQUIRE(chargesOf(ledger).size() == 1);
    CHECK(chargesOf(ledger)[0].starts_with("1 silent c reported 25 "));
}

TEST_CASE("story: charges the input of a request whose client disconnected")
{
    FakeUpstream silent;
    silent.setDefault("hang");
    const bool isStream = GENERATE(false, true);
    GatewayProcess gateway(priced(configuration({member("silent", silent)}, {route("alias", {target("silent", "s", 0)})})), withFleetKeys());
    HttpClient client(gateway.port());
    client.send(toText({.body = isStream ? askStream("alias") : ask("alias")}, gateway.port()));
    REQUIRE(silent.waitForRequests(1));
    client.close();
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    const auto rows = exchanges(ledger, 1);
    REQUIRE(rows.size() == 1);
    CHECK(settled(rows[0]) == "0 cancelled");
    CHECK(text(rows[0], "usage_origin") == "estimated");
    CHECK(number(rows[0], "input_tokens") > 0);
    CHECK(chargesOf(ledger).size() == 1);
    checkSum(ledger);
}

TEST_CASE("story: counts the half of a usage that is not reported")
{
    struct Row {
        const char* usage;
        const char* input; ///< empty: any number
    };
    const auto row = GENERATE(values<Row>({{R"({"prompt_tokens":100})", "100"}, {R"({"total_tokens":120})", ""}}));
    FakeUpstream upstream;
    upstream.setDefault(told(R"({"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop",)"
                             R"("message":{"role":"assistant","content":"Hello there"}}],"usage":)" + std::string(row.usage) + '}'));
    GatewayProcess gateway(priced(configuration({member("up", upstream)}, {route("alias", {target("up", "gpt-4o", 0)})})), withFleetKeys());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(number(rows[0], "output_tokens") == 2);
    CHECK(number(rows[0], "input_tokens") > 0);
    if (*row.input)
        CHECK(text(rows[0], "input_tokens") == row.input);
    CHECK(number(rows[0], "cost_pico") == 1'000'000 * (number(rows[0], "input_tokens") + 2));
}

TEST_CASE("story: charges a stream that the gateway's shutdown cut off")
{
    FakeUpstream upstream;
    upstream.setDefault("stall=4");
    GatewayProcess gateway(priced(configuration({member("up", upstream)}, {route("alias", {target("up", "gpt-4o", 0)})})), withFleetKeys());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("word2"));
    gateway.terminate();
    REQUIRE(eventually([&] { return !HttpClient(gateway.port()).isConnected(); })); // the first signal was received
    gateway.terminate();
    CHECK(gateway.waitForExit(30000) == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(number(rows[0], "input_tokens") > 0);
    CHECK(number(rows[0], "output_tokens") > 0);
}

TEST_CASE("story: reads the usage of other endpoints with either spelling of the token details")
{
    struct Row {
        const char* target;
        const char* answer;
        const char* column;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/images/generations", R"({"created":1,"data":[{"b64_json":"AAAA"}],"usage":{"input_tokens":50,"output_tokens":16,"total_tokens":66,)"
                                   R"("input_tokens_details":{"text_tokens":10,"image_tokens":40}}})", "image_input_tokens"},
        {"/v1/images/generations", R"({"created":1,"data":[{"b64_json":"AAAA"}],"usage":{"type":"tokens","input_tokens":50,"output_tokens":16,"total_tokens":66,)"
                             R"("input_token_details":{"text_tokens":10,"audio_tokens":40}}})", "audio_input_tokens"},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    upstream.onCall("POST " + std::string(row.target), told(row.answer));
    GatewayProcess gateway(configuration({member("up", upstream)}, {route("alias", {target("up", "m", 0)})}), withFleetKeys());
    CHECK(exchange(gateway.port(), {.target = row.target, .body = R"({"model":"alias","prompt":"a box","input":"a box"})"}).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "usage_origin") == "reported");
    CHECK(number(rows[0], "input_tokens") == 50);
    CHECK(number(rows[0], "output_tokens") == 16);
    CHECK(number(rows[0], row.column) == 40);
    const bool isPicture = std::string_view(row.target) == "/v1/images/generations";
    CHECK((text(rows[0], "image_output_tokens") == "16") == isPicture); // all of it is an image
}

TEST_CASE("story: records speech output as audio tokens, whole or streamed")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    const std::string usage = R"("usage":{"input_tokens":14,"output_tokens":1000,"total_tokens":1014}})";
    Behaviour behaviour = told("{" + usage);
    if (isStream)
        behaviour.events = std::vector<std::string>{"data: " R"({"type":"speech.audio.delta","audio":"AAAA"})" "\n\n",
            "data: " R"({"type":"speech.audio.done",)" + usage + "\n\n"};
    behaviour.alwaysStream = isStream;
    FakeUpstream upstream;
    upstream.onCall("POST /v1/audio/speech", behaviour);
    Json config = configuration({member("up", upstream)}, {route("alias", {target("up", "m", 0)})});
    config["usage"] = {{"prices", Json::array({{{"model", "m"}, {"currency", "USD"}, {"input", 0.6}, {"output", 0.0}, {"audio_output", 12.0}}})}};
    GatewayProcess gateway(config, withFleetKeys());
    CHECK(exchange(gateway.port(), {.target = "/v1/audio/speech", .body = R"({"model":"alias","input":"hi","voice":"alloy","stream_format":"sse"})"}).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "audio_output_tokens") == "1000");
    CHECK(number(rows[0], "cost_pico") == 12'008'400'000);
}

TEST_CASE("story: counts the same tokens for a stream and a whole answer, tool calls included")
{
    struct Row {
        const char* name;
        const char* type;
        const char* target; ///< of the client
        std::string whole;
        std::string head; ///< of the stream, before the pieces of the arguments
        std::string before; ///< around each piece
        std::string behind;
        std::string end;
    };
    const std::string arguments = R"({"city":"Paris","unit":"celsius","days":["monday","tuesday","wednesday"],"comment":"whatever it takes"})";
    const auto row = GENERATE_COPY(values<Row>({
        {"OpenAI's chat", "openai-compatible", "/v1/chat/completions",
            R"({"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",)"
            R"("content":"Let me see.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":)" + Json(arguments).dump()
                + R"(}}]}}]})",
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
            "\"content\":\"Let me\"}}]}\n\n"
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" see.\"}}]}\n\n"
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,"
            "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]}}]}\n\n",
            R"(data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":)",
            "}}]}}]}\n\n",
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
            "data: [DONE]\n\n"},
        {"Anthropic's", "anthropic-compatible", "/v1/messages",
            R"({"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Let me see."},{"type":"tool_use","id":"t",)"
            R"("name":"get_weather","input":)" + arguments + R"(}],"stop_reason":"tool_use"})",
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[]}}\n\n"
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Let me see.\"}}\n\n"
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"get_weather\",\"input\":{}}}\n\n",
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":",
            "}}\n\n",
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n"
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n"
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"},
    }));
    const char* const model = GENERATE("gpt-4o", "some-model");
    CAPTURE(row.name, model);
    FakeUpstream upstream;
    const bool isAnthropic = row.type == std::string("anthropic-compatible");
    auto up = member("up", upstream);
    up["type"] = row.type;
    if (isAnthropic)
        up["base_url"] = upstream.origin();
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", model, 0)})}), withFleetKeys());
    const auto ask = [&](bool isStream) {
        Json body{{"model", "alias"}, {"max_tokens", 100}, {"messages", {{{"role", "user"}, {"content", "Weather?"}}}}, {"stream", isStream}};
        return exchange(gateway.port(), {.target = row.target, .body = body.dump()}).status;
    };
    const auto answers = [&](const Behaviour& behaviour) {
        upstream.setDefault(behaviour); // of chat
        upstream.onCall(std::string("POST ") + row.target, behaviour);
    };
    answers(told(row.whole));
    CHECK(ask(false) == 200);
    std::string events = row.head;
    for (std::size_t at = 0; at < arguments.size(); at += 3)
        events += row.before + Json(arguments.substr(at, 3)).dump() + row.behind;
    Behaviour stream = told(events + row.end);
    stream.alwaysStream = true;
    stream.events = std::vector<std::string>{*stream.body};
    answers(stream);
    CHECK(ask(true) == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    REQUIRE(rows.size() == 2);
    CHECK(number(rows[0], "output_tokens") > 20);
    CHECK(number(rows[0], "output_tokens") == number(rows[1], "output_tokens"));
    CHECK(text(rows[0], "usage_origin") == "estimated"); // the tokens around a tool call are unknown
    CHECK(text(rows[1], "usage_origin") == "estimated");
}

TEST_CASE("story: counts the same tokens for a tool call in every client format", "[sanitized]")
{
    struct Row {
        const char* target; ///< of the client
        const char* streamed; ///< where streaming is requested by another path
        Json body;
    };
    const Json messages{{{"role", "user"}, {"content", "Weather?"}}};
    const std::vector<Row> clients{{"/v1/chat/completions", nullptr, {{"model", "alias"}, {"messages", messages}}},
        {"/v1/responses", nullptr, {{"model", "alias"}, {"input", "Weather?"}}},
        {"/v1/messages", nullptr, {{"model", "alias"}, {"max_tokens", 100}, {"messages", messages}}},
        {"/v1beta/models/alias:generateContent", "/v1beta/models/alias:streamGenerateContent?alt=sse",
            {{"contents", {{{"role", "user"}, {"parts", {{{"text", "Weather?"}}}}}}}}},
        {"/api/chat", nullptr, {{"model", "alias"}, {"messages", messages}}}};
    struct Call {
        const char* name;
        Json call;
    };
    const std::string arguments = R"({ "city" : "Paris", "unit" : "celsius", "days" : [ "monday", "tuesday" ], "note" : "" })";
    const auto call = GENERATE_COPY(values<Call>({
        {"a function", {{"index", 0}, {"id", "call_1"}, {"type", "function"}, {"function", {{"name", "get_weather"}, {"arguments", arguments}}}}},
        {"arguments as an object", {{"index", 0}, {"id", "call_1"}, {"type", "function"}, {"function", {{"name", "get_weather"}, {"arguments", Json::parse(arguments)}}}}},
    }));
    const char* const model = GENERATE("gpt-4o", "some-model");
    CAPTURE(call.name, model);
    FakeUpstream upstream;
    Behaviour answer;
    answer.body = Json{{"id", "c"}, {"object", "chat.completion"}, {"model", "m"}, {"choices", {{{"index", 0}, {"finish_reason", "tool_calls"},
        {"message", {{"role", "assistant"}, {"content", nullptr}, {"tool_calls", {call.call}}}}}}}}.dump();
    const auto chunk = [](const Json& delta, const Json& reason) {
        return "data: " + Json{{"id", "c"}, {"object", "chat.completion.chunk"}, {"model", "m"}, {"choices", {{{"index", 0}, {"delta", delta}, {"finish_reason", reason}}}}}.dump()
            + "\n\n";
    };
    answer.events = std::vector<std::string>{chunk({{"role", "assistant"}, {"tool_calls", {call.call}}}, nullptr), chunk(Json::object(), "tool_calls"), "data: [DONE]\n\n"};
    upstream.setDefault(answer);
    GatewayProcess gateway(configuration({member("up", upstream)}, {route("alias", {target("up", model, 0)})}), withFleetKeys());
    for (const Row& client : clients)
        for (const bool isStream : {false, true}) {
            CAPTURE(client.target, isStream);
            Json body = client.body;
            if (!client.streamed)
                body["stream"] = isStream;
            CHECK(exchange(gateway.port(), {.target = isStream && client.streamed ? client.streamed : client.target, .body = body.dump()}).status == 200);
        }
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2 * clients.size());
    REQUIRE(rows.size() == 2 * clients.size());
    CHECK(number(rows[0], "output_tokens") > 20);
    for (const auto& row : rows) {
        CAPTURE(text(row, "dialect"), text(row, "is_stream"));
        CHECK(text(row, "outcome") == "answered");
        CHECK(number(row, "output_tokens") == number(rows[0], "output_tokens"));
    }
}
