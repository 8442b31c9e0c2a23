#include "gateway/exchange/attempts/key_sequence.h"
#include "gateway/exchange/attempts/passed_over.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

namespace {

std::vector<UsableKey> namedKeys(const std::vector<std::string>& names)
{
    std::vector<UsableKey> all;
    for (const std::string& name : names)
        all.emplace_back().name = name;
    return all;
}

std::vector<std::size_t> allTaken(KeySequence& sequence)
{
    std::vector<std::size_t> all;
    while (!sequence.isEmpty())
        all.push_back(sequence.take());
    return all;
}

} // namespace

TEST_CASE("returns keys in order with a preferred one first")
{
    KeySequence sequence;
    CHECK(sequence.isEmpty());
    sequence.open(2, {1, 0, 2}, namedKeys({"a", "b", "c"}));
    CHECK(sequence.candidate() == 2);
    CHECK(allTaken(sequence) == std::vector<std::size_t>{1, 0, 2});

    sequence.prefer("c");
    sequence.open(3, {1, 0, 2}, namedKeys({"a", "b", "c"}));
    CHECK(allTaken(sequence) == std::vector<std::size_t>{2, 1, 0});
    sequence.open(4, {0}, {}); // a key of the client
    CHECK(allTaken(sequence) == std::vector<std::size_t>{0});
}

TEST_CASE("returns deferred keys later in the order in which they were deferred")
{
    KeySequence sequence;
    sequence.open(0, {0, 1}, namedKeys({"a", "b"}));
    (void)sequence.take();
    std::vector<KeySequence::Put> later = sequence.takeAside();
    CHECK(sequence.isEmpty());
    sequence.open(1, {0}, namedKeys({"a"}));
    sequence.putAside(std::move(later));
    const auto isFree = [](std::size_t candidate, std::size_t key) { return candidate == 0 && key == 1; };
    CHECK(sequence.hasAny(isFree));
    sequence.close();
    REQUIRE(sequence.reopen());
    CHECK(sequence.candidate() == 0);
    CHECK(allTaken(sequence) == std::vector<std::size_t>{1});
    CHECK_FALSE(sequence.reopen());
    CHECK_FALSE(sequence.hasAny(isFree));
}

TEST_CASE("a skipped candidate has no more keys whether open or deferred")
{
    KeySequence sequence;
    sequence.open(0, {0, 1}, namedKeys({"a", "b"}));
    sequence.putAside({{1, {0}}, {2, {0}}});
    sequence.skip(1);
    CHECK_FALSE(sequence.isEmpty());
    sequence.skip(0);
    CHECK(sequence.isEmpty());
    REQUIRE(sequence.reopen());
    CHECK(sequence.candidate() == 2);
}

TEST_CASE("falls back to the recently failed candidate with the shortest cooldown")
{
    struct Row { config::FailureClass first; config::FailureClass second; int resort; };
    const auto row = GENERATE(values<Row>({
        {config::FailureClass::ServerError, config::FailureClass::Timeout, 2}, {config::FailureClass::ServerError, config::FailureClass::KeyRejected, 1},
        {config::FailureClass::RateLimited, config::FailureClass::BalanceGone, 0}}));
    config::ProviderSettings settings;
    settings.id = "alpha";
    Provider provider;
    provider.settings = &settings;
    UsableKey key;
    key.name = "main";
    routing::Candidate one;
    one.model = "m1";
    routing::Candidate two;
    two.model = "m2";
    const auto rest = [](config::FailureClass failure, int ends_s) {
        routing::Rest each;
        each.provider = "alpha";
        each.key = "main";
        each.failure = failure;
        each.reason = asIs("it failed " + std::to_string(ends_s));
        each.ends = TimePoint(std::chrono::seconds(ends_s));
        return each;
    };
    PassedOverTargets passed;
    passed.note({&one, &provider, &key}, rest(row.first, 20), Milliseconds(1500));
    passed.note({&two, &provider, &key}, rest(row.second, 10), Milliseconds(0));
    REQUIRE(passed.list().size() == 2);
    CHECK(passed.list()[0].why.retryAfter_s == 2);
    CHECK(passed.list()[1].why.retryAfter_s == 1);
    const std::optional<Target> resort = passed.takeResort();
    REQUIRE(resort.has_value() == (row.resort != 0));
    if (resort) {
        CHECK(resort->candidate == (row.resort == 1 ? &one : &two));
        CHECK(passed.list().size() == 1);
    }
    CHECK_FALSE(passed.takeResort());
}
