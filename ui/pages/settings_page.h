#pragma once

#include "settings_search.h"

#include "ui/models/autostart.h"
#include "ui/models/gateway_parts.h"
#include "ui/pages/data/json_settings.h"

#include <QStandardItemModel>
#include <QWidget>

#include <functional>
#include <vector>

class QStackedWidget;

namespace ui::widgets {
class Button;
class Card;
class DataTable;
class PageHeader;
class SearchField;
}

namespace ui::pages {

class DoctorView;
class FieldRoom;
struct FieldRoomEntry;
class TableCard;

/// The settings, room by room: a list on the left, the room on the right, which is created when it is first shown or
/// searched. Every change is saved at once. Search results are a list of rows that lead to their rooms.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers, models::Requests, models::Diagnosis>;

    /// `access` must outlive the page; `autostart` too, if there is one.
    explicit SettingsPage(const Access& access, QWidget* parent = nullptr, models::Autostart* autostart = nullptr);

    /// "general", "gateway", "resilience", "keychain", "proxy", "usage", "export", "data", "json", "log", "desktop",
    /// "doctor", "about"; ignores unknown ids.
    void showRoom(const QString& id);
    /// Shows the row of a configuration field, such as "listen.http_port"; ignores unknown fields.
    void showSetting(const QString& pattern);
    QString currentRoom() const;

Q_SIGNALS:
    void firstRunRequested();
    void restartWanted(); ///< to use an installed newer version
    void jsonMade(JsonSettings* json); ///< the room with the JSON editor was created

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void arrange(bool narrow);
    void retranslate();
    using MakeRoom = std::function<QWidget*()>;
    void addRoom(const char* id, MakeRoom make);
    void addRooms();
    QWidget& room(int row);
    void showCurrentRoom();
    QWidget* makeFieldRoom(const FieldRoomEntry& entry);
    QWidget* makeGeneral();
    QWidget* makeJson();
    QWidget* makeDoctor();
    QWidget* makeAbout();
    QWidget* scrolled(QWidget* room);
    void search(const QString& typed);
    void openFound();

    struct Room {
        MakeRoom make;
        QWidget* made = nullptr;
    };

    Access m_access;
    models::Autostart* const m_autostart;
    std::vector<Room> m_roomsMade; ///< in the order of `m_rooms`
    SettingsSearch m_finder;
    std::vector<FoundSetting> m_foundSettings; ///< in the order of `m_found`
    QStandardItemModel m_rooms;
    QStandardItemModel m_found; ///< rows that match the search
    std::vector<FieldRoom*> m_fieldRooms;
    DoctorView* m_doctor = nullptr;
    widgets::PageHeader* m_header;
    widgets::SearchField* m_search;
    widgets::Card* m_listCard;
    widgets::DataTable* m_list;
    QStackedWidget* m_stack;
    TableCard* m_results; ///< page of the stack
    widgets::Button* m_clear;
    bool m_isNarrow = false;
};

} // namespace ui::pages
