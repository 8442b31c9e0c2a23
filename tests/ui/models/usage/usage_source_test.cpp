#include "ui/models/usage/usage_source.h"

#include "ui/models/requests/request_list_model.h"
#include "ui/models/roles.h"
#include "ui/models/usage/usage_csv.h"
#include "ui/models/usage/usage_span.h"
#include "ui/models/usage/usage_table_model.h"

#include "gateway/usage/ledger/ledger.h"

#include "catch.h"
#include "sample_ledger.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience_ms = 20'000;
const QDate kDay(2026, 11, 20);

std::shared_ptr<ExchangeRecord> at(int hour, const char* provider, const char* model, int firstToken_ms)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->id = "x";
    record->startedAt = WallTime{Milliseconds{QDateTime(kDay, QTime(hour, 30)).toMSecsSinceEpoch()}};
    record->provider = provider;
    record->model = model;
    record->clientName = "Cursor";
    record->outcome = Outcome::Answered;
    record->status = 200;
    record->tokens = {protocol::UsageOrigin::Reported, Tokens{10}, Tokens{30}, std::nullopt, Tokens{5}, Tokens{1}};
    record->firstToken = Milliseconds{firstToken_ms};
    record->duration = Milliseconds{1000};
    return record;
}

UsageAnswer answerTo(const RecordBatch& batch, UsageGroup group, std::vector<RequestFilter::Match> filters = {})
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    SampleLedger::write(file, batch);
    UsageSource source(file);
    QObject context;
    std::optional<UsageAnswer> answer;
    source.ask({UsageSpan::today(kDay).edges(), group, std::move(filters)}, &context, [&](Result<UsageAnswer> given) { answer = given.value(); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    return *answer;
}

/// Two rows that need CSV escaping.
class Texts final : public QAbstractTableModel {
public:
    int rowCount(const QModelIndex&) const override { return 2; }
    int columnCount(const QModelIndex&) const override { return 3; }
    QVariant headerData(int section, Qt::Orientation, int) const override { return QStringList{u"Name"_s, u"A, B"_s, u"\"c\""_s}[section]; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const bool isFirst = index.row() == 0;
        if (role == RawRole && isFirst && index.column() > 0) return index.column() == 1 ? qlonglong{1234} : qlonglong{-5};
        if (role != Qt::DisplayRole) return {};
        return isFirst ? QStringList{u"=HYPERLINK(\"x\")"_s, u"1.2 k"_s, u"−5"_s}[index.column()] : QStringList{u"模型"_s, u"a\nb"_s, u"@x"_s}[index.column()];
    }
};

} // namespace

TEST_CASE("adds up usage at the start time of the requests by the chosen grouping")
{
    RecordBatch batch;
    for (int i = 1; i <= 100; ++i) batch.push_back(at(9, "qwen", "qwen-plus", i * 10));
    auto failed = at(14, "deepseek", "deepseek-chat", -1);
    failed->outcome = Outcome::Failed;
    failed->isFallback = true;
    failed->tokens = {};
    failed->cost = {};
    auto priced = at(14, "deepseek", "deepseek-chat", 700);
    priced->cost = Money{Currency::Cny, 2'000'000'000'000};
    auto yesterday = at(9, "qwen", "qwen-plus", 1);
    yesterday->startedAt -= std::chrono::hours{24};
    batch.insert(batch.end(), {failed, priced, yesterday});
    const UsageAnswer answer = answerTo(batch, UsageGroup::Model);
    REQUIRE(answer.lines.size() == 2);
    CHECK(answer.lines[0].name == "qwen-plus");
    CHECK(answer.lines[0].beside == "qwen");
    REQUIRE(answer.lines[0].points.size() == 24);
    CHECK(answer.lines[0].points[9].totals.exchanges == 100);
    CHECK(answer.lines[0].points[9].tokens() == 4600);
    CHECK(answer.lines[0].points[9].cacheShare() == 0.75);
    // Totals know times to within a sixteenth.
    const auto near = [](Milliseconds time, int expected) { return std::abs(time.count() - expected) <= expected / 16 + 1; };
    CHECK(near(answer.lines[0].points[9].firstToken.p50, 500));
    CHECK(near(answer.lines[0].points[9].firstToken.p95, 950));
    CHECK(near(answer.lines[0].points[9].firstToken.p99, 990));
    CHECK(answer.lines[0].points[10].totals.exchanges == 0);
    CHECK_FALSE(answer.lines[0].points[10].failedShare());
    CHECK(answer.lines[0].whole.totals.unpriced == 100);
    CHECK(answer.lines[1].whole.failedShare() == 0.5);
    CHECK(answer.lines[1].whole.fallbackShare() == 0.5);
    CHECK(answer.lines[1].whole.firstToken.count == 1);
    CHECK(answer.lines[1].whole.totals.costCny_pico == 2'000'000'000'000);
    CHECK(answer.all.whole.totals.exchanges == 102);
    CHECK(answer.all.points[14].totals.exchanges == 2);
}

TEST_CASE("a filter applies to all totals and an empty result is empty")
{
    const RecordBatch batch{at(9, "qwen", "qwen-plus", 10), at(9, "deepseek", "deepseek-chat", 10)};
    const UsageAnswer one = answerTo(batch, UsageGroup::Client, {{RequestField::Provider, "qwen"}});
    REQUIRE(one.lines.size() == 1);
    CHECK(one.lines[0].name == "Cursor");
    CHECK(one.all.whole.totals.exchanges == 1);
    const UsageAnswer none = answerTo({}, UsageGroup::Model);
    CHECK(none.lines.empty());
    CHECK(none.all.points.size() == 24);
}

TEST_CASE("the usage table invents neither a price nor a time")
{
    auto silent = at(9, "ollama", "llama", -1);
    auto both = at(10, "qwen", "qwen-plus", 580);
    both->cost = Money{Currency::Cny, 710'000'000'000};
    auto dollars = at(10, "qwen", "qwen-plus", 580);
    dollars->cost = Money{Currency::Usd, 480'000'000'000};
    UsageAnswer answer = answerTo({silent, both, dollars}, UsageGroup::Model);
    const SeriesColours colours({"llama", "qwen-plus"}, answer.lines);
    UsageTableModel model([](const std::string& id) { return QString::fromStdString(id).toUpper(); });
    model.setLines(UsageGroup::Model, answer.lines, &colours);
    const auto cell = [&](int row, const char* header, int role = Qt::DisplayRole) {
        for (int column = 0; column < model.columnCount(); ++column) {
            if (model.headerData(column, Qt::Horizontal).toString().toStdString() == header) return model.index(row, column).data(role).toString().toStdString();
        }
        return std::string("no such column");
    };
    CHECK(cell(0, "Model") == "qwen-plus");
    CHECK(cell(0, "Provider") == "QWEN");
    CHECK(cell(0, "Requests") == "2");
    CHECK(cell(0, "Cached input") == "60");
    CHECK(cell(0, "Cache write") == "–");
    CHECK(cell(0, "Output") == "12");
    CHECK(cell(0, "Cost") == "¥0.71 · $0.48");
    CHECK_THAT(cell(0, "p50 first"), Catch::EndsWith(" ms"));
    CHECK(cell(0, "Answered") == "100.0%");
    CHECK(cell(0, "Model", SwatchRole) == "1");
    CHECK(cell(0, "Share", ShareRole) == "1");
    CHECK(cell(1, "Cost") == "unknown");
    CHECK(cell(1, "p50 first") == "–");
    model.setView(UsageTableModel::View::Times);
    CHECK_THAT(cell(0, "p99 whole"), Catch::Contains("s"));
    model.setView(UsageTableModel::View::Outcomes);
    CHECK(cell(0, "From cache") == "75.0%");
}

TEST_CASE("the usage table lists providers that only fail with their attempts")
{
    auto rescued = at(10, "qwen", "qwen-plus", 580);
    AttemptRecord attempt;
    attempt.provider = "deepseek";
    attempt.failure = config::FailureClass::ServerError;
    rescued->attempts.push_back(attempt);
    attempt.provider = "qwen";
    attempt.failure.reset();
    rescued->attempts.push_back(attempt);
    const UsageAnswer answer = answerTo({rescued}, UsageGroup::Provider);
    UsageTableModel model([](const std::string& id) { return QString::fromStdString(id); });
    model.setLines(UsageGroup::Provider, answer.lines, nullptr);
    model.setView(UsageTableModel::View::Outcomes);
    std::string text;
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            if (const QString head = model.headerData(column, Qt::Horizontal).toString(); head == u"Provider"_s || head == u"Requests"_s || head == u"Attempts"_s || head == u"Failed attempts"_s)
                text += model.index(row, column).data().toString().toStdString() + (head == u"Failed attempts"_s ? "\n" : " ");
    CHECK(text == "qwen – 1 1 0\ndeepseek – 0 1 1\n");
}

TEST_CASE("does not count a refused request as answered")
{
    const auto refused = [](const char* provider) {
        auto record = at(10, provider, "", -1);
        record->outcome = Outcome::ClientError;
        record->tokens = {};
        record->status = 401;
        return record;
    };
    const UsageAnswer answer = answerTo({at(9, "qwen", "", 580), refused("qwen"), refused(""), refused("")}, UsageGroup::Provider);
    CHECK(answer.all.whole.answeredShare() == 0.25);
    UsageTableModel model([](const std::string& id) { return QString::fromStdString(id); });
    model.setLines(UsageGroup::Provider, answer.lines, nullptr);
    std::string text;
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            if (const QString head = model.headerData(column, Qt::Horizontal).toString(); head == u"Provider"_s || head == u"Answered"_s)
                if (const QString cell = model.index(row, column).data().toString(); cell != u"–"_s) text += cell.toStdString() + (head == u"Answered"_s ? "\n" : " ");
    CHECK(text == "qwen 50.0%\nnone 0.0%\n");
}

TEST_CASE("exports CSV with raw numbers and without formulas")
{
    const Texts model;
    CHECK(toCsv(model).toStdString() == "Name,\"A, B\",\"\"\"c\"\"\"\r\n\"'=HYPERLINK(\"\"x\"\")\",1234,-5\r\n模型,\"a\nb\",'@x\r\n");
}

TEST_CASE("draws a year by day and model from totals without the requests")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    RecordBatch batch;
    std::vector<WallTime> edges;
    constexpr int kDays = 365;
    for (int day = 0; day <= kDays; ++day) {
        const QDateTime midnight = kDay.addDays(day - kDays).startOfDay();
        edges.push_back(WallTime{Milliseconds{midnight.toMSecsSinceEpoch()}});
        if (day == kDays) break;
        for (int i = 1; i <= 4; ++i) {
            auto record = at(9, "qwen", i % 2 == 0 ? "qwen-plus" : "qwen-turbo", 100 * i);
            record->startedAt = edges.back() + std::chrono::hours{8 + i};
            batch.push_back(std::move(record));
        }
    }
    SampleLedger::write(file, batch);
    {
        Ledger ledger(file, {});
        ledger.prune(WallTime::max());
        QObject context;
        bool isGone = false;
        REQUIRE(QTest::qWaitFor(
            [&] {
                ledger.recent(1, &context, [&](const Result<std::vector<ExchangeRecord>>& left) { isGone = left && left->empty(); });
                return isGone;
            },
            kPatience_ms));
    }
    UsageSource source(file);
    QObject context;
    std::optional<UsageAnswer> answer;
    source.ask({edges, UsageGroup::Model, {}}, &context, [&](Result<UsageAnswer> given) { answer = given.value(); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    CHECK(answer->all.whole.totals.exchanges == 4 * kDays);
    CHECK(answer->covered == CoveredSpan{edges.front(), edges.back()});
    REQUIRE(answer->lines.size() == 2);
    REQUIRE(answer->lines[0].points.size() == static_cast<std::size_t>(kDays));
    CHECK(std::all_of(answer->lines[0].points.begin(), answer->lines[0].points.end(), [](const ui::models::UsageSums& sums) { return sums.totals.exchanges == 2; }));
    CHECK(answer->all.points[200].firstToken.count == 4);
    CHECK(std::abs(answer->all.points[200].firstToken.p99.count() - 400) <= 400 / 16 + 1);
}
