#pragma once

#include "answer.h"
#include "content_decoder.h"

#include "gateway/loop/loop_scheduler.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::http {

/// A response with its content coding decoded, for bodies that must be read: its header has no Content-Encoding. The
/// size of pieces is bounded whatever the compression ratio, and so is the amount decoded in one iteration of the event
/// loop. Gateway thread.
class DecodedAnswer final : public Answer, private LoopScheduler::Continuation {
public:
    /// Decoded bytes in one iteration.
    static constexpr std::size_t kMostPerIteration = 256 * 1024;

    /// `coded` must have a complete header and outlive this object.
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
    LoopScheduler* const m_scheduler; // null: everything is decoded at once
    std::size_t m_allowance = kMostPerIteration;
    bool m_isPutBack = false;
    std::unique_ptr<ContentDecoder> m_decoder;
    ResponseHead m_head;
    std::string m_rest;         // encoded bytes not used yet
    std::string m_piece;
    bool m_hasPiece = false;    // not returned yet
    bool m_mayHoldMore = false; // the decoder has filled all of its output buffer
    std::optional<Error> m_failure;
};

} // namespace gateway::http
