#pragma once

#include <QWidget>

namespace ui::widgets {
class Button;
}

namespace ui::wizard {

/// One step of the first run: its words, its content, and what the buttons below it do.
class Step : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString name() const = 0;     ///< in the line of steps: "Gateway"
    virtual QString title() const = 0;    ///< above the content
    virtual QString sentence() const = 0; ///< under the title
    /// The words of the primary button.
    virtual QString goOnText() const;
    virtual bool canGoOn() const { return true; }
    /// Whether there is nothing to decide: on the way forward it is left out, and Back leads to it.
    virtual bool isSettled() const { return false; }
    /// The primary button was pressed: `finished()` now, later, or not at all.
    virtual void goOn();
    /// True: it went back inside itself.
    virtual bool goBack() { return false; }
    /// Esc was pressed. True: something inside was closed, and the wizard stays open.
    virtual bool escape() { return false; }
    /// The words of the button that leaves it out; empty: there is nothing to leave out.
    virtual QString skipText() const;
    /// One more button, left of the primary one; null: none. The step shows and hides it by `hasAction()`.
    virtual widgets::Button* action() { return nullptr; }
    virtual bool hasAction() const { return false; }
    /// It is shown now.
    virtual void enter() {}
    virtual void retranslate() = 0;
    /// What has the focus first; null: the primary button.
    virtual QWidget* firstField() const { return nullptr; }

Q_SIGNALS:
    /// Words, or what the buttons may do.
    void changed();
    void finished();
    /// What has the focus first may have changed.
    void focusWanted();
};

} // namespace ui::wizard
