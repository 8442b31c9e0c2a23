#include "gateway/evaluation/past_requests/past_requests.h"

#include "captured_requests.h"
#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::usage;

namespace {

constexpr Money kCost{Currency::Usd, 1'000'000'000};

struct StoredRequests {
    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("usage.sqlite"));
    QString out = folder.filePath(QStringLiteral("past.jsonl"));
    IdSource ids;
    WallTime now = std::chrono::system_clock::now();
    RecordBatch records;

    std::shared_ptr<ExchangeRecord> add(const char* question, const char* answer)
    {
        auto record = capturedRequest(ids, now - std::chrono::minutes(10) + std::chrono::seconds(static_cast<int>(records.size())), question, answer);
        records.push_back(record);
        return record;
    }
    PastRequests wanted() const
    {
        PastRequests all;
        all.from = now - std::chrono::hours(1);
        all.to = now;
        return all;
    }
    QByteArray written() const
    {
        QFile dataset(out);
        return dataset.open(QIODevice::ReadOnly) ? dataset.readAll() : QByteArray();
    }
};

} // namespace

TEST_CASE("writes requests with stored content as a dataset and counts the others")
{
    StoredRequests ledger;
    ledger.add("2 + 2?", "4");
    ledger.add("not stored", "x")->content = nullptr;
    ledger.add("no text", "");
    ledger.add("of a run", "x")->evalRun = "01A";
    ledger.add("3 + 3?", "6");
    writeLedger(ledger.file, ledger.records);
    const auto found = writeDataset(ledger.file, ledger.wanted(), ledger.out);
    REQUIRE(found);
    CHECK(found->rows == 2);
    CHECK(found->withoutContent == 1);
    CHECK(found->unreadable == 1);
    CHECK(found->matching() == 4);
    const QByteArrayList lines = ledger.written().trimmed().split('\n');
    REQUIRE(lines.size() == 2);
    const auto row = parseJson(lines.front().toStdString());
    REQUIRE(row);
    CHECK((*row)["messages"][0]["content"] == "2 + 2?");
    CHECK((*row)["reference"] == "4");
    CHECK((*row)["tags"][0] == "fast");
}

TEST_CASE("past requests are chosen by what they have")
{
    struct Row {
        const char* name;
        void (*choose)(PastRequests&);
        std::size_t rows;
    };
    const auto row = GENERATE(values<Row>({
        {"all", [](PastRequests&) {}, 2},
        {"model as requested", [](PastRequests& wanted) { wanted.model = "served"; }, 2},
        {"model as answered", [](PastRequests& wanted) { wanted.model = "qwen-turbo"; }, 1},
        {"provider", [](PastRequests& wanted) { wanted.provider = "deepseek"; }, 1},
        {"route", [](PastRequests& wanted) { wanted.route = "slow"; }, 1},
        {"consumer", [](PastRequests& wanted) { wanted.consumer = "script"; }, 1},
        {"limit", [](PastRequests& wanted) { wanted.limit = 1; }, 1},
        {"time", [](PastRequests& wanted) { wanted.to = wanted.from; }, 0},
    }));
    CAPTURE(row.name);
    StoredRequests ledger;
    ledger.add("2 + 2?", "4");
    const auto other = ledger.add("3 + 3?", "6");
    other->provider = "deepseek";
    other->model = "deepseek-chat";
    other->route = "slow";
    other->consumer = "script";
    writeLedger(ledger.file, ledger.records);
    PastRequests wanted = ledger.wanted();
    row.choose(wanted);
    const auto found = rowsFromRequests(ledger.file, wanted, [](const Json&) { return true; });
    REQUIRE(found);
    CHECK(found->rows == row.rows);
}

TEST_CASE("copies for comparison never become rows and can choose their originals")
{
    StoredRequests ledger;
    const auto copied = ledger.add("2 + 2?", "4");
    const auto lost = ledger.add("3 + 3?", "6");
    ledger.add("4 + 4?", "8");
    ledger.records.push_back(copyOf(ledger.ids, *copied, kCost));
    const auto unstored = copyOf(ledger.ids, *lost, kCost);
    unstored->content = nullptr;
    ledger.records.push_back(unstored);
    writeLedger(ledger.file, ledger.records);
    PastRequests wanted = ledger.wanted();
    CHECK(rowsFromRequests(ledger.file, wanted, [](const Json&) { return true; })->rows == 3);
    wanted.isCopied = true;
    std::string question;
    const auto found = rowsFromRequests(ledger.file, wanted, [&question](const Json& row) {
        question = row["messages"][0]["content"].get<std::string>();
        return true;
    });
    REQUIRE(found);
    CHECK(found->rows == 1);
    CHECK(question == "2 + 2?");
}

TEST_CASE("nothing is written without rows or while it is unwanted")
{
    StoredRequests ledger;
    ledger.add("not stored", "x")->content = nullptr;
    ledger.add("2 + 2?", "4");
    writeLedger(ledger.file, ledger.records);
    PastRequests wanted = ledger.wanted();
    wanted.model = "nobody";
    const auto none = writeDataset(ledger.file, wanted, ledger.out);
    REQUIRE(none);
    CHECK(none->matching() == 0);
    CHECK_FALSE(QFile::exists(ledger.out));
    int polled = 0;
    const auto stopped = rowsFromRequests(ledger.file, ledger.wanted(), [](const Json&) { return true; }, [&polled] { return ++polled > 1; });
    REQUIRE(stopped);
    CHECK(stopped->withoutContent == 1);
    CHECK(stopped->rows == 0);
    const auto refused = writeDataset(ledger.file, ledger.wanted(), ledger.folder.filePath(QStringLiteral("no/such/folder.jsonl")));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Io);
}
