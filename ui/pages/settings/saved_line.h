#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"
#include "ui/widgets/label.h"

namespace ui::pages {

/// Whether the changes in a settings room were saved.
class SavedLine : public widgets::Label {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit SavedLine(const Access& access, QWidget* parent = nullptr);

    void tell(const QString& saved);
    void tellProblem(const QString& problem);
    /// Shows why a change was rejected, until that no longer applies.
    void tellRefusal(const gateway::Error& error);

private:
    void say(Tone tone, const QString& text, const QString& detail = {});

    models::ChangeRefusal m_refusal;
};

} // namespace ui::pages
