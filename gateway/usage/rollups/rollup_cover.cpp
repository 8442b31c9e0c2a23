#include "rollup_cover.h"

#include <algorithm>

namespace gateway::usage {

namespace {

constexpr std::int64_t kClocksStay = 7 * kMinutesPerDay; // clocks are not changed twice within that time

std::int64_t roundedUp(std::int64_t minute, std::int64_t length) { return -roundedDown(-minute, length); }

class Cover {
public:
    Cover(TimeStep step, const RollupStock& stock) : m_step(step), m_stock(stock) {}

    std::vector<RollupPiece> of(std::int64_t from_ms, std::int64_t to_ms)
    {
        const std::int64_t detailsFrom_ms = m_stock.detailsFrom * kMsPerMinute;
        if (from_ms < detailsFrom_ms || m_stock.beginsInSumsOnly)
            from_ms = roundedDown(from_ms, kMsPerMinute);
        if (to_ms < detailsFrom_ms || m_stock.endsInSumsOnly)
            to_ms = roundedUp(to_ms, kMsPerMinute);
        const MinuteSpan whole{roundedUp(from_ms, kMsPerMinute) / kMsPerMinute, minuteOf(to_ms)};
        if (whole.begin >= whole.end) {
            add(RollupSource::Rows, from_ms, to_ms);
            return std::move(m_pieces);
        }
        add(RollupSource::Rows, from_ms, whole.begin * kMsPerMinute);
        takeDays(whole);
        for (const MinuteSpan& span : m_finer)
            takeHours(span);
        add(RollupSource::Rows, whole.end * kMsPerMinute, to_ms);
        return std::move(m_pieces);
    }

private:
    void add(RollupSource source, std::int64_t begin_ms, std::int64_t end_ms)
    {
        if (begin_ms >= end_ms)
            return;
        if (!m_pieces.empty() && m_pieces.back().source == source && m_pieces.back().end_ms == begin_ms)
            m_pieces.back().end_ms = end_ms;
        else
            m_pieces.push_back({source, begin_ms, end_ms});
    }

    void add(RollupSource source, const MinuteSpan& span) { add(source, span.begin * kMsPerMinute, span.end * kMsPerMinute); }

    /// A stored day, and the part of it that is used.
    struct Day {
        MinuteSpan whole;
        MinuteSpan taken;
        bool isOfUse = false; ///< its sums are
        bool isWhole = false; ///< and they are taken
    };

    /// The stored days contain all exchanges; there are no gaps between them.
    void takeDays(const MinuteSpan& whole)
    {
        std::vector<Day> days;
        std::int64_t seen = m_stock.days.empty() ? 0 : m_stock.days.front().begin; // end of the previous days
        for (std::size_t i = 0; i < m_stock.days.size(); ++i) {
            const MinuteSpan& day = m_stock.days[i];
            const bool isAlone = day.begin >= seen && (i + 1 == m_stock.days.size() || m_stock.days[i + 1].begin >= day.end);
            seen = std::max(seen, day.end);
            if (day.end <= whole.begin || day.begin >= whole.end)
                continue;
            const bool isOfUse = isAlone && isOfToday(day);
            days.push_back({day, {std::max(day.begin, whole.begin), std::min(day.end, whole.end)}, isOfUse, isOfUse && whole.contains(day)});
        }
        settleEdges(days);
        for (const Day& day : days)
            if (day.isWhole)
                add(RollupSource::Days, day.whole);
            else
                addFiner(day.taken);
    }

    /// Days need not begin at a full hour of UTC. If only hours are left of a day, its neighbour would also contain a
    /// part of them.
    void settleEdges(std::vector<Day>& days) const
    {
        for (bool isSettled = false; !isSettled;) {
            isSettled = true;
            for (std::size_t i = 1; i < days.size(); ++i) {
                Day& before = days[i - 1];
                Day& behind = days[i];
                const bool isFineBefore = !before.isWhole && isInside(before.taken.end);
                const bool isFineBehind = !behind.isWhole && isInside(behind.taken.begin);
                const bool isDouble = isFineBefore ? behind.isWhole && roundedUp(before.taken.end, kMinutesPerHour) > behind.whole.begin
                                                   : isFineBehind && before.isWhole && roundedDown(behind.taken.begin, kMinutesPerHour) < before.whole.end;
                if (!isDouble)
                    continue;
                Day& fine = isFineBefore ? before : behind;
                Day& whole = isFineBefore ? behind : before;
                if (fine.isOfUse)
                    fine.isWhole = true;
                else
                    whole.isWhole = whole.isOfUse = false;
                isSettled = false;
            }
        }
    }

    /// Whether it is within an hour of which only the sum exists.
    bool isInside(std::int64_t minute) const { return minute % kMinutesPerHour != 0 && roundedDown(minute, kMinutesPerHour) < m_stock.minutesFrom; }

    /// Whether the stored day matches local time.
    bool isOfToday(const MinuteSpan& day)
    {
        if (m_step == TimeStep::Whole)
            return true;
        return m_step != TimeStep::Hour && m_step != TimeStep::Minute && m_days.spanOf(day.begin) == day;
    }

    void addFiner(const MinuteSpan& span)
    {
        if (!m_finer.empty() && m_finer.back().end >= roundedDown(span.begin, kMinutesPerHour)) // no hour is read twice
            m_finer.back().end = std::max(m_finer.back().end, span.end);
        else
            m_finer.push_back(span);
    }

    /// Local hours do not match those of UTC everywhere.
    bool hoursFit(const MinuteSpan& span) const
    {
        LocalGrid hours(TimeStep::Hour);
        const auto fits = [&hours](std::int64_t minute) { return hours.spanOf(minute).begin % kMinutesPerHour == 0; };
        if (m_step == TimeStep::Whole || m_step == TimeStep::Minute)
            return m_step == TimeStep::Whole;
        for (std::int64_t minute = span.begin; minute < span.end; minute += kClocksStay)
            if (!fits(minute))
                return false;
        return fits(span.end);
    }

    void takeHours(const MinuteSpan& span)
    {
        const MinuteSpan hours{roundedUp(span.begin, kMinutesPerHour), roundedDown(span.end, kMinutesPerHour)};
        if (hours.begin >= hours.end || !hoursFit(span)) {
            takeMinutes(span);
            return;
        }
        takeMinutes({span.begin, hours.begin});
        add(RollupSource::Hours, hours);
        takeMinutes({hours.end, span.end});
    }

    void takeMinutes(const MinuteSpan& span)
    {
        if (span.begin >= span.end)
            return;
        const std::int64_t from = std::max(span.begin, roundedUp(m_stock.minutesFrom, kMinutesPerHour));
        if (span.begin < m_stock.minutesFrom) // only hours are left
            add(RollupSource::Hours, {roundedDown(span.begin, kMinutesPerHour), roundedUp(std::min(span.end, from), kMinutesPerHour)});
        else {
            add(RollupSource::Minutes, span);
            return;
        }
        if (from < span.end)
            add(RollupSource::Minutes, {from, span.end});
    }

    TimeStep m_step;
    const RollupStock& m_stock;
    LocalGrid m_days{TimeStep::Day};
    std::vector<MinuteSpan> m_finer;
    std::vector<RollupPiece> m_pieces;
};

} // namespace

RollupCover cover(std::int64_t from_ms, std::int64_t to_ms, TimeStep step, const RollupStock& stock)
{
    RollupCover all{{}, from_ms, to_ms};
    if (from_ms >= to_ms)
        return all;
    all.pieces = Cover(step, stock).of(from_ms, to_ms);
    for (const RollupPiece& piece : all.pieces) {
        all.begin_ms = std::min(all.begin_ms, piece.begin_ms);
        all.end_ms = std::max(all.end_ms, piece.end_ms);
    }
    all.begin_ms = std::clamp(stock.totalsFrom * kMsPerMinute, all.begin_ms, all.end_ms);
    return all;
}

} // namespace gateway::usage
