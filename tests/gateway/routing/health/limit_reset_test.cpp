#include "gateway/routing/health/limit_reset.h"

#include "gateway/config/settings/timestamp.h"

#include "catch.h"

#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::routing;

namespace {

const WallTime kAsked = config::parseTimestamp("2026-11-20T08:00:00Z").value();
constexpr double kWeek = 7 * 86400;
constexpr double kHour = 3600;

using Fields = std::vector<std::pair<const char*, const char*>>;

double seconds(std::optional<Milliseconds> time) { return time ? static_cast<double>(time->count()) / 1000 : -1; }

} // namespace

TEST_CASE("reads the reset time of a limit from headers")
{
    struct Row {
        const char* name;
        Fields fields;
        double seconds; ///< -1: not reported
    };
    const auto row = GENERATE(values<Row>({
        {"seconds", {{"retry-after", "20"}}, 20},
        {"a part of a second", {{"Retry-After", "0.5"}}, 0.5},
        {"zero", {{"retry-after", "0"}}, -1},
        {"negative", {{"retry-after", "-5"}}, -1},
        {"empty", {{"retry-after", ""}}, -1},
        {"words", {{"retry-after", "later"}}, -1},
        {"a month", {{"retry-after", "2592000"}}, kWeek},
        {"more than 32 bits", {{"retry-after", "99999999999"}}, kWeek},
        {"more than 64 bits", {{"retry-after", "99999999999999999999999999"}}, kWeek},
        {"a date", {{"retry-after", "Fri, 20 Nov 2026 08:02:00 GMT"}}, 120},
        {"a date in RFC 850 format", {{"retry-after", "Friday, 20-Nov-26 08:02:00 GMT"}}, 120},
        {"a date in asctime format", {{"retry-after", "Fri Nov 20 08:02:00 2026"}}, 120},
        {"a date, our clock is two hours slow", {{"date", "Fri, 20 Nov 2026 10:00:00 GMT"}, {"retry-after", "Fri, 20 Nov 2026 10:00:04 GMT"}}, 4},
        {"a date, our clock is two hours fast", {{"Date", "Fri, 20 Nov 2026 06:00:00 GMT"}, {"retry-after", "Fri, 20 Nov 2026 06:00:04 GMT"}}, 4},
        {"a date, invalid Date header", {{"date", "Thu, 01 Jan 1970 00:00:00 GMT"}, {"retry-after", "Fri, 20 Nov 2026 08:02:00 GMT"}}, 120},
        {"seconds, whatever our clock shows", {{"date", "Fri, 20 Nov 2026 10:00:00 GMT"}, {"retry-after", "20"}}, 20},
        {"a date that has passed", {{"retry-after", "Fri, 20 Nov 2026 07:59:59 GMT"}}, -1},
        {"an impossible date", {{"retry-after", "Fri, 31 Feb 2027 08:02:00 GMT"}}, -1},
        {"a date in the far future", {{"retry-after", "Fri, 20 Nov 2099 08:02:00 GMT"}}, kWeek},
        {"the last possible date", {{"retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"}}, kWeek},
        {"a huge number", {{"retry-after", "1000000000000"}}, kWeek},
        {"milliseconds", {{"retry-after-ms", "1250"}, {"retry-after", "2"}}, 1.25},
        {"Azure's milliseconds", {{"x-ms-retry-after-ms", "800"}}, 0.8},
        {"the exhausted limit",
         {{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "6m0s"},
          {"x-ratelimit-remaining-tokens", "100"}, {"x-ratelimit-reset-tokens", "20ms"}}, 360},
        {"the other limit",
         {{"x-ratelimit-remaining-requests", "5"}, {"x-ratelimit-reset-requests", "6m0s"},
          {"x-ratelimit-remaining-tokens", "0"}, {"x-ratelimit-reset-tokens", "1.5s"}}, 1.5},
        {"both", {{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "1h2m3s"},
                  {"x-ratelimit-remaining-tokens", "0"}, {"x-ratelimit-reset-tokens", "20ms"}}, 3723},
        {"neither", {{"x-ratelimit-remaining-requests", "1"}, {"x-ratelimit-reset-requests", "6m0s"}}, -1},
        {"no remaining count", {{"x-ratelimit-reset-requests", "6m0s"}, {"x-ratelimit-reset-tokens", "20ms"}}, 0.02},
        {"Unix time", {{"x-ratelimit-reset", "1795161660"}}, 60},
        {"Unix time in milliseconds", {{"X-RateLimit-Reset", "1795161660000"}, {"X-RateLimit-Remaining", "0"}}, 60},
        {"Unix time that has passed", {{"x-ratelimit-reset", "1795161599"}}, -1},
        {"Unix time out of range", {{"x-ratelimit-reset", "99999999999"}}, kWeek},
        {"Unix time out of range, in milliseconds", {{"x-ratelimit-reset", "9999999999999"}}, kWeek},
        {"the last possible timestamp", {{"x-ratelimit-reset", "9999-12-31T23:59:59Z"}}, kWeek},
        {"seconds from now", {{"x-ratelimit-reset", "60"}}, 60},
        {"the IETF draft's name", {{"ratelimit-reset", "30"}, {"ratelimit-remaining", "0"}}, 30},
        {"Anthropic's", {{"anthropic-ratelimit-tokens-remaining", "0"},
                         {"anthropic-ratelimit-tokens-reset", "2026-11-20T08:00:45Z"}}, 45},
        {"Anthropic's plan", {{"anthropic-ratelimit-unified-5h-status", "rejected"},
                              {"anthropic-ratelimit-unified-5h-reset", "1795165200"},
                              {"anthropic-ratelimit-unified-7d-status", "allowed"},
                              {"anthropic-ratelimit-unified-7d-reset", "1795593600"}}, kHour},
        {"Retry-After before them", {{"retry-after", "3"}, {"x-ratelimit-reset", "60"}}, 3},
        {"no number", {{"x-ratelimit-reset", "soon"}, {"x-ratelimit-reset-tokens", ""}}, -1},
        {"a number beyond all", {{"x-ratelimit-reset", "999999999999999999999999"}}, -1},
    }));
    CAPTURE(row.name);
    http::Headers headers;
    for (const auto& [name, value] : row.fields)
        headers.add(name, value);
    CHECK(seconds(limitReset(headers, {}, {kAsked, {}, true})) == Approx(row.seconds));
}

TEST_CASE("ignores limit counters if no limit was hit")
{
    http::Headers headers;
    headers.add("x-ratelimit-remaining-requests", "0");
    headers.add("x-ratelimit-reset-requests", "6m0s");
    protocol::UpstreamError said;
    said.message = "try again in 3 hours";
    CHECK_FALSE(limitReset(headers, said, {kAsked, {}, false}));
    headers.add("retry-after", "7");
    CHECK(seconds(limitReset(headers, said, {kAsked, {}, false})) == 7);
    CHECK(seconds(limitReset(headers, said, {kAsked, {}, true})) == 3 * kHour);
}

TEST_CASE("reads the reset time of a limit from the message")
{
    struct Row {
        const char* text;
        double seconds; ///< -1: not reported
    };
    const auto row = GENERATE(values<Row>({
        {"Please try again in 6m0s.", 360},
        {"Please try again in 20ms. Visit https://x", 0.02},
        {"Please retry in 7.2s", 7.2},
        {"Please retry after 1 second.", 1},
        {"please try again after 1 seconds", 1},
        {"Try again in about 3 hours", 3 * kHour},
        {"or try again in 5 days 22 hours 11 minutes.", 5 * 86400 + 22 * kHour + 660},
        {"Your quota will reset after 61h39m41s.", 61 * kHour + 39 * 60 + 41},
        {"Come back in 3h 47m", 3 * kHour + 47 * 60},
        {"Please wait 51 seconds before retrying.", 51},
        {"wait for 1 hour and 30 minutes", 1.5 * kHour},
        {"TRY AGAIN IN 2 MINUTES", 120},
        {"try again in 900 days", kWeek},
        {"请在5小时后重试", 5 * kHour},
        {"请在 5 小时后重试", 5 * kHour},
        {"请 30 秒后再试", 30},
        {"请1个小时30分钟之后再试", 1.5 * kHour},
        {"请等待 10 分钟", 600},
        {"3天后恢复", 3 * 86400},
        {"resets at 2026-11-20T18:00:00Z", 10 * kHour},
        {"resets at 2026-11-20T20:00:00+08:00 (2056)", 4 * kHour},
        {"It will reset at 2026-11-20 18:00:00 +0800 CST.", 2 * kHour},
        {"will reset at 2026-11-20 18:00:00 (UTC+8)", 2 * kHour},
        {"will reset at 2026-11-20 05:00 -05:00", 2 * kHour},
        {"will reset at 2026-11-20 10:00:00.5 UTC", 2 * kHour},
        {"You will regain access on 2026-11-21 at 00:00 UTC.", 16 * kHour},
        {"您的限额将在 2026-11-20 18:00:00 重置。", 2 * kHour},
        {"将在2026年11月20日 18:00重置", 2 * kHour},
        {"将在 2026/11/20 18:00 刷新", 2 * kHour},
        {"已达到 5 小时的使用上限。您的限额将在 2026-11-20 16:10:04 重置。", 604},
        {"已达到 5 小时的使用上限。", -1},
        {"您的限额将在 2025-10-21 16:10:04 重置。", -1},
        {"将在 16:10 重置", 600},
        {"您的限额将在16:10:04重置。", 604},
        {"将于 9:00 恢复", 17 * kHour},
        {"Your limit resets at 18:10 (UTC+8)", 7800},
        {"available again at 09:00 UTC", kHour},
        {"blocked until 08:30:30 utc", 1830},
        {"resets at 07:50 UTC", -1}, // already passed
        {"your request at 16:10:03 was over the limit, try again", -1},
        {"resets at 25:10", -1},
        {"ratio 16:10, try again", -1},
        {"will reset at 2026-13-40 25:61:61", -1},
        {"will reset at 2026-11-20", -1},
        {"Limit 60 requests in 24 hours reached", -1},
        {"Rate limit of 10 per 60s exceeded", -1},
        {"on tokens per min (TPM): Limit 30000, Used 29500", -1},
        {"Your subscription began at 2027-01-01 00:00:00", -1},
        {"Please try again later", -1},
        {"try again in 5 models", -1},
        {"try again in 0 seconds", -1},
        {"", -1},
    }));
    CAPTURE(row.text);
    protocol::UpstreamError said;
    said.message = row.text;
    CHECK(seconds(limitReset({}, said, {kAsked, {}, true})) == Approx(row.seconds));
}

TEST_CASE("reads the reset time from error fields and uses the vendor's time zone")
{
    protocol::UpstreamError said;
    said.retryDelay = "581981.300432511s";
    CHECK(seconds(limitReset({}, said, {kAsked, {}, true})) == Approx(581981.3));
    said = {};
    said.resetsAt = "2026-11-20T08:00:09Z";
    CHECK(seconds(limitReset({}, said, {kAsked, {}, true})) == 9);
    said = {};
    said.message = "Your limit will reset at 2026-11-20 18:00:00";
    CHECK(seconds(limitReset({}, said, {kAsked, {}, true})) == 10 * kHour);
    CHECK(seconds(limitReset({}, said, {kAsked, kBeijing, true})) == 2 * kHour);
}
