#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <string>

// Stories of exchanges of which not just one attempt used tokens: each provider is booked with its own.

using namespace tests;

namespace {

/// `config` with a price of a dollar for a million tokens of any kind, wherever they come from.
Json priced(Json config)
{
    config["usage"] = {{"prices", Json::array({{{"model", "*"}, {"currency", "USD"}, {"input", 1.0}, {"output", 1.0}}})}};
    return config;
}

/// "2 well w reported 11 8" for each charge: attempt, names, how it is known, input and output tokens.
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
    CHECK(number(sums[0], "cost") == number(sums[0], "tokens") * 1'000'000); // each is a millionth of a dollar
}

} // namespace

TEST_CASE("story: a stream that another provider went on with is booked at both")
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
    CHECK(charges[0].starts_with("1 dying d estimated ")); // it broke off before it could tell
    CHECK(charges[0].find("NULL") == std::string::npos);
    CHECK(charges[1] == "2 well w reported 40 6");
    checkSum(ledger);
}

TEST_CASE("story: an answer that was taken for empty was paid for, too")
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

TEST_CASE("story: who lost a race has read the request, whatever it will want for that")
{
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault("first-delay=5000,head-delay=0");
    quick.setDefault("input=40,words=6");
    auto raced = route("alias", {target("slow", "s", 1), target("quick", "q", 0)});
    raced["fallback"]["hedge_after_ms"] = 50;
    GatewayProcess gateway(priced(configuration({member("slow", slow), member("quick", quick)}, {raced})), withFleetKeys());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "quick");
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 1).size() == 1);
    const auto charges = chargesOf(ledger);
    REQUIRE(charges.size() == 2);
    CHECK(charges[0].starts_with("1 slow s estimated "));
    CHECK(charges[0].ends_with(" NULL"));
    CHECK(charges[1] == "2 quick q reported 40 6");
    checkSum(ledger);
    CHECK(text(query(ledger, "SELECT usage_origin FROM exchanges").at(0), "usage_origin") == "estimated");
}

TEST_CASE("story: what a provider told before nobody waited for it any more is kept")
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
        thinker["timeouts"] = {{"first_byte_ms", 300}};
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
    CHECK(providerOf(chat(gateway.port(), ask("other"))) == "well"); // by then the gateway has read it
    client.close();
    const auto rows = exchanges(ledger, 2);
    REQUIRE(rows.size() == 2);
    CHECK(settled(rows[0]) == "0 cancelled");
    CHECK(number(rows[0], "input_tokens") == 25);
    CHECK(text(rows[0], "usage_origin") == "reported");
    REQUIRE(chargesOf(ledger).size() == 1);
    CHECK(chargesOf(ledger)[0].starts_with("1 silent c reported 25 "));
}

TEST_CASE("story: a request that its client did not wait for was sent all the same")
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

TEST_CASE("story: of a usage that tells one half the other is counted")
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

TEST_CASE("story: a stream that the end of the gateway cut off was sent its request")
{
    FakeUpstream upstream;
    upstream.setDefault("stall=4");
    GatewayProcess gateway(priced(configuration({member("up", upstream)}, {route("alias", {target("up", "gpt-4o", 0)})})), withFleetKeys());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("word2"));
    gateway.terminate();
    REQUIRE(eventually([&] { return !HttpClient(gateway.port()).isConnected(); })); // the first was heard
    gateway.terminate();
    CHECK(gateway.waitForExit(30000) == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(number(rows[0], "input_tokens") > 0);
    CHECK(number(rows[0], "output_tokens") > 0);
}

TEST_CASE("story: what answers of other endpoints have used is read, in either spelling of its details")
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
}
