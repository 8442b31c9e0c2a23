#pragma once

#include "process_name.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/usage/context/trace_context.h"
#include "gateway/usage/decisions/exchange_decisions.h"
#include "gateway/usage/decisions/route_list.h"
#include "gateway/usage/decisions/target_place.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// One attempt. Empty `failure`: it was answered or cancelled, or the error is the client's.
struct AttemptRecord {
    std::string provider; ///< id in the configuration
    std::string model;    ///< as sent upstream
    std::string key;      ///< name of the key; empty: none needed
    int status = 0;       ///< HTTP status from the upstream; 0: none received
    std::optional<config::FailureClass> failure;
    Sentence reason;               ///< short, without secrets: "429", "connection refused"
    Milliseconds startedAfter{0};  ///< relative to the start of the exchange
    Milliseconds connect{-1};      ///< until the host was reached, without TLS; -1: not reached, as below
    Milliseconds tls{-1};          ///< after that; -1 also without TLS, and on a reused connection
    Milliseconds firstByte{-1};    ///< since the attempt began, as below
    Milliseconds firstToken{-1};   ///< for a complete conversation response: its first byte; -1 if there are no tokens, as in embeddings
    Milliseconds lastByte{-1};     ///< of a response that was complete
    Milliseconds duration{0};      ///< until it had failed, its last byte had arrived, or the rest was no longer needed
    std::optional<TargetPlace> place = {}; ///< empty: row of an older version
    std::string_view protocol = {}; ///< protocol of the upstream, from `providers::toText()`; empty: row of an older version
    std::string requestId = {};     ///< request id from the upstream; empty: none
};

/// Prompt and answer, if the consumer's settings store them.
struct Content {
    WallTime expiresAt{}; ///< time of deletion
    std::string request; ///< the body as sent by the client, up to the configured size
    std::string answer; ///< the response as sent to the client, up to the configured size
    bool isCut = false; ///< one of them was truncated

    bool operator==(const Content&) const = default;
};

/// Until when the content of a consumer may be stored.
struct ContentLimit {
    std::string consumer;
    WallTime until{};

    bool operator==(const ContentLimit&) const = default;
};

/// Source of a cost.
enum class CostOrigin {
    Unknown,
    Prices,   ///< tokens and a price
    Provider, ///< reported by the provider
    AtLeast,  ///< tokens and a price; something else without a known price is charged as well
};
/// Names in the ledger.
inline constexpr std::array<std::string_view, 4> kCostOriginNames{"unknown", "prices", "provider", "at_least"};

/// What an attempt has used, and its cost.
struct Charge {
    std::size_t attempt = 0; ///< index in `attempts`
    std::string provider = {}; ///< as in the attempt, like the next fields
    std::string model = {};
    std::string key = {};
    protocol::TokenUsage tokens = {};
    std::optional<Money> cost = {}; ///< of `tokens`; empty: unknown
    CostOrigin costOrigin = CostOrigin::Unknown;
    std::shared_ptr<const SharedText> price = nullptr; ///< `Price` as text, the basis of `cost` unless the provider reported it; null:
                                                       ///< none

    /// Whether `cost` is the complete cost.
    bool isPriced() const { return cost && costOrigin != CostOrigin::AtLeast; }
    bool isDeferred() const { return tokens.isDeferred(); }
};

/// Names of what served a request; empty: none, or unnamed.
struct Served {
    std::string_view provider;
    std::string_view model;
    std::string_view key;

    bool operator==(const Served&) const = default;
};

enum class Outcome { Answered, ClientError, Failed, Cancelled, Interrupted };
/// Names in the ledger.
inline constexpr std::array<std::string_view, 5> kOutcomeNames{"answered", "client_error", "failed", "cancelled", "interrupted"};

/// What a limit did to a request.
enum class LimitAction { None, Refused, Redirected };
/// Names in the ledger.
inline constexpr std::array<std::string_view, 3> kLimitActionNames{"", "refused", "redirected"};

/// A settled exchange, successful or not. Prompt and answer only in `content`.
struct ExchangeRecord {
    std::string id;
    WallTime startedAt{};
    std::string dialect; ///< "openai-chat" ...
    std::string consumer;
    std::string clientName; ///< from the user agent, such as "OpenAI/JS"; may be empty
    std::shared_ptr<const ProcessName> process; ///< calling program; null: not on this machine, or not looked up
    std::optional<TraceContext> trace = {}; ///< of the client's request, or begun here; empty: none
    std::string session = {}; ///< conversation id from the client; empty: none
    std::string agent = {}; ///< id of the client's sub-agent; empty: none, or not named
    std::string limit = {}; ///< name of the limit that refused the request or sent it to another target; empty: none
    LimitAction limitAction = LimitAction::None; ///< what that limit did
    std::string evalRun = {}; ///< id of the evaluation run that sent the request; empty: none
    std::string shadowOf = {}; ///< id of the exchange whose request this one repeats for comparison; empty: sent by the client itself
    std::string route;      ///< empty: no route, addressed by the provider's name
    std::string askedModel;
    std::string provider; ///< provider that answered; empty: none
    std::string model;    ///< as sent upstream
    bool isStream = false;
    bool isFallback = false; ///< not answered by the first choice of the route
    int status = 0;          ///< sent to the client
    Outcome outcome = Outcome::Failed;
    std::string errorCode; ///< from the error contract; empty: none
    std::vector<AttemptRecord> attempts;
    ExchangeDecisions decisions;
    std::shared_ptr<const RouteList> routeList; ///< the list that `decisions` refers to; null: no routing took place, or row of an older
                                                ///< version
    /// Only on the way to the ledger: the text of decisions that contain nothing but `routes`, shared by many records.
    /// When read back, they are in `decisions`. May be null.
    std::shared_ptr<const SharedText> refusals = nullptr;
    /// Time spent in the gateway, from the last byte of the request to the first attempt; -1: no attempt. Mostly less
    /// than a millisecond.
    std::chrono::microseconds queue{-1};
    Milliseconds firstByte{-1};  ///< to the client, since the request was read
    Milliseconds firstToken{-1}; ///< first content or reasoning
    Milliseconds lastByte{-1};   ///< from the upstream; -1: no complete response
    Milliseconds duration{0};
    std::int64_t requestBytes = 0;
    std::int64_t answerBytes = 0;
    /// In order of attempts, if not only the last attempt used something; otherwise the fields below are its own.
    std::vector<Charge> charges = {};
    protocol::TokenUsage tokens; ///< of all attempts together
    std::optional<Money> cost; ///< of all attempts together; empty: unknown, or in two currencies
    CostOrigin costOrigin = CostOrigin::Unknown;
    std::shared_ptr<const SharedText> price = nullptr; ///< see `Charge::price`; null: none, or several
    /// Only on the way to the experiments of the host, not in the ledger: the experiment to which it was assigned, and its arm,
    /// whichever target answered. Empty: none.
    std::string experiment = {};
    std::size_t experimentArm = 0;
    /// Only on the way there: what a judge of the experiment needs. Null: no judge scores it.
    std::shared_ptr<const Content> judged = nullptr;
    /// Only on its way to receivers that already have the exchange: reports deferred tokens that have become known.
    /// Only names, tokens and cost count; everything else is in the earlier record with the same id.
    bool isLate = false;
    /// Only on the way to the ledger, which stores it separately: not in records read back. Null: not stored.
    std::shared_ptr<const Content> content = nullptr;

    /// Clears the record, but keeps the capacity of its texts.
    void reset();
    /// Sets the charges of the attempts, in order, without duplicates.
    void charge(std::vector<Charge> all);
    /// Adds the deferred usage that `late` reports. Returns a late record with the names of this one; empty: nothing
    /// was deferred.
    std::optional<ExchangeRecord> settle(const ExchangeRecord& late);
    /// Who is charged for the exchange as a whole: the attempt that answered, otherwise the last one. A view into this
    /// record.
    Served served() const;

    /// Name of the calling program; empty: unknown, or not known yet.
    std::string_view processName() const { return process ? process->text() : std::string_view(); }
    /// Working folder of the calling program; empty: unknown, or not known yet.
    std::string_view project() const { return process ? process->folder() : std::string_view(); }
    /// Whether a provider served it, at least in part, and will charge for it.
    bool isCharged() const { return !provider.empty() && !isFree() && (isServed() || tokens.origin != protocol::UsageOrigin::Unknown); }
    /// Whether the client got at least a part of an answer.
    bool isServed() const { return outcome != Outcome::ClientError && outcome != Outcome::Failed; }
    /// Whether `cost` is the complete cost.
    bool isPriced() const { return cost && costOrigin != CostOrigin::AtLeast; }
    /// Whether the endpoint named `dialect` is never answered by a model: token counts and files.
    static bool isFreeDialect(std::string_view dialect)
    {
        return dialect.ends_with("-count-tokens") || dialect.ends_with("-input-tokens") || dialect.ends_with("-files");
    }
    /// Whether a model answered, at least in part before the client disconnected.
    bool isAnsweredByModel() const
    {
        const bool hasLeft = outcome == Outcome::Cancelled && firstToken >= Milliseconds(0);
        return !provider.empty() && !isFree() && (outcome == Outcome::Answered || hasLeft);
    }
    /// Not answered by a model: token counts, files, the state of a batch.
    bool isFree() const
    {
        return isFreeDialect(dialect)
            || (dialect.ends_with("-batches") && tokens.origin == protocol::UsageOrigin::Unknown && decisions.responseId.empty());
    }
    /// Whether usage, or a part of it, is reported only when the answer is retrieved.
    bool isDeferred() const { return tokens.isDeferred(); }
    /// Whether the charge is for another model than requested, which worked for the attempt.
    bool isOfOtherModel(const Charge& charge) const;
    /// Whether no charge contains the usage of its answer.
    bool isAnswerMissing() const;
    /// No answer, through the fault of a provider or of the gateway; excludes client errors and disconnects.
    bool isFailure() const { return outcome == Outcome::Failed || outcome == Outcome::Interrupted; }
};

/// A cost, and whether it is complete.
struct Paid {
    std::optional<Money> cost;
    bool isWhole = false;
};

/// Splits the tokens and cost of the exchange by who served them; `visit` takes `(const Served&, const TokenUsage&,
/// const Paid&)`.
template <class Visit> void visitCharges(const ExchangeRecord& record, Visit&& visit)
{
    for (const Charge& charge : record.charges)
        visit(Served{charge.provider, charge.model, charge.key}, charge.tokens, Paid{charge.cost, charge.isPriced()});
    if (record.charges.empty())
        visit(record.served(), record.tokens, Paid{record.cost, record.isPriced()});
}

/// Records on their way to the ledger.
using RecordBatch = std::vector<std::shared_ptr<const ExchangeRecord>>;

} // namespace gateway::usage
