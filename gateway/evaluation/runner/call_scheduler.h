#pragma once

#include "call_pricing.h"
#include "cost_watch.h"
#include "model_calls.h"
#include "spending.h"
#include "timers.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QObject>

#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

enum class CallEnd {
    Answered,
    Failed,  ///< and asking again would not help, or did not help
    NotMade, ///< the run stops, or nobody can answer for the model; says nothing about the request
};

/// A request on its way to a model.
struct PlannedCall {
    std::function<ChatCall()> chat; ///< made when it is sent; either this one or the next
    std::function<EmbeddingCall()> embedding;
    Tokens input;  ///< at most; only used with a limit for the costs
    Tokens output; ///< for which there must be enough money
    std::optional<Tokens> mostOutput = std::nullopt; ///< that can be of use; the answer is cut off there if there is a limit for the costs
    std::function<void(CallEnd end, const CallResult& result)> done; ///< once; may be called from within `submit()`
    CostWatch::CostKnown costKnown = {}; ///< of the try that gave the result, once if it reached the gateway, after `done`

    // the scheduler's own
    int tries = 0;
    int waits = 0;
    int cuts = 0; ///< answers that a limit of ours has cut off
    std::int64_t reserved = 0;
    std::optional<Tokens> sentLimit = std::nullopt; ///< of the output, because of the costs
};

/// Sends requests: as many at once for each model as it may have, and none that could pass the limit for the costs. Asks
/// again where the request was not to blame. Waits for cooldowns of the gateway, which never count as failures. A model is
/// down once `kMostFailuresInRow` of its own failures followed each other over `kDownAfter` or longer without an answer
/// between them while there were requests that it had not been sent yet: each request that is left then fails with the
/// last of these errors, without being sent again. One thread.
class CallScheduler final : public QObject {
    Q_OBJECT
public:
    /// A request is sent at most so often, not counting the times when nobody was there to answer.
    static constexpr int kMostTries = 3;
    /// The pause before the second try; twice as long before the third.
    static constexpr Milliseconds kFirstPause{1000};
    /// Nobody waits longer before asking again, whatever Retry-After says.
    static constexpr Milliseconds kLongestPause{5 * 60'000};
    /// For a gateway that cannot answer at the moment and does not say for how long.
    static constexpr Milliseconds kUsualPause{5000};
    /// How often a model whose keys are all rejected is asked again before it is given up.
    static constexpr int kMostKeyWaits = 3;
    static constexpr int kMostFailuresInRow = 8;
    static constexpr Milliseconds kDownAfter{120'000};
    /// Where costs are limited, so is the output of each request: to as much as a share of the money that is left pays
    /// for, from `PlannedCall::output` to this.
    static constexpr Tokens kGenerousOutput{4096};
    /// An answer that is cut off there is asked for again with several times as much output, for which there must be
    /// enough money: so often, and then it has failed.
    static constexpr int kMostCuts = 3;

    struct Parts {
        ModelCalls& calls;
        CostWatch& costs;
        const CallPricing& pricing;
        Spending& spending;
        const Clock& clock;
        Timers& timers;
    };
    /// What the parts refer to must outlive this object.
    explicit CallScheduler(const Parts& parts, QObject* parent = nullptr);

    using Lane = std::size_t;
    /// Requests to `model`, at most `concurrency` at once. Lanes that were added first go first.
    Lane addLane(const std::string& model, int concurrency);
    void submit(Lane lane, PlannedCall call);

    void setPaused(bool isPaused);
    /// Sends nothing more; what has been sent ends as usual, everything else is `NotMade`.
    void stop();
    /// Gives up what is under way, without its `done`.
    void abort();
    std::size_t inFlight() const { return m_inFlight; }
    /// Why models were given up, in the order in which it happened.
    const std::vector<Error>& problems() const { return m_problems; }
    /// Which models were down, and why.
    const std::vector<Error>& warnings() const { return m_warnings; }

Q_SIGNALS:
    /// The next request could pass the limit for the costs, and nothing is under way that could turn out cheaper.
    void outOfMoney();

private:
    struct Waiting {
        PlannedCall call;
        TimePoint until{};
    };
    struct LaneState {
        std::string model;
        int concurrency = 1;
        int active = 0;
        std::deque<PlannedCall> queue;
        std::list<Waiting> waiting;
        std::optional<TimePoint> heldUntil;
        int failuresInRow = 0; ///< of the model itself
        TimePoint failingSince{};
        std::optional<CallResult> down; ///< how each request fails
        bool isGivenUp = false;
    };

    void pump();
    /// Whether there is money for the next request; reserves it.
    bool admit(LaneState& lane, PlannedCall& call);
    void send(Lane lane, PlannedCall call);
    void ended(Lane lane, PlannedCall call, CallResult result);
    void account(const std::string& model, PlannedCall& call, const CallResult& result, bool isResult);
    Tokens affordableOutput(const std::string& model, const PlannedCall& call) const;
    void askForMore(Lane lane, PlannedCall call);
    void waitForOthers(Lane lane, PlannedCall call, const CallResult& result);
    void askAgain(Lane lane, PlannedCall call, Milliseconds pause);
    void hold(Lane lane, Milliseconds pause);
    void wake(Lane lane);
    void giveUp(Lane lane, Error why);
    /// Notes whether the model answers, and fails what is left if it is down.
    void watch(Lane lane, const CallResult& result, bool isCooldown);
    void drop(LaneState& lane);

    Parts m_parts;
    std::vector<std::unique_ptr<LaneState>> m_lanes;
    std::vector<Error> m_problems;
    std::vector<Error> m_warnings;
    std::size_t m_inFlight = 0;
    bool m_isPaused = false;
    bool m_isStopped = false;
    bool m_isPumping = false;
};

} // namespace gateway::evaluation
