#include "running_gateway.h"

#include <QSignalSpy>

#include <optional>
#include <vector>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr char kHello[] = R"({"model":"demo","messages":[{"role":"user","content":"Hello"}]})";
constexpr char kTwoLimits[] = R"({"version": 1, "providers": [{"id": "demo", "type": "demo"}], "policies": {"limits": [
    {"name": "burst", "requests": 2, "per": "hour"}, {"name": "off", "requests": 1, "per": "hour", "enabled": false}]}})";

/// Asks, and waits for the answer.
std::vector<policy::LimitReport> limitsOf(GatewayHost& host)
{
    std::optional<std::vector<policy::LimitReport>> answer;
    static_cast<LimitCounts&>(host).limits([&answer](std::vector<policy::LimitReport> reports) { answer = std::move(reports); });
    CHECK_FALSE(answer); // comes from the event loop
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kLimit_ms));
    return *answer;
}

} // namespace

TEST_CASE("tells what is used of the limits in force and when it changes")
{
    RunningGateway gateway(kTwoLimits);
    CHECK(limitsOf(*gateway.host).empty()); // it does not run yet
    QSignalSpy changes(gateway.host.get(), &GatewayNews::limitsChanged);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    REQUIRE(QTest::qWaitFor([&] { return changes.size() > 0; }, kLimit_ms)); // the limits themselves
    REQUIRE(limitsOf(*gateway.host).size() == 1);
    CHECK(limitsOf(*gateway.host).front().rule->name() == "burst");
    CHECK(limitsOf(*gateway.host).front().counters.empty());

    changes.clear();
    CHECK(gateway.request("/v1/chat/completions", kHello).first == 200);
    REQUIRE(QTest::qWaitFor([&] { return changes.size() > 0; }, kLimit_ms));
    const auto used = limitsOf(*gateway.host);
    REQUIRE(used.front().counters.size() == 1);
    CHECK(used.front().counters.front().state.used == 1);
    CHECK(used.front().counters.front().state.left == 1);
    CHECK(used.front().counters.front().state.resetsAt.has_value());
    CHECK(used.front().waiting == 0);

    CHECK(gateway.request("/v1/chat/completions", kHello).first == 200);
    CHECK(gateway.request("/v1/chat/completions", kHello).first == 429);
    CHECK(limitsOf(*gateway.host).front().refused == 1);
}

TEST_CASE("tells that a limit was added after a change of the configuration")
{
    RunningGateway gateway(R"({"version": 1, "providers": [{"id": "demo", "type": "demo"}]})");
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    CHECK(limitsOf(*gateway.host).empty());
    QSignalSpy changes(gateway.host.get(), &GatewayNews::limitsChanged);
    config::Settings next = gateway.host->settings();
    config::LimitSettings limit;
    limit.name = "lanes";
    limit.concurrent = 3;
    next.policies.limits = std::vector{limit};
    gateway.host->change(next, [](const Result<void>& changed) { CHECK(changed); });
    REQUIRE(QTest::qWaitFor([&] { return changes.size() > 0; }, kLimit_ms));
    REQUIRE(limitsOf(*gateway.host).size() == 1);
    CHECK(limitsOf(*gateway.host).front().rule->name() == "lanes");
}
