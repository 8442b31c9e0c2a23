#include "eval_run_list_model.h"

#include "eval_text.h"

#include "gateway/evaluation/preparation/run_removal.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace ui::models {

using gateway::Result;
using gateway::usage::AskThread;

namespace {

/// What a summary is of: it changes only together with this.
std::string keyOf(const RunOverview& run) { return run.plan.id + '/' + std::to_string(static_cast<int>(run.condition)) + '/' + std::to_string(run.done); }

bool hasSummary(const RunOverview& run)
{
    return run.done > 0 && (run.condition == RunCondition::Finished || run.condition == RunCondition::Stopped || run.condition == RunCondition::CostLimit);
}

} // namespace

EvalRunListModel::EvalRunListModel(const QString& dataDir, const gateway::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_dataDir(dataDir), m_clock(clock), m_thread(QStringLiteral("evaluations")), m_removals(QStringLiteral("removals"))
{
}

void EvalRunListModel::setRate(const gateway::config::ExchangeRate& rate)
{
    if (m_rate == rate) return;
    m_rate = rate;
    m_summaries.clear();
}

void EvalRunListModel::refresh()
{
    m_thread.forget();
    m_thread.ask<RunOverviews>(
        [folder = m_dataDir](const AskThread::Stop& stop) -> Result<RunOverviews> { return readRunOverviews(folder, [&stop] { return stop.isAsked(); }); }, this,
        [this](Result<RunOverviews> answer) { take(std::move(*answer)); });
}

void EvalRunListModel::remove(const std::vector<std::string>& ids)
{
    m_removals.ask<bool>(
        [folder = m_dataDir, ids](const AskThread::Stop&) -> Result<bool> {
            for (const std::string& id : ids)
                if (const auto done = gateway::evaluation::removeRun(folder, id); !done) return gateway::failure(done.error());
            return true;
        },
        this, [this](const Result<bool>& done) {
            refresh(); // some may be gone although one is not
            if (!done) Q_EMIT notRemoved(done.error());
        });
}

void EvalRunListModel::take(RunOverviews found)
{
    for (RunOverview& run : found.runs)
        if (const auto known = m_summaries.find(keyOf(run)); known != m_summaries.end()) run.summary = known->second;
    const bool isSameRows = std::ranges::equal(m_runs, found.runs, {}, [](const RunOverview& run) { return run.plan.id; }, [](const RunOverview& run) { return run.plan.id; });
    if (!isSameRows) beginResetModel();
    m_runs = std::move(found.runs);
    m_problems = std::move(found.problems);
    m_isRead = true;
    if (!isSameRows) endResetModel();
    else retranslate();
    askSummaries();
    Q_EMIT read();
}

/// One by one, so that a large run does not delay the next question for long.
void EvalRunListModel::askSummaries()
{
    for (const RunOverview& run : m_runs) {
        if (run.summary || !hasSummary(run)) continue;
        m_thread.ask<RunSummary>([folder = m_dataDir, id = run.plan.id, rate = m_rate](const AskThread::Stop&) { return readRunSummary(folder, id, rate); }, this,
            [this, id = run.plan.id, key = keyOf(run)](const Result<RunSummary>& summary) {
                if (!summary) return; // the list shows the run without it
                m_summaries[key] = *summary;
                const auto found = std::ranges::find_if(m_runs, [&](const RunOverview& each) { return each.plan.id == id; });
                if (found == m_runs.end()) return;
                found->summary = *summary;
                const int row = static_cast<int>(found - m_runs.begin());
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            });
    }
}

void EvalRunListModel::retranslate()
{
    if (!m_runs.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const RunOverview* EvalRunListModel::find(const std::string& id) const
{
    const auto found = std::ranges::find_if(m_runs, [&](const RunOverview& run) { return run.plan.id == id; });
    return found == m_runs.end() ? nullptr : &*found;
}

void EvalRunListModel::setProgress(const std::string& id, const gateway::evaluation::RunProgress& progress)
{
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        RunOverview& run = m_runs[i];
        if (run.plan.id != id) continue;
        run.condition = progress.isPaused ? RunCondition::Paused : RunCondition::Running;
        run.done = progress.done;
        run.cost = {progress.spent};
        const int row = static_cast<int>(i);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

int EvalRunListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_runs.size()); }

int EvalRunListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EvalRunListModel::startedAt(const RunOverview& run) const
{
    const Formatter format;
    const QDateTime at = Formatter::local(run.plan.startedAt);
    return at.date() == Formatter::local(m_clock.wallNow()).date() ? format.time(at) : format.shortDay(at.date());
}

QString EvalRunListModel::text(const RunOverview& run, int column) const
{
    switch (column) {
    case Name: return QString::fromStdString(run.plan.name);
    case Targets: return Formatter().exact(static_cast<std::int64_t>(run.plan.targets.size()));
    case Condition: return EvalText::condition(run);
    case Best: return run.summary && !run.summary->best.empty() ? QString::fromStdString(run.summary->best) : Formatter::none();
    case Cost: return EvalText::cost(run.cost, run.isCostWhole);
    case Started: return startedAt(run);
    default: return {};
    }
}

QString EvalRunListModel::secondLine(const RunOverview& run, int column) const
{
    if (column == Name) return QFileInfo(run.plan.datasetPath).completeBaseName();
    if (column == Condition) return EvalText::conditionNote(run);
    if (column == Best && run.summary && !run.summary->best.empty()) return EvalText::number(run.summary->score);
    return {};
}

QVariant EvalRunListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const RunOverview& run = m_runs[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(run, column);
    case SecondLineRole: return secondLine(run, column);
    case StrongRole: return column == Name;
    case FixedFontRole: return column == Best && run.summary && !run.summary->best.empty();
    case StatusRole: return column == Condition ? QVariant(EvalText::status(run.condition)) : QVariant();
    case Qt::TextAlignmentRole: return column == Targets || column >= Cost ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole: return column == Started ? QVariant(Formatter().dateTime(Formatter::local(run.plan.startedAt))) : column == Name ? QVariant(run.plan.datasetPath) : QVariant();
    case Qt::AccessibleTextRole: return EvalText::spoken(text(run, column), secondLine(run, column));
    case IdRole: return QString::fromStdString(run.plan.id);
    default: return {};
    }
}

QVariant EvalRunListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section == Targets || section >= Cost ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Run");
    case Targets: return tr("Targets");
    case Condition: return tr("Result");
    case Best: return tr("Highest score");
    case Cost: return tr("Cost");
    case Started: return tr("Started");
    default: return {};
    }
}

} // namespace ui::models
