#include "field_world.h"
#include "outlast.h"
#include "sample_ledger.h"

#include <QLabel>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <chrono>

TEST_CASE("shows what a resilience value would have done in the last 7 days, also while typing")
{
    FieldRooms world;
    world.gateway.addProvider("deepseek");
    const QTemporaryDir folder;
    world.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(world.gateway.ledgerFile, SampleLedger::requests(std::chrono::system_clock::now(), 5));
    world.showRoom("resilience");
    const auto& said = control<QLabel>(*world.page, "lastWeek:providers[].timeouts.first_byte_ms");
    REQUIRE(QTest::qWaitFor([&] { return said.isVisible(); }, 10000));
    const QRegularExpression none(QStringLiteral("^last 7 days: none of ([0-9,]+) attempts took longer$"));
    const auto found = none.match(said.text());
    CAPTURE(said.text().toStdString());
    REQUIRE(found.hasMatch());
    CHECK(found.captured(1) != QStringLiteral("0"));
    control<QDoubleSpinBox>(*world.page, "field:providers[].timeouts.first_byte_ms").setValue(0.001);
    CHECK(QTest::qWaitFor([&] { return said.text().contains(QStringLiteral(" of ") + found.captured(1) + QStringLiteral(" attempts took longer")) && !said.text().contains(QStringLiteral("none")); }, 10000));
    CHECK_FALSE(control<QLabel>(*world.page, "lastWeek:providers[].timeouts.min_bytes_per_second").isVisible()); // it is disabled
}

TEST_CASE("does not query for a provider form without such values")
{
    FieldRooms world;
    world.showRoom("proxy");
    outlast(std::chrono::milliseconds{600}); // longer than the delay before a query
    CHECK_FALSE(world.page->findChild<QLabel*>(QStringLiteral("lastWeek:providers[].proxy"))->isVisible());
}

TEST_CASE("every resilience value has a text for the last 7 days")
{
    FieldRooms world;
    world.gateway.addProvider("deepseek");
    world.gateway.m_settings.routes.resize(1);
    world.gateway.m_settings.routes.front().fallback.deadline_ms = 1000;
    world.gateway.m_settings.routes.front().fallback.hedgeAfter_ms = 1000;
    world.gateway.m_settings.routes.front().fallback.retryOnFailureWithin_ms = 1;
    world.gateway.m_settings.routes.front().fallback.retries = 2;
    for (auto& provider : world.gateway.m_settings.providers) provider.timeouts.minBytesPerSecond = 1'000'000;
    Q_EMIT world.gateway.settingsChanged();
    const QTemporaryDir folder;
    world.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    auto records = SampleLedger::requests(std::chrono::system_clock::now(), 5);
    records.push_back(std::make_shared<gateway::usage::ExchangeRecord>(SampleLedger::fallback(std::chrono::system_clock::now() - std::chrono::hours(1))));
    auto whole = std::make_shared<gateway::usage::ExchangeRecord>(*records.front()); // slow, and not streamed
    whole->id += "-whole";
    whole->isStream = false;
    whole->attempts.back().firstByte = std::chrono::seconds(1);
    whole->attempts.back().lastByte = std::chrono::seconds(9);
    records.push_back(whole);
    SampleLedger::write(world.gateway.ledgerFile, records);
    world.showRoom("resilience");
    for (const auto& part : ui::pages::fieldRoom("resilience").parts)
        for (const auto& section : part.sections)
            for (const char* const path : section.paths) {
                const std::string pattern = ui::pages::baseOf(part.scope) + '.' + path;
                CAPTURE(pattern);
                const auto& said = control<QLabel>(*world.page, ("lastWeek:" + pattern).c_str());
                const bool isNumber = world.page->findChild<QAbstractSpinBox*>(QString::fromStdString("field:" + pattern)) != nullptr;
                if (!isNumber) continue;
                CHECK(QTest::qWaitFor([&] { return said.isVisible() && !said.text().isEmpty(); }, 10000));
                CHECK_FALSE(said.text().contains(QStringLiteral("no data")));
            }
    // What a retry could fix does not depend on the number of retries, and their waiting time depends on both.
    const auto& mended = control<QLabel>(*world.page, "lastWeek:routes[].fallback.retries");
    const auto& waits = control<QLabel>(*world.page, "lastWeek:routes[].fallback.backoff_ms");
    CHECK(mended.text().contains(QStringLiteral(" of ")));
    CHECK_FALSE(mended.text().contains(QStringLiteral("none")));
    const QString before = waits.text();
    CHECK(before.contains(QStringLiteral("of waiting")));
    // While typing, before the edit is finished.
    auto& box = control<QDoubleSpinBox>(*world.page, "field:routes[].fallback.backoff_ms");
    auto* const line = box.findChild<QLineEdit*>();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("29"));
    CHECK(QTest::qWaitFor([&] { return waits.text() != before; }, 10000));
    CHECK(world.gateway.settings().routes.front().fallback.backoff_ms != 29000);
}
