#pragma once

#include <QAccessibleWidget>

#include <vector>

namespace ui::pages {

class AttemptWaterfall;

/// Exposes the rows of a waterfall to screen readers, as a list. Private to the room.
class WaterfallAccess final : public QAccessibleWidget {
public:
    explicit WaterfallAccess(AttemptWaterfall* widget);
    ~WaterfallAccess() override;

    /// Registers this for all waterfalls; may be called repeatedly.
    static void install();
    /// To be called when the widget has other rows.
    static void rowsChanged(AttemptWaterfall* widget);

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;

private:
    AttemptWaterfall& m_waterfall;
    mutable std::vector<QAccessible::Id> m_rows; // created on demand
};

} // namespace ui::pages
