#include "catch.h"
#include "test_language.h"

#include "ui/models/formatter.h"
#include "ui/models/providers/key_meter_text.h"

using namespace gateway;
using namespace ui::models;
using gateway::providers::KeyLimit;
using gateway::providers::KeyMeter;

namespace {

const QDate kDay(2026, 11, 20);

WallTime at(int hour, int minute) { return WallTime{Milliseconds{QDateTime(kDay, QTime(hour, minute)).toMSecsSinceEpoch()}}; }

config::ProviderSettings provider(int keys)
{
    config::ProviderSettings made;
    made.id = "deepseek";
    for (int i = 0; i < keys; ++i) made.keys.push_back({"key" + std::to_string(i), "env:KEY", 1, true});
    return made;
}

KeyMeter meterOf(const char* key)
{
    KeyMeter made;
    made.provider = "deepseek";
    made.key = key;
    return made;
}

std::string textOf(const MeterLine& line)
{
    return QStringLiteral("%1 | %2 | %3 | %4").arg(line.name, line.left, line.again, line.asOf).toStdString();
}

} // namespace

TEST_CASE("shows the remaining limits of a key as far as they are known")
{
    struct Row {
        const char* name;
        KeyMeter meter;
        const char* text;
    };
    const KeyMeter base = meterOf("key0");
    const auto with = [&](auto change) {
        KeyMeter meter = base;
        change(meter);
        return meter;
    };
    const Language language("en");
    gateway::providers::CatalogEntry telling;
    telling.balances.emplace_back();
    const std::vector<Row> rows{
        {"nothing", base, "Balance and limits | unknown |  | not reported yet"},
        {"of another key", with([](KeyMeter& meter) { meter.key = "other"; meter.balance = {{gateway::Currency::Usd, kPicoOfUnit}}; }),
            "Balance and limits | unknown |  | not reported yet"},
        {"a balance", with([](KeyMeter& meter) { meter.balance = {{gateway::Currency::Cny, 12'400'000'000'000}, {gateway::Currency::Usd, 0}}; meter.balanceAsOf = at(14, 2); }),
            "Balance | ¥12.40 · $0.00 |  | as of 14:02:00"},
        {"a limit", with([](KeyMeter& meter) { meter.limits = {{"requests", 1000, 940, at(14, 10)}}; meter.limitsAsOf = at(14, 5); }),
            "Requests | 940 of 1,000 left | 14:10:00 | as of 14:05:00"},
        {"a limit whose time is over", with([](KeyMeter& meter) { meter.limits = {{"requests", 1000, 0, at(14, 4)}}; meter.limitsAsOf = at(14, 3); }),
            "Requests | unknown of 1,000 |  | as of 14:03:00"},
        {"a window of a plan", with([](KeyMeter& meter) { meter.windows = {{"5h", 42, at(14, 10)}}; meter.windowsAsOf = at(14, 5); }), 
            "Plan, 5 hours | 42% used | 14:10:00 | as of 14:05:00"},
        {"a window that will be used up", with([](KeyMeter& meter) { meter.windows = {{"3d", 42, at(14, 50), at(14, 30)}}; meter.windowsAsOf = at(14, 5); }),
            "Plan, 3d | 42% used | 14:50:00 | used up at about 14:30:00"},
        {"a window that was reset", with([](KeyMeter& meter) { meter.windows = {{"week", 42, at(14, 5), at(14, 30)}}; meter.windowsAsOf = at(14, 3); }),
            "Plan, week | unknown |  | as of 14:03:00"},
        {"only the remainder", with([](KeyMeter& meter) { meter.quotas = {{"TOKENS_LIMIT", {}, 7, {}}}; }), "TOKENS_LIMIT | 7 |  | "},
        {"a problem", with([](KeyMeter& meter) { meter.problem = gateway::asIs("The key was refused."); }), "Balance | unknown |  | not reported: “The key was refused.”"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto lines = KeyMeterText::lines(provider(1), &telling, {row.meter}, at(14, 6));
        REQUIRE(lines.size() == 1);
        CHECK(textOf(lines.front()) == row.text);
    }
}

TEST_CASE("each line names its key when there are several")
{
    const Language language("zh_CN");
    gateway::providers::CatalogEntry telling;
    telling.balances.emplace_back();
    auto settings = provider(3);
    settings.keys[1].enabled = false;
    KeyMeter meter = meterOf("key2");
    meter.limits = {{"tokens", 1000, 10, at(14, 10)}};
    const auto lines = KeyMeterText::lines(settings, &telling, {meter}, at(14, 6));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].left.toStdString() == "未知");
    CHECK(lines[1].name.toStdString() == "key2 · Token");
}

TEST_CASE("does not wait for a balance that the provider does not report")
{
    const Language language("en");
    const gateway::providers::CatalogEntry silent;
    KeyMeter meter = meterOf("key0");
    meter.limits = {{"requests", 1000, 940, at(14, 10)}};
    meter.limitsAsOf = at(14, 5);
    for (const auto* entry : {&silent, static_cast<const gateway::providers::CatalogEntry*>(nullptr)}) {
        const auto lines = KeyMeterText::lines(provider(1), entry, {meter}, at(14, 6));
        REQUIRE(lines.size() == 2);
        CHECK(textOf(lines[0]) == "Balance | not reported by this provider |  | ");
        CHECK(textOf(lines[1]) == "Requests | 940 of 1,000 left | 14:10:00 | as of 14:05:00");
        const auto alone = KeyMeterText::lines(provider(1), entry, {}, at(14, 6));
        REQUIRE(alone.size() == 1);
        CHECK(alone[0] == lines[0]);
    }
}
