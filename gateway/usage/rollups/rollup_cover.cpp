#include "rollup_cover.h"

#include <algorithm>

namespace gateway::usage {

namespace {

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

    /// All exchanges are in one of the days; there is nothing between these.
    void takeDays(const MinuteSpan& whole)
    {
        std::int64_t seen = whole.begin; // by the days before
        for (std::size_t i = 0; i < m_stock.days.size(); ++i) {
            const MinuteSpan& day = m_stock.days[i];
            const bool isAlone = day.begin >= seen && (i + 1 == m_stock.days.size() || m_stock.days[i + 1].begin >= day.end);
            if (day.end > whole.begin && day.begin < whole.end) {
                if (isAlone && day.begin >= whole.begin && day.end <= whole.end && isOfToday(day))
                    add(RollupSource::Days, day);
                else
                    addFiner({std::max(day.begin, whole.begin), std::min(day.end, whole.end)});
            }
            seen = std::max(seen, day.end);
        }
    }

    /// Whether the sums of that day are of use: the clocks have it so, too.
    bool isOfToday(const MinuteSpan& day)
    {
        if (m_step == TimeStep::Whole)
            return true;
        return m_step != TimeStep::Hour && m_step != TimeStep::Minute && m_days.spanOf(day.begin) == day;
    }

    void addFiner(const MinuteSpan& span)
    {
        if (!m_finer.empty() && m_finer.back().end >= span.begin)
            m_finer.back().end = std::max(m_finer.back().end, span.end);
        else
            m_finer.push_back(span);
    }

    /// Local hours are not everywhere those of UTC.
    bool hoursFit(const MinuteSpan& span) const
    {
        LocalGrid hours(TimeStep::Hour);
        const auto fits = [&hours](std::int64_t minute) { return hours.spanOf(minute).begin % kMinutesPerHour == 0; };
        return m_step == TimeStep::Whole || (m_step != TimeStep::Minute && fits(span.begin) && fits(span.end));
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
        if (span.begin < m_stock.minutesFrom) // hours are all that is left
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

std::vector<RollupPiece> cover(std::int64_t from_ms, std::int64_t to_ms, TimeStep step, const RollupStock& stock)
{
    if (from_ms >= to_ms)
        return {};
    return Cover(step, stock).of(from_ms, to_ms);
}

} // namespace gateway::usage
