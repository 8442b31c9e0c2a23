#include "live_comparison_card.h"

#include "ui/look/seen.h"
#include "ui/pages/list_selection.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"

#include <chrono>

namespace ui::pages {

using models::LiveComparisonListModel;

namespace {

constexpr std::chrono::seconds kReadAgain{30};
constexpr int kMostLiveRows = 4; // without scrolling

} // namespace

LiveComparisonCard::LiveComparisonCard(const Access& access, const gateway::Clock& clock, QWidget* parent)
    : TableCard(QStringLiteral("nav-routes"), parent), m_rows(access, clock), m_seen(new look::Seen(this)), m_score(new widgets::Button(widgets::ButtonKind::Link, {}, {}, this))
{
    setObjectName(QStringLiteral("liveComparisons"));
    m_score->setObjectName(QStringLiteral("scoreCopies"));
    table()->setObjectName(QStringLiteral("liveComparisonTable"));
    table()->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    setModel(&m_rows);
    table()->setColumns({0, 210, 190, 100}, LiveComparisonListModel::Name);
    table()->setFitsRows(1, kMostLiveRows);
    addToHeading(m_score);
    m_selection = new ListSelection(*table(), ListSelection::Most::One, this);
    m_again.setInterval(kReadAgain);
    connect(m_selection, &ListSelection::changed, this, &LiveComparisonCard::settle);
    connect(&m_rows, &LiveComparisonListModel::changed, this, &LiveComparisonCard::settle);
    connect(&m_again, &QTimer::timeout, this, &LiveComparisonCard::refresh);
    connect(m_seen, &look::Seen::changed, this, [this](bool isSeen) { isSeen ? m_again.start() : m_again.stop(); });
    connect(m_score, &QPushButton::clicked, this, [this] { Q_EMIT scoreWanted(m_rows.copiedRoute(m_selection->currentRow())); });
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &LiveComparisonCard::refresh);
    connect(&access.news(), &models::GatewayNews::experimentsChanged, this, &LiveComparisonCard::refresh);
    retranslate();
}

LiveComparisonCard::~LiveComparisonCard() { m_seen->disconnect(this); }

void LiveComparisonCard::retranslate()
{
    setTitle(tr("Shadow and experiments"));
    setPhrase(tr("on live traffic, set on a route"));
    table()->setAccessibleName(tr("Shadow and experiments"));
    m_score->setText(tr("Score as a dataset…"));
    m_rows.retranslate();
    settle();
}

void LiveComparisonCard::refresh() { m_rows.refresh(); }

void LiveComparisonCard::settle()
{
    setVisible(m_rows.rowCount() > 0);
    const int row = m_selection->currentRow();
    const bool isCopied = !m_rows.copiedRoute(row).empty();
    const bool hasPairs = m_rows.storedPairs(row) > 0;
    m_score->setVisible(isCopied);
    m_score->setEnabled(hasPairs);
    m_score->setToolTip(hasPairs ? QString() : tr("Answers are stored for consumers with stored content: see Clients."));
}

} // namespace ui::pages
