#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/live_board.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include "ledger_fixture.h"

#include "catch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <deque>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <utility>

// The ledger's file: from older versions, unusable, or left by a killed process.

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

TEST_CASE("replaces a ledger while it is being written and read")
{
    const QTemporaryDir folder;
    const QString own = folder.filePath(u"ledger.sqlite"_s);
    const QString other = folder.filePath(u"other.sqlite"_s);
    const QString kept = folder.filePath(u"kept.sqlite"_s);
    {
        Ledger ledger(other, {});
        ledger.write({exchange("a", 1'793'500'000'000), exchange("b", 1'793'500'060'000), exchange("c", 1'793'500'120'000)});
    }
    Problems problems;
    Ledger ledger(own, problems.listener());
    ledger.write({exchange("mine", 1'793'500'000'000)});
    REQUIRE(recentOf(ledger, 10)->size() == 1);
    SqliteConnection reader; // as a usage page has it open
    REQUIRE(reader.open(own.toStdString(), Milliseconds{1000}, SqliteConnection::Access::Read));
    const auto count = [&] {
        auto rows = reader.prepare("SELECT COUNT(*) FROM exchanges");
        REQUIRE(rows);
        REQUIRE(rows->step());
        return rows->integer();
    };
    CHECK(count() == 1);
    QObject context;
    const auto replace = [&](const QString& from) {
        std::optional<Result<void>> done;
        ledger.replace(from, kept, &context, [&](const Result<void>& result) { done = result; });
        QElapsedTimer patience;
        patience.start();
        while (!done && patience.elapsed() < kPatience_ms)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        REQUIRE(done);
        return *done;
    };
    SECTION("by a valid ledger")
    {
        REQUIRE(replace(other));
        CHECK(recentOf(ledger, 10)->size() == 3);
        CHECK(totalsOf(ledger)->exchanges == 3);
        CHECK(count() == 3);
        ledger.write({exchange("later", 1'793'500'180'000)});
        CHECK(totalsOf(ledger)->exchanges == 4);
        CHECK(valueOf(kept, "SELECT id FROM exchanges") == "mine");
        CHECK(problems.count() == 0);
    }
    SECTION("refuses a file that is not a ledger or has a later version")
    {
        if (GENERATE(false, true)) {
            valueOf(other, "PRAGMA user_version = 1000");
        } else {
            QFile file(other);
            REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write("no database, and longer than the head of one: 0123456789 0123456789 0123456789 0123456789 0123456789");
        }
        CHECK_FALSE(replace(other));
        CHECK(recentOf(ledger, 10)->front().id == "mine");
        ledger.write({exchange("later", 1'793'500'180'000)});
        CHECK(totalsOf(ledger)->exchanges == 2);
    }
}

TEST_CASE("moves an emptied ledger aside in a data folder that was in use")
{
    struct Row { const char* name; const char* sign; bool isAside; };
    const auto row = GENERATE(values<Row>({{"a first start that was cut off", nullptr, false}, {"state beside it", "state.json", true}, {"its journal beside it", "ledger.sqlite-wal", true}}));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    const auto make = [&](const QString& name, const char* text) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    make(u"ledger.sqlite"_s, "");
    if (row.sign)
        make(QLatin1String(row.sign), "something");
    {
        Ledger ledger(folder.filePath(u"ledger.sqlite"_s), {});
        ledger.write({exchange("a", 1'793'500'000'000)});
        CHECK(recentOf(ledger, 10)->size() == 1);
    }
    const QStringList aside = QDir(folder.path()).entryList({u"ledger-lost-*.sqlite"_s});
    CHECK(aside.size() == (row.isAside ? 1 : 0));
    if (row.isAside)
        CHECK(QFileInfo(folder.filePath(aside.first())).size() == 0);
    if (row.isAside && row.sign == std::string("ledger.sqlite-wal")) {
        QFile journal(folder.filePath(aside.first() + u"-wal"_s));
        REQUIRE(journal.open(QIODevice::ReadOnly));
        CHECK(journal.readAll() == "something");
    }
}

TEST_CASE("upgrades a ledger of an older version and keeps its data")
{
    constexpr const char* kFirstVersion =
        "CREATE TABLE exchanges (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, started_at INTEGER NOT NULL,"
        " dialect TEXT, consumer TEXT, client TEXT, route TEXT, asked_model TEXT, provider TEXT, model TEXT,"
        " is_stream INTEGER NOT NULL, is_fallback INTEGER NOT NULL, status INTEGER NOT NULL,"
        " outcome TEXT NOT NULL, error_code TEXT,"
        " first_byte_ms INTEGER, first_token_ms INTEGER, duration_ms INTEGER NOT NULL,"
        " request_bytes INTEGER NOT NULL, answer_bytes INTEGER NOT NULL,"
        " usage_origin TEXT NOT NULL, input_tokens INTEGER, cached_input_tokens INTEGER,"
        " cache_write_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,"
        " attempts INTEGER NOT NULL,"
        " last_provider TEXT, last_model TEXT, last_key TEXT, last_status INTEGER NOT NULL, last_failure TEXT,"
        " last_reason TEXT, last_started_after_ms INTEGER NOT NULL, last_connect_ms INTEGER,"
        " last_first_byte_ms INTEGER, last_duration_ms INTEGER NOT NULL);"
        "CREATE INDEX exchanges_started_at ON exchanges (started_at);"
        "CREATE TABLE attempts (exchange INTEGER NOT NULL REFERENCES exchanges (seq) ON DELETE CASCADE,"
        " number INTEGER NOT NULL,"
        " provider TEXT, model TEXT, key TEXT, status INTEGER NOT NULL, failure TEXT, reason TEXT,"
        " started_after_ms INTEGER NOT NULL, connect_ms INTEGER, first_byte_ms INTEGER, duration_ms INTEGER NOT NULL,"
        " PRIMARY KEY (exchange, number)) WITHOUT ROWID;"
        "INSERT INTO exchanges VALUES (1, 'old', 5, 'openai-chat', 'ide', 'curl', 'r', 'asked', 'up', 'm', 0, 0, 200,"
        " 'answered', NULL, 1, 2, 3, 4, 5, 'reported', 6, 7, 8, 9, 10, 1, 'up', 'm', 'main', 200, NULL, NULL, 0, 1, 2, 3);"
        "PRAGMA user_version=1";
    // Decisions in the format of the second version.
    constexpr const char* kSecondVersion =
        "ALTER TABLE exchanges ADD COLUMN process TEXT; ALTER TABLE exchanges ADD COLUMN trail TEXT;"
        "UPDATE exchanges SET process = 'node', trail ="
        " '{\"routes\":[{\"why\":\"the model is none of its own\",\"count\":142,\"routes\":[\"a\",\"b\",\"c\"]}]}';"
        "PRAGMA user_version=2";
    // Everything added up to the fifth version.
    constexpr const char* kFifthVersion =
        "CREATE TABLE route_lists (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, routes TEXT NOT NULL);"
        "ALTER TABLE exchanges ADD COLUMN route_list INTEGER; ALTER TABLE exchanges ADD COLUMN last_place TEXT;"
        "ALTER TABLE attempts ADD COLUMN place TEXT;"
        "CREATE TABLE refusals (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, routes TEXT NOT NULL);"
        "ALTER TABLE exchanges ADD COLUMN refusals INTEGER;"
        "CREATE TABLE prices (key INTEGER PRIMARY KEY, used_at INTEGER NOT NULL, price TEXT NOT NULL);"
        "ALTER TABLE exchanges ADD COLUMN cost_pico INTEGER; ALTER TABLE exchanges ADD COLUMN currency TEXT;"
        "ALTER TABLE exchanges ADD COLUMN price INTEGER;"
        "UPDATE exchanges SET cost_pico = 12, currency = 'CNY', attempts = 2;"
        "INSERT INTO attempts VALUES (1, 1, 'before', 'n', 'spare', 429, 'rate_limited', '429', 0, 1, 2, 3, NULL);"
        "PRAGMA user_version=5";
    const int written = GENERATE(1, 2, 5);
    const bool isSecond = written >= 2;
    const bool isFifth = written == 5;
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    valueOf(file, kFirstVersion);
    if (isSecond)
        valueOf(file, kSecondVersion);
    if (isFifth)
        valueOf(file, kFifthVersion);
    Problems problems;
    Ledger ledger(file, problems.listener());
    const auto full = fullExchange();
    ledger.write({full});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    REQUIRE(records->size() == 2);
    checkSame((*records)[0], *full);
    const ExchangeRecord& old = (*records)[1];
    CHECK(old.id == "old");
    CHECK(old.processName() == (isSecond ? "node" : ""));
    const ExchangeDecisions decisions{.routes = {{"the model is none of its own", {}, 142, {"a", "b", "c"}}}};
    CHECK(old.decisions == (isSecond ? decisions : ExchangeDecisions()));
    CHECK_FALSE(old.routeList);
    CHECK_FALSE(old.attempts.at(0).place);
    CHECK(old.tokens.reasoning == Tokens{10});
    REQUIRE(old.attempts.size() == (isFifth ? 2 : 1));
    CHECK(old.attempts.back().key == "main");
    CHECK(old.attempts.back().duration == Milliseconds{3});
    CHECK(old.cost == (isFifth ? std::optional(Money{Currency::Cny, 12}) : std::nullopt));
    for (const AttemptRecord& attempt : old.attempts) { // fields the older version did not have are unknown
        CHECK(attempt.protocol.empty());
        CHECK(attempt.tls == Milliseconds{-1});
        CHECK(attempt.firstToken == Milliseconds{-1});
        CHECK(attempt.lastByte == Milliseconds{-1});
        CHECK(attempt.requestId.empty());
    }
    CHECK(old.project().empty());
    CHECK(old.session.empty());
    CHECK(old.agent.empty());
    CHECK(old.limit.empty());
    CHECK(old.limitAction == LimitAction::None);
    CHECK(old.evalRun.empty());
    CHECK(old.shadowOf.empty());
    CHECK_FALSE(old.trace);
    CHECK(old.queue == std::chrono::microseconds{-1});
    CHECK(old.lastByte == Milliseconds{-1});
    CHECK_FALSE(old.tokens.audioInput);
    CHECK(old.tokens.originOf(protocol::TokenPart::Input) == protocol::UsageOrigin::Reported);
    CHECK(problems.count() == 0);
    CHECK(numberOf(file, "PRAGMA user_version") == 16);
}

TEST_CASE("keeps the charges of an older ledger and allows several per attempt")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const auto old = exchange("old", 5);
    const protocol::TokenUsage used{protocol::UsageOrigin::Reported, Tokens{1}, Tokens{2}, {}, Tokens{3}, {}};
    old->charges = {Charge{0, "a", "m", "k", used, Money{Currency::Usd, 7}, CostOrigin::Prices}, Charge{1, "b", "n", "l", used}};
    old->charges[1].tokens.webSearches = 4;
    Problems problems;
    {
        Ledger ledger(file, problems.listener());
        ledger.write({old});
        REQUIRE(recentOf(ledger, 1));
    }
    valueOf(file,
        "CREATE TABLE former (exchange INTEGER NOT NULL REFERENCES exchanges (seq) ON DELETE CASCADE, number INTEGER NOT NULL,"
        " provider TEXT, model TEXT, key TEXT, usage_origin TEXT NOT NULL, input_tokens INTEGER, cached_input_tokens INTEGER,"
        " cache_write_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, audio_input_tokens INTEGER,"
        " image_input_tokens INTEGER, audio_output_tokens INTEGER, image_output_tokens INTEGER, usage_origins TEXT, cost_pico INTEGER,"
        " currency TEXT, price INTEGER, cost_origin TEXT, cache_write_1h_tokens INTEGER, service_tier TEXT, web_searches INTEGER,"
        " PRIMARY KEY (exchange, number)) WITHOUT ROWID;"
        "INSERT INTO former SELECT exchange, number, provider, model, key, usage_origin, input_tokens, cached_input_tokens,"
        " cache_write_tokens, output_tokens, reasoning_tokens, audio_input_tokens, image_input_tokens, audio_output_tokens,"
        " image_output_tokens, usage_origins, cost_pico, currency, price, cost_origin, cache_write_1h_tokens, service_tier, web_searches"
        " FROM charges;"
        "DROP TABLE charges; ALTER TABLE former RENAME TO charges; " + kWithoutReasons + "PRAGMA user_version=11");
    const auto beside = exchange("new", 6);
    beside->charges = {Charge{0, "a", "m", "k", used}, Charge{0, "a", "adviser", "k", used}};
    beside->charges[0].tokens.tellTier("scale");
    Ledger ledger(file, problems.listener());
    ledger.write({beside});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    REQUIRE(records->size() == 2);
    checkSame((*records)[0], *beside);
    checkSame((*records)[1], *old);
    CHECK((*records)[0].charges[0].tokens.tierName() == "scale");
    CHECK(problems.count() == 0);
}

TEST_CASE("reports an unusable file once and leaves it unchanged")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::string expected;
    QByteArray content;
    SECTION("not a database")
    {
        content = QByteArray(5000, 'x');
        expected = "not a database";
    }
    SECTION("newer version")
    {
        {
            Ledger ledger(file, {});
        }
        valueOf(file, "PRAGMA user_version=99");
        QFile written(file);
        REQUIRE(written.open(QIODevice::ReadOnly));
        content = written.readAll();
        expected = "newer version";
    }
    if (!QFile::exists(file)) {
        QFile broken(file);
        REQUIRE(broken.open(QIODevice::WriteOnly));
        broken.write(content);
    }
    Problems problems;
    {
        Ledger ledger(file, problems.listener());
        for (int i = 0; i < 5; ++i)
            ledger.write({exchange("a", 1)});
        const auto totals = totalsOf(ledger);
        REQUIRE_FALSE(totals);
        CHECK(totals.error().kind == ErrorKind::Io);
        CHECK_FALSE(recentOf(ledger, 1));
        ledger.prune(at(10));
    }
    CHECK(problems.count() == 1);
    CHECK_THAT(problems.first(), Catch::Contains(expected));
    QFile after(file);
    REQUIRE(after.open(QIODevice::ReadOnly));
    CHECK(after.readAll() == content);
}

TEST_CASE("completes a ledger whose creation was interrupted")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    REQUIRE(QFile(file).open(QIODevice::WriteOnly));
    SECTION("before anything was written")
    {
    }
    SECTION("journal lost before it reached the disk")
    {
        valueOf(file, "PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL");
        CHECK(numberOf(file, "PRAGMA page_count") == 1);
    }
    Problems problems;
    {
        Ledger ledger(file, problems.listener());
        ledger.write({exchange("a", 1)});
        CHECK(recentOf(ledger, 2)->size() == 1);
    }
    CHECK(problems.count() == 0);
    CHECK(valueOf(file, "PRAGMA integrity_check") == "ok");
    CHECK(numberOf(file, "PRAGMA auto_vacuum") == 2); // incremental
    CHECK(valueOf(file, "PRAGMA journal_mode") == "wal");
}

TEST_CASE("reports a folder that cannot be created")
{
    QTemporaryDir folder;
    const QString blocker = folder.filePath(u"blocker"_s);
    REQUIRE(QFile(blocker).open(QIODevice::WriteOnly));
    Problems problems;
    {
        Ledger ledger(blocker + u"/ledger.sqlite"_s, problems.listener());
        ledger.write({exchange("a", 1)});
    }
    CHECK(problems.count() == 1);
    CHECK_THAT(problems.first(), Catch::Contains("folder"));
}

namespace {

/// Starts this test program again to run the one test case that is meant to be killed.
void startChild(QProcess& child, const QString& file, const QString& name)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SIGNALBOX_TEST_LEDGER"_s, file);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {name});
}

void checkSound(const QString& file)
{
    CHECK(valueOf(file, "PRAGMA integrity_check") == "ok");
    const auto sums = readUsage(file, {at(0), at(1LL << 42), {}});
    REQUIRE(sums);
    CHECK(sums->rows.front().totals.exchanges == numberOf(file, "SELECT COUNT(*) FROM exchanges"));
    CHECK(sums->rows.front().totals.inputTokens == numberOf(file, "SELECT IFNULL(SUM(input_tokens), 0) FROM exchanges"));
    CHECK(sums->rows.front().totals.withoutDetails == 0);
}

} // namespace

// The child process of the next test: writes batches endlessly and prints the durable count after each.
TEST_CASE("child: writes until it is killed", "[.ledger-child]")
{
    constexpr int kBatch = 50;
    Ledger ledger(qEnvironmentVariable("SIGNALBOX_TEST_LEDGER"), {});
    for (;;) {
        RecordBatch batch;
        for (int i = 0; i < kBatch; ++i)
            batch.push_back(fullExchange());
        ledger.write(std::move(batch));
        const auto totals = totalsOf(ledger);
        std::cout << (totals ? totals->exchanges : -1) << std::endl;
    }
}

TEST_CASE("a killed process leaves an intact database with everything it committed")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    for (const int lines : {3, 40, 80}) {
        QProcess child;
        startChild(child, file, u"[.ledger-child]"_s);
        qint64 safe = 0;
        for (int seen = 0; seen < lines;) {
            REQUIRE((child.canReadLine() || child.waitForReadyRead(kPatience_ms)));
            while (child.canReadLine()) {
                safe = child.readLine().trimmed().toLongLong();
                ++seen;
            }
        }
        child.kill(); // SIGKILL, while it keeps writing
        REQUIRE(child.waitForFinished(kPatience_ms));
        CHECK(child.exitStatus() == QProcess::CrashExit);
        CHECK(safe > 0);
        checkSound(file);
        const auto found = numberOf(file, "SELECT COUNT(*) FROM exchanges");
        CHECK(found >= safe);
        CHECK(found % 50 == 0); // batches are atomic
        CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 2 * found);
    }
}

// The child process of the next test: queues batches as fast as they are written and prints their number.
TEST_CASE("child: writes continuously until it is killed", "[.busy-ledger-child]")
{
    Ledger ledger(qEnvironmentVariable("SIGNALBOX_TEST_LEDGER"), {});
    const RecordBatch batch(LiveBoard::kBatch, fullExchange());
    std::int64_t handed = 0;
    for (;;) {
        while (ledger.counts().queued > static_cast<std::int64_t>(2 * batch.size()))
            std::this_thread::yield();
        ledger.write(batch);
        handed += static_cast<std::int64_t>(batch.size());
        std::cout << handed << std::endl;
    }
}

TEST_CASE("a process killed under load loses nothing older than 200 ms")
{
    using Clock = std::chrono::steady_clock;
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    QProcess child;
    startChild(child, file, u"[.busy-ledger-child]"_s);
    std::deque<std::pair<Clock::time_point, std::int64_t>> handed; // with the time each was received
    while (handed.empty() || handed.back().second < 20'000) {
        REQUIRE((child.canReadLine() || child.waitForReadyRead(kPatience_ms)));
        while (child.canReadLine())
            handed.emplace_back(Clock::now(), child.readLine().trimmed().toLongLong());
    }
    // On a busy machine the writer may be delayed as long as the reports received here.
    Clock::duration longest{};
    for (std::size_t i = 1; i < handed.size(); ++i)
        longest = std::max(longest, handed[i].first - handed[i - 1].first);
    const auto late = Clock::now() - Milliseconds{200} - longest;
    child.kill();
    REQUIRE(child.waitForFinished(kPatience_ms));
    CHECK(child.exitStatus() == QProcess::CrashExit);
    checkSound(file);
    std::int64_t due = 0;
    for (const auto& [when, count] : handed)
        due = when <= late ? count : due;
    CHECK(due > 0);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges") >= due);
}

TEST_CASE("reports a deleted ledger once and creates a new one")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    ledger.write({exchange("a", 1000)});
    REQUIRE(totalsOf(ledger)->exchanges == 1);
    for (const QString& name : QDir(folder.path()).entryList(QDir::Files))
        REQUIRE(QFile::remove(folder.filePath(name)));
    ledger.write({exchange("b", 2000)});
    ledger.write({exchange("c", 3000)});
    CHECK(totalsOf(ledger)->exchanges == 2);
    CHECK(problems.count() == 1);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges") == 2);
}

TEST_CASE("reports a replaced ledger once and writes to the new one")
{
    const QTemporaryDir folder;
    const QTemporaryDir elsewhere;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const QString other = elsewhere.filePath(u"ledger.sqlite"_s);
    Ledger(other, {}); // an empty one, closed
    Problems problems;
    Ledger ledger(file, problems.listener());
    ledger.write({exchange("a", 1000)});
    REQUIRE(totalsOf(ledger)->exchanges == 1);
    REQUIRE(QFile::rename(file, folder.filePath(u"old.sqlite"_s)));
    REQUIRE(QFile::copy(other, file));
    ledger.write({exchange("b", 2000)});
    CHECK(totalsOf(ledger)->exchanges == 1);
    CHECK(problems.count() == 1);
    CHECK(valueOf(file, "SELECT id FROM exchanges") == "b");
    CHECK(valueOf(folder.filePath(u"old.sqlite"_s), "SELECT id FROM exchanges") == "a");
}
