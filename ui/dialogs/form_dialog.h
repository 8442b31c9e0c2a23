#pragma once

#include "ui/widgets/dialog.h"

class QHBoxLayout;
class QScrollArea;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

class FormGrid;

/// A dialog with a form: a title, the fields with their errors below them, Cancel and the save button. As high as its
/// fields; if the screen is too small, the fields scroll and the buttons stay visible. Open it with `open()`.
class FormDialog : public widgets::Dialog {
    Q_OBJECT
public:
    /// `action`: text of the save button.
    FormDialog(const QString& title, const QString& action, QWidget* parent);

    QSize sizeHint() const override;
    void setVisible(bool visible) override;

Q_SIGNALS:
    /// Emitted before `save()` if the button was clicked.
    void saveClicked();

protected:
    /// Adds a link before the buttons. Takes ownership of it.
    void addLink(widgets::Button* link);
    FormGrid* form() const { return m_form; }
    virtual void save() = 0;
    /// Disables the dialog while the gateway processes the change.
    void setSaving(bool saving);
    bool canSave() const;
    void clearProblems();
    /// Shows a problem below `field`, or below the form if that is null. `detail`: the gateway's message.
    void showProblem(QWidget* field, const QString& text, const QString& detail);
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build(const QString& title);
    /// Grows the dialog after rows were added or have grown.
    void makeRoom();
    int fieldsHeight(int across) const;

    QScrollArea* m_scroll;
    FormGrid* m_form;
    QHBoxLayout* m_buttons;
    widgets::Label* m_problem;
    widgets::Button* m_cancel;
    widgets::Button* m_save;
};

} // namespace ui::dialogs
