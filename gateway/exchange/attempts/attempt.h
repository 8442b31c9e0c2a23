#pragma once

#include "answer_reading.h"
#include "attempt_billing.h"
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

/// How an answer was interrupted after it had begun.
struct Broke {
    Error error; ///< for the client
    config::FailureClass failure = config::FailureClass::ServerError;
    Sentence reason = QT_TRANSLATE_NOOP("Error", "broke off"); ///< for the record
    bool isOurs = false; ///< the gateway ran out of memory: the provider is not to blame
};

/// One attempt at a target, up to the point at which the client may see some of its answer. Runs on its own. Reports the
/// result to health and the balancer. Gateway thread.
class Attempt final : private Scope {
public:
    /// Notifies `news` when it is over. `partial`: the text of an interrupted answer that this attempt continues.
    Attempt(const AttemptContext& context, const Target& target, WaitPoint& news, protocol::PartialAnswer partial = {});
    ~Attempt() = default; ///< releases the upstream request

    void start();
    /// Completes its entry in the record, and reports and bills what is not reported and billed yet, as far as it got.
    /// Called once by its owner before it is destroyed; afterwards the attempt must not continue.
    void end();
    bool isOver() const { return m_outcome.isOver; }
    const AttemptAim& aim() const { return m_aim; }
    const AttemptEntry& entry() const { return m_entry; }

    // ---- once it is over
    const AttemptOutcome& outcome() const { return m_outcome; }
    http::Answer& answer() const { return m_call.answer(); }
    AnswerReading& reading() { return m_reading; }
    const AnswerReading& reading() const { return m_reading; }
    /// Whether it failed because the host lacks the endpoint, so that another one can be used: see
    /// `AccessChoice::leave()`.
    bool mayBeAskedElsewhere() const;
    /// The fields that the target did not receive and, for a whole answer, what was removed from it here.
    std::vector<std::string> losses() const;
    /// Reports the result to health, balancer and record: at its end or, for a relayed answer, after its first bytes to
    /// the client, by whoever relays it. Once.
    void tell();
    const AttemptBilling& billing() const { return m_billing; }
    /// The attempt is not used; unless its usage was already reported, it stays unknown.
    void giveWay(AttemptReason why = AttemptReason::AnsweredSooner);

    // ---- while it is relayed
    /// Reports to record and health that the answer was interrupted after it had begun.
    void brokeOff(const Broke& broke);
    /// Reports an error that the stream contains instead of its end. Returns whether that is a failure rather than the
    /// client's fault.
    bool failedInside();

private:
    Task<> run();
    Task<> ask(bool isFresh);
    void send(bool isFresh);

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
    AttemptBilling m_billing;
    Task<> m_task; // last member: it uses all others
};

} // namespace gateway::exchange
