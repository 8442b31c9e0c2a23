#pragma once

#include "step.h"

#include "ui/models/gateway_parts.h"

namespace ui::dialogs {
class FormGrid;
class LookFields;
}
namespace ui::widgets {
class Card;
class ElidedLabel;
class Label;
}

namespace ui::wizard {

/// Language and theme, applied at once; where the files are, and what never leaves the machine.
class LanguageStep final : public Step {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit LanguageStep(const Access& access, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    QString sentence() const override;
    void retranslate() override;
    QWidget* firstField() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Fact {
        widgets::Label* name;
        widgets::ElidedLabel* value;
    };
    Fact addFact(const char* objectName);

    Access m_access;
    dialogs::FormGrid* m_form;
    dialogs::LookFields* m_look;
    widgets::Card* m_files;
    Fact m_config{};
    Fact m_data{};
    widgets::Card* m_stays;
    widgets::Label* m_promises[3]{};
};

} // namespace ui::wizard
