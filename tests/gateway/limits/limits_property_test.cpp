#include "gateway/limits/limit_counters.h"

#include "catch.h"
#include "limits_fixture.h"
#include "time_zone.h"

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::limits;
using namespace std::chrono_literals;
using tests::kStart;

namespace {

constexpr std::int64_t kLimit = 1000;

/// What a sliding window may have used: uses for at least its length, and at most 1/60 more. Its time is never set.
class SlidingModel {
public:
    explicit SlidingModel(Milliseconds length) : m_length(length) {}
    void add(Milliseconds at, std::int64_t amount) { m_uses.emplace_back(at, amount); }
    std::int64_t least(Milliseconds now) const { return used(now - m_length); }
    std::int64_t most(Milliseconds now) const { return used(now - m_length - m_length / 60); }

private:
    std::int64_t used(Milliseconds since) const
    {
        std::int64_t sum = 0;
        for (const auto& [at, amount] : m_uses) sum += at >= since ? amount : 0;
        return sum;
    }
    Milliseconds m_length;
    std::vector<std::pair<Milliseconds, std::int64_t>> m_uses;
};

/// What a day in UTC has used. A clock that is set back over the turn leaves the day as it is, for up to 24 minutes.
class DayModel {
public:
    std::int64_t used(WallTime now)
    {
        const auto day = std::chrono::floor<std::chrono::days>(now);
        if (day > m_day)
            m_used = 0;
        if (day > m_day || m_day - now > 24min)
            m_day = day;
        return m_used;
    }
    void add(WallTime now, std::int64_t amount) { m_used = used(now) + amount; }

private:
    std::chrono::sys_days m_day{};
    std::int64_t m_used = 0;
};

class Dice {
public:
    explicit Dice(unsigned seed) : m_random(seed) {}
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(m_random); }
    bool oneIn(std::int64_t count) { return below(count) == 0; }

private:
    std::mt19937 m_random;
};

/// A caller, and what it holds.
struct Caller {
    explicit Caller(Milliseconds length) : sliding(length) {}
    SlidingModel sliding;
    DayModel day;
    std::vector<LimitHold> holds;
    std::int64_t reserved() const
    {
        std::int64_t sum = 0;
        for (const LimitHold& hold : holds) sum += hold.reserved();
        return sum;
    }
};

/// A random schedule of requests, with a clock that is set back now and then, each time just after it was read.
class Schedule {
public:
    Schedule(unsigned seed, const Period& period)
        : m_dice(seed)
        , m_period(period)
        , m_length(period.length())
        , m_counters(period, {kLimit}, kStart)
    {
        for (const char* who : {"ci", "ide", "agent"}) m_callers.try_emplace(who, m_length);
    }

    void run()
    {
        for (int step = 0; step < 400; ++step) {
            pass();
            auto& [who, caller] = *std::next(m_callers.begin(), static_cast<int>(m_dice.below(3)));
            CAPTURE(step, who, m_time.count());
            if (m_dice.oneIn(2))
                request(who, caller);
            else if (!caller.holds.empty())
                end(caller);
            check(who, caller);
        }
        for (auto& [who, caller] : m_callers) {
            caller.holds.clear();
            CHECK(m_counters.state(who, now()).reserved == 0);
            CHECK(m_counters.state(who, now()).inFlight == 0);
            const std::int64_t left = m_counters.state(who, now()).left;
            CHECK_FALSE(m_counters.admit(who, left + 1, now()));
            CHECK(m_counters.admit(who, left, now()));
        }
        m_time += 2 * m_length;
        CHECK(m_counters.states(now()).empty());
    }

private:
    WallTime now() const { return kStart + m_time - m_setBack; }

    void pass()
    {
        m_time += Milliseconds{m_dice.below(m_length.count() / (m_dice.oneIn(8) ? 1 : 30))};
        readClock();
        if (m_dice.oneIn(20))
            m_setBack += Milliseconds{m_dice.below(m_length.count() * 2)};
        readClock();
    }

    void readClock()
    {
        m_counters.state("", now());
        for (auto& [who, caller] : m_callers) caller.day.used(now());
    }

    void request(const std::string& who, Caller& caller)
    {
        const std::int64_t need = m_dice.below(kLimit / 3);
        const std::int64_t left = m_counters.state(who, now()).left;
        auto hold = m_counters.admit(who, need, now());
        CHECK(hold.has_value() == (need <= left));
        if (hold)
            caller.holds.push_back(std::move(*hold));
        else {
            CHECK(hold.error().left == left);
            CHECK_FALSE(hold.error().isLargerThanLimit);
        }
    }

    /// Settles a hold, now and then for an earlier time, or drops it.
    void end(Caller& caller)
    {
        const auto place = caller.holds.begin() + static_cast<int>(m_dice.below(static_cast<std::int64_t>(caller.holds.size())));
        if (!m_dice.oneIn(4)) {
            const std::int64_t used = m_dice.below(place->reserved() + 1);
            const Milliseconds ago{m_period.isCalendar || m_dice.oneIn(2) ? 0 : m_dice.below(m_length.count() * 2)};
            place->settle(used, now() - ago, now());
            caller.sliding.add(m_time - ago, used);
            caller.day.add(now(), used);
        }
        caller.holds.erase(place);
    }

    void check(const std::string& who, Caller& caller)
    {
        const CounterState state = m_counters.state(who, now());
        if (m_period.isCalendar)
            CHECK(state.used == caller.day.used(now()));
        else {
            CHECK(state.used >= caller.sliding.least(m_time));
            CHECK(state.used <= caller.sliding.most(m_time));
        }
        CHECK(state.reserved == caller.reserved());
        CHECK(state.used + state.reserved <= kLimit);
        CHECK(state.left == kLimit - state.used - state.reserved);
        CHECK(state.inFlight == caller.holds.size());
        if (state.resetsAt)
            CHECK(*state.resetsAt > now());
    }

    Dice m_dice;
    Period m_period;
    Milliseconds m_length;
    LimitCounters m_counters;
    std::map<std::string, Caller> m_callers;
    Milliseconds m_time{0}; ///< since the start; never set
    Milliseconds m_setBack{0};
};

} // namespace

TEST_CASE("counters agree with a model over random schedules")
{
    const test::TimeZone zone("UTC");
    const unsigned seed = GENERATE(range(0U, 30U));
    CAPTURE(seed);
    const Period periods[] = {{CalendarUnit::Second}, {CalendarUnit::Minute}, {CalendarUnit::Day}, {CalendarUnit::Minute, 18000}, {CalendarUnit::Day, 0, true}};
    for (const Period& period : periods) {
        CAPTURE(period.length().count(), period.isCalendar);
        Schedule(seed, period).run();
    }
}
