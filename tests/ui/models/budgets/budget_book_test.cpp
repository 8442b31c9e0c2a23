#include "ui/models/budgets/budget_book.h"

#include "catch.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using config::BudgetPeriod;

namespace {

constexpr int kMostWait_ms = 20'000;

ExchangeRecord paidNow(const SampleDay& day, const char* id, std::int64_t yuan)
{
    ExchangeRecord record;
    record.id = id;
    record.startedAt = day.clock.wallNow() - 1s;
    record.provider = "deepseek";
    record.model = "deepseek-chat";
    record.outcome = Outcome::Answered;
    record.status = 200;
    record.cost = Money{Currency::Cny, yuan * kPicoOfUnit};
    record.attempts.resize(1);
    record.attempts[0].provider = record.provider;
    record.attempts[0].model = record.model;
    return record;
}

RecordBatch batchOf(const ExchangeRecord& record) { return {std::make_shared<const ExchangeRecord>(record)}; }

struct Opened {
    Opened() { day.gateway.ledgerFile = folder.filePath(u"ledger.sqlite"_s); }
    void set(std::vector<config::BudgetSettings> budgets)
    {
        auto next = day.gateway.settings();
        next.usage.budgets = std::move(budgets);
        day.gateway.change(next, [](const Result<void>& done) { REQUIRE(done); });
    }
    bool waitFor(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, kMostWait_ms); }
    std::int64_t spent() { return book.states().size() == 1 ? book.states()[0].spent.pico / kPicoOfUnit : -1; }

    QTemporaryDir folder;
    SampleDay day;
    BudgetBook book{day.gateway, day.clock, nullptr, 50ms};
};

const config::BudgetSettings kDay{BudgetPeriod::Day, 20, Currency::Cny, "", ""};

} // namespace

TEST_CASE("reads watched budgets at once, after requests and after a change")
{
    Opened opened;
    SampleLedger::write(opened.day.gateway.ledgerFile, batchOf(paidNow(opened.day, "a", 3)));
    opened.set({kDay});
    REQUIRE(opened.waitFor([&] { return opened.day.gateway.settings().usage.budgets.size() == 1; }));
    CHECK(opened.book.states().empty()); // nobody watches it
    opened.book.setWatched(true);
    REQUIRE(opened.waitFor([&] { return opened.spent() == 3; }));
    const ExchangeRecord more = paidNow(opened.day, "b", 4);
    SampleLedger::write(opened.day.gateway.ledgerFile, batchOf(more));
    opened.day.gateway.finish(more);
    REQUIRE(opened.waitFor([&] { return opened.spent() == 7; }));
    opened.day.gateway.rate.usdCny = 7;
    opened.set({kDay, {BudgetPeriod::Week, 1, Currency::Usd, "", ""}});
    REQUIRE(opened.waitFor([&] { return opened.book.states().size() == 2 && opened.book.states()[1].isReached(); }));
    opened.day.gateway.rate.usdCny = 8;
    Q_EMIT opened.day.gateway.pricesChanged();
    REQUIRE(opened.waitFor([&] { return !opened.book.states()[1].isReached(); }));
    opened.set({});
    REQUIRE(opened.waitFor([&] { return opened.book.states().empty(); }));
    opened.book.setWatched(false);
    opened.set({kDay});
    REQUIRE(opened.waitFor([&] { return !opened.day.gateway.settings().usage.budgets.empty(); }));
    CHECK(opened.book.states().empty());
    CHECK_FALSE(opened.book.isReading());
}

TEST_CASE("nothing is spent before the first request and unknown without a ledger")
{
    Opened opened;
    const QString file = std::exchange(opened.day.gateway.ledgerFile, QString());
    opened.day.gateway.m_settings.usage.budgets = {kDay};
    opened.book.setWatched(true);
    CHECK(opened.book.states().empty());
    opened.day.gateway.ledgerFile = file;
    Q_EMIT opened.day.gateway.statusChanged();
    CHECK(opened.spent() == 0);
    CHECK(opened.book.problem().isEmpty());
}

TEST_CASE("keeps the known amounts and reports an unreadable ledger")
{
    Opened opened;
    SampleLedger::write(opened.day.gateway.ledgerFile, batchOf(paidNow(opened.day, "a", 3)));
    opened.day.gateway.m_settings.usage.budgets = {kDay};
    opened.book.setWatched(true);
    REQUIRE(opened.waitFor([&] { return opened.spent() == 3; }));
    QFile broken(opened.folder.filePath(u"broken.sqlite"_s));
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray(4096, 'x'));
    broken.close();
    opened.day.gateway.ledgerFile = broken.fileName();
    opened.book.setWatched(true);
    REQUIRE(opened.waitFor([&] { return !opened.book.problem().isEmpty(); }));
    CHECK(opened.spent() == 3);
}

TEST_CASE("without budgets reads and reports nothing")
{
    Opened opened;
    QSignalSpy changes(&opened.book, &BudgetBook::changed);
    opened.book.setWatched(true);
    opened.day.gateway.finish(paidNow(opened.day, "a", 3));
    Q_EMIT opened.day.gateway.settingsChanged();
    CHECK(changes.isEmpty());
    CHECK_FALSE(opened.book.isReading());
}
