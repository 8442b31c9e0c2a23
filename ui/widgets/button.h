#pragma once

#include "ui/look/signalbox_style.h"

#include <QPushButton>

namespace ui::widgets {

using look::ButtonKind;

/// A push button of one of four kinds. At most one primary button per page or dialog.
class Button : public QPushButton {
    Q_OBJECT
public:
    /// `iconName`: from `resources/icons`, or empty. Set the text of an icon-only button with `setHint`.
    explicit Button(ButtonKind kind, const QString& text = {}, const QString& iconName = {}, QWidget* parent = nullptr);

    /// Sets the literal text, which may include user-defined names: `&` does not mark a mnemonic.
    void setText(const QString& words);
    QString text() const;
    void setIconName(const QString& iconName);
    /// Sets the tool tip (with the shortcut in parentheses, if given) and the accessible name.
    void setHint(const QString& words, const QKeySequence& shortcut = {});

private:
    ButtonKind m_kind;
};

} // namespace ui::widgets
