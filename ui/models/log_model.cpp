#include "log_model.h"

#include "formatter.h"
#include "roles.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace ui::models {

using gateway::host::LogLine;

namespace {

constexpr std::array kLevels{"debug", "info", "warning", "error"}; ///< as in the file
constexpr int kWarning = 2;
constexpr int kError = 3;

QString fileTime(gateway::WallTime at) { return Formatter::local(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")); }

/// The end of an exchange's id differs between exchanges; the whole id would take the room of the message.
QString withShortIds(QString text)
{
    static const QRegularExpression id(QStringLiteral("\\b[0-7][0-9A-HJKMNP-TV-Z]{19}([0-9A-HJKMNP-TV-Z]{6})\\b"));
    return text.replace(id, QStringLiteral("…\\1"));
}

} // namespace

LogModel::LogModel(QObject* parent) : QAbstractTableModel(parent) { }

void LogModel::noteRooms(const std::vector<LogLine>& lines)
{
    bool isNew = false;
    for (const LogLine& line : lines) {
        const QString room = QString::fromStdString(line.room);
        const auto place = std::lower_bound(m_rooms.begin(), m_rooms.end(), room);
        if (room.isEmpty() || (place != m_rooms.end() && *place == room)) continue;
        m_rooms.insert(place, room);
        isNew = true;
    }
    if (isNew) Q_EMIT roomsChanged();
}

void LogModel::setLines(const std::vector<LogLine>& lines)
{
    beginResetModel();
    const std::size_t skipped = lines.size() > kMost ? lines.size() - kMost : 0;
    m_lines.assign(lines.begin() + static_cast<std::ptrdiff_t>(skipped), lines.end());
    endResetModel();
    noteRooms(lines);
}

void LogModel::append(const std::vector<LogLine>& lines)
{
    if (lines.empty()) return;
    if (lines.size() >= kMost) {
        setLines(lines);
        return;
    }
    if (m_lines.size() + lines.size() > kMost) {
        const auto surplus = static_cast<std::ptrdiff_t>(m_lines.size() + lines.size() - kMost);
        beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + surplus);
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    endInsertRows();
    noteRooms(lines);
}

const LogLine& LogModel::line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

QString LogModel::levelText(int level)
{
    switch (level) {
    case 0: return tr("Debug");
    case 1: return tr("Info");
    case kWarning: return tr("Warning");
    default: return tr("Error");
    }
}

QString LogModel::lineText(int row) const
{
    const LogLine& shown = line(row);
    const auto level = static_cast<std::size_t>(std::clamp(shown.level, 0, kError));
    return QStringLiteral("%1 %2 %3 %4")
        .arg(fileTime(shown.at), QLatin1String(kLevels[level]), QString::fromStdString(shown.room), QString::fromStdString(shown.text));
}

int LogModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }

int LogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LogLine& shown = line(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Time: return Formatter().time(Formatter::local(shown.at));
        case Level: return levelText(shown.level);
        case Room: return QString::fromStdString(shown.room);
        case Text: return withShortIds(QString::fromStdString(shown.text));
        default: return {};
        }
    case RawRole:
        if (column == Text) return QString::fromStdString(shown.text);
        return column == Time ? QVariant(fileTime(shown.at)) : data(index, Qt::DisplayRole);
    case StatusRole:
        if (column != Level) return {};
        return shown.level >= kError ? QStringLiteral("error") : shown.level == kWarning ? QStringLiteral("warn") : QStringLiteral("idle");
    case ToneRole: return column == Time || column == Room ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case FixedFontRole: return column == Text ? QVariant(true) : QVariant();
    case Qt::ToolTipRole: return column == Text ? QVariant(QString::fromStdString(shown.text)) : QVariant();
    default: return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Time: return tr("Time");
    case Level: return tr("Level");
    case Room: return tr("Category");
    case Text: return tr("Message");
    default: return {};
    }
}

LogFilter::LogFilter(LogModel& lines, QObject* parent) : QSortFilterProxyModel(parent), m_model(lines)
{
    setSourceModel(&lines);
}

void LogFilter::setLevel(int least)
{
    m_level = least;
    invalidateRowsFilter();
}

void LogFilter::setRoom(const QString& room)
{
    m_room = room.toStdString();
    invalidateRowsFilter();
}

void LogFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateRowsFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const LogLine& line = m_model.line(row);
    return line.level >= m_level && (m_room.empty() || line.room == m_room)
        && (m_text.isEmpty() || QString::fromStdString(line.text).contains(m_text, Qt::CaseInsensitive));
}

} // namespace ui::models
