#include "decoded_answer.h"

namespace gateway::http {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

} // namespace

DecodedAnswer::DecodedAnswer(Answer& coded, std::unique_ptr<ContentDecoder> decoder)
    : m_coded(coded), m_decoder(std::move(decoder)), m_head(coded.head())
{
    m_head.headers.remove("content-encoding");
    m_head.headers.remove("content-length");
    m_head.contentLength.reset();
}

bool DecodedAnswer::pieceReady()
{
    while (!m_hasPiece && !m_failure) {
        if (m_rest.empty() && !m_mayHoldMore) {
            if (m_coded.isComplete()) {
                if (!m_decoder->isAtEnd())
                    fail("its compressed body ends too early");
                return true;
            }
            if (m_coded.failure())
                return true;
            if (!m_coded.pieceReady())
                return false;
            m_rest = m_coded.piece(); // a view: it lives only until the next turn
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
        fail("its body does not decode as its Content-Encoding says");
        return;
    }
    m_rest.erase(0, step->used);
    m_piece.resize(step->produced);
    m_mayHoldMore = step->produced == kPieceBytes;
    m_hasPiece = step->produced > 0;
}

void DecodedAnswer::fail(const char* why)
{
    m_failure.emplace();
    m_failure->kind = ErrorKind::UpstreamProtocolError;
    m_failure->message = why;
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
