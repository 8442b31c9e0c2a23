#include "catch.h"
#include "policy_fixture.h"

#include "gateway/policy/limits/exchange_limits.h"
#include "gateway/policy/limits/limit_book.h"

#include "manual_clock.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::policy;
using gateway::test::consumerNamed;
using gateway::test::passed;
using gateway::test::routeNamed;
using gateway::test::StageRun;

namespace {

config::LimitSettings limitNamed(const char* name)
{
    config::LimitSettings limit;
    limit.name = name;
    limit.per = config::LimitWindow{CalendarUnit::Minute};
    return limit;
}

config::LimitSettings limitOfRequests(const char* name, std::int64_t requests)
{
    config::LimitSettings limit = limitNamed(name);
    limit.requests = requests;
    return limit;
}

config::LimitSettings limitOfTokens(const char* name, std::int64_t tokens)
{
    config::LimitSettings limit = limitNamed(name);
    limit.tokens = tokens;
    return limit;
}

class FixedDemand final : public DemandSource {
public:
    explicit FixedDemand(std::int64_t input, std::int64_t output)
    {
        m_demand.input = input;
        m_demand.output = output;
    }
    const TargetDemand& demand() override { return m_demand; }
    TargetDemand& change() { return m_demand; }

private:
    TargetDemand m_demand;
};

/// A gateway's limits, with one provider.
struct LimitWorld {
    explicit LimitWorld(config::Settings given)
        : settings(std::move(given))
        , chains(settings)
    {
        provider.id = "alpha";
        book.setWake([this] { isWoken = true; });
        book.setWarn([this](LimitWarning warning) { warnings.push_back(std::move(warning)); });
        book.use(limitRules(settings), 7);
    }

    config::Settings settings;
    config::ProviderSettings provider;
    ManualClock clock;
    TimerWheel wheel;
    LimitBook book{clock, wheel};
    PolicyChains chains;
    bool isWoken = false;
    std::vector<LimitWarning> warnings;
};

/// One exchange.
struct LimitedExchange {
    explicit LimitedExchange(LimitWorld& given, std::optional<std::size_t> consumer = {})
        : world(given)
    {
        record.startedAt = world.clock.wallNow();
        record.consumer = "anonymous";
        if (consumer)
            record.consumer = world.settings.consumers[*consumer].name;
        request.head = &head;
        request.caller.name = record.consumer;
        request.startedAt = record.startedAt;
        request.record = &record;
        request.limitBook = &world.book;
        request.limits = &limits;
        run.use(world.chains.of(consumer, nullptr));
    }

    Result<void> admit()
    {
        if (auto early = passed(run, Stage::CallerKnown, request); !early)
            return early;
        return passed(run, Stage::BodyUnderstood, request);
    }
    Result<void> reserve(FixedDemand& demand, const char* model = "m")
    {
        limits.dropPending();
        return run.beforeAttempt(request, {&world.provider, model, "k", &demand});
    }
    void begin(const char* model = "m")
    {
        limits.attemptBegan(record.attempts.size());
        usage::AttemptRecord& attempt = record.attempts.emplace_back();
        attempt.provider = world.provider.id;
        attempt.model = model;
        attempt.key = "k";
    }
    void settle(std::int64_t input, std::int64_t output, protocol::UsageOrigin origin = protocol::UsageOrigin::Reported)
    {
        limits.exchangeEnded();
        if (!record.attempts.empty()) {
            usage::Charge charge;
            charge.provider = record.attempts.back().provider;
            charge.model = record.attempts.back().model;
            charge.key = record.attempts.back().key;
            charge.attempt = record.attempts.size() - 1;
            charge.tokens.origin = origin;
            if (!charge.tokens.isDeferred()) {
                charge.tokens.input = Tokens{input};
                charge.tokens.output = Tokens{output};
            }
            record.charge({charge});
        }
        record.duration = std::chrono::duration_cast<Milliseconds>(world.clock.wallNow() - record.startedAt);
        limits.settle(record, 7, &world.book);
    }
    std::string header(bool isRefused, const char* name = "x-signalbox-limit")
    {
        http::Headers headers;
        limits.addHeaders(headers, isRefused);
        return std::string(headers.find(name).value_or(""));
    }

    LimitWorld& world;
    http::RequestHead head;
    usage::ExchangeRecord record;
    Request request;
    ExchangeLimits limits;
    ChainRun run;
};

config::Settings withTopLimits(std::vector<config::LimitSettings> limits)
{
    config::Settings settings;
    settings.consumers = {consumerNamed("ci"), consumerNamed("ide")};
    settings.routes = {routeNamed("r")};
    settings.policies.limits.emplace(std::move(limits));
    return settings;
}

std::int64_t usedOf(LimitWorld& world, std::size_t rule = 0, std::string_view who = {})
{
    return world.book.entryOf(*world.book.rules()[rule])->counters.state(who, world.clock.wallNow()).used;
}

} // namespace

TEST_CASE("refuses requests beyond a limit and says when it is free again")
{
    LimitWorld world(withTopLimits({limitOfRequests("burst", 2)}));
    for (int i = 0; i < 2; ++i) {
        LimitedExchange exchange(world);
        REQUIRE(exchange.admit());
        exchange.begin();
        exchange.settle(1, 1);
    }
    world.clock.advance(Milliseconds(10'000));
    LimitedExchange third(world);
    const auto refused = third.admit();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::RateLimited);
    CHECK(refused.error().text() == "Limit \"burst\" of 2 requests per minute is reached for all requests that it covers: 0 requests are left. "
                                    "Try again in 51 s, or raise the limit.");
    CHECK(refused.error().retryAfter_s == 51);
    CHECK(third.header(true) == "burst; remaining=0; reset=51");
    CHECK(third.header(true, "x-ratelimit-limit-requests") == "2");
    CHECK(third.header(true, "x-ratelimit-remaining-requests") == "0");
    CHECK(third.header(true, "x-ratelimit-reset-requests") == "51");
    world.clock.advance(Milliseconds(52'000));
    LimitedExchange later(world);
    CHECK(later.admit());
}

TEST_CASE("a limit of no request says so")
{
    LimitWorld world(withTopLimits({limitOfRequests("none", 0)}));
    const auto refused = LimitedExchange(world).admit();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "Limit \"none\" of 0 requests per minute admits no request. Raise the limit.");
    CHECK(refused.error().retryAfter_s == 0);
}

TEST_CASE("a request that was refused or never sent counts nowhere")
{
    LimitWorld world(withTopLimits({limitOfRequests("burst", 1)}));
    {
        LimitedExchange unsent(world);
        REQUIRE(unsent.admit());
        LimitedExchange second(world);
        CHECK_FALSE(second.admit()); // the first one may still be sent
        unsent.settle(0, 0);
    }
    LimitedExchange next(world);
    CHECK(next.admit());
    LimitedExchange uncounted(world);
    uncounted.request.isCounted = false;
    CHECK(uncounted.admit());
}

TEST_CASE("limits of all places apply together and each covers its own")
{
    config::Settings settings = withTopLimits({limitOfRequests("all", 3)});
    settings.consumers[0].policies.limits.emplace(std::vector{limitOfRequests("ci", 1)});
    settings.routes[0].policies.limits.emplace(std::vector{limitOfRequests("route", 1)});
    LimitWorld world(settings);
    const auto ask = [&](std::optional<std::size_t> consumer, bool isRouted) {
        LimitedExchange exchange(world, consumer);
        auto admitted = passed(exchange.run, Stage::CallerKnown, exchange.request);
        if (admitted && isRouted) {
            exchange.request.route = &world.settings.routes[0];
            exchange.record.route = "r";
        }
        exchange.run.use(world.chains.of(consumer, exchange.request.route));
        if (admitted)
            admitted = passed(exchange.run, Stage::BodyUnderstood, exchange.request);
        if (admitted)
            exchange.begin();
        exchange.settle(1, 1);
        return admitted ? std::string("admitted") : exchange.header(true).substr(0, exchange.header(true).find(';'));
    };
    CHECK(ask(0, true) == "admitted");
    CHECK(ask(0, false) == "ci");
    CHECK(ask(1, true) == "route");
    CHECK(ask(1, false) == "admitted");
    CHECK(ask({}, false) == "admitted");
    CHECK(ask(1, false) == "all");
}

TEST_CASE("reserves the most an attempt may use and counts what it used")
{
    LimitWorld world(withTopLimits({limitOfTokens("tokens", 1000)}));
    FixedDemand demand(100, 500);
    LimitedExchange first(world);
    REQUIRE(first.admit());
    REQUIRE(first.reserve(demand));
    first.begin();
    LimitedExchange second(world);
    const auto refused = second.reserve(demand);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "Limit \"tokens\" of 1000 tokens per minute has 400 tokens left for all requests that it covers, and this request needs up to "
                                    "600 tokens. Try again in 1 s, lower its maximum of output tokens, or raise the limit.");
    first.settle(100, 20);
    CHECK(usedOf(world) == 120);
    FixedDemand exact(0, 880);
    CHECK(second.reserve(exact));
    FixedDemand more(0, 881);
    CHECK_FALSE(second.reserve(more));
    FixedDemand larger(1, 1000);
    const auto never = second.reserve(larger);
    REQUIRE_FALSE(never);
    CHECK(never.error().retryAfter_s == 0);
    CHECK(second.header(true) == "tokens; remaining=880");
    CHECK(never.error().text() == "This request needs up to 1001 tokens, more than limit \"tokens\" of 1000 tokens per minute ever allows. Shorten it, lower its "
                                  "maximum of output tokens, or raise the limit.");
}

TEST_CASE("gives back what an attempt reserves unless it is billed")
{
    LimitWorld world(withTopLimits({limitOfTokens("tokens", 1000)}));
    FixedDemand demand(0, 600);
    LimitedExchange exchange(world);
    REQUIRE(exchange.reserve(demand));
    exchange.begin();
    const bool isBilled = GENERATE(false, true);
    exchange.limits.attemptEnded(0, isBilled);
    CHECK(exchange.reserve(demand).has_value() == !isBilled);
    exchange.settle(0, 7);
    CHECK(usedOf(world) == 7);
    LimitedExchange next(world);
    FixedDemand rest(0, 993);
    CHECK(next.reserve(rest));
}

TEST_CASE("what is reserved for a background response is kept until its usage is reported or a day has passed")
{
    LimitWorld world(withTopLimits({limitOfTokens("tokens", 1000)}));
    FixedDemand demand(0, 600);
    LimitedExchange begun(world);
    begun.record.id = "exchange1";
    REQUIRE(begun.reserve(demand));
    begun.begin();
    begun.settle(0, 0, protocol::UsageOrigin::Deferred);
    LimitedExchange next(world);
    CHECK_FALSE(next.reserve(demand));
    if (GENERATE(false, true)) {
        usage::ExchangeRecord late = begun.record;
        REQUIRE(late.charges.size() == 1);
        late.charges.front().tokens.origin = protocol::UsageOrigin::Reported;
        late.charges.front().tokens.output = Tokens{7};
        world.book.addLate(late, 7);
        CHECK(usedOf(world) == 7);
        FixedDemand rest(0, 993);
        CHECK(next.reserve(rest));
    } else {
        std::vector<std::string> overdue;
        world.book.setOverdue([&](const std::string& exchange) { overdue.push_back(exchange); });
        world.clock.advance(std::chrono::hours(25));
        CHECK(next.reserve(demand));
        CHECK(overdue == std::vector<std::string>{"exchange1"});
    }
}

TEST_CASE("what was reserved at most is known for each attempt")
{
    config::LimitSettings limit = limitOfTokens("tokens", 10'000);
    const bool isMost = GENERATE(true, false);
    limit.reserve = isMost ? config::LimitReserve::Max : config::LimitReserve::Estimate;
    LimitWorld world(withTopLimits({limit}));
    protocol::TokenUsage used;
    used.output = Tokens{300};
    world.book.usesOf("alpha", "m").add(used, 100, Milliseconds(2000));
    FixedDemand demand(100, 500);
    demand.change().answers = 2;
    LimitedExchange exchange(world);
    REQUIRE(exchange.reserve(demand));
    exchange.begin();
    const AttemptBound* const bound = exchange.limits.boundOf(0);
    REQUIRE((bound != nullptr) == isMost);
    CHECK_FALSE(exchange.limits.boundOf(1));
    if (!isMost)
        return;
    CHECK(bound->input == Tokens{200});
    CHECK(bound->output == Tokens{1000});
    CHECK(bound->speed == 150);
}

TEST_CASE("a limit of cost counts in its currency and has a status of its own")
{
    config::LimitSettings spend = limitNamed("spend");
    spend.cost = 0.5;
    spend.currency = Currency::Cny;
    LimitWorld world(withTopLimits({spend}));
    usage::Price price;
    price.terms.currency = Currency::Usd;
    price.terms.input = 10'000.0; // a cent per token
    price.terms.output = 20'000.0;
    FixedDemand demand(1, 2);
    demand.change().price = std::make_shared<const usage::Price>(price);
    demand.change().usdCny = 7;
    LimitedExchange first(world);
    REQUIRE(first.reserve(demand)); // 0.05 dollars
    LimitedExchange second(world);
    const auto refused = second.reserve(demand);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::BudgetExceeded);
    CHECK(second.header(true) == "spend; remaining=0.15; reset=1");
    CHECK(second.header(true, "x-ratelimit-limit-cost").empty());
}

TEST_CASE("has a counter for each combination of values")
{
    config::LimitSettings limit = limitOfTokens("each", 10);
    limit.by = {config::LimitBy::Consumer, config::LimitBy::Model};
    LimitWorld world(withTopLimits({limit}));
    FixedDemand demand(0, 10);
    LimitedExchange a(world, 0);
    CHECK(a.reserve(demand, "one"));
    a.begin("one");
    LimitedExchange b(world, 0);
    const auto refused = b.reserve(demand, "one");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("is reached for consumer \"ci\", model \"one\": 0 tokens are left") != std::string::npos);
    CHECK(b.reserve(demand, "two"));
    LimitedExchange c(world, 1);
    CHECK(c.reserve(demand, "one"));
}

TEST_CASE("requests wait for their turn in order and leave the queue when their client does")
{
    config::LimitSettings lanes;
    lanes.name = "lanes";
    lanes.concurrent = 1;
    lanes.queue = 2;
    LimitWorld world(withTopLimits({lanes}));
    auto first = std::make_unique<LimitedExchange>(world);
    REQUIRE(first->admit());
    LimitedExchange second(world);
    LimitedExchange third(world);
    LimitedExchange fourth(world);
    auto waiting = std::make_unique<StageRun>(second.run.pass(Stage::CallerKnown, second.request));
    StageRun waitingThird(third.run.pass(Stage::CallerKnown, third.request));
    CHECK_FALSE(waiting->isOver());
    CHECK_FALSE(waitingThird.isOver());
    const auto refused = fourth.admit();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "Limit \"lanes\" of 1 request at the same time is reached for all requests that it covers. Try again when one of them has ended, "
                                    "or raise the limit.");
    CHECK(fourth.header(true, "x-ratelimit-limit-concurrency") == "1");
    const bool doesLeave = GENERATE(false, true);
    if (doesLeave)
        waiting.reset();
    first->settle(1, 1);
    CHECK(world.isWoken);
    world.book.admitWaiting();
    CHECK((doesLeave || waiting->isOver()));
    CHECK(waitingThird.isOver() == doesLeave);
}

TEST_CASE("a request that waits for a limit goes on when that is removed or replaced")
{
    config::LimitSettings lanes;
    lanes.name = "lanes";
    lanes.concurrent = 1;
    lanes.queue = 2;
    LimitWorld world(withTopLimits({lanes}));
    LimitedExchange first(world);
    REQUIRE(first.admit());
    LimitedExchange second(world);
    LimitedExchange third(world);
    const StageRun waiting(second.run.pass(Stage::CallerKnown, second.request));
    const StageRun waitingThird(third.run.pass(Stage::CallerKnown, third.request));
    CHECK_FALSE(waiting.isOver());
    const bool isReplaced = GENERATE(false, true);
    lanes.by = {config::LimitBy::Consumer};
    world.book.use(isReplaced ? limitRules(withTopLimits({lanes})) : LimitRules(), 7);
    CHECK(world.isWoken);
    world.book.admitWaiting();
    CHECK(waiting.isOver());
    CHECK(waitingThird.isOver());
}

TEST_CASE("a request is not refused for good because earlier ones used more than was estimated")
{
    LimitWorld world(withTopLimits({limitOfTokens("tokens", 1000)}));
    protocol::TokenUsage used;
    used.input = Tokens{5000};
    world.book.usesOf("alpha", "m").add(used, 10, Milliseconds(100));
    FixedDemand demand(10, 5);
    LimitedExchange first(world);
    REQUIRE(first.reserve(demand)); // all of the limit
    LimitedExchange second(world);
    CHECK_FALSE(second.reserve(demand));
    first.begin();
    first.settle(10, 5);
    CHECK(usedOf(world) == 15);
    FixedDemand larger(10, 5000);
    CHECK_FALSE(LimitedExchange(world).reserve(larger));
}

TEST_CASE("keys of the same name have a counter for each provider")
{
    config::LimitSettings limit = limitOfRequests("burst", 1);
    limit.by = {config::LimitBy::Key};
    const LimitRule rule(limit);
    CHECK(rule.who({}, {"alpha", "m", "main"}) == "alpha/main");
    CHECK(toText(rule.whom("alpha/main")) == "key \"alpha/main\"");
}

TEST_CASE("limits by program do not distinguish its folders")
{
    const auto programIn = [](const char* name, const char* folder) {
        usage::ExchangeRecord record;
        record.process = std::make_shared<const usage::ProcessName>(name, folder);
        return std::string(programOf(record));
    };
    CHECK(programIn("curl (projX)", "/home/me/projX") == "curl");
    CHECK(programIn("curl", "/home/me/projX") == "curl");
    CHECK(programIn("App (beta)", "") == "App (beta)");
    CHECK(programOf(usage::ExchangeRecord()).empty());
}

TEST_CASE("an expression that counts less for more reserves what it is at most")
{
    config::LimitSettings limit = limitOfTokens("odd", 5000);
    limit.count.expression = "1000 - output";
    LimitWorld world(withTopLimits({limit}));
    FixedDemand demand(10, 900);
    LimitedExchange exchange(world);
    REQUIRE(exchange.reserve(demand));
    CHECK(world.book.entryOf(*world.book.rules()[0])->counters.state("", world.clock.wallNow()).reserved == 1000);
}

TEST_CASE("a request beyond a limit with another target goes there")
{
    config::LimitSettings limit = limitOfRequests("burst", 0);
    limit.onExceeded.to = "local/m";
    LimitWorld world(withTopLimits({limit}));
    LimitedExchange exchange(world);
    CHECK(exchange.admit());
    CHECK(exchange.limits.otherTarget() == "local/m");
    exchange.limits.redirect();
    CHECK(exchange.limits.otherTarget().empty());
    CHECK(exchange.header(false) == "burst; remaining=0; to=local/m");
    exchange.begin();
    exchange.settle(1, 1);
    CHECK(usedOf(world) == 0);
}

TEST_CASE("answers tell about the limit that is nearest to its end above 80 percent")
{
    LimitWorld world(withTopLimits({limitOfRequests("many", 100), limitOfRequests("few", 6)}));
    for (int i = 1; i <= 5; ++i) {
        LimitedExchange exchange(world);
        REQUIRE(exchange.admit());
        exchange.begin();
        CAPTURE(i);
        CHECK(exchange.header(false) == (i < 5 ? "" : "few; remaining=1; reset=61"));
        exchange.settle(1, 1);
    }
}

TEST_CASE("counters survive a change of the configuration as long as they count the same")
{
    LimitWorld world(withTopLimits({limitOfTokens("tokens", 1000)}));
    FixedDemand demand(0, 600);
    LimitedExchange exchange(world);
    REQUIRE(exchange.reserve(demand));
    exchange.begin();
    exchange.settle(0, 600);
    config::LimitSettings changed = limitOfTokens("tokens", 700);
    world.book.use(limitRules(withTopLimits({changed})), 7);
    CHECK(usedOf(world) == 600);
    changed.per = config::LimitWindow{CalendarUnit::Hour};
    LimitBook::Ask asked;
    world.book.setSource([&](LimitBook::Ask ask) { asked = std::move(ask); });
    world.book.use(limitRules(withTopLimits({changed})), 7);
    CHECK(usedOf(world) == 0);
    CHECK(world.book.isRestoring());
    REQUIRE(asked.rules.size() == 1);
    LimitUseSum sum(asked.rules, 7);
    sum.add(exchange.record);
    world.book.restore(asked.number, sum.take());
    CHECK_FALSE(world.book.isRestoring());
    CHECK(usedOf(world) == 600);
}

TEST_CASE("a limit that changes twice has only its own earlier uses")
{
    LimitWorld world(withTopLimits({}));
    std::vector<std::uint64_t> asked;
    world.book.setSource([&](const LimitBook::Ask& ask) { asked.push_back(ask.number); });
    config::LimitSettings limit = limitOfTokens("tokens", 1000);
    world.book.use(limitRules(withTopLimits({limit})), 7);
    limit.per = config::LimitWindow{CalendarUnit::Hour};
    world.settings = withTopLimits({limit});
    world.book.use(limitRules(world.settings), 7);
    REQUIRE(asked.size() == 2);
    const auto uses = [&](std::int64_t amount) { return std::vector<LimitUse>{{"tokens", "", world.clock.wallNow(), amount}}; };
    world.book.restore(asked[0], uses(700));
    CHECK(usedOf(world) == 0);
    CHECK(world.book.isRestoring());
    world.book.restore(asked[1], uses(600));
    CHECK(usedOf(world) == 600);
    CHECK_FALSE(world.book.isRestoring());
}

TEST_CASE("a limit that comes into force while a request is in flight counts it once")
{
    const std::vector<config::LimitSettings> later{limitOfTokens("tokens", 1000), limitOfRequests("requests", 10)};
    LimitWorld world(withTopLimits({later.front()}));
    FixedDemand demand(0, 200);
    world.clock.advance(std::chrono::seconds{1});
    LimitedExchange ended(world);
    REQUIRE(ended.reserve(demand));
    ended.begin();
    LimitedExchange open(world);
    REQUIRE(open.reserve(demand));
    open.begin();
    world.clock.advance(std::chrono::seconds{1});
    ended.settle(100, 0);
    world.clock.advance(std::chrono::seconds{1});
    world.settings = withTopLimits(later);
    LimitBook::Ask asked;
    world.book.setSource([&](LimitBook::Ask ask) { asked = std::move(ask); });
    world.book.use(limitRules(world.settings), 7);
    CHECK(hasEnded(ended.record, asked.to)); // so it is read from the ledger
    world.book.restore(asked.number, {});
    world.clock.advance(std::chrono::seconds{1});
    open.settle(10, 0);
    CHECK_FALSE(hasEnded(open.record, asked.to));
    CHECK(usedOf(world, 0) == 110);
    CHECK(usedOf(world, 1) == 1);
    LimitedExchange after(world);
    REQUIRE(after.admit());
    REQUIRE(after.reserve(demand));
    after.begin();
    after.settle(5, 0);
    CHECK(usedOf(world, 0) == 115);
}

TEST_CASE("the estimate of the input learns from what requests used")
{
    ModelUses uses;
    CHECK(uses.inputBound(100) == 100);
    protocol::TokenUsage used;
    used.input = Tokens{120};
    used.output = Tokens{5};
    uses.add(used, 100, Milliseconds(100));
    CHECK(uses.inputBound(100) == 120);
    used.input = Tokens{3000};
    uses.add(used, 2000, Milliseconds(100));
    CHECK(uses.inputBound(2000) == 3020);
    used.input = Tokens{30'000}; // with a search, for example
    uses.add(used, 100, Milliseconds(100));
    CHECK(uses.inputBound(100) == 30'050);
    used.input = Tokens{110};
    for (int i = 0; i < 10; ++i)
        uses.add(used, 100, Milliseconds(100));
    CHECK(uses.inputBound(100) == 120);
}

TEST_CASE("without reservations a limit is exceeded by what is in flight at most")
{
    config::LimitSettings limit = limitOfTokens("tokens", 100);
    limit.reserve = config::LimitReserve::None;
    LimitWorld world(withTopLimits({limit}));
    FixedDemand demand(100, 1000);
    LimitedExchange a(world);
    LimitedExchange b(world);
    REQUIRE(a.reserve(demand));
    a.begin();
    REQUIRE(b.reserve(demand));
    b.begin();
    a.settle(60, 60);
    LimitedExchange c(world);
    CHECK_FALSE(c.reserve(demand));
    b.settle(1, 1);
    CHECK(usedOf(world) == 122);
}

TEST_CASE("explains what a limit counts and reserves")
{
    config::LimitSettings estimate = limitOfTokens("estimate", 5000);
    estimate.reserve = config::LimitReserve::Estimate;
    config::LimitSettings none = limitOfTokens("none", 5000);
    none.reserve = config::LimitReserve::None;
    LimitWorld world(withTopLimits({limitOfRequests("burst", 2), limitOfTokens("tokens", 5000), estimate, none}));
    LimitedExchange exchange(world);
    FixedDemand demand(100, 500);
    const AttemptTarget target{&world.provider, "m", "k", &demand};
    exchange.request.firstTarget = &target;
    const PolicyChain* const chain = world.chains.of(std::nullopt, nullptr);
    REQUIRE(chain);
    CHECK(toText(chain->links().front().policy->explain(exchange.request).what)
        == "\"burst\" of 2 requests per minute counts it; \"tokens\" of 5000 tokens per minute reserves 600 tokens for it; \"estimate\" of 5000 tokens per minute "
           "reserves 600 tokens for it, as the model usually uses, so that requests in flight may exceed it by the difference; \"none\" of 5000 tokens per minute "
           "reserves nothing for it, so that requests in flight may exceed it by what they use");
}

TEST_CASE("limits are not in the chain unless one is enabled")
{
    config::LimitSettings off = limitOfRequests("off", 1);
    off.enabled = false;
    const config::Settings settings = withTopLimits({off});
    const PolicyChains chains(settings);
    CHECK(chains.of(std::nullopt, nullptr) == nullptr);
    config::Settings budget;
    budget.usage.budgets.emplace_back().amount = 3;
    CHECK(PolicyChains(budget).of(std::nullopt, nullptr) == nullptr);
    budget.usage.budgets.back().enforce = true;
    CHECK(PolicyChains(budget).of(std::nullopt, nullptr) != nullptr);
    CHECK(limitRules(budget).front()->name() == "budget-1");
}

namespace {

/// What a limit warned of, as "80: 85 %".
std::vector<std::string> warningsOf(LimitWorld& world)
{
    std::vector<std::string> told;
    for (const LimitWarning& warning : std::exchange(world.warnings, {}))
        told.push_back(std::to_string(warning.level) + ": " + std::to_string(warning.percent()) + " % of " + warning.rule->name() + (warning.isRefusing ? ", refusing" : ""));
    return told;
}

void spend(LimitWorld& world, std::int64_t tokens)
{
    FixedDemand demand(0, tokens);
    LimitedExchange exchange(world);
    REQUIRE(exchange.reserve(demand));
    exchange.begin();
    exchange.settle(0, tokens);
}

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("a limit warns once at each percentage and again in a new window")
{
    config::LimitSettings limit = limitOfTokens("tokens", 1000);
    limit.warnAt = {50, 80, 100};
    LimitWorld world(withTopLimits({limit}));
    spend(world, 499);
    CHECK(warningsOf(world).empty());
    spend(world, 10);
    CHECK(warningsOf(world) == Told{"50: 50 % of tokens"});
    spend(world, 10);
    CHECK(warningsOf(world).empty());
    spend(world, 400);
    CHECK(warningsOf(world) == Told{"80: 91 % of tokens"});
    FixedDemand demand(0, 100);
    LimitedExchange refused(world);
    REQUIRE_FALSE(refused.reserve(demand));
    CHECK(warningsOf(world) == Told{"100: 91 % of tokens, refusing"});
    LimitedExchange again(world);
    REQUIRE_FALSE(again.reserve(demand));
    CHECK(warningsOf(world).empty());
    world.clock.advance(std::chrono::minutes{2});
    spend(world, 600);
    CHECK(warningsOf(world) == Told{"50: 60 % of tokens"});
}

TEST_CASE("a request that needs more than is left of a hardly used limit causes no warning")
{
    config::LimitSettings limit = limitOfTokens("tokens", 1000);
    limit.warnAt = {80, 100};
    LimitWorld world(withTopLimits({limit}));
    spend(world, 200);
    FixedDemand demand(0, 900);
    LimitedExchange refused(world);
    REQUIRE_FALSE(refused.reserve(demand));
    CHECK(warningsOf(world).empty());
}

TEST_CASE("a warning names the limit and whom it counts and when it resets")
{
    config::LimitSettings requests = limitOfRequests("burst", 2);
    requests.warnAt = {50, 100};
    requests.by = {config::LimitBy::Consumer};
    requests.per = config::LimitWindow{CalendarUnit::Hour};
    LimitWorld world(withTopLimits({requests}));
    const auto ask = [&](std::size_t consumer) {
        LimitedExchange exchange(world, consumer);
        REQUIRE(exchange.admit());
        exchange.begin();
        exchange.settle(1, 1);
    };
    ask(0);
    REQUIRE(world.warnings.size() == 1);
    CHECK(world.warnings.front().who == "ci");
    CHECK(toText(world.warnings.front().words())
        == "Limit \"burst\" of 2 requests per hour: consumer \"ci\" used 50 percent. The oldest use expires at 2025-11-20 15:03 UTC.");
    CHECK_FALSE(world.warnings.front().isReached());
    ask(1); // has a counter of its own
    ask(0);
    REQUIRE(world.warnings.size() == 3);
    CHECK(world.warnings[1].who == "ide");
    CHECK(world.warnings[2].isReached());
    CHECK(toText(world.warnings[2].words())
        == "Limit \"burst\" of 2 requests per hour is reached: consumer \"ci\" used 100 percent. The oldest use expires at 2025-11-20 15:03 UTC.");
}

TEST_CASE("a restart repeats no warning")
{
    config::LimitSettings limit = limitOfTokens("tokens", 1000);
    limit.warnAt = {50, 80};
    limit.per = config::LimitWindow{CalendarUnit::Day};
    limit.calendar = true;
    LimitWorld before(withTopLimits({limit}));
    spend(before, 810);
    CHECK(warningsOf(before) == Told{"80: 81 % of tokens"});

    LimitWorld after(withTopLimits({limit}));
    const WallTime now = after.clock.wallNow();
    SECTION("its uses are in the ledger") { after.book.restore(0, {{"tokens", "", now, 810}}); }
    SECTION("the last use was lost")
    {
        after.book.restore(0, {{"tokens", "", now, 790}}, {{"tokens", limitRules(after.settings).front()->signature(), "", 80, now + std::chrono::hours{1}}});
    }
    CHECK(warningsOf(after).empty());
    spend(after, 20);
    CHECK(warningsOf(after).empty());
    after.clock.advance(std::chrono::hours{24});
    spend(after, 800);
    CHECK(warningsOf(after) == Told{"80: 80 % of tokens"});
}

TEST_CASE("an enforced budget warns like a budget")
{
    config::Settings settings;
    settings.usage.budgets.emplace_back().amount = 3;
    settings.usage.budgets.back().enforce = true;
    const LimitRules rules = limitRules(settings);
    REQUIRE(rules.size() == 1);
    CHECK(rules.front()->isBudget());
    CHECK(rules.front()->settings().warnAt == std::vector<int>{100, 95, 80});
    CHECK_FALSE(limitRules(withTopLimits({limitOfRequests("burst", 2)})).front()->isBudget());
}
