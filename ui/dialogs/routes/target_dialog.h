#pragma once

#include "route_form.h"

#include "ui/models/gateway_parts.h"

#include <cstddef>
#include <optional>

class QCheckBox;

namespace ui::dialogs {

class TargetChoice;
class TextField;

/// Adds a target to a route, or edits one. Open it with `open()`.
class TargetDialog : public RouteForm {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// `target`: its index in the route's list; past the end: a new one.
    TargetDialog(const Access& access, const QString& route, std::size_t target, QWidget* parent = nullptr);

    /// Its index in the route's list when it was last saved.
    std::size_t savedAt() const { return m_savedAt; }

protected:
    void save() override;

private:
    void addFields();
    void fill(const gateway::config::TargetSettings& target);
    std::string targetPath() const; ///< in the configuration, relative to the route
    bool read(gateway::config::TargetSettings& target);
    std::optional<gateway::config::TargetSettings> merged(const gateway::config::TargetSettings& typed, const gateway::config::TargetSettings& now);

    std::size_t m_target; ///< index in the route when the dialog was opened
    std::size_t m_savedAt = 0;
    bool m_isNew;
    TargetChoice* m_choice;
    QSpinBox* m_priority;
    QSpinBox* m_weight;
    QCheckBox* m_first;
    TextField* m_parameters;
    QString m_parametersBefore;
};

} // namespace ui::dialogs
