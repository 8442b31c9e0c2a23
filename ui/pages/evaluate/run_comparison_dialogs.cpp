#include "run_comparison_dialogs.h"

#include "ui/look/window_size.h"
#include "ui/models/evaluation/eval_pairs_model.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"

#include <utility>

namespace ui::pages {

using models::EvalPairsModel;
using models::EvalRunPair;

namespace {

constexpr int kJudgedWidth = 180;
constexpr int kWidthWithJudge = 1180;

} // namespace

PairsDialog::PairsDialog(std::shared_ptr<const gateway::evaluation::RunResults> results, QWidget* parent) : TableDialog(tr("All pairs"), parent)
{
    setObjectName(QStringLiteral("pairsDialog"));
    table()->setObjectName(QStringLiteral("pairsTable"));
    auto* pairs = new EvalPairsModel(std::move(results), this);
    table()->setModel(pairs);
    QList<int> widths{0, 170, 120, 60, 140, 140, 170};
    if (pairs->columnCount() > EvalPairsModel::Judged) {
        widths += kJudgedWidth;
        resize(look::roomFor(*this, kWidthWithJudge, 0).width(), height());
    }
    table()->setColumns(widths, EvalPairsModel::Name);
    table()->setGivingWay({EvalPairsModel::Corrected, EvalPairsModel::Time, EvalPairsModel::Cost});
    setLine(tr("What each comparison says of its first target, over the rows that both answered. All are corrected together. Cost for 1,000 rows."));
}

RunPairDialog::RunPairDialog(EvalRunPair& pair, QWidget* parent) : TableDialog(tr("Compare two runs"), parent), m_pair(&pair)
{
    setObjectName(QStringLiteral("runPairDialog"));
    table()->setObjectName(QStringLiteral("runPairTable"));
    table()->setModel(m_pair);
    table()->setColumns({0, 140, 140, 130, 180}, EvalRunPair::Name);
    setLine(tr("The runs are being read."));
    connect(m_pair, &EvalRunPair::read, this, &RunPairDialog::settle);
}

RunPairDialog::~RunPairDialog()
{
    if (m_pair) m_pair->close();
}

void RunPairDialog::settle()
{
    if (m_pair->error()) return setLine(models::EvalText::error(*m_pair->error()), true);
    setLine(widgets::breakable(tr("%1 compared with %2", "two runs").arg(m_pair->laterName(), m_pair->earlierName())) + QStringLiteral(". ") + m_pair->note() + QLatin1Char('.'));
    table()->setColumns({0, 140, 140, 130, 180}, EvalRunPair::Name);
}

} // namespace ui::pages
