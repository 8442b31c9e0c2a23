#pragma once

#include "gateway/host/config_editing.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace ui::widgets {
class Button;
class ElidedLabel;
}

namespace ui::shell {

/// Says for a while what changed in the configuration, and takes it back or does it again.
class UndoBar : public QWidget {
    Q_OBJECT
public:
    /// `editing` must outlive it.
    explicit UndoBar(gateway::host::ConfigEditing& editing, QWidget* parent = nullptr);

    void undo();
    void redo();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    using Move = gateway::host::ConfigEditing::Move;
    void show(Move move, const gateway::host::ConfigEditing::Parts& parts);
    void retranslate();
    void failed(const gateway::Error& error);

    gateway::host::ConfigEditing& m_editing;
    widgets::ElidedLabel* m_text;
    widgets::Button* m_action;
    widgets::Button* m_close;
    QTimer m_end;
    Move m_move = Move::Changed;
    gateway::host::ConfigEditing::Parts m_parts;
    std::optional<gateway::Error> m_problem; ///< of the last undo
};

} // namespace ui::shell
