#include "gateway/usage/search/request_search.h"

#include "ledger_fixture.h"

#include "gateway/core/ids.h"

#include "catch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

struct Kept {
    QTemporaryDir folder;
    QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger{file, {}};
    RequestReader reader{file};

    void write(RecordBatch batch)
    {
        ledger.write(std::move(batch));
        REQUIRE(totalsOf(ledger)); // all is written
    }
};

std::shared_ptr<ExchangeRecord> plain(const std::string& id, std::int64_t startedAt_ms)
{
    auto record = exchange(id, startedAt_ms);
    record->outcome = Outcome::Answered;
    record->status = 200;
    record->isFallback = false;
    record->errorCode.clear();
    record->consumer = "ide";
    record->clientName = "Cursor";
    record->process = nullptr;
    record->route = "r";
    record->askedModel = "gpt-4o";
    record->provider = "qwen";
    record->model = "qwen-plus";
    record->dialect = "openai-chat";
    record->decisions = {};
    AttemptRecord attempt;
    attempt.provider = "qwen";
    attempt.model = "qwen-plus";
    attempt.key = "main";
    attempt.status = 200;
    record->attempts.assign(1, attempt);
    return record;
}

std::string ids(const RequestPage& page)
{
    std::string text;
    for (const RequestRow& row : page.rows)
        text += (text.empty() ? "" : " ") + row.id;
    return text;
}

/// All pages, with the given page size.
std::string all(RequestReader& reader, const RequestFilter& filter, int limit = 2)
{
    std::string text;
    RequestQuery query;
    query.filter = filter;
    query.limit = limit;
    for (int pages = 0; pages < 100; ++pages) {
        const auto page = reader.page(query);
        REQUIRE(page);
        text += (text.empty() || page->rows.empty() ? "" : " ") + ids(*page);
        if (!page->next)
            return text;
        query.after = *page->next;
    }
    FAIL("pages without end");
    return text;
}

/// One request of each kind, newest first: h ... a.
RecordBatch assortment()
{
    RecordBatch batch;
    for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h"})
        batch.push_back(plain(id, 1000 * (id[0] - 'a' + 1)));
    const auto of = [&](char id) -> ExchangeRecord& { return const_cast<ExchangeRecord&>(*batch[static_cast<std::size_t>(id - 'a')]); };
    of('b').outcome = Outcome::ClientError;
    of('b').status = 404;
    of('b').errorCode = "model_not_found";
    of('b').askedModel = "gpt-9";
    of('b').provider.clear();
    of('b').model.clear();
    of('b').attempts.clear();
    of('c').outcome = Outcome::Cancelled;
    of('d').outcome = Outcome::Interrupted;
    of('e').outcome = Outcome::Failed;
    of('e').status = 502;
    of('e').provider.clear();
    of('e').model.clear();
    of('e').attempts[0].provider = "deepseek";
    of('e').attempts[0].reason = gateway::asIs("connection refused");
    of('f').isFallback = true;
    AttemptRecord first;
    first.provider = "siliconflow";
    first.model = "DeepSeek-V3";
    first.status = 429;
    first.reason = gateway::asIs("100% of the quota");
    of('f').attempts.insert(of('f').attempts.begin(), first);
    of('g').clientName = "Claude Code";
    of('g').process = std::make_shared<const ProcessName>("node claude (my_project)");
    of('g').route.clear();
    of('g').session = of('h').session = "talk-1";
    of('h').agent = "agent-1";
    of('b').limit = "spend";
    of('b').limitAction = LimitAction::Refused;
    of('c').evalRun = "01M8Z3V6ZC3WQG1D5PNBX7S4TM";
    of('d').shadowOf = "c";
    of('h').consumer.clear();
    of('h').dialect = "anthropic-messages";
    of('h').attempts[0].key = "spare";
    return batch;
}

} // namespace

TEST_CASE("finds requests by filter page by page")
{
    using Field = RequestField;
    struct Row {
        const char* name;
        RequestFilter filter;
        const char* found;
    };
    const auto row = GENERATE(values<Row>({
        {"all", {}, "h g f e d c b a"},
        {"from a time on", {.from = at(3000)}, "h g f e d c"},
        {"before a time", {.to = at(3000)}, "b a"},
        {"a span", {.from = at(3000), .to = at(5000), .words = {"cursor"}}, "d c"},
        {"answered", {.result = RequestResult::Answered}, "h g f a"},
        {"by a fallback", {.result = RequestResult::Fallback}, "f"},
        {"failed", {.result = RequestResult::Failed}, "e d"},
        {"refused to the client", {.result = RequestResult::ClientError}, "b"},
        {"cancelled", {.result = RequestResult::Cancelled}, "c"},
        {"a status", {.status = std::pair(404, 404)}, "b"},
        {"a class of statuses", {.status = std::pair(500, 599)}, "e"},
        {"last provider tried", {.fields = {{Field::Provider, "deepseek"}}}, "e"},
        {"no provider", {.fields = {{Field::Provider, ""}}}, "b"},
        {"part of a name does not match", {.fields = {{Field::Model, "qwen"}}}, ""},
        {"a pattern", {.fields = {{Field::Model, "qwen*"}}}, "h g f e d c a"},
        {"other characters are literal", {.fields = {{Field::Model, "[q]wen?*"}}}, ""},
        {"two fields", {.fields = {{Field::Model, "qwen-plus"}, {Field::Client, "Claude Code"}}}, "g"},
        {"key", {.fields = {{Field::Key, "spare"}}}, "h"},
        {"requested model", {.fields = {{Field::Asked, "gpt-9"}}}, "b"},
        {"no consumer", {.fields = {{Field::Consumer, ""}}}, "h"},
        {"program", {.fields = {{Field::Program, "node*"}}}, "g"},
        {"no route", {.fields = {{Field::Route, ""}}}, "g"},
        {"dialect", {.fields = {{Field::Api, "anthropic-messages"}}}, "h"},
        {"error", {.fields = {{Field::Error, "model_not_found"}}}, "b"},
        {"conversation", {.fields = {{Field::Session, "talk-1"}}}, "h g"},
        {"no conversation", {.fields = {{Field::Session, ""}}}, "f e d c b a"},
        {"sub-agent", {.fields = {{Field::Agent, "agent-*"}}}, "h"},
        {"limit", {.fields = {{Field::Limit, "spend"}}}, "b"},
        {"no limit", {.fields = {{Field::Limit, ""}, {Field::Session, ""}}}, "f e d c a"},
        {"evaluation run", {.fields = {{Field::EvalRun, "01M8*"}}}, "c"},
        {"copy of a request", {.fields = {{Field::ShadowOf, "c"}}}, "d"},
        {"id", {.fields = {{Field::Id, "d"}}}, "d"},
        {"a word, ignoring case", {.words = {"CLAUDE"}}, "g"},
        {"two words", {.words = {"claude", "node"}}, "g"},
        {"a word of the last attempt", {.words = {"refused"}}, "e"},
        {"a word of an attempt before", {.words = {"siliconflow"}}, "f"},
        {"signs that mean something to the database", {.words = {"100% of"}}, "f"},
        {"one sign is that sign", {.words = {"my_p"}}, "g"},
        {"and no other", {.words = {"my%p"}}, ""},
    }));
    CAPTURE(row.name);
    Kept kept;
    kept.write(assortment());
    CHECK(all(kept.reader, row.filter) == row.found);
    CHECK(all(kept.reader, row.filter, 1000) == row.found);
}

TEST_CASE("a row of the list contains the fields of its record")
{
    Kept kept;
    const auto record = fullExchange();
    kept.write({record});
    const auto page = kept.reader.page({});
    REQUIRE(page);
    REQUIRE(page->rows.size() == 1);
    const RequestRow& row = page->rows[0];
    CHECK(row.id == record->id);
    CHECK(at(row.key.startedAt_ms) == record->startedAt);
    CHECK(row.key.number == page->newest);
    CHECK(row.dialect == record->dialect);
    CHECK(row.consumer == record->consumer);
    CHECK(row.clientName == record->clientName);
    CHECK(row.process == record->processName());
    CHECK(row.route == record->route);
    CHECK(row.askedModel == record->askedModel);
    CHECK(row.provider == record->provider);
    CHECK(row.model == record->model);
    CHECK(row.attempts == static_cast<int>(record->attempts.size()));
    CHECK(row.isFallback == record->isFallback);
    CHECK(row.status == record->status);
    CHECK(row.outcome == record->outcome);
    CHECK(row.errorCode == record->errorCode);
    CHECK(row.firstToken == record->firstToken);
    CHECK(row.duration == record->duration);
    CHECK(row.cost == record->cost);
    CHECK(row.session == record->session);
    CHECK(row.agent == record->agent);
    CHECK(row.tokens == record->tokens.totalInput().count + record->tokens.totalOutput().count);
}

TEST_CASE("shows values nobody reported as unknown and not as 0")
{
    Kept kept;
    auto record = plain("a", 1000);
    record->tokens = {};
    record->cost.reset();
    record->firstToken = Milliseconds{-1};
    kept.write({record});
    const auto page = kept.reader.page({});
    REQUIRE(page);
    CHECK_FALSE(page->rows[0].tokens);
    CHECK_FALSE(page->rows[0].cost);
    CHECK(page->rows[0].firstToken == Milliseconds{-1});
}

TEST_CASE("pages back and forth and keeps the order of requests of the same time")
{
    Kept kept;
    RecordBatch batch;
    for (const char* id : {"a", "b", "c", "d", "e", "f"})
        batch.push_back(plain(id, id[0] < 'e' ? 1000 : 2000));
    kept.write(batch);
    CHECK(all(kept.reader, {}, 1) == "f e d c b a");
    const auto first = kept.reader.page({.limit = 4});
    REQUIRE(first);
    CHECK(ids(*first) == "f e d c");
    const auto newer = kept.reader.page({.after = first->rows[3].key, .isNewer = true, .limit = 2});
    REQUIRE(newer);
    CHECK(ids(*newer) == "e d");
    const auto last = kept.reader.page({.filter = {.words = {"cursor"}}, .after = first->rows[1].key, .isNewer = true, .limit = 2});
    REQUIRE(last);
    CHECK(ids(*last) == "f");
    CHECK_FALSE(last->next);
}

TEST_CASE("a page contains nothing newer than its newest number during writes")
{
    Kept kept;
    kept.write({plain("first", 999)});
    constexpr int kWritten = 300;
    for (int i = 0; i < kWritten; ++i)
        kept.ledger.write({plain("id" + std::to_string(i), 1000 + i)});
    for (std::int64_t last = 0; last <= kWritten;) {
        const auto page = kept.reader.page({.limit = 1});
        REQUIRE(page);
        REQUIRE(page->rows[0].key.number <= page->newest);
        last = page->newest;
    }
}

TEST_CASE("counts new requests regardless of their start time")
{
    Kept kept;
    kept.write({plain("a", 1000), plain("b", 2000)});
    const auto page = kept.reader.page({});
    REQUIRE(page);
    const auto nothing = kept.reader.count({}, page->newest, 100);
    REQUIRE(nothing);
    CHECK(nothing->count == 0);
    auto failed = plain("d", 2500);
    failed->outcome = Outcome::Failed;
    kept.write({plain("c", 500), failed});
    CHECK(kept.reader.count({}, page->newest, 100).value().count == 2);
    CHECK(kept.reader.count({.result = RequestResult::Failed}, page->newest, 100).value().count == 1);
    const auto bounded = kept.reader.count({}, 0, 3);
    REQUIRE(bounded);
    CHECK(bounded->count == 3);
    CHECK_FALSE(bounded->isAll);
    CHECK(kept.reader.count({}, 0, 5).value().isAll);
}

TEST_CASE("reports a missing ledger and finds it later")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    RequestReader reader(file);
    const auto none = reader.page({});
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == ErrorKind::Io);
    CHECK_FALSE(QFile::exists(file));
    Ledger ledger(file, {});
    ledger.write({plain("a", 1000)});
    REQUIRE(totalsOf(ledger));
    CHECK(ids(reader.page({}).value()) == "a");
}

TEST_CASE("delivers search results only to receivers that still exist")
{
    Kept kept;
    IdSource source;
    auto record = plain(source.next(at(5000)), 5000);
    kept.write({record});
    RequestSearch search(kept.file);
    QObject waiting;
    auto gone = std::make_unique<QObject>();
    int answers = 0;
    std::string found;
    search.find({}, &waiting, [&](const Result<RequestPage>&) { answers += 100; });
    search.forget();
    search.find({}, gone.get(), [&](const Result<RequestPage>&) { answers += 10; });
    gone.reset();
    search.find({}, &waiting, [&](const Result<RequestPage>& page) {
        ++answers;
        found = ids(page.value());
    });
    std::optional<ExchangeRecord> whole;
    search.record(record->id, &waiting, [&](const Result<std::optional<ExchangeRecord>>& one) {
        ++answers;
        whole = one.value();
    });
    QElapsedTimer time;
    time.start();
    while (answers < 2 && time.elapsed() < kPatience_ms)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    CHECK(answers == 2);
    CHECK(found == record->id);
    REQUIRE(whole);
    CHECK(whole->attempts.size() == 1);
}
