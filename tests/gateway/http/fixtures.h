#pragma once

#include "gateway/loop/task.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/loop/wait.h"
#include "gateway/http/server/listener.h"
#include "gateway/http/server/server_connection.h"
#include "gateway/http/server/uploads.h"
#include "gateway/http/upstream/upstream.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::http::test {

constexpr int kPatience_ms = 20000; // waited for in full only by a failing test

template <class Condition> bool waitFor(Condition condition)
{
    return QTest::qWaitFor(std::move(condition), kPatience_ms);
}

/// Returns once bytes sent now over another loopback connection have arrived: what was sent over loopback before has
/// arrived then, and its receivers have been notified.
void passOverLoopback();

/// Returns once `measure()` no longer changes while bytes pass over loopback: a transfer has ended or is blocked.
template <class Measure> void waitUntilStill(Measure measure)
{
    constexpr int kPasses = 5;
    auto before = measure();
    for (int same = 0; same < kPasses; ++same) {
        passOverLoopback();
        const auto now = measure();
        if (now != std::exchange(before, now))
            same = 0;
    }
}

/// Closes the connection so that the peer sees a reset.
void resetNow(QTcpSocket& socket);

/// What an upstream does with its connection after an answer.
enum class End { Stay, Close, Reset };
/// Sends everything at once, or one byte per event loop iteration.
void say(QTcpSocket& socket, std::string_view answer, End end, bool slowly);

/// A request as one message.
inline Slices message(const QByteArray& text) { return {Slice(text)}; }

/// A coroutine with its own scope.
class Runner final : public Scope {
public:
    void start(Task<> task)
    {
        m_task.emplace(std::move(task));
        m_task->start(*this);
    }
    bool isOver() const { return !m_task.has_value(); }
    std::function<void()> then;

protected:
    bool finished() const override { return m_task->done(); }
    void ended() override
    {
        m_task.reset();
        if (then)
            then(); // may destroy this
    }

private:
    std::optional<Task<>> m_task;
};

/// What handlers do and their outcome.
struct Script {
    std::function<Task<>(ServerConnection&, TimerWheel&, Script&)> run;
    int started = 0;
    int gone = 0;
    int alive = 0;
    std::int64_t written = 0;        ///< by streaming handlers
    std::int64_t mostPending = 0;
    std::vector<std::string> bodies; ///< as they were taken
    std::vector<std::string> errors; ///< codes of bodies that could not be taken
    std::vector<RequestHead> heads;
    std::function<void()> hook;      ///< for the test to do something in the midst of a handler
};

/// Answers "METHOD host path?query|body" once the body has arrived.
Task<> echo(ServerConnection& connection, TimerWheel& wheel, Script& script);
/// Answers at once, regardless of the body.
Task<> answerEarly(ServerConnection& connection, TimerWheel& wheel, Script& script);

/// A listener on a loopback port with scripted handlers.
class Gateway {
public:
    explicit Gateway(decltype(Script::run) run = echo, ServerLimits limits = {},
                     std::optional<QSslConfiguration> tls = std::nullopt);
    ~Gateway();

    quint16 port() const { return static_cast<quint16>(listener->port()); }
    /// A second listener for the same script that does not listen yet.
    std::unique_ptr<Listener> makeListener() { return std::make_unique<Listener>(context, nullptr); }

    TimerWheel wheel;
    Script script;
    BodyBudget budget;
    Uploads uploads;
    ServerContext context;
    std::unique_ptr<Listener> listener;
};

/// A client that sends what the test tells it and keeps what it receives.
class Client {
public:
    explicit Client(quint16 port, std::optional<QSslConfiguration> tls = std::nullopt);
    ~Client();

    void send(const QByteArray& bytes);
    /// One byte per event loop iteration.
    void sendSlowly(const QByteArray& bytes);
    bool waitForClose();
    bool waitForText(const char* text);
    /// Reads nothing while stopped.
    void setReading(bool on);

    QByteArray received;
    std::int64_t total = 0; ///< bytes received, also those not kept
    bool keep = true;
    bool closed = false;
    std::unique_ptr<QTcpSocket> socket;

private:
    void read();
    bool m_reading = true;
};

/// Parses the answers in a byte stream, as strictly as the tests need.
struct Received {
    int status = 0;
    QByteArray head;
    QByteArray body;
    bool whole = false;
};
std::vector<Received> answersIn(QByteArray bytes, bool toHead = false);

/// An upstream that answers each request through its script.
class Upstream final : public QTcpServer {
public:
    /// `index` counts requests across all connections.
    using Answer = std::function<void(QTcpSocket& socket, const QByteArray& request, int index)>;
    explicit Upstream(Answer answer, std::optional<QSslConfiguration> tls = std::nullopt);

    Origin origin() const;

    int connections = 0;
    int requests = 0;
    int closed = 0;
    std::vector<QTcpSocket*> sockets;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void serve(QTcpSocket* socket);

    Answer m_answer;
    std::optional<QSslConfiguration> m_tls;
};

/// The outcome of one exchange with an upstream.
struct Outcome {
    bool timedOut = false;
    bool connected = false;
    ResponseHead head;
    std::string body;
    std::size_t pieces = 0;
    bool complete = false;
    std::optional<Error> failure;
    bool reused = false;
    bool anyByte = false;
    bool stale = false;
    bool isOver = false;
};

/// A complete exchange as the gateway does it; returns the lease at the end.
Task<> fetch(UpstreamPool& pool, TimerWheel& wheel, Origin origin, KeepAlive keepAlive, QByteArray request,
             Outcome& out);
Outcome fetchOnce(UpstreamPool& pool, TimerWheel& wheel, const Origin& origin, const KeepAlive& keepAlive = {},
                  const QByteArray& request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

/// A new certificate authority and a certificate for localhost, created for the test.
class Certificates {
public:
    Certificates();
    QString folder() const { return m_folder.path(); }
    std::string authorityFile() const;
    QSslConfiguration serverConfiguration(const char* name = "server") const;
    QSslConfiguration clientConfiguration() const;

private:
    QTemporaryDir m_folder;
};

} // namespace gateway::http::test
