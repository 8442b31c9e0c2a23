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

/// Reads the answer to one attempt from after its head until the client may see some of it, and classifies it. Holds
/// what was read. Gateway thread.
class AnswerReading {
public:
    /// All must outlive this object. `limits`: those of the attempt.
    AnswerReading(const AttemptContext& context, const AttemptAim& aim, const AttemptLimits& limits);

    /// Decides `outcome`. `answer` has its head and must outlive this object; `isCoded`: its bytes were decoded and
    /// differ from the received ones.
    Task<> read(http::Answer& answer, bool isCoded, AttemptOutcome& outcome);

    const AnswerJudge& judge() const { return m_judge; }
    const AnswerShape& shape() const { return m_shape; }
    AnswerContent& content() { return m_content; }
    const AnswerContent& content() const { return m_content; }
    HeldAnswer& held() { return m_held; }
    /// Saves what the client may come back to.
    ResponseSaver& saver() const { return m_context.translator.saver; }

    // ---- while the rest of it is relayed
    /// Has a worker read a piece of a long event; `meter()->more()` continues from there. Errors: OverloadedHere.
    Task<Result<std::string_view>> readLong(std::string_view piece);
    /// Charges a piece of a stream that is read to its connection's turn.
    void spend(std::size_t bytes);
    /// The usage reported in an answer that was passed through because it is too long to be held; empty if there is
    /// none.
    std::optional<protocol::TokenUsage> passedUsage() const;
    /// The length of an answer that is relayed unchanged, if its head states it.
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
