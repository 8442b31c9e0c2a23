#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/clients/client_move.h"
#include "ui/models/gateway_parts.h"

#include <QTimer>

#include <optional>

class QCheckBox;
class QPlainTextEdit;
class QSpinBox;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

class HolderStop;

/// The gateway's port is taken: shows the holder, and offers to end it if the system allows that, to try again, or to
/// use the next free port or another one, with the set-up tools switched to it as well. Its buttons are the only way to
/// change anything. Open it with `open()`.
class PortDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit PortDialog(const Access& access, QWidget* parent = nullptr);

protected:
    void save() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    int wantedPort() const;
    void look(int port, bool isWanted);
    void found(const gateway::host::PortFinding& finding, bool isWanted);
    void propose(const gateway::host::PortFinding& wanted);
    void planMove();
    void showMove();
    void settle();
    void moveTools();
    void tryAgain();

    Access m_access;
    std::unique_ptr<models::ClientMove> m_move; ///< null: the set-up tools are unknown
    std::optional<gateway::host::PortFinding> m_chosen; ///< result for the chosen port
    QTimer m_typed;
    int m_tried = 0; ///< the chosen port, which is being checked or was checked
    bool m_isTyped = false; ///< the user chose another port than the suggested one
    bool m_isEntered = false; ///< Return was pressed before the check of the chosen port has finished
    bool m_isTrying = false; ///< the gateway is trying to listen
    widgets::Label* m_holder;
    widgets::Button* m_again;
    widgets::Button* m_stop;
    HolderStop* m_stopper;
    QSpinBox* m_port;
    widgets::Label* m_portHint;
    QCheckBox* m_tools;
    QPlainTextEdit* m_diff;
};

} // namespace ui::dialogs
