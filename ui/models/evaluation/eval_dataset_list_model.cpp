#include "eval_dataset_list_model.h"

#include "eval_text.h"

#include "gateway/evaluation/datasets/own_datasets.h"
#include "gateway/evaluation/datasets/shipped_datasets.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/words/sentence_words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace ui::models {

using gateway::Result;
using gateway::evaluation::Dataset;
using gateway::evaluation::OwnDataset;
using gateway::usage::AskThread;

EvalDatasetListModel::EvalDatasetListModel(const QString& dataDir, QObject* parent) : QAbstractTableModel(parent), m_thread(QStringLiteral("datasets"))
{
    for (const auto& shipped : gateway::evaluation::shippedDatasets()) {
        EvalDatasetEntry entry;
        entry.path = shipped.path;
        entry.name = QString::fromStdString(shipped.name);
        entry.description = shipped.description;
        append(std::move(entry));
    }
    if (dataDir.isEmpty()) return;
    m_thread.ask<std::vector<OwnDataset>>([dataDir](const AskThread::Stop&) { return Result<std::vector<OwnDataset>>(gateway::evaluation::ownDatasets(dataDir)); }, this,
        [this](const Result<std::vector<OwnDataset>>& datasets) {
            for (const OwnDataset& dataset : *datasets) add(dataset.path);
        });
}

void EvalDatasetListModel::append(EvalDatasetEntry entry)
{
    const int row = rowCount();
    const QString path = entry.path;
    beginInsertRows({}, row, row);
    m_entries.push_back(std::move(entry));
    endInsertRows();
    read(path);
}

void EvalDatasetListModel::read(const QString& path)
{
    m_thread.ask<Dataset>([path](const AskThread::Stop&) { return Dataset::open(path); }, this, [this, path](const Result<Dataset>& dataset) {
        const int row = rowOf(path);
        if (row < 0) return;
        EvalDatasetEntry& entry = m_entries[static_cast<std::size_t>(row)];
        entry.problem.reset();
        entry.error.reset();
        if (dataset) {
            entry.rows = dataset->rowCount();
            entry.brokenRows = dataset->brokenRowCount();
            if (!dataset->problems().empty()) entry.problem = dataset->problems().front();
        } else {
            entry.error = dataset.error();
        }
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        Q_EMIT changed();
    });
}

void EvalDatasetListModel::setRuns(const std::vector<RunOverview>& runs)
{
    for (EvalDatasetEntry& entry : m_entries) entry.runs = 0;
    for (const RunOverview& run : runs) {
        const QString& path = run.plan.datasetPath;
        if (run.hasDataset) add(path);
        if (const int row = rowOf(path); row >= 0) ++m_entries[static_cast<std::size_t>(row)].runs;
    }
    retranslate();
    Q_EMIT changed();
}

void EvalDatasetListModel::add(const QString& path)
{
    const QFileInfo file(path);
    const QString whole = file.absoluteFilePath();
    if (rowOf(whole) >= 0) return;
    EvalDatasetEntry entry;
    entry.path = whole;
    entry.name = file.completeBaseName();
    append(std::move(entry));
}

void EvalDatasetListModel::readAgain(const QString& path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    if (rowOf(whole) < 0) add(path);
    else read(whole);
}

void EvalDatasetListModel::retranslate()
{
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int EvalDatasetListModel::rowOf(const QString& path) const
{
    const auto found = std::ranges::find(m_entries, path, &EvalDatasetEntry::path);
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int EvalDatasetListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }

int EvalDatasetListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EvalDatasetListModel::text(const EvalDatasetEntry& entry, int column) const
{
    const Formatter format;
    switch (column) {
    case Name: return entry.name;
    case Rows: return entry.rows ? format.exact(static_cast<std::int64_t>(*entry.rows)) : Formatter::none();
    case Runs: return entry.runs > 0 ? format.exact(static_cast<std::int64_t>(entry.runs)) : Formatter::none();
    default: return {};
    }
}

QString EvalDatasetListModel::note(const EvalDatasetEntry& entry) const
{
    if (entry.error) return EvalText::error(*entry.error);
    if (entry.problem) return EvalText::problem(*entry.problem);
    if (!entry.description.isEmpty()) return tr("built in · %1").arg(words::SentenceWords::of(entry.description));
    return QDir::toNativeSeparators(entry.path);
}

QVariant EvalDatasetListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const EvalDatasetEntry& entry = m_entries[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(entry, column);
    case SecondLineRole: return column == Name ? note(entry) : QString();
    case StrongRole: return column == Name;
    case StatusRole: return column == Name && (entry.error || entry.problem) ? QVariant(QStringLiteral("error")) : QVariant();
    case Qt::TextAlignmentRole: return column == Name ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::ToolTipRole: return column == Name ? QVariant(note(entry)) : QVariant();
    case Qt::AccessibleTextRole: return column == Name ? entry.name + QStringLiteral(", ") + note(entry) : text(entry, column);
    case IdRole: return entry.path;
    default: return {};
    }
}

QVariant EvalDatasetListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section == Name ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Dataset");
    case Rows: return tr("Rows");
    case Runs: return tr("Runs");
    default: return {};
    }
}

} // namespace ui::models
