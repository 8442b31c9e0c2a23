#pragma once

#include "theme.h"

class QPainter;
class QRect;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QWidget;

namespace ui::look {

/// Draws buttons, fields and boxes for `SignalboxStyle`. A view of its theme.
class ControlPainter {
public:
    explicit ControlPainter(const Theme& theme) : m_theme(theme) {}

    void button(QPainter& painter, const QStyleOption& option, const QWidget* widget) const;
    void toolButton(QPainter& painter, const QStyleOption& option) const;
    void field(QPainter& painter, const QStyleOption& option) const;
    void checkBox(QPainter& painter, const QStyleOption& option) const;
    void radioButton(QPainter& painter, const QStyleOption& option) const;
    void comboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRect& arrow) const;
    void spinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down) const;
    void scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle) const;
    /// A rounded rectangle with a border of 1 px inside `rect`.
    void panel(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& line, int radius) const;

private:
    const Theme& m_theme;
};

} // namespace ui::look
