#include "catch.h"

#include "ledger_reader.h"
#include "metrics_reader.h"
#include "scenario.h"

#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// Responses that their provider makes in the background, and the usage of failed responses.

using namespace tests;

namespace {

const std::string kMadeUsage =
    R"({"input_tokens":30,"input_tokens_details":{"cached_tokens":10},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":37})";

/// A response of that status; `rest`: more of its fields.
std::string madeResponse(const std::string& status, const std::string& rest = R"("output":[],"usage":null)")
{
    return R"({"id":"resp_bg","object":"response","created_at":1,"status":")" + status
        + R"(","background":true,"model":"gpt-up",)" + rest + "}";
}

std::string finishedResponse(const std::string& status = "completed")
{
    return madeResponse(status,
        R"("error":null,"incomplete_details":null,"output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant",)"
        R"("content":[{"type":"output_text","text":"one two","annotations":[]}]}],"usage":)"
            + kMadeUsage);
}

std::string failedResponse()
{
    return madeResponse(
        "failed", R"("error":{"code":"server_error","message":"It broke."},"output":[],"usage":)" + kMadeUsage);
}

std::string typedEvent(const std::string& type, const std::string& inner)
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + inner + "}\n\n";
}
std::string lifeEvent(const std::string& type, const std::string& whole)
{
    return typedEvent(type, "\"response\":" + whole);
}
std::string wordsEvent()
{
    return typedEvent(
        "response.output_text.delta", R"("item_id":"msg_1","output_index":0,"content_index":0,"delta":"one two")");
}

std::vector<std::string> queuedEvents()
{
    return {
        lifeEvent("response.created", madeResponse("queued")), lifeEvent("response.queued", madeResponse("queued"))};
}

std::string together(const std::vector<std::string>& events)
{
    std::string all;
    for (const std::string& each : events)
        all += each;
    return all;
}

Behaviour madeStream(std::vector<std::string> events)
{
    Behaviour behaviour;
    behaviour.events = std::move(events);
    return behaviour;
}

Behaviour brokenService()
{
    Behaviour behaviour;
    behaviour.status = 503;
    behaviour.body = "{}";
    return behaviour;
}

/// Both providers speak Responses; `second` is the fallback.
struct TwoMakers {
    FakeUpstream first;
    FakeUpstream second;

    Json configuration() const
    {
        Json one = provider("first", first.baseUrl(), {kKeyReference});
        Json two = provider("second", second.baseUrl(), {kKeyReference});
        one["type"] = two["type"] = "openai-responses";
        Json config = tests::configuration(
            {one, two}, {route("alias", {target("first", "gpt-up", 1), target("second", "other-up", 0)})});
        config["usage"] = {
            {"prices", Json::array({{{"model", "gpt-up"}, {"currency", "USD"}, {"input", 1.0}, {"output", 1.0}}})}};
        return withoutHealth(config);
    }
};

/// A stream of what is made in the background.
const HttpRequest kStreamed{.target = "/v1/responses", .body = R"({"model":"alias","input":"Say it.","background":true,"stream":true})"};

/// Makes such a response one event per step and returns it on GET. Returns the events.
std::vector<std::string> makeInSteps(FakeUpstream& upstream)
{
    std::vector<std::string> events = queuedEvents();
    events.push_back(wordsEvent());
    events.push_back(lifeEvent("response.completed", finishedResponse()));
    Behaviour behaviour = madeStream(events);
    behaviour.stepped = true;
    upstream.onCall("POST /v1/responses", behaviour);
    upstream.onCall("GET /v1/responses/resp_bg", told(finishedResponse()));
    return events;
}

/// The totals of the usage report by name, including what is counted as missing.
Json sumsOf(const GatewayProcess& gateway)
{
    return parsed(runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()}).out)["total"];
}

HttpAnswer askMakers(const GatewayProcess& gateway, const std::string& extra)
{
    return exchange(
        gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":"Say it.")" + extra + "}"});
}

HttpAnswer fetchMade(
    const GatewayProcess& gateway, const std::string& rest = "resp_bg", const std::string& method = "GET")
{
    return exchange(gateway.port(), {.method = method, .target = "/v1/responses/" + rest});
}

std::string bookOf(const GatewayProcess& gateway) { return gateway.dataDir() + "/ledger.sqlite"; }

/// The only row of the ledger, once it contains that.
bool isBooked(const GatewayProcess& gateway, const std::string& tokens);

/// A second run in the data folder of a killed gateway.
GatewayProcess::Options behind(const GatewayProcess& killed)
{
    auto options = withKey();
    options.prepare = [folder = killed.dataDir()](const std::string& dataDir) {
        std::filesystem::copy(folder, dataDir, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    };
    return options;
}

std::string tokenRow(const Row& row)
{
    return text(row, "usage_origin") + ' ' + text(row, "input_tokens") + ' ' + text(row, "cached_input_tokens") + ' '
        + text(row, "output_tokens") + ' ' + text(row, "reasoning_tokens");
}
const char* const kNoTokens = "deferred NULL NULL NULL NULL";
const char* const kAllTokens = "reported 20 10 3 4";

bool isBooked(const GatewayProcess& gateway, const std::string& tokens)
{
    return eventually([&] {
        const auto rows = exchanges(bookOf(gateway), 1);
        return rows.size() == 1 && tokenRow(rows[0]) == tokens;
    });
}

} // namespace

TEST_CASE("passes a background response through and records its usage once it is seen completed")
{
    TwoMakers up;
    const bool isKept = GENERATE(true, false);
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    up.first.onCall("GET /v1/responses/resp_bg", told(madeResponse("in_progress")));
    GatewayProcess gateway(up.configuration(), withKey());
    const auto answer = askMakers(gateway, std::string(R"(,"background":true)") + (isKept ? "" : R"(,"store":false)"));
    CHECK(answer.status == 200);
    CHECK(answer.body == madeResponse("queued"));
    CHECK(up.second.allRequests().empty());
    const auto before = exchanges(bookOf(gateway), 1);
    REQUIRE(before.size() == 1);
    CHECK(text(before[0], "outcome") == "answered");
    CHECK(tokenRow(before[0]) == kNoTokens);
    CHECK(text(before[0], "cost_pico") == "NULL");
    const Json deferred = sumsOf(gateway);
    CHECK(deferred["unreported"] == 0); // it may still be reported
    CHECK(deferred["unpriced"] == 0);

    CHECK(fetchMade(gateway).body == madeResponse("in_progress"));
    up.first.onCall("GET /v1/responses/resp_bg", told(finishedResponse()));
    for (int time = 0; time < 3; ++time)
        CHECK(fetchMade(gateway).body == finishedResponse());
    CHECK(chat(gateway.port(), tests::ask("nobody")).status == 404); // the next row
    const auto rows = exchanges(bookOf(gateway), 2);
    REQUIRE(rows.size() == 2); // one piece of work is one row
    CHECK(tokenRow(rows[0]) == kAllTokens);
    CHECK(text(rows[0], "id") == answer.headerOr("x-signalbox-request-id"));
    CHECK(text(rows[0], "started_at") == text(before[0], "started_at"));
    CHECK(text(rows[0], "route") == "route-alias");
    CHECK(number(rows[0], "cost_pico") == 37'000'000);
    CHECK(number(rows[1], "status") == 404);
    const Json sums = sumsOf(gateway);
    CHECK(sums["exchanges"] == 2);
    CHECK(sums["attempts"] == 1);
    CHECK(sums["output_tokens"] == 3);
    CHECK(sums["cost_usd"] == "0.000037");
    CHECK(sums["unreported"] == 0);
    CHECK(sums["unpriced"] == 0);
    const Metrics metrics(scrape(gateway.port()).body);
    CHECK(metrics.sum("signalbox_exchanges_total") == 2);
    CHECK(metrics.sum("signalbox_attempts_total") == 1);
    CHECK(metrics.sum("signalbox_tokens_total", {{"signalbox_token_kind", "output"}}) == 3);
    CHECK(metrics.sum("signalbox_cost_total", {{"signalbox_provider", "first"}, {"gen_ai_response_model", "gpt-up"}}) == Approx(0.000037));
    CHECK(std::isnan(metrics.sum("signalbox_unknown_usage_total")));
    CHECK(std::isnan(metrics.sum("signalbox_unpriced_total")));
}

TEST_CASE("records unknown usage for a background response that can no longer be fetched")
{
    TwoMakers up;
    const char* const method = GENERATE("DELETE", "GET");
    CAPTURE(method);
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    Behaviour gone = told(R"({"error":{"message":"No such response.","type":"invalid_request_error"}})");
    gone.status = 404;
    up.first.onCall(std::string(method) + " /v1/responses/resp_bg",
        std::string_view(method) == "GET" ? gone : told(R"({"id":"resp_bg","object":"response","deleted":true})"));
    GatewayProcess gateway(up.configuration(), withKey());
    REQUIRE(askMakers(gateway, R"(,"background":true)").status == 200);
    fetchMade(gateway, "resp_bg", method);
    CHECK(isBooked(gateway, "unknown NULL NULL NULL NULL"));
    const Json sums = sumsOf(gateway);
    CHECK(sums["exchanges"] == 1);
    CHECK(sums["unreported"] == 1);
    CHECK(sums["unpriced"] == 1);
}

TEST_CASE("all that a limit reserved counts for a background response whose usage never becomes known")
{
    TwoMakers up;
    const std::string how = GENERATE("deleted", "cancelled", "failed", "gone", "gone after kill -9");
    CAPTURE(how);
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    up.first.onCall("DELETE /v1/responses/resp_bg", told(R"({"id":"resp_bg","object":"response","deleted":true})"));
    up.first.onCall("POST /v1/responses/resp_bg/cancel", told(madeResponse("cancelled")));
    Behaviour gone = told(R"({"error":{"message":"No such response.","type":"invalid_request_error"}})");
    gone.status = 404;
    up.first.onCall("GET /v1/responses/resp_bg", how == "failed" ? told(madeResponse("failed")) : gone);
    Json config = up.configuration();
    config["policies"]["limits"] = Json::array({{{"name", "all"}, {"tokens", 1000}, {"per", "month"}}});
    auto gateway = std::make_unique<GatewayProcess>(config, withKey());
    const std::string created = R"(,"background":true,"max_output_tokens":600)";
    REQUIRE(askMakers(*gateway, created).status == 200);
    REQUIRE(exchanges(bookOf(*gateway), 1).size() == 1);
    CHECK(askMakers(*gateway, created).status == 429); // 600 are reserved
    if (how == "gone after kill -9") {
        gateway->kill();
        gateway = std::make_unique<GatewayProcess>(config, behind(*gateway));
        CHECK(eventually([&] { return fetchMade(*gateway).status == 404; }));
    } else if (how == "deleted") {
        CHECK(fetchMade(*gateway, "resp_bg", "DELETE").status == 200);
    } else if (how == "cancelled") {
        CHECK(fetchMade(*gateway, "resp_bg/cancel", "POST").status == 200);
    } else {
        fetchMade(*gateway);
    }
    const auto isCounted = [&] {
        const auto rows = exchanges(bookOf(*gateway), 1);
        return !rows.empty() && text(rows[0], "usage_origin") == "estimated" && number(rows[0], "output_tokens") == 600 && number(rows[0], "input_tokens") > 0;
    };
    CHECK(eventually(isCounted));
    CHECK(askMakers(*gateway, created).status == 429); // 600 are used
    CHECK(askMakers(*gateway, R"(,"background":true,"max_output_tokens":300)").status == 200);
}

TEST_CASE("records a background response for its original caller after the gateway was killed")
{
    TwoMakers up;
    const char* const keep = GENERATE("disk", "memory");
    CAPTURE(keep);
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    up.first.onCall("GET /v1/responses/resp_bg", told(finishedResponse()));
    Json config = up.configuration();
    config["responses"] = {{"keep", keep}};
    GatewayProcess gateway(config, withKey());
    REQUIRE(askMakers(gateway, R"(,"background":true)").status == 200);
    REQUIRE(exchanges(bookOf(gateway), 1).size() == 1); // at once, while it is still queued
    gateway.kill();

    GatewayProcess next(config, behind(gateway));
    CHECK(eventually([&] { return fetchMade(next).status == 200; }));
    CHECK(isBooked(next, kAllTokens));
    const auto rows = exchanges(bookOf(next), 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "route") == "route-alias");
    CHECK(number(rows[0], "cost_pico") == 37'000'000);
    CHECK(sumsOf(next)["cost_usd"] == "0.000037");
}

TEST_CASE("forwards the events of a background response as they arrive", "[sanitized]")
{
    TwoMakers up;
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    Behaviour behaviour = madeStream({wordsEvent(), lifeEvent("response.completed", finishedResponse())});
    behaviour.stepped = true;
    const bool isCut = GENERATE(false, true);
    CAPTURE(isCut);
    if (isCut)
        behaviour.truncateAfter = 1;
    up.first.onCall("GET /v1/responses/resp_bg", behaviour);
    GatewayProcess gateway(up.configuration(), withKey());
    REQUIRE(askMakers(gateway, R"(,"background":true)").status == 200);
    HttpClient client(gateway.port());
    client.send(toText({.method = "GET", .target = "/v1/responses/resp_bg?stream=true"}, gateway.port()));
    up.first.step();
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("one two"));
    CHECK(client.answer().headerOr("content-type").starts_with("text/event-stream"));
    CHECK(client.answer().headerOr("x-signalbox-provider") == "first");
    if (!isCut) {
        CHECK(client.answer().body == wordsEvent());
        up.first.step();
    }
    REQUIRE(client.readToEnd());
    if (isCut)
        CHECK(client.answer().body.find("stream_interrupted") != std::string::npos);
    else
        CHECK(client.answer().body == wordsEvent() + lifeEvent("response.completed", finishedResponse()));
    CHECK(isBooked(gateway, isCut ? kNoTokens : kAllTokens));
}

TEST_CASE("records usage once when a background response is fetched while its stream is open", "[sanitized]")
{
    TwoMakers up;
    const bool isLeft = GENERATE(false, true); // before its own stream could report usage
    CAPTURE(isLeft);
    makeInSteps(up.first);
    GatewayProcess gateway(up.configuration(), withKey());
    HttpClient client(gateway.port());
    client.send(toText(kStreamed, gateway.port()));
    up.first.step(3);
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("one two"));
    for (int time = 0; time < 2; ++time)
        CHECK(fetchMade(gateway).body == finishedResponse());
    if (isLeft) {
        client.close();
    } else {
        up.first.step();
        REQUIRE(client.readToEnd());
    }
    CHECK(isBooked(gateway, kAllTokens));
    CHECK(fetchMade(gateway).status == 200);
    CHECK(chat(gateway.port(), tests::ask("nobody")).status == 404); // the next row
    REQUIRE(exchanges(bookOf(gateway), 2).size() == 2);
    const Json sums = sumsOf(gateway);
    CHECK(sums["exchanges"] == 2);
    CHECK(sums["output_tokens"] == 3);
    CHECK(sums["cost_usd"] == "0.000037");
    CHECK(Metrics(scrape(gateway.port()).body).sum("signalbox_tokens_total", {{"signalbox_token_kind", "output"}}) == 3);
}

TEST_CASE("accepts a background stream that ends before its answer begins")
{
    TwoMakers up;
    up.first.onCall("POST /v1/responses", madeStream(queuedEvents()));
    up.first.onCall("GET /v1/responses/resp_bg", told(finishedResponse()));
    GatewayProcess gateway(up.configuration(), withKey());
    const auto answer = askMakers(gateway, R"(,"background":true,"stream":true)");
    CHECK(answer.status == 200);
    CHECK(answer.isComplete);
    CHECK(answer.body == together(queuedEvents()));
    CHECK(up.second.allRequests().empty());
    const auto before = exchanges(bookOf(gateway), 1);
    REQUIRE(before.size() == 1);
    CHECK(text(before[0], "outcome") == "answered");
    CHECK(tokenRow(before[0]) == kNoTokens);
    CHECK(number(before[0], "first_token_ms") == -1);
    CHECK(fetchMade(gateway).status == 200);
    CHECK(isBooked(gateway, kAllTokens));
}

TEST_CASE("forwards the id of a streamed background response at once")
{
    TwoMakers up;
    const auto events = makeInSteps(up.first);
    GatewayProcess gateway(up.configuration(), withKey());
    HttpClient client(gateway.port());
    client.send(toText(kStreamed, gateway.port()));
    up.first.step();
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("resp_bg"));
    up.first.step(3);
    REQUIRE(client.readToEnd());
    CHECK(client.answer().body == together(events));
    const auto rows = exchanges(bookOf(gateway), 1);
    REQUIRE(rows.size() == 1);
    CHECK(tokenRow(rows[0]) == kAllTokens);
    CHECK(number(rows[0], "first_token_ms") >= 0);
    CHECK(fetchMade(gateway).status == 200); // its usage is recorded already
    CHECK(chat(gateway.port(), tests::ask("nobody")).status == 404);
    const auto after = exchanges(bookOf(gateway), 2);
    REQUIRE(after.size() == 2);
    CHECK(number(after[1], "status") == 404);
}

TEST_CASE("a background response can be resumed after its stream is cut or abandoned")
{
    TwoMakers up;
    auto events = queuedEvents();
    events.push_back(wordsEvent());
    events.push_back(lifeEvent("response.completed", finishedResponse()));
    Behaviour behaviour = madeStream(events);
    const bool isLeft = GENERATE(false, true);
    CAPTURE(isLeft);
    (isLeft ? behaviour.stallAfter : behaviour.truncateAfter) = 3;
    up.first.onCall("POST /v1/responses", behaviour);
    up.first.onCall("GET /v1/responses/resp_bg",
        madeStream({wordsEvent(), lifeEvent("response.completed", finishedResponse())}));
    GatewayProcess gateway(up.configuration(), withKey());
    {
        HttpClient client(gateway.port());
        client.send(toText({.target = "/v1/responses",
                               .body = R"({"model":"alias","input":"Say it.","background":true,"stream":true})"},
            gateway.port()));
        REQUIRE(client.readHead());
        REQUIRE(client.readBodyUntil("one two"));
        if (!isLeft)
            CHECK(client.readToEnd());
        if (!isLeft)
            CHECK(client.answer().body.find("stream_interrupted") != std::string::npos);
    }
    const auto before = exchanges(bookOf(gateway), 1);
    REQUIRE(before.size() == 1);
    CHECK(text(before[0], "outcome") == (isLeft ? "cancelled" : "interrupted"));
    CHECK(tokenRow(before[0]) == kNoTokens); // otherwise they would be counted twice
    const auto rest = fetchMade(gateway, "resp_bg?stream=true&starting_after=2");
    CHECK(rest.body == wordsEvent() + lifeEvent("response.completed", finishedResponse()));
    CHECK(isBooked(gateway, kAllTokens));
}

TEST_CASE("cancels a background response and records its usage")
{
    TwoMakers up;
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    up.first.onCall(
        "POST /v1/responses/resp_bg/cancel", told(madeResponse("cancelled", R"("output":[],"usage":)" + kMadeUsage)));
    GatewayProcess gateway(up.configuration(), withKey());
    REQUIRE(askMakers(gateway, R"(,"background":true)").status == 200);
    const auto answer = fetchMade(gateway, "resp_bg/cancel", "POST");
    CHECK(answer.status == 200);
    CHECK(parsed(answer.body)["status"] == "cancelled");
    CHECK(up.first.allRequests().back().target == "/v1/responses/resp_bg/cancel");
    CHECK(up.first.allRequests().back().bearer() == kKey);
    CHECK(isBooked(gateway, kAllTokens));
    CHECK(checkError(fetchMade(gateway, "resp_bg", "POST"), 404, "unknown_endpoint").find("POST /v1/responses")
        != std::string::npos);
    CHECK(fetchMade(gateway, "resp_none/cancel", "POST").status == 404);
}

TEST_CASE("falls back when a provider queues a response that was not requested in the background")
{
    TwoMakers up;
    up.first.onCall("POST /v1/responses", told(madeResponse("queued")));
    up.second.onCall("POST /v1/responses", told(finishedResponse()));
    GatewayProcess gateway(up.configuration(), withKey());
    const auto answer = askMakers(gateway, "");
    CHECK(answer.body == finishedResponse());
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
}

TEST_CASE("falls back to another provider before a background response has an id")
{
    TwoMakers up;
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    Behaviour broken = madeStream({": here\n\n"});
    broken.resetAfter = 1;
    up.first.onCall("POST /v1/responses", isStream ? broken : brokenService());
    up.second.onCall("POST /v1/responses", isStream ? madeStream(queuedEvents()) : told(madeResponse("queued")));
    GatewayProcess gateway(up.configuration(), withKey());
    const auto answer =
        askMakers(gateway, std::string(R"(,"background":true)") + (isStream ? R"(,"stream":true)" : ""));
    CHECK(answer.body == (isStream ? together(queuedEvents()) : madeResponse("queued")));
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
}

TEST_CASE("records the reported usage of failed and incomplete responses")
{
    TwoMakers up;
    up.second.onCall("POST /v1/responses", brokenService());
    struct FailedCase {
        const char* name;
        bool isStream;
        std::vector<std::string> events; ///< the last one without a stream: its response alone
    };
    const auto cases = [] {
        const std::string created = lifeEvent("response.created", madeResponse("in_progress"));
        const std::string length =
            R"("error":null,"incomplete_details":{"reason":"max_output_tokens"},"output":[],"usage":)" + kMadeUsage;
        const std::string incomplete = madeResponse("incomplete", length);
        return std::vector<FailedCase>{
            {"failed after text", true, {created, wordsEvent(), lifeEvent("response.failed", failedResponse())}},
            {"failed before text", true, {created, lifeEvent("response.failed", failedResponse())}},
            {"incomplete after text", true, {created, wordsEvent(), lifeEvent("response.incomplete", incomplete)}},
            {"incomplete before text", true, {created, lifeEvent("response.incomplete", incomplete)}},
            {"failed", false, {failedResponse()}},
            {"incomplete", false, {incomplete}},
        };
    }();
    const FailedCase& row = cases[GENERATE(range<std::size_t>(0, 6))];
    const bool isChat = GENERATE(false, true); // the client speaks another format
    CAPTURE(row.name, isChat);
    up.first.onCall("POST /v1/responses", row.isStream ? madeStream(row.events) : told(row.events[0]));
    GatewayProcess gateway(up.configuration(), withKey());
    const std::string stream = row.isStream ? R"(,"stream":true)" : "";
    if (isChat)
        chat(gateway.port(), tests::ask("alias", stream));
    else
        askMakers(gateway, stream);
    REQUIRE(exchanges(bookOf(gateway), 1).size() == 1);
    const auto charges = query(bookOf(gateway), "SELECT * FROM exchanges");
    REQUIRE(charges.size() == 1);
    CHECK(tokenRow(charges[0]) == kAllTokens);
}
