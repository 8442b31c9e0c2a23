#include "log_view.h"

#include "ui/models/formatter.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QScrollBar>
#include <QShowEvent>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QUrl>

namespace ui::pages {

using models::LogModel;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kLogEdge = 2; // of the card, included in its padding
constexpr int kLevelWidth = 128;
constexpr int kRoomWidth = 168;
constexpr int kSearchWidth = 120;

} // namespace

LogView::LogView(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_filter(m_lines), m_openFolder([](const QUrl& url) { QDesktopServices::openUrl(url); }),
      m_level(new QComboBox(this)), m_room(new QComboBox(this)), m_search(new widgets::SearchField(this)),
      m_follow(new Button(ButtonKind::Plain, {}, QStringLiteral("act-play"), this)),
      m_copy(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)), m_folder(new Button(ButtonKind::Plain, {}, QStringLiteral("act-export"), this)),
      m_clearFilter(new Button(ButtonKind::Plain, {}, {}, this)), m_table(new widgets::DataTable(this)),
      m_none(new widgets::EmptyState(QStringLiteral("nav-requests"), widgets::EmptyState::Size::Page, this)),
      m_file(new widgets::ElidedLabel({}, look::TextRole::Mono, widgets::Label::Tone::Secondary, this))
{
    setObjectName(QStringLiteral("logView"));
    build();
    connectControls();
    retranslate();
}

void LogView::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - kLogEdge;
    const int y = theme.px(theme.metrics().cardPaddingY) - kLogEdge;
    const int gap = theme.px(8);
    m_level->setObjectName(QStringLiteral("logLevel"));
    m_room->setObjectName(QStringLiteral("logRoom"));
    m_search->setObjectName(QStringLiteral("logSearch"));
    m_search->setList(m_table);
    m_follow->setObjectName(QStringLiteral("logFollow"));
    m_copy->setObjectName(QStringLiteral("logCopy"));
    m_folder->setObjectName(QStringLiteral("logFolder"));
    m_clearFilter->setObjectName(QStringLiteral("logClearFilter"));
    m_table->setObjectName(QStringLiteral("logTable"));
    m_file->setObjectName(QStringLiteral("logFile"));
    for (int level = 0; level < 4; ++level) m_level->addItem(QString(), level);
    m_level->setFixedWidth(theme.px(kLevelWidth));
    m_room->addItem(QString(), QString());
    m_room->setFixedWidth(theme.px(kRoomWidth));
    m_search->setMinimumWidth(theme.px(kSearchWidth));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_table->setModel(&m_filter);
    m_table->setColumns({96, 108, 148, 0}, LogModel::Text);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_file->setElideMode(Qt::ElideMiddle);
    m_none->addAction(m_clearFilter);

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(x, y, x, gap);
    tools->setSpacing(gap);
    tools->addWidget(m_level);
    tools->addWidget(m_room);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_follow);
    auto* tables = new QWidget(this);
    m_stack = new QStackedLayout(tables);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_none);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(x, gap, x, y - 4);
    bottom->setSpacing(gap);
    bottom->addWidget(m_file, 1);
    bottom->addWidget(m_copy);
    bottom->addWidget(m_folder);
    body()->addLayout(tools);
    body()->addWidget(tables, 1);
    body()->addLayout(bottom);
}

void LogView::connectControls()
{
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setLevel(m_level->currentData().toInt());
        settle();
    });
    connect(m_room, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setRoom(m_room->currentData().toString());
        settle();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        settle();
    });
    connect(m_follow, &QPushButton::clicked, this, &LogView::setFollowing);
    connect(m_copy, &QPushButton::clicked, this, &LogView::copySelected);
    connect(m_folder, &QPushButton::clicked, this,
            [this] { m_openFolder(QUrl::fromLocalFile(QFileInfo(m_access.diagnosis().logFile()).absolutePath())); });
    connect(m_clearFilter, &QPushButton::clicked, this, [this] {
        m_level->setCurrentIndex(0);
        m_room->setCurrentIndex(0);
        m_search->clear();
        m_search->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_lines, &LogModel::roomsChanged, this, &LogView::showRooms);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LogView::settle);
    // After scrolling up, new lines wait. At the end they are shown again.
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        QScrollBar* bar = m_table->verticalScrollBar();
        setFollowing(bar->sliderPosition() >= bar->maximum());
    });
    widgets::onKeys(*this, QKeySequence::Find, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

void LogView::retranslate()
{
    m_level->setItemText(0, tr("All levels"));
    m_level->setItemText(1, tr("Info and up"));
    m_level->setItemText(2, tr("Warnings and up"));
    m_level->setItemText(3, tr("Errors"));
    widgets::setBoxLabel(*m_level, tr("Level"));
    m_room->setItemText(0, tr("All categories"));
    widgets::setBoxLabel(*m_room, tr("Category"));
    m_search->setHint(tr("Search in the log"));
    m_follow->setToolTip(tr("Shows new lines as they come"));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copies the selected lines"));
    m_folder->setText(tr("Open folder"));
    m_clearFilter->setText(tr("Show all lines"));
    m_table->setAccessibleName(tr("Log"));
    settle();
}

void LogView::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (event->spontaneous()) return;
    m_lines.setLines(m_access.diagnosis().recentLog());
    connect(&m_access.news(), &models::GatewayNews::logged, this, &LogView::add, Qt::UniqueConnection);
    m_file->setText(QDir::toNativeSeparators(m_access.diagnosis().logFile()));
    setFollowing(isFollowing());
}

void LogView::hideEvent(QHideEvent* event)
{
    Card::hideEvent(event);
    if (event->spontaneous()) return;
    disconnect(&m_access.news(), &models::GatewayNews::logged, this, &LogView::add);
}

void LogView::add(const std::vector<gateway::host::LogLine>& lines)
{
    const int before = m_filter.rowCount();
    m_lines.append(lines);
    if (isFollowing()) m_table->scrollToBottom();
    else m_waiting += std::max(0, m_filter.rowCount() - before);
    settle();
}

bool LogView::isFollowing() const { return m_follow->isChecked(); }

void LogView::setFollowing(bool follow)
{
    m_follow->setChecked(follow);
    if (follow) {
        m_waiting = 0;
        m_table->scrollToBottom();
    }
    settle();
}

void LogView::showRooms()
{
    const QString chosen = m_room->currentData().toString();
    const QSignalBlocker quiet(m_room);
    while (m_room->count() > 1) m_room->removeItem(1);
    for (const QString& room : m_lines.rooms()) m_room->addItem(room, room);
    m_room->setCurrentIndex(std::max(0, m_room->findData(chosen)));
}

void LogView::settle()
{
    //: on the button that follows the log: lines that wait to be shown
    m_follow->setText(m_waiting > 0 ? tr("%Ln new", nullptr, m_waiting) : tr("Follow"));
    m_copy->setEnabled(m_table->selectionModel()->hasSelection());
    const bool none = m_filter.rowCount() == 0;
    m_stack->setCurrentIndex(none ? 1 : 0);
    if (!none) return;
    const bool filtered = m_filter.isFiltering() && m_lines.rowCount() > 0;
    m_clearFilter->setVisible(filtered);
    m_none->setTexts(filtered ? tr("No lines match the filter") : tr("No log entries yet"),
                     filtered ? tr("None of %1 line(s) matches this level, category and text.", nullptr, m_lines.rowCount()).arg(models::Formatter().exact(m_lines.rowCount()))
                              : tr("Each request writes one line: time, provider and result. Keys and content are never logged."));
}

void LogView::copySelected()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& row : std::as_const(rows)) lines << m_lines.lineText(m_filter.mapToSource(row).row());
    if (!lines.isEmpty()) QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

void LogView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
