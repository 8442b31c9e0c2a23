#include "eval_pairs_model.h"

#include "eval_text.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace ui::models {

using namespace gateway::evaluation;

EvalPairsModel::EvalPairsModel(std::shared_ptr<const RunResults> results, QObject* parent) : QAbstractTableModel(parent), m_results(std::move(results))
{
    for (const ComparisonResult& comparison : m_results->comparisons) m_pairs.push_back({&comparison, nullptr});
    for (const JudgedPair& judged : m_results->pairs) {
        const auto compared = std::ranges::find_if(m_pairs, [&judged](const Pair& pair) { return pair.a() == judged.a && pair.b() == judged.b; });
        if (compared == m_pairs.end()) m_pairs.push_back({nullptr, &judged});
        else compared->judged = &judged;
    }
}

QString EvalPairsModel::nameOf(std::size_t target) const { return QString::fromStdString(m_results->targets[target].name); }

int EvalPairsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_pairs.size()); }

int EvalPairsModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid()) return 0;
    return m_results->pairs.empty() ? int(Judged) : int(ColumnCount);
}

QString EvalPairsModel::text(const Pair& pair, int column) const
{
    switch (column) {
    case Name: return nameOf(pair.a());
    case Against: return nameOf(pair.b());
    case Judged: return pair.judged ? EvalText::judged(*pair.judged) : Formatter::none();
    default: break;
    }
    if (!pair.compared) return Formatter::none();
    const ComparisonResult& compared = *pair.compared;
    switch (column) {
    case Difference: return EvalText::difference(compared.score.seen.difference);
    case Corrected: return EvalText::probability(compared.score.pCorrected);
    case Cost: return compared.cost ? EvalText::costDifference(compared.cost->difference, m_results->plan.currency) : Formatter::none();
    case Time: return compared.latency ? EvalText::timeDifference(compared.latency->difference) : Formatter::none();
    case Verdict: return EvalText::verdictWord(compared.score);
    default: return {};
    }
}

QString EvalPairsModel::secondLine(const Pair& pair, int column) const
{
    if (column == Judged) return pair.judged ? EvalText::judgedNote(*pair.judged) : QString();
    if (!pair.compared) return {};
    const ComparisonResult& compared = *pair.compared;
    switch (column) {
    case Difference: return EvalText::differenceInterval(compared.score.seen.interval);
    case Cost: return compared.cost && compared.cost->interval ? EvalText::costInterval(*compared.cost->interval, m_results->plan.currency) : QString();
    case Time: return compared.latency && compared.latency->interval ? EvalText::timeInterval(*compared.latency->interval) : QString();
    case Verdict: return EvalText::verdictNote(compared.score);
    default: return {};
    }
}

QVariant EvalPairsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Pair& pair = m_pairs[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(pair, column);
    case SecondLineRole: return secondLine(pair, column);
    case FixedFontRole: return column == Name || column == Against;
    case StrongRole: return column == Difference;
    case StatusRole: return column == Verdict && pair.compared ? QVariant(EvalText::verdictStatus(pair.compared->score)) : QVariant();
    case Qt::TextAlignmentRole: return column >= Difference && column <= Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole: return EvalText::spoken(text(pair, column), secondLine(pair, column));
    case IdRole: return nameOf(pair.a()) + QLatin1Char('\n') + nameOf(pair.b());
    default: return {};
    }
}

QVariant EvalPairsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section >= Difference && section <= Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (section == Corrected) return tr("corrected for the number of pairs");
        if (section == Judged) return tr("rows on which the judge preferred the first target, and the second one");
        return section == Cost ? QVariant(tr("for 1,000 rows")) : QVariant();
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Target");
    case Against: return tr("Against");
    case Difference: return tr("Difference");
    case Corrected: return tr("p");
    case Cost: return tr("Cost");
    case Time: return tr("Time");
    case Verdict: return tr("Verdict");
    case Judged: return tr("Judge");
    default: return {};
    }
}

} // namespace ui::models
