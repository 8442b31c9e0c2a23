#include "app/process/usage_request.h"

#include "catch.h"

#include <chrono>

using namespace app;
using gateway::WallTime;
using gateway::usage::UsageBy;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(10, 30));

WallTime wall(const QDateTime& time) { return WallTime(std::chrono::milliseconds(time.toMSecsSinceEpoch())); }

} // namespace

TEST_CASE("parses start and end of a usage report")
{
    struct Row {
        const char* text;
        bool isEnd;
        QDateTime time; ///< invalid: refused
    };
    const auto row = GENERATE(values<Row>({
        {"2026-11-01", false, QDateTime(QDate(2026, 11, 1), QTime(0, 0))},
        {"2026-11-30", true, QDateTime(QDate(2026, 12, 1), QTime(0, 0))},
        {"7d", false, kNow.addDays(-7)},
        {"12h", true, kNow.addSecs(-12 * 3600)},
        {"2w", false, kNow.addDays(-14)},
        {"5m", false, kNow.addSecs(-300)},
        {"30s", false, kNow.addSecs(-30)},
        {"5y", false, {}},
        {"2026-11-01T08:00:00Z", false, QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC)},
        {"2026-11-01T08:00:00.250Z", true, QDateTime(QDate(2026, 11, 1), QTime(8, 0, 0, 250), Qt::UTC)},
        {"yesterday", false, {}},
        {"2026-13-01", false, {}},
        {"0d", false, {}},
        {"", true, {}},
    }));
    CAPTURE(row.text, row.isEnd);
    const auto time = usageTimeFrom(QString::fromLatin1(row.text), kNow, row.isEnd);
    REQUIRE(time.has_value() == row.time.isValid());
    if (time)
        CHECK(*time == wall(row.time));
    else
        CHECK_THAT(time.error().text(), Catch::Contains("7d") && Catch::Contains(std::string("'") + row.text + "'"));
}

TEST_CASE("parses the grouping of a usage report")
{
    CHECK(usageBysFrom(QStringLiteral("day, key")).value() == std::vector{UsageBy::Day, UsageBy::Key});
    CHECK(usageBysFrom(QStringLiteral("all")).value().empty());
    for (const char* wrong : {"", "vendor", "day,", "day,day"}) {
        CAPTURE(wrong);
        CHECK_FALSE(usageBysFrom(QString::fromLatin1(wrong)));
    }
    CHECK_THAT(usageBysFrom(QStringLiteral("vendor")).error().text(),
        Catch::Contains("month, day, hour, minute, provider, model, key") && Catch::Contains("'vendor'"));
}

TEST_CASE("reports the last thirty days by default")
{
    const WallTime now = wall(kNow);
    const auto usual = usageQuery({}, now);
    REQUIRE(usual);
    CHECK(usual->to - now == std::chrono::milliseconds(1));
    CHECK(now - usual->from == std::chrono::days(30));
    CHECK(usual->by == std::vector{UsageBy::Provider, UsageBy::Model});
    UsageRequest past;
    past.until = now - std::chrono::days(100);
    CHECK(usageQuery(past, now)->from == now - std::chrono::days(130));
    past.since = past.until;
    REQUIRE_FALSE(usageQuery(past, now));
    CHECK_THAT(usageQuery(past, now).error().text(), Catch::Contains("--since must be before --until"));
}

TEST_CASE("parses usage commands with the options they allow")
{
    CHECK(usageWorkFrom({}, {}).value() == UsageWork::Sums);
    CHECK(usageWorkFrom({QStringLiteral("vacuum")}, {}).value() == UsageWork::Vacuum);
    UsageRequest request;
    request.format = UsageFormat::AsJsonLines;
    request.output = QStringLiteral("/tmp/a");
    CHECK(usageWorkFrom({QStringLiteral("export")}, request).value() == UsageWork::Export);
    CHECK_FALSE(usageWorkFrom({}, request));
    CHECK_FALSE(usageWorkFrom({QStringLiteral("export"), QStringLiteral("more")}, {}));
    UsageRequest budgets;
    budgets.withBudgets = true;
    CHECK(usageWorkFrom({}, budgets).value() == UsageWork::Sums);
    CHECK_FALSE(usageWorkFrom({QStringLiteral("export")}, budgets));
    CHECK_FALSE(usageWorkFrom({QStringLiteral("vacuum")}, budgets));
    budgets.format = UsageFormat::AsCsv;
    CHECK_FALSE(usageWorkFrom({}, budgets));
}
