#pragma once

#include "gateway/host/config_editing.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

#include <string>

namespace ui::pages {

class TextDiffView;

/// Shows what restoring a version would change, with a button for it.
class VersionDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `title` names the version; `now` is the content of the file.
    VersionDialog(const Access& access, int number, const QString& title, const gateway::host::ConfigEditing::Restorable& version, const std::string& now,
                  QWidget* parent);

protected:
    void save() override;

private:
    Access m_access;
    const int m_number;
    TextDiffView* m_diff;
};

} // namespace ui::pages
