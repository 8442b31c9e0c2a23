#include "catch.h"
#include "test_language.h"

#include "ui/models/formatter.h"

#include <QTimeZone>

using gateway::Milliseconds;
using ui::models::Currency;
using ui::models::Formatter;

namespace {

const QLocale kEnglish(QLocale::English, QLocale::UnitedStates);
const QLocale kChinese(QLocale::Chinese, QLocale::China);

/// One value and how it is written in both languages.
template <class T> struct Row {
    T value;
    const char* english;
    const char* chinese;
};

template <class T, class Write> void checkRow(const Row<T>& row, Write write)
{
    {
        const Language language("en");
        CHECK(write(Formatter(kEnglish), row.value).toStdString() == row.english);
    }
    const Language language("zh_CN");
    CHECK(write(Formatter(kChinese), row.value).toStdString() == row.chinese);
}

} // namespace

TEST_CASE("tokens in headlines have three significant digits")
{
    const auto row = GENERATE(values<Row<std::int64_t>>({
        {0, "0", "0"},
        {940, "940", "940"},
        {999, "999", "999"},
        {1000, "1.00 k", "1,000"},
        {7940, "7.94 k", "7,940"},
        {9996, "10.0 k", "9,996"},
        {38200, "38.2 k", "3.82 万"},
        {162000, "162 k", "16.2 万"},
        {999499, "999 k", "99.9 万"},
        {999500, "1.00 M", "100 万"},
        {1240000, "1.24 M", "124 万"},
        {12400000, "12.4 M", "1,240 万"},
        {124000000, "124 M", "1.24 亿"},
        {99995000, "100 M", "1.00 亿"},
        {1240000000, "1.24 B", "12.4 亿"},
    }));
    checkRow(row, [](const Formatter& format, std::int64_t count) { return format.headlineTokens(count); });
}

TEST_CASE("tokens in cells have one decimal in both languages")
{
    const auto row = GENERATE(values<Row<std::int64_t>>({
        {940, "940", "940"},
        {1900, "1.9 k", "1.9 k"},
        {12000, "12.0 k", "12.0 k"},
        {38200, "38.2 k", "38.2 k"},
        {999949, "999.9 k", "999.9 k"},
        {999950, "1.0 M", "1.0 M"},
        {1240000, "1.2 M", "1.2 M"},
    }));
    checkRow(row, [](const Formatter& format, std::int64_t count) { return format.cellTokens(count); });
}

TEST_CASE("counts axis labels in ten thousands in Chinese but not context sizes")
{
    const auto row = GENERATE(values<Row<std::int64_t>>({
        {0, "0", "0"},
        {940, "940", "940"},
        {2500, "2.5 k", "2,500"},
        {12'000, "12 k", "1.2 万"},
        {50'000, "50 k", "5 万"},
        {1'000'000, "1 M", "100 万"},
        {250'000'000, "250 M", "2.5 亿"},
    }));
    checkRow(row, [](const Formatter& format, std::int64_t count) { return format.axisTokens(count); });
    checkRow(Row<std::int64_t>{128'000, "128 k", "128 k"}, [](const Formatter& format, std::int64_t count) { return format.contextTokens(count); });
}

TEST_CASE("marks an incomplete cost as a minimum")
{
    struct Cost {
        std::int64_t cny;
        std::int64_t usd;
        bool isWhole;
    };
    constexpr std::int64_t kCent = gateway::kPicoOfUnit / 100;
    const auto row = GENERATE(values<Row<Cost>>({
        {{342 * kCent, 48 * kCent, true}, "¥3.42 · $0.48", "¥3.42 · US$0.48"},
        {{342 * kCent, 48 * kCent, false}, "≥ ¥3.42 · $0.48", "≥ ¥3.42 · US$0.48"},
        {{0, 48 * kCent, false}, "≥ $0.48", "≥ US$0.48"},
        {{0, 0, true}, "¥0.00", "¥0.00"},
        {{0, 0, false}, "unknown", "未知"},
    }));
    checkRow(row, [](const Formatter& format, const Cost& cost) {
        return format.cost({{gateway::Currency::Cny, cost.cny}, {gateway::Currency::Usd, cost.usd}}, cost.isWhole);
    });
    checkRow(Row<bool>{true, "¥3.42 · $0.48", "¥3.42 · US$0.48"}, [](const Formatter& format, bool isWhole) { // regardless of their order
        return format.cost({{gateway::Currency::Usd, 48 * kCent}, {gateway::Currency::Cny, 342 * kCent}}, isWhole);
    });
    checkRow(Row<bool>{true, "$0.48", "US$0.48"}, [](const Formatter& format, bool isWhole) { return format.cost({gateway::Currency::Usd, 48 * kCent}, isWhole); });
    checkRow(Row<bool>{false, "unknown", "未知"}, [](const Formatter& format, bool isWhole) { return format.cost({gateway::Currency::Usd, 0}, isWhole); });
    checkRow(Row<bool>{false, "≥ $0.48", "≥ US$0.48"}, [](const Formatter& format, bool isWhole) { return format.cost({gateway::Currency::Usd, 48 * kCent}, isWhole); });
}

TEST_CASE("exact numbers keep every digit and use a real minus sign")
{
    const auto row = GENERATE(values<Row<std::int64_t>>({
        {7940, "7,940", "7,940"},
        {1234567, "1,234,567", "1,234,567"},
        {-42, "−42", "−42"},
    }));
    checkRow(row, [](const Formatter& format, std::int64_t count) { return format.exact(count); });
}

TEST_CASE("money has two decimals and below a cent two significant digits")
{
    const auto usd = GENERATE(values<Row<double>>({
        {0.0, "$0.00", "US$0.00"},
        {0.48, "$0.48", "US$0.48"},
        {0.01, "$0.01", "US$0.01"},
        {0.0003, "$0.0003", "US$0.0003"},
        {0.00034, "$0.00034", "US$0.00034"},
        {0.0099, "$0.0099", "US$0.0099"},
        {1234.5, "$1,234.50", "US$1,234.50"},
        {-3.42, "−$3.42", "−US$3.42"},
    }));
    checkRow(usd, [](const Formatter& format, double amount) { return format.money(amount, Currency::Usd); });
}

TEST_CASE("shows money at axis lines exactly")
{
    const Language language("en");
    const Formatter format;
    for (const auto& [amount, text] : {std::pair{0.1, "$0.10"}, std::pair{0.075, "$0.075"}, std::pair{0.025, "$0.025"}, std::pair{0.015, "$0.015"}, std::pair{2.5, "$2.50"}, std::pair{0.0005, "$0.0005"}, std::pair{0.3, "$0.30"}})
        CHECK(format.exactMoney(amount, Currency::Usd).toStdString() == text);
}

TEST_CASE("money in yuan")
{
    const auto row = GENERATE(values<Row<double>>({{3.42, "¥3.42", "¥3.42"}, {0.0003, "¥0.0003", "¥0.0003"}}));
    checkRow(row, [](const Formatter& format, double amount) { return format.money(amount, Currency::Cny); });
}

TEST_CASE("a price has as many decimals as it needs")
{
    const auto row = GENERATE(values<Row<double>>({
        {2, "$2.00", "US$2.00"},
        {0.075, "$0.075", "US$0.075"},
        {0.28F, "$0.28", "US$0.28"},
        {0, "$0.00", "US$0.00"},
        {-1, "unknown", "未知"},
    }));
    checkRow(row, [](const Formatter& format, double amount) { return format.price(amount, Currency::Usd); });
}

TEST_CASE("durations")
{
    const auto row = GENERATE(values<Row<int>>({
        {-1, "–", "–"},
        {0, "0 ms", "0 ms"},
        {210, "210 ms", "210 ms"},
        {999, "999 ms", "999 ms"},
        {1000, "1.0 s", "1.0 s"},
        {21700, "21.7 s", "21.7 s"},
        {59949, "59.9 s", "59.9 s"},
        {59950, "1 min 0 s", "1 min 0 s"},
        {200000, "3 min 20 s", "3 min 20 s"},
        {3600000, "1 h 0 min", "1 h 0 min"},
        {7500000, "2 h 5 min", "2 h 5 min"},
    }));
    checkRow(row, [](const Formatter& format, int ms) { return format.duration(Milliseconds{ms}); });
}

TEST_CASE("a time to first token has two decimals from one second on")
{
    const auto row = GENERATE(values<Row<int>>({
        {-1, "–", "–"},
        {3, "3 ms", "3 ms"},
        {10, "10 ms", "10 ms"},
        {99, "99 ms", "99 ms"},
        {680, "680 ms", "680 ms"},
        {999, "999 ms", "999 ms"},
        {1000, "1.00 s", "1.00 s"},
        {1100, "1.10 s", "1.10 s"},
        {9994, "9.99 s", "9.99 s"},
        {9996, "10.0 s", "10.0 s"},
        {21700, "21.7 s", "21.7 s"},
    }));
    checkRow(row, [](const Formatter& format, int ms) { return format.latency(Milliseconds{ms}); });
}

TEST_CASE("durations in a sentence use the words of the language")
{
    const auto row = GENERATE(values<Row<int>>({
        {42000, "42 s", "42 秒"},
        {180000, "3 min", "3 分钟"},
        {7200000, "2 h", "2 小时"},
    }));
    checkRow(row, [](const Formatter& format, int ms) { return format.sentenceDuration(Milliseconds{ms}); });
}

TEST_CASE("a share is 100% or 0% only if it is")
{
    struct Share {
        double value;
        int decimals;
        const char* text;
    };
    const auto row = GENERATE(values<Share>({
        {0.62, 0, "62%"},
        {0.984, 1, "98.4%"},
        {1, 0, "100%"},
        {0.9999, 0, "99%"},
        {0.9999, 1, "99.9%"},
        {0.0001, 0, "1%"},
        {0, 0, "0%"},
    }));
    CHECK(Formatter(kEnglish).share(row.value, row.decimals).toStdString() == row.text);
    CHECK(Formatter(kChinese).share(row.value, row.decimals).toStdString() == row.text);
}

TEST_CASE("dates and times")
{
    const QDateTime when(QDate(2026, 11, 20), QTime(14, 2, 31));
    checkRow(Row<QDateTime>{when, "20 November, 14:02:31", "11 月 20 日 14:02:31"},
             [](const Formatter& format, const QDateTime& value) { return format.dateTime(value); });
    checkRow(Row<QDateTime>{when, "14:02:31", "14:02:31"},
             [](const Formatter& format, const QDateTime& value) { return format.time(value); });
    checkRow(Row<QDateTime>{when, "20 Nov 2026", "2026 年 11 月 20 日"},
             [](const Formatter& format, const QDateTime& value) { return format.yearDay(value.date()); });
    checkRow(Row<QDateTime>{when, "20 November", "11 月 20 日"},
             [](const Formatter& format, const QDateTime& value) { return format.day(value.date()); });
}

TEST_CASE("how long ago")
{
    const auto row = GENERATE(values<Row<int>>({
        {-10, "just now", "刚刚"},
        {4, "just now", "刚刚"},
        {42, "42 s ago", "42 秒前"},
        {120, "2 min ago", "2 分钟前"},
        {3600, "1 h ago", "1 小时前"},
        {86400, "1 day ago", "1 天前"},
        {200000, "2 days ago", "2 天前"},
    }));
    const QDateTime now(QDate(2026, 11, 20), QTime(14, 2, 31));
    checkRow(row, [&](const Formatter& format, int seconds) { return format.ago(now.addSecs(-seconds), now); });
}

TEST_CASE("shows unknown and inapplicable values")
{
    checkRow(Row<int>{0, "unknown", "未知"}, [](const Formatter& format, int) { return format.unknown(); });
    CHECK(Formatter::none() == QStringLiteral("–"));
}
