#pragma once

#include "eval_run_overview.h"

#include "gateway/core/clock.h"
#include "gateway/evaluation/runner/runner.h"
#include "gateway/usage/search/ask_thread.h"

#include <QAbstractTableModel>
#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// The runs of the data folder, the newest first. Main thread; files are read in a thread of its own.
class EvalRunListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Targets, Condition, Best, Cost, Started, ColumnCount };

    /// `clock` must outlive it.
    EvalRunListModel(const QString& dataDir, const gateway::Clock& clock, QObject* parent = nullptr);

    /// For the costs of runs; with the next `refresh()`.
    void setRate(const gateway::config::ExchangeRate& rate);
    /// Reads all runs again; what is shown stays until they are read.
    void refresh();
    /// After a change of the language.
    void retranslate();
    /// Deletes runs; `read()` follows, or `notRemoved()`.
    void remove(const std::vector<std::string>& ids);
    bool isRead() const { return m_isRead; } ///< once
    const std::vector<RunOverview>& runs() const { return m_runs; }
    /// Null: there is no such run.
    const RunOverview* find(const std::string& id) const;
    /// Files that cannot be read.
    const std::vector<gateway::Error>& problems() const { return m_problems; }
    /// How far the run is that is carried out in this process, until the next `refresh()`.
    void setProgress(const std::string& id, const gateway::evaluation::RunProgress& progress);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void read(); ///< the list is up to date
    void notRemoved(const gateway::Error& error);

private:
    void take(RunOverviews found);
    void askSummaries();
    QString text(const RunOverview& run, int column) const;
    QString secondLine(const RunOverview& run, int column) const;
    QString startedAt(const RunOverview& run) const;

    QString m_dataDir;
    gateway::config::ExchangeRate m_rate;
    const gateway::Clock& m_clock;
    std::vector<RunOverview> m_runs;
    std::vector<gateway::Error> m_problems;
    std::map<std::string, RunSummary> m_summaries; ///< by id, condition and number of answers
    bool m_isRead = false;
    gateway::usage::AskThread m_thread;
    gateway::usage::AskThread m_removals; ///< which no `refresh()` forgets
};

} // namespace ui::models
