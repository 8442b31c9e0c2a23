#pragma once

#include "list_card.h"

#include "ui/models/routing/failure_class_list_model.h"

#include <optional>

namespace ui::pages {

class UndoLink;

/// What follows from each class of failures, to be changed, and set back to what is
/// built in. Every change takes effect at once and can be undone.
class FailureClassesCard : public ListCard {
    Q_OBJECT
public:
    /// `access` must outlive it.
    explicit FailureClassesCard(models::GatewayAccess& access, QWidget* parent = nullptr);

    void retranslate();

private:
    void build();
    void refresh();
    void settle();
    std::optional<gateway::config::FailureClass> chosenClass() const;
    void edit();
    void reset();
    void put(gateway::config::FailureClass failure, const gateway::config::FailureClassSettings& own, std::function<void()> then = {});
    void offerUndo(gateway::config::FailureClass failure, const gateway::config::FailureClassSettings& before);

    models::FailureClassListModel m_classes;
    widgets::Button* m_edit;
    widgets::Button* m_reset;
    UndoLink* m_undo;
};

} // namespace ui::pages
