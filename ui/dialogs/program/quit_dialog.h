#pragma once

#include "ui/models/gateway_model.h"

#include <QDialog>

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

/// Asks what becomes of the requests that are under way when the program is to
/// end, and shows them become fewer while it waits. Open it with `open()`.
class QuitDialog : public QDialog {
    Q_OBJECT
public:
    /// `model` must outlive it. `longest`: how long is waited at most.
    QuitDialog(const models::GatewayModel& model, gateway::Milliseconds longest, QWidget* parent = nullptr);

    /// The waiting has begun: there is no way back, but it can be cut short. `longest`: from now on.
    void setWaiting(gateway::Milliseconds longest);

Q_SIGNALS:
    void waitChosen(); ///< also when nothing is under way any more
    void stopChosen();

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void refresh();

    const models::GatewayModel& m_model;
    gateway::Milliseconds m_longest;
    bool m_isWaiting = false;
    widgets::Label* m_title;
    widgets::Label* m_text;
    widgets::Button* m_cancel;
    widgets::Button* m_stop;
    widgets::Button* m_wait;
};

} // namespace ui::dialogs
