#pragma once

#include "answer_search.h"
#include "client_reply.h"
#include "exchange_state.h"
#include "failures.h"
#include "live_entry.h"
#include "settlement.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/loop/task.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// Brings an answer to the client as it comes, and notes how that went. Gateway thread.
class Relay {
public:
    /// All must outlive it.
    struct Parts {
        ExchangeState& state;
        ClientReply& reply;
        const Failures& failures;
        LiveEntry& live;
        Settlement& settlement;
        std::function<void()> meanwhile; ///< what can be done while the next piece is on its way; may be called again
    };
    explicit Relay(Parts parts);

    /// The attempt's answer; where it breaks off, and the route allows it, that of another target behind it.
    Task<> show(std::unique_ptr<Attempt> attempt, AnswerSearch& search);

    /// An answer is on its way to the client.
    bool isUnderWay() const { return m_attempt != nullptr; }
    /// ... and the last event of its format is out: what is missing is the end of the body.
    bool hasSaidAll() const;
    /// Ends it with an error that the client can see.
    void interrupt(const Error& error);
    /// Nobody reads any more: what went by counts, and a client that leaves as soon as it has the last event has its answer.
    void leave();

private:
    void noteTarget(const Attempt& attempt);
    Task<std::optional<Broke>> relay(Attempt& attempt);
    void commit(Attempt& attempt);
    void writeHead(const Attempt& attempt, qsizetype held);
    void forward(Attempt& attempt, std::string_view piece);
    Task<std::optional<Broke>> forwardLong(Attempt& attempt, std::string piece);
    void send(Attempt& attempt, std::string_view piece);
    std::optional<Broke> complete(Attempt& attempt);
    std::optional<Broke> completeStream(Attempt& attempt);
    void noteWhole(Attempt& attempt);
    void noteFirstToken();
    void noteErrorInside(Attempt& attempt);
    void noteEmpty(const Attempt& attempt);
    void countBroken(const Attempt& broken);
    void follow(const Attempt* attempt);

    Parts m_parts;
    const Attempt* m_attempt = nullptr; // in the frame of `show()`, while it is sent on
    std::string m_said; // text of the streams that the current one continues
    Tokens m_delivered; // their output
};

} // namespace gateway::exchange
