#pragma once

#include "ui/look/theme.h"

#include <QAbstractButton>

#include <vector>

namespace ui::charts {

/// One series of a chart's legend: its swatch and name, which is shortened in its middle where there is no room. A click hides or shows
/// the series; it is checked while the series is shown.
class LegendEntry : public QAbstractButton {
    Q_OBJECT
public:
    explicit LegendEntry(look::Ink ink, QWidget* parent = nullptr);

    /// The whole name, also for screen readers.
    void setName(const QString& name);
    /// Its swatch is a piece of such a line instead of a square; NoPen: a square.
    void setLine(Qt::PenStyle line);
    /// The name as it is drawn at its width.
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
};

/// The entries of a legend, in as few lines as its width allows. Names are shortened no more than that needs.
/// What is beside it says where it stands; its hint is that of one line.
class ChartLegend : public QWidget {
    Q_OBJECT
public:
    explicit ChartLegend(QWidget* parent = nullptr);

    void add(LegendEntry* entry);
    void clear();
    bool isEmpty() const { return m_entries.empty(); }
    /// From the left, where it has lines of its own; else from the right.
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
    int m_height = 0; ///< of its lines at its width
};

} // namespace ui::charts
