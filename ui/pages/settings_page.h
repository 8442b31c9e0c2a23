#pragma once

#include "ui/models/autostart.h"
#include "ui/models/gateway_access.h"

#include <QStandardItemModel>
#include <QWidget>

class QStackedWidget;

namespace ui::widgets {
class DataTable;
class PageHeader;
}

namespace ui::pages {

class AboutView;
class DoctorView;
class GeneralSettings;
class JsonSettings;
class KeepingSettings;
class LogView;

/// The settings, room by room: a list at the left, the room at the right. Every
/// change is saved as it is made.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    /// `access` must outlive the page; `autostart` too, if there is one.
    explicit SettingsPage(models::GatewayAccess& access, QWidget* parent = nullptr, models::Autostart* autostart = nullptr);

    /// "general", "keeping", "json", "log", "desktop", "doctor", "about"; others do nothing.
    void showRoom(const QString& id);
    QString currentRoom() const;

Q_SIGNALS:
    void firstRunRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void addRoom(const QString& id, QWidget* room);

    QStandardItemModel m_rooms;
    widgets::PageHeader* m_header;
    widgets::DataTable* m_list;
    QStackedWidget* m_stack;
    GeneralSettings* m_general;
    KeepingSettings* m_keeping;
    JsonSettings* m_json;
    LogView* m_log;
    DoctorView* m_doctor;
    AboutView* m_about;
};

} // namespace ui::pages
