#pragma once

#include "client_reply.h"
#include "exchange_state.h"
#include "failures.h"
#include "live_entry.h"
#include "settlement.h"
#include "target_selection.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/exchange/attempts/translator.h"
#include "gateway/loop/task.h"
#include "gateway/routing/health/fallback_decision.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// How an exchange finds an answer: one attempt after the other, or two at once. Owns the attempts and what they share.
/// Gateway thread.
class AnswerSearch {
public:
    /// What the search works with; all must outlive it.
    struct Parts {
        ExchangeState& state;
        ClientReply& reply;
        Failures& failures;
        LiveEntry& live;
        Settlement& settlement;
        /// The account that is charged for what is held in memory; never empty.
        std::function<http::BodyBudget::Share&()> share;
    };

    /// `holderKey`: the key to try first if the request continues a response that was created with it; usually empty.
    AnswerSearch(Parts parts, routing::Plan plan, const routing::RequestFacts& asked, const std::string& holderKey);
    AnswerSearch(const AnswerSearch&) = delete;
    AnswerSearch& operator=(const AnswerSearch&) = delete;

    /// The attempt to relay: an answer, or a refusal in the provider's words; valid until it is ended. Null if there is
    /// none: see `error()`.
    Task<Attempt*> find();
    /// The error after `find()` returned null.
    const Error& error() const { return m_end.error; }
    /// OpenAI's error code; may be empty.
    std::string_view code() const { return m_end.code; }

    /// What an interrupted stream has delivered to the client.
    struct Broken {
        const Attempt& attempt;
        std::string said; ///< text of the streams before it
        Tokens delivered; ///< output of the streams before it
    };
    /// An attempt that has begun to continue where the stream broke off; null if there is none.
    Task<Attempt*> goOn(Broken broken);

    /// Ends an attempt that is not used or has been relayed, and releases it.
    void end(Attempt& attempt);
    /// Ends all attempts, whatever they are doing, when the exchange ends. They are released with this object.
    void end();

    /// Notes in the record which targets were passed over, and why. Later calls do nothing.
    void notePassedOver();

private:
    /// The next step after a failure.
    struct Step {
        routing::Next next = routing::Next::GiveUp;
        Milliseconds wait{0}; ///< time to wait before it
    };

    AttemptContext contextOf();
    Task<Attempt*> answerOf(Target target);
    Task<Attempt*> firstAnswer(Target target);
    Task<Attempt*> allAnswers(Attempt* first);
    Attempt* begin(const Target& target, protocol::PartialAnswer partial = {});
    Task<> pause(Milliseconds time);
    bool mayAddAttempt() const;
    bool asksForSeveral() const;
    bool isPlainChat() const;
    bool mayShow(const Attempt& attempt, bool isLast) const;
    routing::Next nextAfter(const Attempt& attempt, int retriesDone) const;
    Step afterFailure(const Attempt& attempt, int retriesDone);
    Milliseconds waitBeforeRetry(int retry);
    void noteFailure(const Attempt& attempt);

    Parts m_parts;
    const routing::RequestFacts m_asked;
    const config::FallbackSettings* const m_fallback;
    const config::RouteSettings* const m_route; ///< may be null
    Translator m_translator;
    providers::Authorization m_credential; ///< the client's own, if the route uses it
    AttemptContext m_context;
    TargetSelection m_targets;
    WaitPoint m_news;
    std::size_t m_extraRequests = 0; ///< in addition to the first one, for an answer made of several
    struct End {
        Error error = {};
        std::string_view code = {};
        bool isNoted = false; ///< whether the targets passed over are noted
    } m_end;
    std::vector<std::unique_ptr<Attempt>> m_attempts; // last member: they use the others
};

} // namespace gateway::exchange
