#include "ui/models/requests/request_list_model.h"

#include "catch.h"
#include "manual_clock.h"
#include "outlast.h"
#include "sample_ledger.h"

#include "gateway/usage/ledger/ledger.h"
#include "ui/models/roles.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience_ms = 20'000;
constexpr std::chrono::milliseconds kLook{400}; // longer than it waits before it queries

std::shared_ptr<ExchangeRecord> plain(int number, Outcome outcome = Outcome::Answered)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->id = "id" + std::to_string(number);
    record->startedAt = WallTime{Milliseconds{1'763'625'600'000 + number}};
    record->askedModel = "gpt-4o";
    record->provider = outcome == Outcome::Answered ? "qwen" : "";
    record->model = record->provider.empty() ? "" : "qwen-plus";
    record->outcome = outcome;
    record->status = outcome == Outcome::Answered ? 200 : 503;
    return record;
}

struct Shown {
    QTemporaryDir folder;
    QString file = folder.filePath(u"ledger.sqlite"_s);
    ManualClock clock;
    std::unique_ptr<Ledger> ledger = std::make_unique<Ledger>(file, nullptr);
    RequestSearch search{file};
    RequestListModel model{[](const std::string& id) { return QString::fromStdString(id).toUpper(); }, clock};

    void write(RecordBatch batch)
    {
        ledger->write(std::move(batch));
        bool isThere = false;
        QObject context;
        ledger->totals({}, WallTime{std::chrono::hours{1'000'000}}, &context, [&](const Result<Totals>&) { isThere = true; });
        REQUIRE(QTest::qWaitFor([&] { return isThere; }, kPatience_ms));
    }
    void show()
    {
        model.setSearch(&search);
        model.setWatched(true);
        settle();
    }
    void settle()
    {
        REQUIRE(QTest::qWaitFor([&] { return !model.isLoading(); }, kPatience_ms));
    }
    /// Waits until pending queries are answered; answers arrive in order.
    void catchUp()
    {
        bool isAnswered = false;
        QObject context;
        search.count({}, 0, 1, &context, [&](const Result<RequestCount>&) { isAnswered = true; });
        REQUIRE(QTest::qWaitFor([&] { return isAnswered; }, kPatience_ms));
    }
    std::string first() const { return model.rowCount() == 0 ? "" : model.request(0)->id; }
    std::string last() const { return model.rowCount() == 0 ? "" : model.request(model.rowCount() - 1)->id; }
    std::string cell(int row, int column, int role = Qt::DisplayRole) const { return model.index(row, column).data(role).toString().toStdString(); }
};

RecordBatch numbered(int from, int to)
{
    RecordBatch batch;
    for (int i = from; i <= to; ++i) batch.push_back(plain(i));
    return batch;
}

} // namespace

TEST_CASE("scrolls back and forth through all requests while holding a limited part")
{
    Shown shown;
    constexpr int kAll = 3000;
    shown.write(numbered(1, kAll));
    shown.show();
    CHECK(shown.first() == "id3000");
    CHECK(shown.model.rowCount() == RequestListModel::kPage);
    while (shown.model.canFetchMore({})) {
        shown.model.fetchMore({});
        shown.settle();
        REQUIRE(shown.model.rowCount() <= RequestListModel::kMost);
    }
    CHECK(shown.last() == "id1");
    CHECK(shown.first() == "id2000");
    CHECK(shown.model.rowCount() == RequestListModel::kMost);
    CHECK_FALSE(shown.model.isAll());
    while (shown.first() != "id3000") {
        const std::string before = shown.first();
        shown.model.fetchNewer();
        REQUIRE(QTest::qWaitFor([&] { return shown.first() != before; }, kPatience_ms));
        REQUIRE(shown.model.rowCount() <= RequestListModel::kMost);
    }
    CHECK(shown.first() == "id3000");
    CHECK(shown.model.canFetchMore({}));
    for (int row = 1; row < shown.model.rowCount(); ++row) REQUIRE(shown.model.request(row - 1)->key > shown.model.request(row)->key);
}

TEST_CASE("holds new requests back until wanted and inserts them in order")
{
    Shown shown;
    shown.write(numbered(10, 20));
    shown.show();
    QSignalSpy resets(&shown.model, &QAbstractItemModel::modelReset);
    auto late = plain(15);
    late->id = "late"; // started long ago, ended now
    shown.write({plain(21), plain(22), late});
    shown.model.noteFinished();
    REQUIRE(QTest::qWaitFor([&] { return shown.model.newCount() == 3; }, kPatience_ms));
    CHECK(shown.first() == "id20");
    CHECK(shown.model.rowCount() == 11);
    const QPersistentModelIndex kept = shown.model.index(0, 0);
    shown.model.showNew();
    REQUIRE(QTest::qWaitFor([&] { return shown.model.newCount() == 0; }, kPatience_ms));
    CHECK(shown.model.rowCount() == 14);
    CHECK(shown.first() == "id22");
    CHECK(kept.row() == 2);
    CHECK(shown.model.lineOf(u"late"_s) == 7); // the later of two with the same time
    CHECK(resets.isEmpty());
}

TEST_CASE("a following list shows new requests at once and an unwatched one queries nothing")
{
    Shown shown;
    shown.write(numbered(1, 3));
    shown.show();
    shown.model.setFollowing(true);
    shown.write({plain(4)});
    shown.model.noteFinished();
    REQUIRE(QTest::qWaitFor([&] { return shown.first() == "id4"; }, kPatience_ms));
    CHECK(shown.model.newCount() == 0);
    shown.model.setWatched(false);
    shown.catchUp();
    shown.write({plain(5)});
    shown.model.noteFinished();
    outlast(kLook);
    shown.catchUp();
    CHECK(shown.first() == "id4");
    shown.model.setFollowing(false);
    shown.model.setWatched(true); // and catches up
    REQUIRE(QTest::qWaitFor([&] { return shown.model.newCount() == 1; }, kPatience_ms));
}

namespace {

InFlight underWay(const char* id, int age_ms)
{
    InFlight one;
    one.id = id;
    one.askedModel = "gpt-4o";
    one.age = Milliseconds{age_ms};
    return one;
}

/// The final record in the ledger.
std::shared_ptr<ExchangeRecord> recordOf(const Shown& shown, const InFlight& one)
{
    auto record = plain(1);
    record->id = one.id;
    record->startedAt = shown.clock.wallNow() - one.age;
    return record;
}

} // namespace

TEST_CASE("a following list shows requests in progress above the others")
{
    Shown shown;
    shown.write(numbered(1, 3));
    shown.show();
    const InFlight young = underWay("young", 500);
    InFlight old = underWay("old", 9000);
    old.provider = "qwen";
    old.model = "qwen-plus";
    old.firstToken = Milliseconds{800};
    shown.model.setUnderWay({old, young});
    CHECK(shown.first() == "id3");
    shown.model.setFollowing(true);
    REQUIRE(shown.model.rowCount() == 5);
    using Model = RequestListModel;
    CHECK(shown.cell(0, Model::Result) == "waiting");
    CHECK(shown.cell(0, Model::ServedBy) == "selecting a provider");
    CHECK(shown.cell(1, Model::Result) == "streaming");
    CHECK(shown.cell(1, Model::Result, StatusRole) == "busy");
    CHECK(shown.cell(1, Model::Duration) == "9.0 s");
    CHECK(shown.cell(1, Model::Tokens) == "–");
    CHECK(shown.model.request(2)->id == "id3");
    shown.write({recordOf(shown, old)});
    shown.model.setUnderWay({young});
    REQUIRE(QTest::qWaitFor([&] { return shown.model.lineOf(u"old"_s) > 0 && !shown.model.isUnderWay(shown.model.lineOf(u"old"_s)); }, kPatience_ms));
    CHECK(shown.model.rowCount() == 5);
    CHECK(shown.first() == "young");
    shown.model.setUnderWay({young, underWay("next", 1)});
    REQUIRE(QTest::qWaitFor([&] { return shown.first() == "next"; }, kPatience_ms));
    shown.model.setFilter({.words = {"nobody"}});
    shown.settle();
    CHECK(shown.model.rowCount() == 0);
    CHECK(shown.model.newCount() == 0);
}

TEST_CASE("requests in progress at opening are on top and later ones count as new")
{
    Shown shown;
    shown.write(numbered(1, 3));
    const InFlight first = underWay("first", 4000);
    shown.model.setUnderWay({first});
    shown.show();
    REQUIRE(shown.model.rowCount() == 4);
    CHECK(shown.model.isUnderWay(0));
    CHECK(shown.first() == "first");
    CHECK(shown.model.underWay(u"first"_s)->age == Milliseconds{4000});
    const InFlight second = underWay("second", 10);
    shown.model.setUnderWay({first, second});
    CHECK(shown.model.newCount() == 1);
    QSignalSpy settled(&shown.model, &RequestListModel::settled);
    REQUIRE(QTest::qWaitFor([&] { return !settled.isEmpty(); }, kPatience_ms)); // whoever shows it is notified
    CHECK(shown.model.rowCount() == 4);
    CHECK_FALSE(shown.model.underWay(u"second"_s));
    shown.write({recordOf(shown, second)});
    shown.model.setUnderWay({first});
    shown.model.noteFinished();
    CHECK(shown.model.newCount() == 1); // and still does
    shown.catchUp();
    outlast(kLook);
    shown.catchUp();
    CHECK(shown.model.newCount() == 1);
    const InFlight third = underWay("third", 10);
    shown.model.setUnderWay({first, third});
    CHECK(shown.model.newCount() == 2);
    shown.model.showNew();
    CHECK(shown.first() == "third");
    CHECK(shown.model.canCancel(0));
    REQUIRE(QTest::qWaitFor([&] { return shown.model.newCount() == 0 && shown.model.lineOf(u"second"_s) >= 0; }, kPatience_ms));
    CHECK(shown.model.rowCount() == 6);
    shown.model.reload();
    shown.settle();
    CHECK(shown.model.rowCount() == 6);
}

TEST_CASE("a row in progress turns into its record in place and does not count as new")
{
    Shown shown;
    const bool hasNewer = GENERATE(false, true);
    CAPTURE(hasNewer);
    const InFlight one = underWay("one", 5000);
    auto newer = plain(3);
    newer->startedAt = shown.clock.wallNow() + std::chrono::seconds{hasNewer ? 1 : -100};
    auto older = plain(2);
    older->startedAt = shown.clock.wallNow() - std::chrono::seconds{200};
    shown.write({older, newer});
    shown.model.setUnderWay({one});
    shown.show();
    const QPersistentModelIndex kept = shown.model.index(0, 0);
    QSignalSpy resets(&shown.model, &QAbstractItemModel::modelReset);
    QSignalSpy ended(&shown.model, &RequestListModel::ended);
    shown.model.setUnderWay({});
    CHECK(shown.model.rowCount() == 3); // the ledger may take a while
    CHECK_FALSE(shown.model.canCancel(0));
    shown.write({recordOf(shown, one)});
    REQUIRE(QTest::qWaitFor([&] { return ended.size() == 1; }, kPatience_ms));
    CHECK(ended[0][0].toString() == u"one"_s);
    CHECK(shown.model.rowCount() == 3);
    REQUIRE(kept.isValid());
    CHECK(kept.row() == (hasNewer ? 1 : 0));
    CHECK(kept.data(IdRole).toString() == u"one"_s);
    CHECK_FALSE(shown.model.isUnderWay(kept.row()));
    CHECK(shown.cell(kept.row(), RequestListModel::Result) == "200");
    shown.catchUp();
    outlast(kLook);
    shown.catchUp();
    CHECK(shown.model.newCount() == 0);
    CHECK(resets.isEmpty());
    CHECK_FALSE(shown.model.underWay(u"one"_s));
}

TEST_CASE("a request that ended unwatched shows as its record afterwards")
{
    Shown shown;
    shown.write(numbered(1, 2));
    const InFlight one = underWay("one", 5000);
    shown.model.setUnderWay({one});
    shown.show();
    shown.model.setWatched(false);
    shown.model.setUnderWay({});
    shown.write({recordOf(shown, one)});
    shown.model.setWatched(true);
    REQUIRE(QTest::qWaitFor([&] { return !shown.model.isUnderWay(0); }, kPatience_ms));
    CHECK(shown.model.lineOf(u"one"_s) >= 0);
    CHECK(shown.model.rowCount() == 3);
}

TEST_CASE("a new filter keeps the old rows until its result is known")
{
    Shown shown;
    RecordBatch batch = numbered(1, 500);
    batch[3] = plain(4, Outcome::Failed);
    shown.write(batch);
    shown.show();
    shown.model.setFilter({.result = RequestResult::Failed});
    CHECK(shown.model.rowCount() == RequestListModel::kPage);
    shown.settle();
    CHECK(shown.model.rowCount() == 1);
    CHECK(shown.first() == "id4");
    CHECK(shown.model.isAll());
    shown.model.setFilter({.words = {"nobody"}});
    shown.settle();
    CHECK(shown.model.rowCount() == 0);
    CHECK(shown.model.isAll());
    CHECK_FALSE(shown.model.isLedgerEmpty());
}

TEST_CASE("groups the requests of a conversation under the chain of its models")
{
    const bool areAllPriced = GENERATE(true, false);
    Shown shown;
    RecordBatch batch;
    for (int i = 1; i <= 5; ++i) {
        auto record = plain(i);
        if (i != 3) record->session = i == 2 ? "alone" : "talk";
        if (i == 4) record->model = "deepseek-chat";
        record->tokens.origin = protocol::UsageOrigin::Reported;
        record->tokens.input = Tokens{10};
        if (i == 1 || (i == 5 && areAllPriced)) record->cost = Money{gateway::Currency::Cny, gateway::kPicoOfUnit / 50};
        if (i == 4) record->cost = Money{gateway::Currency::Usd, gateway::kPicoOfUnit / 10};
        if (record->cost) record->costOrigin = CostOrigin::Prices;
        batch.push_back(record);
    }
    shown.write(batch);
    shown.show();
    shown.model.setGrouping(RequestListModel::Grouping::Conversation);
    std::string lines;
    for (int line = 0; line < shown.model.rowCount(); ++line) lines += (shown.model.isHead(line) ? "head " : "") + shown.model.request(line)->id + ' ';
    CHECK(lines == "head id5 id5 id4 id1 id3 id2 ");
    using Model = RequestListModel;
    CHECK(shown.cell(0, Model::ServedBy) == "qwen-plus → deepseek-chat");
    CHECK(shown.cell(0, Model::Tokens) == "30");
    CHECK(shown.cell(0, Model::Cost) == (areAllPriced ? "¥0.04 · $0.10" : "≥ ¥0.02 · $0.10"));
    CHECK(shown.model.lineOf(u"id4"_s) == 2);
    shown.model.setGrouping(RequestListModel::Grouping::None);
    CHECK(shown.model.rowCount() == 5);
}

TEST_CASE("cells show what is known of a request")
{
    Shown shown;
    const WallTime now = shown.clock.wallNow();
    auto cancelled = std::make_shared<ExchangeRecord>(SampleLedger::fallback(now - std::chrono::seconds{60}));
    cancelled->outcome = Outcome::Cancelled;
    cancelled->tokens = {};
    cancelled->cost.reset();
    auto refused = plain(1, Outcome::ClientError);
    refused->status = 404;
    refused->errorCode = "model_not_found";
    auto unpriced = plain(2);
    unpriced->tokens.origin = protocol::UsageOrigin::Estimated;
    unpriced->tokens.output = Tokens{12};
    shown.write({refused, unpriced, cancelled, std::make_shared<ExchangeRecord>(SampleLedger::fallback(now))});
    shown.show();
    using Model = RequestListModel;
    CHECK(shown.cell(0, Model::Client) == "Cursor");
    CHECK(shown.cell(0, Model::ServedBy) == "QWEN · qwen-plus");
    CHECK(shown.cell(0, Model::Tries) == "3");
    CHECK(shown.cell(0, Model::Result) == "200 after fallback");
    CHECK(shown.cell(0, Model::Result, StatusRole) == "warn");
    CHECK(shown.cell(0, Model::FirstToken) == "980 ms");
    CHECK(shown.cell(0, Model::Duration) == "8.8 s");
    CHECK(shown.cell(0, Model::Tokens) == "38.2 k");
    CHECK(shown.cell(0, Model::Cost) == "¥0.03");
    CHECK(shown.cell(1, Model::Result) == "cancelled by client");
    CHECK(shown.cell(1, Model::Tokens) == "–");
    CHECK(shown.cell(2, Model::Cost) == "unknown");
    CHECK(shown.cell(2, Model::Tokens) == "12");
    CHECK(shown.cell(2, Model::Tokens, Qt::ToolTipRole) == "12, estimated");
    CHECK(shown.cell(3, Model::ServedBy) == "–");
    CHECK(shown.cell(3, Model::Result) == "404 no provider has this model");
    CHECK(shown.cell(3, Model::FirstToken) == "–");
}
