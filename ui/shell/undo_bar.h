#pragma once

#include "ui/fields/change_words.h"

#include "gateway/host/config_editing.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"

#include <QTimer>
#include <QWidget>

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace ui::widgets {
class Button;
class ElidedLabel;
}

namespace ui::shell {

/// Shows a change of the configuration for a while, with undo or redo: a removal until the next change.
class UndoBar : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// `access` must outlive it.
    explicit UndoBar(const Access& access, QWidget* parent = nullptr);

    void undo();
    void redo();

    /// Called before undo revokes keys of consumers: it continues by calling `goOn`, or cancels by not calling it.
    using Guard = std::function<void(const std::vector<std::string>& keys, std::function<void()> goOn)>;
    void setGuard(Guard guard) { m_guard = std::move(guard); }

Q_SIGNALS:
    /// Emitted to create a new key for a consumer whose key stays revoked.
    void consumerWanted(const QString& name);
    /// Emitted to show the versions of the configuration, when another program's change has cleared the undo steps.
    void versionsWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    using Move = gateway::host::ConfigEditing::Move;
    void show(Move move, const gateway::host::ConfigEditing::Parts& parts);
    void retranslate();
    void want(Move move);
    void next();
    void stepped();
    void undoLast();
    void redoLast();
    gateway::host::ConfigEditing::Done whenMoved(void (UndoBar::*then)());
    void tellOfRevoked(const std::vector<std::string>& consumers);
    void follow();
    void tellOfEnd();
    void act();
    void failed(const gateway::Error& error);

    gateway::host::ConfigEditing& m_editing;
    fields::ChangeWords::NameOf m_nameOf;
    widgets::ElidedLabel* m_text;
    widgets::Button* m_action;
    widgets::Button* m_close;
    QTimer m_end; ///< hides it; not running: it stays until the next change
    std::deque<Move> m_wanted; ///< undo and redo asked for; the first one is under way
    Move m_move = Move::Changed;
    gateway::host::ConfigEditing::Parts m_parts;
    QString m_revokedOf; ///< consumer whose key stays revoked; empty: none
    bool m_hasSteps = false; ///< there are steps to undo or redo
    bool m_isEnded = false;  ///< another program's change cleared the steps, and there was no change here since
    Guard m_guard;
    models::ChangeRefusal m_refusal; ///< of the last undo
};

} // namespace ui::shell
