#include "run_tally.h"

#include "gateway/usage/pricing/exchange_rate.h"

namespace gateway::evaluation {

namespace {

constexpr std::size_t kMostFailureKinds = 100;

/// A mean that is empty without values.
struct Mean {
    double sum = 0;
    std::size_t count = 0;

    void add(double value)
    {
        sum += value;
        ++count;
    }
    std::optional<double> value() const { return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count)); }
};

class Tally {
public:
    Tally(const RunPlan& plan, const std::optional<config::ExchangeRate>& rate, TallyOf what)
        : m_plan(plan)
        , m_rate(rate && rate->usdCny > 0 ? rate : std::nullopt)
        , m_what(what)
        , m_targets(plan.targets.size())
    {
        for (TargetTally& target : m_targets) {
            target.scores.resize(plan.rows);
            if (what == TallyOf::Scores)
                continue;
            target.latencies.resize(plan.rows);
            target.costs.resize(plan.rows);
        }
    }

    /// Answers come by row, target and sample.
    void add(const RunAnswer& answer)
    {
        if (m_samples.count > 0 && (answer.key.row != m_row || answer.key.target != m_target))
            endRow();
        m_row = answer.key.row;
        m_target = answer.key.target;
        ++m_samples.count;
        addCost(answer);
        if (answer.isAnswered())
            addAnswered(answer);
        else if (m_what == TallyOf::Everything)
            addFailure(answer);
    }

    std::vector<TargetTally> take()
    {
        if (m_samples.count > 0)
            endRow();
        return std::move(m_targets);
    }

private:
    /// The samples of one row and target.
    struct Samples {
        std::size_t count = 0;
        std::size_t answered = 0;
        Mean score;
        Mean latency;
        Mean cost;
    };

    void addAnswered(const RunAnswer& answer)
    {
        TargetTally& target = m_targets[m_target];
        ++m_samples.answered;
        if (answer.score)
            m_samples.score.add(*answer.score);
        if (answer.latency) {
            m_samples.latency.add(static_cast<double>(answer.latency->count()));
            if (m_what == TallyOf::Everything)
                target.answerLatencies.push_back(static_cast<double>(answer.latency->count()));
        }
        if (answer.firstToken && m_what == TallyOf::Everything)
            target.firstTokens.push_back(static_cast<double>(answer.firstToken->count()));
        target.isUnpriced = target.isUnpriced || answer.isUnpriced;
        target.costedAnswers += answer.cost ? 1 : 0;
    }

    void addFailure(const RunAnswer& answer)
    {
        auto& failures = m_targets[m_target].failures;
        if (failures.size() >= kMostFailureKinds && !failures.contains(answer.errorCode))
            return; // codes may come from a provider
        FailureTally& failure = failures[answer.errorCode];
        if (failure.requests++ == 0)
            failure.message = answer.error;
    }

    void addCost(const RunAnswer& answer)
    {
        TargetTally& target = m_targets[m_target];
        if (answer.inputTokens)
            target.inputTokens = target.inputTokens.value_or(Tokens{}) + *answer.inputTokens;
        if (answer.outputTokens)
            target.outputTokens = target.outputTokens.value_or(Tokens{}) + *answer.outputTokens;
        target.isCostPending = target.isCostPending || answer.isCostPending();
        if (!answer.cost)
            return;
        const auto currency = static_cast<std::size_t>(answer.cost->currency);
        target.pico.at(currency) += answer.cost->pico;
        target.hasCost.at(currency) = true;
        const bool isSame = answer.cost->currency == m_plan.currency;
        if (!isSame && !m_rate) {
            target.isConverted = false;
            return;
        }
        const Money cost = isSame ? *answer.cost : usage::converted(*answer.cost, m_plan.currency, *m_rate);
        target.convertedPico += cost.pico;
        if (answer.isAnswered()) // a failure is seldom billed: it would make an unreliable target look cheap
            m_samples.cost.add(static_cast<double>(cost.pico) / static_cast<double>(kPicoOfUnit));
    }

    void endRow()
    {
        TargetTally& target = m_targets[m_target];
        if (m_samples.answered > 0) {
            ++target.answered;
            target.unscored += m_samples.score.count == 0 ? 1 : 0;
            target.scores[m_row] = m_samples.score.value();
        } else if (m_samples.count == static_cast<std::size_t>(m_plan.samples)) {
            ++target.failed;
            if (m_plan.failuresCount)
                target.scores[m_row] = 0;
        }
        if (m_what == TallyOf::Everything) {
            target.latencies[m_row] = m_samples.latency.value();
            target.costs[m_row] = m_samples.cost.value();
        }
        m_samples = {};
    }

    const RunPlan& m_plan;
    std::optional<config::ExchangeRate> m_rate;
    TallyOf m_what;
    std::vector<TargetTally> m_targets;
    std::size_t m_row = 0;
    std::size_t m_target = 0;
    Samples m_samples;
};

} // namespace

Result<std::vector<TargetTally>> tallyOf(RunFile& run, const std::optional<config::ExchangeRate>& rate, TallyOf what)
{
    Tally tally(run.plan(), rate, what);
    const auto read = run.eachAnswer([&tally](const RunAnswer& answer) {
        tally.add(answer);
        return true;
    }, false);
    if (!read)
        return failure(read.error());
    return tally.take();
}

} // namespace gateway::evaluation
