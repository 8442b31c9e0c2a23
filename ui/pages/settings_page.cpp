#include "settings_page.h"

#include "general_settings.h"
#include "log_view.h"

#include "ui/models/roles.h"
#include "ui/pages/settings/desktop_settings.h"
#include "ui/pages/keeping/json_settings.h"
#include "ui/pages/keeping/keeping_settings.h"
#include "ui/pages/support/about_view.h"
#include "ui/pages/support/doctor_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/page_header.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kListWidth = 196;

} // namespace

SettingsPage::SettingsPage(models::GatewayAccess& access, QWidget* parent, models::Autostart* autostart)
    : QWidget(parent), m_header(new widgets::PageHeader({}, this)), m_list(new widgets::DataTable(this)), m_stack(new QStackedWidget(this)),
      m_general(new GeneralSettings(access, m_stack)), m_keeping(new KeepingSettings(access, m_stack)), m_json(new JsonSettings(access, m_stack)),
      m_log(new LogView(access, m_stack)), m_doctor(new DoctorView(access, m_stack)), m_about(new AboutView(access, m_stack))
{
    setObjectName(QStringLiteral("settingsPage"));
    m_list->setObjectName(QStringLiteral("settingsRooms"));
    m_list->horizontalHeader()->hide();
    m_list->setModel(&m_rooms);
    addRoom(QStringLiteral("general"), m_general);
    addRoom(QStringLiteral("keeping"), m_keeping);
    addRoom(QStringLiteral("json"), m_json);
    addRoom(QStringLiteral("log"), m_log);
    addRoom(QStringLiteral("desktop"), new DesktopSettings(access, autostart, m_stack));
    addRoom(QStringLiteral("doctor"), m_doctor);
    addRoom(QStringLiteral("about"), m_about);
    m_list->setColumns({kListWidth}, 0);

    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    const int margin = theme.px(theme.metrics().pageMargin);
    auto* listCard = new widgets::Card({}, this);
    listCard->setFixedWidth(theme.px(kListWidth));
    listCard->addTable(m_list);
    auto* panes = new QHBoxLayout;
    panes->setSpacing(gap);
    panes->addWidget(listCard);
    panes->addWidget(m_stack, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin - gap / 2, margin, margin);
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addLayout(panes, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        m_stack->setCurrentIndex(current.row());
        m_header->setPhrase(current.data().toString());
    });
    connect(m_general, &GeneralSettings::firstRunRequested, this, &SettingsPage::firstRunRequested);
    retranslate();
    m_list->setCurrentIndex(m_rooms.index(0, 0));
}

void SettingsPage::addRoom(const QString& id, QWidget* room)
{
    auto* item = new QStandardItem;
    item->setData(id, models::IdRole);
    m_rooms.appendRow(item);
    m_stack->addWidget(room);
}

void SettingsPage::showRoom(const QString& id)
{
    for (int row = 0; row < m_rooms.rowCount(); ++row) {
        if (m_rooms.index(row, 0).data(models::IdRole).toString() == id) m_list->setCurrentIndex(m_rooms.index(row, 0));
    }
}

QString SettingsPage::currentRoom() const { return m_list->currentIndex().data(models::IdRole).toString(); }

void SettingsPage::retranslate()
{
    m_header->setTitle(tr("Settings"));
    m_list->setAccessibleName(tr("Settings"));
    m_rooms.item(0)->setText(tr("General"));
    m_rooms.item(1)->setText(tr("Data and backup"));
    m_rooms.item(2)->setText(tr("Configuration as JSON"));
    m_rooms.item(3)->setText(tr("Log"));
    m_rooms.item(4)->setText(tr("Desktop"));
    m_rooms.item(5)->setText(tr("Doctor"));
    m_rooms.item(6)->setText(tr("About"));
    m_header->setPhrase(m_list->currentIndex().data().toString());
}

void SettingsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
