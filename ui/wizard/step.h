#pragma once

#include <QWidget>

namespace ui::widgets {
class Button;
}

namespace ui::wizard {

/// A step of the first run: its texts, its content, and the behaviour of the buttons below it.
class Step : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString name() const = 0;     ///< in the list of steps: "Gateway"
    virtual QString title() const = 0;    ///< above the content
    virtual QString sentence() const = 0; ///< under the title
    /// The text of the primary button.
    virtual QString goOnText() const;
    virtual bool canGoOn() const { return true; }
    /// Whether there is nothing to decide: on the way forward it is left out, and Back leads to it.
    virtual bool isSettled() const { return false; }
    /// The primary button was pressed: `finished()` now, later, or not at all.
    virtual void goOn();
    /// Returns true if it went back within the step.
    virtual bool goBack() { return false; }
    /// Esc was pressed. True: something inside was closed, and the wizard stays open.
    virtual bool escape() { return false; }
    /// The words of the button that leaves it out; empty: there is nothing to leave out.
    virtual QString skipText() const;
    /// An additional button to the left of the primary one; null: none. The step shows and hides it by `hasAction()`.
    virtual widgets::Button* action() { return nullptr; }
    virtual bool hasAction() const { return false; }
    /// Whether Enter triggers the additional button, and not the primary one.
    virtual bool isActionNext() const { return !canGoOn(); }
    /// Called when it is shown.
    virtual void enter() {}
    virtual void retranslate() = 0;
    /// The first focused widget; null: the primary button.
    virtual QWidget* firstField() const { return nullptr; }

Q_SIGNALS:
    /// Emitted when texts or the state of the buttons change.
    void changed();
    void finished();
    /// Emitted when the first focused widget may have changed.
    void focusWanted();
};

} // namespace ui::wizard
