#include "limit_policy.h"

#include "gateway/core/text/joined.h"
#include "gateway/loop/wait.h"
#include "gateway/policy/limits/exchange_limits.h"
#include "gateway/policy/limits/limit_book.h"
#include "gateway/policy/limits/limit_rule.h"
#include "gateway/policy/limits/reservation.h"

#include <QtGlobal>

#include <algorithm>
#include <memory>
#include <utility>

namespace gateway::policy {

namespace {

using config::LimitKind;

constexpr Milliseconds kLongestRestore{30000}; // a ledger that needs longer is not waited for

LimitedCaller callerOf(const Request& request)
{
    LimitedCaller caller{request.caller.name};
    caller.route = request.route ? std::string_view(request.route->id) : std::string_view();
    caller.session = request.session;
    if (request.record) {
        caller.program = programOf(*request.record);
        caller.project = request.record->project();
        caller.agent = request.record->agent;
    }
    return caller;
}

/// A place in the queue of a limit, left when it is destroyed.
class Waiting {
public:
    Waiting(LimitEntry& entry, std::string_view who)
        : m_entry(entry)
        , m_waiter{who}
    {
        entry.waiting.push_back(&m_waiter);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() { m_entry.waiting.remove(&m_waiter); }

    WaitPoint& point() { return m_waiter.point; }
    /// Whether no earlier request waits for the same counter.
    bool isFirst() const
    {
        const auto first = std::ranges::find_if(m_entry.waiting, [this](const LimitWaiter* each) { return each->who == m_waiter.who; });
        return first != m_entry.waiting.end() && *first == &m_waiter;
    }

private:
    LimitEntry& m_entry;
    LimitWaiter m_waiter;
};

std::size_t waitingFor(const LimitEntry& entry, std::string_view who)
{
    return static_cast<std::size_t>(std::ranges::count_if(entry.waiting, [who](const LimitWaiter* each) { return each->who == who; }));
}

class LimitPolicy final : public Policy {
public:
    explicit LimitPolicy(LimitRules rules)
        : m_rules(std::move(rules))
    {
        // Last those that may wait, so that a request that waits has passed the others.
        std::stable_partition(m_rules.begin(), m_rules.end(), [](const auto& rule) { return rule->kind() != LimitKind::Concurrent; });
    }

    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<Run>(*this); }

    Explained explain(const Request& request) const override;

private:
    class Run final : public PolicyRun {
    public:
        explicit Run(const LimitPolicy& policy)
            : m_policy(policy)
        {
        }

        Task<Result<void>> callerKnown(const Request& request) override { return admit(request, false); }
        Task<Result<void>> bodyUnderstood(const Request& request) override { return admit(request, true); }
        Result<void> beforeAttempt(const Request& request, const AttemptTarget& target) override;

    private:
        Task<Result<void>> admit(const Request& request, bool isBodyKnown);
        Task<Result<void>> awaitTurn(const Request& request, std::shared_ptr<const LimitRule> rule, std::shared_ptr<LimitEntry> entry, std::string who);

        const LimitPolicy& m_policy;
        bool m_isCallerAdmitted = false; // by the rules that do not need the body
    };

    /// Null if the limit at that place of the rules is not in force any more. Gateway thread.
    const std::shared_ptr<LimitEntry>& entryAt(std::size_t place, const LimitBook& book) const;

    /// The counters of the rules, as long as the book has the same limits in force.
    struct Known {
        const LimitBook* book = nullptr;
        std::uint64_t version = 0;
        std::vector<std::shared_ptr<LimitEntry>> entries = {};
    };

    LimitRules m_rules;
    mutable Known m_known;
};

const std::shared_ptr<LimitEntry>& LimitPolicy::entryAt(std::size_t place, const LimitBook& book) const
{
    if (m_known.book != &book || m_known.version != book.version()) {
        m_known = {&book, book.version()};
        for (const auto& rule : m_rules)
            m_known.entries.push_back(book.entryOf(*rule));
    }
    return m_known.entries[place];
}

/// Waits until the earlier uses of new limits are known.
Task<> awaitRestore(LimitBook& book)
{
    const auto point = std::make_shared<WaitPoint>();
    book.awaitingRestore().push_back(point);
    Until restored(*point, book.wheel(), kLongestRestore, [&book] { return !book.isRestoring(); });
    (void)co_await restored;
}

/// Refuses the request, unless it goes elsewhere.
Result<void> refusedBy(const Request& request, const std::shared_ptr<const LimitRule>& rule, std::string who, const limits::LimitRefusal& why, std::int64_t need)
{
    Error error = limitError(*rule, who, why, need, request.limitBook->now());
    request.limits->refuse({rule, std::move(who), why, error, need});
    return failure(std::move(error));
}

Task<Result<void>> LimitPolicy::Run::admit(const Request& request, bool isBodyKnown)
{
    if (!request.isCounted || !request.limitBook || !request.limits)
        co_return Result<void>();
    LimitBook& book = *request.limitBook;
    if (book.isRestoring()) {
        Task<> waiting = awaitRestore(book);
        co_await std::move(waiting);
    }
    const bool isSecond = std::exchange(m_isCallerAdmitted, true);
    LimitedCaller caller = callerOf(request);
    for (std::size_t i = 0; i < m_policy.m_rules.size(); ++i) {
        const std::shared_ptr<const LimitRule>& rule = m_policy.m_rules[i];
        const bool isNow = isBodyKnown ? rule->needsBody() || !isSecond : !rule->needsBody();
        if (rule->isOfTarget() || !isNow)
            continue;
        if (rule->needsProcess() && request.program) {
            Task<std::shared_ptr<const usage::ProcessName>> finding = request.program->find();
            (void)co_await std::move(finding);
            caller = callerOf(request);
        }
        const std::shared_ptr<LimitEntry> entry = rule->covers(caller) ? m_policy.entryAt(i, book) : nullptr;
        if (!entry)
            continue;
        request.limits->begin(book, request.startedAt);
        std::string who = rule->who(caller, {});
        const bool isQueued = rule->kind() == LimitKind::Concurrent && waitingFor(*entry, who) > 0;
        if (!isQueued) {
            auto held = entry->counters.admit(who, 1, book.now());
            if (held) {
                request.limits->hold({rule, entry, std::move(who), std::move(*held), ExchangeLimits::kCaller});
                continue;
            }
            if (rule->kind() != LimitKind::Concurrent || held.error().isLargerThanLimit) {
                auto refused = refusedBy(request, rule, std::move(who), held.error(), 1);
                if (request.limits->otherTarget().empty())
                    co_return refused;
                continue;
            }
        }
        Task<Result<void>> waiting = awaitTurn(request, rule, entry, std::move(who));
        auto admitted = co_await std::move(waiting);
        if (!admitted && request.limits->otherTarget().empty())
            co_return admitted;
    }
    co_return Result<void>();
}

/// Waits in the queue of a limit of requests in flight.
Task<Result<void>> LimitPolicy::Run::awaitTurn(
    const Request& request, std::shared_ptr<const LimitRule> rule, std::shared_ptr<LimitEntry> entry, std::string who)
{
    LimitBook& book = *request.limitBook;
    const config::LimitSettings& settings = rule->settings();
    std::optional<limits::LimitHold> hold;
    if (waitingFor(*entry, who) < static_cast<std::size_t>(settings.queue)) {
        Waiting place(*entry, who);
        const auto isAdmitted = [&] {
            if (book.entryOf(*rule) != entry)
                return true; // the limit was removed or replaced
            if (!hold && place.isFirst())
                if (auto held = entry->counters.admit(who, 1, book.now()))
                    hold = std::move(*held);
            return hold.has_value();
        };
        Until turn(place.point(), book.wheel(), Milliseconds(settings.queue_ms), isAdmitted);
        (void)co_await turn;
    }
    if (!hold && book.entryOf(*rule) != entry)
        co_return Result<void>();
    if (hold) {
        request.limits->hold({rule, entry, std::move(who), std::move(*hold), ExchangeLimits::kCaller});
        co_return Result<void>();
    }
    limits::LimitRefusal why = entry->counters.refusal(who, 1, book.now()).value_or(limits::LimitRefusal{});
    co_return refusedBy(request, rule, std::move(who), why, 1);
}

Result<void> LimitPolicy::Run::beforeAttempt(const Request& request, const AttemptTarget& target)
{
    if (!request.isCounted || !request.limitBook || !request.limits)
        return {};
    LimitBook& book = *request.limitBook;
    book.dropOverdue();
    const LimitedCaller caller = callerOf(request);
    const LimitedTarget limited{target.provider->id, target.model, target.key};
    const WallTime now = book.now();
    std::optional<Reservation> reservation;
    bool isBounded = false;
    for (std::size_t i = 0; i < m_policy.m_rules.size(); ++i) {
        const std::shared_ptr<const LimitRule>& rule = m_policy.m_rules[i];
        if (!rule->isOfTarget() || !rule->covers(caller) || !rule->covers(limited))
            continue;
        // The target that a limit sends requests to is outside of it; but what a limit of cost allows is never exceeded.
        if (rule.get() == request.limits->redirectedBy() && rule->kind() != LimitKind::Cost)
            continue;
        const std::shared_ptr<LimitEntry>& entry = m_policy.entryAt(i, book);
        if (!entry)
            continue;
        request.limits->begin(book, request.startedAt);
        std::string who = rule->who(caller, limited);
        std::optional<std::int64_t> need = 1;
        if (rule->kind() == LimitKind::Tokens || rule->kind() == LimitKind::Cost) {
            if (!reservation) {
                static const TargetDemand unknown;
                const TargetDemand& demand = target.demand ? target.demand->demand() : unknown;
                request.limits->noteEstimate(demand.input);
                reservation.emplace(demand, book.knownUsesOf(limited.provider, limited.model), now);
            }
            need = reservation->of(*rule);
        }
        auto held = need ? entry->counters.admit(who, *need, now) : entry->counters.admitUnreserved(who, now);
        if (!held && held.error().isLargerThanLimit && reservation) {
            // If only what earlier requests were found to use makes it too large, it gets all that there is.
            const std::int64_t whole = rule->amount().at(now);
            if (reservation->withoutPast().of(*rule).value_or(0) <= whole) {
                need = whole;
                held = entry->counters.admit(who, whole, now);
            }
        }
        if (!held)
            return refusedBy(request, rule, std::move(who), held.error(), need.value_or(1));
        request.limits->hold({rule, entry, std::move(who), std::move(*held), ExchangeLimits::kPending});
        isBounded = isBounded || (reservation && need && rule->settings().reserve == config::LimitReserve::Max);
    }
    if (isBounded)
        request.limits->noteBound(reservation->bound());
    return {};
}

/// How a limit would count the request.
Sentence countedWords(const LimitRule& rule, const Request& request)
{
    const WallTime now = request.startedAt;
    const Sentence head{QT_TRANSLATE_NOOP("Error", "\"%1\" of %2"), {rule.name(), rule.what(now)}};
    const AttemptTarget* const target = request.firstTarget;
    if (rule.kind() != LimitKind::Tokens && rule.kind() != LimitKind::Cost)
        return {QT_TRANSLATE_NOOP("Error", "%1 counts it"), {head}};
    if (!target || !target->demand)
        return {QT_TRANSLATE_NOOP("Error", "%1 counts what it uses"), {head}};
    const TargetDemand& demand = target->demand->demand();
    const ModelUses* const uses = request.limitBook ? request.limitBook->knownUsesOf(target->provider->id, target->model) : nullptr;
    const auto need = Reservation(demand, uses, now).of(rule);
    if (!need)
        return {QT_TRANSLATE_NOOP("Error", "%1 reserves nothing for it, so that requests in flight may exceed it by what they use"), {head}};
    if (rule.kind() == LimitKind::Cost && !demand.price)
        return {QT_TRANSLATE_NOOP("Error", "%1 reserves nothing for it, because the price of model \"%2\" is unknown"), {head, std::string(target->model)}};
    if (rule.settings().reserve == config::LimitReserve::Estimate)
        return {QT_TRANSLATE_NOOP("Error", "%1 reserves %2 for it, as the model usually uses, so that requests in flight may exceed it by the difference"),
            {head, rule.shownWithUnit(*need)}};
    return {QT_TRANSLATE_NOOP("Error", "%1 reserves %2 for it"), {head, rule.shownWithUnit(*need)}};
}

/// The error if the limit would not admit the request now.
std::optional<Error> refusalOf(const LimitRule& rule, const Request& request, const LimitedCaller& caller, const LimitedTarget& target)
{
    const auto entry = request.limitBook ? request.limitBook->entryOf(rule) : nullptr;
    if (!entry)
        return std::nullopt;
    std::int64_t need = 1;
    if ((rule.kind() == LimitKind::Tokens || rule.kind() == LimitKind::Cost) && request.firstTarget && request.firstTarget->demand)
        need = Reservation(request.firstTarget->demand->demand(), request.limitBook->knownUsesOf(target.provider, target.model), request.startedAt).of(rule).value_or(1);
    const std::string who = rule.who(caller, target);
    const auto why = entry->counters.refusal(who, need, request.startedAt);
    return why ? std::optional(limitError(rule, who, *why, need, request.startedAt)) : std::nullopt;
}

Explained LimitPolicy::explain(const Request& request) const
{
    const LimitedCaller caller = callerOf(request);
    LimitedTarget target;
    if (request.firstTarget)
        target = {request.firstTarget->provider->id, request.firstTarget->model, request.firstTarget->key};
    std::vector<Sentence> said;
    Explained explained;
    for (const auto& rule : m_rules) {
        const bool isCovered = rule->covers(caller) && (!rule->isOfTarget() || !request.firstTarget || rule->covers(target));
        if (!isCovered)
            continue;
        said.push_back(countedWords(*rule, request));
        // A target that is not admitted is passed over, and another one may be.
        if (!explained.refusal && !rule->isOfTarget() && rule->settings().onExceeded.to.empty())
            explained.refusal = refusalOf(*rule, request, caller, target);
    }
    if (explained.refusal)
        explained.what = {QT_TRANSLATE_NOOP("Error", "refused: %1"), {explained.refusal->message}};
    else
        explained.what = said.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "no limit applies")) : joinedBy(QT_TRANSLATE_NOOP("Error", "%1; %2"), said);
    return explained;
}

} // namespace

Said limitsAt(const Place& place)
{
    const config::PolicySetting<std::vector<config::LimitSettings>>& setting = policiesAt(place).limits;
    LimitRules rules = limitRules(policiesAt(place), place.route ? place.route->id : std::string(), place.consumer ? place.consumer->name : std::string());
    if (place.gateway) {
        const LimitRules budgets = budgetRules(place.gateway->usage);
        rules.insert(rules.end(), budgets.begin(), budgets.end());
    }
    if (rules.empty())
        return {setting ? Said::What::Off : Said::What::Nothing};
    return {Said::What::On, std::make_shared<const LimitPolicy>(std::move(rules))};
}

} // namespace gateway::policy
