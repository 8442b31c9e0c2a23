#include "gateway/usage/ledger/ledger_export.h"
#include "gateway/usage/ledger/usage_lookup.h"

#include "gateway/core/json/json.h"
#include "ledger_fixture.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/fsuid.h>
#endif

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

std::string exported(const QString& file, ExportFormat format, WallTime from = at(0), WallTime to = at(1LL << 42))
{
    std::string text;
    const auto count = exportUsage(file, {from, to, format}, [&text](std::string_view part) {
        text += part;
        return Result<void>();
    });
    REQUIRE(count);
    if (format == ExportFormat::JsonLines)
        CHECK(*count == std::ranges::count(text, '\n'));
    return text;
}

} // namespace

TEST_CASE("exports exchanges with their attempts")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    auto odd = exchange("odd", 5000);
    odd->askedModel = "=HYPERLINK(\"http://x\")";
    odd->clientName = "two\r\nlines";
    odd->consumer = "-5";
    ledger.write({fullExchange(), odd});
    REQUIRE(totalsOf(ledger));
    const std::string csv = exported(file, ExportFormat::Csv, at(0), at(6000));
    CHECK_THAT(csv, Catch::StartsWith("id,started_at,api,consumer,client,"));
    CHECK_THAT(csv, Catch::Contains("attempts,earlier_attempts,charges\r\nodd,1970-01-01T00:00:05.000Z,,'-5,\"two\r\nlines\",,,,,,,,,,,"
                                    "\"'=HYPERLINK(\"\"http://x\"\")\",deepseek,,,answered,200,,"));
    const std::string lines = exported(file, ExportFormat::JsonLines, at(5001));
    const auto json = parseJson(lines);
    REQUIRE(json);
    const Json& full = *json;
    CHECK(full["started_at"] == "2025-11-20T08:00:00.123Z");
    CHECK(full["asked"] == "gpt-4o; DROP TABLE exchanges; -- 模型");
    CHECK(full["cost"] == "1.234567890123");
    CHECK(full["currency"] == "CNY");
    CHECK(full["eval_run"] == "01M8Z3V6ZC3WQG1D5PNBX7S4TM");
    CHECK(full["shadow_of"] == "01JD1");
    CHECK(full["tokens_from"] == "reported");
    CHECK(full["price_source"] == "configuration");
    CHECK(full["cached_input_tokens"] == 20);
    REQUIRE(full["attempts"].size() == 3);
    CHECK(full["attempts"][0]["failure"] == "rate_limited");
    CHECK(full["attempts"][1]["connect_ms"].is_null());
    CHECK(full["attempts"][1]["key"] == "spare");
    CHECK(full["attempts"][2]["status"] == 200);
}

TEST_CASE("exports in parts with each exchange once and can be cancelled")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    RecordBatch batch;
    for (int i = 0; i < 2600; ++i)
        batch.push_back(exchange(std::to_string(i), 1000 + i / 700)); // many with the same time
    ledger.write(std::move(batch));
    REQUIRE(totalsOf(ledger));
    std::string csv = exported(file, ExportFormat::Csv);
    std::string ids;
    for (int i = 0; i < 2600; ++i)
        ids += std::to_string(i) + ',';
    std::string found;
    for (std::size_t at = csv.find('\n') + 1; at < csv.size(); at = csv.find('\n', at) + 1)
        found += csv.substr(at, csv.find(',', at) - at) + ',';
    CHECK(found == ids);
    std::size_t largest = 0;
    std::vector<ExportProgress> told;
    const auto count = exportUsage(
        file, {at(0), at(1LL << 42), ExportFormat::Csv},
        [&](std::string_view part) {
            largest = std::max(largest, part.size());
            return Result<void>();
        },
        [&](const ExportProgress& progress) {
            told.push_back(progress);
            return told.size() < 2;
        });
    REQUIRE(count);
    CHECK(*count == 1000);
    REQUIRE(told.size() == 2);
    CHECK(told[0].done == 500);
    CHECK(told[1].all == 2600);
    CHECK(largest < csv.size() / 4);
    const auto full = exportUsage(file, {at(0), at(1LL << 42), ExportFormat::Csv},
        [](std::string_view) -> Result<void> { return failure(ErrorKind::Io, gateway::asIs("the disk is full")); });
    REQUIRE_FALSE(full);
    CHECK(full.error().text() == "the disk is full");
}

TEST_CASE("vacuums a ledger while others use it")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const auto missing = vacuumUsage(file);
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().text(), Catch::Contains("There is no ledger"));
    CHECK(QDir(folder.path()).isEmpty());
    Problems problems;
    Ledger ledger(file, problems.listener());
    ledger.write(RecordBatch(5000, fullExchange()));
    REQUIRE(totalsOf(ledger)->exchanges == 5000);
    valueOf(file, "PRAGMA auto_vacuum=NONE; VACUUM; PRAGMA foreign_keys=ON; DELETE FROM exchanges"); // as an older version left it
    CHECK(numberOf(file, "PRAGMA auto_vacuum") == 0);
    const auto gained = vacuumUsage(file);
    REQUIRE(gained);
    CHECK(numberOf(file, "PRAGMA auto_vacuum") == 2);
    CHECK(numberOf(file, "PRAGMA freelist_count") == 0);
    ledger.write({fullExchange()});
    CHECK(totalsOf(ledger)->exchanges == 5001);
    CHECK(problems.count() == 0);
    for (int time = 1; time <= 2; ++time) { // a second vacuum gains nothing and never reports less than zero
        const auto again = vacuumUsage(file);
        REQUIRE(again);
        CHECK(*again >= 0);
    }
}

TEST_CASE("exports an unanswered exchange with its last attempt's provider")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    auto failed = exchange("failed", 1000);
    failed->outcome = Outcome::Failed;
    failed->provider.clear();
    failed->model.clear();
    failed->attempts.resize(2);
    failed->attempts[0].provider = "first";
    failed->attempts[1].provider = "second";
    failed->attempts[1].model = "their-model";
    ledger.write({failed});
    REQUIRE(totalsOf(ledger));
    const auto json = parseJson(exported(file, ExportFormat::JsonLines));
    REQUIRE(json);
    CHECK((*json)["provider"] == "second");
    CHECK((*json)["model"] == "their-model");
}

#ifdef Q_OS_LINUX
TEST_CASE("reads a ledger from a read-only medium with or without its journal")
{
    struct Row {
        const char* name;
        bool hasJournal;
    };
    const auto row = GENERATE(values<Row>({{"after a normal stop", false}, {"after the gateway was killed", true}}));
    CAPTURE(row.name);
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    QDir(folder.path()).mkdir(u"medium"_s);
    const QString medium = folder.filePath(u"medium"_s);
    const QString there = medium + u"/ledger.sqlite"_s;
    {
        Ledger ledger(file, {});
        ledger.write({exchange("one", 1000), exchange("two", 2000)});
        REQUIRE(totalsOf(ledger));
        if (row.hasJournal) {
            REQUIRE(QFile::copy(file, there));
            REQUIRE(QFile::copy(file + u"-wal"_s, there + u"-wal"_s));
            REQUIRE(QFileInfo(there + u"-wal"_s).size() > 0);
        }
    }
    if (!row.hasJournal)
        REQUIRE(QFile::copy(file, there));
    for (const QString& name : QDir(medium).entryList(QDir::Files))
        QFile::setPermissions(medium + u'/' + name, QFile::ReadOwner | QFile::ReadGroup);
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeGroup);
    QFile::setPermissions(medium, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup);
    constexpr uid_t kNobody = 65534;
    const int before = setfsuid(kNobody); // root may write everywhere; others keep their user
    const auto rows = readUsage(there, {at(0), at(1LL << 42), {}});
    setfsuid(static_cast<uid_t>(before));
    CAPTURE(rows ? std::string() : rows.error().text());
    REQUIRE(rows);
    CHECK(rows->rows.front().totals.exchanges == 2);
    CHECK(QDir(medium).entryList(QDir::Files).size() == (row.hasJournal ? 2 : 1));
    QFile::setPermissions(medium, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}
#endif
