#include "limits_card.h"

#include "limit_dialog.h"

#include "ui/models/formatter.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::CalendarUnit;
using gateway::config::LimitSettings;
using models::LimitListModel;
using models::LimitText;
using widgets::Button;
using widgets::ButtonKind;
using widgets::DataTable;
using widgets::Label;

namespace {

enum Preset { Spend, Burst, Agents };

constexpr double kSpend = 5;
constexpr double kAgentSpend = 2;
constexpr int kBurst = 60;
constexpr std::int64_t kAgentWindow_s = 5 * 3600;

/// What people ask for most. `currency`: the preferred one.
LimitSettings presetOf(Preset preset, gateway::Currency currency)
{
    LimitSettings limit;
    switch (preset) {
    case Spend:
        limit.name = "spend";
        limit.cost = kSpend;
        limit.currency = currency;
        limit.per = gateway::config::LimitWindow{CalendarUnit::Day};
        limit.calendar = true;
        limit.warnAt = {80, 100};
        break;
    case Burst:
        limit.name = "burst";
        limit.requests = kBurst;
        limit.per = gateway::config::LimitWindow{CalendarUnit::Minute};
        break;
    case Agents:
        limit.name = "agents";
        limit.cost = kAgentSpend;
        limit.currency = currency;
        limit.per = gateway::config::LimitWindow{{}, kAgentWindow_s};
        limit.by = {gateway::config::LimitBy::Session};
        limit.warnAt = {80, 100};
        break;
    }
    return limit;
}

} // namespace

LimitsCard::LimitsCard(const Access& access, const models::LimitMonitor& monitor, const gateway::Clock& clock, QWidget* parent)
    : ListCard(access, QStringLiteral("nav-policies"), parent), m_gateway(access), m_monitor(monitor), m_clock(clock), m_limits(monitor, clock, [this](const std::string& id) { return providerName(id); }),
      m_sorted(m_limits), m_edit(new Button(ButtonKind::Plain, {}, QStringLiteral("act-edit"), this)), m_toggle(new Button(ButtonKind::Plain, {}, {}, this)), m_remove(new Button(ButtonKind::Plain, {}, {}, this)),
      m_today(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_addFirst(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), this))
{
    setObjectName(QStringLiteral("limitsCard"));
    build();
    buildEmpty();
    connect(m_edit, &QPushButton::clicked, this, &LimitsCard::edit);
    connect(m_toggle, &QPushButton::clicked, this, &LimitsCard::toggle);
    connect(m_remove, &QPushButton::clicked, this, &LimitsCard::remove);
    connect(table(), &QAbstractItemView::activated, this, &LimitsCard::edit);
    connect(this, &ListCard::selectionChanged, this, &LimitsCard::settle);
    connect(&monitor, &models::LimitMonitor::changed, this, &LimitsCard::showToday);
    connect(&monitor, &models::LimitMonitor::changed, this, &LimitsCard::sortOnceKnown);
    widgets::onKeysAt(*table(), Qt::Key_Delete, [this] { remove(); });
    setModel(&m_sorted);
    addFilter(parent ? *parent : *this);
    table()->sortByColumn(LimitListModel::Used, Qt::DescendingOrder);
    retranslate();
}

void LimitsCard::build()
{
    const look::Theme& theme = look::theme();
    table()->setObjectName(QStringLiteral("limitsList"));
    table()->setRowHeight(DataTable::RowHeight::Progress);
    table()->setColumns({210, 170, 0, 170}, LimitListModel::Used);
    table()->setGivingWay({LimitListModel::Counts, LimitListModel::Nearest});
    table()->setSortable();
    m_edit->setObjectName(QStringLiteral("editLimit"));
    m_toggle->setObjectName(QStringLiteral("toggleLimit"));
    m_remove->setObjectName(QStringLiteral("removeLimit"));
    for (Button* action : {m_edit, m_toggle, m_remove}) addListAction(action);
    m_today->setObjectName(QStringLiteral("limitsToday"));
    m_today->setWordWrap(true);
    const int x = theme.px(theme.metrics().cardPaddingX);
    m_today->setContentsMargins(x - look::kCardEdge, theme.px(8), x - look::kCardEdge, theme.px(8));
    m_today->hide();
    body()->insertWidget(body()->count() - 1, m_today);
}

void LimitsCard::buildEmpty()
{
    m_addFirst->setObjectName(QStringLiteral("addFirstLimit"));
    addToEmpty(m_addFirst);
    connect(m_addFirst, &QPushButton::clicked, this, &LimitsCard::addLimit);
    for (const Preset preset : {Spend, Agents, Burst}) {
        auto* button = new Button(ButtonKind::Plain, {}, {}, this);
        button->setObjectName(QStringLiteral("limitPreset%1").arg(m_presets.size()));
        addToEmpty(button);
        connect(button, &QPushButton::clicked, this, [this, preset] { open({}, presetOf(preset, m_gateway.configuration().settings().usage.currency)); });
        m_presets += button;
    }
}

void LimitsCard::retranslate()
{
    const gateway::Currency currency = m_gateway.configuration().settings().usage.currency;
    const models::Formatter format;
    const auto money = [&](double amount) { return format.money(gateway::moneyFrom(amount, currency)); };
    table()->setAccessibleName(tr("Limits"));
    setFilterHint(tr("Filter limits"));
    m_edit->setText(tr("Edit"));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText));
    m_addFirst->setText(tr("Add limit"));
    m_presets[0]->setText(tr("%1 per day", "an amount of money").arg(money(kSpend)));
    m_presets[1]->setText(tr("%1 per session", "an amount of money").arg(money(kAgentSpend)));
    m_presets[2]->setText(tr("%Ln request(s) per minute", nullptr, kBurst));
    setEmptyTexts(tr("No limits yet"), tr("A limit stops an agent that runs away: once its requests, tokens or money are used up,\nfurther requests are refused or go to a cheaper target."));
    m_limits.refresh();
    settle();
    showToday();
}

void LimitsCard::refreshTimes() { m_limits.refresh(); }

QString LimitsCard::providerName(const std::string& id) const
{
    const auto* const provider = m_gateway.configuration().settings().provider(id);
    return provider ? models::displayName(m_gateway.providers().catalog(), *provider) : QString::fromStdString(id);
}

const models::LimitState* LimitsCard::chosenLimit() const { return m_monitor.state(selected().toStdString()); }

void LimitsCard::settle()
{
    const models::LimitState* const limit = chosenLimit();
    const bool isOwn = limit && !limit->isBudget();
    m_edit->setEnabled(limit != nullptr);
    m_edit->setText(limit && limit->isBudget() ? tr("Edit budgets…") : tr("Edit"));
    m_toggle->setText(limit && !limit->settings().enabled ? tr("Enable") : tr("Disable"));
    m_toggle->setEnabled(isOwn);
    m_remove->setEnabled(isOwn);
    if (!limit) return;
    const std::string path = models::limitPath(m_gateway.configuration().settings(), limit->name());
    const QStringList warnings = path.empty() ? QStringList() : words::SentenceWords::warnings(m_gateway.control().status(), path);
    const QString said = warnings.join(u'\n');
    const QString before = std::exchange(m_said, selected() + u'\n' + said);
    if (before != m_said) say(look::Status::Warn, said); // otherwise a message about a rejected change would go with the next number
}

void LimitsCard::showToday()
{
    m_today->setText(LimitText::today(m_monitor.states()));
    m_today->setVisible(!m_today->text().isEmpty());
}

/// Nothing is known of them when the page is opened first.
void LimitsCard::sortOnceKnown()
{
    const bool isKnown = std::ranges::any_of(m_monitor.states(), &models::LimitState::isKnown);
    if (isKnown && !std::exchange(m_isKnown, isKnown)) m_sorted.sortAgain();
}

void LimitsCard::addLimit() { open({}, presetOf(Spend, m_gateway.configuration().settings().usage.currency)); }

void LimitsCard::open(const QString& name, const LimitSettings& preset)
{
    auto* dialog = new LimitDialog(m_gateway, m_clock, name, preset, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LimitDialog::saved, this, &ListCard::select);
    dialog->open();
}

void LimitsCard::edit()
{
    const models::LimitState* const limit = chosenLimit();
    if (!limit) return;
    if (limit->isBudget()) Q_EMIT budgetsWanted();
    else open(QString::fromStdString(limit->name()), {});
}

void LimitsCard::toggle()
{
    const models::LimitState* const limit = chosenLimit();
    if (!limit || limit->isBudget()) return;
    change(models::withLimitEnabled(m_gateway.configuration().settings(), limit->name(), !limit->settings().enabled), [this] { m_said.clear(); });
}

void LimitsCard::remove()
{
    const models::LimitState* const limit = chosenLimit();
    if (!limit || limit->isBudget()) return;
    change(models::withoutLimit(m_gateway.configuration().settings(), limit->name()), [this] { m_said.clear(); });
}

} // namespace ui::pages
