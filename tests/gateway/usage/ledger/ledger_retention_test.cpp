#include "gateway/usage/ledger/exchange_lookup.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include "ledger_fixture.h"

#include "catch.h"

#include "gateway/core/ids.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

// Data stored with the exchanges, and the retention of all of it.

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

TEST_CASE("deletes old exchanges with their attempts between writes")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    RecordBatch batch;
    for (int i = 0; i < 3500; ++i) {
        auto record = fullExchange();
        record->startedAt = at(i);
        batch.push_back(record);
    }
    ledger.write(std::move(batch));
    REQUIRE(totalsOf(ledger)->exchanges == 3500);
    ledger.prune(at(3000));
    ledger.write({exchange("new", 5000)});
    const auto rows = [&file] { return numberOf(file, "SELECT COUNT(*) FROM exchanges"); };
    REQUIRE(QTest::qWaitFor([&] { return totalsOf(ledger) && rows() == 501; }, kPatience_ms));
    CHECK(totalsOf(ledger)->exchanges == 3501); // their sums stay
    CHECK(totalsOf(ledger, at(0), at(3000))->exchanges == 3000); // individual rows show which exchanges began later
    const auto report = readUsage(file, {at(0), at(3000)});
    REQUIRE(report);
    CHECK(report->rows.front().totals.exchanges == 3501); // for the whole minute
    CHECK(report->covered == CoveredSpan{at(0), at(60'000)});
    CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 1000);
    CHECK(problems.count() == 0);
}

TEST_CASE("stores a route list once for all its exchanges and restores it with each")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    const auto with = [](const char* id, std::shared_ptr<const RouteList> list) {
        auto record = exchange(id, 5);
        record->routeList = std::move(list);
        return record;
    };
    {
        Ledger ledger(file, problems.listener());
        const auto mine = routes("mine");
        ledger.write({with("a", mine), with("b", routes("other")), with("c", mine), with("d", nullptr)});
        ledger.write({with("e", routes("mine"))}); // the same list in another snapshot
    }
    Ledger ledger(file, problems.listener()); // and in another process
    ledger.write({with("f", routes("mine"))});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    std::string lists;
    for (const ExchangeRecord& record : *records)
        lists += record.id + ':' + (record.routeList ? record.routeList->routes().at(0).id : "none") + ' ';
    CHECK(lists == "f:mine e:mine d:none c:mine b:other a:mine ");
    CHECK(records->at(0).routeList == records->at(3).routeList); // read once
    CHECK(numberOf(file, "SELECT COUNT(*) FROM route_lists") == 2);
    CHECK(problems.count() == 0);

    valueOf(file, "DELETE FROM route_lists"); // deleted from outside
    const auto without = recentOf(ledger, 1);
    REQUIRE(without);
    CHECK_FALSE(without->at(0).routeList);
    ledger.write({with("g", routes("mine"))});
    CHECK(recentOf(ledger, 1)->at(0).routeList);
}

TEST_CASE("stores identical route refusals once and restores them with each exchange")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    const auto with = [](const char* id, const ExchangeDecisions& refused) {
        auto record = exchange(id, 5);
        record->decisions.error = gateway::asIs("All rest.");
        if (!refused.isEmpty())
            record->refusals = std::make_shared<const SharedText>(refused.toText());
        return record;
    };
    const ExchangeDecisions one{.routes = {{"other model", {{0, 57}, {60, 60}}}, {"no header", {{58, 59}}}}};
    const ExchangeDecisions other{.routes = {{"other model", {{0, 60}}}}};
    Ledger ledger(file, problems.listener());
    ledger.write({with("a", one), with("b", other), with("c", one), with("d", {})});
    ledger.write({with("e", one)});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    REQUIRE(records->size() == 5);
    for (const ExchangeRecord& record : *records) {
        CAPTURE(record.id);
        const ExchangeDecisions& expected = record.id == "b" ? other : record.id == "d" ? ExchangeDecisions{} : one;
        CHECK(record.decisions.routes == expected.routes);
        CHECK(record.decisions.error == "All rest."); // stored per exchange
    }
    CHECK(numberOf(file, "SELECT COUNT(*) FROM refusals") == 2);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges WHERE trail LIKE '%routes%'") == 0);
    ledger.prune(at(6));
    REQUIRE(totalsOf(ledger));
    CHECK(numberOf(file, "SELECT COUNT(*) FROM refusals") == 2); // kept for a day: a later batch may refer to them
    ledger.prune(at(2LL * 24 * 3600 * 1000));
    REQUIRE(totalsOf(ledger));
    CHECK(numberOf(file, "SELECT COUNT(*) FROM refusals") == 0);
    CHECK(problems.count() == 0);
}

TEST_CASE("deletes a route list together with the last exchange that used it")
{
    constexpr std::int64_t kDay = 24LL * 3600 * 1000;
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    const auto write = [&ledger](std::int64_t startedAt, const std::shared_ptr<const RouteList>& list) {
        auto record = exchange("x", startedAt);
        record->routeList = list;
        ledger.write({record});
    };
    const auto old = routes("old");
    const auto used = routes("used");
    write(10 * kDay, old);
    write(10 * kDay, used);
    write(10 * kDay + kDay / 2, old); // less than a day later: the list is not updated
    for (std::int64_t day = 11; day < 15; ++day)
        write(day * kDay, used);
    write(9 * kDay, used); // a long exchange that began earlier
    REQUIRE(totalsOf(ledger)->exchanges == 8);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM route_lists WHERE used_at = 864000000") == 1);
    const auto namesAfter = [&](std::int64_t olderThan) {
        ledger.prune(at(olderThan));
        REQUIRE(totalsOf(ledger));
        CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges WHERE route_list NOT IN (SELECT key FROM route_lists)") == 0);
        return numberOf(file, "SELECT COUNT(*) FROM route_lists");
    };
    CHECK(namesAfter(10 * kDay + kDay / 2) == 2); // one exchange of the old list remains
    CHECK(namesAfter(11 * kDay) == 2); // it may have been used up to a day later than recorded
    CHECK(namesAfter(11 * kDay + 1) == 1);
    CHECK(namesAfter(14 * kDay) == 1);
    CHECK(namesAfter(20 * kDay) == 0);
    write(30 * kDay, used);
    CHECK(recentOf(ledger, 1)->at(0).routeList);
    CHECK(problems.count() == 0);
}

TEST_CASE("keeps exchanges for the configured number of days")
{
    QTemporaryDir folder;
    Problems problems;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s), problems.listener());
    const WallTime now = std::chrono::system_clock::now();
    auto old = exchange("old", 0);
    old->startedAt = now - std::chrono::days{31};
    auto young = exchange("young", 0);
    young->startedAt = now - std::chrono::days{29};
    ledger.write({old, young});
    ledger.keep({});
    REQUIRE(totalsOf(ledger)->exchanges == 2);
    ledger.keep({.details = std::chrono::days{30}});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    REQUIRE(records->size() == 1);
    CHECK(records->front().id == "young");
    CHECK(totalsOf(ledger)->exchanges == 2);
}

TEST_CASE("keeps sums longer than exchanges but minute sums only as long")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    const WallTime now = std::chrono::system_clock::now();
    for (const int age : {1, 40, 400, 800}) {
        auto record = exchange("x", 0);
        record->startedAt = now - std::chrono::days{age};
        record->provider = std::to_string(age);
        ledger.write({record});
    }
    const auto levels = [&file] {
        std::string text;
        for (const auto& row : rowsOf(file, "SELECT level, COUNT(*) FROM rollups GROUP BY level"))
            text += row[0] + ':' + row[1] + ' ';
        return text;
    };
    ledger.keep({.details = std::chrono::days{30}, .totals = std::chrono::days{500}});
    REQUIRE(QTest::qWaitFor([&] { return totalsOf(ledger) && levels() == "0:1 1:3 2:3 "; }, kPatience_ms));
    CHECK(totalsOf(ledger)->exchanges == 3);
    ledger.keep({.details = std::chrono::days{30}, .totals = std::chrono::days{7}}); // not shorter than for exchanges
    REQUIRE(QTest::qWaitFor([&] { return totalsOf(ledger) && levels() == "0:1 1:1 2:1 "; }, kPatience_ms));
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges") == 1);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM usage_series") == 1);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM rollup_days") == 1);
    CHECK(problems.count() == 0);
}

TEST_CASE("deletes the oldest exchanges of a ledger that grew too large and shrinks the file")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    {
        Ledger ledger(file, problems.listener());
        for (int i = 0; i < 100; ++i) {
            RecordBatch batch;
            for (int j = 0; j < 100; ++j) {
                auto record = fullExchange();
                record->id = std::to_string(i * 100 + j);
                record->startedAt = at(1'000'000'000 + i * 100 + j);
                batch.push_back(record);
            }
            ledger.write(std::move(batch));
        }
        REQUIRE(totalsOf(ledger)->exchanges == 10'000);
        const auto rows = [&file] { return numberOf(file, "SELECT COUNT(*) FROM exchanges"); };
        const auto bytes = [&file] { return numberOf(file, "PRAGMA page_count") * numberOf(file, "PRAGMA page_size"); };
        const auto before = bytes();
        ledger.keep({.maxBytes = before / 2});
        REQUIRE(QTest::qWaitFor([&] { return totalsOf(ledger) && bytes() < before * 6 / 10; }, kPatience_ms));
        CHECK(rows() > 2000);
        CHECK(rows() < 6000);
        CHECK(recentOf(ledger, 1)->front().id == "9999");
        CHECK(totalsOf(ledger)->exchanges == 10'000);
    }
    CHECK(problems.count() == 0);
    CHECK(valueOf(file, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("keeps content until it expires or its exchange is deleted")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    IdSource ids;
    const WallTime now = std::chrono::system_clock::now();
    const auto holding = [&](WallTime startedAt, Milliseconds time) {
        auto record = exchange(ids.next(startedAt), std::chrono::duration_cast<Milliseconds>(startedAt.time_since_epoch()).count());
        record->content = std::make_shared<const Content>(Content{now + time, "pineapple?", "yes \xe6, pineapple", true});
        return record;
    };
    const auto contentOf = [&](const ExchangeRecord& record) {
        const auto found = findContent(file, record.id);
        REQUIRE(found);
        return *found;
    };
    const auto lasting = holding(now, std::chrono::hours(1));
    const auto brief = holding(now, Milliseconds(1500));
    const auto old = holding(now - std::chrono::hours(48), std::chrono::hours(1));
    const auto without = exchange(ids.next(now), std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count());
    {
        Ledger ledger(file, problems.listener());
        ledger.write({lasting, without, brief, old});
        REQUIRE(totalsOf(ledger)->exchanges == 4);
        REQUIRE(contentOf(*lasting));
        CHECK(contentOf(*lasting)->request == "pineapple?");
        CHECK(contentOf(*lasting)->answer == "yes \xef\xbf\xbd, pineapple"); // as valid UTF-8
        CHECK(contentOf(*lasting)->isCut);
        CHECK_FALSE(contentOf(*without));
        CHECK(recentOf(ledger, 10)->at(0).content == nullptr);
        ledger.prune(now - std::chrono::hours(24));
        REQUIRE(QTest::qWaitFor([&] { return numberOf(file, "SELECT COUNT(*) FROM exchanges") == 3; }, kPatience_ms));
        CHECK(numberOf(file, "SELECT COUNT(*) FROM contents WHERE answer LIKE '%pineapple'") <= 2);
        // No further writes while time passes.
        REQUIRE(QTest::qWaitFor([&] { return numberOf(file, "SELECT COUNT(*) FROM contents") == 1; }, kPatience_ms));
        CHECK_FALSE(contentOf(*brief));
        CHECK(contentOf(*lasting));
        CHECK(totalsOf(ledger)->exchanges == 4); // remains in the sums
    }
    valueOf(file, "UPDATE contents SET expires_at = 1000");
    CHECK_FALSE(contentOf(*lasting)); // although not yet deleted
    {
        Ledger ledger(file, problems.listener());
        REQUIRE(totalsOf(ledger));
    }
    CHECK(numberOf(file, "SELECT COUNT(*) FROM contents") == 0);
    QFile closed(file);
    REQUIRE(closed.open(QIODevice::ReadOnly));
    CHECK_FALSE(closed.readAll().contains("pineapple")); // nor in SQLite's free pages
    CHECK(problems.count() == 0);
}

TEST_CASE("deletes content that the settings no longer keep including late content")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    IdSource ids;
    const WallTime now = std::chrono::system_clock::now();
    const auto of = [&](const char* consumer) {
        auto record = exchange(ids.next(now), std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count());
        record->consumer = consumer;
        record->content = std::make_shared<const Content>(Content{now + std::chrono::hours(5), "pineapple", {}, false});
        return record;
    };
    const auto kept = [&](Ledger& ledger) {
        REQUIRE(totalsOf(ledger)); // after all earlier calls
        return numberOf(file, "SELECT COUNT(*) FROM contents");
    };
    {
        Ledger ledger(file, problems.listener());
        ledger.write({of("a"), of("b"), of("c")});
        CHECK(kept(ledger) == 3);
        ledger.keepContents({{"a", now + std::chrono::hours(5)}, {"b", now + std::chrono::hours(1)}});
        CHECK(kept(ledger) == 2);
        CHECK(numberOf(file, "SELECT COUNT(DISTINCT expires_at) FROM contents") == 2); // expires earlier than originally stored
        ledger.write({of("c"), of("a")}); // began before the change
        CHECK(kept(ledger) == 3);
        ledger.keepContents({});
        CHECK(kept(ledger) == 0);
        CHECK(totalsOf(ledger)->exchanges == 5);
        // Enabled again, with a shorter retention than before.
        ledger.keepContents({{"a", now + std::chrono::hours(5)}});
        auto brief = of("a");
        brief->content = std::make_shared<const Content>(Content{std::chrono::system_clock::now() + Milliseconds(300), "pineapple", {}, false});
        ledger.write({of("a"), brief});
        CHECK(kept(ledger) == 2);
        CHECK(QTest::qWaitFor([&] { return numberOf(file, "SELECT COUNT(*) FROM contents") == 1; }, kPatience_ms));
        ledger.keepContents({});
        CHECK(kept(ledger) == 0);
    }
    QFile closed(file);
    REQUIRE(closed.open(QIODevice::ReadOnly));
    CHECK_FALSE(closed.readAll().contains("pineapple"));
    CHECK(problems.count() == 0);
}

TEST_CASE("removes deleted content from the journal as soon as no reader needs it")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    IdSource ids;
    const WallTime now = std::chrono::system_clock::now();
    auto record = exchange(ids.next(now), std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count());
    record->content = std::make_shared<const Content>(Content{now + std::chrono::hours(5), "pineapple", {}, false});
    const auto isSaid = [&] {
        return std::ranges::any_of(std::array{file, file + u"-wal"_s}, [](const QString& name) {
            QFile one(name);
            return one.open(QIODevice::ReadOnly) && one.readAll().contains("pineapple");
        });
    };
    Ledger ledger(file, problems.listener());
    ledger.write({record});
    REQUIRE(totalsOf(ledger)->exchanges == 1);
    {
        SqliteConnection reader;
        REQUIRE(reader.open(file.toStdString(), Milliseconds(0), SqliteConnection::Access::Read));
        REQUIRE(reader.run("BEGIN"));
        auto rows = reader.prepare("SELECT COUNT(*) FROM contents");
        REQUIRE(rows);
        REQUIRE(rows->step());
        ledger.keepContents({});
        REQUIRE(totalsOf(ledger));
        CHECK(numberOf(file, "SELECT COUNT(*) FROM contents") == 0);
        CHECK(isSaid()); // still needed by the reader
    }
    CHECK(QTest::qWaitFor([&] { return !isSaid(); }, kPatience_ms));
    CHECK(problems.count() == 0);
}
