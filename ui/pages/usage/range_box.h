#pragma once

#include <QComboBox> // first: moc 6.4 cannot read <compare>, which the others include, before all of Qt's

#include "gateway/core/clock.h"
#include "ui/models/usage/usage_span.h"

namespace ui::pages {

/// Over which time usage is counted: up to today, or over days of one's own, which it shows as long as they are chosen.
class RangeBox : public QComboBox {
    Q_OBJECT
public:
    enum class Range { Today, Week, Month, Year, Own };

    /// `clock` must outlive it.
    explicit RangeBox(const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Neither of them says `chosen`. `Own`: the days that were chosen before, at first today.
    void setRange(Range range);
    void setOwnSpan(QDate first, QDate last);
    /// By the day of the clock: what is up to today goes on with it.
    models::UsageSpan span() const;
    /// px that its choice takes beyond what it can be shortened to.
    int spare() const;
    QSize sizeHint() const override;
    /// What it shows while it is closed: its choice, of chosen days without the years where there is no room for them.
    QString shownText() const;
    void retranslate();

Q_SIGNALS:
    void chosen(); ///< by whoever sits before it

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
