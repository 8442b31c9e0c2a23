#pragma once

#include "gateway/exchange/admission/client_notes.h"
#include "gateway/exchange/admission/endpoint_table.h"
#include "gateway/exchange/attempts/attempt.h"
#include "gateway/exchange/attempts/inquiry.h"
#include "gateway/exchange/attempts/services.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/exchange/attempts/translator.h"
#include "gateway/http/server/server_connection.h"
#include "gateway/loop/task.h"
#include "gateway/protocol/tokenizer/count_job.h"
#include "gateway/routing/health/fallback_decision.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// One client request, from its head to its record. `run()` tells the story; the
/// exchange lives as long as its connection's handler, its coroutine until the
/// answer is out or the client is gone. Gateway thread.
class Exchange final : public http::Handler, public usage::Endable, private Scope, private SoonEntry {
public:
    /// Both must outlive it.
    Exchange(http::ServerConnection& client, Services& services);
    ~Exchange() override;

    void start() override;
    void clientGone() override;
    void stopNow() override;
    void cancelHere() override;

private:
    struct Failed {
        config::FailureClass failure;
        Error error;
        bool isOfKey = false; ///< our key is at fault, whatever the request is
        bool isRefusal = false; ///< by what the provider says the client is
        bool isOfAccount = false; ///< the provider refuses our account
        std::string words = {};   ///< the provider's, of our account; may be empty
    };

    /// Tokens of an attempt that nobody told.
    struct Uncounted {
        std::size_t attempt = 0;
        protocol::CountJob job = {};
        bool isGuessed = false; ///< its output so far is
    };

    /// What follows a failure.
    struct Step {
        routing::Next next = routing::Next::GiveUp;
        Milliseconds wait{0}; ///< before it
    };

    // ---- the story
    Task<> run();
    Task<> awaitKeys();
    /// A body that a worker decodes and reads. False: it was refused.
    Task<bool> readLarge(QByteArray body);
    Task<> understood();
    Task<> attempts(routing::Plan plan, const routing::RequestFacts& asked);
    Task<std::unique_ptr<Attempt>> firstAnswer(const Attempt::Context& context, Target target, TargetQueue& queue);
    Task<std::unique_ptr<Attempt>> allAnswers(const Attempt::Context& context, std::unique_ptr<Attempt> first);
    Task<> show(const Attempt::Context& context, std::unique_ptr<Attempt> attempt, TargetQueue& queue);
    /// How the answer broke off, which the client does not know yet.
    Task<std::optional<Broke>> relay(Attempt& attempt);
    Task<std::unique_ptr<Attempt>> continuation(const Attempt::Context& context, const Attempt& broken,
                                                TargetQueue& queue);
    Task<> pause(Milliseconds time);
    Task<> countTokens();
    Task<std::optional<std::string>> countElsewhere(std::string& model);
    Task<> countHere(std::string model);
    void noteCounted(const Target& target, const Access& access, TimePoint begun);
    Task<> askKeeper(protocol::KeptResponse kept);
    Task<> relayKept(const protocol::KeptResponse& kept, const Target& target, http::Answer& answer);
    /// Whether the client has taken what was sent to it; one that has read nothing for too long is cut off.
    Task<bool> taken();
    /// As `forward()`, for a piece of a long event. What ended the relaying; empty: it goes on.
    Task<std::optional<Broke>> forwardLong(Attempt& attempt, std::string piece);
    Task<> tellMetrics();

    // ---- the steps in between
    std::string payer() const;
    http::BodyBudget::Share& ownShare();
    static Milliseconds since(TimePoint begin);
    Result<void> admit();
    bool recall();
    void remember();
    void identify();
    Result<void> examine();
    Result<void> identifyConsumer();
    void warnOfRemote() const;
    Result<void> admitOperation();
    Result<void> admitCount();
    Result<void> admitReferences(const routing::Plan& plan) const;
    Result<void> checkOpen() const;
    Result<void> outline();
    Result<routing::Plan> planned(const routing::RequestFacts& facts);
    bool takesComments() const;
    bool answerFromBody();
    bool answerLoad(routing::Plan& plan);
    const protocol::KeptResponse* keptElsewhere();
    void tellKept(const protocol::KeptResponse& kept, const Target& target, const InquiryReply& reply);
    void claimOutput(const protocol::KeptResponse& kept, const InquiryReply& reply);
    http::Headers headersOfKept(const protocol::KeptResponse& kept, const http::Headers& keepers) const;
    void bookOwed(const std::string& id, const Target& target, const protocol::TokenUsage& used);
    std::optional<Target> keeperOf(const protocol::KeptResponse& kept, routing::Candidate& candidate) const;
    Result<void> goToKeeper(routing::Plan& plan);
    void respond(Result<std::string> body);
    std::string_view clientsTrace() const;
    protocol::Dialect dialect() const;
    bool answerLocally();
    /// `now`: where a target is chosen by them.
    routing::RequestFacts facts(TimePoint now = {}) const;
    std::unique_ptr<Attempt> begin(const Attempt::Context& context, const Target& target,
                                   protocol::PartialAnswer partial = {});
    bool mayAddAttempt() const;
    bool asksForSeveral() const;
    bool isPlainChat() const;
    bool restsMeanwhile(const Target& target, const TargetQueue& queue) const;
    bool mayShow(const Attempt& attempt, bool isLast) const;
    routing::Next nextAfter(const Attempt& attempt, int retriesDone) const;
    Step afterFailure(const Attempt::Context& context, const Attempt& attempt, int retriesDone, const TargetQueue& queue);
    Milliseconds waitBeforeRetry(int retry);
    void noteFailure(const Attempt& attempt);
    void notePassedOver();
    std::string keptWords(const Error& error) const;
    Error finalError(const std::vector<PassedOver>& passedOver) const;
    Error refusedAccount() const;
    std::string_view codeOfFailure() const;

    // ---- towards the client
    void addOwnHeaders(http::Headers& headers, bool withTarget) const;
    void respondCount(http::Headers headers, const std::string& body);
    void commit(Attempt& attempt);
    bool wantsHeadOnly() const;
    static void describeTranslation(const Attempt& attempt, http::Headers& headers);
    void sendComment();
    void forward(Attempt& attempt, std::string_view piece);
    void send(Attempt& attempt, std::string_view piece);
    void interrupt(const Attempt& attempt, const Error& error);
    void endEarly(const Error& error);
    void endHere(const Error& error);
    void endStream(const std::string& lastEvent);
    /// `code`: see `errorBody()`.
    void refuse(const Error& error, std::string_view code = {});
    void respondJson(int status, const std::string& body);
    static bool hasBrokenInside(const Attempt& attempt);
    static bool hasErrorInside(const Attempt& attempt);
    static bool endedWell(const Attempt& attempt);
    static bool hasSaidAll(const Attempt& attempt);
    std::optional<Broke> completeRelay(Attempt& attempt);
    void noteErrorInside(Attempt& attempt);
    void noteEmpty(const Attempt& attempt);

    // ---- the end
    bool finished() const override { return m_task.done(); }
    void ended() override;
    /// What a stream that breaks off has cost so far.
    void countRelayed();
    void countBroken(const Attempt& broken);
    Tokens inputTokens() const;
    void soon() override;
    void showProgress(const Attempt& attempt);
    void noteEnd();
    void noteRequest();
    void noteRoutes();
    void noteSession();
    void noteContent();
    void keepRequest();
    void keepAnswer(std::string_view piece);
    void count(const Attempt& attempt, protocol::TokenUsage used);
    void noteUncounted(const Attempt& attempt);
    protocol::CountJob inputJob(std::string_view model) const;
    std::vector<std::optional<Uncounted>> uncountedOf(const std::vector<usage::Charge>& charges, int status);
    void settle();

    http::ServerConnection& m_client;
    Services& m_services;
    std::shared_ptr<const Snapshot> m_snapshot; ///< that it began with; behind `awaitKeys()`, the one that had them
    ClientNotes& m_notes; ///< of its connection
    const TimePoint m_begun;
    TimePoint m_received; ///< the last byte of the request
    std::shared_ptr<usage::ExchangeRecord> m_record;
    usage::LiveBoard::Entry* m_entry = nullptr;
    Bill m_bill;
    Task<> m_task;

    EndpointMatch m_endpoint;
    std::optional<ClientIdentity> m_identity; ///< of the client, once it is admitted
    Caller m_caller;
    http::BodyBudget::Share m_share; ///< what the request's body takes
    ClientRequest m_request;
    std::optional<Result<protocol::RequestOutline>> m_outlined; ///< by a worker
    std::optional<Result<std::vector<protocol::Reference>>> m_references; ///< likewise, or by `outline()`
    const config::FallbackSettings* m_fallback = nullptr;
    const config::RouteSettings* m_route = nullptr;
    routing::RefusedRoutes m_refused; ///< before that one
    bool m_isRouted = false; ///< a route was looked for, which is to be noted
    bool m_isRouteKnown = false; ///< it was found for a request before
    std::string m_keeperKey; ///< with which the response was made that the request goes on from; mostly empty
    TimePoint m_commentDue = TimePoint::max();
    WaitPoint m_attemptNews;
    std::vector<Failed> m_failures; ///< of attempts
    const TargetQueue* m_queue = nullptr; ///< in the frame of `attempts()`, until it is noted
    const Attempt* m_relayed = nullptr; ///< in the frame of `show()`, while it is sent on
    std::shared_ptr<usage::Content> m_content; ///< null: none of it is to be kept
    std::size_t m_mostContent = 0; ///< of a request, and of its answer
    std::string m_said;             ///< by the streams that the one under way goes on from
    Tokens m_delivered;             ///< by those, likewise
    std::vector<Uncounted> m_uncounted; ///< answers without a report
    std::size_t m_extraRequests = 0; ///< beside the first one of an answer that several make
    bool m_isRecorded = true;
    bool m_isSessionNoted = false;
    bool m_isSoftCommitted = false; ///< 200 and a comment are out, the answer is not
    bool m_isEnded = false;
};

} // namespace gateway::exchange
