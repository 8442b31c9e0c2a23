#pragma once

#include "eval_run_overview.h"

#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/usage/search/ask_thread.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace ui::models {

/// A dataset that can be chosen.
struct EvalDatasetEntry {
    QString path;
    QString name;
    gateway::Sentence description; ///< of one that comes with the program; otherwise empty
    std::optional<std::size_t> rows; ///< valid ones; empty: not read yet, or unreadable
    std::size_t brokenRows = 0;
    std::optional<gateway::evaluation::RowProblem> problem; ///< the first one
    std::optional<gateway::Error> error; ///< the file cannot be read as a whole
    std::size_t runs = 0;
};

/// The datasets that come with the program, those of the data folder, those of its runs, and those that were added since the
/// program started. Main thread; files are read in a thread of its own.
class EvalDatasetListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Rows, Runs, ColumnCount };

    /// `dataDir`: whose own datasets are listed as well; empty: none.
    explicit EvalDatasetListModel(const QString& dataDir = {}, QObject* parent = nullptr);

    /// Counts runs, and adds their datasets as far as the files are there.
    void setRuns(const std::vector<RunOverview>& runs);
    /// Adds a file, unless it is there already.
    void add(const QString& path);
    /// Adds a file, or reads it again after it was written.
    void readAgain(const QString& path);
    void retranslate();
    const std::vector<EvalDatasetEntry>& entries() const { return m_entries; }
    /// -1: none.
    int rowOf(const QString& path) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();

private:
    void append(EvalDatasetEntry entry);
    void read(const QString& path);
    QString text(const EvalDatasetEntry& entry, int column) const;
    QString note(const EvalDatasetEntry& entry) const;

    std::vector<EvalDatasetEntry> m_entries;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
