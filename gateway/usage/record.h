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

/// How one attempt ended. Empty `failure`: it answered, was cancelled, or the error is the client's.
struct AttemptRecord {
    std::string provider; ///< id in the configuration
    std::string model;    ///< as sent upstream
    std::string key;      ///< name of the key; empty: none needed
    int status = 0;       ///< HTTP status of the upstream; 0: none came
    std::optional<config::FailureClass> failure;
    std::string reason;            ///< short, safe: "429", "connection refused"
    Milliseconds startedAfter{0};  ///< since the exchange began
    Milliseconds connect{-1};      ///< until the host was reached, without TLS; -1: not reached; likewise below
    Milliseconds tls{-1};          ///< behind that; -1 also without TLS, and where the connection stood already
    Milliseconds firstByte{-1};    ///< since the attempt began; likewise below
    Milliseconds firstToken{-1};   ///< of a whole answer of a conversation: its first byte; -1 where there are no tokens, as in embeddings
    Milliseconds lastByte{-1};     ///< of an answer that came to its end
    Milliseconds duration{0};      ///< until it had failed, its last byte had come, or nobody wanted more of it
    std::optional<TargetPlace> place = {}; ///< empty: a row of an older version
    std::string_view protocol = {}; ///< that the upstream speaks, as `providers::toText()` has it; empty as above
    std::string requestId = {};     ///< by which the upstream knows it; empty: it does not say
};

/// What was asked and answered, where a consumer's settings want it kept.
struct Content {
    WallTime expiresAt{}; ///< it is deleted then
    std::string request; ///< the body, as the client sent it; at most as much as is wanted
    std::string answer; ///< likewise, as the client got it
    bool isCut = false; ///< there was more of one of them

    bool operator==(const Content&) const = default;
};

/// Until when what a consumer asks and is answered may be kept.
struct ContentLimit {
    std::string consumer;
    WallTime until{};

    bool operator==(const ContentLimit&) const = default;
};

/// How a cost is known.
enum class CostOrigin {
    Unknown,
    Prices,   ///< of the tokens, by a price
    Provider, ///< the provider said it
    AtLeast,  ///< of the tokens, by a price; something else is charged, too, for which nobody has one
};
/// As in the ledger.
inline constexpr std::array<std::string_view, 4> kCostOriginNames{"unknown", "prices", "provider", "at_least"};

/// What an attempt has used, and what that costs.
struct Charge {
    std::size_t attempt = 0; ///< its place in `attempts`
    std::string provider = {}; ///< as the attempt has it, likewise below
    std::string model = {};
    std::string key = {};
    protocol::TokenUsage tokens = {};
    std::optional<Money> cost = {}; ///< of `tokens`; empty: not known
    CostOrigin costOrigin = CostOrigin::Unknown;
    std::shared_ptr<const SharedText> price = nullptr; ///< `Price` as text, of which `cost` is where no provider said it; null: none

    /// `cost` is all that it costs.
    bool isPriced() const { return cost && costOrigin != CostOrigin::AtLeast; }
    bool isDeferred() const { return tokens.isDeferred(); }
};

/// Names of one who serves; empty: there is none, or it has none.
struct Served {
    std::string_view provider;
    std::string_view model;
    std::string_view key;

    bool operator==(const Served&) const = default;
};

enum class Outcome { Answered, ClientError, Failed, Cancelled, Interrupted };
/// As in the ledger.
inline constexpr std::array<std::string_view, 5> kOutcomeNames{"answered", "client_error", "failed", "cancelled", "interrupted"};

/// One exchange, settled: success or not. No prompt and no answer but in `content`.
struct ExchangeRecord {
    std::string id;
    WallTime startedAt{};
    std::string dialect; ///< "openai-chat" ...
    std::string consumer;
    std::string clientName; ///< from the user agent, such as "OpenAI/JS"; may be empty
    std::shared_ptr<const ProcessName> process; ///< that called; null: not on this machine, or not looked up
    std::optional<TraceContext> trace = {}; ///< that the client's request is part of, or that began here; empty: none
    std::string session = {}; ///< its conversation, as the client names it; empty: it does not
    std::string route;      ///< empty: no route, the provider's own name
    std::string askedModel;
    std::string provider; ///< that answered; empty: none
    std::string model;    ///< as sent upstream
    bool isStream = false;
    bool isFallback = false; ///< not answered by the first choice of its route
    int status = 0;          ///< what the client got
    Outcome outcome = Outcome::Failed;
    std::string errorCode; ///< of the error contract; empty: none
    std::vector<AttemptRecord> attempts;
    ExchangeDecisions decisions;
    std::shared_ptr<const RouteList> routeList; ///< that `decisions` speaks of; null: no route was looked for, or as above
    /// On its way to the ledger: the text of decisions with nothing but `routes`, which many
    /// share. Read from there, they stand in `decisions`. May be null.
    std::shared_ptr<const SharedText> refusals = nullptr;
    /// Spent here, from the last byte of the request to the first attempt; -1: there was none. Mostly less than a millisecond.
    std::chrono::microseconds queue{-1};
    Milliseconds firstByte{-1};  ///< to the client, since the request was read
    Milliseconds firstToken{-1}; ///< first content or reasoning
    Milliseconds lastByte{-1};   ///< from the upstream; -1: its answer did not come to an end, or there was none
    Milliseconds duration{0};
    std::int64_t requestBytes = 0;
    std::int64_t answerBytes = 0;
    /// In their order, where not just the last attempt used something: else what follows is its own.
    std::vector<Charge> charges = {};
    protocol::TokenUsage tokens; ///< of all attempts together
    std::optional<Money> cost; ///< likewise; empty: not known, or of two currencies
    CostOrigin costOrigin = CostOrigin::Unknown;
    std::shared_ptr<const SharedText> price = nullptr; ///< as that of a charge; null: none, or several
    /// On its way to whoever knows the exchange already: it has just been told what that has used, whose tokens were deferred. Names,
    /// tokens and cost count; all else is in the record before, of the same id.
    bool isLate = false;
    /// On its way to the ledger, where it stands by itself: not in what is read from there. Null: none is kept.
    std::shared_ptr<const Content> content = nullptr;

    /// As if new, but for the memory of its texts.
    void reset();
    /// Takes what its attempts have used, in their order, none of them twice.
    void charge(std::vector<Charge> all);
    /// Takes what `late` tells of what was deferred. Answers a late record of that with the names of this; empty: nothing was.
    std::optional<ExchangeRecord> settle(const ExchangeRecord& late);
    /// Who is asked for the whole of it: the attempt that answered, else the last one. Lives as long as this.
    Served served() const;

    /// Of the program that called; empty where it is not known, or not yet.
    std::string_view processName() const { return process ? process->text() : std::string_view(); }
    /// The folder that it runs in, likewise.
    std::string_view project() const { return process ? process->folder() : std::string_view(); }
    /// A provider served it, in whole or in part, and will want something for it.
    bool isCharged() const { return !provider.empty() && !isFree() && (isServed() || tokens.origin != protocol::UsageOrigin::Unknown); }
    /// The client got an answer, or a part of one, before it left.
    bool isServed() const { return outcome != Outcome::ClientError && outcome != Outcome::Failed; }
    /// `cost` is all that it costs.
    bool isPriced() const { return cost && costOrigin != CostOrigin::AtLeast; }
    /// No model answers it: how many tokens another request would be, files, how far a batch is.
    bool isFree() const
    {
        return dialect.ends_with("-count-tokens") || dialect.ends_with("-input-tokens") || dialect.ends_with("-files")
            || (dialect.ends_with("-batches") && tokens.origin == protocol::UsageOrigin::Unknown && decisions.responseId.empty());
    }
    /// What it has used, or a part of that, is told once its answer is fetched.
    bool isDeferred() const { return tokens.isDeferred(); }
    /// Another model than the one that was asked did it for its attempt.
    bool isOfOtherModel(const Charge& charge) const;
    /// What its answer has used stands in no charge.
    bool isAnswerMissing() const;
    /// No answer through the fault of a provider or of ours; a client's error or its leaving is none.
    bool isFailure() const { return outcome == Outcome::Failed || outcome == Outcome::Interrupted; }
};

/// A cost, and whether it is all of it.
struct Paid {
    std::optional<Money> cost;
    bool isWhole = false;
};

/// What of the exchange's tokens and cost belongs to whom; `visit` takes `(const Served&, const TokenUsage&, const Paid&)`.
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
