#pragma once

#include "compared_row.h"

#include "gateway/usage/search/ask_thread.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// The rows of a run, side by side for two of its targets, with people's ratings. Rows are read in blocks when they are
/// looked at, in a thread of its own; of a run of any size only some blocks are in memory. Main thread.
class ComparedRowsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Verdict = gateway::evaluation::HumanRating::Verdict;
    enum class Shown : std::uint8_t { All, Differing, NotRated };

    /// What is shown. A value.
    struct Choice {
        std::string run;
        std::size_t a = 0; ///< targets, a < b
        std::size_t b = 1;
        Shown shown = Shown::All;
        std::string tag; ///< empty: any
    };
    static constexpr int kBlock = 100;     ///< rows
    static constexpr std::size_t kMostBlocks = 30; ///< in memory

    explicit ComparedRowsModel(const QString& dataDir, QObject* parent = nullptr);
    /// Writes what has not been written yet.
    ~ComparedRowsModel() override;

    /// Shows these rows once they are known; until then there are none.
    void open(const Choice& choice);
    const Choice& choice() const { return m_choice; }
    bool isReading() const { return m_isReading; }
    /// How many blocks are in memory, and how many have been read since `open()`.
    std::size_t blockCount() const { return m_blocks.size(); }
    std::size_t readCount() const { return m_readCount; }
    const std::optional<gateway::Error>& error() const { return m_error; }
    void retranslate();

    /// The row at `place` with its answers, when it is there; only the last question is answered, by `detailRead()`.
    void readDetail(int place);
    const std::optional<ComparedRow>& detail() const { return m_detail; }
    int detailPlace() const { return m_detailPlace; }

    std::optional<Verdict> rating(int place) const;
    std::size_t ratingCount() const { return m_ratings.size(); }
    /// Keeps the rating in the run's file.
    void rate(int place, Verdict verdict);
    /// Restores what the last `rate()` changed, and returns its place; -1: there is nothing to undo.
    int undoRating();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    static QString ratingText(std::optional<Verdict> verdict, const QString& a, const QString& b);
    void setNames(const QString& a, const QString& b);

Q_SIGNALS:
    void opened();
    void detailRead();
    void rated();

private:
    struct Opened;
    using File = std::shared_ptr<std::optional<gateway::evaluation::RunFile>>; // used in the worker only
    /// A change of a rating that may not be in the file yet.
    struct Unwritten {
        File file;
        std::size_t row = 0;
        std::size_t a = 0;
        std::size_t b = 0;
        std::optional<Verdict> verdict; ///< empty: removed
    };
    static gateway::Result<void> write(const Unwritten& change);
    std::size_t rowAt(int place) const;
    const gateway::evaluation::RunFile::RowFacts* facts(int place) const;
    void readBlock(int block);
    void keep(std::size_t row, std::optional<Verdict> verdict);
    void writeLater(int number);
    void touch(int place);

    QString m_dataDir;
    Choice m_choice;
    QString m_nameA;
    QString m_nameB;
    File m_file;
    bool m_isReading = false;
    std::optional<gateway::Error> m_error;
    std::size_t m_rowCount = 0;
    std::optional<std::vector<std::uint32_t>> m_chosen; ///< empty: all rows
    std::map<std::size_t, Verdict> m_ratings; ///< by row
    struct Step {
        int place = 0;
        std::optional<Verdict> before;
    };
    std::vector<Step> m_steps;
    std::map<int, Unwritten> m_unwritten; ///< by number, in order
    int m_lastUnwritten = 0;
    std::optional<ComparedRow> m_detail;
    int m_detailPlace = -1;
    int m_wantedPlace = -1;
    std::map<int, std::vector<gateway::evaluation::RunFile::RowFacts>> m_blocks;
    mutable std::list<int> m_recent; ///< blocks, the last one used first
    std::vector<int> m_askedBlocks;
    std::size_t m_readCount = 0;
    std::unique_ptr<gateway::usage::AskThread> m_thread; ///< never null
};

} // namespace ui::models
