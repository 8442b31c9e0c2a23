#include "settings_page.h"

#include "general_settings.h"
#include "keychain_settings.h"
#include "log_view.h"
#include "table_card.h"

#include "ui/look/scroll.h"
#include "ui/models/roles.h"
#include "ui/pages/data/data_settings.h"
#include "ui/pages/settings/desktop_settings.h"
#include "ui/pages/settings/gateway_room.h"
#include "ui/pages/settings/proxy_card.h"
#include "ui/pages/support/about_view.h"
#include "ui/pages/support/doctor_view.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kListWidth = 196;
constexpr int kListWidthNarrow = 184;
constexpr int kSettingsSearchWidth = 220;
constexpr int kFoundRoomWidth = 200;

} // namespace

SettingsPage::SettingsPage(const Access& access, QWidget* parent, models::Autostart* autostart)
    : QWidget(parent), m_access(access), m_autostart(autostart), m_header(new widgets::PageHeader({}, this)), m_search(new widgets::SearchField(m_header)),
      m_listCard(nullptr), m_list(new widgets::DataTable(this)), m_stack(new QStackedWidget(this)), m_results(new TableCard(QStringLiteral("act-search"), m_stack)),
      m_clear(new widgets::Button(widgets::ButtonKind::Plain, {}, QStringLiteral("act-close"), this))
{
    setObjectName(QStringLiteral("settingsPage"));
    m_list->setModel(&m_rooms);
    addRooms();
    m_stack->addWidget(m_results);
    build();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        m_search->clear();
        showCurrentRoom();
        m_header->setPhrase(current.data().toString());
    });
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_search->clear();
        m_search->setFocus(Qt::OtherFocusReason);
    });
    connect(m_search, &QLineEdit::returnPressed, this, &SettingsPage::openFound);
    connect(m_results->table(), &QAbstractItemView::activated, this, &SettingsPage::openFound);
    connect(m_results->table(), &QAbstractItemView::clicked, this, &SettingsPage::openFound);
    QShortcut* const find = widgets::onKeys(*this, QKeySequence::Find, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, find, [this, find] {
        find->setEnabled(currentRoom() != QStringLiteral("log")); // there, the shortcut searches lines
    });
    m_list->setCurrentIndex(m_rooms.index(0, 0));
    retranslate();
}

void SettingsPage::build()
{
    m_list->setObjectName(QStringLiteral("settingsRooms"));
    m_list->horizontalHeader()->hide();
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_search->setList(m_list);
    m_search->setFixedWidth(look::theme().px(kSettingsSearchWidth));
    m_header->addAction(m_search);
    m_results->setModel(&m_found);
    m_clear->setObjectName(QStringLiteral("settingsClearSearch"));
    m_results->addToEmpty(m_clear);
    m_results->table()->setObjectName(QStringLiteral("settingsFound"));
    m_results->table()->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_listCard = new widgets::Card({}, this);
    m_listCard->addTable(m_list);
    auto* panes = new QHBoxLayout;
    panes->setSpacing(gap);
    panes->addWidget(m_listCard);
    panes->addWidget(m_stack, 1);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addLayout(panes, 1);
    arrange(false);
}

void SettingsPage::arrange(bool narrow)
{
    m_isNarrow = narrow;
    const int listWidth = narrow ? kListWidthNarrow : kListWidth;
    m_listCard->setFixedWidth(look::theme().px(listWidth));
    m_list->setColumns({listWidth}, 0);
}

void SettingsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->setContentsMargins(widgets::pageMargins(*this));
    const bool narrow = window()->width() < look::theme().px(look::theme().metrics().narrowBelow);
    if (narrow != m_isNarrow) arrange(narrow);
}

void SettingsPage::addRooms()
{
    addRoom("general", [this] { return makeGeneral(); });
    for (const FieldRoomEntry& entry : fieldRooms()) {
        addRoom(entry.id, [this, &entry] { return makeFieldRoom(entry); });
        if (std::string_view(entry.id) == "resilience") addRoom("keychain", [this] { return scrolled(new KeychainSettings(m_access, m_stack)); });
    }
    addRoom("data", [this] { return new DataSettings(m_access, m_stack); });
    addRoom("json", [this] { return makeJson(); });
    addRoom("log", [this] { return new LogView(m_access, m_stack); });
    addRoom("desktop", [this] { return scrolled(new DesktopSettings(m_access, m_autostart, m_stack)); });
    addRoom("doctor", [this] { return makeDoctor(); });
    addRoom("about", [this] { return makeAbout(); });
}

QWidget* SettingsPage::makeGeneral()
{
    auto* general = new GeneralSettings(m_access, m_stack);
    connect(general, &GeneralSettings::firstRunRequested, this, &SettingsPage::firstRunRequested);
    return scrolled(general);
}

QWidget* SettingsPage::makeFieldRoom(const FieldRoomEntry& entry)
{
    const std::string_view id(entry.id);
    auto* room = id == "gateway" ? new GatewayRoom(m_access, m_stack) : new FieldRoom(m_access, entry, m_stack);
    if (id == "proxy") room->addCard(new ProxyCard(m_access, room));
    m_fieldRooms.push_back(room);
    return room;
}

QWidget* SettingsPage::makeJson()
{
    auto* json = new JsonSettings(m_access, m_stack);
    Q_EMIT jsonMade(json);
    return json;
}

QWidget* SettingsPage::makeDoctor()
{
    m_doctor = new DoctorView(m_access, m_stack);
    return m_doctor;
}

QWidget* SettingsPage::makeAbout()
{
    auto* about = new AboutView(m_access, m_stack);
    about->setFindings([this] { return m_doctor ? m_doctor->findings() : std::vector<gateway::host::Finding>(); });
    connect(about, &AboutView::restartWanted, this, &SettingsPage::restartWanted);
    return about;
}

// In a low or narrow window a room scrolls instead of overlapping its rows.
QWidget* SettingsPage::scrolled(QWidget* room)
{
    auto* scroll = new QScrollArea(m_stack);
    look::scrollPlainly(*scroll, room);
    return scroll;
}

void SettingsPage::addRoom(const char* id, MakeRoom make)
{
    auto* item = new QStandardItem;
    item->setData(QString::fromLatin1(id), models::IdRole);
    m_rooms.appendRow(item);
    m_roomsMade.push_back({std::move(make)});
    m_finder.addRoom(QString::fromLatin1(id), [this, row = m_rooms.rowCount() - 1]() -> QWidget& { return room(row); });
}

QWidget& SettingsPage::room(int row)
{
    Room& room = m_roomsMade[static_cast<std::size_t>(row)];
    if (!room.made) {
        room.made = room.make();
        m_stack->addWidget(room.made);
    }
    return *room.made;
}

void SettingsPage::showCurrentRoom() { m_stack->setCurrentWidget(&room(m_list->currentIndex().row())); }

void SettingsPage::showRoom(const QString& id)
{
    for (int row = 0; row < m_rooms.rowCount(); ++row) {
        if (m_rooms.index(row, 0).data(models::IdRole).toString() == id) m_list->setCurrentIndex(m_rooms.index(row, 0));
    }
}

void SettingsPage::showSetting(const QString& pattern)
{
    for (const SettingPlace& place : settingPlaces()) {
        if (pattern.toStdString() != place.pattern) continue;
        m_search->clear();
        showRoom(QString::fromStdString(place.room));
        showCurrentRoom(); // it may have been the current room already
        for (FieldRoom* room : m_fieldRooms)
            if (room->showField(place.pattern)) return;
        return;
    }
}

QString SettingsPage::currentRoom() const { return m_list->currentIndex().data(models::IdRole).toString(); }

void SettingsPage::search(const QString& typed)
{
    if (typed.simplified().isEmpty()) {
        showCurrentRoom();
        m_header->setPhrase(m_list->currentIndex().data().toString());
        return;
    }
    m_results->setEmptyTexts(tr("No settings match “%1”").arg(typed.simplified()),
        tr("The search covers categories, headings, actions, names, descriptions and configuration field names."));
    m_found.clear();
    m_found.setHorizontalHeaderLabels({tr("Setting"), tr("Where")});
    m_foundSettings = m_finder.find(typed);
    for (const FoundSetting& found : m_foundSettings) {
        auto* name = new QStandardItem(found.name);
        name->setData(found.sentence, models::SecondLineRole);
        m_found.appendRow({name, new QStandardItem(SettingsSearch::roomName(found.room))});
    }
    m_results->table()->setColumns({0, kFoundRoomWidth}, 0);
    m_results->table()->setCurrentIndex(m_found.index(0, 0));
    m_stack->setCurrentWidget(m_results);
    m_header->setPhrase(tr("%Ln result(s)", nullptr, m_found.rowCount()));
}

void SettingsPage::openFound()
{
    const QModelIndex current = m_results->table()->currentIndex();
    if (m_stack->currentWidget() != m_results || !current.isValid()) return;
    const FoundSetting found = m_foundSettings[static_cast<std::size_t>(current.row())];
    m_search->clear();
    showRoom(found.room);
    showCurrentRoom(); // it may have been the current room already
    if (found.part) SettingsSearch::show(*found.part);
    else if (!found.pattern.isEmpty()) showSetting(found.pattern);
    else m_list->setFocus(Qt::OtherFocusReason);
}

void SettingsPage::retranslate()
{
    m_header->setTitle(tr("Settings"));
    m_list->setAccessibleName(tr("Settings"));
    m_results->table()->setAccessibleName(tr("Matching settings"));
    m_search->setHint(tr("Search settings"));
    m_clear->setText(tr("Clear search"));
    for (int row = 0; row < m_rooms.rowCount(); ++row) m_rooms.item(row)->setText(SettingsSearch::roomName(m_rooms.item(row)->data(models::IdRole).toString()));
    m_header->setPhrase(m_list->currentIndex().data().toString());
    search(m_search->text());
}

void SettingsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
