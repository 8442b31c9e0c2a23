#pragma once

#include "ui/widgets/dialog.h"

#include <QStringList>

class QCheckBox;

namespace ui::dialogs {

/// A question with a few answers, each a button whose text says what it does; the last one is the primary button.
/// Escape chooses none. Open it with `open()`.
class ChoiceDialog : public widgets::Dialog {
    Q_OBJECT
public:
    struct Question {
        QString title;
        QString text;
        QStringList answers; ///< at least one, left to right
        QString check = {};  ///< text of an unchecked check box below the text; empty: none
        QList<int> unlessChecked = {}; ///< indices in `answers`; disabled while it is checked
    };

    ChoiceDialog(const Question& question, QWidget* parent = nullptr);

    bool isChecked() const;

Q_SIGNALS:
    /// Emitted with the index in `answers`.
    void chosen(int answer);

private:
    QCheckBox* m_check = nullptr;
};

} // namespace ui::dialogs
