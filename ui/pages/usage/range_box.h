#pragma once

#include <QComboBox> // first: moc 6.4 cannot read <compare>, which the others include, before all of Qt's

#include "gateway/core/clock.h"
#include "ui/models/usage/usage_span.h"

namespace ui::pages {

/// The time span for usage: up to today, or custom days, which are shown while selected.
class RangeBox : public QComboBox {
    Q_OBJECT
public:
    enum class Range { Today, Week, Month, Year, Own };

    /// `clock` must outlive it.
    explicit RangeBox(const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Neither function emits `chosen`. `Own`: the days selected before, initially today.
    void setRange(Range range);
    void setOwnSpan(QDate first, QDate last);
    /// Evaluated at the current date: spans up to today move with it.
    models::UsageSpan span() const;
    /// Width of its text beyond the minimum, in px.
    int spare() const;
    QSize sizeHint() const override;
    /// The text shown while it is closed: custom days are shown without years if there is no room.
    QString shownText() const;
    void retranslate();

Q_SIGNALS:
    void chosen(); ///< by the user

protected:
    void initStyleOption(QStyleOptionComboBox* option) const override;

private:
    void act(int entry);
    void askForDays();
    QDate today() const;

    const gateway::Clock& m_clock;
    Range m_range = Range::Today;
    models::UsageSpan m_own;
};

} // namespace ui::pages
