#pragma once

#include "gateway/http/upstream/upstream.h"

#include "catch.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// An upstream's reply to one request.
struct Reply {
    enum class End {
        Complete,
        Breaks, ///< the connection closes
        Stalls, ///< sends nothing more until the test continues
    };

    int status = 200; ///< 0: no response head
    std::vector<std::pair<std::string, std::string>> headers = {{"content-type", "application/json"}};
    std::deque<std::string> pieces = {}; ///< of the body
    End end = End::Complete;
    bool isUnreachable = false;
};

/// A connection whose other end is controlled by the test.
class ScriptedConnection final : public gateway::http::UpstreamConnection {
public:
    ScriptedConnection(std::string host, Reply reply)
        : m_host(std::move(host)), m_reply(std::move(reply))
    {
        m_times.started = m_times.reached = m_times.connected = std::chrono::steady_clock::now();
        m_failure.kind = gateway::ErrorKind::UpstreamUnreachable;
        m_failure.message = gateway::asIs(m_reply.isUnreachable ? "connection refused" : "connection closed before an answer was received");
        takeHead();
    }

    // ---- observed and controlled by the test
    const std::string& host() const { return m_host; }
    const std::string& sent() const { return m_sent; }
    std::size_t piecesLeft() const { return m_reply.pieces.size(); }
    /// Its attempt has released it.
    bool isReleased() const { return m_isReleased; }
    /// ... before the answer was read to its end, which the upstream notices.
    bool isCancelled() const { return m_isReleased && !m_wasComplete; }
    void say(const std::string& piece)
    {
        m_reply.pieces.push_back(piece);
        m_point.wake();
    }
    void end(Reply::End how)
    {
        m_reply.end = how;
        m_point.wake();
    }
    /// The late answer of a silent upstream.
    void answer(Reply reply)
    {
        m_reply = std::move(reply);
        takeHead();
        m_point.wake();
    }
    void release()
    {
        m_isReleased = true;
        m_wasComplete = isComplete();
    }

    bool connectReady() override { return true; }
    void send(const gateway::http::Slices& message) override
    {
        for (const gateway::http::Slice& slice : message)
            m_sent += slice.bytes;
    }
    bool wasReused() const override { return false; }
    bool anyByteReceived() const override { return m_reply.status != 0; }
    bool wasStale() const override { return false; }
    bool tookRequest() const override { return !m_reply.isUnreachable; }
    const gateway::http::ConnectionTimes& times() const override { return m_times; }

    gateway::WaitPoint& waitPoint() override { return m_point; }
    bool headReady() override { return m_reply.status != 0 || failure(); }
    const gateway::http::ResponseHead& head() const override { return m_head; }
    bool pieceReady() override { return !m_reply.pieces.empty() || m_reply.end != Reply::End::Stalls; }
    std::string_view piece() override
    {
        m_current.clear();
        if (!m_reply.pieces.empty()) {
            m_current = std::move(m_reply.pieces.front());
            m_reply.pieces.pop_front();
        }
        return m_current;
    }
    bool isComplete() const override { return m_reply.status != 0 && m_reply.pieces.empty() && m_reply.end == Reply::End::Complete; }
    const gateway::Error* failure() const override
    {
        return m_reply.isUnreachable || (m_reply.pieces.empty() && m_reply.end == Reply::End::Breaks) ? &m_failure : nullptr;
    }

private:
    void takeHead()
    {
        m_head.clear();
        m_head.status = m_reply.status;
        for (const auto& [name, value] : m_reply.headers)
            m_head.headers.add(name, value);
        if (m_reply.status != 0) {
            m_failure.kind = gateway::ErrorKind::UpstreamProtocolError;
            m_failure.message = gateway::asIs("the connection was closed");
        }
    }

    const std::string m_host;
    Reply m_reply;
    gateway::WaitPoint m_point;
    gateway::http::ResponseHead m_head;
    gateway::http::ConnectionTimes m_times;
    gateway::Error m_failure;
    std::string m_sent;
    std::string m_current;
    bool m_isReleased = false;
    bool m_wasComplete = false;
};

/// Upstreams by the first label of their host names, each with its replies in order. More requests than replies fail
/// the test.
class ScriptedUpstreams final : public gateway::http::Upstreams {
public:
    void script(const std::string& host, Reply reply) { m_replies[host].push_back(std::move(reply)); }

    gateway::http::Lease acquire(const gateway::http::Origin& origin, const gateway::http::KeepAlive& /*keepAlive*/, bool /*fresh*/) override
    {
        const std::string host = origin.host.substr(0, origin.host.find('.'));
        std::deque<Reply>& replies = m_replies[host];
        INFO("no reply is scripted for " << host);
        CHECK_FALSE(replies.empty()); // does not throw, because a coroutine calls it
        if (replies.empty())
            replies.push_back({.status = 0, .isUnreachable = true});
        m_connections.push_back(std::make_unique<ScriptedConnection>(host, std::move(replies.front())));
        replies.pop_front();
        return {this, m_connections.back().get()};
    }

    /// The requests in the order in which they were sent.
    std::size_t count() const { return m_connections.size(); }
    ScriptedConnection& operator[](std::size_t index) { return *m_connections.at(index); }
    ScriptedConnection& last() { return *m_connections.back(); }
    std::vector<std::string> hosts() const
    {
        std::vector<std::string> hosts;
        for (const auto& connection : m_connections)
            hosts.push_back(connection->host());
        return hosts;
    }
    bool areAllReleased() const
    {
        return std::ranges::all_of(m_connections, [](const auto& connection) { return connection->isReleased(); });
    }

private:
    void giveBack(gateway::http::UpstreamConnection* connection) override { static_cast<ScriptedConnection*>(connection)->release(); }

    std::map<std::string, std::deque<Reply>> m_replies;
    std::vector<std::unique_ptr<ScriptedConnection>> m_connections;
};
