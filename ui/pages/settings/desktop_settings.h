#pragma once

#include "setting_row.h"

#include "ui/models/autostart.h"
#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <vector>

class QCheckBox;
class QTimeEdit;

namespace ui::pages {

class SavedLine;

/// Autostart, checks for newer versions, and desktop notifications.
class DesktopSettings : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it; `autostart` too, if there is one.
    DesktopSettings(const Access& access, models::Autostart* autostart, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Kind {
        const char* id; ///< in `ui.muted`
        QCheckBox* box;
        SettingRow row;
    };
    void addQuietHours();
    void retranslate();
    void showSettings();
    void showAutostart();
    void save();

    Access m_access;
    models::Autostart* m_autostart;
    QCheckBox* m_start;
    widgets::Label* m_startTitle;
    SettingRow m_startRow;
    QCheckBox* m_updates;
    widgets::Label* m_updatesTitle;
    SettingRow m_updatesRow;
    widgets::Label* m_noticesTitle;
    std::vector<Kind> m_kinds;
    QCheckBox* m_quiet;
    QTimeEdit* m_quietFrom;
    QTimeEdit* m_quietTo;
    SettingRow m_quietRow;
    SavedLine* m_saved;
};

} // namespace ui::pages
