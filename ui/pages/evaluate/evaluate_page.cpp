#include "evaluate_page.h"

#include "make_route_dialog.h"
#include "live_comparison_card.h"
#include "new_run_view.h"
#include "past_requests_dialog.h"
#include "rows_view.h"
#include "run_comparison_dialogs.h"
#include "run_list_view.h"
#include "run_view.h"
#include "type_dataset_dialog.h"

#include "ui/dialogs/program/choice_dialog.h"
#include "ui/look/seen.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/formatter.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/page_header.h"
#include "ui/words/sentence_words.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace ui::pages {

using gateway::evaluation::ResumeChanges;
using gateway::evaluation::RunOutput;
using gateway::evaluation::RunPlan;
using models::EvalSession;
using models::EvalText;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kAllActionsFrom = 800; ///< px, at a 10 pt font; a narrower page has some in menus only

} // namespace

EvaluatePage::EvaluatePage(const Access& access, const gateway::Clock& clock, QWidget* parent, EvalSession::Doors doors)
    : QWidget(parent), m_access(access), m_clock(clock), m_runs(access.control().dataDir(), clock), m_datasets(access.control().dataDir()), m_results(access.control().dataDir()), m_pair(access.control().dataDir()), m_session(access, std::move(doors)), m_seen(new look::Seen(this)),
      m_header(new widgets::PageHeader({}, this)), m_back(new Button(ButtonKind::Plain, {}, {}, m_header)), m_addDataset(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), m_header)),
      m_past(new Button(ButtonKind::Plain, {}, {}, m_header)), m_new(new Button(ButtonKind::Primary, {}, QStringLiteral("act-add"), m_header)), m_rowsButton(new Button(ButtonKind::Plain, {}, {}, m_header)),
      m_export(new Button(ButtonKind::Plain, {}, QStringLiteral("act-export"), m_header)), m_route(new Button(ButtonKind::Primary, {}, {}, m_header)), m_addMenu(new QMenu(this)), m_exportMenu(new QMenu(this)),
      m_stack(new QStackedWidget(this)), m_list(new RunListView(access, clock, m_datasets, m_runs, m_stack)), m_newRun(new NewRunView(access, m_datasets, m_runs, m_stack)),
      m_run(new RunView(m_session, m_runs, m_results, m_stack)), m_rows(new RowsView(access.control().dataDir(), m_stack)),
      m_rowChoices(new QWidget(this))
{
    setObjectName(QStringLiteral("evaluatePage"));
    build();
    connectParts();
    retranslate();
    showView(View::List);
    refreshRuns();
}

EvaluatePage::~EvaluatePage() { m_seen->disconnect(this); }

void EvaluatePage::build()
{
    m_back->setObjectName(QStringLiteral("evaluateBack"));
    m_addDataset->setObjectName(QStringLiteral("addDataset"));
    m_past->setObjectName(QStringLiteral("fromPastRequests"));
    m_new->setObjectName(QStringLiteral("newRun"));
    m_rowsButton->setObjectName(QStringLiteral("compareRows"));
    m_export->setObjectName(QStringLiteral("exportRun"));
    m_route->setObjectName(QStringLiteral("makeRoute"));
    m_header->addBack(m_back);
    for (Button* action : {m_addDataset, m_past, m_rowsButton, m_export, m_route, m_new}) m_header->addAction(action);
    m_addDataset->setMenu(m_addMenu);
    m_export->setMenu(m_exportMenu);
    for (QWidget* view : {static_cast<QWidget*>(m_list), static_cast<QWidget*>(m_newRun), static_cast<QWidget*>(m_run), static_cast<QWidget*>(m_rows)}) m_stack->addWidget(view);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(widgets::pageMargins(*this));
    column->setSpacing(look::theme().px(look::theme().metrics().gap));
    column->addWidget(m_header);
    auto* choices = new QHBoxLayout(m_rowChoices);
    choices->setContentsMargins({});
    choices->setSpacing(look::theme().px(8));
    choices->addStretch(1);
    for (QWidget* control : m_rows->controls()) choices->addWidget(control);
    column->addWidget(m_rowChoices);
    column->addWidget(m_stack, 1);
}

void EvaluatePage::connectParts()
{
    connect(m_back, &QPushButton::clicked, this, &EvaluatePage::goBack);
    connect(m_past, &QPushButton::clicked, this, [this] { askForRequests(); });
    connect(m_list, &RunListView::scoreWanted, this, &EvaluatePage::askForRequests);
    connect(m_list, &RunListView::removeWanted, this, &EvaluatePage::askToRemove);
    connect(m_list, &RunListView::compareWanted, this, &EvaluatePage::compare);
    connect(&m_runs, &models::EvalRunListModel::notRemoved, this, [this](const gateway::Error& error) { m_list->sayProblem(EvalText::error(error)); });
    connect(m_new, &QPushButton::clicked, this, [this] { newRun(m_list->selectedDataset()); });
    connect(m_rowsButton, &QPushButton::clicked, this, [this] { showView(View::Rows); });
    connect(m_route, &QPushButton::clicked, this, &EvaluatePage::makeRoute);
    connect(m_list, &RunListView::runWanted, this, [this](const QString& id) {
        if (!id.isEmpty()) showRun(id.toStdString());
    });
    connect(m_list, &RunListView::resumeWanted, this, [this](const QString& id) { resume(id.toStdString(), {}); });
    connect(m_list, &RunListView::newRunWanted, this, &EvaluatePage::newRun);
    connect(m_run, &RunView::resumeWanted, this, [this](const ResumeChanges& changes) { resume(m_results.id(), changes); });
    connect(m_newRun, &NewRunView::stepsChanged, this, &EvaluatePage::settle);
    connect(m_newRun, &NewRunView::startWanted, this, [this](const RunPlan& plan, const std::shared_ptr<const gateway::evaluation::Dataset>& dataset) { m_session.start(plan, dataset); });
    connect(&m_session, &EvalSession::begun, this, [this] {
        refreshRuns();
        if (m_view == View::New) showRun(m_session.runId());
    });
    connect(&m_session, &EvalSession::progressed, this, [this] { m_runs.setProgress(m_session.runId(), m_session.progress()); });
    connect(&m_session, &EvalSession::stateChanged, this, &EvaluatePage::settle);
    connect(&m_session, &EvalSession::ended, this, [this] {
        refreshRuns();
        if (m_view == View::New && !m_session.problems().empty()) m_newRun->sayProblem(EvalText::error(m_session.problems().front()));
        if (!m_results.id().empty() && m_session.runId() == m_results.id()) m_results.open(m_results.id(), m_access.providers().exchangeRate());
    });
    connect(&m_runs, &models::EvalRunListModel::read, this, [this] {
        m_datasets.setRuns(m_runs.runs());
        settle();
    });
    connect(&m_datasets, &QAbstractItemModel::rowsInserted, this, &EvaluatePage::settle);
    connect(&m_results, &models::EvalRunResults::changed, this, &EvaluatePage::settle);
    connect(&m_results, &models::EvalRunResults::written, this, [this](const QString& path, const std::optional<gateway::Error>& error) {
        m_run->tellOfFile(error ? EvalText::error(*error) : tr("Saved as %1").arg(QDir::toNativeSeparators(path)), error.has_value());
    });
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, &EvaluatePage::settle);
    connect(m_seen, &look::Seen::changed, this, &EvaluatePage::setSeen);
    widgets::onKeys(*this, QKeySequence::New, [this] {
        if (m_view == View::List) newRun(m_list->selectedDataset());
    });
    widgets::onKeysWithin(*this, Qt::Key_Escape, [this] { goBack(); });
}

void EvaluatePage::retranslate()
{
    m_back->setText(tr("Back"));
    m_back->setToolTip(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_addDataset->setText(tr("Add dataset"));
    m_past->setText(tr("From past requests…"));
    m_new->setText(tr("New run"));
    m_new->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    m_rowsButton->setText(tr("Compare rows"));
    m_export->setText(tr("Export"));
    m_route->setText(tr("Make a route…"));
    m_addMenu->clear();
    m_addMenu->addAction(tr("From a file…"), this, &EvaluatePage::askForDataset);
    m_addMenu->addAction(tr("From past requests…"), this, [this] { askForRequests(); });
    m_addMenu->addAction(tr("Type it here…"), this, &EvaluatePage::typeDataset);
    m_exportMenu->clear();
    m_exportMenu->addAction(tr("Report (HTML)…"), this, [this] { askForFile(RunOutput::Report); });
    m_exportMenu->addAction(tr("Rows (CSV)…"), this, [this] { askForFile(RunOutput::Csv); });
    m_exportMenu->addAction(tr("Results (JSON)…"), this, [this] { askForFile(RunOutput::Json); });
    m_runs.retranslate();
    m_datasets.retranslate();
    m_list->retranslate();
    m_newRun->retranslate();
    m_run->retranslate();
    m_rows->retranslate();
    settle();
}

void EvaluatePage::showView(View view)
{
    m_view = view;
    if (view == View::List) {
        m_stack->setCurrentIndex(static_cast<int>(view));
        settle();
        return;
    }
    m_header->offerBack();
    m_stack->setCurrentIndex(static_cast<int>(view));
    settle();
    if (view == View::Rows) m_rows->open(m_results.results());
}

void EvaluatePage::goBack()
{
    if (m_view == View::Rows) {
        m_results.refresh(); // ratings are part of them
        showView(View::Run);
    } else if (m_view != View::List) {
        refreshRuns();
        m_list->liveComparisons().refresh();
        showView(View::List);
        m_list->focusRuns();
    }
}

void EvaluatePage::settle()
{
    const auto& results = m_results.results();
    const bool isList = m_view == View::List;
    const std::pair<QWidget*, bool> wanted[] = {{m_back, !isList}, {m_addDataset, isList || m_view == View::New}, {m_past, isList && width() >= look::theme().px(kAllActionsFrom)}, {m_new, isList}, {m_rowChoices, m_view == View::Rows},
        {m_rowsButton, m_view == View::Run}, {m_export, m_view == View::Run}, {m_route, m_view == View::Run}};
    // What goes goes first: both together could make the window wider.
    for (const bool isShown : {false, true})
        for (const auto& [widget, isWanted] : wanted)
            if (isWanted == isShown) widget->setVisible(isShown);
    for (Button* button : {m_rowsButton, m_export}) button->setEnabled(results != nullptr);
    m_route->setEnabled(results && results->best());
    const QString obstacle = m_session.obstacle();
    m_list->setObstacle(obstacle);
    m_newRun->setObstacle(obstacle);
    const auto* const run = m_runs.find(m_results.id());
    const QString name = run ? QString::fromStdString(run->plan.name) : QString();
    switch (m_view) {
    case View::List: {
        const Formatter format;
        const auto counted = [&](int count) { return format.exact(count); };
        m_header->setTitle(tr("Evaluate"));
        m_header->setPhrase(tr("%1 dataset(s)", nullptr, m_datasets.rowCount()).arg(counted(m_datasets.rowCount())) + QStringLiteral(", ") + tr("%1 run(s)", nullptr, m_runs.rowCount()).arg(counted(m_runs.rowCount())));
        break;
    }
    case View::New:
        m_header->setTitle(tr("New run"));
        m_header->setPhrase(tr("step %1 of 3").arg(std::min(m_newRun->completeSteps() + 1, 3)));
        break;
    case View::Run:
        m_header->setTitle(name);
        m_header->setPhrase(m_run->phrase());
        break;
    case View::Rows:
        m_header->setTitle(tr("Compare rows"));
        m_header->setPhrase(name);
        break;
    }
}

void EvaluatePage::showRun(const std::string& id)
{
    m_run->tellOfFile({}, false);
    m_results.open(id, m_access.providers().exchangeRate());
    showView(View::Run);
}

void EvaluatePage::newRun(const QString& dataset)
{
    m_newRun->begin(dataset);
    showView(View::New);
}

void EvaluatePage::resume(const std::string& id, const ResumeChanges& changes)
{
    if (!m_session.obstacle().isEmpty()) return settle();
    m_session.resume(id, changes);
    if (m_view != View::Run || m_results.id() != id) showRun(id);
}

void EvaluatePage::addDataset(const QString& path)
{
    m_datasets.add(path);
    if (m_view == View::New) m_newRun->begin(QFileInfo(path).absoluteFilePath());
}

void EvaluatePage::askForDataset()
{
    auto* dialog = new QFileDialog(window(), tr("Add dataset"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("Datasets (*.jsonl *.json *.csv *.yaml *.yml)") + QStringLiteral(";;") + tr("All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &EvaluatePage::addDataset);
    dialog->open();
}

void EvaluatePage::typeDataset()
{
    auto* dialog = new TypeDatasetDialog(m_access.control().dataDir(), this);
    connect(dialog, &TypeDatasetDialog::saved, this, &EvaluatePage::addDataset);
    dialog->open();
}

void EvaluatePage::askForRequests(const std::string& copiedRoute)
{
    auto* dialog = new PastRequestsDialog(m_access, m_clock, copiedRoute, this);
    connect(dialog, &PastRequestsDialog::made, this, [this](const QString& path) {
        m_datasets.readAgain(path);
        m_list->selectDataset(QFileInfo(path).absoluteFilePath());
    });
    dialog->open();
}

void EvaluatePage::askToRemove(const QStringList& ids)
{
    constexpr int kDelete = 1; // its place in the answers
    constexpr int kMostNamed = 5;
    QStringList names;
    QStringList compared;
    for (const auto& run : m_runs.runs()) {
        const QString name = QString::fromStdString(run.plan.name);
        const bool isRemoved = ids.contains(QString::fromStdString(run.plan.id));
        if (isRemoved) names += name;
        else if (ids.contains(QString::fromStdString(run.plan.baseline))) compared += name;
    }
    if (names.isEmpty()) return;
    const int count = static_cast<int>(names.size());
    const QString title = tr("Delete %Ln run(s)?", nullptr, count);
    for (QStringList* list : {&names, &compared})
        if (list->size() > kMostNamed) *list = list->mid(0, kMostNamed) + QStringList{QStringLiteral("…")};
    QStringList sentences{tr("%1: answers, scores and ratings are deleted for good. The dataset and the requests in the ledger stay.", "runs").arg(words::SentenceWords::listed(names))};
    if (!compared.isEmpty())
        sentences += tr("It is the baseline of %1, which can then no longer be compared with it.", "runs", count).arg(words::SentenceWords::listed(compared));
    auto* dialog = new dialogs::ChoiceDialog({title, widgets::breakable(sentences.join(QStringLiteral("\n\n"))), {tr("Cancel"), tr("Delete")}}, this);
    dialog->setObjectName(QStringLiteral("deleteRunDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::ChoiceDialog::chosen, this, [this, ids](int answer) {
        if (answer != kDelete) return;
        m_list->sayProblem({});
        std::vector<std::string> wanted;
        for (const QString& id : ids) wanted.push_back(id.toStdString());
        m_runs.remove(wanted);
    });
    dialog->open();
}

void EvaluatePage::compare(const QString& later, const QString& earlier)
{
    m_pair.open(later.toStdString(), earlier.toStdString(), m_access.providers().exchangeRate());
    auto* dialog = new RunPairDialog(m_pair, this);
    dialog->open();
}

void EvaluatePage::askForFile(RunOutput output)
{
    if (!m_results.results()) return;
    const QString end = output == RunOutput::Report ? QStringLiteral(".html") : output == RunOutput::Csv ? QStringLiteral(".csv") : QStringLiteral(".json");
    QString name = QString::fromStdString(m_results.results()->plan.name);
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    auto* dialog = new QFileDialog(window(), tr("Export"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), QStringLiteral("*") + end);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name + end);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, output](const QString& path) { write(output, path); });
    dialog->open();
}

void EvaluatePage::write(RunOutput output, const QString& path) { m_results.write(output, path, QLocale().name()); }

void EvaluatePage::makeRoute()
{
    if (!m_results.results()) return;
    auto* dialog = new MakeRouteDialog(m_access, m_results.results(), this);
    dialog->open();
}

void EvaluatePage::refreshRuns()
{
    m_runs.setRate(m_access.providers().exchangeRate());
    m_runs.refresh();
}

void EvaluatePage::setSeen(bool isSeen)
{
    if (!isSeen) return;
    refreshRuns();
    m_list->liveComparisons().refresh();
}

void EvaluatePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->setContentsMargins(widgets::pageMargins(*this));
    settle();
}

void EvaluatePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
