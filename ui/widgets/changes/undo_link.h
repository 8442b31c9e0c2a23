#pragma once

#include "ui/widgets/button.h"

#include <functional>

namespace ui::widgets {

/// Takes back what was last done in the card around it, in words of its own. Hidden
/// while there is nothing to take back.
class UndoLink : public Button {
    Q_OBJECT
public:
    explicit UndoLink(QWidget* card);

    /// `words` is asked again where the language changes.
    void offer(std::function<QString()> words, std::function<void()> undo);

protected:
    void changeEvent(QEvent* event) override;

private:
    void undo();

    std::function<QString()> m_words;
    std::function<void()> m_undo;
};

} // namespace ui::widgets
