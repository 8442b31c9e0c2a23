#pragma once

#include "answer_content.h"
#include "answer_judge.h"
#include "answer_shape.h"
#include "attempt_context.h"
#include "attempt_limits.h"
#include "held_answer.h"

#include "gateway/http/answer.h"
#include "gateway/loop/task.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::exchange {

/// Reads the answer to one attempt, from behind its head up to the moment at which the client may see something of it, and says
/// what it is. What is read is held here. Gateway thread.
class AnswerReading {
public:
    /// All must outlive it. `limits`: of the attempt.
    AnswerReading(const AttemptContext& context, const AttemptAim& aim, const AttemptLimits& limits);

    /// Decides `outcome`. `answer` is at its head and must outlive this; `isCoded`: its bytes are not those that came.
    Task<> read(http::Answer& answer, bool isCoded, AttemptOutcome& outcome);

    const AnswerJudge& judge() const { return m_judge; }
    const AnswerShape& shape() const { return m_shape; }
    AnswerContent& content() { return m_content; }
    const AnswerContent& content() const { return m_content; }
    HeldAnswer& held() { return m_held; }
    /// What of it its client may come back to.
    ResponseSaver& saver() const { return m_context.translator.saver; }

    // ---- the rest of it, while it is relayed
    /// A piece of a long event is read by a worker. Then `meter()->more()`. Errors: OverloadedHere.
    Task<Result<std::string_view>> readLong(std::string_view piece);
    /// What a piece of a stream that is read is reckoned at, for its connection's turn.
    void spend(std::size_t bytes);
    /// What an answer that went by, because it is too long to be held, tells that it has used; empty: nothing.
    std::optional<protocol::TokenUsage> passedUsage() const;
    /// How long the answer is that the client gets as it comes, where its head says so.
    std::optional<std::uint64_t> knownLength() const;

private:
    bool passes() const;
    Task<> readRefusal(AttemptOutcome& outcome);
    Task<> readStream(AttemptOutcome& outcome);
    Task<bool> takePiece(std::string_view piece, AttemptOutcome& outcome);
    void conclude(AttemptOutcome& outcome);
    Task<> readWhole(AttemptOutcome& outcome);
    void conclude(WholeAnswer whole, AttemptOutcome& outcome);
    Task<> readOther(AttemptOutcome& outcome);
    Task<> readPlainChat(AttemptOutcome& outcome);
    void passBy(AttemptOutcome& outcome);
    std::unique_ptr<protocol::StreamMeter> makeMeter();
    bool hold(std::string_view piece, AttemptOutcome& outcome);
    void lackMemory(Error why, AttemptOutcome& outcome);

    const AttemptContext& m_context;
    const AttemptAim& m_aim;
    const AttemptLimits& m_limits;
    const AnswerJudge m_judge;
    http::Answer* m_answer = nullptr;
    bool m_isCoded = false;
    AnswerShape m_shape;
    AnswerContent m_content;
    HeldAnswer m_held;
};

} // namespace gateway::exchange
