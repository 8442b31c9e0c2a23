#include "all_settings_link.h"

namespace ui::dialogs {

AllSettingsLink::AllSettingsLink(QWidget* parent) : Button(widgets::ButtonKind::Link, tr("All settings…"), {}, parent)
{
    setObjectName(QStringLiteral("allSettings"));
    setToolTip(tr("Opens a form with every setting"));
}

void AllSettingsLink::setSavesFirst(bool savesFirst)
{
    m_savesFirst = savesFirst;
    setText(savesFirst ? tr("Save and open all settings…") : tr("All settings…"));
}

} // namespace ui::dialogs
