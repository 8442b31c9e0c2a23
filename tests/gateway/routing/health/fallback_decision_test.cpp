#include "gateway/routing/health/failure_rules.h"
#include "gateway/routing/health/fallback_decision.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::routing;
using config::FailureClass;

TEST_CASE("the route's fallback settings decide what follows a failure")
{
    struct Row {
        const char* name;
        void (*change)(config::FallbackSettings&);
        FailedAttempt attempt;
        Next next;
    };
    const auto row = GENERATE(values<Row>({
        {"429 tries the next key", [](auto&) {}, {FailureClass::RateLimited, 429, 0, {}}, Next::NextKey},
        {"a rejected key as well", [](auto&) {}, {FailureClass::KeyRejected, 401, 0, {}}, Next::NextKey},
        {"no balance as well", [](auto&) {}, {FailureClass::BalanceGone, 402, 0, {}}, Next::NextKey},
        {"500 without retries", [](auto&) {}, {FailureClass::ServerError, 500, 0, {}}, Next::NextTarget},
        {"500 with one", [](auto& f) { f.retries = 1; }, {FailureClass::ServerError, 500, 0, {}}, Next::RetrySameKey},
        {"500 with one, already used", [](auto& f) { f.retries = 1; }, {FailureClass::ServerError, 500, 1, {}}, Next::NextTarget},
        {"a missing model is not retried", [](auto& f) { f.retries = 9; }, {FailureClass::ModelMissing, 404, 0, {}}, Next::NextTarget},
        {"context too long is not enabled by default", [](auto&) {}, {FailureClass::ContextTooLong, 400, 0, {}}, Next::GiveUp},
        {"context too long, enabled", [](auto& f) { f.on = {FailureClass::ContextTooLong}; },
         {FailureClass::ContextTooLong, 400, 0, {}}, Next::NextTarget},
        {"not enabled", [](auto& f) { f.on = {}; }, {FailureClass::ServerError, 503, 0, {}}, Next::GiveUp},
        {"enabled by status", [](auto& f) { f.on = {}; f.statuses = {503}; }, {FailureClass::ServerError, 503, 0, {}},
         Next::NextTarget},
        {"a slow failure", [](auto& f) { f.retryOnFailureWithin_ms = 100; },
         {FailureClass::ServerError, 500, 0, Milliseconds{101}}, Next::GiveUp},
        {"a fast failure", [](auto& f) { f.retryOnFailureWithin_ms = 100; },
         {FailureClass::ServerError, 500, 0, Milliseconds{100}}, Next::NextTarget},
    }));
    CAPTURE(row.name);
    config::FallbackSettings settings;
    row.change(settings);
    const auto rules = FailureRules::load().value();
    CHECK(decide(settings, rules->policy(row.attempt.failure), row.attempt) == row.next);
}

TEST_CASE("the retry delay doubles within its jitter and maximum")
{
    std::mt19937_64 random(1);
    config::FallbackSettings settings;
    settings.backoff_ms = 500;
    for (int retry = 0; retry < 40; ++retry) {
        const auto wait = backoff(settings, retry, random).count();
        const double base = std::min(500.0 * static_cast<double>(1LL << std::min(retry, 16)), 30000.0);
        CHECK(static_cast<double>(wait) >= base * 0.8 - 1);
        CHECK(static_cast<double>(wait) <= base * 1.2 + 1);
    }
}
