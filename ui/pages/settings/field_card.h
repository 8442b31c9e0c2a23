#pragma once

#include "room_table.h"

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

class QComboBox;

namespace ui::fields {
class FieldRow;
class LiveForm;
}
namespace ui::widgets {
class Button;
}

namespace ui::pages {

class LastWeek;
class SavedLine;

/// A part of a room: its fields, a selection of the objects they apply to, and a reset to the defaults.
class FieldCard : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests, models::Diagnosis>;

    /// `access` must outlive it.
    FieldCard(const Access& access, const RoomPart& part, QWidget* parent);

    fields::LiveForm& live() const { return *m_live; }
    /// Null if it has no such row.
    fields::FieldRow* row(const std::string& pattern) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showScopes();
    void choosePlaces();
    std::vector<std::string> ids() const;

    Access m_access;
    const RoomScope m_scope;
    QComboBox* m_of;
    fields::LiveForm* m_live;
    LastWeek* m_lastWeek;
    widgets::Button* m_defaults;
    widgets::Label* m_ofLabel;
    SavedLine* m_saved;
};

} // namespace ui::pages
