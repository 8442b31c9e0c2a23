#include "decoded_answer.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::http {

namespace {

constexpr std::size_t kPieceBytes = 8 * 1024;

} // namespace

DecodedAnswer::DecodedAnswer(Answer& coded, std::unique_ptr<ContentDecoder> decoder)
    : m_coded(coded), m_scheduler(loopSchedulerOfThisThread()), m_decoder(std::move(decoder)), m_head(coded.head())
{
    m_head.headers.remove("content-encoding");
    m_head.headers.remove("content-length");
    m_head.contentLength.reset();
}

DecodedAnswer::~DecodedAnswer()
{
    if (m_isPutBack)
        m_scheduler->forget(*this);
}

bool DecodedAnswer::isSpent()
{
    if (m_allowance > 0 || !m_scheduler)
        return false;
    if (!std::exchange(m_isPutBack, true))
        m_scheduler->goOnLater(*this);
    return true;
}

void DecodedAnswer::goOn()
{
    m_isPutBack = false;
    m_allowance = kMostPerIteration;
    m_coded.waitPoint().wake(); // may destroy this
}

void DecodedAnswer::spend(std::size_t bytes) { m_allowance -= std::min(m_allowance, bytes); }

bool DecodedAnswer::pieceReady()
{
    while (!m_hasPiece && !m_failure) {
        if (isSpent())
            return false;
        if (m_rest.empty() && !m_mayHoldMore) {
            if (m_coded.isComplete()) {
                if (!m_decoder->isAtEnd())
                    fail(QT_TRANSLATE_NOOP("Error", "its compressed body is truncated"));
                return true;
            }
            if (m_coded.failure())
                return true;
            if (!m_coded.pieceReady())
                return false;
            m_rest = m_coded.piece(); // a view, valid only until the next iteration
            if (m_rest.empty())
                continue;
        }
        decode();
    }
    return true;
}

void DecodedAnswer::decode()
{
    m_piece.resize(kPieceBytes);
    const Result<ContentDecoder::Step> step = m_decoder->decode(m_rest, m_piece.data(), m_piece.size());
    if (!step) {
        fail(QT_TRANSLATE_NOOP("Error", "its body cannot be decoded according to its Content-Encoding"));
        return;
    }
    m_rest.erase(0, step->used);
    m_piece.resize(step->produced);
    spend(step->produced);
    m_mayHoldMore = step->produced == kPieceBytes;
    m_hasPiece = step->produced > 0;
}

void DecodedAnswer::fail(const char* why)
{
    m_failure.emplace();
    m_failure->kind = ErrorKind::UpstreamProtocolError;
    m_failure->message = Sentence::of(why);
}

std::string_view DecodedAnswer::piece()
{
    return std::exchange(m_hasPiece, false) ? std::string_view(m_piece) : std::string_view();
}

bool DecodedAnswer::isComplete() const
{
    return !m_failure && !m_hasPiece && !m_mayHoldMore && m_rest.empty() && m_coded.isComplete()
           && m_decoder->isAtEnd();
}

const Error* DecodedAnswer::failure() const
{
    if (m_failure || m_hasPiece)
        return m_failure ? &*m_failure : nullptr;
    return m_coded.failure();
}

} // namespace gateway::http
