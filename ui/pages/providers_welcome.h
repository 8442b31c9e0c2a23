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

/// What the Providers page shows while there is none: presets, what runs on this
/// machine, the whole catalog, the demo.
class ProvidersWelcome : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Providers>;

    enum class Form {
        Page,   ///< with a drawing, the presets in a row
        Narrow, ///< without one, the presets two by two
    };
    /// `access` must outlive it.
    explicit ProvidersWelcome(const Access& access, QWidget* parent = nullptr, Form form = Form::Page);

    void retranslate();

Q_SIGNALS:
    /// `entry` of the catalog, empty for all; `address` of a server that was found, or empty.
    void addRequested(const QString& entry, const QString& address);
    void demoRequested();

protected:
    /// Looks for model servers of this machine.
    void showEvent(QShowEvent* event) override;

private:
    void showLocal();
    QString foundText(const gateway::host::LocalEngine& engine) const;
    void chooseLocal();

    Access m_access;
    widgets::EmptyState* m_state;
    std::vector<PresetButton*> m_presets;
    PresetButton* m_local;
    widgets::Button* m_all;
    widgets::Button* m_demo;
    std::optional<std::vector<gateway::host::LocalEngine>> m_engines; ///< empty: still looking
};

} // namespace ui::pages
