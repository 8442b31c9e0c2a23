#include "run_list_view.h"

#include "live_comparison_card.h"

#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/pages/list_selection.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/problem_line.h"

#include <QBoxLayout>
#include <QKeySequence>

#include <algorithm>

namespace ui::pages {

using models::EvalDatasetListModel;
using models::EvalRunListModel;
using widgets::Button;
using widgets::ButtonKind;
using widgets::DataTable;

namespace {

constexpr int kTwoColumnsFrom = 860;
constexpr int kDatasetPart = 1;
constexpr int kRunPart = 2;

} // namespace

RunListView::RunListView(const Access& access, const gateway::Clock& clock, EvalDatasetListModel& datasets, EvalRunListModel& runs, QWidget* parent)
    : QWidget(parent), m_runs(runs), m_columns(new QBoxLayout(QBoxLayout::LeftToRight, this)), m_datasetCard(new TableCard(QStringLiteral("nav-evaluate"), this)),
      m_runCard(new TableCard(QStringLiteral("nav-evaluate"), this)), m_use(new Button(ButtonKind::Link, {}, {}, m_datasetCard)), m_open(new Button(ButtonKind::Plain, {}, {}, m_runCard)),
      m_resume(new Button(ButtonKind::Plain, {}, QStringLiteral("act-play"), m_runCard)), m_compare(new Button(ButtonKind::Plain, {}, {}, m_runCard)),
      m_remove(new Button(ButtonKind::Plain, {}, {}, m_runCard)), m_first(new Button(ButtonKind::Plain, {}, QStringLiteral("act-play"), m_runCard)),
      m_live(new LiveComparisonCard(access, clock, this)), m_problem(new widgets::ProblemLine(this)), m_unreadable(new widgets::ProblemLine(this, look::Status::Warn))
{
    build();
    m_datasetCard->setModel(&datasets);
    m_runCard->setModel(&runs);
    m_dataset = new ListSelection(*m_datasetCard->table(), ListSelection::Most::One, this);
    m_run = new ListSelection(*m_runCard->table(), ListSelection::Most::Several, this);
    connect(m_dataset, &ListSelection::changed, this, &RunListView::settle);
    connect(m_run, &ListSelection::changed, this, &RunListView::settle);
    connect(&runs, &EvalRunListModel::read, this, &RunListView::settle);
    connect(&runs, &QAbstractItemModel::dataChanged, this, &RunListView::settle);
    connect(m_runCard->table(), &QAbstractItemView::activated, this, [this] { Q_EMIT runWanted(selectedRun()); });
    connect(m_datasetCard->table(), &QAbstractItemView::activated, this, [this] { Q_EMIT newRunWanted(selectedDataset()); });
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT newRunWanted(selectedDataset()); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT runWanted(selectedRun()); });
    connect(m_resume, &QPushButton::clicked, this, [this] { Q_EMIT resumeWanted(selectedRun()); });
    connect(m_compare, &QPushButton::clicked, this, &RunListView::compare);
    connect(m_remove, &QPushButton::clicked, this, &RunListView::remove);
    widgets::onKeysAt(*m_runCard->table(), Qt::Key_Delete, [this] { remove(); });
    connect(m_live, &LiveComparisonCard::scoreWanted, this, &RunListView::scoreWanted);
    connect(m_first, &QPushButton::clicked, this, [this, &datasets] { Q_EMIT newRunWanted(datasets.entries().front().path); });
    retranslate();
}

void RunListView::build()
{
    const look::Theme& theme = look::theme();
    m_datasetCard->table()->setObjectName(QStringLiteral("evalDatasets"));
    m_datasetCard->table()->setRowHeight(DataTable::RowHeight::TwoLines);
    m_datasetCard->table()->setColumns({0, 60, 60}, EvalDatasetListModel::Name);
    m_runCard->table()->setObjectName(QStringLiteral("evalRuns"));
    m_runCard->table()->setRowHeight(DataTable::RowHeight::TwoLines);
    m_runCard->table()->setColumns({0, 64, 170, 170, 84, 84}, EvalRunListModel::Name);
    m_runCard->table()->setGivingWay({EvalRunListModel::Targets, EvalRunListModel::Started, EvalRunListModel::Best});
    m_use->setObjectName(QStringLiteral("useDataset"));
    m_open->setObjectName(QStringLiteral("openRun"));
    m_resume->setObjectName(QStringLiteral("resumeRun"));
    m_compare->setObjectName(QStringLiteral("compareRuns"));
    m_remove->setObjectName(QStringLiteral("deleteRun"));
    m_problem->setObjectName(QStringLiteral("runsProblem"));
    m_first->setObjectName(QStringLiteral("firstRun"));
    m_unreadable->setObjectName(QStringLiteral("unreadableRuns"));
    m_datasetCard->addToHeading(m_use);
    for (Button* button : {m_compare, m_resume, m_open, m_remove}) m_runCard->addToHeading(button);
    m_runCard->addToEmpty(m_first);
    m_columns->setContentsMargins({});
    m_columns->setSpacing(theme.px(theme.metrics().gap));
    auto* right = new QVBoxLayout;
    right->setSpacing(theme.px(theme.metrics().gap));
    right->addWidget(m_runCard, 1);
    right->addWidget(m_problem);
    right->addWidget(m_unreadable);
    right->addWidget(m_live);
    m_columns->addWidget(m_datasetCard, kDatasetPart);
    m_columns->addLayout(right, kRunPart);
}

void RunListView::retranslate()
{
    m_datasetCard->setTitle(tr("Datasets"));
    m_datasetCard->table()->setAccessibleName(tr("Datasets"));
    m_runCard->setTitle(tr("Runs"));
    m_runCard->setPhrase(tr("newest first"));
    m_runCard->table()->setAccessibleName(tr("Runs"));
    m_runCard->setEmptyTexts(tr("No runs yet"), tr("A run sends the same questions to several models and shows which is good enough,\nwhat it costs, and whether a difference is more than chance."));
    m_use->setText(tr("Use for a run"));
    m_open->setText(tr("Open"));
    m_resume->setText(tr("Resume"));
    m_compare->setText(tr("Compare"));
    m_remove->setText(tr("Delete…"));
    m_first->setText(tr("Run a built-in dataset"));
    m_live->retranslate();
    settle();
}

void RunListView::setObstacle(const QString& obstacle)
{
    m_obstacle = obstacle;
    settle();
}

QString RunListView::selectedRun() const { return m_run->current(); }

QString RunListView::selectedDataset() const { return m_dataset->current(); }

void RunListView::selectDataset(const QString& path) { m_dataset->select(path); }

void RunListView::sayProblem(const QString& problem) { m_problem->say(problem); }

/// The list has the newest one first.
void RunListView::compare()
{
    const QStringList chosen = m_run->chosen();
    if (chosen.size() == 2) Q_EMIT compareWanted(chosen.front(), chosen.back());
}

bool RunListView::canRemove() const
{
    const QStringList chosen = m_run->chosen();
    return !chosen.isEmpty() && std::ranges::all_of(chosen, [this](const QString& id) {
        const auto* const run = m_runs.find(id.toStdString());
        return run && run->condition != models::RunCondition::Running;
    });
}

void RunListView::remove()
{
    if (canRemove()) Q_EMIT removeWanted(m_run->chosen());
}

void RunListView::focusRuns() { m_runCard->table()->setFocus(Qt::OtherFocusReason); }

void RunListView::settle()
{
    if (!m_run) return; // still being built
    const models::RunOverview* const run = m_runs.find(selectedRun().toStdString());
    m_use->setEnabled(!selectedDataset().isEmpty());
    const bool isSeveral = m_run->isSeveral();
    const bool isPair = m_run->chosen().size() == 2;
    m_open->setEnabled(run != nullptr);
    m_open->setVisible(!m_runCard->isEmpty() && !isSeveral);
    m_compare->setVisible(m_runs.rowCount() > 1);
    m_compare->setEnabled(isPair);
    m_compare->setToolTip(isPair ? QString() : tr("Ctrl+click selects a second run to compare."));
    m_remove->setVisible(!m_runCard->isEmpty());
    m_remove->setEnabled(canRemove());
    m_remove->setToolTip(canRemove() ? QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText) : tr("A run in progress cannot be deleted. Stop it first."));
    m_resume->setVisible(run && run->canResume() && !isSeveral);
    m_resume->setEnabled(m_obstacle.isEmpty());
    m_resume->setToolTip(m_obstacle);
    QStringList problems;
    for (const gateway::Error& problem : m_runs.problems()) problems += models::EvalText::error(problem);
    m_unreadable->say(problems.join(QLatin1Char('\n')));
}

void RunListView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_columns->setDirection(width() < look::theme().px(kTwoColumnsFrom) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace ui::pages
