#include "new_run_view.h"

#include "ui/look/scroll.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/formatter.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/widgets/searchable_box.h"
#include "ui/widgets/status_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QShowEvent>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::pages {

using gateway::Currency;
using gateway::Money;
using gateway::evaluation::RunObstacle;
using gateway::evaluation::RunPlan;
using models::EvalRunDraft;
using models::EvalTargetListModel;
using models::EvalText;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kEstimateBesideFrom = 860;
constexpr int kEstimateWidth = 300;
constexpr int kFewestTargets = 3;
constexpr int kMostTargets = 9;
constexpr int kMostSamples = 100;
constexpr int kMostConcurrency = 64;
constexpr double kMostLimit = 100'000;
constexpr double kMostTemperature = 2;
constexpr double kNoTemperature = -0.1; ///< the provider's default
constexpr double kTemperatureStep = 0.1;

Label* wrapped(QWidget* parent, look::TextRole role = look::TextRole::Body, Label::Tone tone = Label::Tone::Secondary)
{
    auto* label = new Label({}, role, tone, parent);
    label->setWordWrap(true);
    return label;
}

void shrink(QComboBox& box)
{
    constexpr int kLetters = 12;
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(kLetters);
}

} // namespace

NewRunView::NewRunView(const Access& access, models::EvalDatasetListModel& datasets, const models::EvalRunListModel& runs, QWidget* parent)
    : QWidget(parent), m_access(access), m_datasets(datasets), m_runs(runs), m_draft(access), m_targets(access), m_columns(nullptr), m_datasetCard(new widgets::Card({}, this)),
      m_targetCard(new TableCard(QStringLiteral("nav-providers"), this)), m_scoringCard(new widgets::Card({}, this)), m_estimateCard(new widgets::Card({}, this)),
      m_dataset(new QComboBox(m_datasetCard)), m_datasetState(new widgets::StatusLabel(m_datasetCard)), m_skipBroken(new QCheckBox(m_datasetCard)), m_allowCommands(new QCheckBox(m_datasetCard)),
      m_judge(new QComboBox(m_scoringCard)), m_rubric(new QComboBox(m_scoringCard)), m_pairs(new QCheckBox(m_scoringCard)), m_samples(new QSpinBox(m_scoringCard)), m_temperature(new QDoubleSpinBox(m_scoringCard)),
      m_baseline(new QComboBox(m_scoringCard)), m_failures(new QComboBox(m_scoringCard)), m_judgeState(new widgets::StatusLabel(m_scoringCard)),
      m_cost(wrapped(m_estimateCard, look::TextRole::Number, Label::Tone::Normal)), m_costNote(wrapped(m_estimateCard, look::TextRole::Small)),
      m_time(wrapped(m_estimateCard, look::TextRole::Number, Label::Tone::Normal)), m_calls(wrapped(m_estimateCard, look::TextRole::Small)), m_difference(wrapped(m_estimateCard)),
      m_name(new QLineEdit(m_estimateCard)), m_limit(new QDoubleSpinBox(m_estimateCard)), m_currency(new QComboBox(m_estimateCard)), m_concurrency(new QSpinBox(m_estimateCard)),
      m_allowUnpriced(new QCheckBox(m_estimateCard)), m_reason(wrapped(m_estimateCard)), m_start(new Button(ButtonKind::Primary, {}, QStringLiteral("act-play"), m_estimateCard)),
      m_problem(new widgets::ProblemLine(m_estimateCard))
{
    setObjectName(QStringLiteral("newRunView"));
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    auto* content = new QWidget;
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, content);
    m_columns->setContentsMargins({});
    m_columns->setSpacing(gap);
    auto* steps = new QVBoxLayout;
    steps->setSpacing(gap);
    buildSteps(*steps);
    m_columns->addLayout(steps, 1);
    buildEstimate();
    m_columns->addWidget(m_estimateCard, 0, Qt::AlignTop);
    auto* scroll = new QScrollArea(this);
    look::scrollPlainly(*scroll, content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(scroll);
    connectParts();
    retranslate();
}

void NewRunView::buildSteps(QBoxLayout& column)
{
    for (widgets::Card* card : {m_datasetCard, static_cast<widgets::Card*>(m_targetCard), m_scoringCard}) {
        auto* shape = new widgets::StatusShape(look::Status::Idle, card);
        card->addBesideTitle(shape);
        m_steps.push_back(shape);
        column.addWidget(card);
    }
    column.addStretch(1);
    m_dataset->setObjectName(QStringLiteral("runDataset"));
    m_datasetState->setObjectName(QStringLiteral("datasetState"));
    m_skipBroken->setObjectName(QStringLiteral("skipBroken"));
    m_allowCommands->setObjectName(QStringLiteral("allowCommands"));
    shrink(*m_dataset);
    m_datasetState->setWraps();
    m_datasetCard->addContent(m_dataset);
    m_datasetCard->addContent(m_datasetState);
    m_datasetCard->addContent(m_skipBroken);
    m_datasetCard->addContent(m_allowCommands);
    widgets::DataTable* const table = m_targetCard->table();
    table->setObjectName(QStringLiteral("runTargets"));
    m_targetCard->setModel(&m_targets);
    m_targetCard->addFilter(*this);
    table->setColumns({0, 120, 100, 100, 100}, EvalTargetListModel::Name);
    table->setGivingWay({EvalTargetListModel::Input, EvalTargetListModel::Output, EvalTargetListModel::Provider});
    table->setFitsRows(kFewestTargets, kMostTargets);
    buildScoring();
}

void NewRunView::buildScoring()
{
    const look::Theme& theme = look::theme();
    m_judge->setObjectName(QStringLiteral("runJudge"));
    m_rubric->setObjectName(QStringLiteral("runRubric"));
    m_pairs->setObjectName(QStringLiteral("runPairs"));
    m_samples->setObjectName(QStringLiteral("runSamples"));
    m_temperature->setObjectName(QStringLiteral("runTemperature"));
    m_baseline->setObjectName(QStringLiteral("runBaseline"));
    m_failures->setObjectName(QStringLiteral("runFailures"));
    m_judgeState->setObjectName(QStringLiteral("judgeState"));
    widgets::makeSearchable(*m_judge);
    widgets::makeSearchable(*m_rubric);
    shrink(*m_baseline);
    shrink(*m_failures);
    m_samples->setRange(1, kMostSamples);
    m_temperature->setRange(kNoTemperature, kMostTemperature);
    m_temperature->setDecimals(1);
    m_temperature->setSingleStep(kTemperatureStep);
    m_judgeState->setWraps();
    auto* fields = new QWidget(m_scoringCard);
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins({});
    grid->setSpacing(theme.px(8));
    const auto add = [&](int row, int column, const char* words, QWidget* field) {
        auto* label = new Label({}, look::TextRole::Body, Label::Tone::Secondary, fields);
        label->setBuddy(field);
        m_labels.emplace_back(label, words);
        grid->addWidget(label, row, column, Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(field, row, column + 1);
    };
    add(0, 0, QT_TR_NOOP("Judge"), m_judge);
    add(0, 2, QT_TR_NOOP("Samples"), m_samples);
    add(1, 0, QT_TR_NOOP("Rubric"), m_rubric);
    add(1, 2, QT_TR_NOOP("Temperature"), m_temperature);
    add(2, 0, QT_TR_NOOP("Baseline"), m_baseline);
    add(2, 2, QT_TR_NOOP("Failures"), m_failures);
    grid->addWidget(m_pairs, 3, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    m_scoringCard->addContent(fields);
    m_scoringCard->addContent(m_judgeState);
}

void NewRunView::buildEstimate()
{
    const look::Theme& theme = look::theme();
    m_cost->setObjectName(QStringLiteral("estimatedCost"));
    m_costNote->setObjectName(QStringLiteral("estimatedCostNote"));
    m_time->setObjectName(QStringLiteral("estimatedTime"));
    m_calls->setObjectName(QStringLiteral("estimatedCalls"));
    m_difference->setObjectName(QStringLiteral("estimatedDifference"));
    m_name->setObjectName(QStringLiteral("runName"));
    m_limit->setObjectName(QStringLiteral("runLimit"));
    m_currency->setObjectName(QStringLiteral("runCurrency"));
    m_concurrency->setObjectName(QStringLiteral("runConcurrency"));
    m_allowUnpriced->setObjectName(QStringLiteral("allowUnpriced"));
    m_reason->setObjectName(QStringLiteral("startReason"));
    m_start->setObjectName(QStringLiteral("startRun"));
    for (const std::string_view name : gateway::kCurrencyNames) m_currency->addItem(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
    m_limit->setRange(0, kMostLimit);
    m_limit->setDecimals(2);
    m_concurrency->setRange(1, kMostConcurrency);
    m_concurrency->setValue(RunPlan().concurrency);
    m_estimateCard->setMinimumWidth(theme.px(kEstimateWidth));
    for (Label* label : {m_cost, m_costNote, m_time, m_calls}) m_estimateCard->addContent(label);
    m_estimateCard->addContent(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_estimateCard));
    auto* fields = new QWidget(m_estimateCard);
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins({});
    grid->setSpacing(theme.px(8));
    const auto add = [&](int row, const char* words, QWidget* field, int columns) {
        auto* label = new Label({}, look::TextRole::Body, Label::Tone::Secondary, fields);
        label->setBuddy(field);
        m_labels.emplace_back(label, words);
        grid->addWidget(label, row, 0, Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(field, row, 1, 1, columns);
    };
    add(0, QT_TR_NOOP("Name"), m_name, 2);
    add(1, QT_TR_NOOP("Stop at"), m_limit, 1);
    grid->addWidget(m_currency, 1, 2);
    add(2, QT_TR_NOOP("Concurrency"), m_concurrency, 2);
    grid->addWidget(m_allowUnpriced, 3, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    m_estimateCard->addContent(fields);
    m_estimateCard->addContent(m_difference);
    m_estimateCard->addContent(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_estimateCard));
    m_estimateCard->addContent(m_reason);
    m_estimateCard->addContent(m_start);
    m_problem->setObjectName(QStringLiteral("startProblem"));
    m_estimateCard->addContent(m_problem);
}

void NewRunView::connectParts()
{
    widgets::DataTable* const table = m_targetCard->table();
    connect(table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == EvalTargetListModel::Name) m_targets.toggle(index.row());
    });
    widgets::onKeysAt(*table, Qt::Key_Space, [this, table] { m_targets.toggle(table->currentIndex().row()); });
    connect(&m_targets, &EvalTargetListModel::checkedChanged, this, &NewRunView::planChanged);
    connect(m_dataset, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (m_isFilling) return;
        m_skipBroken->setChecked(false);
        m_allowCommands->setChecked(false);
        m_draft.setDataset(m_dataset->itemData(index).toString());
    });
    for (QCheckBox* box : {m_skipBroken, m_allowCommands, m_pairs, m_allowUnpriced}) connect(box, &QCheckBox::toggled, this, &NewRunView::planChanged);
    for (QComboBox* box : {m_baseline, m_failures, m_currency}) connect(box, &QComboBox::currentIndexChanged, this, &NewRunView::planChanged);
    for (QComboBox* box : {m_judge, m_rubric}) connect(box, &QComboBox::currentTextChanged, this, &NewRunView::planChanged);
    for (QSpinBox* box : {m_samples, m_concurrency}) connect(box, &QSpinBox::valueChanged, this, &NewRunView::planChanged);
    for (QDoubleSpinBox* box : {m_temperature, m_limit}) connect(box, &QDoubleSpinBox::valueChanged, this, &NewRunView::planChanged);
    connect(m_name, &QLineEdit::textChanged, this, &NewRunView::planChanged);
    connect(&m_draft, &EvalRunDraft::changed, this, &NewRunView::settle);
    connect(&m_datasets, &models::EvalDatasetListModel::changed, this, &NewRunView::fillDatasets);
    connect(&m_datasets, &QAbstractItemModel::rowsInserted, this, &NewRunView::fillDatasets);
    connect(&m_access.news(), &models::GatewayNews::providersChanged, &m_targets, &EvalTargetListModel::refresh);
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, &m_targets, &EvalTargetListModel::refresh);
    connect(m_start, &QPushButton::clicked, this, &NewRunView::start);
}

void NewRunView::begin(const QString& dataset)
{
    m_isFilling = true;
    m_targets.refresh();
    m_name->clear();
    m_skipBroken->setChecked(false);
    m_allowCommands->setChecked(false);
    m_allowUnpriced->setChecked(false);
    m_currency->setCurrentIndex(static_cast<int>(m_access.configuration().settings().usage.currency));
    const QString judge = m_judge->currentText();
    m_judge->clear();
    m_judge->addItem(QString());
    m_judge->addItems(m_targets.names());
    m_judge->setCurrentText(judge);
    m_isFilling = false;
    fillDatasets();
    fillBaselines();
    m_dataset->setCurrentIndex(m_dataset->findData(dataset));
    if (m_draft.path() != dataset) m_draft.setDataset(dataset);
    planChanged();
    m_dataset->setFocus(Qt::OtherFocusReason);
}

void NewRunView::fillDatasets()
{
    m_isFilling = true;
    const QString chosen = m_dataset->currentData().toString();
    m_dataset->clear();
    for (const auto& entry : m_datasets.entries()) m_dataset->addItem(entry.name, entry.path);
    m_dataset->setCurrentIndex(m_dataset->findData(chosen));
    m_isFilling = false;
}

void NewRunView::fillBaselines()
{
    m_isFilling = true;
    const QVariant chosen = m_baseline->currentData();
    m_baseline->clear();
    m_baseline->addItem(tr("none"), QString());
    const Formatter format;
    for (const auto& run : m_runs.runs())
        if (run.condition != models::RunCondition::Running)
            m_baseline->addItem(tr("%1, %2", "a run, its day").arg(QString::fromStdString(run.plan.name), format.shortDay(Formatter::local(run.plan.startedAt).date())), QString::fromStdString(run.plan.id));
    m_baseline->setCurrentIndex(std::max(m_baseline->findData(chosen), 0));
    m_isFilling = false;
}

/// Those in the language of the window come first.
void NewRunView::fillRubrics()
{
    m_isFilling = true;
    const QString chosen = QString::fromStdString(rubric());
    m_rubric->clear();
    m_rubric->addItem(QString(), QString());
    const char* const own = QLocale().language() == QLocale::Chinese ? "zh" : "en";
    for (const bool isOwn : {true, false})
        for (const auto& each : gateway::evaluation::shippedRubrics())
            if ((each.language == own) == isOwn) m_rubric->addItem(EvalText::rubric(each), QString::fromStdString(each.text));
    const int listed = m_rubric->findData(chosen);
    m_rubric->setCurrentIndex(std::max(listed, 0));
    if (listed < 0) m_rubric->setEditText(chosen);
    m_rubric->lineEdit()->setPlaceholderText(tr("from the list, or your own text"));
    m_rubric->setToolTip(tr("What the judge looks for, where a row has no rubric of its own"));
    m_isFilling = false;
}

std::string NewRunView::rubric() const
{
    const QString text = m_rubric->currentText().trimmed();
    const int listed = m_rubric->findText(text);
    return (listed < 0 ? text : m_rubric->itemData(listed).toString()).toStdString();
}

void NewRunView::retranslate()
{
    m_isFilling = true;
    m_datasetCard->setTitle(tr("1 Dataset"));
    m_targetCard->setTitle(tr("2 Targets"));
    m_scoringCard->setTitle(tr("3 Scoring"));
    m_estimateCard->setTitle(tr("Estimate"));
    m_targetCard->table()->setAccessibleName(tr("Targets"));
    m_targetCard->setFilterHint(tr("Filter models and routes"));
    m_targetCard->setEmptyTexts(tr("No models yet"), tr("Add a provider first: its models can then be evaluated."));
    for (const auto& [label, words] : m_labels) label->setText(tr(words));
    widgets::setBoxLabel(*m_dataset, tr("Dataset"));
    widgets::setBoxLabel(*m_judge, tr("Judge"));
    widgets::setBoxLabel(*m_rubric, tr("Rubric"));
    widgets::setBoxLabel(*m_baseline, tr("Baseline"));
    widgets::setBoxLabel(*m_failures, tr("Failures"));
    widgets::setBoxLabel(*m_currency, tr("Currency"));
    m_samples->setAccessibleName(tr("Samples"));
    m_temperature->setAccessibleName(tr("Temperature"));
    m_limit->setAccessibleName(tr("Stop at"));
    m_concurrency->setAccessibleName(tr("Concurrency"));
    m_name->setAccessibleName(tr("Name"));
    m_skipBroken->setText(tr("Leave out invalid rows"));
    m_allowCommands->setText(tr("Allow programs of the dataset, in a sandbox"));
    m_pairs->setText(tr("Compare answers in pairs"));
    m_allowUnpriced->setText(tr("Allow unpriced models"));
    m_samples->setSuffix(tr(" per row"));
    m_concurrency->setSuffix(tr(" per target"));
    m_temperature->setSpecialValueText(tr("default"));
    m_limit->setSpecialValueText(tr("no limit"));
    m_start->setText(tr("Start run"));
    const int failures = std::max(m_failures->currentIndex(), 0);
    m_failures->clear();
    m_failures->addItems({tr("Not scored"), tr("Count as 0")});
    m_failures->setCurrentIndex(failures);
    m_targets.retranslate();
    m_isFilling = false;
    fillRubrics();
    fillBaselines();
    settle();
}

void NewRunView::setObstacle(const QString& obstacle)
{
    if (m_obstacle == obstacle) return;
    m_obstacle = obstacle;
    settle();
}

RunPlan NewRunView::plan() const
{
    RunPlan plan;
    plan.name = m_name->text().trimmed().toStdString();
    plan.skipBroken = m_skipBroken->isChecked();
    plan.targets = m_targets.checked();
    plan.samples = m_samples->value();
    plan.concurrency = m_concurrency->value();
    if (m_temperature->value() >= 0) plan.temperature = std::round(m_temperature->value() / kTemperatureStep) * kTemperatureStep;
    plan.judge = m_judge->currentText().trimmed().toStdString();
    if (!plan.judge.empty()) plan.rubric = rubric();
    plan.isPairs = m_pairs->isChecked();
    plan.currency = static_cast<Currency>(std::max(m_currency->currentIndex(), 0));
    if (m_limit->value() > 0) plan.maxCost = Money{plan.currency, std::llround(m_limit->value() * 100) * (gateway::kPicoOfUnit / 100)};
    plan.allowsUnpriced = m_allowUnpriced->isChecked();
    plan.allowsCommands = m_allowCommands->isChecked();
    plan.failuresCount = m_failures->currentIndex() == 1;
    plan.baseline = m_baseline->currentData().toString().toStdString();
    return plan;
}

void NewRunView::sayProblem(const QString& problem) { m_problem->say(problem); }

void NewRunView::planChanged()
{
    if (m_isFilling) return;
    m_problem->say({});
    m_draft.setPlan(plan());
}

int NewRunView::completeSteps() const
{
    if (!m_draft.dataset()) return 0;
    const auto obstacle = obstacleOf(m_draft.plan(), *m_draft.dataset());
    if (obstacle == RunObstacle::BrokenRows || obstacle == RunObstacle::NoRows || obstacle == RunObstacle::NeedsCommands) return 0;
    if (m_draft.plan().targets.empty()) return 1;
    return obstacle ? 2 : 3;
}

void NewRunView::settle()
{
    const Formatter format;
    const auto& dataset = m_draft.dataset();
    m_datasetCard->setPhrase(dataset ? tr("%1 row(s)", nullptr, Formatter::plural(static_cast<std::int64_t>(dataset->rowCount()))).arg(format.exact(static_cast<std::int64_t>(dataset->rowCount()))) : QString());
    if (m_draft.isReading()) m_datasetState->setStatus(look::Status::Busy, tr("The dataset is being read."));
    else if (m_draft.datasetError()) m_datasetState->setStatus(look::Status::Error, EvalText::error(*m_draft.datasetError()));
    else if (dataset && !dataset->problems().empty()) m_datasetState->setStatus(look::Status::Warn, EvalText::problem(dataset->problems().front()));
    else if (dataset && !dataset->unusedFields().empty()) m_datasetState->setStatus(look::Status::Warn, EvalText::unusedFields(*dataset));
    else if (dataset) m_datasetState->setStatus(look::Status::Ok, tr("Every row has an assertion or a reference."));
    m_datasetState->setVisible(!m_draft.path().isEmpty());
    m_skipBroken->setVisible(dataset && dataset->brokenRowCount() > 0);
    m_allowCommands->setVisible(dataset && dataset->requirements().command);
    m_targetCard->setPhrase(tr("%1 of %2 selected").arg(format.exact(static_cast<std::int64_t>(m_targets.checked().size())), format.exact(m_targets.rowCount())));
    const bool needsJudge = dataset && dataset->requirements().judge;
    const std::string& judge = m_draft.plan().judge;
    if (needsJudge && judge.empty()) m_judgeState->setStatus(look::Status::Warn, tr("Some answers can only be scored by a judge."));
    else if (!judge.empty() && std::ranges::find(m_draft.plan().targets, judge) != m_draft.plan().targets.end())
        m_judgeState->setStatus(look::Status::Warn, tr("The judge is one of the targets, and may prefer its own answers."));
    else if (dataset && !needsJudge && !m_draft.plan().isPairs) m_judgeState->setStatus(look::Status::Ok, tr("No judge is needed: assertions score every answer."));
    else m_judgeState->setStatus(look::Status::Ok, tr("The judge is not one of the targets."));
    m_judgeState->setVisible(dataset != nullptr);
    m_rubric->setEnabled(!judge.empty());
    const int complete = completeSteps();
    for (std::size_t i = 0; i < m_steps.size(); ++i) m_steps[i]->setStatus(static_cast<int>(i) < complete ? look::Status::Ok : look::Status::Idle);
    m_name->setPlaceholderText(dataset ? QFileInfo(dataset->path()).completeBaseName() : QString());
    settleEstimate();
    Q_EMIT stepsChanged();
}

void NewRunView::settleEstimate()
{
    const Formatter format;
    const auto& estimate = m_draft.estimate();
    m_targets.setEstimate(estimate);
    m_cost->setText(estimate ? EvalText::estimatedCost(estimate->low, estimate->high) : Formatter::none());
    m_costNote->setText(estimate ? EvalText::estimateNote(*estimate) : QString());
    m_costNote->setVisible(!m_costNote->text().isEmpty());
    m_time->setText(estimate ? EvalText::estimatedTime(estimate->time) : Formatter::none());
    std::size_t calls = 0;
    if (estimate) {
        for (const auto& target : estimate->targets) calls += target.requests;
        calls += estimate->judge ? estimate->judge->requests : 0;
    }
    m_calls->setText(estimate ? tr("%1 request(s)", nullptr, Formatter::plural(static_cast<std::int64_t>(calls))).arg(format.exact(static_cast<std::int64_t>(calls))) : QString());
    const bool isDifference = estimate && estimate->smallestDifference;
    m_difference->setText(isDifference ? tr("With so many rows, a difference of about %1 between two targets can be shown.").arg(EvalText::number(*estimate->smallestDifference)) : QString());
    m_difference->setVisible(isDifference);
    m_allowUnpriced->setVisible(m_allowUnpriced->isChecked() || (estimate && !estimate->unpriced.empty()));
    const QString own = m_draft.obstacle();
    const QString reason = own.isEmpty() ? m_obstacle : own;
    m_reason->setText(reason.isEmpty() ? tr("Nothing is paid for twice: a run that stops can be resumed.") : reason);
    m_start->setEnabled(reason.isEmpty());
}

void NewRunView::start()
{
    if (m_draft.obstacle().isEmpty() && m_obstacle.isEmpty()) Q_EMIT startWanted(plan(), m_draft.dataset());
}

void NewRunView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isBeside = width() >= look::theme().px(kEstimateBesideFrom);
    m_columns->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_estimateCard->setMaximumWidth(isBeside ? look::theme().px(kEstimateWidth) : QWIDGETSIZE_MAX);
    m_columns->setAlignment(m_estimateCard, isBeside ? Qt::AlignTop : Qt::Alignment());
}

void NewRunView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous()) fillBaselines();
}

} // namespace ui::pages
