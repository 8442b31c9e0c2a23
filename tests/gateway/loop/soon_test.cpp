#include "gateway/loop/soon.h"

#include "catch.h"

#include <QTest>

#include <functional>
#include <memory>
#include <string>
#include <utility>

using namespace gateway;

namespace {

constexpr int kChorePatience_ms = 20000; // only ever waited for in full by a test that fails

class Chore final : public SoonEntry {
public:
    explicit Chore(std::function<void()> then) : m_then(std::move(then)) { }

protected:
    void soon() override { m_then(); }

private:
    const std::function<void()> m_then;
};

} // namespace

TEST_CASE("what is to be done soon is done together and once, in its order")
{
    std::string done;
    Soon soon;
    Chore a([&] { done += 'a'; });
    Chore b([&] { done += 'b'; });
    Chore c([&] { done += 'c'; });
    for (Chore* const entry : {&b, &a, &c, &b})
        soon.add(*entry);
    c.unlink();
    CHECK_FALSE(c.isLinked());
    CHECK(done.empty());
    REQUIRE(QTest::qWaitFor([&] { return !done.empty(); }, kChorePatience_ms));
    CHECK(done == "ba");
    CHECK_FALSE(a.isLinked());

    soon.add(c); // and again
    REQUIRE(QTest::qWaitFor([&] { return done == "bac"; }, kChorePatience_ms));
}

TEST_CASE("what is done may add, take out and do what is to be done soon")
{
    std::string done;
    Soon soon;
    Chore late([&] { done += 'l'; });
    auto gone = std::make_unique<Chore>([&] { done += 'g'; });
    Chore first([&] {
        done += 'f';
        gone.reset();
        soon.add(late);
    });
    Chore second([&] {
        done += 's';
        soon.run();
    });
    for (Chore* const entry : {&first, gone.get(), &second})
        soon.add(*entry);
    soon.run();
    CHECK(done == "fsl");
    CHECK_FALSE(late.isLinked());
    soon.run();
    CHECK(done == "fsl");
}

TEST_CASE("an entry may outlive the queue that it is in")
{
    Chore entry([] { });
    {
        Soon soon;
        soon.add(entry);
    }
    CHECK_FALSE(entry.isLinked());
}
