#pragma once

#include "answer_writer.h"
#include "request_reader.h"
#include "server_connection.h"
#include "uploads.h"

#include "gateway/http/transport/socket_transport.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::http {

/// The state machine of a client connection: its phase, and the time limit that applies. Receives the events of the
/// transport; its members read and write.
class ServerConnection::Private final : public TimerEntry, public TransportUser, private Upload {
public:
    Private(ServerConnection* connection, std::unique_ptr<SocketTransport> transport, bool isSecure, const ServerContext& context);
    ~Private() override;

    enum class Phase {
        Idle,     ///< between requests
        Head,     ///< a header has begun
        Exchange, ///< a handler is running
        Closing,  ///< pending data is sent; received data is dropped
        Gone,     ///< the transport is closed
    };

    // Each of these may end the exchange, so the caller must do nothing afterwards.
    void onReadable() override;
    void onWritten() override;
    void onClosed() override;

    bool bodyReady();
    void readBody();
    void finishExchange();
    void stopNow();
    void abandon();
    void refuse(const Error& error);
    /// `clientMaySend`: keeps reading for a while, so that no reset overtakes the response.
    void beginClose(bool clientMaySend);
    void watchDrain(bool on);
    bool isOpen() const { return m_phase != Phase::Gone; }
    void limit(int milliseconds);
    const ServerLimits& limits() const { return m_context.limits; }
    void chargeTo(std::string_view caller);

    std::unique_ptr<SocketTransport> transport;
    AnswerWriter writer;
    RequestReader reader;
    WaitPoint point;
    Phase m_phase = Phase::Idle;
    bool m_closeWhenIdle = false;
    bool m_handlerEnded = false;
    bool m_hasServed = false;
    bool m_hasLost = false;
    std::shared_ptr<void> m_note;
    BodyBudget::Share m_share; // of the body, unless it is small

protected:
    void expired() override;

private:
    void limitBody();
    void readRequest();
    void startExchange();
    void nextRequest();
    void readPipelined();
    void watchPipelined();
    void discard();
    const BodyBudget::Share& share() const override { return m_share; }
    TimePoint begun() const override { return m_bodyBegun; }
    std::uint64_t received() const override { return reader.received(); }
    void giveWay(const Error& why) override;
    void holdBody();
    void endUpload();
    void hangUp();
    void onClosingProgress();

    ServerConnection* m_connection;
    const ServerContext& m_context;
    std::unique_ptr<Handler> m_handler;
    bool m_isLoopback = false;
    bool m_isThisMachine = false;
    std::string m_peer;
    TimePoint m_bodyBegun{};
    std::string m_caller; // who is charged
    std::optional<Uploads::Place> m_upload; // while the body is being received
    std::int64_t m_discarded = 0; // bytes received while closing
    bool m_awaitsDrain = false; // unsent responses must drain before the next request is read
    bool m_wakesOnDrain = false; // the handler waits for it
    bool m_shutDown = false; // our sending side
    bool m_hungUp = false;
};

} // namespace gateway::http
