#pragma once

#include "ui/pages/list_card.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/failure_class_list_model.h"

#include <optional>

namespace ui::pages {

/// Edits the reaction to each failure class, or resets it to the built-in default. Every change takes effect at once.
class FailureClassesCard : public ListCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Diagnosis>;

    /// `access` must outlive it.
    explicit FailureClassesCard(const Access& access, QWidget* parent = nullptr);

    void retranslate();

private:
    void build();
    void refresh();
    void settle();
    std::optional<gateway::config::FailureClass> chosenClass() const;
    void edit();
    void reset();

    Access m_gateway;
    models::FailureClassListModel m_classes;
    widgets::Button* m_edit;
    widgets::Button* m_reset;
};

} // namespace ui::pages
