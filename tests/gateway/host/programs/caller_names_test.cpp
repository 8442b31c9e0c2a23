#include "gateway/host/programs/caller_names.h"

#include "catch.h"

#include <QCoreApplication>

#include <vector>

using namespace gateway::usage;
using gateway::host::CallerNames;

TEST_CASE("limits the callers that await a name and leaves excess ones unnamed")
{
    QObject worker; // its events are never processed
    CallerNames names(worker, [] { });
    std::vector<std::shared_ptr<const ProcessName>> waiting;
    for (std::size_t i = 0; i < CallerNames::kMaxWaiting; ++i)
        waiting.push_back(names.find({}));
    CHECK_FALSE(waiting.back()->isTold());
    CHECK(names.find({})->isTold());
}

TEST_CASE("tells those who await a name as soon as it is known")
{
    QObject worker;
    int timesResolved = 0;
    CallerNames names(worker, [&] { ++timesResolved; });
    int timesTold = 0;
    const auto told = [&] { ++timesTold; };
    const auto name = names.find({});
    names.await(name, told);
    names.await(name, told);
    CHECK(timesTold == 0);
    QCoreApplication::sendPostedEvents(&worker);
    CHECK(name->isTold());
    CHECK(timesTold == 2);
    CHECK(timesResolved > 0);
    names.await(name, told);
    CHECK(timesTold == 3);
    // A name that is awaited does not wait for the timer of the pause, which `sendPostedEvents()` does not run.
    for (int i = 0; i < 100; ++i) {
        const auto next = names.find({});
        names.await(next, told);
        QCoreApplication::sendPostedEvents(&worker);
        REQUIRE(next->isTold());
    }
    CHECK(timesTold == 103);
}
