#include "gateway/routing/health/health.h"

#include "catch.h"
#include "manual_clock.h"

using namespace gateway;
using namespace gateway::routing;
using config::FailureClass;

namespace {

const Health::Subject kA{"p", "a", "m"};
const Health::Subject kB{"p", "b", "m"};
const Health::Subject kOtherModel{"p", "a", "n"};
const Health::Subject kOtherProvider{"q", "a", "m"};

const Health::Failure kRejected{FailureClass::KeyRejected, Rests::Key, false, {}, {}, "401"};
const Health::Failure kBroken{FailureClass::ServerError, Rests::Model, false, {}, {}, "500"};
const Health::Failure kGone{FailureClass::Unreachable, Rests::Provider, false, {}, {}, "refused"};

Health::Failure limited(Milliseconds time)
{
    return {FailureClass::RateLimited, Rests::KeyOnModel, true, Milliseconds{1000}, time, "429"};
}

struct Fixture {
    ManualClock clock;
    int changes = 0;
    config::KeyFailoverSettings settings;
    Health health{clock, [this] { ++changes; }};

    bool rests(const Health::Subject& subject) { return health.resting(subject, settings) != nullptr; }
    void fail(const Health::Subject& subject, const Health::Failure& failure, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            health.begin(subject, settings).failed(failure);
    }
    void succeed(const Health::Subject& subject, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            health.begin(subject, settings).succeeded();
    }
};

} // namespace

TEST_CASE("a failure puts only what it concerns into cooldown")
{
    struct Row {
        const char* name;
        Health::Failure failure;
        bool other[3]; ///< another key, another model, another provider
    };
    const auto row = GENERATE(values<Row>({
        {"a key", kRejected, {false, true, false}},
        {"a model", kBroken, {true, false, false}},
        {"a provider", kGone, {true, true, false}},
    }));
    CAPTURE(row.name);
    Fixture f;
    f.fail(kA, row.failure, 2);
    CHECK_FALSE(f.rests(kA));
    CHECK(f.changes == 0);
    f.fail(kA, row.failure);
    CHECK(f.rests(kA));
    CHECK(f.changes == 1);
    CHECK(f.rests(kB) == row.other[0]);
    CHECK(f.rests(kOtherModel) == row.other[1]);
    CHECK(f.rests(kOtherProvider) == row.other[2]);
}

TEST_CASE("counts failures only within their window and relative to successes")
{
    Fixture f;
    f.fail(kA, kBroken, 2);
    f.clock.advance(Milliseconds{61000});
    f.fail(kA, kBroken, 2);
    CHECK_FALSE(f.rests(kA));
    f.fail(kA, kBroken);
    CHECK(f.rests(kA));

    Fixture busy;
    busy.fail(kA, kBroken);
    busy.succeed(kA, 20);
    busy.fail(kA, kBroken, 10);
    CHECK_FALSE(busy.rests(kA));
    busy.fail(kA, kBroken, 9);
    CHECK(busy.rests(kA));
}

TEST_CASE("client errors and cancelled attempts have no effect")
{
    Fixture f;
    for (int i = 0; i < 20; ++i)
        (void)f.health.begin(kA, f.settings);
    const Health::Failure nothing{FailureClass::ContextTooLong, Rests::Nothing, true, {}, {}, "400"};
    f.fail(kA, nothing, 20);
    CHECK_FALSE(f.rests(kA));
    CHECK(f.health.rests().empty());
}

TEST_CASE("after a cooldown one attempt is the trial and others still skip the target")
{
    Fixture f;
    f.fail(kA, kRejected, 3);
    f.clock.advance(Milliseconds{4999});
    CHECK(f.rests(kA));
    f.clock.advance(Milliseconds{1});
    CHECK_FALSE(f.rests(kA));
    SECTION("the trial succeeds")
    {
        Health::Attempt trial = f.health.begin(kA, f.settings);
        CHECK(f.rests(kA));
        REQUIRE(f.health.rests().size() == 1);
        CHECK(f.health.rests()[0].isBeingTried);
        trial.succeeded();
        CHECK_FALSE(f.rests(kA));
        CHECK(f.health.rests().empty());
    }
    SECTION("the trial fails: the cooldown doubles, up to five minutes")
    {
        Milliseconds rest{5000};
        for (int i = 0; i < 10; ++i) {
            f.fail(kA, kRejected);
            rest = std::min(2 * rest, Milliseconds{300000});
            f.clock.advance(rest - Milliseconds{1});
            CHECK(f.rests(kA));
            f.clock.advance(Milliseconds{1});
            CHECK_FALSE(f.rests(kA));
        }
    }
    SECTION("the trial is cancelled: the next attempt is the trial")
    {
        {
            Health::Attempt trial = f.health.begin(kA, f.settings);
            CHECK(f.rests(kA));
        }
        CHECK_FALSE(f.rests(kA));
    }
    SECTION("the trial fails for another reason: the key may be tried again, the provider failure counts")
    {
        f.fail(kA, kGone);
        CHECK_FALSE(f.rests(kA));
        f.fail(kA, kGone, 2);
        CHECK(f.rests(kA));
        CHECK(f.rests(kB));
    }
    SECTION("several successes are required")
    {
        f.settings.successThreshold = 2;
        f.succeed(kA);
        CHECK(f.health.rests().size() == 1);
        CHECK_FALSE(f.rests(kA));
        f.succeed(kA);
        CHECK(f.health.rests().empty());
    }
}

TEST_CASE("a rate limit lasts until the time that the provider reported")
{
    Fixture f;
    f.fail(kA, limited(Milliseconds{5 * 3600 * 1000}));
    f.clock.advance(Milliseconds{5 * 3600 * 1000 - 1});
    CHECK(f.rests(kA));
    CHECK_FALSE(f.rests(kOtherModel));
    f.clock.advance(Milliseconds{1});
    CHECK_FALSE(f.rests(kA));
    f.fail(kA, limited(Milliseconds{3600LL * 24 * 365 * 1000}));
    f.clock.advance(Milliseconds{7LL * 24 * 3600 * 1000});
    CHECK_FALSE(f.rests(kA)); // at most a week is accepted
}

TEST_CASE("two rate limited keys of a model mean an account limit unless another key works")
{
    const Health::Subject third{"p", "c", "m"};
    Fixture f;
    f.fail(kA, limited(Milliseconds{20000}));
    CHECK_FALSE(f.rests(kB));
    SECTION("the third key is not tried")
    {
        f.fail(kB, limited(Milliseconds{10000}));
        CHECK(f.rests(third));
        CHECK_FALSE(f.rests(kOtherModel));
        f.clock.advance(Milliseconds{10000});
        CHECK_FALSE(f.rests(third));
    }
    SECTION("the third key worked")
    {
        f.succeed(third);
        f.fail(kB, limited(Milliseconds{10000}));
        CHECK_FALSE(f.rests(third));
    }
}

TEST_CASE("an earlier attempt does not decide the trial")
{
    Fixture f;
    Health::Attempt early = f.health.begin(kA, f.settings);
    Health::Attempt earlier = f.health.begin(kA, f.settings);
    f.fail(kA, kRejected, 3);
    early.succeeded();
    CHECK(f.rests(kA));
    earlier.failed(kRejected);
    REQUIRE(f.health.rests().size() == 1);
    CHECK(f.health.rests()[0].rests == 1);
    f.clock.advance(Milliseconds{5000});
    CHECK_FALSE(f.rests(kA));
}

TEST_CASE("with active checks only checks end a cooldown")
{
    Fixture f;
    f.settings.mode = "active";
    f.settings.successThreshold = 2;
    f.fail(kA, kRejected, 3);
    f.clock.advance(Milliseconds{3600 * 1000});
    CHECK(f.rests(kA));
    const Rest rest = f.health.rests().at(0);
    f.health.checked(rest, f.settings, true);
    f.health.checked(rest, f.settings, false);
    f.health.checked(rest, f.settings, true);
    CHECK(f.rests(kA));
    f.health.checked(rest, f.settings, true);
    CHECK_FALSE(f.rests(kA));
    f.health.checked(rest, f.settings, true); // of a target that is healthy already
    CHECK(f.health.rests().empty());
}

TEST_CASE("a check counts only for the cooldown it was made for")
{
    Fixture f;
    f.settings.mode = "active";
    f.fail(kA, kRejected, 3);
    Rest before = f.health.rests().at(0);
    before.since -= Milliseconds{1};
    f.health.checked(before, f.settings, true);
    CHECK(f.rests(kA));
}

TEST_CASE("a cooldown that was reset ends at once")
{
    Fixture f;
    f.fail(kA, kRejected, 3);
    const Rest rest = f.health.rests().at(0);
    f.health.forget(rest);
    CHECK(f.changes == 2);
    CHECK_FALSE(f.rests(kA));
    f.fail(kA, kRejected, 2);
    CHECK_FALSE(f.rests(kA)); // the failure count starts again
    f.health.forget(Rest{});
    CHECK(f.health.rests().empty());
}

TEST_CASE("cooldowns survive a restart and are removed with their provider")
{
    Fixture f;
    f.fail(kA, kRejected, 3);
    f.fail(kOtherProvider, kBroken, 3);
    Fixture next;
    next.health.restore(f.health.rests());
    CHECK(next.changes == 1);
    CHECK(next.health.rests() == f.health.rests());
    CHECK(next.rests(kA));
    next.health.forgetUnless([](std::string_view provider) { return provider == "q"; });
    CHECK(next.changes == 2);
    CHECK_FALSE(next.rests(kA));
    CHECK(next.rests(kOtherProvider));
}

TEST_CASE("a cooldown keeps its length when the wall clock is set")
{
    struct Row {
        const char* name;
        std::chrono::hours set;
    };
    const auto row = GENERATE(values<Row>({
        {"two hours back", std::chrono::hours{-2}},
        {"two hours forward", std::chrono::hours{2}},
        {"back to the year 1970", -std::chrono::hours{489000}},
        {"unchanged", std::chrono::hours{0}},
    }));
    CAPTURE(row.name);
    Fixture f;
    std::vector<Health::Subject> subjects;
    SECTION("from Retry-After")
    {
        f.fail(kA, limited(Milliseconds{4000}));
        subjects = {kA};
    }
    SECTION("from the schedule, after several failures")
    {
        f.settings.checkInterval_ms = 4000;
        f.fail(kA, kGone, 3);
        subjects = {kA, kB};
    }
    SECTION("of a model, from its first rate limited key")
    {
        f.fail(kA, limited(Milliseconds{4000}));
        f.fail(kB, limited(Milliseconds{9000}));
        subjects = {kA, {"p", "c", "m"}};
    }
    f.clock.setWall(f.clock.wallNow() + row.set);
    f.clock.advance(Milliseconds{3999});
    for (const Health::Subject& subject : subjects) {
        const Rest* const rest = f.health.resting(subject, f.settings);
        REQUIRE(rest);
        CHECK(f.health.left(*rest) == Milliseconds{1});
        CHECK(rest->until - f.clock.wallNow() == Milliseconds{1}); // as shown to users
    }
    CHECK(f.health.rests().front().until - f.clock.wallNow() == Milliseconds{1});
    f.clock.advance(Milliseconds{1});
    for (const Health::Subject& subject : subjects)
        CHECK_FALSE(f.rests(subject));
}

TEST_CASE("counts failures within their window when the wall clock is set")
{
    const auto set = GENERATE(std::chrono::hours{-2}, std::chrono::hours{2});
    Fixture f;
    f.fail(kA, kBroken, 2);
    f.clock.setWall(f.clock.wallNow() + set);
    f.fail(kA, kBroken);
    CHECK(f.rests(kA)); // the third within a minute
    f.succeed(kA);

    Fixture late;
    late.fail(kA, kBroken, 2);
    late.clock.advance(Milliseconds{61000});
    late.clock.setWall(late.clock.wallNow() - Milliseconds{61000});
    late.fail(kA, kBroken);
    CHECK_FALSE(late.rests(kA));
}

TEST_CASE("a failed check sets a cooldown that the wall clock does not change")
{
    Fixture f;
    f.settings.mode = "active";
    f.fail(kA, kRejected, 3);
    f.clock.advance(Milliseconds{5000});
    f.health.checked(f.health.rests().at(0), f.settings, false);
    f.clock.setWall(f.clock.wallNow() - std::chrono::hours{2});
    CHECK(f.health.left(f.health.rests().at(0)) == Milliseconds{5000});
}

TEST_CASE("bounds a restored cooldown by its length when the clock was set")
{
    struct Row {
        const char* name;
        std::chrono::hours set;
        Milliseconds left;
    };
    const auto row = GENERATE(values<Row>({
        {"clock unchanged", std::chrono::hours{0}, Milliseconds{3000}},
        {"back: at most the full cooldown", std::chrono::hours{-2}, Milliseconds{4000}},
        {"far back", -std::chrono::hours{489000}, Milliseconds{4000}},
        {"forward: expired", std::chrono::hours{2}, Milliseconds{0}},
    }));
    CAPTURE(row.name);
    const bool isOfEarlierVersion = GENERATE(false, true);
    Fixture f;
    f.fail(kA, limited(Milliseconds{4000}));
    std::vector<Rest> kept = f.health.rests();
    kept.at(0).ends = {};
    if (isOfEarlierVersion)
        kept.at(0).time = Milliseconds{0};
    Fixture next;
    next.clock.setWall(f.clock.wallNow() + row.set);
    next.clock.advance(Milliseconds{1000});
    next.health.restore(kept);
    const Rest rest = next.health.rests().at(0);
    CHECK(next.health.left(rest) == row.left);
    CHECK(rest.since <= next.clock.wallNow());
    CHECK(rest.until - next.clock.wallNow() == row.left);
}

TEST_CASE("restores cooldowns with impossible times")
{
    const auto [since, until] = GENERATE(table<WallTime, WallTime>({
        {WallTime::min(), WallTime::max()},
        {WallTime::max(), WallTime::min()},
        {WallTime::max(), WallTime::max()},
        {WallTime::min(), WallTime::min()},
    }));
    Fixture f;
    f.health.restore({Rest{"p", "a", "m", FailureClass::RateLimited, "429", since, until}});
    CHECK(f.health.left(f.health.rests().at(0)) <= std::chrono::days{7});
}

TEST_CASE("starts no cooldown if disabled")
{
    Fixture f;
    f.settings.enabled = false;
    f.fail(kA, kRejected, 30);
    f.fail(kA, limited(Milliseconds{5000}), 30);
    CHECK_FALSE(f.rests(kA));
    CHECK(f.health.rests().empty());
}

TEST_CASE("bounds the memory however many model names clients use")
{
    Fixture f;
    for (int i = 0; i < 10000; ++i) {
        const std::string model = "m" + std::to_string(i);
        f.fail({"p", "a", model}, limited(Milliseconds{1000}));
    }
    CHECK(f.health.rests().size() <= 4096);
}

TEST_CASE("a failure of another operation starts a cooldown only for that operation")
{
    struct Row {
        const char* name;
        Health::Failure failure;
    };
    const auto row = GENERATE(values<Row>({{"a key", kRejected}, {"a model", kBroken}, {"a provider", kGone}, {"a key on a model", limited(Milliseconds{60000})}}));
    CAPTURE(row.name);
    const Health::Subject pictures{"p", "a", "m", "images"};
    const Health::Subject sound{"p", "a", "m", "audio"};
    Fixture f;
    f.fail(pictures, row.failure, 3);
    CHECK(f.rests(pictures));
    CHECK_FALSE(f.rests(sound));
    CHECK_FALSE(f.rests(kA));
    REQUIRE(f.health.rests().size() == 1);
    CHECK(f.health.rests()[0].operation == "images");
    f.succeed(kA, 5); // has no effect on images
    CHECK(f.rests(pictures));
    f.health.forget(f.health.rests()[0]);
    CHECK_FALSE(f.rests(pictures));
}

TEST_CASE("a conversation's failure affects all operations and only a conversation's success clears it")
{
    const Health::Subject pictures{"p", "a", "m", "images"};
    Fixture f;
    f.fail(kA, kRejected, 3);
    CHECK(f.rests(pictures));
    f.clock.advance(Milliseconds{5000});
    CHECK_FALSE(f.rests(pictures));
    f.succeed(pictures, 5);
    CHECK(f.health.rests().size() == 1);
    f.succeed(kA);
    CHECK(f.health.rests().empty());
}

TEST_CASE("two keys rate limited for images put the model into cooldown only for images")
{
    Fixture f;
    f.fail({"p", "a", "m", "images"}, limited(Milliseconds{60000}));
    f.fail({"p", "b", "m", "images"}, limited(Milliseconds{60000}));
    CHECK(f.rests({"p", "c", "m", "images"}));
    CHECK_FALSE(f.rests({"p", "c", "m"}));
    f.fail({"p", "a", "m", "audio"}, limited(Milliseconds{60000}));
    CHECK_FALSE(f.rests({"p", "c", "m", "audio"}));
}

TEST_CASE("an operation that checks cannot test is tried by requests")
{
    const Health::Subject pictures{"p", "a", "m", "images"};
    Fixture f;
    f.settings.mode = "active";
    f.fail(pictures, kRejected, 3);
    CHECK(f.rests(pictures));
    f.clock.advance(Milliseconds{5000});
    CHECK_FALSE(f.rests(pictures));
}
