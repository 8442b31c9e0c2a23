#include "clients_page.h"

#include "consumers_pane.h"
#include "tools_pane.h"

#include "ui/look/seen.h"
#include "ui/widgets/access/last_input.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/page_header.h"

#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kClientsNarrowBelow = 960; ///< px of the page, at a 10 pt font: list and detail do not fit beside each other
constexpr int kSeenAges_ms = 5000;

} // namespace

ClientsPage::ClientsPage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_model(model), m_access(access), m_activity(access, clock), m_seen(new look::Seen(this)), m_lastInput(new widgets::LastInput(this)), m_header(new widgets::PageHeader({}, this)),
      m_back(new Button(ButtonKind::Plain, {}, {}, m_header)), m_look(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), m_header)),
      m_consumersButton(new Button(ButtonKind::Plain, {}, QStringLiteral("act-key"), m_header)),
      m_add(new Button(ButtonKind::Primary, {}, QStringLiteral("act-add"), m_header)), m_stack(new QStackedWidget(this)),
      m_tools(new ToolsPane(model, access, m_activity, clock, m_stack)),
      m_consumers(new ConsumersPane(access, m_activity, clock, m_stack))
{
    setObjectName(QStringLiteral("clientsPage"));
    m_ages.setInterval(kSeenAges_ms);
    m_ages.setTimerType(Qt::VeryCoarseTimer);
    build();
    connectParts();
    makeShortcuts();
    retranslate();
}

ClientsPage::~ClientsPage() { m_seen->disconnect(this); }

void ClientsPage::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_back->setObjectName(QStringLiteral("clientsBack"));
    m_look->setObjectName(QStringLiteral("lookAgain"));
    m_consumersButton->setObjectName(QStringLiteral("consumersButton"));
    m_add->setObjectName(QStringLiteral("addConsumer"));
    m_header->addBack(m_back);
    for (Button* action : {m_look, m_consumersButton, m_add}) m_header->addAction(action);
    m_stack->addWidget(m_tools);
    m_stack->addWidget(m_consumers);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(widgets::pageMargins(*this));
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
}

void ClientsPage::connectParts()
{
    m_consumers->setTools(m_tools->tools());
    connect(m_back, &QPushButton::clicked, this, &ClientsPage::goBack);
    connect(m_consumersButton, &QPushButton::clicked, this, [this] { showView(View::Consumers); });
    connect(m_add, &QPushButton::clicked, this, [this] { m_consumers->add(); });
    connect(m_tools, &ToolsPane::keyWanted, m_consumers, &ConsumersPane::add);
    connect(m_tools, &ToolsPane::toolsChanged, this, &ClientsPage::showTitle);
    connect(m_tools, &ToolsPane::focusLeft, this, [this] {
        if (QWidget* const next = m_isNarrow ? static_cast<QWidget*>(m_back) : m_tools->listView(); next->isVisible()) next->setFocus(Qt::OtherFocusReason);
    });
    connect(m_look, &QPushButton::clicked, m_tools, &ToolsPane::lookAgain);
    connect(m_consumers, &ConsumersPane::countChanged, this, [this] {
        if (m_consumers->count() > 0) arrange(); // otherwise the removal of the last consumer can still be undone
    });
    connect(m_consumers, &ConsumersPane::requestsWanted, this, &ClientsPage::requestsWanted);
    const auto showDetail = [this] {
        if (!m_isNarrow) return;
        m_showsDetail = true;
        m_header->offerBack();
        arrange();
    };
    connect(m_consumers, &ConsumersPane::detailWanted, this, showDetail);
    connect(m_tools, &ToolsPane::detailWanted, this, showDetail);
    connect(m_seen, &look::Seen::changed, this, &ClientsPage::setSeen);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_consumers->refreshTimes();
        m_tools->refreshTimes();
    });
}

void ClientsPage::makeShortcuts()
{
    widgets::onKeys(*this, QKeySequence::New, [this] { m_consumers->add(); });
    widgets::onKeysWithin(*this, Qt::Key_Escape, [this] { goBack(); });
    const auto lookAgain = [this] {
        m_activity.refresh();
        m_tools->lookAgain();
    };
    widgets::onKeys(*this, Qt::Key_F5, lookAgain);
}

void ClientsPage::retranslate()
{
    m_back->setText(tr("Back"));
    m_back->setToolTip(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_look->setText(tr("Check again"));
    m_look->setToolTip(QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText));
    m_consumersButton->setText(tr("Consumer keys…"));
    m_add->setText(tr("Add consumer"));
    m_add->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    m_tools->retranslate();
    m_consumers->retranslate();
    arrange();
}

void ClientsPage::arrange()
{
    const bool isOfConsumers = m_view == View::Consumers;
    const bool isDetailAlone = m_isNarrow && m_showsDetail;
    m_stack->setCurrentWidget(isOfConsumers ? static_cast<QWidget*>(m_consumers) : m_tools);
    m_consumers->listPart()->setVisible(!isDetailAlone);
    m_consumers->detailPart()->setVisible(m_consumers->count() > 0 && (!m_isNarrow || m_showsDetail));
    m_tools->listPart()->setVisible(m_tools->hasTools() && !isDetailAlone);
    m_tools->detailPart()->setVisible(!m_tools->hasTools() || !m_isNarrow || m_showsDetail);
    m_back->setVisible(isOfConsumers || (isDetailAlone && m_tools->hasTools()));
    m_look->setVisible(!isOfConsumers && m_tools->hasTools() && !isDetailAlone);
    m_consumersButton->setVisible(!isOfConsumers);
    m_add->setVisible(isOfConsumers);
    showTitle();
}

void ClientsPage::showTitle()
{
    if (m_view == View::Consumers) {
        m_header->setTitle(tr("Consumers"));
        return m_header->setPhrase(tr("clients and people with their own keys"));
    }
    const models::Formatter format;
    m_header->setTitle(tr("Clients"));
    m_header->setPhrase(m_tools->tools().rowCount() == 0
                            ? tr("clients that send their requests here")
                            : tr("%1 set up, %2 not set up yet").arg(format.exact(m_tools->tools().usedCount()), format.exact(m_tools->tools().foundCount())));
}

void ClientsPage::showView(View view)
{
    if (m_view == view) return;
    m_view = view;
    m_showsDetail = false;
    arrange();
    if (view == View::Tools) m_consumersButton->setFocus(Qt::OtherFocusReason);
    else m_lastInput->enter(*this, QStringLiteral("consumersList"));
}

void ClientsPage::selectConsumer(const QString& name)
{
    showView(View::Consumers);
    m_consumers->select(name);
}

void ClientsPage::selectTool(const QString& id)
{
    showView(View::Tools);
    m_tools->select(id);
}

void ClientsPage::restoreTool(const QString& id)
{
    showView(View::Tools);
    m_tools->restore(id);
}

void ClientsPage::goBack()
{
    if (m_isNarrow && m_showsDetail) {
        m_showsDetail = false;
        arrange();
        m_lastInput->enter(*this, m_view == View::Consumers ? QStringLiteral("consumersList") : QStringLiteral("toolsList"));
    } else {
        showView(View::Tools);
    }
}

void ClientsPage::setSeen(bool isSeen)
{
    m_activity.setWatched(isSeen);
    m_tools->setWatched(isSeen);
    if (!isSeen) return m_ages.stop();
    m_consumers->refreshTimes();
    m_tools->look();
    m_ages.start();
}

void ClientsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->setContentsMargins(widgets::pageMargins(*this));
    const bool narrow = width() < look::theme().px(kClientsNarrowBelow);
    if (narrow == m_isNarrow) return;
    m_isNarrow = narrow;
    m_showsDetail = false;
    arrange();
}

void ClientsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
