#pragma once

#include "test_request.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QPlainTextEdit;

namespace ui::models {
class GatewayAccess;
class GatewayModel;
}
namespace ui::widgets {
class Button;
class ElidedLabel;
class Label;
class StatusLabel;
}

namespace ui::pages {

/// Model names that a test may ask for: names of routes that are no patterns,
/// then one model of every provider that is ready. The demo's working model first.
QStringList testModels(const models::GatewayModel& model, const models::GatewayAccess& access);

/// Sends a real request through the gateway and shows the answer as it streams,
/// and who gave it.
class TestRequestDialog : public QDialog {
    Q_OBJECT
public:
    /// Both must outlive the dialog.
    TestRequestDialog(models::GatewayModel& model, models::GatewayAccess& access, QWidget* parent = nullptr);

    void send();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showFacts();
    void showEnd();

    models::GatewayModel& m_gateway;
    TestRequest m_request;
    widgets::Label* m_title;
    widgets::Label* m_modelLabel;
    QComboBox* m_model;
    QPlainTextEdit* m_answer;
    widgets::StatusLabel* m_status;
    QFormLayout* m_form;
    widgets::Label* m_labels[5];
    widgets::ElidedLabel* m_values[5];
    widgets::Button* m_close;
    widgets::Button* m_send;
};

} // namespace ui::pages
