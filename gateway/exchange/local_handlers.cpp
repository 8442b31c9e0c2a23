#include "local_handlers.h"

#include "metrics_handler.h"
#include "stored_response_handler.h"
#include "token_count_handler.h"

#include "gateway/exchange/admission/request_target.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

LocalHandlers::LocalHandlers(const Parts& parts)
    : m_parts(parts)
{
}

const std::vector<LocalHandlers::Row>& LocalHandlers::table()
{
    static const std::vector<Row> rows{
        {Operation::Liveness, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::Health, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::ListModels, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::ShowModel, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::OllamaTags, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::OllamaRunning, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::OllamaVersion, RequestPart::Head, &LocalHandlers::tellHere},
        {Operation::Metrics, RequestPart::Head, &LocalHandlers::tellMetrics},
        {Operation::StoredResponse, RequestPart::Head, &LocalHandlers::tellStored},
        {Operation::OllamaShow, RequestPart::Body, &LocalHandlers::showOllamasModel},
        {Operation::CountTokens, RequestPart::Body, &LocalHandlers::countTokens},
    };
    return rows;
}

Task<bool> LocalHandlers::answerByHead()
{
    if (m_parts.state.client.request().method == "OPTIONS") {
        answerOptions();
        co_return true;
    }
    Task<bool> answering = answer(RequestPart::Head);
    const bool isAnswered = co_await std::move(answering);
    co_return isAnswered;
}

Task<bool> LocalHandlers::answerByBody()
{
    ClientRequest& request = m_parts.state.request;
    request.isLong |= refersToLong(request, m_parts.state.caller.name, m_parts.state.services.responses);
    Task<bool> answering = answer(RequestPart::Body);
    const bool isAnswered = co_await std::move(answering);
    co_return isAnswered;
}

Task<bool> LocalHandlers::answer(RequestPart part)
{
    const auto row = std::ranges::find(table(), m_parts.state.request.ask.operation, &Row::operation);
    if (row == table().end() || row->part != part)
        co_return false;
    Task<> answering = (this->*row->answer)();
    co_await std::move(answering);
    co_return true;
}

void LocalHandlers::answerOptions()
{
    const http::RequestHead& head = m_parts.state.client.request();
    const std::string_view methods = isServerOptions(head) ? "GET, HEAD, POST" : m_parts.state.endpoint.endpoint->methods;
    http::Headers headers = preflightHeaders(head, methods);
    m_parts.reply.addOwnHeaders(headers, false);
    m_parts.state.isRecorded = false;
    m_parts.state.client.respond(204, headers, {});
}

Task<> LocalHandlers::tellStored()
{
    StoredResponseHandler handler(m_parts.state, m_parts.reply, m_parts.admission, m_parts.settlement);
    Task<> answering = handler.answer();
    co_await std::move(answering);
}

Task<> LocalHandlers::tellMetrics()
{
    Task<> telling = exchange::tellMetrics(m_parts.state, m_parts.reply);
    co_await std::move(telling);
}

Task<> LocalHandlers::tellHere()
{
    Services& services = m_parts.state.services;
    const auto body = localAnswer({m_parts.state.request.ask, m_parts.reply.dialect(), m_parts.state.caller}, *m_parts.state.snapshot,
        {services.health, services.clock, services.isPaused});
    if (body)
        m_parts.reply.answerHere(*body);
    co_return;
}

Task<> LocalHandlers::showOllamasModel()
{
    m_parts.reply.answerHere(shownModel(askedModel(m_parts.state.request), *m_parts.state.snapshot, m_parts.state.caller));
    co_return;
}

Task<> LocalHandlers::countTokens()
{
    if (const auto counted = m_parts.planning.admitCount(m_parts.understanding.references()); !counted) {
        m_parts.reply.refuse(counted.error());
        co_return;
    }
    TokenCountHandler handler(m_parts.state, m_parts.reply, m_parts.admission, m_parts.planning);
    Task<> counting = handler.count();
    co_await std::move(counting);
}

} // namespace gateway::exchange
