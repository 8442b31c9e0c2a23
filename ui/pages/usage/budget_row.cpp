#include "budget_row.h"

#include "budget_bar.h"

#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdint>

namespace ui::pages {

using look::Status;
using models::BudgetText;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kFull = 100;
constexpr int kAmountsHeight = 22;

using gateway::usage::RequestField;

gateway::usage::RequestFilter filterOf(const gateway::usage::BudgetState& state)
{
    gateway::usage::RequestFilter filter;
    filter.from = state.span.from;
    filter.to = state.span.to;
    if (!state.budget.provider.empty()) filter.fields.push_back({RequestField::Provider, state.budget.provider});
    if (!state.budget.consumer.empty()) filter.fields.push_back({RequestField::Consumer, state.budget.consumer});
    return filter;
}

Status statusOf(int level) { return level >= kFull ? Status::Error : level > 0 ? Status::Warn : Status::Ok; }
look::Color inkOf(int level) { return level >= kFull ? look::Color::Error : level > 0 ? look::Color::Warn : look::Color::AccentText; }

} // namespace

BudgetRow::BudgetRow(QWidget* parent)
    : QWidget(parent), m_name(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Normal, this)), m_amounts(new widgets::Button(widgets::ButtonKind::Link, {}, {}, this)),
      m_state(new widgets::StatusLabel(this)), m_bar(new BudgetBar(this)), m_notes(new ElidedLabel({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_anew(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    const look::Theme& theme = look::theme();
    m_name->setObjectName(QStringLiteral("budgetName"));
    m_amounts->setObjectName(QStringLiteral("budgetAmounts"));
    m_state->setObjectName(QStringLiteral("budgetState"));
    m_bar->setObjectName(QStringLiteral("budgetBar"));
    m_notes->setObjectName(QStringLiteral("budgetNotes"));
    m_anew->setObjectName(QStringLiteral("budgetAnew"));
    m_amounts->setFixedHeight(theme.px(kAmountsHeight));
    connect(m_amounts, &QPushButton::clicked, this, [this] { Q_EMIT requestsWanted(m_filter); });
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // as wide as its text
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(4));
    auto* top = new QHBoxLayout;
    top->setSpacing(theme.px(12));
    top->addWidget(m_name, 1);
    top->addWidget(m_amounts);
    top->addWidget(m_state);
    column->addLayout(top);
    column->addWidget(m_bar);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(theme.px(12));
    bottom->addWidget(m_notes, 1);
    bottom->addWidget(m_anew);
    column->addLayout(bottom);
}

void BudgetRow::setState(const gateway::usage::BudgetState& state, const BudgetText::NameOf& nameOf, gateway::WallTime now, const QString& oddity)
{
    const int level = state.level();
    const double limit = static_cast<double>(std::max<std::int64_t>(state.limit.pico, 1));
    m_name->setText(BudgetText::name(state.budget, nameOf));
    m_filter = filterOf(state);
    m_amounts->setText(BudgetText::amounts(state));
    m_amounts->setToolTip(tr("opens the requests of this budget"));
    m_amounts->setAccessibleName(QStringLiteral("%1, %2").arg(m_amounts->text(), m_amounts->toolTip()));
    m_state->setStatus(!oddity.isEmpty() ? Status::Warn : state.isUnknown() ? Status::Unknown : statusOf(level), BudgetText::word(state));
    m_bar->setInk(inkOf(level));
    m_bar->setShares(state.share(), static_cast<double>(state.estimated.pico) / limit);
    QStringList notes = BudgetText::notes(state);
    if (!oddity.isEmpty()) notes.prepend(oddity);
    m_notes->setText(notes.join(QStringLiteral(" · ")));
    m_anew->setText(BudgetText::anew(state, now));
    m_anew->setToolTip(models::Formatter().dateTime(models::Formatter::local(state.span.to)));
    const QString words = BudgetText::whole(state, nameOf, now);
    m_bar->setToolTip(words);
    m_bar->setAccessibleName(m_name->text());
    m_bar->setAccessibleDescription(QString(words).replace(u'\n', QStringLiteral(", ")));
}

} // namespace ui::pages
