#pragma once

#include "gateway/evaluation/runs/results.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ui::models {

/// An interval of a score as it is drawn: all in parts of the axis, 0 to 1.
struct ScoreBar {
    double low = 0;
    double score = 0;
    double high = 0;
    int series = 0;             ///< of the palette
    std::vector<double> ticks;  ///< where the axis has lines
};

/// The targets of a run with what their answers come to, in the order of their scores. Main thread.
class EvalMatrixModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Score, Interval, Cost, Latency, Failed, Verdict, ColumnCount };

    explicit EvalMatrixModel(QObject* parent = nullptr);

    /// Null: none. Verdicts are against the target at `base`; empty: the one with the highest score.
    void set(std::shared_ptr<const gateway::evaluation::RunResults> results, std::optional<std::size_t> base);
    void retranslate();
    /// Place in `RunResults::targets` of a row.
    std::size_t target(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    std::optional<std::size_t> base() const { return m_base; }
    /// Empty: the target has no score.
    std::optional<ScoreBar> bar(int row) const;
    /// The numbers of the bars' axis, and where they are, in parts of it.
    std::vector<std::pair<double, QString>> axis() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// The series of a target's colour, in table and chart.
    static int series(std::size_t target);

private:
    QString text(std::size_t target, int column) const;
    QString verdict(std::size_t target) const;
    QString verdictStatus(std::size_t target) const;

    std::shared_ptr<const gateway::evaluation::RunResults> m_results;
    std::vector<std::size_t> m_order;
    std::optional<std::size_t> m_base;
};

/// The scores of each target by tag. Main thread.
class EvalTagModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit EvalTagModel(QObject* parent = nullptr);

    /// Null: none.
    void set(std::shared_ptr<const gateway::evaluation::RunResults> results);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override; ///< tags
    int columnCount(const QModelIndex& parent = {}) const override; ///< tag, rows, then the targets
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Tag {
        std::string name;
        std::size_t rows = 0;
        std::vector<std::optional<double>> scores; ///< by target
        double best = 0;
    };
    std::shared_ptr<const gateway::evaluation::RunResults> m_results;
    QStringList m_names; ///< of the targets, as short as possible
    std::vector<Tag> m_tags;
};

} // namespace ui::models
