#pragma once

#include "ui/widgets/button.h"

namespace ui::dialogs {

/// The link of a dialog for the usual fields of something to the dialog with every field of it, which takes its place.
/// Once something was changed, following it saves first, and its text says so: no change is lost.
class AllSettingsLink final : public widgets::Button {
    Q_OBJECT
public:
    explicit AllSettingsLink(QWidget* parent);

    bool savesFirst() const { return m_savesFirst; }
    void setSavesFirst(bool savesFirst);

private:
    bool m_savesFirst = false;
};

} // namespace ui::dialogs
