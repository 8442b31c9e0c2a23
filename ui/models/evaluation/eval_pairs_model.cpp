#include "eval_pairs_model.h"

#include "eval_text.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <utility>

namespace ui::models {

using namespace gateway::evaluation;

EvalPairsModel::EvalPairsModel(std::shared_ptr<const RunResults> results, QObject* parent) : QAbstractTableModel(parent), m_results(std::move(results)) { }

QString EvalPairsModel::nameOf(std::size_t target) const { return QString::fromStdString(m_results->targets[target].name); }

int EvalPairsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_results->comparisons.size()); }

int EvalPairsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EvalPairsModel::text(const Pair& pair, int column) const
{
    switch (column) {
    case Name: return nameOf(pair.score.a);
    case Against: return nameOf(pair.score.b);
    case Difference: return EvalText::difference(pair.score.seen.difference);
    case Corrected: return EvalText::probability(pair.score.pCorrected);
    case Cost: return pair.cost ? EvalText::costDifference(pair.cost->difference, m_results->plan.currency) : Formatter::none();
    case Time: return pair.latency ? EvalText::timeDifference(pair.latency->difference) : Formatter::none();
    case Verdict: return EvalText::verdictWord(pair.score);
    default: return {};
    }
}

QString EvalPairsModel::secondLine(const Pair& pair, int column) const
{
    switch (column) {
    case Difference: return EvalText::differenceInterval(pair.score.seen.interval);
    case Cost: return pair.cost && pair.cost->interval ? EvalText::costInterval(*pair.cost->interval, m_results->plan.currency) : QString();
    case Time: return pair.latency && pair.latency->interval ? EvalText::timeInterval(*pair.latency->interval) : QString();
    case Verdict: return EvalText::verdictNote(pair.score);
    default: return {};
    }
}

QVariant EvalPairsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Pair& pair = m_results->comparisons[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(pair, column);
    case SecondLineRole: return secondLine(pair, column);
    case FixedFontRole: return column == Name || column == Against;
    case StrongRole: return column == Difference;
    case StatusRole: return column == Verdict ? QVariant(EvalText::verdictStatus(pair.score)) : QVariant();
    case Qt::TextAlignmentRole: return column >= Difference && column <= Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole: return EvalText::spoken(text(pair, column), secondLine(pair, column));
    case IdRole: return nameOf(pair.score.a) + QLatin1Char('\n') + nameOf(pair.score.b);
    default: return {};
    }
}

QVariant EvalPairsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section >= Difference && section <= Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role == Qt::ToolTipRole) return section == Corrected ? QVariant(tr("corrected for the number of pairs")) : section == Cost ? QVariant(tr("for 1,000 rows")) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Target");
    case Against: return tr("Against");
    case Difference: return tr("Difference");
    case Corrected: return tr("p");
    case Cost: return tr("Cost");
    case Time: return tr("Time");
    case Verdict: return tr("Verdict");
    default: return {};
    }
}

} // namespace ui::models
