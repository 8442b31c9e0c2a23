#pragma once

#include "experiment_figures.h"

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/statistics/arm_comparison.h"

#include <QDate>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::evaluation {

/// The name in configurations and in JSON: "error_rate", "latency", "cost", "judge". Any thread.
std::string_view nameOf(statistics::Measure measure);
/// Empty: unknown.
std::optional<statistics::Measure> measureNamed(std::string_view name);

struct ExperimentArm {
    std::string target; ///< as PROVIDER/MODEL
    double share = 0.5; ///< not negative; both need not add up to 1

    bool operator==(const ExperimentArm&) const = default;
};

/// What an experiment of a route compares, from its configuration. A value.
struct ExperimentPlan {
    std::string name;
    statistics::Measure measure = statistics::Measure::ErrorRate;
    std::array<ExperimentArm, 2> arms;
    Currency currency = Currency::Usd; ///< of `Measure::Cost`
    bool stops = false;                ///< the winner gets all requests

    /// From 0 to 1.
    double shareOfSecond() const { return arms[1].share / (arms[0].share + arms[1].share); }
};

/// What a client's request to an arm gave. What is unknown is empty.
struct ArmRequest {
    bool hasFailed = false; ///< the client saw an error
    std::optional<Milliseconds> latency;
    std::optional<Money> cost;
    std::optional<Money> converted; ///< `cost` in the currency of the plan, if it is in another one
    QDate day; ///< of its end, in local time
    /// Whether its session, if it has one, had no request before in this experiment. Later requests of a session
    /// resemble the first one; they are counted and paid for, but they are no evidence.
    bool isFirstOfSession = true;
};

/// An experiment that runs or has ended: whom it assigns to which arm, and what its arms have shown. A value; one thread
/// at a time.
class Experiment {
public:
    /// Errors: InvalidRequest for a plan without a name, with shares that are negative or both 0, or with targets that
    /// are missing or the same.
    static Result<Experiment> start(ExperimentPlan plan);
    /// One that goes on after a restart: `snapshot` is from `snapshot()`. Shares, the currency and `stops` of the plan
    /// may have changed. Errors: as `start()`; InvalidRequest for a snapshot of an experiment with another name, measure
    /// or target; Io for one that is damaged.
    static Result<Experiment> restore(ExperimentPlan plan, const Json& snapshot);

    const ExperimentPlan& plan() const { return m_plan; }
    /// For shares that have changed. The other members of the plan stay. Errors: as `start()`.
    Result<void> setShares(double first, double second);

    /// The arm for a session, or for the id of a request without one.
    std::size_t armFor(std::string_view session) const;

    /// Counts a request of `arm` (0 or 1) that has ended. It is evidence if it is the first of its session and has what the measure needs.
    /// Latency and cost are those of answered requests; a cost in another currency that is not converted is no evidence.
    void add(std::size_t arm, const ArmRequest& request);
    /// Counts a judge's score (0 to 1) of an answer of `arm`; without effect for other measures.
    void addScore(std::size_t arm, double score);

    /// The arm that `end()` has named, else the one that has been shown to be better. See `ArmComparison`.
    std::optional<std::size_t> winner() const;
    bool hasEnded() const { return m_chosen.has_value(); }
    /// The arm that gets all requests; empty: they are divided.
    std::optional<std::size_t> takesAll() const { return m_plan.stops || hasEnded() ? winner() : std::nullopt; }
    /// Gives all requests to an arm, whatever has been shown. Observations still count.
    void end(std::size_t winner) { m_chosen = winner; }

    /// What is shown on the day `today`, in local time. About 5 ms.
    ExperimentFigures figures(QDate today) const;
    Json toJson(QDate today) const { return evaluation::toJson(figures(today)); }
    /// What a restart needs, without what the configuration says.
    Json snapshot() const;

private:
    struct Counts {
        std::uint64_t requests = 0;
        std::array<std::int64_t, kCurrencyNames.size()> costToday{}; ///< pico, by `Currency`
    };

    explicit Experiment(ExperimentPlan plan, statistics::ExperimentState state = {});

    ExperimentPlan m_plan;
    statistics::ArmComparison m_comparison;
    std::array<Counts, 2> m_counts;
    QDate m_day; ///< of `costToday`
    std::optional<std::size_t> m_chosen;
};

} // namespace gateway::evaluation
