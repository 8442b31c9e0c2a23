#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

namespace ui::pages {

/// A search result in the settings.
struct FoundSetting {
    QString name;
    QString sentence; ///< may be empty
    QString room;     ///< id
    QString pattern;  ///< pattern of a configuration field; empty: not a field
    QPointer<QWidget> part; ///< a heading, an action or a row without a field; null: a row with a field, or the room itself
};

/// Searches rooms of the settings, configuration fields, and other parts of rooms: headings, actions, rows. Matches
/// their display names, descriptions and rooms, and the names of fields in the file. Main thread.
class SettingsSearch {
    Q_DECLARE_TR_FUNCTIONS(ui::pages::SettingsPage)
public:
    /// `widget` returns the room, creating it if necessary; called when a search runs.
    void addRoom(const QString& id, std::function<QWidget&()> widget) { m_rooms.push_back({id, std::move(widget)}); }

    /// All words of `typed` must match. Matches in names come first, rooms before others.
    std::vector<FoundSetting> find(const QString& typed) const;
    /// Scrolls to `part` of a shown room and focuses it.
    static void show(QWidget& part);

    static QString roomName(const QString& id);
    /// Description of the room's content.
    static QString roomSentence(const QString& id);

private:
    struct Room {
        QString id;
        std::function<QWidget&()> widget;
    };
    static void addParts(std::vector<FoundSetting>& all, const Room& room);

    std::vector<Room> m_rooms;
};

} // namespace ui::pages
