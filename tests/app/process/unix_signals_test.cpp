#include "app/process/unix_signals.h"

#include "catch.h"

#include <QSignalSpy>

#include <csignal>

TEST_CASE("delivers each signal from the event loop")
{
    app::UnixSignals signals_;
    QSignalSpy ends(&signals_, &app::UnixSignals::endRequested);
    QSignalSpy hangUps(&signals_, &app::UnixSignals::hangUpRequested);
    REQUIRE(std::raise(SIGHUP) == 0);
    CHECK(hangUps.isEmpty()); // not within the handler
    REQUIRE(hangUps.wait());
    CHECK(ends.isEmpty());
    REQUIRE(std::raise(SIGTERM) == 0);
    REQUIRE(ends.wait());
    REQUIRE(std::raise(SIGINT) == 0);
    REQUIRE(ends.wait());
    CHECK(ends.size() == 2);
    CHECK(hangUps.size() == 1);
}

TEST_CASE("restores the previous handlers on destruction")
{
    struct sigaction before {};
    ::sigaction(SIGTERM, nullptr, &before);
    {
        app::UnixSignals signals_;
        struct sigaction during {};
        ::sigaction(SIGTERM, nullptr, &during);
        CHECK(during.sa_handler != before.sa_handler);
    }
    struct sigaction after {};
    ::sigaction(SIGTERM, nullptr, &after);
    CHECK(after.sa_handler == before.sa_handler);
}
