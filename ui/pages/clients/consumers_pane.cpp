#include "consumers_pane.h"

#include "consumer_detail.h"

#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/data_table.h"

#include <QItemSelectionModel>
#include <QMenu>

#include <utility>

namespace ui::pages {

using models::ConsumerListModel;
using widgets::DataTable;

namespace {

constexpr int kConsumersPart = 11;
constexpr int kConsumerPart = 8;

} // namespace

ConsumersPane::ConsumersPane(const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_access(access), m_clock(clock), m_consumers(access, activity, clock),
      m_list(new TableCard(QStringLiteral("act-key"), this)), m_detail(new ConsumerDetail(access, activity, clock, this))
{
    setObjectName(QStringLiteral("consumersPane"));
    build();
    connect(m_list->table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        m_detail->setConsumer(current.data(models::IdRole).toString());
    });
    connect(m_list->table(), &QAbstractItemView::activated, this, &ConsumersPane::detailWanted);
    connect(m_list->table(), &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (!selected().isEmpty()) m_detail->menu()->popup(m_list->table()->viewport()->mapToGlobal(at));
    });
    connect(&m_consumers, &QAbstractItemModel::modelReset, this, &ConsumersPane::settle);
    connect(m_detail, &ConsumerDetail::requestsWanted, this, &ConsumersPane::requestsWanted);
    connect(m_detail, &ConsumerDetail::renamed, this, &ConsumersPane::select);
    widgets::onKeysAt(*m_list->table(), Qt::Key_Delete, [this] { m_detail->remove(); });
    retranslate();
    settle();
}

void ConsumersPane::build()
{
    m_list->setModel(&m_consumers);
    m_list->addFilter(*this, tr("Filter consumers"));
    DataTable* const table = m_list->table();
    table->setObjectName(QStringLiteral("consumersList"));
    table->setRowHeight(DataTable::RowHeight::TwoLines);
    table->setColumns({150, 130, 100, 110, 100}, ConsumerListModel::Name);
    table->setGivingWay({ConsumerListModel::Today, ConsumerListModel::Expires});
    table->setContextMenuPolicy(Qt::CustomContextMenu);
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
        tr("A consumer is a program or person with its own keys.\nRequests and usage are shown for each consumer, and keys can be revoked."));
    m_detail->retranslate();
}

void ConsumersPane::refreshTimes()
{
    m_consumers.refreshTimes();
    m_detail->refresh();
}

QWidget* ConsumersPane::listPart() const { return m_list; }
QWidget* ConsumersPane::detailPart() const { return m_detail; }

QString ConsumersPane::selected() const { return m_list->table()->currentIndex().data(models::IdRole).toString(); }

void ConsumersPane::select(const QString& name)
{
    const int row = m_consumers.rowOf(name);
    m_wanted = row < 0 ? name : QString();
    if (row >= 0) m_list->table()->setCurrentIndex(m_consumers.index(row, 0));
}

void ConsumersPane::settle()
{
    const QString wanted = m_wanted.isEmpty() ? m_detail->consumer() : std::exchange(m_wanted, {});
    const int row = std::max(m_consumers.rowOf(wanted), 0);
    m_list->table()->setCurrentIndex(m_consumers.index(row, 0));
    m_detail->setConsumer(selected());
    Q_EMIT countChanged();
}

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
