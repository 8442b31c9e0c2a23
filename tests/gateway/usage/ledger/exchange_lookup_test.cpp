#include "gateway/usage/ledger/exchange_lookup.h"

#include "gateway/core/ids.h"
#include "gateway/usage/ledger/ledger.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<ExchangeRecord> exchangeOf(IdSource& ids, WallTime now)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->startedAt = now;
    record->id = ids.next(now);
    record->route = "route-of-" + record->id;
    record->attempts.resize(3);
    record->attempts[0].provider = "first";
    record->attempts[2].provider = "third";
    record->decisions.routes = {{"it does not match the model", {{0, 8}}}};
    record->routeList = std::make_shared<const RouteList>(std::vector<RouteList::Route>{{"a"}}, std::vector<RouteList::Rules>{});
    record->attempts[0].place = TargetPlace{.hasRoute = true, .weight = 2, .algorithm = "roundrobin"};
    return record;
}

/// Returns once everything has been written.
void settle(Ledger& ledger)
{
    QObject context;
    bool isDone = false;
    ledger.totals({}, {}, &context, [&isDone](const auto&) { isDone = true; });
    REQUIRE(QTest::qWaitFor([&isDone] { return isDone; }, 20'000));
}

} // namespace

TEST_CASE("finds an exchange by ID while the ledger is open and after it is closed")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"数据/ledger.sqlite"_s);
    IdSource ids;
    const WallTime now = std::chrono::system_clock::now();
    const auto wanted = exchangeOf(ids, now);
    auto ledger = std::make_optional<Ledger>(file, nullptr);
    ledger->write({exchangeOf(ids, now), wanted, exchangeOf(ids, now), exchangeOf(ids, now - std::chrono::hours(1))});
    settle(*ledger);
    const bool isRunning = GENERATE(true, false);
    if (!isRunning)
        ledger.reset();
    const auto found = findExchange(file, wanted->id);
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->id == wanted->id);
    CHECK((*found)->route == wanted->route);
    CHECK((*found)->decisions == wanted->decisions);
    REQUIRE((*found)->routeList);
    CHECK((*found)->routeList->text() == wanted->routeList->text());
    CHECK((*found)->attempts.at(0).place == wanted->attempts[0].place);
    REQUIRE((*found)->attempts.size() == 3);
    CHECK((*found)->attempts[0].provider == "first");
    CHECK((*found)->attempts[2].provider == "third");
    for (const std::string& unknown : {ids.next(now), std::string("nonsense"), std::string()}) {
        const auto none = findExchange(file, unknown);
        REQUIRE(none);
        CHECK_FALSE(*none);
    }
    if (isRunning) { // the reader blocked no writes
        const auto later = exchangeOf(ids, now);
        ledger->write({later});
        settle(*ledger);
        CHECK(findExchange(file, later->id)->has_value());
    }
}

TEST_CASE("reports why a ledger cannot be read and does not create or change it")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const std::string id = IdSource().next(std::chrono::system_clock::now());
    const auto missing = findExchange(file, id);
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().text(), Catch::Contains("There is no ledger " + file.toStdString()));
    CHECK_FALSE(QFile::exists(file));
    const QByteArray content = GENERATE(QByteArray(5000, 'x'), QByteArray());
    QFile written(file);
    REQUIRE(written.open(QIODevice::ReadWrite));
    written.write(content);
    written.flush();
    const auto broken = findExchange(file, id);
    REQUIRE_FALSE(broken);
    CHECK(broken.error().kind == ErrorKind::Io);
    CHECK_THAT(broken.error().text(), Catch::Contains(content.isEmpty() ? "it is empty, or a file of another program" : "not a database"));
    written.seek(0);
    CHECK(written.readAll() == content);
}
