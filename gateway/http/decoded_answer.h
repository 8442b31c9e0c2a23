#pragma once

#include "answer.h"
#include "content_decoder.h"

#include "gateway/loop/loop_scheduler.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::http {

/// An answer with its content coding undone, for a body that has to be read:
/// its head has no Content-Encoding. Pieces are bounded, whatever they were
/// packed into, and so is what one iteration of the event loop decodes. Gateway thread.
class DecodedAnswer final : public Answer, private LoopScheduler::Continuation {
public:
    /// Bytes that come out in one iteration.
    static constexpr std::size_t kMostPerIteration = 256 * 1024;

    /// `coded` is at its head and must outlive this.
    DecodedAnswer(Answer& coded, std::unique_ptr<ContentDecoder> decoder);
    ~DecodedAnswer() override;

    WaitPoint& waitPoint() override { return m_coded.waitPoint(); }
    bool headReady() override { return true; }
    const ResponseHead& head() const override { return m_head; }
    bool pieceReady() override;
    std::string_view piece() override;
    void spend(std::size_t bytes) override;
    bool isComplete() const override;
    const Error* failure() const override;

private:
    void goOn() override;
    bool isSpent();
    void decode();
    void fail(const char* why);

    Answer& m_coded;
    LoopScheduler* const m_scheduler; // null: nothing is put off
    std::size_t m_allowance = kMostPerIteration;
    bool m_isPutBack = false;
    std::unique_ptr<ContentDecoder> m_decoder;
    ResponseHead m_head;
    std::string m_rest;         // coded bytes that are not used yet
    std::string m_piece;
    bool m_hasPiece = false;    // not given out yet
    bool m_mayHoldMore = false; // the decoder filled all the room that it had
    std::optional<Error> m_failure;
};

} // namespace gateway::http
