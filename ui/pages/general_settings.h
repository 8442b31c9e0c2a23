#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/pages/settings/saved_line.h"
#include "ui/pages/settings/setting_row.h"
#include "ui/widgets/card.h"

#include <QList>

class QCheckBox;
class QComboBox;

namespace ui::widgets {
class AddressField;
class Button;
class ElidedLabel;
class Label;
}

namespace ui::dialogs {
class LookFields;
}

namespace ui::pages {

/// Language, theme, window; and where the gateway listens and where its files are.
class GeneralSettings : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit GeneralSettings(const Access& access, QWidget* parent = nullptr);

Q_SIGNALS:
    void firstRunRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Fact {
        widgets::Label* name;
        widgets::ElidedLabel* value;
    };
    void build();
    Fact addFact(const QString& objectName);
    void retranslate();
    void showSettings();
    void showFacts();
    void save();
    void showSaved(const std::optional<gateway::Error>& problem);

    Access m_access;
    dialogs::LookFields* m_look;
    QComboBox* m_trayIcon;
    QCheckBox* m_closeToTray;
    QCheckBox* m_askAboutClients;
    widgets::Button* m_firstRun;
    widgets::AddressField* m_address;
    widgets::Label* m_lookTitle = nullptr;
    widgets::Label* m_windowTitle = nullptr;
    widgets::Label* m_gatewayTitle = nullptr;
    widgets::Label* m_filesTitle = nullptr;
    SettingRow m_languageRow;
    SettingRow m_themeRow;
    SettingRow m_trayRow;
    SettingRow m_closeRow;
    SettingRow m_askRow;
    SettingRow m_addressRow;
    Fact m_listening{};
    Fact m_config{};
    Fact m_data{};
    widgets::Label* m_onlyOne; ///< shown if one of the loopback addresses is missing
    SavedLine* m_saved;
};

} // namespace ui::pages
