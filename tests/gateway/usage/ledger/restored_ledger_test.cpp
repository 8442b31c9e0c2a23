#include "gateway/usage/ledger/restored_ledger.h"

#include "ledger_fixture.h"

#include "catch.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;
using namespace test;

namespace {

struct Files {
    QTemporaryDir folder;
    QString from = folder.filePath(QStringLiteral("from.sqlite"));
    QString into = folder.filePath(QStringLiteral("into.sqlite"));

    /// A single-file ledger as written by this program.
    void fill() const
    {
        {
            Problems problems;
            Ledger ledger(from, problems.listener());
            ledger.write({fullExchange(), exchange("second", 2000)});
        }
        valueOf(from, "PRAGMA journal_mode=DELETE");
    }
};

} // namespace

TEST_CASE("copies the rows of a restored ledger into its own schema")
{
    const Files files;
    files.fill();
    valueOf(files.from, "INSERT INTO contents VALUES (1, 99, 'a prompt', 'an answer', 0)");
    REQUIRE(restoreLedger(files.from, files.into));
    for (const char* table : {"exchanges", "attempts", "charges", "route_lists", "prices", "usage_series", "rollups", "rollup_state"}) {
        CAPTURE(table);
        const std::string all = std::string("SELECT * FROM ") + table + " ORDER BY 1, 2";
        CHECK(rowsOf(files.into, all) == rowsOf(files.from, all));
    }
    CHECK(numberOf(files.into, "SELECT count(*) FROM contents") == 0);
    CHECK((QFileInfo(files.into).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)) == 0);
    Problems problems;
    Ledger ledger(files.into, problems.listener());
    const auto found = recentOf(ledger, 10);
    REQUIRE(found);
    REQUIRE(found->size() == 2);
    CHECK(problems.count() == 0);
}

TEST_CASE("restores a ledger of an older version and upgrades it")
{
    const Files files;
    files.fill();
    valueOf(files.from, "DROP INDEX exchanges_deferred; ALTER TABLE exchanges DROP COLUMN web_searches; " + kWithoutReasons + "PRAGMA user_version=10");
    valueOf(files.from, "DROP TABLE charges; CREATE TABLE charges (exchange INTEGER NOT NULL, number INTEGER NOT NULL, provider TEXT, usage_origin TEXT NOT NULL, PRIMARY KEY (exchange, number)) WITHOUT ROWID");
    REQUIRE(restoreLedger(files.from, files.into));
    Problems problems;
    Ledger ledger(files.into, problems.listener());
    const auto found = recentOf(ledger, 10);
    REQUIRE(found);
    CHECK(found->size() == 2);
    CHECK(problems.count() == 0);
}

TEST_CASE("rejects a ledger with triggers or views and runs none of them")
{
    struct Row {
        const char* statements;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"CREATE TRIGGER endless AFTER INSERT ON exchanges BEGIN INSERT INTO attempts (exchange, number, status, started_after_ms, duration_ms)"
         " WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x, x, 0, 0, 0 FROM c; END", "trigger"},
        {"DROP TABLE prices; CREATE VIEW prices AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS key, x AS used_at, 'p' AS price FROM c", "view"},
        {"CREATE VIRTUAL TABLE hidden USING fts5(a)", "virtual"},
        {"ALTER TABLE prices ADD COLUMN computed TEXT AS (hex(zeroblob(100000000)))", "computed"},
        {"ALTER TABLE exchanges ADD COLUMN computed INTEGER AS (length(id)) VIRTUAL", "computed"},
    }));
    CAPTURE(row.statements);
    const Files files;
    files.fill();
    valueOf(files.from, row.statements);
    const auto taken = restoreLedger(files.from, files.into); // the endless ones would not return
    REQUIRE_FALSE(taken);
    CHECK_THAT(taken.error().text(), Catch::Contains(row.words));
    CHECK_FALSE(QFileInfo::exists(files.into));
}

TEST_CASE("rejects values of the wrong type and out-of-range numbers")
{
    const auto statement = GENERATE(as<std::string>(), "UPDATE exchanges SET id = x'0102'", "UPDATE exchanges SET started_at = 'soon'", "UPDATE exchanges SET started_at = -1",
        "UPDATE exchanges SET duration_ms = 9223372036854775807", "UPDATE exchanges SET input_tokens = 1.5", "UPDATE rollups SET sums = 'text'");
    CAPTURE(statement);
    const Files files;
    files.fill();
    valueOf(files.from, statement);
    const auto taken = restoreLedger(files.from, files.into);
    REQUIRE_FALSE(taken);
    CHECK_THAT(taken.error().text(), Catch::Contains("a value in"));
    CHECK_FALSE(QFileInfo::exists(files.into));
}

TEST_CASE("rejects a damaged file or one that is not a ledger and can be interrupted")
{
    const Files files;
    SECTION("not a database")
    {
        QFile file(files.from);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        CHECK_FALSE(restoreLedger(files.from, files.into));
    }
    SECTION("later version")
    {
        files.fill();
        valueOf(files.from, "PRAGMA user_version=999");
        CHECK_THAT(restoreLedger(files.from, files.into).error().text(), Catch::Contains("newer version"));
    }
    SECTION("truncated")
    {
        files.fill();
        QFile file(files.from);
        REQUIRE(file.resize(file.size() / 2));
        CHECK_FALSE(restoreLedger(files.from, files.into));
    }
    SECTION("interrupted")
    {
        files.fill();
        valueOf(files.from, "WITH RECURSIVE c(x) AS (SELECT 1000 UNION ALL SELECT x + 1 FROM c LIMIT 5000) INSERT INTO prices (key, used_at, price) SELECT x, 1, 'p' FROM c");
        CHECK_THAT(restoreLedger(files.from, files.into, [] { return true; }).error().text(), Catch::Contains("interrupted"));
    }
    CHECK_FALSE(QFileInfo::exists(files.into));
}
