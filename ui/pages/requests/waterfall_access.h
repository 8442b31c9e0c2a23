#pragma once

#include <QAccessibleWidget>

#include <vector>

namespace ui::pages {

class AttemptWaterfall;

/// Tells screen readers the rows of a waterfall, as a list. Private to the room.
class WaterfallAccess final : public QAccessibleWidget {
public:
    explicit WaterfallAccess(AttemptWaterfall* widget);
    ~WaterfallAccess() override;

    /// From now on waterfalls have it; as often as one likes.
    static void install();
    /// The widget has other rows.
    static void rowsChanged(AttemptWaterfall* widget);

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;

private:
    AttemptWaterfall& m_waterfall;
    mutable std::vector<QAccessible::Id> m_rows; // made when asked for
};

} // namespace ui::pages
