#include "content_capture.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/bytes.h"

#include <utility>

namespace gateway::exchange {

ContentCapture::ContentCapture(ExchangeState& state)
    : m_state(state)
{
}

void ContentCapture::takeRequest()
{
    if (!m_state.caller.consumer)
        return;
    const auto& capture = m_state.snapshot->settings.consumers[*m_state.caller.consumer].capture;
    const auto until = capture ? config::parseTimestamp(capture->until) : std::nullopt;
    if (!until || *until <= m_state.record->startedAt)
        return;
    const std::string_view body = viewOf(m_state.request.body);
    m_content = std::make_shared<usage::Content>();
    m_content->expiresAt = *until;
    m_most = static_cast<std::size_t>(capture->maxBytes);
    m_content->request = body.substr(0, m_most);
    m_content->isCut = body.size() > m_most;
}

void ContentCapture::takeAnswer(std::string_view piece)
{
    if (!m_content)
        return;
    const std::size_t room = m_most - m_content->answer.size();
    m_content->answer += piece.substr(0, room);
    m_content->isCut |= piece.size() > room;
}

void ContentCapture::note()
{
    if (!m_content)
        return;
    m_content->request = m_state.snapshot->redactor.redactKnown(m_content->request);
    m_content->answer = m_state.snapshot->redactor.redactKnown(m_content->answer);
    m_state.record->content = std::exchange(m_content, nullptr);
    m_state.services.records.forget(*m_state.record);
}

} // namespace gateway::exchange
