#pragma once

#include "gateway/http/server/client_connection.h"
#include "gateway/protocol/request_outline.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// A client whose connection is controlled by the test.
class FakeClient final : public gateway::http::ClientConnection {
public:
    /// The request.
    void ask(const std::string& path, const std::string& body, const std::string& method = "POST")
    {
        m_head.method = method;
        m_head.path = m_head.target = path;
        m_head.host = "localhost:8080";
        m_head.peer = "127.0.0.1";
        m_head.headers.set("content-type", "application/json");
        m_body = QByteArray::fromStdString(body);
    }
    gateway::http::RequestHead& head() { return m_head; }
    /// Holds the body back until `send()`.
    void holdBody() { m_isBodyThere = false; }
    void send()
    {
        m_isBodyThere = true;
        m_point.wake();
    }
    void breakBody(gateway::Error error) { m_bodyError = std::move(error); }
    /// Stops reading after the next piece, or continues.
    void setReading(bool on)
    {
        m_isReading = on;
        if (on && m_isDrainWatched)
            m_point.wake();
    }
    void lose() { m_hasLost = true; }
    /// Its end of the connection has closed, but no handler has noticed.
    void setLeft(bool hasLeft) { m_hasLeft = hasLeft; }

    // ---- what it received
    int status() const { return m_status; }
    std::string header(std::string_view name) const { return std::string(m_answer.find(name).value_or("")); }
    std::int64_t contentLength() const { return m_contentLength; }
    const std::string& received() const { return m_received; }
    int writes() const { return m_writes; }
    int heads() const { return m_heads; }
    bool isWhole() const { return m_isWhole; }
    bool isBroken() const { return m_isBroken; }
    /// How often its handler reported the end.
    int timesEnded() const { return m_timesEnded; }
    const std::string& charged() const { return m_charged; }

    const gateway::http::RequestHead& request() const override { return m_head; }
    gateway::WaitPoint& waitPoint() override { return m_point; }
    bool bodyReady() override { return m_isBodyThere || m_bodyError.has_value(); }
    gateway::Result<QByteArray> takeBody() override
    {
        if (m_bodyError)
            return tl::unexpected(*m_bodyError);
        QByteArray body = std::exchange(m_body, {});
        body.reserve(body.size() + static_cast<qsizetype>(gateway::protocol::kJsonPadding));
        return body;
    }
    void chargeTo(std::string_view caller) override { m_charged = caller; }
    gateway::http::BodyBudget::Share takeShare() override { return {}; }
    void writeHead(int status, const gateway::http::Headers& headers, std::int64_t contentLength) override
    {
        ++m_heads;
        m_status = status;
        m_answer = headers;
        m_contentLength = contentLength;
    }
    void hold(std::string_view piece) override { m_held += piece; }
    void write(std::string_view piece) override
    {
        m_received += std::exchange(m_held, {});
        m_received += piece;
        ++m_writes;
    }
    void write(const QByteArray& piece) override { write(std::string_view(piece.constData(), static_cast<std::size_t>(piece.size()))); }
    void finish(const gateway::http::Headers& /*trailers*/ = {}) override
    {
        m_received += std::exchange(m_held, {});
        m_isWhole = !m_isBroken;
    }
    void respond(int status, const gateway::http::Headers& headers, const QByteArray& body) override
    {
        writeHead(status, headers, body.size());
        write(body);
        finish();
    }
    void breakOff() override { m_isBroken = true; }
    bool hasLost() const override { return m_hasLost; }
    bool drained() const override { return m_isReading; }
    void watchDrain(bool on) override { m_isDrainWatched = on; }
    void handlerEnded() override { ++m_timesEnded; }
    gateway::http::ConnectionEnds ends() const override { return {}; }
    bool hasClientLeft() const override { return m_hasLeft; }
    const std::shared_ptr<void>& note() const override { return m_note; }
    void setNote(std::shared_ptr<void> note) override { m_note = std::move(note); }

private:
    gateway::http::RequestHead m_head;
    QByteArray m_body;
    bool m_isBodyThere = true;
    std::optional<gateway::Error> m_bodyError;
    gateway::WaitPoint m_point;
    int m_status = 0;
    gateway::http::Headers m_answer;
    std::int64_t m_contentLength = 0;
    std::string m_held;
    std::string m_received;
    int m_writes = 0;
    int m_heads = 0;
    bool m_isWhole = false;
    bool m_isBroken = false;
    bool m_isReading = true;
    bool m_isDrainWatched = false;
    bool m_hasLost = false;
    bool m_hasLeft = false;
    int m_timesEnded = 0;
    std::string m_charged;
    std::shared_ptr<void> m_note;
};
