#pragma once

#include "step.h"

#include "ui/models/gateway_parts.h"

#include <QTimer>

#include <optional>

class QSpinBox;

namespace ui::dialogs {
class HolderStop;
}

namespace ui::models {
class KeychainTrial;
}

namespace ui::widgets {
class Card;
class Label;
class ProblemLine;
class StatusLabel;
}

namespace ui::wizard {

/// Whether the gateway listens, which program holds its port if not, and whether the keychain works. The port is
/// changed only by an explicit button.
class GatewayStep final : public Step {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets>;

    /// `access` must outlive it.
    explicit GatewayStep(const Access& access, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    QString sentence() const override;
    QString goOnText() const override;
    bool canGoOn() const override;
    bool isSettled() const override;
    /// A port that was typed is settled first: used if it is free, else it is said who has it.
    void goOn() override;
    void enter() override;
    void retranslate() override;
    QWidget* firstField() const override;

private:
    void build();
    void showStatus();
    void showFinding();
    void showKeychain();
    void listenAgain();
    void tryPort();
    void usePort(int port);
    bool isPortOpen() const;
    bool isTypedTaken() const;
    QString typedClash() const;
    QString portProblem() const;
    int offeredPort() const;
    QString helpText() const;
    int wantedPort() const;
    QString reachText() const;
    bool isListening() const;
    bool hasFailed() const;

    Access m_access;
    QTimer m_typed; ///< a port is checked after a pause in typing
    std::optional<gateway::host::PortFinding> m_finding; ///< empty: still checking
    models::KeychainTrial* m_keychain;
    bool m_isPortTyped = false;
    bool m_wasListening = false;
    QString m_changeProblem; ///< why the port was not changed
    QString m_holderProblem; ///< why its holder was not ended
    widgets::Card* m_address;
    widgets::StatusLabel* m_status;
    widgets::Label* m_urls;
    widgets::Label* m_help;
    QWidget* m_portRow;
    widgets::Label* m_portLabel;
    QSpinBox* m_port;
    widgets::ProblemLine* m_taken; ///< why the typed port is not used, and its holder
    widgets::Button* m_use;
    widgets::Button* m_stop;
    dialogs::HolderStop* m_stopper;
    widgets::Button* m_again;
    widgets::Card* m_keys;
    widgets::StatusLabel* m_keysStatus;
    widgets::Label* m_keysHelp;
    widgets::Button* m_keysAgain;
};

} // namespace ui::wizard
