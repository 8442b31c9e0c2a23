#pragma once

#include "gateway/host/log/log_line.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QString>
#include <QStringList>

#include <deque>
#include <vector>

namespace ui::models {

/// The last lines of the application log, oldest first, at most `kMost`. Main thread.
class LogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Room, Text, ColumnCount };
    static constexpr std::size_t kMost = 5000;

    explicit LogModel(QObject* parent = nullptr);

    void setLines(const std::vector<gateway::host::LogLine>& lines);
    void append(const std::vector<gateway::host::LogLine>& lines);
    const gateway::host::LogLine& line(int row) const;
    /// Categories with lines, sorted: "gateway.exchange" ...
    QStringList rooms() const { return m_rooms; }
    /// In the format of the file, for the clipboard: time, level, category, text.
    QString lineText(int row) const;
    static QString levelText(int level);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void roomsChanged();

private:
    void noteRooms(const std::vector<gateway::host::LogLine>& lines);

    std::deque<gateway::host::LogLine> m_lines;
    QStringList m_rooms;
};

/// The lines of a `LogModel` with a minimum level, in a category, with a text.
class LogFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit LogFilter(LogModel& lines, QObject* parent = nullptr);

    void setLevel(int least);          ///< 0 debug to 3 error
    void setRoom(const QString& room); ///< empty: all
    void setText(const QString& text); ///< ignores case; empty: all
    bool isFiltering() const { return m_level > 0 || !m_room.empty() || !m_text.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LogModel& m_model;
    int m_level = 0;
    std::string m_room;
    QString m_text;
};

} // namespace ui::models
