#include "consumers_pane.h"

#include "consumer_detail.h"

#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/models/formatter.h"
#include "ui/models/clients/tool_list_model.h"
#include "ui/pages/list_selection.h"
#include "ui/pages/selection_card.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/sort_menu.h"

#include <QMenu>
#include <QStackedWidget>

#include <algorithm>

namespace ui::pages {

using models::ConsumerListModel;
using widgets::DataTable;

namespace {

constexpr int kConsumersPart = 11;
constexpr int kConsumerPart = 8;

} // namespace

ConsumersPane::ConsumersPane(const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_access(access), m_clock(clock), m_consumers(access, activity, clock), m_sorted(m_consumers),
      m_list(new TableCard(QStringLiteral("act-key"), this)), m_side(new QStackedWidget(this)),
      m_detail(new ConsumerDetail(access, activity, clock, m_side)), m_several(new SelectionCard(m_side))
{
    setObjectName(QStringLiteral("consumersPane"));
    build();
    connectParts();
    retranslate();
}

void ConsumersPane::connectParts()
{
    connect(m_selection, &ListSelection::changed, this, &ConsumersPane::showSelection);
    connect(m_list->table(), &QAbstractItemView::activated, this, &ConsumersPane::detailWanted);
    connect(m_list->table(), &QWidget::customContextMenuRequested, this, &ConsumersPane::openMenu);
    connect(&m_sorted, &QAbstractItemModel::modelReset, this, &ConsumersPane::countChanged);
    connect(m_detail, &ConsumerDetail::requestsWanted, this, &ConsumersPane::requestsWanted);
    connect(m_detail, &ConsumerDetail::renamed, this, &ConsumersPane::select);
    connect(m_detail, &ConsumerDetail::problemChanged, m_several, &SelectionCard::setProblem);
    connect(m_several, &SelectionCard::enableRequested, this, [this](bool enable) { m_detail->setEnabled(m_selection->chosen(), enable); });
    connect(m_several, &SelectionCard::removeRequested, this, [this] { m_detail->remove(m_selection->chosen()); });
    connect(m_detail, &ConsumerDetail::removed, m_list->table(), [this] {
        if (m_list->table()->isVisible()) m_list->table()->setFocus(Qt::OtherFocusReason); // the focused button may have gone with the selection
    });
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, &ConsumersPane::showSelection);
    m_detail->setToolsOf([this](const QStringList& names) { return toolsOf(names); });
    widgets::onKeysAt(*m_list->table(), Qt::Key_Delete, [this] { m_detail->remove(m_selection->chosen()); });
}

void ConsumersPane::openMenu(const QPoint& at)
{
    if (selected().isEmpty()) return;
    m_sort->openWithin(m_selection->isSeveral() ? *m_several->menu() : *m_detail->menu(), m_list->table()->viewport()->mapToGlobal(at));
}

/// Tools that are set up with a key of these consumers.
QStringList ConsumersPane::toolsOf(const QStringList& names) const
{
    QStringList tools;
    for (int row = 0; m_tools && row < m_tools->rowCount(); ++row) {
        const gateway::clients::ClientState& state = m_tools->tool(row).state;
        const bool isTheirs = std::ranges::any_of(names, [&](const QString& name) {
            const int of = m_consumers.rowOf(name);
            return of >= 0 && std::ranges::find(m_consumers.consumer(of).keys, state.keySha256, &gateway::config::ConsumerKey::sha256) != m_consumers.consumer(of).keys.end();
        });
        if (state.isSetUp && !state.keySha256.empty() && isTheirs) tools += m_tools->index(row, models::ToolListModel::Program).data().toString();
    }
    return tools;
}

void ConsumersPane::showSelection()
{
    m_detail->setConsumer(selected());
    const QStringList names = m_selection->chosen();
    m_side->setCurrentWidget(names.size() > 1 ? static_cast<QWidget*>(m_several) : m_detail);
    if (names.size() > 1) m_several->setSelection(tr("%Ln consumer(s) selected", nullptr, static_cast<int>(names.size())), names, m_detail->effectsOf(names));
}

void ConsumersPane::showEvent(QShowEvent* event)
{
    QSplitter::showEvent(event);
    m_sorted.sortAgain();
}

void ConsumersPane::build()
{
    m_list->setModel(&m_sorted);
    m_list->addFilter(*this);
    DataTable* const table = m_list->table();
    table->setObjectName(QStringLiteral("consumersList"));
    table->setRowHeight(DataTable::RowHeight::TwoLines);
    table->setColumns({150, 130, 100, 110, 100}, ConsumerListModel::Name);
    table->setGivingWay({ConsumerListModel::Today, ConsumerListModel::Expires});
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->setSortable();
    m_sort = new widgets::SortMenu(*table);
    m_selection = new ListSelection(*table, ListSelection::Most::Several, this);
    m_side->addWidget(m_detail);
    m_side->addWidget(m_several);
    setHandleWidth(look::theme().px(look::theme().metrics().gap));
    setChildrenCollapsible(false);
    setStretchFactor(0, kConsumersPart);
    setStretchFactor(1, kConsumerPart);
    setSizes({kConsumersPart * 100, kConsumerPart * 100});
}

void ConsumersPane::retranslate()
{
    m_list->table()->setAccessibleName(tr("Consumers"));
    m_list->setFilterHint(tr("Filter consumers"));
    m_list->setEmptyTexts(tr("No consumers yet"),
        tr("A consumer is a client or person with its own keys.\nRequests and usage are shown for each consumer, and keys can be revoked."));
    m_sort->retranslate();
    m_several->retranslate();
    m_detail->retranslate();
    showSelection();
}

void ConsumersPane::refreshTimes()
{
    m_consumers.refreshTimes();
    m_detail->refresh();
}

QWidget* ConsumersPane::listPart() const { return m_list; }
QWidget* ConsumersPane::detailPart() const { return m_side; }

QString ConsumersPane::selected() const { return m_selection->current(); }

void ConsumersPane::select(const QString& name) { m_selection->select(name); }

void ConsumersPane::add()
{
    auto* dialog = new dialogs::ConsumerDialog(m_access, {}, models::Formatter::local(m_clock.wallNow()).date(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::ConsumerDialog::made, this, [this](const QString& consumer, const gateway::Secret& key) {
        select(consumer);
        m_detail->showKey(consumer, key);
        m_detail->offerUndoOfNew(consumer);
    });
    dialog->open();
}

} // namespace ui::pages
