#pragma once

#include "ui/models/gateway_model.h"
#include "ui/widgets/dialog.h"

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

/// Asks what to do with requests in progress when the program is about to end, and shows their decreasing number while
/// it waits. Open it with `open()`.
class QuitDialog : public widgets::Dialog {
    Q_OBJECT
public:
    /// `model` must outlive it. `longest`: maximum waiting time.
    QuitDialog(const models::GatewayModel& model, gateway::Milliseconds longest, QWidget* parent = nullptr);

    /// Waiting has begun: it cannot be cancelled, but cut short. `longest`: from now on.
    void setWaiting(gateway::Milliseconds longest);

Q_SIGNALS:
    void waitChosen(); ///< also emitted when no request is in progress any more
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
