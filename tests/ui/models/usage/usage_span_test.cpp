#include "ui/models/usage/usage_span.h"

#include "ui/models/usage/series_colours.h"

#include "catch.h"

#include <cstdlib>
#include <ctime>

using namespace ui::models;

namespace {

/// Sets the time zone of this machine during its lifetime.
struct Zone {
    explicit Zone(const char* name)
    {
        qputenv("TZ", name);
        tzset();
    }
    ~Zone()
    {
        qunsetenv("TZ");
        tzset();
    }
};

std::string labels(const UsageSpan& span)
{
    std::string text;
    for (const auto& [part, label] : span.labels()) text += (text.empty() ? "" : " ") + std::to_string(part) + ":" + label.toStdString();
    return text;
}

} // namespace

TEST_CASE("shows the days of a span with years where needed")
{
    const QDate day(2026, 2, 3);
    CHECK(UsageSpan(QDate(2025, 12, 24), day).text().toStdString() == "24 Dec 2025 to 3 Feb 2026");
    CHECK(UsageSpan(QDate(2025, 12, 24), day).shortText().toStdString() == "24 Dec to 3 Feb");
    CHECK(UsageSpan(day, day).text().toStdString() == "3 Feb 2026");
    CHECK(UsageSpan(day, day).shortText().toStdString() == "3 Feb");
}

TEST_CASE("divides a span into parts that suit its length and labels them")
{
    const QDate day(2026, 11, 20);
    CHECK(UsageSpan::today(day).count() == 24);
    CHECK(labels(UsageSpan::today(day)) == "0:00 3:03 6:06 9:09 12:12 15:15 18:18 21:21");
    CHECK(labels(UsageSpan(day.addDays(-1), day)) == "0:00 6:06 12:12 18:18 24:20 Nov 30:06 36:12 42:18");
    CHECK(labels(UsageSpan::days(day, 7)) == "0:Sat 1:Sun 2:Mon 3:Tue 4:Wed 5:Thu 6:Fri");
    CHECK(UsageSpan::days(day, 30).count() == 30);
    CHECK(labels(UsageSpan::days(day, 30)) == "0:22 Oct 4:26 Oct 8:30 Oct 12:3 Nov 16:7 Nov 20:11 Nov 24:15 Nov 28:19 Nov");
    CHECK(UsageSpan::year(day).count() == 355);
    CHECK(labels(UsageSpan::year(day)) == "0:Dec 62:Feb 121:Apr 182:Jun 243:Aug 304:Oct");
    CHECK(labels(UsageSpan::days(day, 90)) == "9:Sep 39:Oct 70:Nov");
    CHECK(UsageSpan(QDate(2025, 1, 1), day).count() == 23); // months
    CHECK(labels(UsageSpan(QDate(2025, 12, 1).addYears(-1), day)) == "0:Dec 3:Mar 6:Jun 9:Sep 12:Dec 15:Mar 18:Jun 21:Sep");
    CHECK(UsageSpan::today(day).name(14).toStdString() == "20 Nov, 14:00 to 15:00");
    CHECK(UsageSpan::days(day, 7).name(6).toStdString() == "Fri, 20 November");
    CHECK(UsageSpan::year(day).name(354).toStdString() == "Fri, 20 November");
    CHECK(UsageSpan(QDate(2025, 1, 1), day).name(22).toStdString() == "November 2026");
    CHECK(UsageSpan(day, day.addDays(-3)).count() == 24); // in the wrong order: one day
}

TEST_CASE("shows an hour that occurs twice with its UTC offset")
{
    const Zone zone("Europe/Berlin");
    const UsageSpan day = UsageSpan::today(QDate(2026, 10, 25));
    CHECK(day.name(1).toStdString() == "25 Oct, 01:00 to 02:00+02:00");
    CHECK(day.name(2).toStdString() == "25 Oct, 02:00+02:00 to 02:00+01:00");
    CHECK(day.name(3).toStdString() == "25 Oct, 02:00+01:00 to 03:00");
}

TEST_CASE("says when totals cover another time than the span")
{
    const Zone zone("UTC");
    using std::chrono::hours;
    const UsageSpan day = UsageSpan::today(QDate(2026, 11, 20));
    const gateway::WallTime from = day.edges().front();
    const gateway::WallTime to = day.edges().back();
    CHECK(day.coveredText({from, to}).isEmpty());
    const std::string wide = "Totals from 19 November, 23:00:00 to 21 November, 00:00:00. Where request details were deleted, totals are kept "
                             "by minute, hour or day.";
    CHECK(day.coveredText({from - hours{1}, to}).toStdString() == wide);
    CHECK(day.coveredText({from - hours{1}, to, true}).toStdString() == wide + " Some totals are hourly and shown at the start of the hour.");
    CHECK(day.coveredText({from + hours{8}, to}).toStdString() == "Totals before 20 November, 08:00:00 were deleted.");
}

TEST_CASE("days have as many hours as the local clock")
{
    const Zone zone("Europe/Berlin");
    CHECK(UsageSpan::today(QDate(2026, 3, 29)).count() == 23);
    CHECK(UsageSpan::today(QDate(2026, 10, 25)).count() == 25);
    const UsageSpan week = UsageSpan::days(QDate(2026, 3, 31), 7);
    CHECK(week.count() == 7);
    for (int part = 0; part < week.count(); ++part) {
        CAPTURE(part);
        const auto at = static_cast<std::size_t>(part);
        CHECK(week.edges()[at + 1] - week.edges()[at] == std::chrono::hours{part == 4 ? 23 : 24});
    }
}

namespace {

std::vector<UsageLine> linesOf(const std::vector<std::pair<std::string, std::int64_t>>& tokens)
{
    std::vector<UsageLine> lines;
    for (const auto& [name, count] : tokens) {
        UsageLine& line = lines.emplace_back();
        line.name = name;
        line.whole.totals.exchanges = 1;
        line.whole.totals.inputTokens = count;
    }
    return lines;
}

} // namespace

TEST_CASE("a series keeps the colour of its first use whatever else is shown")
{
    const std::vector<std::string> firsts{"m", "b", "a"};
    const SeriesColours all(firsts, linesOf({{"a", 900}, {"b", 5}, {"m", 1}}));
    CHECK(all.of("m") == 0);
    CHECK(all.of("b") == 1);
    CHECK(all.of("a") == 2);
    const SeriesColours one(firsts, linesOf({{"a", 900}}));
    CHECK(one.of("a") == 2);
    CHECK(one.of("m") == SeriesColours::kOther); // it is not shown
    CHECK(SeriesColours(firsts, linesOf({{"new", 1}, {"a", 2}})).of("new") == 3);
}

TEST_CASE("unused names take no colour and beyond seven the smallest share Other")
{
    const std::vector<std::string> firsts{"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    const SeriesColours idle(firsts, linesOf({{"a", 0}, {"b", 9}}));
    CHECK(idle.of("a") == SeriesColours::kOther);
    CHECK(idle.of("b") == 1);
    const SeriesColours many(firsts, linesOf({{"i", 90}, {"a", 80}, {"c", 70}, {"d", 60}, {"e", 50}, {"f", 40}, {"h", 30}, {"g", 20}, {"b", 10}, {"b", 5}}));
    CHECK(many.of("b") == SeriesColours::kOther);
    CHECK(many.of("g") == SeriesColours::kOther);
    CHECK(many.of("a") == 0);
    CHECK(many.of("c") == 2);
    CHECK(many.of("f") == 5);
    CHECK(many.of("h") == 1); // "a" took its colour, and "b" is not shown separately
    CHECK(many.of("i") == 6);
    const SeriesColours alike(firsts, linesOf({{"i", 9}, {"h", 9}, {"a", 9}, {"b", 9}, {"c", 9}, {"d", 9}, {"e", 9}, {"f", 9}, {"g", 9}}));
    CHECK(alike.of("g") == 6); // of equal ones, those used first
    CHECK(alike.of("h") == SeriesColours::kOther);
    const SeriesColours both(firsts, linesOf({{"i", 9}, {"a", 8}, {"c", 7}, {"d", 6}, {"e", 5}, {"f", 4}, {"g", 3}, {"b", 1}, {"b", 3}}));
    CHECK(both.of("b") == 1); // its two providers together exceed "g"
    CHECK(both.of("g") == SeriesColours::kOther);
}
