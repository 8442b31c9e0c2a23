#include "gateway/usage/ledger.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience_ms = 20'000;

WallTime at(std::int64_t ms) { return WallTime{Milliseconds{ms}}; }

/// What the ledger had to say, whatever the thread.
struct Problems {
    std::mutex mutex;
    std::vector<Error> errors;

    std::function<void(const Error&)> listener()
    {
        return [this](const Error& error) {
            const std::lock_guard lock(mutex);
            errors.push_back(error);
        };
    }
    std::size_t count()
    {
        const std::lock_guard lock(mutex);
        return errors.size();
    }
    std::string first()
    {
        const std::lock_guard lock(mutex);
        return errors.empty() ? std::string() : errors.front().message;
    }
};

Result<Totals> totalsOf(Ledger& ledger, WallTime from = at(0), WallTime to = at(1LL << 42))
{
    QObject context;
    std::optional<Result<Totals>> answer;
    ledger.totals(from, to, &context, [&](Result<Totals> totals) { answer = std::move(totals); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    return *answer;
}

Result<std::vector<ExchangeRecord>> recentOf(Ledger& ledger, int limit)
{
    QObject context;
    std::optional<Result<std::vector<ExchangeRecord>>> answer;
    ledger.recent(limit, &context, [&](auto records) { answer = std::move(records); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    return *answer;
}

std::shared_ptr<ExchangeRecord> exchange(const std::string& id, std::int64_t startedAt_ms)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->id = id;
    record->startedAt = at(startedAt_ms);
    record->outcome = Outcome::Answered;
    record->provider = "deepseek";
    record->status = 200;
    return record;
}

/// Of one route.
std::shared_ptr<const RouteList> routes(const char* id)
{
    return std::make_shared<const RouteList>(std::vector<RouteList::Route>{{id}}, std::vector<RouteList::Rules>{{"a rule"}});
}

/// A record with something in every field.
std::shared_ptr<ExchangeRecord> fullExchange()
{
    auto record = exchange("01JD0", 1'763'625'600'123);
    record->dialect = "openai-chat";
    record->consumer = "ide";
    record->clientName = "OpenAI/JS";
    record->process = std::make_shared<const ProcessName>("node cli.js (项目)");
    record->route = "deepseek";
    record->askedModel = "gpt-4o; DROP TABLE exchanges; -- 模型";
    record->provider = "qwen";
    record->model = "qwen-turbo";
    record->isStream = true;
    record->isFallback = true;
    record->outcome = Outcome::Interrupted;
    record->errorCode = "stream_interrupted";
    record->firstByte = Milliseconds{412};
    record->firstToken = Milliseconds{415};
    record->duration = Milliseconds{1812};
    record->requestBytes = 5'000'000'000;
    record->answerBytes = 8001;
    record->tokens = {protocol::UsageOrigin::Reported, Tokens{10}, Tokens{20}, Tokens{30}, Tokens{40}, Tokens{50}};
    AttemptRecord refused;
    refused.provider = "deepseek";
    refused.model = "deepseek-chat";
    refused.key = "main";
    refused.status = 429;
    refused.failure = config::FailureClass::RateLimited;
    refused.reason = "429";
    refused.connect = Milliseconds{0};
    refused.firstByte = Milliseconds{80};
    refused.duration = Milliseconds{81};
    AttemptRecord silent = refused;
    silent.key = "spare";
    silent.status = 0;
    silent.failure = config::FailureClass::Unreachable;
    silent.reason = "connection refused";
    silent.startedAfter = Milliseconds{82};
    silent.connect = Milliseconds{-1};
    silent.firstByte = Milliseconds{-1};
    AttemptRecord answered;
    answered.provider = "qwen";
    answered.model = "qwen-turbo";
    answered.status = 200;
    answered.startedAfter = Milliseconds{90};
    answered.connect = Milliseconds{12};
    answered.firstByte = Milliseconds{300};
    answered.duration = Milliseconds{1700};
    record->attempts = {refused, silent, answered};
    record->attempts[0].place = TargetPlace{.hasRoute = true, .priority = 1, .weight = 3, .algorithm = "sticky",
        .inputPrice = 0.4F, .outputPrice = 1.2F, .keepsConversation = false, .tokensAnew = 900, .costAnew = 0.25};
    record->attempts[2].place = TargetPlace{.inputPrice = 0, .outputPrice = 0};
    record->trail.routes = {{"the model is none of its own", {{0, 8}, {10, 10}}}};
    record->trail.isContinued = true;
    record->routeList = routes("模型");
    return record;
}

void checkSame(const AttemptRecord& a, const AttemptRecord& b)
{
    CHECK(a.provider == b.provider);
    CHECK(a.model == b.model);
    CHECK(a.key == b.key);
    CHECK(a.status == b.status);
    CHECK(a.failure == b.failure);
    CHECK(a.reason == b.reason);
    CHECK(a.startedAfter == b.startedAfter);
    CHECK(a.connect == b.connect);
    CHECK(a.firstByte == b.firstByte);
    CHECK(a.duration == b.duration);
    CHECK(a.place == b.place);
}

void checkSame(const ExchangeRecord& a, const ExchangeRecord& b)
{
    CHECK(a.id == b.id);
    CHECK(a.startedAt == b.startedAt);
    CHECK(a.dialect == b.dialect);
    CHECK(a.consumer == b.consumer);
    CHECK(a.clientName == b.clientName);
    CHECK(a.processName() == b.processName());
    CHECK(a.route == b.route);
    CHECK(a.askedModel == b.askedModel);
    CHECK(a.provider == b.provider);
    CHECK(a.model == b.model);
    CHECK(a.isStream == b.isStream);
    CHECK(a.isFallback == b.isFallback);
    CHECK(a.status == b.status);
    CHECK(a.outcome == b.outcome);
    CHECK(a.errorCode == b.errorCode);
    CHECK(a.firstByte == b.firstByte);
    CHECK(a.firstToken == b.firstToken);
    CHECK(a.duration == b.duration);
    CHECK(a.requestBytes == b.requestBytes);
    CHECK(a.answerBytes == b.answerBytes);
    CHECK(a.tokens == b.tokens);
    CHECK(a.trail == b.trail);
    CHECK((a.routeList ? a.routeList->text() : "none") == (b.routeList ? b.routeList->text() : "none"));
    REQUIRE(a.attempts.size() == b.attempts.size());
    for (std::size_t i = 0; i < a.attempts.size(); ++i)
        checkSame(a.attempts[i], b.attempts[i]);
}

/// Opens the file beside the ledger and runs the statements; answers the first column of the last row.
std::string valueOf(const QString& file, const std::string& statements)
{
    CAPTURE(statements);
    sqlite3* database = nullptr;
    std::string value;
    const auto take = [](void* out, int columns, char** texts, char**) {
        *static_cast<std::string*>(out) = columns > 0 && texts[0] ? texts[0] : "";
        return 0;
    };
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int result = sqlite3_open_v2(file.toUtf8().constData(), &database, kFlags, nullptr);
    if (result == SQLITE_OK && (result = sqlite3_busy_timeout(database, kPatience_ms)) == SQLITE_OK)
        result = sqlite3_exec(database, statements.c_str(), take, &value, nullptr);
    INFO(sqlite3_errmsg(database));
    CHECK(sqlite3_close(database) == SQLITE_OK);
    REQUIRE(result == SQLITE_OK);
    return value;
}

long long numberOf(const QString& file, const std::string& statements) { return std::stoll(valueOf(file, statements)); }

} // namespace

TEST_CASE("what is written can be read again, after a restart too")
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
        checkSame((*records)[0], *failed); // the newest first
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
    CHECK(numberOf(file, "PRAGMA user_version") == 3);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 2);
}

TEST_CASE("a ledger of an older version gets what later ones have and keeps what it holds")
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
    // A trail as the second version had it.
    constexpr const char* kSecondVersion =
        "ALTER TABLE exchanges ADD COLUMN process TEXT; ALTER TABLE exchanges ADD COLUMN trail TEXT;"
        "UPDATE exchanges SET process = 'node', trail ="
        " '{\"routes\":[{\"why\":\"the model is none of its own\",\"count\":142,\"routes\":[\"a\",\"b\",\"c\"]}]}';"
        "PRAGMA user_version=2";
    const bool isSecond = GENERATE(false, true);
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    valueOf(file, kFirstVersion);
    if (isSecond)
        valueOf(file, kSecondVersion);
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
    const Trail trail{.routes = {{"the model is none of its own", {}, 142, {"a", "b", "c"}}}};
    CHECK(old.trail == (isSecond ? trail : Trail()));
    CHECK_FALSE(old.routeList);
    CHECK_FALSE(old.attempts.at(0).place);
    CHECK(old.tokens.reasoning == Tokens{10});
    REQUIRE(old.attempts.size() == 1);
    CHECK(old.attempts[0].key == "main");
    CHECK(old.attempts[0].duration == Milliseconds{3});
    CHECK(problems.count() == 0);
    CHECK(numberOf(file, "PRAGMA user_version") == 3);
}

TEST_CASE("what others named is kept as text, in a folder of any name")
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
        record->attempts.back().reason = row.text;
        ledger.write({record});
        const auto records = recentOf(ledger, 1);
        REQUIRE(records);
        CHECK(records->at(0).askedModel == row.read);
        CHECK(records->at(0).attempts.at(0).reason == row.read);
    }
    CHECK(QFile::exists(file));
    CHECK(valueOf(file, "SELECT asked_model FROM exchanges") == row.read);
    CHECK(problems.count() == 0);
}

TEST_CASE("a batch of any length and mixture comes back in its order")
{
    const int length = GENERATE(1, 19, 20, 21, 40, 100, 333);
    const int retriedEach = GENERATE(0, 7, 50); // 0: none was tried twice
    QTemporaryDir folder;
    Problems problems;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s), problems.listener());
    RecordBatch batch;
    for (int i = 0; i < length; ++i) {
        const bool isRetried = retriedEach > 0 && i % retriedEach == retriedEach - 1;
        auto record = isRetried ? fullExchange() : exchange({}, 0);
        record->id = std::to_string(i);
        record->startedAt = at(1000 + i / 3); // several in a millisecond
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

TEST_CASE("a batch that cannot be written leaves nothing behind, and the next one is")
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
    CHECK(totalsOf(ledger)->exchanges == 1);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 0);
    CHECK(problems.count() == 1);
    CHECK_THAT(problems.first(), Catch::Contains("cannot be used (write): refused. It is left as it is"));
    ledger.write({exchange("next", 4)});
    CHECK(totalsOf(ledger)->exchanges == 2);
    CHECK(problems.count() == 1);
}

TEST_CASE("totals are of a span of time")
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

TEST_CASE("old exchanges are deleted with their attempts, between the writing")
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
    REQUIRE(QTest::qWaitFor([&] { return totalsOf(ledger)->exchanges == 501; }, kPatience_ms));
    CHECK(totalsOf(ledger, at(0), at(3000))->exchanges == 0);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 1000);
    CHECK(problems.count() == 0);
}

TEST_CASE("a list of routes is kept once for all of its exchanges, and comes back with each")
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
        ledger.write({with("e", routes("mine"))}); // the same in another snapshot
    }
    Ledger ledger(file, problems.listener()); // and in another run
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

    valueOf(file, "DELETE FROM route_lists"); // by whoever
    const auto without = recentOf(ledger, 1);
    REQUIRE(without);
    CHECK_FALSE(without->at(0).routeList);
    ledger.write({with("g", routes("mine"))});
    CHECK(recentOf(ledger, 1)->at(0).routeList);
}

TEST_CASE("a list of routes goes with the last exchange that it decided")
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
    write(10 * kDay + kDay / 2, old); // less than a day later: nothing is written of the list
    for (std::int64_t day = 11; day < 15; ++day)
        write(day * kDay, used);
    write(9 * kDay, used); // a long one that began before
    REQUIRE(totalsOf(ledger)->exchanges == 8);
    CHECK(numberOf(file, "SELECT COUNT(*) FROM route_lists WHERE used_at = 864000000") == 1);
    const auto namesAfter = [&](std::int64_t olderThan) {
        ledger.prune(at(olderThan));
        REQUIRE(totalsOf(ledger));
        CHECK(numberOf(file, "SELECT COUNT(*) FROM exchanges WHERE route_list NOT IN (SELECT key FROM route_lists)") == 0);
        return numberOf(file, "SELECT COUNT(*) FROM route_lists");
    };
    CHECK(namesAfter(10 * kDay + kDay / 2) == 2); // one of the old is left
    CHECK(namesAfter(11 * kDay) == 2); // which may have been a day younger than its list says
    CHECK(namesAfter(11 * kDay + 1) == 1);
    CHECK(namesAfter(14 * kDay) == 1);
    CHECK(namesAfter(20 * kDay) == 0);
    write(30 * kDay, used);
    CHECK(recentOf(ledger, 1)->at(0).routeList);
    CHECK(problems.count() == 0);
}

TEST_CASE("exchanges are kept for so many days")
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
    ledger.keepFor(std::chrono::days{0});
    REQUIRE(totalsOf(ledger)->exchanges == 2);
    ledger.keepFor(std::chrono::days{30});
    const auto records = recentOf(ledger, 10);
    REQUIRE(records);
    REQUIRE(records->size() == 1);
    CHECK(records->front().id == "young");
}

TEST_CASE("a file that cannot be used is reported once and left alone")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::string expected;
    QByteArray content;
    SECTION("no database")
    {
        content = QByteArray(5000, 'x');
        expected = "not a database";
    }
    SECTION("of a newer version")
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

TEST_CASE("a folder that cannot be made is reported")
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

TEST_CASE("a disk that is too slow costs records, never memory")
{
    QTemporaryDir folder;
    std::mutex gate;
    std::unique_lock closed(gate);
    std::atomic<int> calls{0};
    Problems problems;
    auto listen = problems.listener();
    // The first problem (no database) holds the ledger's thread until the gate opens.
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
    CHECK_THAT(problems.errors[1].message, Catch::Contains("7000 records"));
}

TEST_CASE("an answer for somebody who is gone goes nowhere")
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

// The other side of the next test: writes batches for ever and says after each what is safe.
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

TEST_CASE("a killed program leaves a sound database with all that it wrote")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    for (const int lines : {3, 40, 80}) {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIGNALBOX_TEST_LEDGER"_s, file);
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"[.ledger-child]"_s});
        qint64 safe = 0;
        for (int seen = 0; seen < lines;) {
            REQUIRE((child.canReadLine() || child.waitForReadyRead(kPatience_ms)));
            while (child.canReadLine()) {
                safe = child.readLine().trimmed().toLongLong();
                ++seen;
            }
        }
        child.kill(); // SIGKILL, while it writes on
        REQUIRE(child.waitForFinished(kPatience_ms));
        CHECK(child.exitStatus() == QProcess::CrashExit);
        CHECK(safe > 0);
        CHECK(valueOf(file, "PRAGMA integrity_check") == "ok");
        const auto found = numberOf(file, "SELECT COUNT(*) FROM exchanges");
        CHECK(found >= safe);
        CHECK(found % 50 == 0); // a batch is there whole or not at all
        CHECK(numberOf(file, "SELECT COUNT(*) FROM attempts") == 2 * found);
    }
}
