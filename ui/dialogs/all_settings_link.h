#pragma once

#include "ui/widgets/button.h"

namespace ui::dialogs {

/// The link of a dialog for the usual fields of something to the dialog with every field of it, which takes its place.
/// Disabled once something was changed, so that no change is lost.
class AllSettingsLink final : public widgets::Button {
    Q_OBJECT
public:
    explicit AllSettingsLink(QWidget* parent);

    /// Watches the controls that are in `form` now. Call it after they were filled.
    void watch(const QWidget& form);

private:
    void lock();
};

} // namespace ui::dialogs
