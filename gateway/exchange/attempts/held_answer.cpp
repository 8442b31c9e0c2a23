#include "held_answer.h"

namespace gateway::exchange {

Result<void> HeldAnswer::append(std::string_view piece)
{
    m_bytes.append(piece.data(), static_cast<qsizetype>(piece.size()));
    if (m_bytes.size() <= kSmall || !m_charge)
        return {};
    return holdBeside(0);
}

Result<void> HeldAnswer::holdBeside(std::int64_t bytes)
{
    share();
    return m_share.hold(m_bytes.size() + bytes);
}

const http::BodyBudget::Share& HeldAnswer::share()
{
    if (!m_share.isOfBudget() && m_charge)
        m_share = m_charge();
    return m_share;
}

void HeldAnswer::drop()
{
    m_bytes = {};
    m_share = {};
}

} // namespace gateway::exchange
