#pragma once

#include "limit_amount.h"
#include "limit_counter.h"

#include "gateway/core/clock.h"
#include "gateway/limits/terms/period.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::limits {

class LimitHold;

/// The counters of one limit, one for each caller. A caller is a text made of the values of the limit's `by`. Counters
/// of callers that use nothing are removed a few at a time, as others are counted. Gateway thread.
///
/// As long as each request uses at most what it reserves and the limit is not lowered, used + reserved <= limit.
class LimitCounters {
public:
    /// Without a period, a limit of requests in flight: nothing is counted but the holds.
    LimitCounters(const std::optional<Period>& period, const LimitAmount& amount, WallTime now);
    ~LimitCounters();
    LimitCounters(LimitCounters&&) noexcept;
    LimitCounters& operator=(LimitCounters&&) noexcept;

    const LimitAmount& amount() const;
    /// Takes effect at once. Counts stay, also above the new limit.
    void setAmount(const LimitAmount& amount);

    /// Reserves `need`, if that much is left. A need of 0 is always admitted; a negative one counts as 0.
    tl::expected<LimitHold, LimitRefusal> admit(std::string_view who, std::int64_t need, WallTime now);
    /// Reserves nothing; admitted if anything is left.
    tl::expected<LimitHold, LimitRefusal> admitUnreserved(std::string_view who, WallTime now);
    /// What `admit()` would say, without a hold.
    std::optional<LimitRefusal> refusal(std::string_view who, std::int64_t need, WallTime now);

    /// The earliest time whose uses count, such as for reading them from the ledger. Without a period: now.
    WallTime countsFrom(WallTime now);
    /// Counts what was used without a hold: read from the ledger, reported late, or a correction, as
    /// `UseWindow::add()`. Returns false if `at` has left the window.
    bool add(std::string_view who, std::int64_t amount, WallTime at, WallTime now);

    /// Sets the percentages of the limit, 1 to 100, that are reported when a counter reaches them.
    void setLevels(std::vector<int> levels);
    /// The highest of them that the counter has reached since it was last reported; 0: none. Requests in flight: by their
    /// number; otherwise by what was used. To be called after each use. A level is reported again after the counter was
    /// below it; of requests in flight, after there was none. `isFull`: the limit refuses requests, so that 100 % count as
    /// reached.
    int takeReached(std::string_view who, WallTime now, bool isFull = false);
    /// Sets that a level of the counter was reported before, such as in an earlier run.
    void noteReported(std::string_view who, int level, WallTime now);

    CounterState state(std::string_view who, WallTime now);
    /// All that are not idle, by `who`.
    std::vector<std::pair<std::string, CounterState>> states(WallTime now);

    /// Only those with requests in flight.
    std::vector<std::pair<std::string, CounterState>> statesInFlight(WallTime now);

    /// How many counters are kept, including idle ones.
    std::size_t size() const;
    /// The memory they take, including their keys and what an allocator adds, approximately.
    std::size_t bytes() const;

private:
    friend class LimitHold;
    struct Book;

    tl::expected<LimitHold, LimitRefusal> hold(std::string_view who, std::int64_t need, std::int64_t reserved, WallTime now);

    std::shared_ptr<Book> m_book; ///< holds may outlive this
};

/// What a request in flight reserves of one counter. Ends once: when it is settled, or with its destructor, which gives
/// all of it back. May outlive its counters. Gateway thread.
class LimitHold {
public:
    LimitHold() = default; ///< of nothing
    ~LimitHold();
    LimitHold(LimitHold&& other) noexcept;
    LimitHold& operator=(LimitHold&& other) noexcept;

    /// Gives back what is reserved, and counts what was used at `at` instead.
    void settle(std::int64_t used, WallTime at, WallTime now);
    bool isActive() const { return m_book != nullptr; }
    std::int64_t reserved() const { return m_reserved; }

private:
    friend class LimitCounters;
    LimitHold(std::shared_ptr<LimitCounters::Book> book, LimitCounter& counter, std::int64_t reserved);
    void release();

    std::shared_ptr<LimitCounters::Book> m_book; ///< null: over
    LimitCounter* m_counter = nullptr; ///< in `m_book`
    std::int64_t m_reserved = 0;
};

} // namespace gateway::limits
