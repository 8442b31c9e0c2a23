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

/// The gateway's port is taken: says by whom, and offers to have that end where the system allows it, to try again once it has ended, the next free port or another
/// one, with the tools that were set up led there too. Nothing is changed but by its buttons. Open it with `open()`.
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
    std::unique_ptr<models::ClientMove> m_move; ///< null: nobody can say which tools there are
    std::optional<gateway::host::PortFinding> m_chosen; ///< what was found at the chosen port
    QTimer m_typed;
    int m_tried = 0; ///< the chosen port, which is being looked at or was
    bool m_isTyped = false; ///< somebody chose another port than the proposed one
    bool m_isEntered = false; ///< Return was pressed before it was known whether the chosen port is free
    bool m_isTrying = false; ///< the gateway is asked to listen, and has not said how it went
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
