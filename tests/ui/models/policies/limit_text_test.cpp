#include "ui/models/policies/limit_text.h"

#include "catch.h"
#include "policies_world.h"
#include "test_language.h"
#include "time_zone.h"

using namespace ui::models;
using namespace gateway;
using namespace std::chrono_literals;
using config::LimitBy;
using config::LimitSettings;
using config::LimitWindow;

namespace {

const LimitText::NameOf kPlain = [](const std::string& id) { return id == "deepseek" ? QStringLiteral("DeepSeek") : QString::fromStdString(id); };

/// 29 November 2026, 14:02:31 UTC.
const WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 14h + 2min + 31s};

LimitState stateOf(const LimitSettings& settings, std::int64_t used, std::int64_t reserved = 0, std::optional<WallTime> resetsAt = {})
{
    LimitState state;
    state.rule = std::make_shared<const policy::LimitRule>(settings);
    state.limit = state.rule->amount().at(kNow);
    state.isKnown = true;
    state.counters = used + reserved > 0 ? 1 : 0;
    state.used = used;
    state.reserved = reserved;
    state.resetsAt = resetsAt;
    return state;
}

LimitSettings windowed(LimitWindow window, bool isCalendar = false)
{
    LimitSettings limit = requestLimit("a", 5);
    limit.per = window;
    limit.calendar = isCalendar;
    return limit;
}

} // namespace

TEST_CASE("says what a limit counts and over which window")
{
    struct Row {
        LimitSettings limit;
        const char* english;
        const char* chinese;
    };
    LimitSettings lanes;
    lanes.concurrent = 4;
    LimitSettings queue = lanes;
    queue.queue = 16;
    LimitSettings weighted = tokenLimit("a", 5);
    weighted.count.expression = "input + 5 * output";
    LimitSettings output = tokenLimit("a", 5);
    output.count.which = "output";
    const std::vector<Row> rows{
        {windowed({CalendarUnit::Minute}), "Requests per minute, sliding", "请求数 每分钟，滑动窗口"},
        {windowed({CalendarUnit::Week}, true), "Requests per week, calendar", "请求数 每周，自然周"},
        {windowed({{}, 18000}), "Requests per 5 hours, sliding", "请求数 每 5 小时，滑动窗口"},
        {windowed({{}, 90}), "Requests per 90 seconds, sliding", "请求数 每 90 秒，滑动窗口"},
        {windowed({{}, 86400}), "Requests per 1 day, sliding", "请求数 每 1 天，滑动窗口"},
        {costLimit("a", 3), "Cost per day, calendar", "费用 每天，自然日"},
        {tokenLimit("a", 5), "Input + output tokens per hour, sliding", "输入 + 输出 token 每小时，滑动窗口"},
        {output, "Output tokens per hour, sliding", "输出 token 每小时，滑动窗口"},
        {weighted, "Weighted tokens per hour, sliding", "加权 token 每小时，滑动窗口"},
        {lanes, "Concurrent requests none can wait", "并发请求 不可排队"},
        {queue, "Concurrent requests 16 more can wait", "并发请求 另可排队 16 个"},
    };
    for (const Row& row : rows) {
        const auto said = [&] { return (LimitText::counted(row.limit) + u' ' + LimitText::window(row.limit)).toStdString(); };
        {
            const Language language("en");
            CHECK(said() == row.english);
        }
        const Language language("zh_CN");
        CHECK(said() == row.chinese);
    }
}

TEST_CASE("says what is used and when it is free again")
{
    const test::TimeZone zone("UTC");
    const Language language("en");
    const WallTime midnight{std::chrono::sys_days{std::chrono::year{2026} / 11 / 30}};
    const auto spend = stateOf(costLimit("spend", 20), 3'420'000'000'000, 610'000'000'000, midnight);
    CHECK(LimitText::used(spend).toStdString() == "¥3.42 of ¥20.00");
    CHECK(LimitText::share(spend).toStdString() == "20%");
    CHECK(LimitText::reset(spend, kNow).toStdString() == "resets at midnight · ¥0.61 reserved");
    CHECK(LimitText::line(spend).toStdString() == "spend: 20% of ¥20.00");
    CHECK(LimitText::reset(stateOf(costLimit("spend", 20), 5, 0, midnight + 72h), kNow).toStdString() == "resets at 3 Dec, 00:00");
    CHECK(LimitText::reset(stateOf(requestLimit("a", 9), 1, 0, kNow + 70min), kNow).toStdString() == "frees up from 15:12");
    CHECK(LimitText::reset(stateOf(requestLimit("a", 9), 1, 0, kNow + 5s), kNow).toStdString() == "frees up in 5 s");
    CHECK(LimitText::reset(stateOf(requestLimit("a", 9), 0), kNow).toStdString() == "nothing used");
    LimitState unknown = stateOf(requestLimit("a", 9), 0);
    unknown.isKnown = false;
    CHECK(LimitText::used(unknown).toStdString() == "limit 9");
    CHECK(LimitText::share(unknown).isEmpty());
}

TEST_CASE("says whom the nearest counter counts")
{
    const Language language("en");
    LimitSettings limit = requestLimit("a", 10);
    LimitState state = stateOf(limit, 1);
    CHECK(LimitText::who(*state.rule, {}, kPlain).toStdString() == "–");
    CHECK(LimitText::among(state).toStdString() == "one shared counter");
    limit.by = {LimitBy::Session};
    state = stateOf(limit, 1);
    state.counters = 14;
    CHECK(LimitText::who(*state.rule, "7f3a", kPlain).toStdString() == "session 7f3a");
    CHECK(LimitText::who(*state.rule, "7f3a1c2b-0000-4000", kPlain).toStdString() == "session 7f3a1c2b…");
    CHECK(LimitText::who(*state.rule, "", kPlain).toStdString() == "no session");
    CHECK(LimitText::among(state).toStdString() == "of 14 sessions");
    limit.by = {LimitBy::Provider, LimitBy::Project};
    state = stateOf(limit, 1);
    CHECK(LimitText::who(*state.rule, state.rule->who({.project = "/home/a/shop"}, {.provider = "deepseek"}), kPlain).toStdString() == "DeepSeek · shop");
    CHECK(LimitText::among(state).toStdString() == "of 1 counter");
    limit.by.clear();
    state = stateOf(limit, 10);
    CHECK(LimitText::among(state).toStdString() == "requests are refused");
    CHECK(LimitText::status(state).toStdString() == "error");
    limit.onExceeded.to = "ollama/qwen3";
    state = stateOf(limit, 10);
    CHECK(LimitText::among(state).toStdString() == "now sent to ollama/qwen3");
    CHECK(LimitText::status(state).toStdString() == "warn");
}

TEST_CASE("says which requests a limit covers")
{
    const Language language("en");
    LimitSettings limit = requestLimit("a", 10);
    limit.match = {{"deepseek", "ollama"}, {"gpt-4o"}, {}};
    LimitState state = stateOf(limit, 0);
    state.place = {LimitPlace::Kind::Route, "fast"};
    CHECK(LimitText::scope(state, kPlain).toStdString() == "Route fast · only DeepSeek, ollama · only gpt-4o");
    state.place = {LimitPlace::Kind::Budget, {}};
    CHECK(LimitText::place(state.place).toStdString() == "Enforced budget");
}

TEST_CASE("says how many past requests a limit would have refused")
{
    const Language language("en");
    LimitSettings limit = requestLimit("a", 10);
    policy::LimitCheck check{std::make_shared<const policy::LimitRule>(limit), 1204, 3, kNow - 100h};
    CHECK(LimitText::preview(check, kNow).toStdString() == "In the last 7 days, this would have refused 3 of 1,204 requests.");
    check.firstAt = kNow - 3h;
    CHECK(LimitText::preview(check, kNow).toStdString() == "In the last 7 days, this would have refused 3 of 1,204 requests. The ledger covers less than a day.");
    check.requests = check.refused = 0;
    CHECK(LimitText::preview(check, kNow).toStdString() == "In the last 7 days, the limit would have counted no request.");
    check.firstAt.reset();
    CHECK(LimitText::preview(check, kNow).toStdString() == "In the last 7 days there was no request.");
    limit.onExceeded.to = "ollama/qwen3";
    check = {std::make_shared<const policy::LimitRule>(limit), 1, 1, kNow - 100h};
    CHECK(LimitText::preview(check, kNow).toStdString() == "In the last 7 days, this would have sent 1 of 1 request to ollama/qwen3.");
}
