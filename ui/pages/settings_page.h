#pragma once

#include "ui/models/gateway_access.h"

#include <QStandardItemModel>
#include <QWidget>

class QStackedWidget;

namespace ui::widgets {
class DataTable;
class PageHeader;
}

namespace ui::pages {

class GeneralSettings;
class LogView;

/// The settings, room by room: a list at the left, the room at the right. Every
/// change is saved as it is made.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    /// `access` must outlive the page.
    explicit SettingsPage(models::GatewayAccess& access, QWidget* parent = nullptr);

    /// "general", "log"; others do nothing.
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
    LogView* m_log;
};

} // namespace ui::pages
