#include "demo_answer.h"

#include <QtGlobal>

namespace gateway::exchange {

DemoAnswer::DemoAnswer(providers::DemoReply reply, TimerWheel& wheel)
    : m_reply(std::move(reply)), m_wheel(wheel), m_due(std::chrono::steady_clock::now())
{
    m_head.status = m_reply.status;
    for (const auto& [name, value] : m_reply.headers)
        m_head.headers.add(name, value);
    if (!m_reply.isUnreachable)
        return;
    m_unreachable.kind = ErrorKind::UpstreamUnreachable;
    m_unreachable.message = {QT_TRANSLATE_NOOP("Error", "connection refused")};
    m_reply.pieces.clear();
}

bool DemoAnswer::headReady() { return m_reply.isUnreachable || pieceReady(); }

bool DemoAnswer::pieceReady()
{
    if (m_next == m_reply.pieces.size())
        return true; // the end
    const TimePoint due = m_due + m_reply.pieces[m_next].after;
    if (std::chrono::steady_clock::now() >= due)
        return true;
    await();
    return false;
}

void DemoAnswer::await()
{
    if (isLinked())
        return;
    const auto wait = m_due + m_reply.pieces[m_next].after - std::chrono::steady_clock::now();
    m_wheel.add(*this, std::chrono::duration_cast<Milliseconds>(wait));
}

void DemoAnswer::expired() { m_point.wake(); }

std::string_view DemoAnswer::piece()
{
    m_current.clear();
    const TimePoint now = std::chrono::steady_clock::now();
    // Everything that is due by now in one piece: the wheel ticks more slowly than words arrive.
    while (m_next < m_reply.pieces.size() && m_due + m_reply.pieces[m_next].after <= now) {
        m_due += m_reply.pieces[m_next].after;
        m_current += m_reply.pieces[m_next].bytes;
        ++m_next;
    }
    return m_current;
}

bool DemoAnswer::isComplete() const { return !m_reply.isUnreachable && m_next == m_reply.pieces.size(); }

const Error* DemoAnswer::failure() const { return m_reply.isUnreachable ? &m_unreachable : nullptr; }

} // namespace gateway::exchange
