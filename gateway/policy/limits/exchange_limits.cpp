#include "exchange_limits.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace gateway::policy {

namespace {

using config::LimitKind;

constexpr int kShownPercent = 80; // of a limit, above which answers tell about it
constexpr int kPercent = 100;

std::string_view kindInHeaders(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests: return "requests";
    case LimitKind::Tokens: return "tokens";
    case LimitKind::Cost: return "cost";
    case LimitKind::Concurrent: break;
    }
    return "concurrency";
}

std::int64_t secondsOf(Milliseconds time) { return std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(time).count()); }

/// Until something is free again; empty: never for this request. What only requests in flight hold may be free at any
/// time.
std::optional<std::int64_t> resetOf(const limits::LimitRefusal& why)
{
    if (why.isLargerThanLimit)
        return std::nullopt;
    return why.resetsAfter ? secondsOf(*why.resetsAfter) : 1;
}

std::string limitText(const LimitRule& rule, std::int64_t left, std::optional<std::int64_t> reset_s)
{
    return rule.name() + "; remaining=" + rule.shown(left) + (reset_s ? "; reset=" + std::to_string(*reset_s) : std::string());
}

/// Has a limit warn that refuses a request because most of it is used, and not because of requests in flight.
void noteFull(LimitBook& book, const ExchangeLimits::Refused& refused)
{
    const LimitRule& rule = *refused.rule;
    const auto entry = rule.settings().warnAt.empty() || rule.kind() == LimitKind::Concurrent || refused.why.isLargerThanLimit ? nullptr : book.entryOf(rule);
    const auto limit = static_cast<double>(rule.amount().at(book.now()));
    const bool isMostUsed = static_cast<double>(refused.why.used) * kPercent > limit * kShownPercent;
    const bool isByUse = refused.need > refused.why.left + refused.why.reserved;
    if (entry && isMostUsed && isByUse)
        book.noteUse(refused.rule, *entry, refused.who, true);
}

/// The attempt whose usage is reported later.
std::optional<std::size_t> deferredAttempt(const usage::ExchangeRecord& record)
{
    if (record.charges.empty())
        return record.tokens.isDeferred() && !record.attempts.empty() ? std::optional(record.attempts.size() - 1) : std::nullopt;
    const auto found = std::ranges::find_if(record.charges, &usage::Charge::isDeferred);
    return found == record.charges.end() ? std::nullopt : std::optional(found->attempt);
}

} // namespace

Error limitError(const LimitRule& rule, std::string_view who, const limits::LimitRefusal& why, std::int64_t need, WallTime now)
{
    Error error;
    error.kind = rule.kind() == LimitKind::Cost ? ErrorKind::BudgetExceeded : ErrorKind::RateLimited;
    const bool isOfUse = rule.kind() == LimitKind::Tokens || rule.kind() == LimitKind::Cost;
    if (why.isLargerThanLimit && (!isOfUse || rule.amount().at(now) == 0)) {
        error.message = {QT_TRANSLATE_NOOP("Error", "Limit \"%1\" of %2 admits no request. Raise the limit."), {rule.name(), rule.what(now)}};
        return error;
    }
    if (why.isLargerThanLimit) {
        error.message = {QT_TRANSLATE_NOOP("Error", "This request needs up to %1, more than limit \"%2\" of %3 ever allows. Shorten it, lower its maximum of output tokens, "
            "or raise the limit."), {rule.shownWithUnit(need), rule.name(), rule.what(now)}};
        return error;
    }
    const auto retry_s = why.fitsAfter ? secondsOf(*why.fitsAfter) : resetOf(why).value_or(1);
    constexpr std::int64_t kMostRetry_s = 366 * 24 * 60 * 60;
    error.retryAfter_s = static_cast<int>(std::min(retry_s, kMostRetry_s));
    const std::string seconds = std::to_string(error.retryAfter_s);
    if (isOfUse && why.left > 0 && need > why.left)
        error.message = {QT_TRANSLATE_NOOP("Error", "Limit \"%1\" of %2 has %4 left for %3, and this request needs up to %6. Try again in %5 s, lower its maximum of output tokens, "
            "or raise the limit."), {rule.name(), rule.what(now), rule.whom(who), rule.shownWithUnit(why.left), seconds, rule.shownWithUnit(need)}};
    else if (rule.kind() == LimitKind::Concurrent)
        error.message = {QT_TRANSLATE_NOOP("Error", "Limit \"%1\" of %2 is reached for %3. Try again when one of them has ended, or raise the limit."),
            {rule.name(), rule.what(now), rule.whom(who)}};
    else
        error.message = {QT_TRANSLATE_NOOP("Error", "Limit \"%1\" of %2 is reached for %3: %4 are left. Try again in %5 s, or raise the limit."),
            {rule.name(), rule.what(now), rule.whom(who), rule.shownWithUnit(why.left), seconds}};
    return error;
}

ExchangeLimits::State::~State()
{
    held.clear();
    if (book)
        book->released();
}

void ExchangeLimits::begin(LimitBook& book, WallTime startedAt)
{
    if (d)
        return;
    d = std::make_shared<State>();
    d->book = &book;
    d->startedAt = startedAt;
    constexpr std::size_t kUsual = 16;
    d->held.reserve(std::min(kUsual, book.rules().size()));
}

void ExchangeLimits::hold(Held held)
{
    Q_ASSERT(d);
    if (held.rule->kind() == LimitKind::Concurrent)
        d->book->noteUse(held.rule, *held.entry, held.who);
    d->held.push_back(std::move(held));
}

void ExchangeLimits::refuse(Refused refused)
{
    Q_ASSERT(d);
    noteFull(*d->book, refused);
    if (!refused.rule->settings().onExceeded.to.empty() && !d->redirectedBy && !d->redirection)
        d->redirection = refused;
    d->refused = std::move(refused);
}

std::string_view ExchangeLimits::otherTarget() const
{
    return d && d->redirection && !d->redirectedBy ? std::string_view(d->redirection->rule->settings().onExceeded.to) : std::string_view();
}

void ExchangeLimits::redirect()
{
    Q_ASSERT(d && d->redirection);
    d->redirectedBy = d->redirection->rule;
    d->refused.reset();
    if (const auto entry = d->book->entryOf(*d->redirectedBy)) {
        entry->beginDay(d->book->now());
        ++entry->redirected;
    }
}

void ExchangeLimits::releaseAt(std::size_t attempt)
{
    d->bounds.erase(attempt);
    const auto isThere = [attempt](const Held& each) { return each.attempt == attempt; };
    if (std::erase_if(d->held, isThere) > 0)
        d->book->released();
}

void ExchangeLimits::attemptBegan(std::size_t attempt)
{
    if (!d)
        return;
    const bool isFirst = !std::exchange(d->hasBegun, true);
    if (auto bound = d->bounds.extract(kPending)) {
        bound.key() = attempt;
        d->bounds.insert(std::move(bound));
    }
    const WallTime now = d->book->now();
    for (Held& each : d->held) {
        const bool isPending = each.attempt == kPending;
        if (isPending)
            each.attempt = attempt;
        const bool counts = isPending || (isFirst && each.attempt == kCaller);
        if (counts && each.rule->kind() == LimitKind::Requests) {
            each.hold.settle(1, d->startedAt, now);
            d->book->noteUse(each.rule, *each.entry, each.who);
        }
    }
    d->book->changed();
}

const AttemptBound* ExchangeLimits::boundOf(std::size_t attempt) const
{
    if (!d)
        return nullptr;
    const auto found = d->bounds.find(attempt);
    return found == d->bounds.end() ? nullptr : &found->second;
}

void ExchangeLimits::attemptEnded(std::size_t attempt, bool isBilled)
{
    if (!d)
        return;
    bool isReleased = false;
    for (Held& each : d->held) {
        const bool isOver = each.rule->kind() == LimitKind::Concurrent || !isBilled;
        if (each.attempt != attempt || !isOver || !each.hold.isActive())
            continue;
        each.hold = {};
        isReleased = true;
    }
    if (isReleased)
        d->book->released();
}

void ExchangeLimits::exchangeEnded()
{
    if (!d)
        return;
    for (Held& each : d->held) {
        const bool isReserved = each.rule->kind() == LimitKind::Tokens || each.rule->kind() == LimitKind::Cost;
        if (!isReserved || each.attempt == kPending)
            each.hold = {};
    }
    if (d->refused && !d->hasBegun)
        if (const auto entry = d->book->entryOf(*d->refused->rule)) {
            entry->beginDay(d->book->now());
            ++entry->refused;
        }
    d->book->released();
    d->book->changed();
}

void ExchangeLimits::settle(const usage::ExchangeRecord& record, double usdCny, LimitBook* book)
{
    if (d && std::exchange(d->isSettled, true))
        return;
    if (d)
        settleHeld(record, usdCny);
    if (!book || !book->hasNewerThan(record.startedAt))
        return;
    std::vector<std::shared_ptr<LimitEntry>> held;
    if (d)
        std::ranges::transform(d->held, std::back_inserter(held), &Held::entry);
    book->countEnded(record, usdCny, held);
}

void ExchangeLimits::settleHeld(const usage::ExchangeRecord& record, double usdCny)
{
    const auto later = deferredAttempt(record);
    std::vector<limits::LimitHold> kept;
    // A rule has one hold for each attempt, and is counted once.
    std::vector<const LimitRule*> counted;
    for (Held& each : d->held) {
        if (later && each.attempt == *later && each.hold.isActive())
            kept.push_back(std::move(each.hold));
        each.hold = {};
        const bool isOfUse = each.rule->kind() == LimitKind::Tokens || each.rule->kind() == LimitKind::Cost;
        if (!isOfUse || std::ranges::find(counted, each.rule.get()) != counted.end())
            continue;
        counted.push_back(each.rule.get());
        d->book->add(each.rule, *each.entry, record, usdCny);
    }
    if (!kept.empty())
        d->book->keepForLate(record.id, std::move(kept));
    if (!counted.empty() && d->estimated >= 0)
        usage::visitCharges(record, [&](const usage::Served& served, const protocol::TokenUsage& tokens, const usage::Paid&) {
            const auto by = std::ranges::find_if(record.attempts, [&served](const usage::AttemptRecord& each) {
                return each.provider == served.provider && each.model == served.model && each.key == served.key && !each.failure;
            });
            if (tokens.origin == protocol::UsageOrigin::Reported)
                d->book->usesOf(served.provider, served.model).add(tokens, d->estimated, by == record.attempts.end() ? record.duration : by->duration);
        });
    d->book->changed();
}

void ExchangeLimits::addHeaders(http::Headers& headers, bool isRefused) const
{
    if (!d)
        return;
    const WallTime now = d->book->now();
    if (isRefused && d->refused) {
        const LimitRule& rule = *d->refused->rule;
        const limits::LimitRefusal& why = d->refused->why;
        const auto reset_s = resetOf(why);
        headers.set("x-signalbox-limit", limitText(rule, why.left, reset_s));
        if (rule.kind() == LimitKind::Cost)
            return;
        const std::string kind(kindInHeaders(rule.kind()));
        headers.set("x-ratelimit-limit-" + kind, rule.shown(rule.amount().at(now)));
        headers.set("x-ratelimit-remaining-" + kind, rule.shown(why.left));
        if (reset_s)
            headers.set("x-ratelimit-reset-" + kind, std::to_string(*reset_s));
        return;
    }
    if (d->redirectedBy) {
        const Refused& why = *d->redirection;
        headers.set("x-signalbox-limit", limitText(*why.rule, why.why.left, resetOf(why.why)) + "; to=" + why.rule->settings().onExceeded.to);
        return;
    }
    const Held* nearest = nullptr;
    limits::CounterState nearestState;
    double most = static_cast<double>(kShownPercent) / kPercent;
    for (const Held& each : d->held) {
        const limits::CounterState state = each.entry->counters.state(each.who, now);
        const std::int64_t limit = each.rule->amount().at(now);
        const double share = limit > 0 ? static_cast<double>(limit - state.left) / static_cast<double>(limit) : 1;
        if (share <= most)
            continue;
        most = share;
        nearest = &each;
        nearestState = state;
    }
    if (!nearest)
        return;
    std::optional<std::int64_t> reset_s = 1;
    if (nearestState.resetsAt)
        reset_s = secondsOf(std::chrono::ceil<Milliseconds>(*nearestState.resetsAt - now));
    headers.set("x-signalbox-limit", limitText(*nearest->rule, nearestState.left, reset_s));
}

} // namespace gateway::policy
