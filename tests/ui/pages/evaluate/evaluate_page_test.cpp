#include "controls.h"
#include "eval_world.h"

#include "ui/look/theme.h"
#include "ui/models/evaluation/compared_rows_model.h"
#include "ui/models/evaluation/eval_matrix_model.h"
#include "ui/models/roles.h"
#include "ui/pages/evaluate/answer_view.h"
#include "ui/pages/evaluate/evaluate_page.h"
#include "ui/pages/evaluate/make_route_dialog.h"
#include "ui/pages/evaluate/new_run_view.h"
#include "ui/pages/evaluate/rows_view.h"
#include "ui/pages/evaluate/type_dataset_dialog.h"

#include "gateway/evaluation/scoring/rubrics.h"

#include <QComboBox>
#include <QDir>
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
    auto& base = control<QComboBox>(*world.page, "verdictBase");
    base.setCurrentIndex(1);
    Q_EMIT base.activated(1);
    CHECK(world.cell("runMatrix", 0, models::EvalMatrixModel::Verdict).find("better by 0.50 (") == 0);
    CHECK(world.table("runTags").model()->rowCount() == 2);
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
    CHECK(dataset->needs().judge);
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

TEST_CASE("long names and much fit on every view in both languages")
{
    const auto* language = GENERATE("en", "zh_CN");
    PageWorld world;
    const Language shown(language);
    std::vector<std::string> targets;
    for (int i = 0; i < 8; ++i) targets.push_back("qwen/" + std::string(80, 'm') + std::to_string(i));
    for (int i = 0; i < 12; ++i) writeRun(world.folder.path(), evalPlan("01" + std::to_string(100 + i), std::string(120, 'n'), 6, targets), RunState::Finished);
    world.open();
    world.page->resize(kLeastPageWidth, 480);
    settleEvents();
    CHECK(world.page->minimumSizeHint().width() <= kLeastPageWidth);
    world.openRun("01100");
    CHECK(world.page->minimumSizeHint().width() <= kLeastPageWidth);
    CHECK(world.table("runMatrix").model()->rowCount() == 8);
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

// For looking at: `SIGNALBOX_SHOTS=FOLDER ui_pages_evaluate_tests "[.pictures]"`.
TEST_CASE("pictures of the views of evaluations", "[.pictures]")
{
    const auto* language = GENERATE("en", "zh_CN");
    const auto scheme = GENERATE(look::Scheme::Light, look::Scheme::Dark);
    look::applyScheme(*qApp, scheme);
    PageWorld world(40);
    const Language shown(language);
    const std::vector<std::string> targets{"qwen/qwen-turbo", "qwen/qwen-plus", "deepseek/deepseek-chat"};
    writeRun(world.folder.path(), evalPlan("01A", "november", 60, targets), RunState::Finished, "Yes. An annual plan can be refunded within 14 days of purchase, and it is ");
    writeRun(world.folder.path(), evalPlan("01B", "october", 40, targets), RunState::Running);
    world.open();
    const auto keep = [&](const char* name) {
        settleEvents();
        const QString folder = qEnvironmentVariable("SIGNALBOX_SHOTS", QCoreApplication::applicationDirPath() + QStringLiteral("/../shots"));
        QDir().mkpath(folder);
        const QString file = QStringLiteral("%1/evaluate-%2-%3%4.png").arg(folder, QLatin1String(name), QLatin1String(language), scheme == look::Scheme::Dark ? QStringLiteral("-dark") : QString());
        CHECK(world.page->grab().save(file));
    };
    REQUIRE(world.waitFor([&] { return world.page->runs().find("01A")->summary.has_value(); }));
    keep("list");
    world.openRun("01A");
    keep("run");
    world.button("compareRows").click();
    auto& view = control<pages::RowsView>(*world.page, "rowsView");
    REQUIRE(world.waitFor([&] { return view.rows().detail().has_value(); }));
    keep("rows");
    world.page->newRun(QString());
    world.page->addDataset(world.dataset);
    world.check(QStringLiteral("qwen/qwen-turbo"));
    REQUIRE(world.waitFor([&] { return world.button("startRun").isEnabled(); }));
    keep("new");
    world.page.reset();
    look::applyScheme(*qApp, look::Scheme::Light);
}
