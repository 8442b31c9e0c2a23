#include "failure_rules_card.h"

#include "ui/dialogs/failure_rule_dialog.h"
#include "ui/models/formatter.h"
#include "ui/models/routes/failure_rule_draft.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/list_filter.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using models::FailureRuleListModel;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kBuiltInPart = 2; // fraction of the card for the built-in rules

} // namespace

FailureRulesCard::FailureRulesCard(const Access& access, QWidget* parent)
    : OrderedListCard(access, QStringLiteral("nav-policies"), parent), m_gateway(access), m_edit(new Button(ButtonKind::Plain, {}, QStringLiteral("act-edit"), this)),
      m_remove(new Button(ButtonKind::Plain, {}, {}, this)),
      m_disclose(new Button(ButtonKind::Link, {}, QStringLiteral("act-next"), this)), m_builtInPane(new QWidget(this)), m_builtInTable(new widgets::DataTable(m_builtInPane))
{
    setObjectName(QStringLiteral("failureRulesCard"));
    build();
    makeShortcuts();
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(selected()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { remove(selected()); });
    connect(m_disclose, &QPushButton::clicked, this, [this] { showBuiltIn(m_builtInPane->isHidden()); });
    connect(table(), &QAbstractItemView::activated, this, [this] { edit(selected()); });
    connect(this, &OrderedListCard::moveRequested, this, [this](const QString& rule, int by) {
        change(models::withRuleMoved(m_gateway.configuration().settings(), rule.toStdString(), by));
    });
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &FailureRulesCard::refresh);
    refresh();
    setModel(&m_own);
    addFilter(*this);
    retranslate();
}

void FailureRulesCard::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    table()->setObjectName(QStringLiteral("ownRules"));
    m_edit->setObjectName(QStringLiteral("editRule"));
    m_remove->setObjectName(QStringLiteral("removeRule"));
    m_disclose->setObjectName(QStringLiteral("discloseRules"));
    m_builtInTable->setObjectName(QStringLiteral("builtInRules"));
    addListAction(m_edit);
    addListAction(m_remove);
    addMoves();
    table()->setColumns({150, 130, 0, 132}, FailureRuleListModel::When);
    m_builtInTable->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_builtInTable->setModel(&m_builtIn);
    m_builtInTable->setColumns({150, 130, 0, 132}, FailureRuleListModel::When);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(x - theme.px(6), theme.px(4), x, theme.px(4));
    row->addWidget(m_disclose);
    row->addStretch(1);
    body()->addLayout(row);
    m_builtInFilter = new widgets::ListFilter(m_builtInTable, m_builtInPane);
    auto* pane = new QVBoxLayout(m_builtInPane);
    pane->setContentsMargins({});
    pane->setSpacing(0);
    pane->addWidget(m_builtInFilter);
    pane->addWidget(m_builtInTable, 1);
    body()->addWidget(m_builtInPane, kBuiltInPart);
    showBuiltIn(false);
}

void FailureRulesCard::makeShortcuts()
{
    widgets::onKeysAt(*table(), Qt::Key_Delete, [this] { remove(selected()); });
}

void FailureRulesCard::retranslate()
{
    OrderedListCard::retranslate();
    m_edit->setText(tr("Edit"));
    m_remove->setText(tr("Remove"));
    table()->setAccessibleName(tr("Custom rules"));
    m_builtInTable->setAccessibleName(tr("Built-in rules"));
    setFilterHint(tr("Filter custom rules"));
    m_builtInFilter->setHint(tr("Filter built-in rules"));
    setEmptyTexts(tr("No custom rules"), tr("Built-in rules cover the errors of many providers. Add a rule if an error is classified incorrectly."));
    refresh();
}

void FailureRulesCard::refresh()
{
    const auto& own = m_gateway.configuration().settings().failures.rules;
    m_own.setOwn(own);
    // The rules in force are the user's, followed by the built-in ones.
    const auto inForce = m_gateway.diagnosis().failureRules();
    const auto& all = inForce->rules();
    const auto builtIn = std::find_if(all.begin(), all.end(), [](const auto& rule) { return !rule.source.empty(); });
    m_builtIn.setBuiltIn({builtIn, all.end()});
    m_disclose->setText(tr("Built-in rules: %1").arg(models::Formatter().exact(m_builtIn.rowCount())));
    m_edit->setEnabled(!own.empty());
    m_remove->setEnabled(!own.empty());
    Q_EMIT countChanged();
}

void FailureRulesCard::showBuiltIn(bool shown)
{
    m_builtInPane->setVisible(shown);
    m_disclose->setIconName(shown ? QStringLiteral("act-down") : QStringLiteral("act-next"));
    m_disclose->setAccessibleDescription(shown ? tr("shown") : tr("hidden"));
}

void FailureRulesCard::find()
{
    const QWidget* const focus = window()->focusWidget();
    if (m_own.rowCount() > 0 && !(focus && m_builtInPane->isVisible() && m_builtInPane->isAncestorOf(focus))) return OrderedListCard::find();
    showBuiltIn(true);
    m_builtInFilter->focusField();
}

void FailureRulesCard::addRule() { edit({}); }

void FailureRulesCard::edit(const QString& rule)
{
    auto* dialog = new dialogs::FailureRuleDialog(m_gateway, rule, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::FailureRuleDialog::saved, this, &ListCard::select);
    dialog->open();
}

void FailureRulesCard::remove(const QString& rule)
{
    const auto& rules = m_gateway.configuration().settings().failures.rules;
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& one) { return QString::fromStdString(one.name) == rule; });
    if (found != rules.end()) change(models::withoutRule(m_gateway.configuration().settings(), found->name));
}

} // namespace ui::pages
