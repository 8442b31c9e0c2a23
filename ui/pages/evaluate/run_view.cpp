#include "run_view.h"

#include "pareto_plot.h"
#include "run_comparison_dialogs.h"
#include "score_axis_labels.h"
#include "score_bar_delegate.h"

#include "gateway/core/money_sums.h"
#include "ui/look/scroll.h"
#include "ui/look/seen.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/formatter.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/status_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QScrollArea>

#include <algorithm>
#include <cmath>

namespace ui::pages {

using gateway::Money;
using gateway::evaluation::RunResults;
using gateway::evaluation::RunState;
using models::EvalMatrixModel;
using models::EvalSession;
using models::EvalText;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kAgain_ms = 3000;
constexpr int kBesideFrom = 860;
constexpr int kFactsInRow = 3;
constexpr int kMostMatrixRows = 20;
constexpr int kMostTagRows = 12;
constexpr double kMostRunLimit = 100'000;

enum FactPlace : std::size_t { Answered, Failed, Cost, Judge, Rubric, Agreement, NoVerdict, People, Baseline };

double amountOf(const Money& money) { return static_cast<double>(money.pico) / static_cast<double>(gateway::kPicoOfUnit); }

QString countOf(std::size_t count) { return Formatter().exact(static_cast<std::int64_t>(count)); }

/// The title of a rubric that comes with the program, else the beginning of the text.
QString rubricName(const QString& rubric)
{
    constexpr qsizetype kLongest = 60;
    if (const auto shipped = gateway::evaluation::shippedRubricWith(rubric.toStdString())) return EvalText::rubric(*shipped);
    return rubric.size() <= kLongest ? rubric : rubric.left(kLongest) + QChar(0x2026);
}

} // namespace

RunView::RunView(EvalSession& session, models::EvalRunListModel& runs, models::EvalRunResults& results, QWidget* parent)
    : QWidget(parent), m_session(session), m_runs(runs), m_results(results), m_seen(new look::Seen(this)), m_progressCard(new widgets::Card({}, this)),
      m_state(new widgets::StatusLabel(m_progressCard)), m_progressText(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_progressCard)), m_bar(new widgets::SplitBar(m_progressCard)),
      m_limit(new QDoubleSpinBox(m_progressCard)), m_limitLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_progressCard)),
      m_pause(new Button(ButtonKind::Plain, {}, QStringLiteral("act-pause"), m_progressCard)), m_stop(new Button(ButtonKind::Plain, {}, QStringLiteral("act-stop"), m_progressCard)),
      m_resume(new Button(ButtonKind::Plain, {}, QStringLiteral("act-play"), m_progressCard)), m_problem(new widgets::ProblemLine(m_progressCard)),
      m_file(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_factCard(new widgets::Card({}, this)), m_matrixCard(new TableCard(QStringLiteral("nav-evaluate"), this)),
      m_base(new QComboBox(m_matrixCard)), m_baseLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_matrixCard)),
      m_pairs(new Button(ButtonKind::Link, {}, {}, m_matrixCard)), m_lower(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_chartCard(new widgets::Card({}, this)), m_plot(new ParetoPlot(m_chartCard)), m_unpriced(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_chartCard)),
      m_tagCard(new TableCard(QStringLiteral("nav-evaluate"), this))
{
    setObjectName(QStringLiteral("runView"));
    m_again.setInterval(kAgain_ms);
    build();
    const auto settleAll = [this] { settle(); };
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_seen->isSeen() && isCarriedOut()) m_results.refresh();
    });
    connect(&session, &EvalSession::stateChanged, this, settleAll);
    connect(&session, &EvalSession::progressed, this, &RunView::settleProgress);
    connect(&runs, &models::EvalRunListModel::read, this, &RunView::settleProgress);
    connect(&results, &models::EvalRunResults::changed, this, settleAll);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_session.state() == EvalSession::State::Paused ? m_session.goOn() : m_session.pause(); });
    connect(m_stop, &QPushButton::clicked, &m_session, &EvalSession::stop);
    connect(m_resume, &QPushButton::clicked, this, [this] {
        gateway::evaluation::ResumeChanges changes;
        const auto* const run = m_runs.find(m_results.id());
        if (run && m_limit->isVisible()) changes.maxCost = Money{run->plan.currency, std::llround(m_limit->value() * 100) * (gateway::kPicoOfUnit / 100)};
        Q_EMIT resumeWanted(changes);
    });
    connect(m_pairs, &QPushButton::clicked, this, [this] {
        if (!m_results.results()) return;
        auto* dialog = new PairsDialog(m_results.results(), this);
        dialog->open();
    });
    connect(m_base, &QComboBox::activated, this, [this](int index) { m_matrix.set(m_results.results(), static_cast<std::size_t>(m_base->itemData(index).toInt())); });
    retranslate();
}

void RunView::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    buildProgress();
    m_factCard->setObjectName(QStringLiteral("runFacts"));
    auto* facts = new QWidget(m_factCard);
    auto* grid = new QGridLayout(facts);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(theme.px(24));
    grid->setVerticalSpacing(theme.px(8));
    for (const char* name : {QT_TR_NOOP("Answered"), QT_TR_NOOP("Failed"), QT_TR_NOOP("Cost"), QT_TR_NOOP("Judge"), QT_TR_NOOP("Rubric"), QT_TR_NOOP("Judge agrees in both orders"), QT_TR_NOOP("Pairs without a verdict"), QT_TR_NOOP("Judge agrees with people"),
             QT_TR_NOOP("Against the baseline")})
        addFact(name);
    for (std::size_t i = 0; i < m_facts.size(); ++i) grid->addWidget(m_facts[i].whole, static_cast<int>(i) / kFactsInRow, static_cast<int>(i) % kFactsInRow, Qt::AlignTop);
    for (int column = 0; column < kFactsInRow; ++column) grid->setColumnStretch(column, 1);
    m_factCard->addContent(facts);
    buildTables();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(gap);
    m_file->setObjectName(QStringLiteral("runFile"));
    m_file->setWordWrap(true);
    m_file->hide();
    for (QWidget* part : {static_cast<QWidget*>(m_file), static_cast<QWidget*>(m_progressCard), static_cast<QWidget*>(m_factCard), static_cast<QWidget*>(m_matrixCard)}) column->addWidget(part);
    m_lower->setSpacing(gap);
    m_lower->addWidget(m_chartCard, 3);
    m_lower->addWidget(m_tagCard, 2, Qt::AlignTop);
    column->addLayout(m_lower);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    look::scrollPlainly(*scroll, content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(scroll);
}

void RunView::addFact(const char* name)
{
    auto* whole = new QWidget(m_factCard);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto* title = new Label({}, look::TextRole::Small, Label::Tone::Secondary, whole);
    auto* value = new Label({}, look::TextRole::Heading, Label::Tone::Normal, whole);
    title->setWordWrap(true);
    value->setWordWrap(true);
    value->setObjectName(QStringLiteral("runFact%1").arg(m_facts.size()));
    column->addWidget(title);
    column->addWidget(value);
    m_facts.push_back({name, whole, title, value});
}

void RunView::buildProgress()
{
    const look::Theme& theme = look::theme();
    m_progressCard->setObjectName(QStringLiteral("runProgress"));
    m_state->setObjectName(QStringLiteral("runState"));
    m_progressText->setObjectName(QStringLiteral("runProgressText"));
    m_pause->setObjectName(QStringLiteral("pauseRun"));
    m_stop->setObjectName(QStringLiteral("stopRun"));
    m_resume->setObjectName(QStringLiteral("resumeThisRun"));
    m_problem->setObjectName(QStringLiteral("runProblem"));
    m_limit->setObjectName(QStringLiteral("resumeLimit"));
    m_limit->setRange(0, kMostRunLimit);
    m_limit->setDecimals(2);
    m_limitLabel->setBuddy(m_limit);
    m_progressText->setWordWrap(true);
    auto* row = new QWidget(m_progressCard);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(theme.px(8));
    line->addWidget(m_state);
    line->addStretch(1);
    for (QWidget* each : {static_cast<QWidget*>(m_limitLabel), static_cast<QWidget*>(m_limit), static_cast<QWidget*>(m_pause), static_cast<QWidget*>(m_stop), static_cast<QWidget*>(m_resume)}) line->addWidget(each);
    m_progressCard->addContent(row);
    m_progressCard->addContent(m_bar);
    m_progressCard->addContent(m_progressText);
    m_progressCard->addContent(m_problem);
}

void RunView::buildTables()
{
    const look::Theme& theme = look::theme();
    widgets::DataTable* const matrix = m_matrixCard->table();
    matrix->setObjectName(QStringLiteral("runMatrix"));
    m_matrixCard->setModel(&m_matrix);
    matrix->setColumns({0, 60, 150, 84, 76, 60, 250}, EvalMatrixModel::Name);
    matrix->setGivingWay({EvalMatrixModel::Interval, EvalMatrixModel::Latency, EvalMatrixModel::Failed});
    matrix->setItemDelegateForColumn(EvalMatrixModel::Interval, new ScoreBarDelegate(m_matrix, matrix));
    matrix->setFitsRows(2, kMostMatrixRows);
    m_base->setObjectName(QStringLiteral("verdictBase"));
    m_base->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_base->setMinimumContentsLength(16);
    m_baseLabel->setBuddy(m_base);
    m_matrixCard->addToHeading(m_baseLabel);
    m_matrixCard->addToHeading(m_base);
    m_pairs->setObjectName(QStringLiteral("allPairs"));
    m_matrixCard->addToHeading(m_pairs);
    new ScoreAxisLabels(m_matrix, *matrix);
    m_chartCard->addContent(m_plot, 1);
    m_unpriced->setObjectName(QStringLiteral("notOnChart"));
    m_unpriced->setWordWrap(true);
    m_chartCard->addContent(m_unpriced);
    widgets::DataTable* const tags = m_tagCard->table();
    tags->setObjectName(QStringLiteral("runTags"));
    m_tagCard->setModel(&m_tags);
    tags->setFitsRows(2, kMostTagRows);
    m_lower->setContentsMargins({});
    m_bar->setFixedHeight(theme.px(6));
}

void RunView::retranslate()
{
    for (const Fact& fact : m_facts) fact.title->setText(tr(fact.name));
    m_pause->setText(tr("Pause"));
    m_stop->setText(tr("Stop"));
    m_resume->setText(tr("Resume"));
    m_limitLabel->setText(tr("Stop at"));
    m_limit->setAccessibleName(tr("Stop at"));
    m_matrixCard->setTitle(tr("Targets"));
    m_matrixCard->setPhrase(tr("score with 95% interval, cost per 1,000 rows"));
    m_matrixCard->table()->setAccessibleName(tr("Targets"));
    m_matrixCard->setEmptyTexts(tr("No results yet"), tr("The first results are here as soon as answers arrive."));
    m_baseLabel->setText(tr("Verdict against"));
    widgets::setBoxLabel(*m_base, tr("Verdict against"));
    m_pairs->setText(tr("All pairs…"));
    m_chartCard->setTitle(tr("Quality and cost"));
    m_chartCard->setPhrase(tr("disc: on the front · ring: off the front"));
    m_tagCard->setTitle(tr("By tag"));
    m_tagCard->setPhrase(tr("the highest score of each tag is bold"));
    m_tagCard->table()->setAccessibleName(tr("By tag"));
    m_matrix.retranslate();
    m_tags.retranslate();
    m_plot->retranslate();
    settle();
}

bool RunView::isCarriedOut() const { return !m_session.isIdle() && !m_results.id().empty() && m_session.runId() == m_results.id(); }

QString RunView::phrase() const
{
    const auto* const run = m_runs.find(m_results.id());
    if (!run) return {};
    const QString rows = tr("%1 row(s)", nullptr, Formatter::plural(static_cast<std::int64_t>(run->plan.rows))).arg(countOf(run->plan.rows));
    return QStringList{QFileInfo(run->plan.datasetPath).completeBaseName(), rows, EvalText::condition(*run)}.join(QStringLiteral(", "));
}

void RunView::tellOfFile(const QString& words, bool isProblem)
{
    m_file->setTone(isProblem ? Label::Tone::Error : Label::Tone::Secondary);
    m_file->setText(words);
    m_file->setVisible(!words.isEmpty());
}

void RunView::settle()
{
    settleProgress();
    settleFacts();
    settleTables();
    if (isCarriedOut()) m_again.start();
    else m_again.stop();
}

void RunView::settleProgress()
{
    using State = EvalSession::State;
    const bool isHere = isCarriedOut();
    const auto* const run = m_runs.find(m_results.id());
    const State state = m_session.state();
    if (isHere && state == State::Paused) m_state->setStatus(look::Status::Resting, tr("Paused"));
    else if (isHere && state == State::Stopping) m_state->setStatus(look::Status::Busy, tr("Stopping: waits for the requests under way"));
    else if (isHere) m_state->setStatus(look::Status::Busy, tr("Running"));
    else if (run) m_state->setStatus(look::statusNamed(EvalText::status(run->condition)).value_or(look::Status::Idle), EvalText::condition(*run));
    const bool isEnded = !isHere && run && run->condition == models::RunCondition::Finished;
    double share = 0;
    if (isHere) {
        const auto& progress = m_session.progress();
        m_progressText->setText(EvalText::progress(progress));
        share = progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0;
    } else if (run) {
        m_progressText->setText(EvalText::conditionNote(*run));
        share = run->total > 0 ? static_cast<double>(run->done) / static_cast<double>(run->total) : 0;
    }
    m_bar->setParts({{std::clamp(share, 0.0, 1.0), look::Color::AccentText}});
    m_bar->setAccessibleName(tr("Progress: %1").arg(Formatter().share(std::clamp(share, 0.0, 1.0))));
    const bool canResume = !isHere && run && run->canResume();
    const bool isAtLimit = canResume && run->condition == models::RunCondition::CostLimit;
    if (isAtLimit && !m_limit->isVisible() && run->plan.maxCost) m_limit->setValue(amountOf(*run->plan.maxCost) * 2);
    m_limit->setVisible(isAtLimit);
    m_limitLabel->setVisible(isAtLimit);
    m_pause->setText(state == State::Paused ? tr("Continue") : tr("Pause"));
    m_pause->setIconName(state == State::Paused ? QStringLiteral("act-play") : QStringLiteral("act-pause"));
    m_pause->setVisible(isHere && state != State::Stopping);
    m_pause->setEnabled(state == State::Running || state == State::Paused);
    m_stop->setVisible(isHere);
    m_stop->setText(state == State::Stopping ? tr("Stop now") : tr("Stop"));
    m_resume->setVisible(canResume);
    const QString obstacle = m_session.obstacle();
    m_resume->setEnabled(obstacle.isEmpty());
    m_resume->setToolTip(obstacle);
    m_progressCard->setVisible(!isEnded);
    QStringList problems;
    if (m_results.error()) problems += EvalText::error(*m_results.error());
    if (m_session.runId() == m_results.id())
        for (const auto& problem : m_session.problems()) problems += EvalText::error(problem);
    m_problem->say(problems.join(QLatin1Char('\n')));
}

void RunView::settleFacts()
{
    const auto& results = m_results.results();
    m_factCard->setVisible(results != nullptr);
    if (!results) return;
    std::size_t answered = 0;
    std::size_t failed = 0;
    std::size_t rows = 0;
    std::vector<Money> cost;
    bool isWhole = true;
    for (const auto& target : results->targets) {
        answered += target.answered;
        failed += target.failed;
        rows += target.rows;
        for (const Money& each : target.cost) gateway::addTo(cost, each);
        isWhole = isWhole && target.isCostComplete();
    }
    const auto set = [this](std::size_t fact, const QString& text) {
        m_facts[fact].value->setText(text);
        m_facts[fact].whole->setVisible(!text.isEmpty());
    };
    const Formatter format;
    set(Answered, tr("%1 of %2").arg(countOf(answered), countOf(rows)));
    set(Failed, countOf(failed));
    set(Cost, EvalText::cost(cost, isWhole));
    const auto& judge = results->judge;
    set(Judge, judge && !judge->model.empty() ? widgets::breakable(QString::fromStdString(judge->model)) + QStringLiteral(" · ") + EvalText::cost(judge->cost, !judge->isUnpriced) : QString());
    const QString rubric = QString::fromStdString(judge ? results->plan.rubric : std::string());
    set(Rubric, rubricName(rubric));
    m_facts[Rubric].value->setToolTip(rubric);
    set(Agreement, judge && judge->agreement ? format.share(*judge->agreement) : QString());
    set(NoVerdict, judge && judge->pairsUnscored > 0 ? tr("%1 of %2").arg(countOf(judge->pairsUnscored), countOf(judge->pairs)) : QString());
    set(People, judge && judge->humanAgreement ? tr("%1 of %2 ratings", "a share, a number").arg(format.share(*judge->humanAgreement), countOf(judge->humanRatings)) : QString());
    QStringList against;
    if (const auto& baseline = m_results.baseline()) {
        for (const auto& target : baseline->targets) against += tr("%1: %2", "a target, a verdict").arg(widgets::breakable(QString::fromStdString(target.name)), EvalText::verdict(target.score));
        if (baseline->targets.empty()) against += baseline->hasVerdicts ? tr("no rows in common") : tr("Verdicts follow when both runs have ended.");
    }
    set(Baseline, against.join(QLatin1Char('\n')));
}

void RunView::settleTables()
{
    const auto results = m_results.results();
    if (results != m_shown) {
        const bool isSameRun = results && m_shown && results->plan.id == m_shown->plan.id;
        m_matrix.set(results, isSameRun ? m_matrix.base() : std::nullopt);
        m_base->clear();
        if (results)
            for (std::size_t i = 0; i < results->targets.size(); ++i) m_base->addItem(QString::fromStdString(results->targets[i].name), static_cast<int>(i));
        if (m_matrix.base()) m_base->setCurrentIndex(static_cast<int>(*m_matrix.base()));
        m_plot->setResults(results);
        m_tags.set(results);
        QList<int> widths{0, 60};
        while (widths.size() < m_tags.columnCount()) widths += 90;
        m_tagCard->table()->setColumns(widths, 0);
        m_shown = results;
    }
    const bool hasVerdicts = results && !results->comparisons.empty();
    m_base->setVisible(hasVerdicts);
    m_baseLabel->setVisible(hasVerdicts);
    m_pairs->setVisible(hasVerdicts || (results && !results->pairs.empty() && gateway::evaluation::hasVerdicts(results->state)));
    QStringList missing;
    bool isAnyOn = false;
    if (results)
        for (const auto& target : results->targets) {
            const bool isOn = target.score && target.costPerThousandRows;
            isAnyOn = isAnyOn || isOn;
            if (!isOn) missing += QString::fromStdString(target.name);
        }
    m_plot->setVisible(isAnyOn);
    m_unpriced->setText(missing.isEmpty() ? QString() : widgets::breakable(tr("Not on the chart, because the score or the cost is unknown: %1").arg(missing.join(QStringLiteral(", ")))));
    m_unpriced->setVisible(!missing.isEmpty());
    m_chartCard->setVisible(results != nullptr);
    m_tagCard->setVisible(m_tags.rowCount() > 0);
}

void RunView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isBeside = width() >= look::theme().px(kBesideFrom);
    m_lower->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace ui::pages
