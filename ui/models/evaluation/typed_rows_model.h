#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// A row of a dataset as it is typed in the window. A value.
struct TypedRow {
    enum class Check { Contains, Equals, Number, Regex, Judge };

    QString question;
    QString expected; ///< text, number, expression, or the reference for a judge
    Check check = Check::Contains;
    QStringList tags;

    bool operator==(const TypedRow&) const = default;
};

/// The rows of a dataset that is being typed. Main thread.
class TypedRowsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Question, Expected, Check, Tags, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Adds a row, or replaces the one at `place` (from 0). Returns what is wrong with it, as a sentence; empty: done.
    QString put(const TypedRow& row, std::optional<int> place = {});
    void remove(int place);
    const std::vector<TypedRow>& rows() const { return m_rows; }
    /// As JSON Lines.
    std::string text() const;

    /// What it is called in the window.
    static QString nameOf(TypedRow::Check check);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<TypedRow> m_rows;
};

} // namespace ui::models
