#pragma once

#include "ui/look/theme.h"

#include <QAbstractButton>

#include <vector>

namespace ui::charts {

/// A series in a chart's legend: its swatch and name, which is elided in the middle if there is not enough room. A
/// click hides or shows the series; it is checked while the series is visible.
class LegendEntry : public QAbstractButton {
    Q_OBJECT
public:
    explicit LegendEntry(look::Ink ink, QWidget* parent = nullptr);

    /// Sets the full name, also for screen readers.
    void setName(const QString& name);
    /// The swatch is a piece of such a line; NoPen: a square.
    void setLine(Qt::PenStyle line);
    /// Names the hatching of all series instead of a series: cannot be clicked.
    void setHatched();
    /// The name as drawn at the current width.
    QString shownName() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int swatchWidth() const;
    int roomForName() const;

    look::Ink m_ink;
    QString m_name;
    Qt::PenStyle m_line = Qt::NoPen;
    bool m_isHatched = false;
};

/// The entries of a legend, in as few lines as the width allows. Names are elided no more than necessary. The
/// surrounding layout determines its position; its size hint is that of one line.
class ChartLegend : public QWidget {
    Q_OBJECT
public:
    explicit ChartLegend(QWidget* parent = nullptr);

    void add(LegendEntry* entry);
    void clear();
    bool isEmpty() const { return m_entries.empty(); }
    /// Aligns to the left, for a legend in its own line; otherwise to the right.
    void setLeading(bool leading);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using Line = std::vector<LegendEntry*>;
    std::vector<Line> linesOf(int most) const;
    int lineHeight() const;
    void settle();

    std::vector<LegendEntry*> m_entries;
    bool m_isLeading = false;
    int m_height = 0; ///< of its lines at the current width
};

} // namespace ui::charts
