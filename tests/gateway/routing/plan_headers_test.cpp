#include "gateway/routing/plan_headers.h"

#include "catch.h"

#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::routing;
using providers::PlanWindow;

namespace {

using Head = std::vector<std::pair<std::string, std::string>>;

http::Headers headOf(const Head& fields)
{
    http::Headers headers;
    for (const auto& [name, value] : fields)
        headers.add(name, value);
    return headers;
}

WallTime second(std::int64_t since1970) { return WallTime{std::chrono::seconds{since1970}}; }

} // namespace

TEST_CASE("reads the plan windows of a key from the head of an answer")
{
    struct Row {
        const char* name;
        Head head;
        std::vector<PlanWindow> windows;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {{"content-type", "application/json"}, {"x-ratelimit-remaining-requests", "7"}}, {}},
        {"Anthropic",
            {{"Anthropic-RateLimit-Unified-Status", "allowed_warning"}, {"anthropic-ratelimit-unified-reset", "1800000000"},
                {"anthropic-ratelimit-unified-representative-claim", "five_hour"}, {"anthropic-ratelimit-unified-5h-utilization", "0.925"},
                {"anthropic-ratelimit-unified-5h-reset", "1800000000"}, {"anthropic-ratelimit-unified-5h-status", "allowed_warning"},
                {"Anthropic-Ratelimit-Unified-7d-Utilization", "0.5"}, {"anthropic-ratelimit-unified-7d-reset", "1800500000"},
                {"anthropic-ratelimit-unified-7d_oi-utilization", "1.25"}},
            {{"5h", 92.5, second(1'800'000'000)}, {"week", 50, second(1'800'500'000)}, {"7d_oi", 125}}},
        {"Codex",
            {{"x-codex-primary-used-percent", "42"}, {"x-codex-primary-window-minutes", "300"}, {"x-codex-primary-reset-at", "1800000000"},
                {"x-codex-secondary-used-percent", "7.5"}, {"x-codex-secondary-window-minutes", "10080"}, {"x-codex-credits-has-credits", "false"}},
            {{"5h", 42, second(1'800'000'000)}, {"week", 7.5}}},
        {"Codex without a length", {{"x-codex-primary-used-percent", "42"}}, {{"primary", 42}}},
        {"a reset without use", {{"anthropic-ratelimit-unified-5h-reset", "1800000000"}}, {}},
        {"no numbers", {{"anthropic-ratelimit-unified-5h-utilization", "much"}, {"x-codex-primary-used-percent", "4 %"}, {"x-codex-secondary-used-percent", "-1"}}, {}},
        {"numbers out of range", {{"anthropic-ratelimit-unified-5h-utilization", "1e9"}, {"x-codex-primary-used-percent", "inf"}}, {}},
    }));
    CAPTURE(row.name);
    CHECK(planWindows(headOf(row.head), second(1'799'990'000)) == row.windows);
}

TEST_CASE("names plan windows by their length")
{
    using namespace std::chrono_literals;
    struct Row { std::chrono::minutes length; const char* name; };
    const auto row = GENERATE(values<Row>({{300min, "5h"}, {24h, "day"}, {72h, "3d"}, {168h, "week"}, {720h, "month"}, {744h, "month"}, {90min, "90min"}, {0min, ""}, {-60min, ""}}));
    CAPTURE(row.length.count());
    CHECK(providers::windowName(row.length) == row.name);
}
