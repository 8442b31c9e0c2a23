#pragma once

#include "admission.h"
#include "demo_answer.h"
#include "endpoint_table.h"
#include "services.h"

#include "gateway/http/decoded_answer.h"
#include "gateway/http/server/server_connection.h"
#include "gateway/loop/task.h"
#include "gateway/protocol/openai_chat_meter.h"
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
class Exchange final : public http::Handler, private Scope {
public:
    /// Both must outlive it.
    Exchange(http::ServerConnection& client, Services& services);
    ~Exchange() override;

    void start() override;
    void clientGone() override;
    void stopNow() override;

private:
    /// An upstream's answer under way, with what came of it and is not yet sent on.
    struct Upstream {
        http::Lease lease;
        std::unique_ptr<DemoAnswer> demo;
        std::unique_ptr<http::DecodedAnswer> decoded;
        http::Answer* answer = nullptr; ///< one of these
        std::optional<protocol::OpenAiChatMeter> meter; ///< of a stream
        routing::TargetStats::Attempt stats;
        QByteArray held;
        std::string tail; ///< the end of an answer that was too long to be held
        bool isStream = false;
    };

    /// One target with one of its keys.
    struct Target {
        const routing::Candidate* candidate = nullptr;
        const Provider* provider = nullptr;
        const UsableKey* key = nullptr;
        bool isFallback = false; ///< another than the first choice
        bool isLast = false;     ///< nothing is left to try behind it
    };

    /// How an attempt went. Without a failure there is an answer to relay; what is
    /// said of a failure is in `m_error`.
    struct Tried {
        bool isCommitted = false;
        std::optional<config::FailureClass> failure;
        std::optional<routing::Rests> rests; ///< where more is known of the failure than its class
    };
    struct Failed {
        config::FailureClass failure;
        Error error;
    };

    // ---- the story
    Task<> run();
    Task<> chat();
    Task<> attempts(routing::Plan plan);
    Task<Tried> attempt(Upstream& upstream, Target target);
    Task<Tried> awaitHead(Upstream& upstream, Target target);
    Task<Tried> readRefusal(Upstream& upstream, Target target);
    Task<Tried> holdStream(Upstream& upstream, Target target);
    Task<Tried> holdWhole(Upstream& upstream, Target target);
    Task<> relay(Upstream& upstream);
    Task<> pause(Milliseconds time);

    // ---- the steps in between
    static Milliseconds since(TimePoint begin);
    Result<void> admit();
    bool answerLocally();
    routing::RequestFacts facts() const;
    std::vector<Target> targetsOf(const routing::Plan& plan);
    /// For the balancer: how soon the attempt answered or failed.
    void countAttempt(Upstream& upstream, const Target& target, const Tried& tried);
    routing::Next afterFailure(const Tried& tried, int retriesDone);
    void open(Upstream& upstream, const Target& target, bool fresh);
    bool mayRetryStale(const Upstream& upstream) const;
    Tried undoCoding(Upstream& upstream, const Target& target);
    TimePoint attemptLimit(Milliseconds limit) const;
    /// A wait has ended without news: true if `until` has passed, else the client was due a comment.
    bool hasRunOut(TimePoint until);
    Tried judged(int status, const http::Headers& headers, std::string_view body, const Target& target);
    Tried broken(const http::Answer& answer, const Target& target);
    Tried timedOut(const Target& target, const char* what);
    /// An answer that cannot be used; `what` goes on after the provider's name.
    Tried unusable(const Target& target, const std::string& detail, const std::string& what);
    Tried emptied(const Target& target);
    Tried notJson(const Target& target);
    void beginAttempt(const Target& target);
    void endAttempt(const Tried& tried);
    Error finalError() const;
    void noteSkipped(const Provider& provider);

    // ---- towards the client
    void addOwnHeaders(http::Headers& headers, bool withTarget) const;
    void commit(Upstream& upstream);
    void sendComment();
    void forward(Upstream& upstream, std::string_view piece);
    void interrupt(const Upstream& upstream, const Error& error);
    void endStream(const std::string& lastEvent);
    void refuse(const Error& error);
    void respondJson(int status, const std::string& body);
    void completeRelay(Upstream& upstream);
    void countTail(const Upstream& upstream);

    // ---- the end
    bool finished() const override { return m_task.done(); }
    void ended() override;
    /// What a stream that breaks off has cost so far.
    void countRelayed();
    void settle();

    http::ServerConnection& m_client;
    Services& m_services;
    const std::shared_ptr<const Snapshot> m_snapshot;
    const TimePoint m_begun;
    std::shared_ptr<usage::ExchangeRecord> m_record;
    usage::LiveBoard::Entry* m_entry = nullptr;
    Task<> m_task;

    EndpointMatch m_endpoint;
    Caller m_caller;
    QByteArray m_body;
    protocol::OpenAiChatRequest m_request;
    const config::FallbackSettings* m_fallback = nullptr;
    const config::RouteSettings* m_route = nullptr;
    std::optional<TimePoint> m_deadline;
    TimePoint m_commentDue = TimePoint::max();
    TimePoint m_attemptBegun;
    std::vector<Error> m_skipped;  ///< targets that could not even be tried
    Error m_error;                  ///< of the attempt under way, if it fails
    std::vector<Failed> m_failures; ///< of attempts
    const Upstream* m_relayed = nullptr; ///< in the frame of `attempts()`, while it is sent on
    bool m_isRecorded = true;
    bool m_isSoftCommitted = false; ///< 200 and a comment are out, the answer is not
    bool m_isEnded = false;
};

} // namespace gateway::exchange
