#include "ui/words/sentence_words.h"
#include "ui/models/usage/bill_source.h"
#include "ui/models/usage/bill_table_model.h"
#include "ui/models/usage/bill_text.h"

#include "ui/models/roles.h"

#include "catch.h"
#include "sample_ledger.h"
#include "test_language.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace ui::models;
using namespace gateway::usage;
using namespace Qt::StringLiterals;
using gateway::Result;

namespace {

constexpr int kComparing_ms = 20'000;

QString billFile(const char* name) { return QStringLiteral(SIGNALBOX_TEST_DATA "/bills/") + QLatin1StringView(name); }

/// On 1 November, in Beijing time and in UTC.
std::shared_ptr<ExchangeRecord> charged(const char* model)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->id = "x";
    record->startedAt = gateway::WallTime{gateway::Milliseconds{QDateTime(QDate(2026, 11, 1), QTime(6, 0), Qt::UTC).toMSecsSinceEpoch()}};
    record->provider = "deepseek";
    record->model = model;
    record->outcome = Outcome::Answered;
    record->status = 200;
    record->tokens.origin = gateway::protocol::UsageOrigin::Reported;
    record->tokens.input = gateway::Tokens{7};
    record->tokens.output = gateway::Tokens{23547};
    record->cost = gateway::Money{gateway::Currency::Cny, 7'580'007'000'000};
    record->costOrigin = CostOrigin::Prices;
    record->attempts.resize(1);
    record->attempts[0].provider = "deepseek";
    record->attempts[0].model = model;
    record->attempts[0].status = 200;
    return record;
}

Result<BillAnswer> answerTo(const RecordBatch& batch, const BillQuestion& question)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    SampleLedger::write(file, batch);
    BillSource source(file);
    QObject context;
    std::optional<Result<BillAnswer>> answer;
    source.ask(question, &context, [&](const Result<BillAnswer>& given) { answer = given; });
    CHECK_FALSE(answer); // it does not block
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kComparing_ms));
    return *answer;
}

std::string rowOf(const BillTableModel& model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column) cells += model.index(row, column).data().toString();
    return cells.join(u" | "_s).toStdString();
}

} // namespace

TEST_CASE("compares a bill with the ledger by day and model")
{
    const Language language("en");
    const auto answer = answerTo({charged("deepseek-v4-pro")}, {{billFile("deepseek-amount-2026.csv")}, "deepseek", {}});
    REQUIRE(answer);
    REQUIRE(answer->files.size() == 1);
    CHECK(answer->files[0].format == "deepseek");
    BillTableModel model;
    model.setFound(answer->found);
    REQUIRE(model.rowCount() == 2);
    CHECK(rowOf(model, 0) == "2026-11-01 | deepseek-v4-pro | Requests | 5 | 1 | −4 | ");
    CHECK(rowOf(model, 1) == "2026-11-01 | deepseek-v4-pro | Web searches | 2 | 0 | −2 | ");
    CHECK(model.index(0, BillTableModel::Difference).data(RawRole).toInt() == -4);
    CHECK(model.index(0, BillTableModel::Difference).data(ToneRole).toString() == u"warn"_s);
    CHECK(BillText::summary(answer->found) == u"1 of 1 day differs"_s);
    model.setOnlyDifferent(false);
    CHECK(model.rowCount() == 3);
    CHECK(rowOf(model, 1) == "2026-11-01 | deepseek-v4-pro | Output | 23,547 | 23,547 | 0 | ");
    CHECK_FALSE(model.index(1, BillTableModel::Difference).data(ToneRole).isValid());
}

TEST_CASE("compares amounts of a bill exactly and recognises its format by the columns")
{
    const Language language("en");
    auto answer = answerTo({charged("deepseek-v4-flash")}, {{billFile("deepseek-cost.csv")}, "deepseek", {}});
    REQUIRE(answer);
    CHECK(answer->found.unequalDays == 0);
    CHECK(BillText::summary(answer->found) == u"The ledger matches the bill: 1 day"_s);
    BillTableModel model;
    model.setFound(answer->found);
    CHECK(model.rowCount() == 0);
    model.setOnlyDifferent(false);
    REQUIRE(model.rowCount() == 1);
    CHECK(rowOf(model, 0) == "2026-11-01 | deepseek-v4-flash | Cost in ¥ | ¥7.58 | ¥7.58 | ¥0.00 | ");
    CHECK(model.index(0, BillTableModel::Bill).data(RawRole).toString() == u"7.580007"_s);
    CHECK(BillText::notes(answer->found).isEmpty());
    // In the other currency, with the exchange rate shown.
    answer = answerTo({charged("claude-sonnet-4-5-20250929")}, {{billFile("anthropic-cost.csv")}, "deepseek", {7.0, "2026-11-20", "bank"}});
    REQUIRE(answer);
    CHECK(answer->files[0].format == "anthropic-cost");
    REQUIRE(BillText::notes(answer->found).size() == 1);
    CHECK(BillText::notes(answer->found).front() == u"Ledger amounts in the other currency are converted at $1 = ¥7.00 (2026-11-20)."_s);
    model.setFound(answer->found);
    CHECK_THAT(rowOf(model, 0), Catch::Contains("| Cost in $ | $0.01 | $1.08 | +$1.07 |"));
}

TEST_CASE("shows skipped bill rows in the language of the window")
{
    const gateway::Sentence several{"%1 rows were skipped: %2.", {std::string("2"), "it is a total of other rows"}};
    const gateway::Sentence one{"1 row was skipped: %1.", {{"the cost is in %1, a currency that the ledger does not use", {std::string("EUR")}}}};
    {
        const Language english("en");
        CHECK(ui::words::SentenceWords::of(several).toStdString() == "2 rows were skipped: it is a total of other rows.");
        CHECK(ui::words::SentenceWords::of(one).toStdString() == "1 row was skipped: the cost is in EUR, a currency that the ledger does not use.");
    }
    const Language chinese("zh_CN");
    for (const gateway::Sentence& note : {several, one, gateway::Sentence("The file is empty.")}) {
        QString said = ui::words::SentenceWords::of(note);
        CAPTURE(said.toStdString());
        CHECK_FALSE(said.remove(u"EUR"_s).contains(QRegularExpression(u"[A-Za-z]"_s)));
    }
}

TEST_CASE("names a file that cannot be compared and drops a cancelled comparison")
{
    const auto missing = answerTo({charged("m")}, {{billFile("none.csv")}, "deepseek", {}});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == gateway::ErrorKind::Io);
    CHECK(missing.error().param == billFile("none.csv").toStdString());
    const auto foreign = answerTo({charged("m")}, {{billFile("deepseek-cost.csv")}, "qwen", {}});
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().param.empty());
    CHECK_THAT(foreign.error().text(), Catch::EndsWith("It has requests to: deepseek."));
    const QTemporaryDir folder;
    SampleLedger::write(folder.filePath(u"ledger.sqlite"_s), {charged("m")});
    BillSource source(folder.filePath(u"ledger.sqlite"_s));
    QObject context;
    bool isAnswered = false;
    source.ask({{billFile("deepseek-cost.csv")}, "deepseek", {}}, &context, [&](const Result<BillAnswer>&) { isAnswered = true; });
    source.forget();
    bool isNextAnswered = false; // comparisons run one after another
    source.ask({{billFile("deepseek-cost.csv")}, "deepseek", {}}, &context, [&](const Result<BillAnswer>&) { isNextAnswered = true; });
    REQUIRE(QTest::qWaitFor([&] { return isNextAnswered; }, kComparing_ms));
    CHECK_FALSE(isAnswered);
}
