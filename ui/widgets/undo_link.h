#pragma once

#include "button.h"

#include <functional>

namespace ui::widgets {

/// Takes back what was last done in the card around it, in words of its own. Hidden
/// while there is nothing to take back. Words that it has no room for are shortened, so that a long name in them moves
/// nothing; the tool tip has them whole.
class UndoLink : public Button {
    Q_OBJECT
public:
    explicit UndoLink(QWidget* card);

    /// `words` is asked again where the language changes.
    void offer(std::function<QString()> words, std::function<void()> undo);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void undo();
    void say();
    void shorten();

    std::function<QString()> m_words;
    std::function<void()> m_undo;
    QString m_said;   ///< whole
    int m_around = 0; ///< px that it takes beside its words
};

} // namespace ui::widgets
