#pragma once

#include <QDialog>

class QScrollArea;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

class FormGrid;

/// A dialog of one form: a title, the fields with their errors under them, Cancel
/// and the button that saves. As high as its fields; where the screen has no room for them, they are scrolled and the
/// buttons stay. Open it with `open()`.
class FormDialog : public QDialog {
    Q_OBJECT
public:
    /// `action`: the words of the button that saves.
    FormDialog(const QString& title, const QString& action, QWidget* parent);

    QSize sizeHint() const override;
    void setVisible(bool visible) override;

protected:
    FormGrid* form() const { return m_form; }
    virtual void save() = 0;
    /// While the gateway decides.
    void setSaving(bool saving);
    bool canSave() const;
    void clearProblems();
    /// Below `field`; below the form where it is null. `detail`: the gateway's own words.
    void showProblem(QWidget* field, const QString& text, const QString& detail);
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build(const QString& title);
    /// After rows came or grew.
    void makeRoom();
    int fieldsHeight(int across) const;

    QScrollArea* m_scroll;
    FormGrid* m_form;
    widgets::Label* m_problem;
    widgets::Button* m_cancel;
    widgets::Button* m_save;
};

} // namespace ui::dialogs
