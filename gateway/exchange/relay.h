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
#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// Relays an answer to the client as it arrives, and records the result. Gateway thread.
class Relay {
public:
    /// All must outlive this object.
    struct Parts {
        ExchangeState& state;
        ClientReply& reply;
        const Failures& failures;
        LiveEntry& live;
        Settlement& settlement;
        std::function<void()> meanwhile; ///< work to do while the next piece is in transit; may be called repeatedly
    };
    explicit Relay(Parts parts);

    /// Relays the answer of `attempt`, which is one of `search`; if it breaks off and the route allows it, another target
    /// continues it. Ends what was relayed.
    Task<> show(Attempt* attempt, AnswerSearch& search);

    /// Whether an answer is being relayed.
    bool isUnderWay() const { return m_attempt != nullptr; }
    /// ... and the last event of its format was sent, so only the end of the body is missing.
    bool hasSaidAll() const;
    /// Ends the answer with an error that the client can see.
    void interrupt(const Error& error);
    /// The client is gone: what was relayed counts, and a client that leaves right after the last event has received
    /// its answer.
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
    const Attempt* m_attempt = nullptr; // while it is relayed
    std::string m_said; // text of the earlier streams that the current one continues
    Tokens m_delivered; // output of those streams
};

} // namespace gateway::exchange
