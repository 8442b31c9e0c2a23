#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

namespace ui::pages {

/// Something of the settings that fits what is typed.
struct FoundSetting {
    QString name;
    QString sentence; ///< may be empty
    QString room;     ///< its id
    QString pattern;  ///< of a field of the configuration; empty: it is none
    QPointer<QWidget> part; ///< of a heading, an action or a row that is no field; null: it is a row of fields, or the room itself
};

/// Finds rooms of the settings, fields of the configuration, and what else stands in a room: headings, actions, rows. By what
/// people call them, by the sentence beside them, by their rooms, and fields by their names in the file. Main thread.
class SettingsSearch {
    Q_DECLARE_TR_FUNCTIONS(ui::pages::SettingsPage)
public:
    /// `widget` gives the room, which it may make; it is asked when something is searched for.
    void addRoom(const QString& id, std::function<QWidget&()> widget) { m_rooms.push_back({id, std::move(widget)}); }

    /// All words of `typed` have to fit. What has them in its name comes first, rooms before others.
    std::vector<FoundSetting> find(const QString& typed) const;
    /// Brings `part` of a room that is shown into sight, and the focus to it.
    static void show(QWidget& part);

    static QString roomName(const QString& id);
    /// What is in it.
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
