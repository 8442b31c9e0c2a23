#include "eval_run_pair.h"

#include "eval_text.h"

#include "gateway/evaluation/runs/run_file.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace ui::models {

using namespace gateway::evaluation;
using gateway::Result;
using gateway::usage::AskThread;

EvalRunPair::EvalRunPair(const QString& dataDir, QObject* parent) : QAbstractTableModel(parent), m_dataDir(dataDir), m_thread(QStringLiteral("two runs")) { }

void EvalRunPair::open(const std::string& later, const std::string& earlier, const gateway::config::ExchangeRate& rate)
{
    close();
    m_isReading = true;
    const auto job = [folder = m_dataDir, later, earlier, rate](const AskThread::Stop& stop) -> Result<Answer> {
        auto first = RunFile::open(RunFile::fileIn(folder, later), RunFile::Access::Read);
        if (!first) return gateway::failure(first.error());
        auto second = RunFile::open(RunFile::fileIn(folder, earlier), RunFile::Access::Read);
        if (!second) return gateway::failure(second.error());
        Answer answer;
        for (const auto& [run, results] : {std::pair(&*first, &answer.later), std::pair(&*second, &answer.earlier)}) {
            auto shown = resultsOf(*run, rate);
            if (!shown) return gateway::failure(shown.error());
            *results = std::move(*shown);
            if (stop.isAsked()) return answer; // nobody waits for it
        }
        auto compared = compareRuns(*first, *second);
        if (!compared) return gateway::failure(compared.error());
        answer.comparison = std::move(*compared);
        return answer;
    };
    m_thread.ask<Answer>(job, this, [this](Result<Answer> answer) {
        m_isReading = false;
        if (answer) take(std::move(*answer));
        else m_error = answer.error();
        Q_EMIT read();
    });
}

void EvalRunPair::close()
{
    m_thread.forget();
    beginResetModel();
    m_isReading = false;
    m_error.reset();
    m_later.reset();
    m_earlier.reset();
    m_comparison.reset();
    m_rows.clear();
    endResetModel();
}

void EvalRunPair::take(Answer answer)
{
    beginResetModel();
    m_later = std::move(answer.later);
    m_earlier = std::move(answer.earlier);
    m_comparison = std::move(answer.comparison);
    m_rows.clear();
    for (std::size_t i = 0; i < m_later->targets.size(); ++i) m_rows.push_back({QString::fromStdString(m_later->targets[i].name), i, std::nullopt, std::nullopt});
    for (std::size_t i = 0; i < m_earlier->targets.size(); ++i) {
        const QString name = QString::fromStdString(m_earlier->targets[i].name);
        const auto known = std::ranges::find(m_rows, name, &Row::name);
        if (known != m_rows.end()) known->earlier = i;
        else m_rows.push_back({name, std::nullopt, i, std::nullopt});
    }
    for (const BaselineTarget& each : m_comparison->targets)
        if (const auto row = std::ranges::find(m_rows, QString::fromStdString(each.name), &Row::name); row != m_rows.end()) row->comparison = each.score;
    // What can be compared comes first.
    std::stable_partition(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.later && row.earlier; });
    endResetModel();
}

QString EvalRunPair::laterName() const { return m_later ? QString::fromStdString(m_later->plan.name) : QString(); }

QString EvalRunPair::earlierName() const { return m_earlier ? QString::fromStdString(m_earlier->plan.name) : QString(); }

QString EvalRunPair::note() const
{
    if (!m_comparison) return {};
    const auto rows = static_cast<std::int64_t>(m_comparison->commonRows);
    QStringList notes;
    notes += m_comparison->isSameDataset ? tr("The same dataset, %1 row(s)", nullptr, Formatter::plural(rows)).arg(Formatter().exact(rows))
                                         : tr("Different datasets, %1 row(s) in common", nullptr, Formatter::plural(rows)).arg(Formatter().exact(rows));
    if (!m_comparison->hasVerdicts) notes += tr("verdicts follow when both runs have ended");
    return notes.join(QStringLiteral(", "));
}

const TargetResult* EvalRunPair::target(const Row& row, int column) const
{
    if (column == Later && row.later) return &m_later->targets[*row.later];
    if (column == Earlier && row.earlier) return &m_earlier->targets[*row.earlier];
    return nullptr;
}

QString EvalRunPair::text(const Row& row, int column) const
{
    switch (column) {
    case Name: return row.name;
    case Later:
    case Earlier: {
        const TargetResult* const result = target(row, column);
        if (!result || !result->score) return Formatter::none();
        return EvalText::number(result->score->score);
    }
    case Difference: return row.comparison ? EvalText::difference(row.comparison->seen.difference) : Formatter::none();
    case Verdict:
        if (row.comparison) return EvalText::verdictWord(*row.comparison);
        if (!row.earlier) return tr("only in %1", "a run").arg(laterName());
        if (!row.later) return tr("only in %1", "a run").arg(earlierName());
        return m_comparison->hasVerdicts ? tr("no scored rows in common") : Formatter::none();
    default: return {};
    }
}

QString EvalRunPair::secondLine(const Row& row, int column) const
{
    if (const TargetResult* const result = target(row, column)) return EvalText::costPerThousand(*result) + QStringLiteral(" · ") + EvalText::latency(result->p50);
    if (!row.comparison) return {};
    if (column == Difference) return EvalText::differenceInterval(row.comparison->seen.interval);
    return column == Verdict ? EvalText::verdictNote(*row.comparison) : QString();
}

int EvalRunPair::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int EvalRunPair::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EvalRunPair::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case SecondLineRole: return secondLine(row, column);
    case FixedFontRole: return column == Name;
    case StrongRole: return column == Later || column == Earlier;
    case StatusRole: return column == Verdict && row.comparison ? QVariant(EvalText::verdictStatus(*row.comparison)) : QVariant();
    case Qt::TextAlignmentRole: return column >= Later && column <= Difference ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole: return column == Later || column == Earlier ? QVariant(tr("score, cost per 1,000 rows, median time")) : QVariant();
    case Qt::AccessibleTextRole: return EvalText::spoken(text(row, column), secondLine(row, column));
    case IdRole: return row.name;
    default: return {};
    }
}

QVariant EvalRunPair::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section >= Later && section <= Difference ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role == Qt::ToolTipRole) return section == Later ? QVariant(laterName()) : section == Earlier ? QVariant(earlierName()) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Target");
    case Later: return laterName();
    case Earlier: return earlierName();
    case Difference: return tr("Difference");
    case Verdict: return tr("Verdict");
    default: return {};
    }
}

} // namespace ui::models
