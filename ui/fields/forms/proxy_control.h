#pragma once

#include "field_control.h"

class QComboBox;
class QLineEdit;

namespace ui::fields {

/// The system proxy, none, or a URL with a user and a secret reference.
class ProxyControl : public FieldControl {
    Q_OBJECT
public:
    ProxyControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    QWidget* field() override;
    int wantedWidth() const override { return 300; }
    void retranslate() override;

private:
    void settle();
    void lineEdited();

    QComboBox* m_mode;
    QLineEdit* m_url;
    QLineEdit* m_user;
    QLineEdit* m_secret;
    gateway::Json m_shown;
};

} // namespace ui::fields
