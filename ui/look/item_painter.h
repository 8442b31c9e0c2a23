#pragma once

#include "theme.h"

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionMenuItem;

namespace ui::look {

/// Draws table headers, rows and menus for `SignalboxStyle`. A view of its theme.
class ItemPainter {
public:
    explicit ItemPainter(const Theme& theme) : m_theme(theme) {}

    /// The background of a row or item: selected (tinted, with a bar to the left of the first column), hovered, or
    /// none.
    void row(QPainter& painter, const QStyleOption& option, bool withBar) const;
    void headerSection(QPainter& painter, const QStyleOption& option) const;
    void headerLabel(QPainter& painter, const QStyleOptionHeader& option) const;
    void menuItem(QPainter& painter, const QStyleOptionMenuItem& option) const;
    QSize menuItemSize(const QStyleOptionMenuItem& option) const;

private:
    const Theme& m_theme;
};

} // namespace ui::look
