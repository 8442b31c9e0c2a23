#pragma once

#include "exchange_state.h"
#include "failures.h"

#include "gateway/loop/task.h"
#include "gateway/protocol/dialect.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// `losses` as the value of x-signalbox-dropped. Names of fields come from the client: nothing in them ends a header.
std::string droppedText(const std::vector<std::string>& losses);

/// A request that has it gets an error's message a second time in a header of this name, as `json::fromSentence()` writes it, in
/// ASCII: the window shows the errors of its own requests in its language. Not where a stream has begun.
inline constexpr std::string_view kSentenceHeader = "x-signalbox-sentence";

/// The client's side of an exchange: status, headers, errors in its dialect, and comments while it waits. Gateway thread.
class ClientReply {
public:
    /// Both must outlive it.
    ClientReply(ExchangeState& state, const Failures& failures);

    protocol::Dialect dialect() const;
    void addOwnHeaders(http::Headers& headers, bool withTarget) const;

    // ---- whole answers, which end the exchange
    /// `code`: see `protocol::errorBody()`.
    void refuse(const Error& error, std::string_view code = {});
    /// With our headers, status 200 and the record of that.
    void answer(http::Headers headers, const std::string& body);
    void answerJson(const std::string& body);
    /// Of what needs no record; or the error.
    void answerHere(const Result<std::string>& body);

    // ---- streams
    /// Comments are sent while the client waits, from the configured time after the beginning on.
    void beginComments();
    /// No more of them.
    void endComments() { m_commentDue = TimePoint::max(); }
    TimePoint commentDue() const { return m_commentDue; }
    /// The first one commits the exchange to status 200 and a stream.
    void comment();
    /// The head of a stream is out, its answer is not: what is left to say is said in events.
    bool isSoftCommitted() const { return m_isSoftCommitted; }
    void setSoftCommitted() { m_isSoftCommitted = true; }
    /// The end of a stream that is not whole. Without [DONE], so no client takes it for the end of an answer. But the framing is
    /// whole and the connection stays: clients that are behind in reading would lose all of it, and the error, with one that breaks;
    /// those that use it again at once would lose their next request with one that closes.
    void endStream(const std::string& lastEvent);
    /// Whether the client has taken what was sent to it; one that has read nothing for too long is cut off.
    Task<bool> taken();

private:
    http::Headers headersOf(const Error& error) const;

    ExchangeState& m_state;
    const Failures& m_failures;
    TimePoint m_commentDue = TimePoint::max();
    bool m_isSoftCommitted = false;
};

} // namespace gateway::exchange
