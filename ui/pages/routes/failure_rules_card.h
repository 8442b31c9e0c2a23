#pragma once

#include "ordered_list_card.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/failure_rule_list_model.h"

namespace ui::pages {

/// The user's own failure rules, editable, and the built-in ones below them. Every change takes effect at once.
class FailureRulesCard : public OrderedListCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Diagnosis>;

    /// `access` must outlive it.
    explicit FailureRulesCard(const Access& access, QWidget* parent = nullptr);

    void addRule();
    void retranslate();
    int ownCount() const { return m_own.rowCount(); }

Q_SIGNALS:
    void countChanged();

protected:
    /// To the field of the list that has the focus; to that of the built-in rules, which it shows, if there are no others.
    void find() override;

private:
    void build();
    void makeShortcuts();
    void refresh();
    void edit(const QString& rule);
    void remove(const QString& rule);
    void showBuiltIn(bool shown);

    Access m_gateway;
    models::FailureRuleListModel m_own;
    models::FailureRuleListModel m_builtIn;
    widgets::Button* m_edit;
    widgets::Button* m_remove;
    widgets::Button* m_disclose;
    QWidget* m_builtInPane; ///< the table and its filter
    widgets::DataTable* m_builtInTable;
    widgets::ListFilter* m_builtInFilter = nullptr;
};

} // namespace ui::pages
