#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <optional>
#include <vector>

class QAbstractButton;

namespace ui::widgets {
class Button;
class EmptyState;
}

namespace ui::pages {

class PresetButton;

/// Shown on the Providers page while there is no provider: presets, local model servers, the whole catalog, the demo.
class ProvidersWelcome : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Providers>;

    enum class Form {
        Page,   ///< with an illustration, and the presets in a row
        Narrow, ///< without an illustration, two presets per row, and an address of the user's own among them
    };
    /// `access` must outlive it.
    explicit ProvidersWelcome(const Access& access, QWidget* parent = nullptr, Form form = Form::Page);

    void retranslate();

Q_SIGNALS:
    /// `entry` of the catalog, empty for all; `address` of a detected server, or empty.
    void addRequested(const QString& entry, const QString& address);
    void demoRequested();

protected:
    /// Searches for local model servers.
    void showEvent(QShowEvent* event) override;

private:
    void showLocal();
    QString foundText(const gateway::host::LocalEngine& engine) const;
    void chooseLocal();

    Access m_access;
    widgets::EmptyState* m_state;
    std::vector<PresetButton*> m_presets;
    PresetButton* m_local;
    PresetButton* m_other; ///< null: there is none
    widgets::Button* m_all;
    widgets::Button* m_demo;
    std::optional<std::vector<gateway::host::LocalEngine>> m_engines; ///< empty: still searching
};

} // namespace ui::pages
