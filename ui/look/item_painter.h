#pragma once

#include "theme.h"

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionMenuItem;

namespace ui::look {

/// Draws tables' headers, rows and menus for `SignalboxStyle`. A view on its theme.
class ItemPainter {
public:
    explicit ItemPainter(const Theme& theme) : m_theme(theme) {}

    /// The ground of a row or item: selected (soft, with the bar at the left of the
    /// first column), under the pointer, or nothing.
    void row(QPainter& painter, const QStyleOption& option, bool withBar) const;
    void headerSection(QPainter& painter, const QStyleOption& option) const;
    void headerLabel(QPainter& painter, const QStyleOptionHeader& option) const;
    void menuItem(QPainter& painter, const QStyleOptionMenuItem& option) const;
    QSize menuItemSize(const QStyleOptionMenuItem& option) const;

private:
    const Theme& m_theme;
};

} // namespace ui::look
