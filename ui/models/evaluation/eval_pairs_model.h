#pragma once

#include "gateway/evaluation/runs/results.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace ui::models {

/// All pairs of targets of a run with what their comparison says of the first one, and what the judge did. Main thread.
class EvalPairsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Against, Difference, Corrected, Cost, Time, Verdict, Judged, ColumnCount }; ///< `Judged` only if pairs were judged

    explicit EvalPairsModel(std::shared_ptr<const gateway::evaluation::RunResults> results, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// At least one of both is known.
    struct Pair {
        const gateway::evaluation::ComparisonResult* compared = nullptr; ///< null: no row has a score of both
        const gateway::evaluation::JudgedPair* judged = nullptr; ///< null: the judge was not asked
        std::size_t a() const { return compared ? compared->score.a : judged->a; }
        std::size_t b() const { return compared ? compared->score.b : judged->b; }
    };
    QString nameOf(std::size_t target) const;
    QString text(const Pair& pair, int column) const;
    QString secondLine(const Pair& pair, int column) const;

    std::shared_ptr<const gateway::evaluation::RunResults> m_results; ///< never null
    std::vector<Pair> m_pairs;
};

} // namespace ui::models
