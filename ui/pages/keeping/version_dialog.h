#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_access.h"

#include <string>

namespace ui::pages {

class TextDiffView;

/// What putting a version back would change, and the button that does it.
class VersionDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    /// `title` names the version; `text` is what it says, `now` what the file says.
    VersionDialog(models::GatewayAccess& access, int number, const QString& title, const std::string& text, const std::string& now, QWidget* parent);

protected:
    void save() override;

private:
    models::GatewayAccess& m_access;
    const int m_number;
    TextDiffView* m_diff;
};

} // namespace ui::pages
