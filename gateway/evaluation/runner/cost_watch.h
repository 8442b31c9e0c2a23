#pragma once

#include "call_pricing.h"
#include "cost_source.h"
#include "run_store.h"
#include "spending.h"
#include "timers.h"

#include "gateway/core/clock.h"

#include <QObject>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// Asks for the costs of exchanges until they are known, and books them. One thread.
class CostWatch final : public QObject {
    Q_OBJECT
public:
    /// How often the ledger is asked.
    static constexpr Milliseconds kEvery{1000};
    /// After this time without a cost, nobody waits for it any longer; what was reserved for it stays reserved.
    static constexpr Milliseconds kPatience{30'000};
    /// The same for an exchange of an earlier program: what is not in the ledger by now was lost with its gateway.
    static constexpr Milliseconds kPatienceWithEarlier{1500};
    static constexpr std::size_t kMostAtOnce = 500;
    /// So many exchanges that nobody waits for are still asked for; the oldest of more are forgotten here, and looked up
    /// when the run is resumed.
    static constexpr std::size_t kMostUnknown = 10'000;

    /// Called once; with `NotYet` if nobody waits any longer.
    using CostKnown = std::function<void(const ExchangeCost& cost)>;

    struct Parts {
        CostSource& source;
        RunStore& store;
        const CallPricing& pricing;
        Spending& spending;
        const Clock& clock;
        Timers& timers;
    };
    /// What the parts refer to must outlive this object. `onError`: the store failed.
    CostWatch(const Parts& parts, std::function<void(Error)> onError, QObject* parent = nullptr);

    /// Watches an exchange for whose cost `reserved` is reserved. `isRecorded`: the store has it, and gets its cost.
    /// `known` may be empty.
    void add(const std::string& exchange, std::int64_t reserved, bool isRecorded, CostKnown known, Milliseconds patience = kPatience);
    /// Exchanges that are still waited for.
    bool isWaiting() const { return m_waitedFor > 0; }

Q_SIGNALS:
    /// Some costs have become known, or nobody waits for them any longer.
    void changed();

private:
    struct Watched {
        std::int64_t reserved = 0;
        TimePoint until{}; ///< when nobody waits for it any longer
        bool isRecorded = false;
        bool isWaitedFor = true;
        CostKnown known;
    };
    void schedule();
    void ask();
    void take(const std::vector<ExchangeCost>& costs);
    void book(const ExchangeCost& cost);
    void giveUp();
    void forgetOldest();

    Parts m_parts;
    std::function<void(Error)> m_onError;
    std::map<std::string, Watched> m_watched; // by exchange
    std::deque<std::string> m_order;          // in which they are asked for
    std::size_t m_waitedFor = 0;
    bool m_isScheduled = false;
};

} // namespace gateway::evaluation
