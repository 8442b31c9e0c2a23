#include "whole_exchange.h"

#include "gateway/exchange/billing/token_counter.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::UsageOrigin;
using usage::Outcome;

namespace {

/// Prices of one dollar per token.
config::Settings priced(config::Settings settings)
{
    constexpr double kDollarEach = 1'000'000;
    config::PriceSettings& price = settings.usage.prices.emplace_back();
    price.model = "*";
    price.input = price.output = kDollarEach;
    return settings;
}

config::Settings oneProvider() { return priced(routedTo({providerOf("first", 1)})); }

std::optional<Money> dollars(std::int64_t count) { return Money{Currency::Usd, count * kPicoOfUnit}; }

protocol::TokenUsage reported(std::int64_t input, std::int64_t output)
{
    protocol::TokenUsage used;
    used.origin = UsageOrigin::Reported;
    used.input = Tokens{input};
    used.output = Tokens{output};
    return used;
}

/// An end of an exchange, and what its record must contain.
struct End {
    const char* name;
    std::vector<Reply> replies; ///< of the first provider, then of the second
    bool isStream = false;
    void (*then)(WholeExchange& exchange) = [](WholeExchange&) {};
    Outcome outcome = Outcome::Answered;
    int status = 200;
    const char* errorCode = "";
    std::size_t attempts = 1;
    std::int64_t output = 0; ///< reported tokens
    std::int64_t cost = 0;   ///< cost of the reported tokens in dollars
};

Reply begunStream() { return streamReply({roleChunk(), textChunk("One")}, Reply::End::Stalls); }

std::vector<End> allEnds()
{
    const auto leave = [](WholeExchange& exchange) { exchange.exchange->clientGone(); };
    const auto stop = [](WholeExchange& exchange) { exchange.exchange->stopNow(); };
    const auto cancel = [](WholeExchange& exchange) { exchange.exchange->cancelHere(); };
    const auto breakOff = [](WholeExchange& exchange) { exchange.upstreams[0].end(Reply::End::Breaks); };
    return {
        {"answered", {wholeReply("Hello")}, false, [](WholeExchange&) {}, Outcome::Answered, 200, "", 1, 2, 5},
        {"answered by a stream", {wholeStream("Hello")}, true, [](WholeExchange&) {}, Outcome::Answered, 200, "", 1, 2, 5},
        {"answered by another target", {errorReply(500), wholeReply("Hello")}, false, [](WholeExchange&) {}, Outcome::Answered, 200, "", 2, 2, 5},
        {"failed", {errorReply(500), errorReply(503)}, false, [](WholeExchange&) {}, Outcome::Failed, 503, "upstream_error", 2},
        {"unreachable", {unreachable(), unreachable()}, true, [](WholeExchange&) {}, Outcome::Failed, 502, "upstream_unreachable", 2},
        {"client error", {errorReply(400)}, false, [](WholeExchange&) {}, Outcome::ClientError, 400, "", 1},
        {"client left before the response head", {silent()}, true, leave, Outcome::Cancelled, 0, "", 1},
        {"client left in the middle", {begunStream()}, true, leave, Outcome::Cancelled, 200, "", 1},
        {"interrupted", {begunStream()}, true, breakOff, Outcome::Interrupted, 200, "stream_interrupted", 1},
        {"gateway stopped before the response head", {silent()}, true, stop, Outcome::Failed, 503, "gateway_stopping", 1},
        {"gateway stopped in the middle", {begunStream()}, true, stop, Outcome::Interrupted, 200, "stream_interrupted", 1},
        {"cancelled by the user before the response head", {silent()}, true, cancel, Outcome::Cancelled, 499, "cancelled_here", 1},
        {"cancelled by the user in the middle", {begunStream()}, true, cancel, Outcome::Cancelled, 200, "cancelled_here", 1},
    };
}

} // namespace

TEST_CASE("every end of an exchange leaves one record and removes its entry from the board")
{
    const auto ends = allEnds();
    const End& end = ends[GENERATE_COPY(range<std::size_t>(0, ends.size()))];
    CAPTURE(end.name);
    WholeExchange exchange(priced(routedTo({providerOf("first", 1), providerOf("second", 1)})));
    for (std::size_t i = 0; i < end.replies.size(); ++i)
        exchange.upstreams.script(i == 0 ? "first" : "second", end.replies[i]);
    exchange.start(end.isStream ? askStream() : askWhole());
    if (!exchange.hasEnded()) {
        CHECK(exchange.settled().empty());
        CHECK(exchange.board.inFlight() == 1);
    }
    end.then(exchange);
    exchange.waitForEnd();
    const usage::ExchangeRecord record = exchange.record();
    CHECK(record.outcome == end.outcome);
    CHECK(record.status == end.status);
    CHECK(record.errorCode == end.errorCode);
    CHECK(record.attempts.size() == end.attempts);
    CHECK(record.route == "alias");
    CHECK(record.askedModel == "alias");
    CHECK(record.isStream == end.isStream);
    CHECK(record.duration >= Milliseconds(0));
    if (end.output > 0) {
        CHECK(record.tokens.origin == UsageOrigin::Reported);
        CHECK(record.tokens.output == Tokens{end.output});
        CHECK(record.cost == dollars(end.cost));
    }
    CHECK(exchange.board.inFlight() == 0);
    CHECK(exchange.board.totals().exchanges == 1);
    CHECK(exchange.upstreams.areAllReleased());

    // Events after the end have no effect.
    exchange.exchange->clientGone();
    exchange.exchange->stopNow();
    exchange.exchange->cancelHere();
    CHECK(exchange.client.timesEnded() == 1);
    exchange.exchange.reset();
    CHECK(exchange.settled().size() == 1);
}

TEST_CASE("destroying an exchange settles nothing")
{
    const bool hasBegun = GENERATE(false, true);
    CAPTURE(hasBegun);
    WholeExchange exchange(oneProvider());
    exchange.upstreams.script("first", hasBegun ? begunStream() : silent());
    exchange.start(askStream());
    exchange.exchange.reset();
    CHECK(exchange.settled().empty());
    CHECK(exchange.client.timesEnded() == 0);
    CHECK(exchange.upstreams[0].isCancelled());
}

TEST_CASE("records requests without an attempt but not those that are not for a model")
{
    struct Row {
        const char* name;
        const char* method;
        const char* path;
        std::string body;
        std::size_t records;
        const char* errorCode;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"unknown model", "POST", "/v1/chat/completions", R"({"model":"nobody","messages":[{"role":"user","content":"Hi"}]})", 1, "model_not_found"},
        {"not JSON", "POST", "/v1/chat/completions", "Hello", 1, "invalid_request"},
        {"unknown endpoint", "POST", "/v1/nothing", "{}", 1, "unknown_endpoint"},
        {"health check", "GET", "/health", "", 0, ""},
        {"models", "GET", "/v1/models", "", 0, ""},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(oneProvider());
    exchange.client.ask(row.path, row.body, row.method);
    exchange.start();
    exchange.waitForEnd();
    REQUIRE(exchange.settled().size() == row.records);
    if (row.records > 0)
        CHECK(exchange.record().errorCode == row.errorCode);
    CHECK(exchange.board.inFlight() == 0);
}

TEST_CASE("a cut-off answer counts what a limit has reserved for it, as its provider may charge that")
{
    struct Row {
        const char* name;
        Reply reply;
        bool isStream;
        std::int64_t mostOutput; ///< tokens that may be counted
        std::int64_t leastOutput;
    };
    const auto row = GENERATE(values<Row>({
        {"a whole answer that has not come", silent(), false, 50, 50},
        {"a stream of a model whose speed is unknown", silent(), true, 50, 50},
        {"a stream at its begin", begunStream(), true, 50, 2},
        {"a whole answer that breaks off", {.pieces = {"{\"choices\":["}, .end = Reply::End::Stalls}, false, 50, 50},
        {"an answer that arrived", wholeReply("Hello"), false, 2, 2},
    }));
    CAPTURE(row.name);
    config::Settings settings = oneProvider();
    config::LimitSettings limit;
    limit.name = "tokens";
    limit.tokens = 10'000;
    limit.per = config::LimitWindow{CalendarUnit::Day};
    settings.policies.limits = std::vector{limit};
    WholeExchange exchange(settings);
    policy::LimitBook book(exchange.clock, exchange.wheel);
    exchange.services.limits = &book;
    book.use(policy::limitRules(settings), 7);
    exchange.upstreams.script("first", row.reply);
    exchange.start(row.isStream ? askStream(",\"max_tokens\":50") : askWhole(",\"max_tokens\":50"));
    if (!exchange.hasEnded())
        exchange.exchange->clientGone();
    exchange.waitForEnd();
    const usage::ExchangeRecord& record = exchange.record();
    const std::int64_t output = record.tokens.totalOutput().count;
    CHECK(output <= row.mostOutput);
    CHECK(output >= row.leastOutput);
    CHECK((record.decisions.unseenOutput > 0) == (record.tokens.origin != UsageOrigin::Reported));
    CHECK(record.cost == dollars(record.tokens.totalInput().count + output));
    const auto state = book.entryOf(*book.rules().front())->counters.state({}, book.now());
    CHECK(state.used == record.tokens.totalInput().count + output); // as the ledger has it
    CHECK(state.reserved == 0);
    exchange.exchange.reset(); // before the counters
}

TEST_CASE("the user can cancel an exchange on the board while it is in progress")
{
    WholeExchange exchange(oneProvider());
    exchange.upstreams.script("first", begunStream());
    exchange.start(askStream());
    const std::string id = exchange.client.header("x-signalbox-request-id");
    CHECK(exchange.board.isOpen(id));
    exchange.board.cancel("another");
    CHECK_FALSE(exchange.hasEnded());
    exchange.board.cancel(id);
    CHECK(exchange.hasEnded());
    CHECK_FALSE(exchange.board.isOpen(id));
    CHECK(exchange.record().outcome == Outcome::Cancelled);
    CHECK(exchange.record().id == id);
    exchange.board.cancel(id);
    CHECK(exchange.settled().size() == 1);
}

TEST_CASE("a record with unreported tokens waits for counting and cannot be cancelled meanwhile")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    WholeExchange exchange(oneProvider());
    exchange.services.counter = std::make_unique<TokenCounter>();
    Reply reply = isStream ? streamReply({roleChunk(), textChunk("One two three"), finishChunk(), kDone})
                           : Reply{.pieces = {R"({"choices":[{"index":0,"message":{"role":"assistant","content":"One two three"},"finish_reason":"stop"}]})"}};
    exchange.upstreams.script("first", silent());
    exchange.start(isStream ? askStream() : askWhole());
    CHECK(exchange.board.inFlight() == 1);
    exchange.upstreams[0].answer(reply);
    exchange.waitForEnd();
    CHECK(exchange.client.isWhole()); // the client does not wait for the count
    CHECK(exchange.settled().empty());
    CHECK(exchange.board.inFlight() == 1);
    exchange.board.cancel(exchange.client.header("x-signalbox-request-id"));
    REQUIRE(QTest::qWaitFor([&] { return exchange.board.inFlight() == 0; }, 20000));
    const usage::ExchangeRecord& record = exchange.record();
    CHECK(record.outcome == Outcome::Answered);
    CHECK(record.tokens.origin != UsageOrigin::Unknown);
    CHECK(record.tokens.origin != UsageOrigin::Reported);
    CHECK(record.tokens.output.value_or(Tokens{}).count > 0);
    CHECK(record.tokens.input.value_or(Tokens{}).count > 0);
    CHECK(record.cost);
}

TEST_CASE("a record that waits for counting is settled with an estimate when the counter is abandoned")
{
    WholeExchange exchange(oneProvider());
    exchange.services.counter = std::make_unique<TokenCounter>();
    exchange.upstreams.script("first", silent());
    exchange.start(askStream());
    exchange.upstreams[0].answer(streamReply({roleChunk(), textChunk("One two three"), finishChunk(), kDone}));
    exchange.waitForEnd();
    REQUIRE(exchange.settled().empty());
    exchange.services.counter->abandon();
    CHECK(exchange.board.inFlight() == 0);
    const usage::ExchangeRecord& record = exchange.record();
    CHECK(record.outcome == Outcome::Answered);
    CHECK(record.tokens.origin == UsageOrigin::Estimated);
    CHECK(record.tokens.output.value_or(Tokens{}).count > 0);
}

TEST_CASE("shutting down does not wait for token counting")
{
    WholeExchange exchange(oneProvider());
    exchange.upstreams.script("first", begunStream());
    exchange.start(askStream());
    exchange.exchange->clientGone();
    const usage::ExchangeRecord& record = exchange.record();
    CHECK(record.tokens.origin == UsageOrigin::Estimated);
    CHECK(record.tokens.output.value_or(Tokens{}).count > 0);
}

TEST_CASE("updates an attempt's usage and charges each attempt once")
{
    ExchangeParts exchange(priced(routedTo({providerOf("first", 1), providerOf("second", 1)})));
    exchange.upstreams.script("first", errorReply(500));
    exchange.upstreams.script("second", wholeReply("Hello"));
    exchange.ask(askWhole());
    const auto attempt = exchange.find();
    REQUIRE(attempt);
    exchange.settlement.count(*attempt, {});
    exchange.settlement.count(*attempt, reported(1, 1));
    exchange.settlement.count(*attempt, reported(7, 4));
    exchange.deferred.run();
    exchange.settlement.settle();
    exchange.board.flush();
    REQUIRE(exchange.records.size() == 1);
    const usage::ExchangeRecord& record = *exchange.records.front();
    CHECK(record.tokens.input == Tokens{7});
    CHECK(record.tokens.output == Tokens{4});
    CHECK(record.cost == dollars(11));
    CHECK(record.costOrigin == usage::CostOrigin::Prices);
    CHECK(exchange.board.inFlight() == 0);
    CHECK(exchange.owner.timesCancelled == 0);
}

TEST_CASE("charges both targets of a continued stream")
{
    config::Settings settings = priced(routedTo({providerOf("first", 1), providerOf("second", 1)}));
    settings.routes.front().fallback.continuePartial = true;
    WholeExchange exchange(std::move(settings));
    exchange.upstreams.script("first", streamReply({roleChunk(), textChunk("One "), usageChunk(4)}, Reply::End::Breaks));
    exchange.upstreams.script("second", wholeStream("two"));
    exchange.start(askStream());
    exchange.waitForEnd();
    const usage::ExchangeRecord& record = exchange.record();
    CHECK(record.outcome == Outcome::Answered);
    REQUIRE(record.charges.size() == 2);
    CHECK(record.charges[0].provider == "first");
    CHECK(record.charges[1].provider == "second");
    CHECK(record.tokens.output == Tokens{4 + 2});
    CHECK(record.cost == dollars(3 + 4 + 3 + 2));
}

TEST_CASE("an unpriced exchange has no cost")
{
    WholeExchange exchange(routedTo({providerOf("first", 1)}));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.start(askWhole());
    exchange.waitForEnd();
    CHECK_FALSE(exchange.record().cost);
    CHECK(exchange.record().tokens.output == Tokens{2});
}

TEST_CASE("an answer tells how much of its conversation is in the provider's prompt cache")
{
    const auto settings = [](const char* algorithm) {
        config::Settings routed = oneProvider();
        routed.routes.front().balancer.algorithm = algorithm;
        return routed;
    };
    const Reply answer{.pieces = {R"({"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],)"
                                  R"("usage":{"prompt_tokens":3000,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":2000}}})"}};
    SECTION("where caches decide about targets")
    {
        WholeExchange exchange(settings("cheapest"));
        exchange.upstreams.script("first", answer);
        exchange.start(askWhole());
        exchange.waitForEnd();
        exchange.settled();
        CHECK(exchange.balancer.caches().size() == 1);
        routing::RequestFacts facts;
        facts.model = "alias";
        facts.consumer = "anonymous";
        const std::string body = askWhole() + std::string(protocol::kJsonPadding, ' ');
        const auto outline = protocol::RequestOutlineReader().read(std::string_view(body).substr(0, askWhole().size())).value();
        http::RequestHead head;
        facts.head = &head;
        facts.request = &outline;
        facts.body = std::string_view(body).substr(0, askWhole().size());
        const routing::WarmCache* const cache = exchange.balancer.caches().find(routing::cachedConversationOf("alias", facts), exchange.services.clock.now());
        REQUIRE(cache);
        CHECK(cache->tokens == 3000);
        CHECK(cache->output == 7);
        CHECK(cache->provider == "first");
        CHECK(cache->model == "m-first");
        CHECK(cache->key == "first1");
    }
    SECTION("but not elsewhere")
    {
        WholeExchange exchange(settings("roundrobin"));
        exchange.upstreams.script("first", answer);
        exchange.start(askWhole());
        exchange.waitForEnd();
        exchange.settled();
        CHECK(exchange.balancer.caches().isEmpty());
    }
    SECTION("and not after a failure")
    {
        WholeExchange exchange(settings("cheapest"));
        exchange.upstreams.script("first", errorReply(400));
        exchange.start(askWhole());
        exchange.waitForEnd();
        exchange.settled();
        CHECK(exchange.balancer.caches().isEmpty());
    }
}
