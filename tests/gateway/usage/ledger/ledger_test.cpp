#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"

#include "ledger_fixture.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

TEST_CASE("reads back what was written even after a restart")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"data/ledger.sqlite"_s);
    Problems problems;
    const auto full = fullExchange();
    auto failed = exchange("01JD1", 1'763'625'600'124);
    failed->provider.clear();
    failed->outcome = Outcome::Failed;
    failed->status = 503;
    {
        Ledger ledger(file, problems.listener());
        ledger.write({full, failed});
        const auto records = recentOf(ledger, 10);
        REQUIRE(records);
        REQUIRE(records->size() == 2);
        checkSame((*records)[0], *failed); // newest first
        checkSame((*records)[1], *full);
        ledger.write({exchange("01JD2", 1'763'625'600'125)}); // written by the destructor
    }
    Ledger ledger(file, problems.listener());
    const auto records = recentOf(ledger, 2);
    REQUIRE(records);
    REQUIRE(records->size() == 2);
    CHECK((*records)[0].id == "01JD2");
    CHECK((*records)[1].id == "01JD1");
    CHECK(problems.count() == 0);
    CHECK((QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    CHECK((QFile::permissions(file + u"-wal"_s) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    CHECK(valueOf(file, "PRAGMA journal_mode") == "wal");
    CHECK(numberOf(file, "PRAGMA user_version") == 16);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 2);
}

TEST_CASE("stores the usage of each attempt and adds it to the sums of its provider")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    auto full = fullExchange();
    const auto price = std::make_shared<const SharedText>(R"({"currency":"USD","input":1.0,"source":"configuration"})");
    full->charge({{0, "deepseek", "deepseek-chat", "main", {protocol::UsageOrigin::Estimated, Tokens{3}, {}, {}, Tokens{4}, {}},
                      Money{Currency::Usd, 5}, CostOrigin::Prices, price},
        {2, "qwen", "qwen-turbo", "", full->tokens, full->cost, full->costOrigin, full->price}});
    ledger.write({full, exchange("01JD1", 1'763'625'600'124)});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    REQUIRE(records->size() == 2);
    checkSame((*records)[1], *full);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges WHERE charges IS NULL") == 1);
    const auto rows = readUsage(file, {at(0), at(1LL << 42), {UsageBy::Provider, UsageBy::Key}});
    REQUIRE(rows);
    REQUIRE(rows->rows.size() == 4);
    const UsageRow& deepseek = rows->rows[1];
    CHECK(deepseek.names == std::vector<std::string>{"deepseek", "main"});
    CHECK(deepseek.totals.exchanges == 0);
    CHECK(deepseek.totals.outputTokens == 4);
    CHECK(deepseek.totals.costUsd_pico == 5);
    CHECK(deepseek.totals.costCny_pico == 0);
    const UsageRow& tried = rows->rows[2];
    CHECK(tried.names == std::vector<std::string>{"deepseek", "spare"});
    CHECK(tried.totals == Totals{.attempts = 1, .failedAttempts = 1});
    CHECK(totalsOf(ledger)->exchanges == 2);
    CHECK(totalsOf(ledger)->outputTokens == 44);
    valueOf(file, "PRAGMA foreign_keys=ON; DELETE FROM exchanges");
    CHECK(numberOf(file, "SELECT COUNT(*) FROM charges") == 0);
}

TEST_CASE("stores the origin of each token count")
{
    using namespace protocol;
    TokenUsage half{UsageOrigin::Estimated, Tokens{10}, Tokens{20}, {}, Tokens{4}, {}};
    half.others[static_cast<std::size_t>(TokenPart::Input)] = UsageOrigin::Reported;
    half.others[static_cast<std::size_t>(TokenPart::CachedInput)] = UsageOrigin::Counted;
    const TokenUsage counted{UsageOrigin::Counted, Tokens{10}, {}, {}, Tokens{4}, {}};
    const TokenUsage unknown;
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    RecordBatch batch;
    for (const TokenUsage& tokens : {half, counted, unknown}) {
        auto record = exchange(std::to_string(batch.size()), static_cast<std::int64_t>(batch.size()));
        record->tokens = tokens;
        batch.push_back(record);
    }
    ledger.write(batch);
    const auto records = recentOf(ledger, 3);
    REQUIRE(records);
    CHECK((*records)[0].tokens == unknown);
    CHECK((*records)[1].tokens == counted);
    CHECK((*records)[2].tokens == half);
    CHECK((*records)[2].tokens.originOf(TokenPart::Output) == UsageOrigin::Estimated);
    CHECK((*records)[2].tokens.originOf(TokenPart::Reasoning) == UsageOrigin::Unknown);
    CHECK(valueOf(file, "SELECT usage_origins FROM exchanges WHERE id = '0'") == R"({"input":"reported","cached_input":"counted"})");
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges WHERE usage_origins IS NULL") == 2);
    CHECK(totalsOf(ledger)->unknownUsage == 3); // the provider did not report full usage for any of them
    CHECK(totalsOf(ledger)->inputTokens == 20);
}

TEST_CASE("stores names from outside as valid UTF-8 in a folder with any name")
{
    struct Row {
        const char* text;
        const char* read;
    };
    const auto row = GENERATE(values<Row>({
        {"plain", "plain"},
        {"模型 é 👋", "模型 é 👋"},
        {"cut off \xe6", "cut off \xef\xbf\xbd"},
        {"'; DROP TABLE exchanges; --", "'; DROP TABLE exchanges; --"},
    }));
    QTemporaryDir folder;
    const QString file = folder.filePath(u"数据 é/ledger.sqlite"_s);
    Problems problems;
    {
        Ledger ledger(file, problems.listener());
        auto record = exchange("a", 1);
        record->askedModel = row.text;
        record->attempts.resize(1);
        record->attempts.back().reason = asIs(row.text);
        ledger.write({record});
        const auto records = recentOf(ledger, 1);
        REQUIRE(records);
        CHECK(records->at(0).askedModel == row.read);
        CHECK(toText(records->at(0).attempts.at(0).reason) == row.read);
    }
    CHECK(QFile::exists(file));
    CHECK(valueOf(file, "SELECT asked_model FROM exchanges") == row.read);
    CHECK(problems.count() == 0);
}

TEST_CASE("restores a batch of any length and mixture in order")
{
    const int length = GENERATE(1, 19, 20, 21, 40, 100, 333);
    const int retriedEach = GENERATE(0, 7, 50); // 0: no retries
    const int seldomEach = GENERATE(0, 3, 45); // has a value in fields that most leave empty
    QTemporaryDir folder;
    Problems problems;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s), problems.listener());
    RecordBatch batch;
    for (int i = 0; i < length; ++i) {
        const bool isRetried = retriedEach > 0 && i % retriedEach == retriedEach - 1;
        auto record = isRetried ? fullExchange() : exchange({}, 0);
        if (seldomEach > 0 && i % seldomEach == 0) {
            record->errorCode = "code " + std::to_string(i);
            record->tokens.cacheWriteHour = Tokens{i + 1};
        }
        record->id = std::to_string(i);
        record->startedAt = at(1000 + i / 3); // several per millisecond
        batch.push_back(std::move(record));
    }
    ledger.write(batch);
    const auto records = recentOf(ledger, 1000);
    REQUIRE(records);
    REQUIRE(records->size() == batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i)
        checkSame((*records)[batch.size() - 1 - i], *batch[i]);
    CHECK(problems.count() == 0);
}

TEST_CASE("rolls back a batch that cannot be written and writes the next one")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    ledger.write({exchange("first", 1)});
    REQUIRE(totalsOf(ledger)->exchanges == 1);
    valueOf(file,
        "CREATE TRIGGER refuse BEFORE INSERT ON exchanges WHEN NEW.id = 'bad'"
        " BEGIN SELECT RAISE(ABORT, 'refused'); END");
    RecordBatch refused(50, exchange("good", 3));
    refused[0] = fullExchange();
    refused[37] = exchange("bad", 2);
    ledger.write(std::move(refused));
    auto totals = totalsOf(ledger);
    CHECK(totals->exchanges == 51); // their sums are written
    CHECK(totals->withoutDetails == 50);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges") == 1);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 0);
    CHECK(problems.count() == 1);
    CHECK_THAT(problems.first(), Catch::Contains("cannot be used (write): refused. It is left unchanged"));
    ledger.write({exchange("next", 4)});
    totals = totalsOf(ledger);
    CHECK(totals->exchanges == 52);
    CHECK(totals->withoutDetails == 50);
    CHECK(ledger.counts().withoutDetails == 50);
    CHECK(problems.count() == 1);
}

TEST_CASE("totals cover the given time span")
{
    QTemporaryDir folder;
    Problems problems;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s), problems.listener());
    auto full = fullExchange();
    full->startedAt = at(2000);
    auto unreported = exchange("b", 2999);
    unreported->tokens = {protocol::UsageOrigin::Estimated, {}, {}, {}, Tokens{7}, {}};
    auto refused = exchange("c", 2500);
    refused->provider.clear();
    refused->outcome = Outcome::ClientError;
    auto failed = exchange("d", 2500);
    failed->provider.clear();
    failed->outcome = Outcome::Failed;
    ledger.write({exchange("early", 1999), full, unreported, refused, failed, exchange("late", 3000)});
    const auto totals = totalsOf(ledger, at(2000), at(3000));
    REQUIRE(totals);
    CHECK(totals->exchanges == 4);
    CHECK(totals->failed == 2);
    CHECK(totals->fallbacks == 1);
    CHECK(totals->inputTokens == 10);
    CHECK(totals->cachedInputTokens == 20);
    CHECK(totals->cacheWriteTokens == 30);
    CHECK(totals->outputTokens == 47);
    CHECK(totals->reasoningTokens == 50);
    CHECK(totals->unknownUsage == 1);
    CHECK(totalsOf(ledger, at(0), at(1))->exchanges == 0);
}

TEST_CASE("drops records when the disk is too slow instead of using more memory")
{
    QTemporaryDir folder;
    std::mutex gate;
    std::unique_lock closed(gate);
    std::atomic<int> calls{0};
    Problems problems;
    auto listen = problems.listener();
    // The first problem (not a database) blocks the ledger's thread until the gate opens.
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    QFile broken(file);
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray(5000, 'x'));
    broken.close();
    Ledger ledger(file, [&](const Error& error) {
        if (calls++ == 0)
            const std::lock_guard wait(gate);
        listen(error);
    });
    REQUIRE(QTest::qWaitFor([&] { return calls > 0; }, kPatience_ms));
    const RecordBatch batch(1000, exchange("a", 1));
    const std::weak_ptr<const ExchangeRecord> alive = batch.front();
    for (std::int64_t i = 0; i < Ledger::kMaxQueued / 1000 + 7; ++i)
        ledger.write(batch);
    CHECK(alive.use_count() == 1000 + Ledger::kMaxQueued);
    closed.unlock();
    REQUIRE(QTest::qWaitFor([&] { return problems.count() == 2; }, kPatience_ms));
    const std::lock_guard lock(problems.mutex);
    CHECK_THAT(problems.errors[1].text(), Catch::Contains("7000 requests"));
}

TEST_CASE("keeps exact sums beyond the queue limit and counts the dropped details")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    REQUIRE(totalsOf(ledger));
    Blocker blocker(file); // until a writer would give up
    auto record = exchange("a", 1);
    record->tokens.input = Tokens{3};
    const RecordBatch batch(1000, record);
    for (std::int64_t i = 0; i < Ledger::kMaxQueued / 1000 + 7; ++i)
        ledger.write(batch);
    CHECK(ledger.counts().queued == Ledger::kMaxQueued);
    CHECK(ledger.counts().withoutDetails == 7000);
    blocker.release();
    REQUIRE(QTest::qWaitFor([&] { return ledger.counts().queued == 0; }, 6 * kPatience_ms));
    const auto totals = totalsOf(ledger);
    REQUIRE(totals);
    CHECK(totals->exchanges == Ledger::kMaxQueued + 7000);
    CHECK(totals->inputTokens == 3 * (Ledger::kMaxQueued + 7000));
    CHECK(totals->withoutDetails == 7000);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges") == Ledger::kMaxQueued);
    CHECK(ledger.counts().lost == 0);
    CHECK(problems.count() == 1);
    CHECK_THAT(problems.first(), Catch::Contains("7000 requests are recorded in its totals only"));
}

TEST_CASE("shows exchanges without details at the granularity of their minute")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    REQUIRE(totalsOf(ledger));
    valueOf(file, "CREATE TRIGGER refuse BEFORE INSERT ON exchanges WHEN NEW.id = 'bad' BEGIN SELECT RAISE(ABORT, 'refused'); END");
    ledger.write({exchange("a", 59'000), exchange("b", 60'500), exchange("bad", 61'000)}); // none of them has details
    ledger.write({exchange("d", 61'500), exchange("e", 122'000)});
    REQUIRE(totalsOf(ledger)->withoutDetails == 3);
    struct Row {
        std::int64_t from_ms;
        std::int64_t to_ms;
        std::int64_t exchanges; // except those whose details show a later start
    };
    for (const Row& row : {Row{60'000, 62'000, 3}, Row{60'900, 62'000, 3}, Row{0, 61'000, 3}, Row{60'000, 120'000, 3}, Row{120'000, 122'001, 1},
             Row{120'000, 122'000, 0}, Row{30'000, 123'000, 5}}) {
        CAPTURE(row.from_ms, row.to_ms);
        const auto totals = totalsOf(ledger, at(row.from_ms), at(row.to_ms));
        REQUIRE(totals);
        CHECK(totals->exchanges == row.exchanges);
    }
}

TEST_CASE("drops the answer of a query whose receiver is gone")
{
    QTemporaryDir folder;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s), {});
    bool called = false;
    {
        QObject context;
        ledger.totals(at(0), at(1), &context, [&](const auto&) { called = true; });
    }
    CHECK(totalsOf(ledger));
    CHECK_FALSE(called);
}
