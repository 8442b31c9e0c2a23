#include "captured_requests.h"
#include "controls.h"
#include "eval_world.h"
#include "large_run.h"

#include "gateway/evaluation/preparation/run_lock.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/models/evaluation/compared_rows_model.h"
#include "ui/models/evaluation/eval_matrix_model.h"
#include "ui/models/evaluation/eval_pairs_model.h"
#include "ui/models/evaluation/eval_target_list_model.h"
#include "ui/models/roles.h"
#include "ui/pages/evaluate/answer_view.h"
#include "ui/pages/evaluate/evaluate_page.h"
#include "ui/pages/evaluate/live_comparison_card.h"
#include "ui/pages/evaluate/make_route_dialog.h"
#include "ui/pages/evaluate/new_run_view.h"
#include "ui/pages/evaluate/past_requests_dialog.h"
#include "ui/pages/evaluate/rows_view.h"
#include "ui/pages/evaluate/run_comparison_dialogs.h"
#include "ui/pages/evaluate/type_dataset_dialog.h"
#include "ui/widgets/status_label.h"

#include "gateway/evaluation/scoring/rubrics.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace ui;
using namespace gateway::evaluation;
using pages::EvaluatePage;
using View = EvaluatePage::View;

namespace {

struct PageWorld : EvalWorld<EvaluatePage::Access> {
    std::unique_ptr<EvaluatePage> page;

    explicit PageWorld(int rows = 3) : EvalWorld(rows) {}

    void open()
    {
        gateway.editing(); // changes from now on can be undone
        page = std::make_unique<EvaluatePage>(gateway, clock, nullptr, scriptedDoors(script));
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        REQUIRE(waitFor([this] { return page->runs().isRead(); }));
        settleEvents();
    }
    template <class Condition> bool waitFor(Condition condition) { return QTest::qWaitFor(condition, kEvalWait_ms); }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
    QTableView& table(const char* name) { return control<QTableView>(*page, name); }
    std::string cell(const char* name, int row, int column, int role = Qt::DisplayRole) { return table(name).model()->index(row, column).data(role).toString().toStdString(); }
    void openRun(const char* id)
    {
        page->showRun(id);
        REQUIRE(waitFor([this] { return page->results().results() != nullptr; }));
        settleEvents();
    }
    /// Three requests of the last days, of which two have stored content, and the first one has a copy.
    void keepRequests()
    {
        gateway::IdSource ids;
        clock.setWall(std::chrono::system_clock::now());
        const auto at = clock.wallNow() - std::chrono::milliseconds(5);
        const auto first = capturedRequest(ids, at, "2 + 2?", "4");
        const auto unstored = capturedRequest(ids, at, "5 + 5?", "10");
        unstored->askedModel = "unstored";
        unstored->content = nullptr;
        gateway.ledgerFile = folder.filePath(QStringLiteral("usage.sqlite"));
        writeLedger(gateway.ledgerFile, {first, capturedRequest(ids, at, "3 + 3?", "6"), unstored, copyOf(ids, *first, {gateway::Currency::Usd, 310'000'000'000})});
    }
    void addExperiment()
    {
        gateway::host::ExperimentReport report;
        report.route = "gpt";
        report.figures.name = "cheaper";
        report.figures.arms[0] = {"deepseek/deepseek-chat", 9, 191, {}, {}, {}, {{gateway::Currency::Usd, 700'000'000'000}}};
        report.figures.arms[1] = {"qwen/qwen-plus", 1, 21, {}, {}, {}, {{gateway::Currency::Usd, 10'000'000'000}}};
        gateway.experimentReports = {report};
        Q_EMIT gateway.experimentsChanged();
    }
    void check(const QString& target)
    {
        QTableView& targets = table("runTargets");
        for (int row = 0; row < targets.model()->rowCount(); ++row)
            if (targets.model()->index(row, 0).data() == target) {
                targets.setCurrentIndex(targets.model()->index(row, 0));
                targets.setFocus();
                QTest::keyClick(&targets, Qt::Key_Space);
                return;
            }
        FAIL(target.toStdString());
    }
};

constexpr int kLeastPageWidth = 664; ///< of the window, less the narrow rail
const std::vector<std::string> kTwo{"qwen/qwen-turbo", "qwen/qwen-plus"};

/// The judge preferred the first target in one row of a run, gave no verdict in the next one, and called the third a tie.
void judgePairs(const QString& dataDir, const std::string& id)
{
    using Winner = PairVerdict::Winner;
    auto run = RunFile::open(RunFile::fileIn(dataDir, id), RunFile::Access::Write);
    REQUIRE(run);
    REQUIRE(run->record(PairVerdict{0, 0, 1, Winner::A, true}));
    REQUIRE(run->record(PairVerdict{1, 0, 1, Winner::Unscored, false}));
    REQUIRE(run->record(PairVerdict{2, 0, 2, Winner::Tie, true}));
}

} // namespace

TEST_CASE("without runs offers to run a built-in dataset")
{
    PageWorld world;
    world.open();
    CHECK(world.table("evalDatasets").model()->rowCount() == 3);
    CHECK_FALSE(world.table("evalRuns").isVisible());
    world.button("firstRun").click();
    CHECK(world.page->view() == View::New);
    CHECK(control<QComboBox>(*world.page, "runDataset").currentText() == QStringLiteral("reasoning"));
    CHECK_FALSE(world.button("startRun").isEnabled());
    REQUIRE(world.waitFor([&] { return textOf(*world.page, "startReason") == "Choose at least one target."; }));
    QTest::keyClick(world.page.get(), Qt::Key_Escape);
    CHECK(world.page->view() == View::List);
}

TEST_CASE("puts together a run and carries it out and shows its results")
{
    PageWorld world;
    world.open();
    world.page->addDataset(world.dataset);
    world.page->newRun(world.dataset);
    world.check(QStringLiteral("qwen/qwen-turbo"));
    world.check(QStringLiteral("qwen/qwen-plus"));
    REQUIRE(world.waitFor([&] { return world.button("startRun").isEnabled(); }));
    CHECK(textOf(*world.page, "estimatedCalls") == "6 requests");
    CHECK(textOf(*world.page, "estimatedCost") != "unknown");
    CHECK(world.cell("runTargets", 0, models::EvalTargetListModel::Estimate).find('$') == 0); // as short as the other prices
    control<QLineEdit>(*world.page, "runName").setText(QStringLiteral("my run"));
    world.button("startRun").click();
    REQUIRE(world.waitFor([&] { return world.page->view() == View::Run && world.page->session().isIdle(); }));
    REQUIRE(world.waitFor([&] { return world.page->results().results() && world.page->results().results()->state == RunState::Finished; }));
    settleEvents();
    CHECK(world.table("runMatrix").model()->rowCount() == 2);
    CHECK(world.cell("runMatrix", 0, 1) == "1.00");
    CHECK(textOf(*world.page, "runFact0") == "6 of 6");
    REQUIRE(world.waitFor([&] { return !control(*world.page, "runProgress").isVisible(); }));
    world.button("evaluateBack").click();
    REQUIRE(world.waitFor([&] { return world.table("evalRuns").model()->rowCount() == 1; }));
    CHECK(world.cell("evalRuns", 0, 0) == "my run");
}

TEST_CASE("shows progress and pauses a run that goes on in the background")
{
    PageWorld world(20);
    world.script->holds = true;
    world.open();
    world.page->newRun(world.dataset);
    world.page->addDataset(world.dataset);
    world.check(QStringLiteral("qwen/qwen-turbo"));
    REQUIRE(world.waitFor([&] { return world.button("startRun").isEnabled(); }));
    world.button("startRun").click();
    REQUIRE(world.waitFor([&] { return world.page->view() == View::Run && world.script->asked == 4; }));
    REQUIRE(world.waitFor([&] { return world.button("pauseRun").isEnabled(); }));
    world.button("pauseRun").click();
    CHECK(world.button("pauseRun").text() == QStringLiteral("Continue"));
    world.script->holds = false;
    REQUIRE(world.waitFor([&] { return textOf(*world.page, "runProgressText").find("4 of 20 answers") == 0; }));
    world.button("evaluateBack").click();
    world.page->hide(); // another page is shown
    world.page->session().goOn();
    REQUIRE(world.waitFor([&] { return world.page->session().isIdle(); }));
    CHECK(world.script->asked == 20);
}

TEST_CASE("a run whose program was killed can be resumed")
{
    PageWorld world(4);
    const auto dataset = Dataset::open(world.dataset);
    REQUIRE(dataset);
    RunPlan plan = evalPlan("01A", "killed", 4, {"qwen/qwen-turbo"});
    plan.datasetPath = world.dataset;
    plan.datasetSha256 = dataset->sha256();
    {
        auto run = RunFile::create(world.folder.path(), plan);
        REQUIRE(run);
        REQUIRE(run->addRows(std::vector<RunFile::RowFacts>(4)));
    }
    world.open();
    settleEvents();
    CHECK(world.cell("evalRuns", 0, models::EvalRunListModel::Condition) == "interrupted");
    world.table("evalRuns").setCurrentIndex(world.table("evalRuns").model()->index(0, 0));
    settleEvents();
    REQUIRE(world.button("resumeRun").isVisible());
    world.button("resumeRun").click();
    REQUIRE(world.waitFor([&] { return world.page->session().isIdle() && world.stateOf("01A") == RunState::Finished; }));
    CHECK(world.script->asked == 4);
}

TEST_CASE("compares targets with verdicts and by tag")
{
    PageWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "november", 60, kTwo), RunState::Finished);
    world.open();
    world.openRun("01A");
    CHECK(world.cell("runMatrix", 0, models::EvalMatrixModel::Name) == "qwen/qwen-turbo");
    CHECK(world.cell("runMatrix", 0, models::EvalMatrixModel::Verdict) == "baseline");
    CHECK(world.cell("runMatrix", 1, models::EvalMatrixModel::Verdict).find("worse by 0.50 (") == 0);
    CHECK(world.cell("runMatrix", 1, models::EvalMatrixModel::Cost) == "$2.00");
    const auto tip = [&](int column) { return world.table("runMatrix").model()->index(1, column).data(Qt::ToolTipRole); };
    CHECK(tip(models::EvalMatrixModel::Cost).toString() == QStringLiteral("Per answer: p50 $0.002, p95 $0.002"));
    CHECK_FALSE(tip(models::EvalMatrixModel::Latency).isValid()); // so that an elided text is shown
    auto& base = control<QComboBox>(*world.page, "verdictBase");
    base.setCurrentIndex(1);
    Q_EMIT base.activated(1);
    CHECK(world.cell("runMatrix", 0, models::EvalMatrixModel::Verdict).find("better by 0.50 (") == 0);
    const QAbstractItemModel& matrix = *world.table("runMatrix").model();
    CHECK(matrix.headerData(models::EvalMatrixModel::Interval, Qt::Horizontal, Qt::AccessibleTextRole).toString() == QStringLiteral("95% interval"));
    CHECK(matrix.headerData(models::EvalMatrixModel::Interval, Qt::Horizontal).toString().isEmpty()); // the numbers of the axis are there
    const auto axis = static_cast<const models::EvalMatrixModel&>(matrix).axis();
    REQUIRE(axis.size() >= 2);
    CHECK(axis.front().first == 0);
    CHECK(axis.front().second == QStringLiteral("0.3"));
    CHECK(world.table("runTags").model()->rowCount() == 2);
    CHECK(world.table("runTags").model()->headerData(2, Qt::Horizontal).toString() == QStringLiteral("qwen-turbo"));
    CHECK(control(*world.page, "paretoPlot").accessibleDescription().contains(QStringLiteral("qwen/qwen-turbo: score 1.00, cost $1.00, on the front")));
    CHECK(control(*world.page, "paretoPlot").accessibleDescription().contains(QStringLiteral("off the front")));
    const Language chinese("zh_CN");
    settleEvents();
    CHECK(world.cell("runMatrix", 0, models::EvalMatrixModel::Verdict).find("better") == std::string::npos);
}

TEST_CASE("exports a run as report and CSV and JSON")
{
    PageWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "november", 6, kTwo), RunState::Finished);
    world.open();
    world.openRun("01A");
    const std::pair<RunOutput, const char*> outputs[] = {{RunOutput::Report, "<!doctype html>"}, {RunOutput::Csv, "row"}, {RunOutput::Json, "{"}};
    for (const auto& [output, start] : outputs) {
        const QString path = world.folder.filePath(QStringLiteral("out%1").arg(static_cast<int>(output)));
        world.page->write(output, path);
        REQUIRE(world.waitFor([&] { return textOf(*world.page, "runFile") == "Saved as " + path.toStdString(); }));
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK(file.readAll().toLower().startsWith(start));
    }
    world.page->write(RunOutput::Json, world.folder.filePath(QStringLiteral("no/such/folder.json")));
    REQUIRE(world.waitFor([&] { return textOf(*world.page, "runFile").find("Cannot write") == 0; }));
}

TEST_CASE("makes the best target a route after showing the change")
{
    PageWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "november", 60, kTwo), RunState::Finished);
    world.open();
    world.openRun("01A");
    const auto before = world.gateway.m_settings.routes.size();
    world.button("makeRoute").click();
    auto* dialog = openDialog<pages::MakeRouteDialog>();
    REQUIRE(dialog);
    CHECK(control<QLineEdit>(*dialog, "routeModel").text() == QStringLiteral("november"));
    control<QLineEdit>(*dialog, "routeModel").setText(QStringLiteral("best"));
    CHECK(world.gateway.m_settings.routes.size() == before); // nothing has changed yet
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(world.waitFor([&] { return world.gateway.m_settings.routes.size() == before + 1; }));
    const auto& route = world.gateway.m_settings.routes.front();
    CHECK(route.id == "eval-november");
    CHECK(route.match.models.front().text == "best");
    REQUIRE(route.targets.size() == 2);
    CHECK(route.targets.front().model == "qwen-turbo");
    bool isBack = false;
    world.gateway.editing().undo([&](const gateway::Result<void>& undone) { isBack = undone.has_value(); });
    REQUIRE(world.waitFor([&] { return isBack; }));
    CHECK(world.gateway.m_settings.routes.size() == before);
}

TEST_CASE("keeps a dataset that is typed in the window")
{
    PageWorld world;
    world.open();
    pages::TypeDatasetDialog dialog(world.folder.path());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QString path;
    QObject::connect(&dialog, &pages::TypeDatasetDialog::saved, [&path](const QString& saved) { path = saved; });
    dialog.open();
    const auto type = [&](const char* question, const char* expected, const char* check) {
        control<QPlainTextEdit>(dialog, "typedQuestion").setPlainText(QString::fromUtf8(question));
        control<QPlainTextEdit>(dialog, "typedExpected").setPlainText(QString::fromUtf8(expected));
        auto& checks = control<QComboBox>(dialog, "typedCheck");
        checks.setCurrentIndex(checks.findText(QString::fromUtf8(check)));
        REQUIRE(checks.currentIndex() >= 0);
    };
    const auto take = [&] { control<QPushButton>(dialog, "takeRow").click(); };
    type("2 + 2?", "", "number");
    take();
    CHECK(textOf(dialog, "typedExpectedError") == "Enter the answer that is expected.");
    type("2 + 2?", "four", "number");
    take();
    CHECK(textOf(dialog, "typedExpectedError").find("The expected answer ") == 0);
    CHECK(dialog.rows().rows().empty());
    control<QLineEdit>(dialog, "typedTags").setText(QStringLiteral("math, easy"));
    type("2 + 2?", "4", "number");
    take();
    type("Capital of France?", "Pari", "contains");
    take();
    control<QTableView>(dialog, "typedRows").selectRow(1);
    control<QPlainTextEdit>(dialog, "typedExpected").setPlainText(QStringLiteral("Paris"));
    take();
    type("Is the reply polite?", "Yes, it says please.", "judge"); // still in the fields when it is saved
    control<QPushButton>(dialog, "saveButton").click();
    REQUIRE(world.waitFor([&] { return textOf(dialog, "datasetNameError") == "The name is missing; enter a name."; }));
    control<QLineEdit>(dialog, "datasetName").setText(QStringLiteral("reasoning"));
    control<QPushButton>(dialog, "saveButton").click();
    REQUIRE(world.waitFor([&] { return textOf(dialog, "datasetNameError").find("another dataset") != std::string::npos; }));
    control<QLineEdit>(dialog, "datasetName").setText(QStringLiteral("my questions"));
    control<QPushButton>(dialog, "saveButton").click();
    REQUIRE(world.waitFor([&] { return !path.isEmpty(); }));
    const auto dataset = Dataset::open(path);
    REQUIRE(dataset);
    CHECK(dataset->rowCount() == 3);
    CHECK(dataset->requirements().judge);
    std::vector<Row> rows;
    REQUIRE(dataset->eachRow([&](const Row& row) {
        rows.push_back(row);
        return true;
    }));
    CHECK(rows[0].tags == std::vector<std::string>{"easy", "math"});
    CHECK(rows[1].references == std::vector<std::string>{"Paris"});
    world.page.reset();
    world.open(); // it is listed after the next start
    CHECK(world.waitFor([&] { return world.table("evalDatasets").model()->rowCount() == 4; }));
    CHECK(world.cell("evalDatasets", 3, 0) == "my questions");
}

TEST_CASE("rates answers by keyboard without their names")
{
    PageWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "november", 20, kTwo), RunState::Finished);
    world.open();
    world.openRun("01A");
    world.button("compareRows").click();
    auto& view = control<pages::RowsView>(*world.page, "rowsView");
    const auto shows = [&](int place) { return world.waitFor([&] { return view.rows().detailPlace() == place && view.rows().detail(); }); };
    REQUIRE(shows(0));
    settleEvents();
    REQUIRE(view.isActiveWindow());
    const auto press = [&](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
    using Verdict = models::ComparedRowsModel::Verdict;

    CHECK(textOf(*world.page, "factsA").find("100 ms") == std::string::npos);
    const bool swapped = view.isSwapped();
    press(Qt::Key_Left);
    CHECK(view.isRevealed());
    CHECK(view.rows().rating(0) == (swapped ? Verdict::B : Verdict::A));
    CHECK(textOf(*world.page, swapped ? "factsB" : "factsA").find("100 ms") != std::string::npos);
    press(Qt::Key_Down); // moves on, and rates nothing
    REQUIRE(shows(1));
    CHECK_FALSE(view.rows().rating(1));
    CHECK(control<pages::AnswerView>(*world.page, "answerA").markCount() == 1); // "right" against "wrong"
    press(Qt::Key_Down);
    CHECK(view.rows().rating(1) == Verdict::Tie);
    press(Qt::Key_Space);
    REQUIRE(shows(2));
    press(Qt::Key_Space); // skipped
    REQUIRE(shows(3));
    CHECK_FALSE(view.rows().rating(2));
    press(Qt::Key_Up);
    CHECK(view.rows().rating(3) == Verdict::BothBad);
    press(Qt::Key_Backspace);
    CHECK_FALSE(view.rows().rating(3));
    CHECK_FALSE(view.isRevealed());
    press(Qt::Key_Backspace);
    REQUIRE(shows(1));
    CHECK_FALSE(view.rows().rating(1));
    CHECK(view.rows().ratingCount() == 1);
}

TEST_CASE("answers are shuffled from row to row")
{
    PageWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "november", 20, kTwo), RunState::Finished);
    world.open();
    world.openRun("01A");
    world.button("compareRows").click();
    auto& view = control<pages::RowsView>(*world.page, "rowsView");
    int swapped = 0;
    for (int place = 0; place < 20; ++place) {
        REQUIRE(world.waitFor([&] { return view.rows().detailPlace() == place && view.rows().detail(); }));
        settleEvents();
        swapped += view.isSwapped() ? 1 : 0;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    }
    CHECK(swapped > 2);
    CHECK(swapped < 18);
}

TEST_CASE("shows why a request failed in the language of the window")
{
    PageWorld world;
    const Language shown("zh_CN");
    writeRun(world.folder.path(), evalPlan("01A", "november", 1, kTwo), RunState::Finished);
    {
        auto run = RunFile::open(RunFile::fileIn(world.folder.path(), "01A"), RunFile::Access::Write);
        REQUIRE(run);
        for (std::size_t target = 0; target < 2; ++target) {
            RunAnswer failed;
            failed.key = {0, target, 0};
            failed.errorCode = "upstream_error";
            failed.error = {"%1: %2", {"there is no usable result", std::string("bad key")}};
            REQUIRE(run->record(failed));
        }
    }
    world.open();
    world.openRun("01A");
    world.button("compareRows").click();
    auto& view = control<pages::RowsView>(*world.page, "rowsView");
    REQUIRE(world.waitFor([&] { return view.rows().detail().has_value(); }));
    settleEvents();
    CHECK(control<pages::AnswerView>(*world.page, "answerA").toPlainText() == QStringLiteral("失败：没有可用的结果：bad key"));
    const QString path = world.folder.filePath(QStringLiteral("report.html"));
    models::EvalRunResults results(world.folder.path());
    results.open("01A", {});
    REQUIRE(world.waitFor([&] { return results.results() != nullptr; }));
    bool isWritten = false;
    QObject::connect(&results, &models::EvalRunResults::written, &results, [&] { isWritten = true; });
    results.write(RunOutput::Report, path, QLocale().name());
    REQUIRE(world.waitFor([&] { return isWritten; }));
    QFile report(path);
    REQUIRE(report.open(QIODevice::ReadOnly));
    CHECK(report.readAll().contains("没有可用的结果：bad key"));
}

TEST_CASE("makes a dataset from past requests and selects it")
{
    PageWorld world;
    world.keepRequests();
    world.open();
    world.button("fromPastRequests").click();
    auto* dialog = openDialog<pages::PastRequestsDialog>();
    REQUIRE(dialog);
    auto& save = control<QPushButton>(*dialog, "saveButton");
    CHECK_FALSE(save.isEnabled());
    REQUIRE(world.waitFor([&] { return dialog->draft().found().has_value(); }));
    CHECK(control<widgets::StatusLabel>(*dialog, "pastFound").word() == QStringLiteral("2 rows"));
    CHECK(textOf(*dialog, "pastNotes").find("1 matching request has no stored content") == 0);
    CHECK(textOf(*dialog, "pastNotes").find("No content is stored at the moment.") != std::string::npos);
    control<QLineEdit>(*dialog, "pastFile").setText(QStringLiteral("past.jsonl"));
    save.click();
    CHECK(textOf(*dialog, "pastFileRowError") == "Give the whole path of the file.");
    const QString path = world.folder.filePath(QStringLiteral("past"));
    control<QLineEdit>(*dialog, "pastFile").setText(path);
    save.click();
    REQUIRE(world.waitFor([] { return !openDialog<pages::PastRequestsDialog>(); }));
    QTableView& datasets = world.table("evalDatasets");
    REQUIRE(world.waitFor([&] { return world.cell("evalDatasets", datasets.model()->rowCount() - 1, models::EvalDatasetListModel::Rows) == "2"; }));
    CHECK(datasets.currentIndex().row() == datasets.model()->rowCount() - 1);
    CHECK(datasets.currentIndex().data().toString() == QStringLiteral("past"));
    QFile file(path + QStringLiteral(".jsonl"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll().contains("2 + 2?"));
}

TEST_CASE("says why no past request can be a row")
{
    PageWorld world;
    world.keepRequests();
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ide";
    consumer.capture = gateway::config::CaptureSettings{"2099-01-01T00:00:00Z"};
    world.gateway.m_settings.consumers.push_back(consumer);
    world.open();
    world.button("fromPastRequests").click();
    auto* dialog = openDialog<pages::PastRequestsDialog>();
    REQUIRE(dialog);
    const auto found = [&] { return control<widgets::StatusLabel>(*dialog, "pastFound").word().toStdString(); };
    control<QComboBox>(*dialog, "pastModel").setEditText(QStringLiteral("nobody"));
    REQUIRE(world.waitFor([&] { return dialog->draft().found().has_value(); }));
    CHECK(found() == "No request matches.");
    CHECK_FALSE(control(*dialog, "pastNotes").isVisible());
    CHECK_FALSE(control<QPushButton>(*dialog, "saveButton").isEnabled());
    control<QComboBox>(*dialog, "pastModel").setEditText(QStringLiteral("unstored"));
    REQUIRE(world.waitFor([&] { return dialog->draft().found().has_value(); }));
    CHECK(found() == "No matching request can be a row.");
    CHECK(textOf(*dialog, "pastNotes") == "1 matching request has no stored content and is left out.");
    auto& period = control<QComboBox>(*dialog, "pastPeriod");
    CHECK_FALSE(control(*dialog, "pastFirst").isVisible());
    period.setCurrentIndex(period.count() - 1);
    CHECK(control(*dialog, "pastFirst").isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    CHECK_FALSE(openDialog<pages::PastRequestsDialog>());
}

TEST_CASE("asks before it deletes a run")
{
    PageWorld world;
    RunPlan later = evalPlan("01B", "november", 6, kTwo);
    later.startedAt += std::chrono::hours(1);
    later.baseline = "01A";
    writeRun(world.folder.path(), evalPlan("01A", "october", 6, kTwo), RunState::Finished);
    writeRun(world.folder.path(), later, RunState::Finished);
    world.open();
    QTableView& runs = world.table("evalRuns");
    runs.setFocus();
    runs.setCurrentIndex(runs.model()->index(1, 0));
    QTest::keyClick(&runs, Qt::Key_Delete);
    auto* dialog = openDialog<dialogs::ChoiceDialog>();
    REQUIRE(dialog);
    QString question = control<QLabel>(*dialog, "choiceText").text();
    question.remove(QChar(0x200B));
    CHECK(question.startsWith(QStringLiteral("october: answers, scores and ratings are deleted")));
    CHECK(question.contains(QStringLiteral("It is the baseline of november")));
    control<QPushButton>(*dialog, "choice0").click();
    settleEvents();
    CHECK(runs.model()->rowCount() == 2);
    world.button("deleteRun").click();
    dialog = openDialog<dialogs::ChoiceDialog>();
    REQUIRE(dialog);
    control<QPushButton>(*dialog, "choice1").click();
    REQUIRE(world.waitFor([&] { return runs.model()->rowCount() == 1; }));
    CHECK(world.cell("evalRuns", 0, 0) == "november");
    CHECK_FALSE(QFile::exists(RunFile::fileIn(world.folder.path(), "01A")));
}

TEST_CASE("a run in progress cannot be deleted")
{
    PageWorld world;
    writeRun(world.folder.path(), evalPlan("01A", "october", 6, kTwo), RunState::Running);
    const auto held = RunLock::take(world.folder.path(), "01A");
    REQUIRE(held);
    world.open();
    CHECK_FALSE(world.button("deleteRun").isEnabled());
    CHECK(world.button("deleteRun").toolTip() == QStringLiteral("A run in progress cannot be deleted. Stop it first."));
    QTest::keyClick(&world.table("evalRuns"), Qt::Key_Delete);
    CHECK_FALSE(openDialog<dialogs::ChoiceDialog>());
}

TEST_CASE("compares two runs that are selected together")
{
    PageWorld world;
    RunPlan later = evalPlan("01B", "november", 60, {kTwo[1], kTwo[0]});
    later.startedAt += std::chrono::hours(1);
    writeRun(world.folder.path(), evalPlan("01A", "october", 60, kTwo), RunState::Finished);
    writeRun(world.folder.path(), later, RunState::Finished);
    world.open();
    QTableView& runs = world.table("evalRuns");
    CHECK_FALSE(world.button("compareRuns").isEnabled());
    CHECK(world.button("compareRuns").toolTip() == QStringLiteral("Ctrl+click selects a second run to compare."));
    QTest::mouseClick(runs.viewport(), Qt::LeftButton, Qt::NoModifier, runs.visualRect(runs.model()->index(1, 0)).center());
    QTest::mouseClick(runs.viewport(), Qt::LeftButton, Qt::ControlModifier, runs.visualRect(runs.model()->index(0, 0)).center());
    REQUIRE(world.button("compareRuns").isEnabled());
    CHECK_FALSE(world.button("openRun").isVisible());
    world.button("compareRuns").click();
    auto* dialog = openDialog<pages::RunPairDialog>();
    REQUIRE(dialog);
    auto& table = control<QTableView>(*dialog, "runPairTable");
    REQUIRE(world.waitFor([&] { return table.model()->rowCount() == 2; }));
    settleEvents();
    QString line = control<QLabel>(*dialog, "tableLine").text();
    line.remove(QChar(0x200B));
    CHECK(line == QStringLiteral("november compared with october. The same dataset, 60 rows."));
    CHECK(table.model()->index(0, models::EvalRunPair::Verdict).data().toString() == QStringLiteral("better"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    settleEvents();
    CHECK_FALSE(openDialog<pages::RunPairDialog>());
    CHECK(world.page->view() == View::List);
}

TEST_CASE("shows the verdicts of all pairs of a run")
{
    PageWorld world;
    auto plan = evalPlan("01A", "november", 60, {kTwo[0], kTwo[1], "deepseek/deepseek-chat"});
    plan.judge = "qwen/qwen-max";
    writeRun(world.folder.path(), plan, RunState::Finished);
    judgePairs(world.folder.path(), "01A");
    world.open();
    world.openRun("01A");
    CHECK(textOf(*world.page, "runFact6") == "1 of 3");
    world.button("allPairs").click();
    auto* dialog = openDialog<pages::PairsDialog>();
    REQUIRE(dialog);
    REQUIRE(world.waitFor([&] { return dialog->isAncestorOf(QApplication::focusWidget()); }));
    auto& pairs = control<QTableView>(*dialog, "pairsTable");
    CHECK(pairs.model()->rowCount() == 3);
    CHECK(pairs.model()->index(0, models::EvalPairsModel::Judged).data().toString() == QStringLiteral("1 : 0"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    settleEvents();
    CHECK_FALSE(openDialog<pages::PairsDialog>());
    CHECK(world.page->view() == View::Run);
}

TEST_CASE("shows what is compared on live traffic and scores copied requests")
{
    PageWorld world;
    world.open();
    CHECK_FALSE(control(*world.page, "liveComparisons").isVisible());
    world.keepRequests();
    gateway::config::RouteSettings route;
    route.id = "fast";
    route.shadow = gateway::config::ShadowSettings{"qwen/qwen-turbo", 0.05, 1, gateway::Currency::Usd};
    world.gateway.m_settings.routes.push_back(route);
    Q_EMIT world.gateway.settingsChanged();
    CHECK(control(*world.page, "liveComparisons").isVisible());
    REQUIRE(world.waitFor([&] { return world.button("scoreCopies").isEnabled(); }));
    world.button("scoreCopies").click();
    auto* dialog = openDialog<pages::PastRequestsDialog>();
    REQUIRE(dialog);
    REQUIRE(world.waitFor([&] { return dialog->draft().found().has_value(); }));
    CHECK(dialog->draft().found()->rows == 1);
    CHECK(dialog->draft().wanted().route == "fast");
    CHECK_FALSE(control(*dialog, "pastRoute").isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    settleEvents();
    world.gateway.m_settings.routes.pop_back();
    Q_EMIT world.gateway.settingsChanged();
    CHECK_FALSE(control(*world.page, "liveComparisons").isVisible());
    world.addExperiment();
    REQUIRE(world.waitFor([&] { return control(*world.page, "liveComparisons").isVisible(); }));
    CHECK_FALSE(world.button("scoreCopies").isVisible());
    CHECK(world.cell("liveComparisonTable", 0, 0) == "cheaper");
    CHECK(world.cell("liveComparisonTable", 0, 1) == "90% deepseek/deepseek-chat");
    CHECK(world.cell("liveComparisonTable", 0, 2) == "no difference shown yet");
    CHECK(world.cell("liveComparisonTable", 0, 3) == "$0.71");
}

TEST_CASE("a large run is opened and paged without being read as a whole")
{
    constexpr std::size_t kManyRows = 100'000;
    PageWorld world;
    writeLargeRun(world.folder.path(), evalPlan("01A", "large", kManyRows, {"qwen/a", "qwen/b", "qwen/c", "qwen/d", "qwen/e"}), RunState::Running);
    world.open();
    REQUIRE(world.table("evalRuns").model()->rowCount() == 1);
    world.openRun("01A");
    world.button("compareRows").click();
    auto& view = control<pages::RowsView>(*world.page, "rowsView");
    QTableView& list = world.table("rowsList");
    REQUIRE(world.waitFor([&] { return view.rows().rowCount() == static_cast<int>(kManyRows) && view.rows().detailPlace() == 0; }));
    const auto shows = [&](int place) { return world.waitFor([&] { return view.rows().index(place, 0).data().toString() == QStringLiteral("Question %1?").arg(place); }); };
    REQUIRE(shows(0));
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_End);
    REQUIRE(shows(99'999));
    REQUIRE(world.waitFor([&] { return view.rows().detailPlace() == 99'999; }));
    for (int page = 0; page < 5; ++page) QTest::keyClick(&list, Qt::Key_PageUp);
    REQUIRE(shows(list.currentIndex().row()));
    CHECK(view.rows().readCount() <= 4); // the blocks at both ends
    CHECK(view.rows().blockCount() <= 4);
}

TEST_CASE("long names and much fit on every view in both languages")
{
    const auto* language = GENERATE("en", "zh_CN");
    PageWorld world;
    const Language shown(language);
    std::vector<std::string> targets;
    for (int i = 0; i < 8; ++i) targets.push_back("qwen/" + std::string(80, 'm') + std::to_string(i));
    for (int i = 0; i < 12; ++i) {
        auto plan = evalPlan("01" + std::to_string(100 + i), std::string(120, 'n'), 6, targets);
        plan.judge = targets[7];
        writeRun(world.folder.path(), plan, RunState::Finished);
    }
    judgePairs(world.folder.path(), "01100");
    world.keepRequests();
    gateway::config::RouteSettings route;
    route.id = std::string(100, 'r');
    route.shadow = gateway::config::ShadowSettings{targets[0], 0.125, 1000, gateway::Currency::Cny};
    world.gateway.m_settings.routes.push_back(route);
    world.open();
    world.page->resize(760, 480); // hides what is in a menu as well
    settleEvents();
    world.page->resize(kLeastPageWidth, 480);
    settleEvents();
    CHECK(world.page->minimumSizeHint().width() <= kLeastPageWidth);
    const auto fits = [](QDialog* dialog) {
        REQUIRE(dialog);
        settleEvents();
        CHECK(dialog->minimumSizeHint().width() <= kLeastPageWidth);
        dialog->close();
        settleEvents();
    };
    world.button("fromPastRequests").click();
    fits(openDialog<pages::PastRequestsDialog>());
    world.table("evalRuns").setCurrentIndex(world.table("evalRuns").model()->index(0, 0));
    world.button("deleteRun").click();
    fits(openDialog<dialogs::ChoiceDialog>());
    world.table("evalRuns").selectionModel()->select(world.table("evalRuns").model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    world.button("compareRuns").click();
    auto* pair = openDialog<pages::RunPairDialog>();
    REQUIRE(pair);
    REQUIRE(world.waitFor([&] { return control<QTableView>(*pair, "runPairTable").model()->rowCount() == 8; }));
    fits(pair);
    world.openRun("01100");
    CHECK(world.page->minimumSizeHint().width() <= kLeastPageWidth);
    CHECK(world.table("runMatrix").model()->rowCount() == 8);
    world.button("allPairs").click();
    fits(openDialog<pages::PairsDialog>());
    world.button("compareRows").click();
    settleEvents();
    CHECK(world.page->minimumSizeHint().width() <= kLeastPageWidth);
    world.page->newRun(world.dataset);
    settleEvents();
    CHECK(world.page->minimumSizeHint().width() <= kLeastPageWidth);
    CHECK(world.page->width() == kLeastPageWidth); // no view made the window wider for a moment
}

TEST_CASE("offers rubrics of the window's language first and takes a text of one's own")
{
    const auto* language = GENERATE("en", "zh_CN");
    const bool isChinese = std::string_view(language) == "zh_CN";
    PageWorld world;
    const Language shown(language);
    world.open();
    world.page->newRun(world.dataset);
    auto& rubrics = control<QComboBox>(*world.page, "runRubric");
    const auto& plan = [&]() -> const RunPlan& { return control<pages::NewRunView>(*world.page, "newRunView").draft().plan(); };
    CHECK_FALSE(rubrics.isEnabled()); // nobody would read it
    control<QComboBox>(*world.page, "runJudge").setEditText(QStringLiteral("qwen/qwen-plus"));
    settleEvents();
    CHECK(rubrics.isEnabled());
    CHECK(rubrics.currentText().isEmpty());
    CHECK(rubrics.count() == 1 + static_cast<int>(shippedRubrics().size()));
    CHECK(shippedRubricWith(rubrics.itemData(1).toString().toStdString())->language == (isChinese ? "zh" : "en"));
    CHECK(rubrics.itemText(1).startsWith(isChinese ? QStringLiteral("正确且有帮助") : QStringLiteral("Correct and helpful, English")));
    rubrics.setCurrentIndex(1);
    CHECK(shippedRubricWith(plan().rubric)->id == "helpful");
    rubrics.setEditText(QStringLiteral("  Is it polite?  "));
    CHECK(plan().rubric == "Is it polite?");
    control<QComboBox>(*world.page, "runJudge").setEditText(QString());
    CHECK(plan().rubric.empty());
}

TEST_CASE("a chosen rubric stays when the language changes")
{
    PageWorld world;
    world.open();
    world.page->newRun(world.dataset);
    control<QComboBox>(*world.page, "runJudge").setEditText(QStringLiteral("qwen/qwen-plus"));
    auto& rubrics = control<QComboBox>(*world.page, "runRubric");
    rubrics.setCurrentIndex(2);
    const QString text = rubrics.currentData().toString();
    const Language shown("zh_CN");
    settleEvents();
    CHECK(rubrics.currentData().toString() == text);
    CHECK(rubrics.currentIndex() != 2); // below those in Chinese
}
