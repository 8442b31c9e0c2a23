#pragma once

#include "ui/look/signalbox_style.h"

#include <QPushButton>

namespace ui::widgets {

using look::ButtonKind;

/// A push button of one of four kinds. One primary button per page or dialog.
class Button : public QPushButton {
    Q_OBJECT
public:
    /// `iconName`: of `resources/icons`, or empty. Give an icon-only button its
    /// words with `setHint`.
    explicit Button(ButtonKind kind, const QString& text = {}, const QString& iconName = {}, QWidget* parent = nullptr);

    /// Shown as it is, names of others' choice within it too: no `&` stands for a key.
    void setText(const QString& words);
    QString text() const;
    void setIconName(const QString& iconName);
    /// Tool tip (with the shortcut in brackets, if given) and accessible name.
    void setHint(const QString& words, const QKeySequence& shortcut = {});

private:
    ButtonKind m_kind;
};

} // namespace ui::widgets
