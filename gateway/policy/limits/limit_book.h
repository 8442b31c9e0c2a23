#pragma once

#include "limit_rule.h"
#include "limit_warning.h"

#include "gateway/limits/limit_counters.h"
#include "gateway/limits/terms/token_counts.h"
#include "gateway/core/calendar.h"
#include "gateway/core/clock.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/loop/wait.h"
#include "gateway/usage/record.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::policy {

/// What one counter has used at some time.
struct LimitUse {
    std::string limit; ///< name
    std::string who;
    WallTime at{};
    std::int64_t amount = 0;
};

/// A request that waits until one of a limit's requests in flight ends.
struct LimitWaiter {
    std::string_view who;
    WaitPoint point = {};
};

/// The counters of one limit, and the requests that wait for it.
struct LimitEntry {
    LimitEntry(const LimitRule& limit, WallTime now)
        : signature(limit.signature())
        , since(now)
        , counters(limit.period(), limit.amount(), now)
    {
    }

    std::string signature; ///< of the rule
    WallTime since{}; ///< when the limit came into force
    std::uint64_t reading = 0; ///< number of the `LimitBook::Ask` for its earlier uses; 0: none
    limits::LimitCounters counters;
    std::list<LimitWaiter*> waiting = {}; ///< first come, first served for each counter
    std::int64_t refused = 0; ///< requests since the start of `day`
    std::int64_t redirected = 0; ///< in the same way
    WallSeconds day{}; ///< a day in local time
    WallSeconds dayEnds{};

    /// Begins to count anew after midnight.
    void beginDay(WallTime now);
};

/// What requests to one model have used lately.
class ModelUses {
public:
    static constexpr std::size_t kMost = 50;

    /// `estimated`: the input as estimated before the request. `took`: from the request to the end of the answer.
    void add(const protocol::TokenUsage& used, std::int64_t estimated, Milliseconds took);
    /// An upper bound for an input of that estimated size, by how far the estimates of these requests were off.
    std::int64_t inputBound(std::int64_t estimated) const;
    /// Output tokens per second of the fastest answer, including the wait for its first one; 0: unknown.
    double highestSpeed() const;
    /// The last 50, in no particular order.
    std::vector<protocol::TokenUsage> last() const;

private:
    struct Use {
        std::int64_t estimated;
        limits::TokenCounts tokens;
        Milliseconds took;
    };
    std::vector<Use> m_uses;
    std::size_t m_next = 0;
};

/// The state of all limits of the gateway, by their names. It survives a change of the configuration: a limit that
/// counts the same keeps its counters. Gateway thread.
class LimitBook {
public:
    /// Asks for what limits have used; answered by `restore()`.
    struct Ask {
        LimitRules rules;
        WallTime from{};
        WallTime to{}; ///< requests that ended before count; others are counted when they end
        double usdCny = 1;
        std::uint64_t number = 0; ///< of this question
    };
    using AskUses = std::function<void(Ask ask)>;
    using Warn = std::function<void(LimitWarning warning)>;

    /// Both must outlive this object.
    LimitBook(const Clock& clock, TimerWheel& wheel)
        : m_clock(clock)
        , m_wheel(wheel)
    {
    }
    LimitBook(const LimitBook&) = delete;
    LimitBook& operator=(const LimitBook&) = delete;

    /// Sets where the earlier uses of new limits come from; without it, they begin with nothing.
    void setSource(AskUses ask) { m_ask = std::move(ask); }
    /// Sets what calls `admitWaiting()` soon, from the event loop.
    void setWake(std::function<void()> wake) { m_wake = std::move(wake); }
    /// Sets who hears that counters or limits have changed.
    void setListener(std::function<void()> changed) { m_changed = std::move(changed); }

    /// Sets who hears that a counter has reached a percentage of `warn_at`.
    void setWarn(Warn warn) { m_warn = std::move(warn); }

    /// Sets who hears of an exchange whose usage was not reported within a day.
    void setOverdue(std::function<void(const std::string& exchange)> overdue) { m_overdue = std::move(overdue); }

    /// Sets the limits in force. Those that are new, or count something else than before, begin with their earlier uses.
    /// `usdCny`: the exchange rate.
    void use(const LimitRules& rules, double usdCny);
    /// Adds earlier uses, as answer to the `Ask` of that number; limits that have changed since then ignore them. The
    /// percentages that they reach are not reported, nor those of `reported`.
    void restore(std::uint64_t number, const std::vector<LimitUse>& uses, const std::vector<ReportedLevel>& reported = {});
    /// Whether earlier uses have been asked for and are not known yet.
    bool isRestoring() const { return m_restoring > 0; }
    /// Who waits for them; woken by `restore()`.
    std::vector<std::weak_ptr<WaitPoint>>& awaitingRestore() { return m_awaitingRestore; }

    /// Null if the limit is not in force any more.
    std::shared_ptr<LimitEntry> entryOf(const LimitRule& rule) const;
    const LimitRules& rules() const { return m_rules; }
    /// Another number after each `use()`.
    std::uint64_t version() const { return m_version; }

    /// Has requests that wait admitted soon: one in flight has ended.
    void released();
    /// Resumes requests that wait and can be admitted now. May run other exchanges.
    void admitWaiting();
    void changed()
    {
        if (m_changed)
            m_changed();
    }

    /// To be called after something of `entry` was used. `isRefusing`: a request was refused instead, because hardly
    /// anything is left.
    void noteUse(const std::shared_ptr<const LimitRule>& rule, LimitEntry& entry, const std::string& who, bool isRefusing = false);

    /// Adds the uses of a record to the counters of a limit.
    void add(const std::shared_ptr<const LimitRule>& rule, LimitEntry& entry, const usage::ExchangeRecord& record, double usdCny);

    /// Whether a limit came into force after that time.
    bool hasNewerThan(WallTime time) const { return time < m_newest; }
    /// Counts an exchange that has ended, for those limits that came into force while it was in flight. `held`: where it
    /// was counted already.
    void countEnded(const usage::ExchangeRecord& record, double usdCny, const std::vector<std::shared_ptr<LimitEntry>>& held);

    /// Adds usage that was reported after its exchange was settled, and gives back what was kept for it.
    void addLate(const usage::ExchangeRecord& record, double usdCny);
    /// Keeps what is reserved for an exchange whose usage is reported later, such as that of a background response: until
    /// `addLate()`, for at most a day.
    void keepForLate(const std::string& exchange, std::vector<limits::LimitHold> holds);
    /// Gives back what was kept for a day, and tells of it.
    void dropOverdue()
    {
        if (!m_late.empty())
            dropBefore(now() - kLongestLate);
    }

    ModelUses& usesOf(std::string_view provider, std::string_view model);
    const ModelUses* knownUsesOf(std::string_view provider, std::string_view model) const;

    WallTime now() const { return m_clock.wallNow(); }
    TimerWheel& wheel() { return m_wheel; }

private:
    static constexpr std::chrono::hours kLongestLate{24};

    /// What is kept for an exchange.
    struct Late {
        WallTime since{};
        std::vector<limits::LimitHold> holds = {};
    };

    void dropBefore(WallTime time);

    const Clock& m_clock;
    TimerWheel& m_wheel;
    LimitRules m_rules;
    WallTime m_newest{}; // when the newest limit came into force
    std::map<std::string, std::shared_ptr<LimitEntry>, std::less<>> m_entries;
    std::map<std::string, ModelUses, std::less<>> m_models; // by "provider/model"
    std::map<std::string, Late, std::less<>> m_late; // by exchange
    AskUses m_ask;
    std::function<void()> m_wake;
    std::function<void()> m_changed;
    Warn m_warn;
    std::function<void(const std::string&)> m_overdue;
    std::vector<std::shared_ptr<LimitEntry>> m_gone; // not in force any more, but requests wait for them
    std::uint64_t m_version = 0;
    std::uint64_t m_readings = 0;
    int m_restoring = 0;
    bool m_isWaking = false;
    std::vector<std::weak_ptr<WaitPoint>> m_awaitingRestore;
};

/// The calling program of a record, without the folder that its name may end with. A view; empty: unknown.
std::string_view programOf(const usage::ExchangeRecord& record);

/// Who sent the request of a record.
LimitedCaller callerOf(const usage::ExchangeRecord& record);

/// What a settled request has used of a limit: `visit(who, amount)` for each counter. Requests count once they were sent
/// to a provider. Pure.
void visitUses(const LimitRule& rule, const usage::ExchangeRecord& record, double usdCny, const std::function<void(std::string who, std::int64_t amount)>& visit);

/// Whether a request had ended at that time.
bool hasEnded(const usage::ExchangeRecord& record, WallTime at);

/// Sums what settled requests have used of limits, such as those of a ledger. Any thread.
class LimitUseSum {
public:
    LimitUseSum(LimitRules rules, double usdCny);
    void add(const usage::ExchangeRecord& record);
    std::vector<LimitUse> take();

private:
    struct Sum {
        std::shared_ptr<const LimitRule> rule;
        std::map<std::pair<std::string, std::int64_t>, std::int64_t> uses = {}; // by who and slot of time
        std::int64_t slot_s = 1;
    };

    std::vector<Sum> m_sums;
    double m_usdCny;
};

} // namespace gateway::policy
