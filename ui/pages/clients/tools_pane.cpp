#include "tools_pane.h"

#include "snippets_view.h"
#include "tool_detail.h"

#include "ui/look/scroll.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/roles.h"
#include "gateway/host/clients/tool_access.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"

#include <QItemSelectionModel>
#include <QPointer>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <optional>
#include <utility>

namespace ui::pages {

using models::ToolListModel;
using widgets::Button;
using widgets::ButtonKind;
using widgets::DataTable;

namespace {

constexpr int kToolsPart = 6;
constexpr int kToolPart = 11;
constexpr int kStageWidth = 140;

} // namespace

ToolsPane::ToolsPane(models::GatewayModel& model, const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_model(model), m_gateway(access), m_access(access.configuration().tools()), m_tools(activity, clock),
      m_list(new TableCard(QStringLiteral("nav-clients"), this)), m_others(new Button(ButtonKind::Link, {}, {}, m_list)), m_side(new QStackedWidget(this)),
      m_snippetsCard(new widgets::Card({}, m_side)), m_snippets(new SnippetsView)
{
    setObjectName(QStringLiteral("toolsPane"));
    if (m_access) m_detail = new ToolDetail(m_tools, *m_access, model, access, clock, m_side);
    build();
    connectParts();
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, [this, access, before = access.configuration().settings().consumers]() mutable {
        if (access.configuration().settings().consumers == before) return;
        before = access.configuration().settings().consumers;
        look(); // a key may have been revoked
    });
    retranslate();
    m_snippets->setAddress(m_model.address());
    choose();
}

ToolsPane::~ToolsPane() { setWatched(false); }

void ToolsPane::build()
{
    const look::Theme& theme = look::theme();
    m_list->setModel(&m_tools);
    m_list->addFilter(*this);
    DataTable* const table = m_list->table();
    table->setObjectName(QStringLiteral("toolsList"));
    table->setRowHeight(DataTable::RowHeight::TwoLines);
    table->setColumns({0, kStageWidth}, ToolListModel::Program);
    m_others->setObjectName(QStringLiteral("otherPrograms"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme.px(theme.metrics().cardPaddingX) - look::kCardEdge, theme.px(8), 0, theme.px(4));
    foot->addWidget(m_others);
    foot->addStretch(1);
    m_list->body()->addLayout(foot);
    auto* scroll = new QScrollArea(m_snippetsCard);
    look::scrollPlainly(*scroll, m_snippets);
    m_snippetsCard->addContent(scroll, 1);
    m_side->addWidget(m_snippetsCard);
    if (m_detail) m_side->addWidget(m_detail);
    setHandleWidth(theme.px(theme.metrics().gap));
    setChildrenCollapsible(false);
    setStretchFactor(0, kToolsPart);
    setStretchFactor(1, kToolPart);
    setSizes({kToolsPart * 100, kToolPart * 100});
}

void ToolsPane::connectParts()
{
    connect(m_list->table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        choose();
        if (!m_isTaking && !selected().isEmpty()) look(); // its files may have changed
    });
    for (const auto chosen : {&QAbstractItemView::pressed, &QAbstractItemView::activated})
        connect(m_list->table(), chosen, this, &ToolsPane::lookOnce); // the same if the selected one is activated
    connect(m_list->table(), &QAbstractItemView::activated, this, &ToolsPane::detailWanted);
    connect(m_others, &QPushButton::clicked, this, &ToolsPane::showOthers);
    connect(m_snippets, &SnippetsView::keyWanted, this, &ToolsPane::keyWanted);
    connect(&m_model, &models::GatewayModel::headlineChanged, this, [this, before = m_model.address()]() mutable {
        if (m_model.address() == before) return;
        before = m_model.address();
        m_snippets->setAddress(before);
        look();
        if (m_detail) m_detail->refresh();
    });
    if (!m_detail) return;
    connect(m_access, &gateway::host::ToolAccess::changed, this, &ToolsPane::look);
    connect(m_access, &gateway::host::ToolAccess::filesChanged, this, &ToolsPane::followFiles);
    connect(m_detail, &ToolDetail::written, this, &ToolsPane::look);
    connect(m_detail, &ToolDetail::focusLeft, this, &ToolsPane::focusLeft);
    connect(&m_tools, &QAbstractItemModel::dataChanged, m_detail, &ToolDetail::refreshState);
}

void ToolsPane::retranslate()
{
    m_list->table()->setAccessibleName(tr("Clients"));
    m_list->setFilterHint(tr("Filter clients"));
    m_list->setEmptyTexts(tr("Looking for clients…"), QString());
    m_others->setText(tr("Any other client…"));
    m_snippets->retranslate();
    if (m_detail) m_detail->retranslate();
}

QWidget* ToolsPane::listPart() const { return m_list; }
QWidget* ToolsPane::listView() const { return m_list->table(); }
QWidget* ToolsPane::detailPart() const { return m_side; }

QString ToolsPane::selected() const { return m_list->table()->currentIndex().data(models::IdRole).toString(); }

void ToolsPane::select(const QString& id)
{
    const int row = m_tools.rowOf(id);
    m_wanted = row < 0 ? id : QString();
    if (row < 0) return;
    m_list->table()->setCurrentIndex(m_tools.index(row, 0));
    if (m_restoreOf.isEmpty()) lookOnce();
}

void ToolsPane::restore(const QString& id)
{
    m_restoreOf = id;
    select(id);
    offerRestore();
}

void ToolsPane::offerRestore()
{
    if (!m_detail || m_restoreOf.isEmpty() || selected() != m_restoreOf) return;
    m_restoreOf.clear();
    m_detail->offerRestore();
    Q_EMIT detailWanted();
}

void ToolsPane::choose()
{
    const QString id = selected();
    if (m_detail) m_detail->setTool(id);
    m_side->setCurrentWidget(m_detail && !id.isEmpty() ? static_cast<QWidget*>(m_detail) : m_snippetsCard);
}

void ToolsPane::showOthers()
{
    m_list->table()->setCurrentIndex({});
    m_list->table()->clearSelection();
    choose();
    Q_EMIT detailWanted();
}

void ToolsPane::look()
{
    if (!m_access) return;
    m_isLooking = true;
    m_access->detect(models::clientBase(m_gateway), [guard = QPointer(this), question = ++m_question](std::vector<gateway::clients::ClientState> states) {
        if (guard && guard->m_question == question) guard->take(std::move(states));
    });
}

void ToolsPane::setWatched(bool isWatched)
{
    if (m_access) m_access->setWatched(isWatched);
}

/// Not requested by the user, so messages are kept.
void ToolsPane::followFiles()
{
    look();
    m_detail->follow();
}

/// A tool that was just selected is being checked already.
void ToolsPane::lookOnce()
{
    if (!m_isLooking) lookAgain();
}

void ToolsPane::lookAgain()
{
    look();
    if (m_detail) m_detail->renew();
}

void ToolsPane::take(std::vector<gateway::clients::ClientState> states)
{
    m_isLooking = false;
    const bool isFirst = m_tools.rowCount() == 0;
    const QString chosen = m_wanted.isEmpty() ? selected() : std::exchange(m_wanted, {});
    const auto shownStage = [this] { // including the version
        const int row = m_tools.rowOf(m_detail->tool());
        return row < 0 ? std::optional<std::pair<models::ToolStage, std::string>>() : std::pair(m_tools.tool(row).stage, m_tools.tool(row).state.version);
    };
    const auto before = shownStage();
    m_tools.setTools(m_access->catalog(), std::move(states));
    if (before && before != shownStage()) m_detail->settleStage(); // the appropriate change is a different one now
    const int row = m_tools.rowOf(chosen);
    m_isTaking = true;
    if (row >= 0) m_list->table()->setCurrentIndex(m_tools.index(row, 0));
    else if (isFirst && m_tools.rowCount() > 0 && m_tools.tool(0).state.isInstalled) m_list->table()->setCurrentIndex(m_tools.index(0, 0));
    m_isTaking = false;
    choose();
    offerRestore();
    Q_EMIT toolsChanged();
}

} // namespace ui::pages
