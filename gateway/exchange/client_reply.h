#pragma once

#include "exchange_state.h"
#include "failures.h"

#include "gateway/loop/task.h"
#include "gateway/protocol/dialect.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// `losses` as the value of x-signalbox-dropped. Field names come from the client: nothing in them can end the header.
std::string droppedText(const std::vector<std::string>& losses);

/// The client's side of an exchange: status, headers, errors in its dialect, and comments while it waits. Gateway thread.
class ClientReply {
public:
    /// Both must outlive this object.
    ClientReply(ExchangeState& state, const Failures& failures);

    protocol::Dialect dialect() const;
    void addOwnHeaders(http::Headers& headers, bool withTarget) const;

    // ---- complete answers, which end the exchange
    /// `code`: see `protocol::errorBody()`.
    void refuse(const Error& error, std::string_view code = {});
    /// Answers with status 200 and the gateway's own headers, and records it.
    void answer(const http::Headers& headers, const std::string& body);
    void answerJson(const std::string& body);
    /// Sends the body, or the error, of an operation that is not recorded.
    void answerHere(const Result<std::string>& body);

    // ---- streams
    /// Starts sending comments while the client waits, from the configured time after the request began.
    void beginComments();
    /// Stops the comments.
    void endComments() { m_commentDue = TimePoint::max(); }
    TimePoint commentDue() const { return m_commentDue; }
    /// Sends a comment. The first one commits the exchange to status 200 and a stream.
    void comment();
    /// Whether the head of a stream was sent but no part of the answer: errors can then be sent as events only.
    bool isSoftCommitted() const { return m_isSoftCommitted; }
    void setSoftCommitted() { m_isSoftCommitted = true; }
    /// Ends an incomplete stream. There is no [DONE], so no client takes it for the end of an answer. But the framing
    /// is complete and the connection stays open: with a broken connection, clients that are slow to read would lose
    /// the stream and the error; with a closed one, clients that reuse the connection at once would lose their next
    /// request.
    void endStream(const std::string& lastEvent);
    /// Whether the client has read what was sent; a client that has read nothing for too long is disconnected.
    Task<bool> taken();

private:
    http::Headers headersOf(const Error& error) const;

    ExchangeState& m_state;
    const Failures& m_failures;
    TimePoint m_commentDue = TimePoint::max();
    bool m_isSoftCommitted = false;
};

} // namespace gateway::exchange
