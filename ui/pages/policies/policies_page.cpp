#include "policies_page.h"

#include "ui/look/seen.h"
#include "ui/models/formatter.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/page_header.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kTimes_ms = 5000;

} // namespace

PoliciesPage::PoliciesPage(const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_monitor(access, clock), m_seen(new look::Seen(this)), m_header(new widgets::PageHeader({}, this)),
      m_add(new Button(ButtonKind::Primary, {}, QStringLiteral("act-add"), m_header)), m_limits(new LimitsCard(access, m_monitor, clock, this)), m_loop(new LoopCard(access, clock, this))
{
    setObjectName(QStringLiteral("policiesPage"));
    m_times.setInterval(kTimes_ms);
    m_times.setTimerType(Qt::VeryCoarseTimer);
    build();
    connect(m_add, &QPushButton::clicked, this, &PoliciesPage::addLimit);
    connect(m_limits, &LimitsCard::budgetsWanted, this, &PoliciesPage::budgetsWanted);
    connect(&m_monitor, &models::LimitMonitor::changed, this, &PoliciesPage::showPhrase);
    connect(&m_times, &QTimer::timeout, m_limits, &LimitsCard::refreshTimes);
    connect(m_seen, &look::Seen::changed, this, &PoliciesPage::setSeen);
    widgets::onKeys(*this, QKeySequence::New, [this] { addLimit(); });
    retranslate();
}

PoliciesPage::~PoliciesPage() { m_seen->disconnect(this); }

void PoliciesPage::build()
{
    m_add->setObjectName(QStringLiteral("addLimit"));
    m_header->addAction(m_add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(widgets::pageMargins(*this));
    column->setSpacing(look::theme().px(look::theme().metrics().gap));
    column->addWidget(m_header);
    column->addWidget(m_limits, 1);
    column->addWidget(m_loop);
}

void PoliciesPage::retranslate()
{
    m_header->setTitle(tr("Policies"));
    m_add->setText(tr("Add limit"));
    m_add->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    m_limits->retranslate();
    m_loop->retranslate();
    showPhrase();
}

void PoliciesPage::showPhrase()
{
    using models::LimitLevel;
    const auto& states = m_monitor.states();
    const auto count = [&](LimitLevel level) { return static_cast<int>(std::ranges::count(states, level, &models::LimitState::level)); };
    const int reached = count(LimitLevel::Reached);
    const int closeBy = count(LimitLevel::Near);
    QStringList parts;
    if (states.empty()) parts += tr("what stops requests");
    else parts += tr("%Ln limit(s)", nullptr, static_cast<int>(states.size()));
    if (reached > 0) parts += tr("%Ln reached", nullptr, reached);
    if (closeBy > 0) parts += tr("%Ln near the limit", nullptr, closeBy);
    m_header->setPhrase(parts.join(QStringLiteral(", ")));
}

void PoliciesPage::selectLimit(const QString& name) { m_limits->select(name); }

void PoliciesPage::addLimit() { m_limits->addLimit(); }

void PoliciesPage::setSeen(bool isSeen)
{
    m_monitor.setWatched(isSeen);
    if (!isSeen) return m_times.stop();
    m_limits->refreshTimes();
    m_loop->refresh();
    m_times.start();
}

void PoliciesPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->setContentsMargins(widgets::pageMargins(*this));
}

void PoliciesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
