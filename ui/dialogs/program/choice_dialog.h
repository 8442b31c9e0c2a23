#pragma once

#include <QDialog>
#include <QStringList>

class QCheckBox;

namespace ui::dialogs {

/// A question with a few answers, each a button whose words say what it does; the last one is the primary one.
/// Escape chooses none. Open it with `open()`.
class ChoiceDialog : public QDialog {
    Q_OBJECT
public:
    struct Question {
        QString title;
        QString text;
        QStringList answers; ///< at least one, from left to right
        QString check = {};  ///< words of a box under the text, not checked; empty: none
    };

    ChoiceDialog(const Question& question, QWidget* parent = nullptr);

    bool isChecked() const;

Q_SIGNALS:
    /// By its place in `answers`.
    void chosen(int answer);

private:
    QCheckBox* m_check = nullptr;
};

} // namespace ui::dialogs
