#pragma once

#include "button.h"

#include <functional>

namespace ui::widgets {

/// Undoes the last action in the surrounding card, with its own text. Hidden while there is nothing to undo. The text
/// is elided if there is no room, so that a long name moves nothing; the tool tip has the full text.
class UndoLink : public Button {
    Q_OBJECT
public:
    explicit UndoLink(QWidget* card);

    /// `words` is called again after a change of the language.
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
    QString m_said;   ///< full text
    int m_around = 0; ///< width besides the text, in px
};

} // namespace ui::widgets
