#pragma once

#include "gateway/evaluation/runs/results.h"
#include "gateway/usage/search/ask_thread.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Two runs target by target: the scores, costs and times of both, and whether the difference is more than chance. Main
/// thread; the runs are read in a thread of its own.
class EvalRunPair final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Later, Earlier, Difference, Verdict, ColumnCount };

    explicit EvalRunPair(const QString& dataDir, QObject* parent = nullptr);

    /// Reads both runs. Differences are `later` - `earlier`. `rate`: to convert costs.
    void open(const std::string& later, const std::string& earlier, const gateway::config::ExchangeRate& rate);
    /// Forgets both; does not wait for what is being read.
    void close();
    bool isReading() const { return m_isReading; }
    const std::optional<gateway::Error>& error() const { return m_error; }
    /// Empty: not read yet.
    const std::optional<gateway::evaluation::BaselineComparison>& comparison() const { return m_comparison; }
    QString laterName() const;
    QString earlierName() const;
    /// How many rows of both datasets are the same, and what else concerns all targets.
    QString note() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void read();

private:
    using Results = gateway::evaluation::RunResults;
    /// A target of one of the runs, or of both, by its place there.
    struct Row {
        QString name;
        std::optional<std::size_t> later;
        std::optional<std::size_t> earlier;
        std::optional<gateway::evaluation::statistics::Comparison> comparison;
    };
    struct Answer {
        Results later;
        Results earlier;
        gateway::evaluation::BaselineComparison comparison;
    };
    void take(Answer answer);
    QString text(const Row& row, int column) const;
    QString secondLine(const Row& row, int column) const;
    const gateway::evaluation::TargetResult* target(const Row& row, int column) const;

    QString m_dataDir;
    bool m_isReading = false;
    std::optional<gateway::Error> m_error;
    std::optional<Results> m_later;
    std::optional<Results> m_earlier;
    std::optional<gateway::evaluation::BaselineComparison> m_comparison;
    std::vector<Row> m_rows;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
