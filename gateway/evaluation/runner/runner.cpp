#include "runner.h"

#include "gateway/core/error.h"
#include "gateway/evaluation/scoring/scorer.h"

#include <QtGlobal>

#include <algorithm>
#include <map>
#include <utility>

namespace gateway::evaluation {

/// A row whose answers are still missing, or not scored.
struct Runner::RowWork {
    std::shared_ptr<const FedRow> fed;
    std::map<std::size_t, std::string> texts; ///< by target: answers that are compared in pairs
};

/// An answer on its way to its score.
struct Runner::AnswerWork {
    WorkPointer row;
    RunAnswer answer;
    std::optional<AnswerChecks::Results> outside;
    bool isChecked = false;   ///< outside
    bool isCostKnown = false; ///< or will not become known
    bool isRecorded = false;
    bool isScored = false;
};

namespace {

constexpr double kPicoPerUnit = static_cast<double>(kPicoOfUnit);
constexpr std::size_t kMostUncosted = 100'000;
constexpr int kMostJudgesAtOnce = 16;

std::optional<std::int64_t> limitOf(const RunPlan& plan, const CallPricing& pricing)
{
    if (!plan.maxCost)
        return std::nullopt;
    const auto limit = pricing.inCurrency(*plan.maxCost);
    return limit ? limit->pico : 0; // without an exchange rate, nothing may be spent
}

std::vector<std::string> embeddingsOf(const Dataset& dataset) { return {dataset.requirements().embeddings.begin(), dataset.requirements().embeddings.end()}; }

/// Tokens are counted where costs are limited.
std::shared_ptr<const InputCounter> counterFor(const RunPlan& plan, const std::vector<std::string>& embeddings)
{
    if (!plan.maxCost)
        return nullptr;
    std::vector<std::string> models = plan.targets;
    models.insert(models.end(), embeddings.begin(), embeddings.end());
    models.push_back(plan.judge);
    return std::make_shared<const InputCounter>(models);
}

int judgesAtOnce(const RunPlan& plan)
{
    return static_cast<int>(std::min<std::size_t>(kMostJudgesAtOnce, static_cast<std::size_t>(std::max(1, plan.concurrency)) * plan.targets.size()));
}

bool hasCostAssertion(const Row& row) { return std::ranges::find(row.assertions, AssertionType::Cost, &Assertion::type) != row.assertions.end(); }

void mark(std::vector<bool>& places, std::size_t place, std::size_t count)
{
    if (places.empty())
        places.resize(count);
    if (place < places.size())
        places[place] = true;
}

bool isMarked(const std::vector<bool>& places, std::size_t place) { return place < places.size() && places[place]; }

RunAnswer answerOf(const AnswerKey& key, const CallResult& result, WallTime now)
{
    RunAnswer answer;
    answer.key = key;
    answer.text = result.text;
    answer.errorCode = result.errorCode;
    answer.error = result.error;
    answer.exchange = result.exchange;
    answer.endedAt = now;
    answer.latency = result.latency;
    answer.firstToken = result.firstToken;
    answer.inputTokens = result.inputTokens;
    answer.outputTokens = result.outputTokens;
    return answer;
}

} // namespace

Runner::Runner(const Parts& parts, Dataset dataset, Estimates estimates, config::ExchangeRate rate, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_plan(parts.store.plan())
    , m_embeddings(embeddingsOf(dataset))
    , m_pricing(std::move(estimates), m_plan.currency, std::move(rate))
    , m_spending(limitOf(m_plan, m_pricing))
    , m_counter(counterFor(m_plan, m_embeddings))
    , m_costs({parts.costs, parts.store, m_pricing, m_spending, parts.clock, parts.timers}, [this](Error error) { fail(std::move(error)); })
    , m_scheduler({parts.calls, m_costs, m_pricing, m_spending, parts.clock, parts.timers})
    , m_sideCalls({m_scheduler, parts.store, m_pricing, m_counter.get()}, [this](Error error) { fail(std::move(error)); })
    , m_checks(m_sideCalls, m_commands)
    , m_feed(std::move(dataset), m_plan.targets, m_counter)
{
    m_sideCalls.addLanes(m_plan.judge, judgesAtOnce(m_plan), m_embeddings, m_plan.concurrency); // before the targets: what is begun ends first
    for (const std::string& target : m_plan.targets)
        m_targetLanes.push_back(m_scheduler.addLane(target, m_plan.concurrency));
    connect(&m_scheduler, &CallScheduler::outOfMoney, this, [this] { stop(RunStopReason::Cost); });
    connect(&m_costs, &CostWatch::changed, this, [this] {
        showProgress();
        if (!m_hasBegun && !m_costs.isWaiting())
            beginRows();
        finishIfDone();
    });
}

Runner::~Runner() { m_parts.calls.cancelAll(); }

void Runner::start()
{
    const std::size_t targets = m_plan.targets.size();
    m_openOfTarget.assign(targets, m_plan.rows * static_cast<std::size_t>(m_plan.samples));
    m_answersOfTarget.assign(targets, 0);
    if (!keep(m_parts.store.setState(RunState::Running, RunStopReason::None, std::nullopt)) || !takeEarlierResults())
        return;
    showProgress();
    if (!m_costs.isWaiting())
        beginRows();
}

/// What earlier sessions did, and what they spent. Their last costs are looked up first: the limit holds for all.
bool Runner::takeEarlierResults()
{
    const auto spent = m_parts.store.spent();
    if (!spent)
        return fail(spent.error()), false;
    for (const auto& amounts : {spent->targets, spent->judge})
        for (const Money& amount : amounts)
            if (const auto converted = m_pricing.inCurrency(amount))
                m_spending.add(converted->pico);
    const auto uncosted = m_parts.store.uncosted(kMostUncosted);
    if (!uncosted)
        return fail(uncosted.error()), false;
    std::map<std::string, std::int64_t> owed; // by exchange without a known cost: at most that
    for (const std::string& exchange : *uncosted)
        owed.emplace(exchange, 0);
    const auto read = m_parts.store.eachAnswer(
        [this, &owed](const RunAnswer& answer) {
            ++m_done;
            m_failed += answer.isAnswered() ? 0U : 1U;
            if (answer.key.target < m_openOfTarget.size())
                --m_openOfTarget[answer.key.target];
            if (answer.isAnswered() && !answer.score)
                mark(m_unscored, placeOf(answer.key), m_plan.rows * m_plan.targets.size() * static_cast<std::size_t>(m_plan.samples));
            const auto found = m_spending.hasLimit() && !answer.exchange.empty() && answer.key.target < m_plan.targets.size() ? owed.find(answer.exchange) : owed.end();
            if (found != owed.end())
                if (const auto most = m_pricing.most(m_plan.targets[answer.key.target], answer.inputTokens.value_or(Tokens{}), answer.outputTokens.value_or(Tokens{})))
                    found->second = most->pico;
            return true;
        },
        false);
    if (!keep(read))
        return false;
    for (const auto& [exchange, reserved] : owed) {
        m_spending.reserve(reserved);
        m_costs.add(exchange, reserved, true, nullptr, CostWatch::kPatienceWithEarlier);
    }
    if (!m_plan.isPairs)
        return true;
    return keep(m_parts.store.eachPairVerdict([this](const PairVerdict& pair) {
        mark(m_judgedPairs, placeOfPair(pair.row, pair.a, pair.b), m_plan.rows * m_plan.targets.size() * (m_plan.targets.size() - 1) / 2);
        return true;
    }));
}

void Runner::beginRows()
{
    if (m_hasBegun || m_isStopping)
        return;
    m_hasBegun = true;
    m_goesOnSince = m_parts.clock.now();
    m_feed.start(
        [this](std::unique_ptr<FedRow> row) { takeRow(std::move(row)); },
        [this](const Result<void>& result) {
            m_isFed = true;
            if (!result)
                fail(result.error());
            finishIfDone();
        });
}

void Runner::pause()
{
    if (m_isPaused || m_isStopping || m_isOver)
        return;
    m_isPaused = true;
    m_wentOnFor += timeGoingOn();
    m_scheduler.setPaused(true);
    keep(m_parts.store.setState(RunState::Paused, RunStopReason::None, std::nullopt));
    showProgress();
}

void Runner::resume()
{
    if (!m_isPaused || m_isStopping || m_isOver)
        return;
    m_isPaused = false;
    m_goesOnSince = m_parts.clock.now();
    if (keep(m_parts.store.setState(RunState::Running, RunStopReason::None, std::nullopt)))
        m_scheduler.setPaused(false);
    showProgress();
}

void Runner::stop(RunStopReason reason)
{
    if (m_isOver)
        return;
    if (m_isStopping) {
        if (reason == RunStopReason::Interrupted) { // asked twice: at once
            m_scheduler.abort();
            finish();
        }
        return;
    }
    m_isStopping = true;
    m_reason = reason;
    m_feed.stop();
    m_scheduler.stop();
    QMetaObject::invokeMethod(this, [this] { finishIfDone(); }, Qt::QueuedConnection);
}

void Runner::takeRow(std::unique_ptr<FedRow> row)
{
    if (m_isStopping || row->index >= m_plan.rows) // the dataset has changed, which is reported at its end
        return;
    const auto work = std::make_shared<RowWork>();
    work->fed = std::move(row);
    openJob(); // until everything of the row has begun
    for (std::size_t target = 0; target < m_plan.targets.size() && !m_isStopping; ++target)
        for (int sample = 0; sample < m_plan.samples && !m_isStopping; ++sample) {
            const AnswerKey key{work->fed->index, target, sample};
            if (!m_parts.store.has(key))
                ask(work, key);
            else if (isMarked(m_unscored, placeOf(key)) || (m_plan.isPairs && sample == 0))
                scoreEarlier(work, key);
        }
    closeJob();
}

std::size_t Runner::placeOf(const AnswerKey& key) const
{
    return (key.row * m_plan.targets.size() + key.target) * static_cast<std::size_t>(m_plan.samples) + static_cast<std::size_t>(key.sample);
}

std::size_t Runner::placeOfPair(std::size_t row, std::size_t a, std::size_t b) const
{
    return row * (m_plan.targets.size() * (m_plan.targets.size() - 1) / 2) + b * (b - 1) / 2 + a;
}

/// The output for which there must be enough money.
Tokens Runner::outputFor(const Row& row, const std::string& target) const
{
    for (const Assertion& assertion : row.assertions)
        if (assertion.type == AssertionType::MaxTokens)
            return Tokens{static_cast<std::int64_t>(std::clamp(assertion.number, 0.0, 1e9)) + 1}; // one more shows that it was too long
    return Tokens{2 * m_pricing.usualOutput(target).count};
}

void Runner::ask(const WorkPointer& row, const AnswerKey& key)
{
    openJob();
    const auto work = std::make_shared<AnswerWork>();
    work->row = row;
    const std::string& target = m_plan.targets[key.target];
    PlannedCall call;
    call.chat = [fed = row->fed, &plan = m_plan, target] { return ChatCall{target, fed->row.messages, plan.temperature, plan.seed, std::nullopt}; };
    if (!row->fed->inputs.empty())
        call.input = row->fed->inputs[key.target].most;
    call.output = outputFor(row->fed->row, target);
    if (std::ranges::find(row->fed->row.assertions, AssertionType::MaxTokens, &Assertion::type) != row->fed->row.assertions.end())
        call.mostOutput = call.output;
    call.costKnown = [this, work](const ExchangeCost& cost) {
        if (cost.state == ExchangeCost::State::Known)
            work->answer.cost = cost.cost;
        work->answer.isUnpriced = cost.state == ExchangeCost::State::None;
        work->isCostKnown = true;
        scoreIfReady(work);
    };
    call.done = [this, work, key](CallEnd end, const CallResult& result) {
        work->answer = answerOf(key, result, m_parts.clock.wallNow());
        takeAnswer(work, end, result);
    };
    m_scheduler.submit(m_targetLanes[key.target], std::move(call));
}

void Runner::takeAnswer(const AnswerPointer& work, CallEnd end, const CallResult& result)
{
    if (end == CallEnd::NotMade)
        return closeJob();
    const std::size_t target = work->answer.key.target;
    ++m_done;
    m_failed += work->answer.isAnswered() ? 0U : 1U;
    m_openOfTarget[target] -= m_openOfTarget[target] > 0 ? 1U : 0U;
    ++m_answersOfTarget[target];
    work->isCostKnown = result.exchange.empty();
    showProgress();
    if (work->answer.isAnswered())
        return score(work);
    work->isScored = true;
    keep(m_parts.store.record(work->answer));
    endAnswer(work);
}

/// An answer of an earlier session that was not scored, or that is compared with others.
void Runner::scoreEarlier(const WorkPointer& row, const AnswerKey& key)
{
    const auto stored = m_parts.store.answer(key);
    if (!stored)
        return fail(stored.error());
    if (!*stored || !(*stored)->isAnswered())
        return;
    const auto work = std::make_shared<AnswerWork>();
    work->row = row;
    work->answer = **stored;
    work->isRecorded = true;
    work->isCostKnown = true; // it was looked up when the run began
    work->isScored = work->answer.score || !work->answer.checks.empty();
    openJob();
    if (work->isScored)
        endAnswer(work);
    else
        score(work);
}

/// The answer is recorded before anything else is asked about it.
void Runner::score(const AnswerPointer& work)
{
    const Row& row = work->row->fed->row;
    const bool isOutside = AnswerChecks::areNeeded(row);
    work->isChecked = !isOutside;
    if (!isOutside)
        work->outside.emplace();
    const bool waits = isOutside || (hasCostAssertion(row) && !work->isCostKnown);
    if (waits && !work->isRecorded) {
        keep(m_parts.store.record(work->answer));
        work->isRecorded = true;
    }
    if (!isOutside)
        return scoreIfReady(work);
    m_checks.check(work->row->fed, work->answer.key, work->answer.text, [this, work](std::optional<AnswerChecks::Results> results) {
        work->outside = std::move(results);
        work->isChecked = true;
        scoreIfReady(work);
    });
}

void Runner::scoreIfReady(const AnswerPointer& work)
{
    if (work->isScored || !work->isChecked)
        return;
    const Row& row = work->row->fed->row;
    if (hasCostAssertion(row) && !work->isCostKnown)
        return;
    work->isScored = true;
    if (!work->outside)
        return endAnswer(work); // the run stops; it is scored when it goes on
    ScoredAnswer scored{work->answer.text, work->answer.latency, work->answer.firstToken, std::nullopt, work->answer.outputTokens};
    if (const auto cost = work->answer.cost ? m_pricing.inCurrency(*work->answer.cost) : std::nullopt)
        scored.cost = static_cast<double>(cost->pico) / kPicoPerUnit;
    const RowScore result = scoreAnswer(row, scored, *work->outside);
    work->answer.score = result.score;
    work->answer.checks = checksOf(row, result);
    keep(m_parts.store.record(work->answer));
    endAnswer(work);
}

void Runner::endAnswer(const AnswerPointer& work)
{
    const AnswerKey& key = work->answer.key;
    if (m_plan.isPairs && key.sample == 0 && work->answer.isAnswered()) {
        work->row->texts[key.target] = work->answer.text;
        judgePairs(work->row, key.target);
    }
    work->row.reset(); // its cost may still be waited for
    work->answer.text.clear();
    closeJob();
}

/// Compares an answer with those of the other targets that are there already.
void Runner::judgePairs(const WorkPointer& row, std::size_t target)
{
    for (const auto& [other, text] : row->texts) {
        const std::size_t a = std::min(other, target);
        const std::size_t b = std::max(other, target);
        if (a == b || isMarked(m_judgedPairs, placeOfPair(row->fed->index, a, b)))
            continue;
        openJob();
        m_sideCalls.judgePair(*row->fed, {a, row->texts[a]}, {b, row->texts[b]}, [this, row](const std::optional<PairVerdict>& verdict) {
            if (verdict)
                keep(m_parts.store.record(*verdict));
            closeJob();
        });
    }
}

void Runner::closeJob()
{
    --m_open;
    if (m_open == 0)
        QMetaObject::invokeMethod(this, [this] { finishIfDone(); }, Qt::QueuedConnection);
}

void Runner::finishIfDone()
{
    const bool isThrough = m_isStopping || m_isFed;
    if (!m_isOver && isThrough && m_open == 0 && m_scheduler.inFlight() == 0 && !m_costs.isWaiting())
        finish();
}

void Runner::finish()
{
    m_isOver = true;
    for (const Error& problem : m_scheduler.problems())
        m_problems.push_back(problem);
    const bool isWhole = !m_isStopping && m_problems.empty();
    m_state = isWhole ? RunState::Finished : RunState::Stopped;
    if (!isWhole && m_reason == RunStopReason::None)
        m_reason = RunStopReason::Interrupted;
    if (auto stored = m_parts.store.setState(m_state, m_reason, m_parts.clock.wallNow()); !stored)
        m_problems.push_back(stored.error());
    Q_EMIT progress(progressNow());
    Q_EMIT finished();
}

bool Runner::keep(const Result<void>& result)
{
    if (!result)
        fail(result.error());
    return result.has_value();
}

/// Results cannot be kept, or rows cannot be read: nothing more is asked.
void Runner::fail(Error problem)
{
    if (m_isOver)
        return;
    if (std::ranges::find(m_problems, problem) == m_problems.end())
        m_problems.push_back(std::move(problem));
    if (!m_isStopping)
        stop(RunStopReason::Interrupted);
}

void Runner::showProgress()
{
    if (m_isProgressDue || m_isOver)
        return;
    m_isProgressDue = true;
    m_parts.timers.call(kProgressEvery, *this, [this] {
        m_isProgressDue = false;
        if (!m_isOver)
            Q_EMIT progress(progressNow());
    });
}

RunProgress Runner::progressNow() const
{
    RunProgress now;
    now.done = m_done;
    now.failed = m_failed;
    now.total = m_plan.rows * m_plan.targets.size() * static_cast<std::size_t>(m_plan.samples);
    now.spent = {m_plan.currency, m_spending.known()};
    now.reserved = {m_plan.currency, m_spending.reserved()};
    now.left = timeLeft();
    now.isPaused = m_isPaused;
    return now;
}

/// Since the beginning or the last pause.
Milliseconds Runner::timeGoingOn() const { return std::chrono::duration_cast<Milliseconds>(m_parts.clock.now() - m_goesOnSince); }

/// That of the target that takes longest; targets are asked at the same time. What its answers took in this session
/// includes waiting and asking again.
std::optional<Milliseconds> Runner::timeLeft() const
{
    const Milliseconds passed = m_wentOnFor + (m_isPaused || !m_hasBegun ? Milliseconds{0} : timeGoingOn());
    std::optional<Milliseconds> longest;
    for (std::size_t i = 0; i < m_openOfTarget.size(); ++i) {
        if (m_openOfTarget[i] == 0)
            continue;
        if (m_answersOfTarget[i] == 0)
            return std::nullopt;
        const double left = static_cast<double>(passed.count()) / static_cast<double>(m_answersOfTarget[i]) * static_cast<double>(m_openOfTarget[i]);
        longest = std::max(longest.value_or(Milliseconds{0}), Milliseconds{static_cast<Milliseconds::rep>(left)});
    }
    return longest ? longest : Milliseconds{0};
}

} // namespace gateway::evaluation
