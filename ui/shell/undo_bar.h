#pragma once

#include "gateway/host/config_editing.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

namespace ui::widgets {
class Button;
class ElidedLabel;
}

namespace ui::shell {

/// Says for a while what changed in the configuration, and takes it back or does it again.
class UndoBar : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit UndoBar(const Access& access, QWidget* parent = nullptr);

    void undo();
    void redo();

    /// What has a say before keys are taken from consumers: it goes on by calling `goOn`, or does not.
    using Guard = std::function<void(const std::vector<std::string>& keys, std::function<void()> goOn)>;
    void setGuard(Guard guard) { m_guard = std::move(guard); }

Q_SIGNALS:
    /// A new key may be wanted for a consumer whose key stays revoked.
    void consumerWanted(const QString& name);
    /// Of the configuration, where another program's change has ended what can be taken back.
    void versionsWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    using Move = gateway::host::ConfigEditing::Move;
    void show(Move move, const gateway::host::ConfigEditing::Parts& parts);
    void retranslate();
    void takeBack();
    void tellOfRevoked(const std::vector<std::string>& consumers);
    void follow();
    void tellOfEnd();
    void act();
    void failed(const gateway::Error& error);

    gateway::host::ConfigEditing& m_editing;
    widgets::ElidedLabel* m_text;
    widgets::Button* m_action;
    widgets::Button* m_close;
    QTimer m_end;
    Move m_move = Move::Changed;
    gateway::host::ConfigEditing::Parts m_parts;
    QString m_revokedOf; ///< the consumer whose key was not revived; empty: none
    bool m_hasSteps = false; ///< that can be taken back or done again
    bool m_isEnded = false;  ///< by another program's change, and there was none here since
    Guard m_guard;
    models::ChangeRefusal m_refusal; ///< of the last undo
};

} // namespace ui::shell
