#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/policies/limit_preview.h"
#include "ui/models/policies/placed_limit.h"

#include "gateway/config/fields/issue.h"

#include <QList>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace ui::widgets {
class StatusLabel;
}

namespace ui::pages {

/// Adds or edits a limit, and tells what it would have done in the last 7 days. Open it with `open()`.
class LimitDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers, models::Requests>;

    /// `name`: the limit to edit; empty: a new one that begins as `preset`. Both must outlive it.
    LimitDialog(const Access& access, const gateway::Clock& clock, const QString& name, const gateway::config::LimitSettings& preset, QWidget* parent = nullptr);

    models::LimitPreview& preview() { return m_preview; }

Q_SIGNALS:
    void saved(const QString& name);

protected:
    void save() override;

private:
    void addRows();
    void fillChoices();
    void fill(const models::PlacedLimit& limit);
    void fillWindow(const gateway::config::LimitSettings& limit);
    void connectFields();
    void edited();
    void settleRows();
    QWidget* rowOf(std::initializer_list<QWidget*> controls);
    gateway::config::LimitKind kind() const;
    models::PlacedLimit typed() const;
    void putWindow(gateway::config::LimitSettings& limit) const;
    std::optional<std::vector<int>> warnLevels() const;
    QWidget* field(std::string_view path) const;
    void showIssues(const std::string& own, const std::vector<gateway::config::Issue>& issues);
    void showPreview();

    Access m_access;
    const models::PlacedLimit m_before; ///< without a name: a new one
    std::vector<models::LimitPlace> m_places; ///< those to choose from
    models::LimitPreview m_preview;
    QLineEdit* m_name;
    QComboBox* m_place;
    QComboBox* m_kind;
    QDoubleSpinBox* m_amount;
    QComboBox* m_currency;
    QWidget* m_limitRow;
    QComboBox* m_count;
    QLineEdit* m_expression;
    QSpinBox* m_number; ///< of `m_unit`
    QComboBox* m_unit;
    QComboBox* m_calendar;
    QWidget* m_windowRow;
    QWidget* m_byRow;
    QList<QCheckBox*> m_by; ///< in the order of `LimitBy`
    QLineEdit* m_providers;
    QLineEdit* m_models;
    QLineEdit* m_consumers;
    QComboBox* m_reserve;
    QComboBox* m_exceeded;
    QComboBox* m_to;
    QSpinBox* m_queue;
    QDoubleSpinBox* m_wait; ///< seconds
    QLineEdit* m_warnAt;
    widgets::StatusLabel* m_previewLine;
    int m_filledNumber = 0; ///< what the window was filled in with
    int m_filledUnit = 0;
    bool m_isFilling = false;
};

} // namespace ui::pages
