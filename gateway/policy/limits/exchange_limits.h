#pragma once

#include "limit_book.h"
#include "target_demand.h"

#include "gateway/core/error.h"
#include "gateway/http/message.h"
#include "gateway/limits/limit_counters.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::policy {

/// What one exchange holds of limits, and what its client is told about them. Without limits, it allocates nothing and
/// each call is one comparison. A copy refers to the same. Gateway thread.
///
/// What a request reserves for a target is pending until an attempt at it begins. It goes back with the attempt unless
/// that is billed; then with the record, which says what was used.
class ExchangeLimits {
public:
    /// Where a limit is decided.
    static constexpr std::size_t kCaller = static_cast<std::size_t>(-1);
    static constexpr std::size_t kPending = static_cast<std::size_t>(-2);

    struct Held {
        std::shared_ptr<const LimitRule> rule;
        std::shared_ptr<LimitEntry> entry;
        std::string who;
        limits::LimitHold hold;
        std::size_t attempt = kCaller;
    };
    struct Refused {
        std::shared_ptr<const LimitRule> rule;
        std::string who;
        limits::LimitRefusal why;
        Error error;
        std::int64_t need = 1; ///< of the request
    };

    bool isEmpty() const { return !d; }
    /// To be called before the first hold. `book` must outlive this object.
    void begin(LimitBook& book, WallTime startedAt);

    void hold(Held held);
    /// Notes that a limit does not admit the request, or its target.
    void refuse(Refused refused);
    /// The last refusal; null if there was none.
    const Refused* refused() const { return d && d->refused ? &*d->refused : nullptr; }

    /// Where the request goes instead of being refused, as PROVIDER/MODEL. Empty: nowhere, or it has gone there already.
    std::string_view otherTarget() const;
    /// Has the request go to `otherTarget()`.
    void redirect();
    /// The limit that sent the request elsewhere; null if none did.
    const LimitRule* redirectedBy() const { return d ? d->redirectedBy.get() : nullptr; }

    /// Gives back what is pending.
    void dropPending()
    {
        if (d)
            releaseAt(kPending);
    }
    /// What is pending belongs to the attempt of that number, which begins. From the first one on, the request counts.
    void attemptBegan(std::size_t attempt);
    /// Notes what is reserved for a target at most, as long as it is pending and then for its attempt.
    void noteBound(const AttemptBound& bound)
    {
        if (d)
            d->bounds.insert_or_assign(kPending, bound);
    }
    /// What was reserved for an attempt at most; null: no limit reserved the maximum.
    const AttemptBound* boundOf(std::size_t attempt) const;
    /// The attempt has ended. Unless it `isBilled`, gives back what is reserved for it.
    void attemptEnded(std::size_t attempt, bool isBilled);
    /// The exchange has ended: it is not in flight any more.
    void exchangeEnded();
    /// Gives everything back, and counts what the record says. Once. `book`: the limits of the gateway; null: the request
    /// counts nowhere.
    void settle(const usage::ExchangeRecord& record, double usdCny, LimitBook* book);

    /// The headers about a refusal, or about the limit that is nearest to its end if more than 80 % of it are used.
    void addHeaders(http::Headers& headers, bool isRefused) const;

    /// The estimated input of a target's request, to learn from what it uses.
    void noteEstimate(std::int64_t tokens)
    {
        if (d)
            d->estimated = tokens;
    }

private:
    struct State {
        LimitBook* book = nullptr;
        WallTime startedAt{};
        std::vector<Held> held = {};
        std::optional<Refused> refused = {};
        std::shared_ptr<const LimitRule> redirectedBy = nullptr;
        std::optional<Refused> redirection = {};
        std::int64_t estimated = -1; // tokens
        std::map<std::size_t, AttemptBound> bounds = {}; // by attempt
        bool hasBegun = false; // an attempt
        bool isSettled = false;

        ~State();
    };

    void releaseAt(std::size_t attempt);
    void settleHeld(const usage::ExchangeRecord& record, double usdCny);

    std::shared_ptr<State> d; // null: no limit was met
};

/// The error for a client whose request `rule` does not admit. `need`: what the request needs of it.
Error limitError(const LimitRule& rule, std::string_view who, const limits::LimitRefusal& why, std::int64_t need, WallTime now);

} // namespace gateway::policy
