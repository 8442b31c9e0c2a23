#pragma once

#include "answer_reading.h"
#include "attempt_context.h"
#include "attempt_entry.h"
#include "attempt_limits.h"
#include "attempt_outcome.h"
#include "target_report.h"
#include "upstream_call.h"

#include "gateway/loop/task.h"
#include "gateway/loop/wait.h"

#include <string>
#include <vector>

namespace gateway::exchange {

/// How an answer that had begun ended before its end.
struct Broke {
    Error error; ///< for the client
    config::FailureClass failure = config::FailureClass::ServerError;
    std::string reason = "broke off"; ///< for the record
    bool isOurs = false; ///< no memory was left for it: the provider is not at fault
};

/// One try at a target, up to the moment at which the client may see something of
/// its answer. Runs by itself; destroying it ends the request to the upstream. It
/// tells health and the balancer how it went. Gateway thread.
class Attempt final : private Scope {
public:
    /// Its end is the news at `news`. `partial`: what an answer that broke off had
    /// said; this goes on from there.
    Attempt(const AttemptContext& context, const Target& target, WaitPoint& news, protocol::PartialAnswer partial = {});
    ~Attempt();

    void start();
    bool isOver() const { return m_isOver; }
    const AttemptAim& aim() const { return m_aim; }
    const AttemptEntry& entry() const { return m_entry; }

    // ---- once it is over
    const AttemptOutcome& outcome() const { return m_outcome; }
    http::Answer& answer() const { return m_call.answer(); }
    AnswerReading& reading() { return m_reading; }
    const AnswerReading& reading() const { return m_reading; }
    /// It failed because the host has no such endpoint: it can be asked at another one, see `AccessChoice::leave()`.
    bool mayBeAskedElsewhere() const;
    /// What the target could not be told, and, of a whole answer, what was left out of it here.
    std::vector<std::string> losses() const;
    /// What it came to, for health, balancer and record. At its end; of an answer behind its first
    /// bytes to the client, by whoever shows it. Once.
    void tell();
    /// Puts that, or what is known better, on the bill.
    void bill(protocol::TokenUsage used) const;
    /// Likewise, where the provider has told anything.
    void billReported() const;
    /// It is not used, and nobody will know what it has used where it has not told that yet.
    void giveWay(AttemptReason why = AttemptReason::AnsweredSooner);

    // ---- while it is relayed
    /// The answer broke off after it had begun: record and health learn of it.
    void brokeOff(const Broke& broke);
    /// Its stream tells of an error in the place of its end: likewise. Whether that is a failure, and not the client's own fault.
    bool failedInside();

private:
    Task<> run();
    Task<> ask(bool isFresh);
    void send(bool isFresh);
    bool wasSent() const;
    void billAsked() const;

    bool finished() const override { return m_task.done(); }
    void ended() override;

    const AttemptContext& m_context;
    const AttemptAim m_aim;
    const AttemptLimits m_limits;
    WaitPoint& m_news;
    AttemptEntry m_entry;
    TargetReport m_report;
    UpstreamCall m_call;
    AnswerReading m_reading;
    AttemptOutcome m_outcome;
    bool m_isOver = false;
    Task<> m_task; // last: it uses all the rest
};

} // namespace gateway::exchange
