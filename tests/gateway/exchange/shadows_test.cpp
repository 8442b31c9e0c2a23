#include "whole_exchange.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/exchange/explain.h"
#include "gateway/exchange/shadows.h"
#include "gateway/secrets/consumer_key.h"

using namespace gateway;
using namespace gateway::exchange;
using usage::Outcome;

namespace {

config::Settings shadowed(double maxCost = 1)
{
    config::Settings settings = routedTo({providerOf("first", 1)});
    settings.providers.push_back(providerOf("other", 1));
    settings.routes[0].shadow = config::ShadowSettings{"other/m-other", 1, maxCost, Currency::Usd};
    config::PriceSettings& price = settings.usage.prices.emplace_back();
    price.model = "m-other";
    price.input = 1;
    price.output = 10;
    return settings;
}

Question plainChat()
{
    Question question;
    question.body = askWhole();
    return question;
}

/// An exchange in a gateway that copies requests.
struct ShadowedExchange : WholeExchange {
    explicit ShadowedExchange(config::Settings settings)
        : WholeExchange(std::move(settings))
    {
        services.limits = &book;
        services.shadows = &shadows;
        book.use(policy::shadowRules(snapshot->settings), 7);
    }
    ~ShadowedExchange() { services.shadows = nullptr; }

    void ask(const std::string& body = askWhole())
    {
        const int ended = client.timesEnded();
        start(body);
        REQUIRE(QTest::qWaitFor([&] { return client.timesEnded() > ended; }, 20000));
    }
    /// All copies have ended.
    void waitForShadows() { REQUIRE(QTest::qWaitFor([this] { return shadows.count() == 0; }, 20000)); }
    /// In the order in which they ended.
    const usage::ExchangeRecord& recordAt(std::size_t index)
    {
        REQUIRE(settled().size() > index);
        return *records[index];
    }

    policy::LimitBook book{clock, wheel};
    Shadows shadows{services};
};

} // namespace

TEST_CASE("sends a copy of an answered request to the shadow target and records it beside the original")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    ShadowedExchange exchange(shadowed());
    exchange.upstreams.script("first", isStream ? wholeStream("Hello") : wholeReply("Hello"));
    exchange.upstreams.script("other", isStream ? wholeStream("Goodbye") : wholeReply("Goodbye"));
    exchange.client.head().headers.set("idempotency-key", "once");
    exchange.client.head().headers.set("x-session-id", "talk-1");
    exchange.ask(isStream ? askStream() : askWhole());
    exchange.waitForShadows();
    CHECK_THAT(exchange.client.received(), Catch::Contains("Hello") && !Catch::Contains("Goodbye"));
    CHECK(exchange.client.timesEnded() == 1);
    const usage::ExchangeRecord& original = exchange.recordAt(0);
    const usage::ExchangeRecord& copy = exchange.recordAt(1);
    CHECK(original.shadowOf.empty());
    CHECK(copy.shadowOf == original.id);
    CHECK(copy.id != original.id);
    CHECK(copy.consumer == original.consumer);
    CHECK(copy.route == "alias");
    CHECK(copy.askedModel == "alias");
    CHECK(copy.session == "talk-1");
    CHECK(copy.dialect == "openai-chat");
    CHECK(copy.isStream == isStream);
    CHECK(copy.provider == "other");
    CHECK(copy.model == "m-other");
    CHECK(copy.outcome == Outcome::Answered);
    CHECK(copy.status == 200);
    CHECK(copy.cost == Money{Currency::Usd, 23'000'000}); // 3 tokens of input, 2 of output
    CHECK_FALSE(copy.isFallback);
    CHECK_THAT(exchange.upstreams[0].sent(), Catch::Contains("idempotency-key"));
    CHECK_THAT(exchange.upstreams[1].sent(), Catch::Contains("\"model\":\"m-other\"") && !Catch::Contains("idempotency-key"));
    CHECK(exchange.upstreams.areAllReleased());
}

TEST_CASE("copies no request that has no answer or whose copy could cost too much")
{
    struct Row {
        const char* name;
        void (*change)(config::Settings& settings);
        Reply reply = wholeReply("Hello");
        void (*before)(ShadowedExchange& exchange) = [](ShadowedExchange&) { };
        const char* explained = nullptr;
    };
    const auto row = GENERATE(values<Row>({
        {"no shadow", [](config::Settings& settings) { settings.routes[0].shadow.reset(); }},
        {"a share of none", [](config::Settings& settings) { settings.routes[0].shadow->share = 0; }},
        {"an error", [](config::Settings&) { }, errorReply(400)},
        {"a failure", [](config::Settings&) { }, errorReply(500)},
        {"a client that got only a part", [](config::Settings&) { }, wholeReply("Hello"), [](ShadowedExchange& exchange) { exchange.client.lose(); }},
        {"an unknown price", [](config::Settings& settings) { settings.usage.prices.clear(); }, wholeReply("Hello"), [](ShadowedExchange&) { },
            "no copy of the request goes to other/m-other: the price of model \"m-other\" is unknown; set it in usage.prices"},
        {"too little money", [](config::Settings& settings) { settings.routes[0].shadow->maxCostPerDay = 0.01; }, wholeReply("Hello"), [](ShadowedExchange&) { },
            "no copy of the request goes to other/m-other: it may cost up to "},
        {"a provider that is off", [](config::Settings& settings) { settings.providers[1].enabled = false; }, wholeReply("Hello"), [](ShadowedExchange&) { },
            "its provider is disabled, or not available to this consumer"},
    }));
    CAPTURE(row.name);
    config::Settings settings = shadowed();
    row.change(settings);
    ShadowedExchange exchange(std::move(settings));
    exchange.upstreams.script("first", row.reply);
    row.before(exchange);
    exchange.ask();
    exchange.waitForShadows();
    CHECK(exchange.upstreams.count() == 1);
    CHECK(exchange.settled().size() == 1);
    if (!row.explained)
        return;
    const Explanation explained = explain(plainChat(), *exchange.snapshot, exchange.balancer, exchange.health, exchange.clock, {}, nullptr, &exchange.book);
    CHECK_THAT(toText(explained.shadow), Catch::Contains(row.explained));
}

TEST_CASE("a copy that fails has no fallback and leaves its target to clients")
{
    struct Row { const char* name; Reply reply; };
    const auto row = GENERATE(values<Row>({{"rate limited", errorReply(429)}, {"server error", errorReply(500)}, {"key rejected", errorReply(401)}, {"unreachable", unreachable()}}));
    CAPTURE(row.name);
    config::Settings settings = shadowed();
    settings.providers[1].keyFailover.failureThreshold = 1;
    ShadowedExchange exchange(std::move(settings));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("other", row.reply);
    exchange.ask();
    exchange.waitForShadows();
    CHECK(exchange.client.status() == 200);
    const usage::ExchangeRecord& copy = exchange.recordAt(1);
    CHECK(copy.outcome == Outcome::Failed);
    CHECK(copy.attempts.size() == 1);
    CHECK(copy.attempts.front().failure);
    CHECK(exchange.upstreams.count() == 2);
    CHECK(exchange.health.rests().empty());
    CHECK(exchange.recordAt(0).outcome == Outcome::Answered);
}

TEST_CASE("copies cost at most the maximum of a day and no other limit counts them")
{
    // Each needs less than 0.0012, and costs 0.001003.
    const std::string body = askWhole(R"(,"max_tokens":100)");
    config::Settings settings = shadowed(0.0015);
    config::LimitSettings spend;
    spend.name = "spend";
    spend.cost = 1;
    spend.per = config::LimitWindow{CalendarUnit::Day};
    settings.policies.limits.emplace(std::vector{spend});
    ShadowedExchange exchange(settings);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("other", {.pieces = {chatBody("Goodbye", 100)}});
    exchange.ask(body);
    exchange.waitForShadows();
    exchange.ask(body);
    exchange.waitForShadows();
    CHECK(exchange.upstreams.hosts() == std::vector<std::string>{"first", "other", "first"});
    REQUIRE(exchange.settled().size() == 3);

    // After a restart, the ledger says the same.
    policy::LimitRules rules = policy::shadowRules(settings);
    for (const auto& rule : policy::limitRules(settings))
        rules.push_back(rule);
    REQUIRE(rules.size() == 2);
    policy::LimitUseSum sum(rules, 7);
    for (const auto& record : exchange.records)
        sum.add(*record);
    const auto uses = sum.take();
    REQUIRE(uses.size() == 1);
    CHECK(uses[0].limit == "shadow:alias");
    CHECK(uses[0].amount == 1'003'000'000); // in 10^-12 dollars
}

TEST_CASE("a copy waits until it is known what was spent today")
{
    const double spent = GENERATE(0.0, 1.0);
    CAPTURE(spent);
    const config::Settings settings = shadowed(1);
    ShadowedExchange exchange(settings);
    std::optional<policy::LimitBook::Ask> asked;
    exchange.book.use({}, 7);
    exchange.book.setSource([&](policy::LimitBook::Ask ask) { asked = std::move(ask); });
    exchange.book.use(policy::shadowRules(settings), 7);
    REQUIRE(asked);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("other", wholeReply("Goodbye"));
    exchange.ask();
    exchange.deferred.run();
    CHECK(exchange.upstreams.count() == 1);
    const auto amount = static_cast<std::int64_t>(spent * static_cast<double>(kPicoOfUnit));
    exchange.book.restore(asked->number, {{"shadow:alias", {}, exchange.book.now(), amount}});
    exchange.waitForShadows();
    CHECK(exchange.upstreams.count() == (spent > 0 ? 1 : 2));
    CHECK(exchange.settled().size() == (spent > 0 ? 1 : 2));
}

TEST_CASE("keeps the content of a copy where that of its consumer is kept")
{
    const secrets::NewConsumerKey made = secrets::makeConsumerKey();
    config::Settings settings = shadowed();
    config::ConsumerSettings& consumer = settings.consumers.emplace_back();
    consumer.name = "ide";
    consumer.keys.emplace_back().sha256 = made.sha256;
    consumer.capture = config::CaptureSettings{"2999-01-01T00:00:00Z"};
    ShadowedExchange exchange(std::move(settings));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("other", wholeReply("Goodbye"));
    exchange.client.head().headers.set("authorization", "Bearer " + made.key.reveal());
    exchange.ask();
    exchange.waitForShadows();
    const usage::ExchangeRecord& copy = exchange.recordAt(1);
    CHECK(copy.consumer == "ide");
    REQUIRE(exchange.recordAt(0).content);
    REQUIRE(copy.content);
    CHECK(copy.content->request == askWhole());
    CHECK_THAT(copy.content->answer, Catch::Contains("Goodbye"));
}

TEST_CASE("a copy in progress settles when the gateway ends")
{
    ShadowedExchange exchange(shadowed());
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("other", silent());
    std::optional<Shadows> shadows(exchange.services);
    exchange.services.shadows = &*shadows;
    exchange.ask();
    REQUIRE(QTest::qWaitFor([&] { return exchange.upstreams.count() == 2; }, 20000));
    exchange.services.shadows = nullptr;
    shadows->abandon();
    CHECK(shadows->count() == 0);
    CHECK(exchange.upstreams[1].isCancelled());
    CHECK(exchange.recordAt(1).shadowOf == exchange.recordAt(0).id);
    CHECK(exchange.recordAt(1).outcome == Outcome::Cancelled);
}

TEST_CASE("explains that a request would be copied")
{
    ShadowedExchange exchange(shadowed());
    const Explanation explained = explain(plainChat(), *exchange.snapshot, exchange.balancer, exchange.health, exchange.clock, {}, nullptr, &exchange.book);
    const std::string expected = "after the answer, a copy of the request goes to other/m-other, for comparison: 100 % of the requests, at most $1.00 per day";
    CHECK(toText(explained.shadow) == expected);
    CHECK_THAT(explained.toText(), Catch::Contains("\nShadow request\n  " + expected + '\n'));
    CHECK(explained.toJson()["shadow"] == expected);
    CHECK(exchange.upstreams.count() == 0);
    const auto entry = exchange.book.entryOf(*exchange.book.rules().front());
    REQUIRE(entry);
    CHECK(entry->counters.state({}, exchange.book.now()).reserved == 0);
}
