#pragma once

#include "demo_answer.h"
#include "services.h"
#include "target_queue.h"
#include "thought_listener.h"
#include "translator.h"

#include "gateway/exchange/billing/bill.h"
#include "gateway/http/decoded_answer.h"
#include "gateway/loop/task.h"
#include "gateway/loop/wait.h"
#include "gateway/protocol/metering/openai_chat_meter.h"
#include "gateway/protocol/metering/passing_chat.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gateway::exchange {

/// How an answer that had begun ended before its end.
struct Broke {
    Error error; ///< for the client
    config::FailureClass failure = config::FailureClass::ServerError;
    std::string reason = "broke off"; ///< for the record
};

/// One try at a target, up to the moment at which the client may see something of
/// its answer. Runs by itself; destroying it ends the request to the upstream. It
/// tells health and the balancer how it went. Gateway thread.
class Attempt final : private Scope, private SoonEntry {
public:
    /// What the attempts of one exchange share. All of it must outlive them.
    struct Context {
        Services& services;
        const Snapshot& snapshot;
        const http::RequestHead& client;
        const ClientRequest& request;
        Translator& translator;
        const routing::RequestFacts& facts; ///< of that
        std::shared_ptr<usage::ExchangeRecord> record;
        Bill& bill;
        TimePoint begun;
        TimePoint received; ///< the last byte of the request
        const config::FallbackSettings* fallback = nullptr;
        std::optional<TimePoint> deadline = {};
        const providers::Authorization* clientCredential = nullptr; ///< null: our own keys
        std::function<http::BodyBudget::Share()> charge = {}; ///< an empty share of who is charged for what is held of answers; empty: nobody is
        bool mayContinue = false; ///< another target may go on with a stream that breaks off
    };

    enum class Result {
        Answer, ///< there is one to relay
        Empty, ///< the same, but there is nothing in it: a failure, which is shown where nothing is left to try
        Refusal, ///< the client's own fault, in the upstream's words
        Failure, ///< the upstream's: see `failure()` and `error()`
    };

    /// Its end is the news at `news`. `partial`: what an answer that broke off had
    /// said; this goes on from there.
    Attempt(const Context& context, const Target& target, WaitPoint& news, protocol::PartialAnswer partial = {});
    ~Attempt() override;

    void start();
    bool isOver() const { return m_isOver; }

    // ---- once it is over
    Result result() const { return m_result; }
    config::FailureClass failure() const { return m_failure; }
    /// It failed because the host has no such endpoint: it can be asked at another one, see `Translator::leave()`.
    bool mayBeAskedElsewhere() const { return m_lacksEndpoint && m_context.translator.hasOther(m_target); }
    /// Of these: it has the endpoint, without a type of tool that the request has.
    bool lacksToolType() const { return m_lacksToolType; }
    /// What it concerns, where the rule knows better than the class.
    std::optional<routing::Rests> rests() const { return m_verdict.rests; }
    /// What the provider refuses our account for; empty: it does not.
    const std::string& refusedFor() const { return m_verdict.reason; }
    /// What the provider says of our account, shortened and without keys; empty: nothing, or something else failed.
    std::string accountWords() const;
    /// What is said of a failure, of a refusal that cannot be passed on, or of an empty answer.
    const Error& error() const { return m_error; }
    const Target& target() const { return m_target; }
    /// The target's, as it is kept and shown: who puts a key into the name that he asks for has it masked.
    std::string keptModel() const;
    Milliseconds took() const;
    /// A refusal, or a request that is too long for the model, that the client can read as it came.
    bool isReadable() const { return m_isReadable; }

    http::Answer& answer() { return *m_answer; }
    const http::Answer& answer() const { return *m_answer; }
    /// Of that.
    int status() const { return m_answer->head().status; }
    protocol::StreamMeter* meter() { return m_meter.get(); } ///< null: no stream
    const protocol::StreamMeter* meter() const { return m_meter.get(); }
    /// The client's format is not that of the upstream, or it is to get in one piece what came as a stream: it gets another body.
    bool isTranslated() const { return !m_isNative || m_isGathered; }
    std::string_view contentType() const { return m_context.translator.contentType(); }
    /// What the target could not be told, and, of a whole answer, what was left out of it here.
    std::vector<std::string> losses() const;
    /// That, where a stream told of it behind its beginning.
    std::vector<std::string> lateLosses() const;
    /// What its stream made at the provider belongs to the caller.
    void claimStreamed();
    /// It is one of several answers that the client gets as one: what of that it is. Once.
    std::optional<protocol::ModelAnswer> takePart() { return std::exchange(m_part, std::nullopt); }
    /// How many requests its target gets for one answer.
    int requests() const { return m_upstream.duties.requests; }
    /// What the client gets of all of them.
    void giveJoined(QByteArray body) { m_held = std::move(body); }
    /// It was ended here: nobody wants the rest of its stream.
    bool isStopped() const { return m_meter && m_meter->work().isStopped; }
    bool isStream() const { return m_isStream; }
    /// It is a stream whose every event ends with a line's end.
    bool hasLines() const;
    /// What came of the answer so far.
    QByteArray takeHeld() { return std::exchange(m_held, QByteArray()); }
    /// It takes much memory, also while the client reads it.
    bool isLarge() const { return m_share.bytes() > 0; }
    qsizetype heldBytes() const { return m_held.size(); }
    /// What the client gets of an answer that is relayed: thoughts are remembered, and what it says.
    void relayed(std::string_view piece);
    /// A piece of a long event is read by a worker; false: there is no memory for it. Then `meter()->more()`.
    Task<bool> readLong(std::string_view piece, std::string_view& out);
    /// All of a stream was read, and what the client may come back to is not kept yet: see `keepStreamed()`.
    bool isKeeping() const { return m_context.translator.isKeeping(); }
    Task<> keepStreamed() { return m_context.translator.keepStreamed(); }
    /// What a piece of a stream that is read is reckoned at, for its connection's turn.
    void spend(std::size_t bytes);
    /// What it came to, for health, balancer and record. At its end; of an answer behind its first
    /// bytes to the client, by whoever shows it. Once.
    void tell();
    /// The usage in a whole answer, or of a stream so far; estimated where nobody can count it.
    protocol::TokenUsage usage() const;
    /// It is made in the background: who fetches it hears what it has used.
    bool isToldLater() const;
    /// Its id there, where that is known and not all is told yet; else empty.
    const std::string& owed() const { return m_owed; }
    /// What a whole answer tells of an exchange of before; empty: nothing.
    const std::optional<LateTelling>& late() const { return m_late; }
    /// Puts that, or what is known better, on the bill.
    void bill(protocol::TokenUsage used) const;
    /// Likewise, where the provider has told anything.
    void billTold() const;
    /// Its place in the record.
    std::size_t number() const { return m_number; }
    /// What the answer says, as far as it came, for its tokens to be counted; null: it says nothing, or too much.
    const protocol::SaidText* said() const;
    /// What an answer that went by, because it is too long to be held, tells that it has used; empty: nothing.
    std::optional<protocol::TokenUsage> passedUsage() const;
    /// How long the answer is that the client gets as it comes, where its head says so.
    std::optional<std::uint64_t> knownLength() const;
    /// The answer broke off after it had begun: record and health learn of it.
    void brokeOff(const Broke& broke);
    /// Its stream tells of an error in the place of its end: likewise. Whether that is a failure, and not the client's own fault.
    bool failedInside();
    /// The answer was read to its end.
    void noteEnd();
    /// Nobody wants more of it.
    void leave() const { record().duration = took(); }
    /// It is not used, and nobody will know what it has used where it has not told that yet.
    void giveWay(const char* why = "another answered sooner");

private:
    static constexpr qsizetype kPadding = protocol::kJsonPadding; // behind what is held, for its reader

    // ---- the story
    Task<> run();
    Task<> awaitHead();
    Task<> readRefusal();
    Task<> holdStream();
    Task<> holdWhole();
    Task<> checkOther();
    Task<> hearThoughts();

    // ---- the steps in between
    void open(bool fresh);
    void noteBegun();
    void describe();
    bool mayRest() const;
    bool isSticky() const;
    void notePlace();
    void noteRequestId() const;
    void noteConnected();
    std::string_view traceparent(usage::Traceparent& own) const;
    bool mayRetryStale() const;
    void undoCoding();
    TimePoint limit(Milliseconds limit) const;
    Milliseconds patience() const;
    bool append(std::string_view piece);
    void checkRead(WholeAnswer whole);
    void lacksJson();
    void makeMeter();
    void checkCut();
    void checkPlainChat();
    bool mayBeHeld() const;
    bool passes() const { return m_isNative && !m_mayBeGathered && !m_context.translator.isFiltered(); }
    void passOn();
    bool isReported() const { return m_usage && m_usage->origin == protocol::UsageOrigin::Reported; }
    void checkRefusal();

    // ---- the outcome
    bool isDecided() const { return m_isDecided; }
    void decide(Result result);
    void fail(config::FailureClass failure, Error error);
    routing::Verdict verdictOn(int status, std::string_view body) const;
    std::string errorInStream() const;
    void judge(int status, std::string_view body);
    bool lacksEndpoint(int status, std::string_view body) const;
    bool refusesToolType(int status, std::string_view body) const;
    void noEndpoint(int status);
    void broken();
    void timedOut(const char* what);
    /// An answer that cannot be used; `what` goes on after the provider's name. `isModels`: it may be one that is charged.
    void unusable(const std::string& detail, const std::string& what, bool isModels = true);
    void notJson();
    void noRoom(Error why);
    void tooMuch(std::size_t most);
    static bool saysWhyEmpty(std::string_view finishReason);
    void emptied();
    void tellHealth();
    std::string provider() const;
    std::optional<protocol::ToldCost> costInHead() const;
    void takeTierInHead(protocol::TokenUsage& used) const;
    void billAsked() const;
    bool wasSent() const;
    /// It has begun to answer, and not with a refusal.
    bool hasBegun() const { return record().status >= 200 && record().status < 300; }
    usage::AttemptRecord& record() const { return m_context.record->attempts[m_number]; }

    bool finished() const override { return m_task.done(); }
    void ended() override;
    void soon() override { describe(); }

    const Context& m_context;
    const Target m_target;
    const Access* const m_access;
    const UpstreamRequest& m_upstream; // what goes there
    const bool m_isNative;
    const bool m_isPlainChat;
    WaitPoint& m_news;
    const protocol::PartialAnswer m_partial;
    const TimePoint m_begun;
    std::size_t m_number = 0; // in the record
    routing::Health::Attempt m_health;
    routing::TargetStats::Attempt m_stats;
    http::Lease m_lease;
    std::unique_ptr<DemoAnswer> m_demo;
    std::unique_ptr<http::DecodedAnswer> m_decoded;
    http::Answer* m_answer = nullptr; // one of these
    std::string m_owed; // the meter writes into it
    std::optional<LateTelling> m_late;
    std::unique_ptr<protocol::StreamMeter> m_meter;
    std::unique_ptr<ThoughtListener> m_thoughts; // of plain chat, once it thinks
    QByteArray m_held;
    http::BodyBudget::Share m_share; // of that, once it is no longer small
    std::size_t m_droppedCalls = 0; // of a whole answer
    std::vector<std::string> m_answerLosses; // what a whole answer lost in translation
    std::optional<protocol::ModelAnswer> m_part; // see `takePart()`
    std::optional<protocol::TokenUsage> m_usage;
    std::optional<protocol::SaidText> m_said; // of a whole answer without a report
    std::optional<protocol::PassingChat> m_passing; // of one that is too long to be held
    bool m_hasThoughts = false; // a whole answer of plain chat, which are to be remembered
    bool m_isStream = false;
    bool m_isRead = true; // a whole answer is JSON that may tell what it has used
    bool m_mayBeGathered = false; // it has the type of a stream, for which nobody asked
    bool m_isGathered = false; // it was one: the client gets it in one piece
    bool m_isUnderWay = false; // in the background
    bool m_isReadable = false;
    bool m_lacksEndpoint = false;
    bool m_lacksToolType = false; // there

    bool m_isDecided = false;
    Result m_result = Result::Failure;
    config::FailureClass m_failure = config::FailureClass::ServerError;
    routing::Verdict m_verdict;
    Error m_error;
    bool m_isOver = false;
    bool m_isTold = false;
    Task<> m_task; // last: it uses all the rest
};

} // namespace gateway::exchange
