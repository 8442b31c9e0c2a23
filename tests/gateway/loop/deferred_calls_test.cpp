#include "gateway/loop/deferred_calls.h"

#include "catch.h"

#include <QTest>

#include <functional>
#include <memory>
#include <string>
#include <utility>

using namespace gateway;

namespace {

constexpr int kChorePatience_ms = 20000; // waited for in full only by a failing test

class Chore final : public DeferredCall {
public:
    explicit Chore(std::function<void()> then) : m_then(std::move(then)) { }

protected:
    void runDeferred() override { m_then(); }

private:
    const std::function<void()> m_then;
};

} // namespace

TEST_CASE("runs deferred calls together and once and in order")
{
    std::string done;
    DeferredCalls deferred;
    Chore a([&] { done += 'a'; });
    Chore b([&] { done += 'b'; });
    Chore c([&] { done += 'c'; });
    for (Chore* const entry : {&b, &a, &c, &b})
        deferred.add(*entry);
    c.unlink();
    CHECK_FALSE(c.isLinked());
    CHECK(done.empty());
    REQUIRE(QTest::qWaitFor([&] { return !done.empty(); }, kChorePatience_ms));
    CHECK(done == "ba");
    CHECK_FALSE(a.isLinked());

    deferred.add(c); // may be added again
    REQUIRE(QTest::qWaitFor([&] { return done == "bac"; }, kChorePatience_ms));
}

TEST_CASE("a deferred call may add and remove and run others")
{
    std::string done;
    DeferredCalls deferred;
    Chore late([&] { done += 'l'; });
    auto gone = std::make_unique<Chore>([&] { done += 'g'; });
    Chore first([&] {
        done += 'f';
        gone.reset();
        deferred.add(late);
    });
    Chore second([&] {
        done += 's';
        deferred.run();
    });
    for (Chore* const entry : {&first, gone.get(), &second})
        deferred.add(*entry);
    deferred.run();
    CHECK(done == "fsl");
    CHECK_FALSE(late.isLinked());
    deferred.run();
    CHECK(done == "fsl");
}

TEST_CASE("an entry may outlive its queue")
{
    Chore entry([] { });
    {
        DeferredCalls deferred;
        deferred.add(entry);
    }
    CHECK_FALSE(entry.isLinked());
}
